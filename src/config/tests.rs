//! Reading: every documented key, every kind of mistake, and that no message repeats a value.

use std::path::Path;

use super::*;

fn read(source: &str) -> Result<Config, parse::Wrong> {
    parse(source, Path::new("/etc/fb"), Some(Path::new("/home/me")))
}

#[test]
fn the_example_equals_the_defaults() {
    assert_eq!(read(EXAMPLE).unwrap(), Config::default());
}

#[test]
fn the_example_shows_every_key_and_is_right_without_the_marks() {
    let keys: Vec<&str> = key::TOP.iter().chain(key::PROFILE).chain(key::UI).chain(key::FINDINGS).copied().collect();
    for key in keys {
        assert!(EXAMPLE.contains(key), "{key}");
    }
    // One profile has either kind of token; which of the lines is taken is the reader's choice.
    for kept in ["token_command = \"", "token_command = [", "token_file"] {
        let line = |line: &str| match line.strip_prefix('#').filter(|rest| !rest.starts_with(' ')) {
            Some(rest) if rest.starts_with("token") && !rest.starts_with(kept) => String::new(),
            Some(rest) => rest.to_owned(),
            None => line.to_owned(),
        };
        let source = EXAMPLE.lines().map(line).collect::<Vec<_>>().join("\n");
        let config = read(&source).unwrap();
        assert_eq!(config.remarks, Vec::<String>::new());
        assert_eq!(config.default_profile.as_deref(), Some("production"));
        let clipboard = Some(Clipboard::Auto);
        let theme = Some(ThemeName::Default);
        assert_eq!(
            config.ui,
            Ui {
                color: Some(ColorChoice::Auto),
                ascii: Some(false),
                clipboard,
                theme,
                mouse: Some(false),
                refresh_every: Some(Duration::ZERO)
            }
        );
        assert_eq!(config.theme, ThemeName::Default.looks().collect::<Vec<_>>());
        let severity = vec![(Rule::KeyAge, Severity::Medium)];
        assert_eq!(config.findings, Findings { disable: vec![], max_key_age: Some(90), severity });
        let production = config.profile("production").unwrap();
        assert_eq!(production.color, Some(Tint::Palette(1)));
        assert_eq!(production.ca_bundle.as_deref(), Some(Path::new("/etc/fb/company-ca.pem")));
        assert!(production.token.is_some() && production.api_url.is_some());
    }
}

#[test]
fn profiles_keep_their_order_and_paths_count_from_the_file_or_the_home() {
    let config = read(
        "[profiles.z]\ntoken_file = \"~/t\"\n[profiles.a]\ntoken_file = 'sub/t'\n[profiles.m]\ntoken_file='/abs'\n",
    )
    .unwrap();
    let files: Vec<(&str, Token)> =
        config.profiles.iter().map(|profile| (profile.name.as_str(), profile.token.clone().unwrap())).collect();
    let file = |path: &str| Token::File(path.into());
    assert_eq!(files, [("z", file("/home/me/t")), ("a", file("/etc/fb/sub/t")), ("m", file("/abs"))]);
    let homeless = parse("[profiles.z]\ntoken_file = '~/t'", Path::new("/etc"), None).unwrap_err();
    assert_eq!(homeless.what, "profiles.z.token_file begins with ~/, but HOME is not set");
}

#[test]
fn a_command_is_named_by_its_program_alone() {
    let token = |value: &str| {
        read(&format!("[profiles.p]\ntoken_command = {value}")).unwrap().profiles.remove(0).token.unwrap().words()
    };
    assert_eq!(token("'pass show flashback'"), "the shell command `pass ...`");
    assert_eq!(token("['/usr/bin/curl', '-H', 'canary']"), "the program `/usr/bin/curl ...`");
    assert_eq!(token("'TOKEN=canary get'"), "the shell command");
    assert_eq!(token("'eyJhbGciOiJIUzI1NiJ9.canary.canary'"), "the shell command");
    let config = read("[profiles.p]\ntoken_command = 'TOKEN=canary get canary'").unwrap();
    assert!(!format!("{config:?}").contains("canary"));
}

#[test]
fn a_syntax_error_on_the_line_of_a_secret_names_line_and_key_and_nothing_of_the_secret() {
    for (line, key) in [
        ("token_command = canary-canary", "token_command: "),
        ("token_command = \"canary", "token_command: "),
        ("token_file = 'canary' canary", "token_file: "),
        ("token = canary", ""),
        ("canary-canary-canary", ""),
        ("token_file = \"\\canary\"", "token_file: "),
        ("token_file = \"a\"\ntoken_file = \"canary\"", "token_file: "),
        ("token_file = canary:canary # canary", "token_file: "),
    ] {
        let wrong = read(&format!("[profiles.p]\n{line}\n")).unwrap_err();
        assert!(wrong.at.line >= 2 && wrong.at.line <= 3, "{wrong:?}");
        assert!(wrong.what.starts_with(&format!("{key}this is no TOML: ")), "{wrong:?}");
        assert!(!wrong.what.contains("canary"), "{wrong:?}");
    }
}

#[test]
fn columns_are_counted_in_characters() {
    let wrong = read("[profiles.\"köln\"]\ncolor = \"canary\" # ü").unwrap_err();
    assert_eq!((wrong.at.line, wrong.at.column), (2, 9));
    let wrong = read("profiles = { \"kö\" = { color = \"canary\" } }").unwrap_err();
    assert_eq!((wrong.at.line, wrong.at.column), (1, 31));
}

#[test]
fn without_a_home_there_is_no_place_and_relative_variables_count_as_not_set() {
    let place = |variables: &[(&str, &str)]| {
        place(None, &|name| variables.iter().find(|(other, _)| *other == name).map(|(_, value)| value.into()))
    };
    assert_eq!(place(&[]), Place::Nowhere);
    assert_eq!(place(&[("XDG_CONFIG_HOME", "config"), ("HOME", "home")]), Place::Nowhere);
    assert_eq!(load(&Place::Nowhere, None), Ok(Config::default()));
    assert_eq!(create(&Place::Nowhere), Err(ConfigError::Nowhere));
    #[cfg(unix)]
    for variables in
        [&[("XDG_CONFIG_HOME", "/x"), ("HOME", "/home/me")][..], &[("XDG_CONFIG_HOME", "relative"), ("HOME", "/x/..")]]
    {
        let path = place(variables).path().unwrap().to_owned();
        assert!(path.starts_with("/x") && path.ends_with("flashback-tui/config.toml"), "{path:?}");
    }
}

#[test]
fn rules_are_named_by_their_ids_and_unknown_ones_are_remarked() {
    let config = read(
        "[findings]\ndisable = ['key-age', 'no-kay']\nmax_key_age = 30\n[findings.severity]\nadmin-key = 'high'\nnothing = 'low'",
    )
    .unwrap();
    let severity = vec![(Rule::AdminKey, Severity::High)];
    assert_eq!(config.findings, Findings { disable: vec![Rule::KeyAge], max_key_age: Some(30), severity });
    assert!(
        config.remarks[0].starts_with("line 2: findings.disable: no-kay is not known and does nothing"),
        "{config:?}"
    );
    assert!(config.remarks[1].starts_with("line 6: findings.severity: nothing is not known"), "{config:?}");
    for (wrong, what) in [
        ("disable = 'key-age'", "findings.disable is a text, expected a list of rules"),
        ("disable = [1]", "each rule of findings.disable is a number, expected a text in quotes"),
        ("max_key_age = 0", "findings.max_key_age must be a number of days from 1 to 36500, as in \"90d\""),
        ("max_key_age = '3 weeks'", "findings.max_key_age must be a number of days from 1 to 36500, as in \"90d\""),
        ("severity = { key-age = 'canary' }", "a severity of findings must be high, medium, low or info"),
    ] {
        assert_eq!(read(&format!("[findings]\n{wrong}")).unwrap_err().what, what);
    }
    assert_eq!(["90d", "1", "36500D"].map(days), [Some(90), Some(1), Some(36_500)]);
    assert_eq!(["", "d", "0", "-1", "+1", "1.5", "36501", "90 d", "9w", "99999999999"].map(days), [None; 10]);
}
