//! Profiles: which one is taken, what beats what, and to whom a token goes.

use std::path::Path;

use super::*;
use crate::config;
use crate::settings::profiles::Connection;

const CONFIG: &str = "
default_profile = 'staging'
[profiles.staging]
api_url = 'https://staging.example'
token_file = '/staging-token'
workspace = 'ws'
[profiles.prod]
api_url = 'https://prod.example/x'
token_command = ['pass', 'canary']
ca_bundle = '/prod.pem'
[profiles.bare]
api_url = 'https://bare.example'
[profiles.plain]
token_file = '/plain-token'
";

fn resolve(line: &str, variables: &[(&str, &str)]) -> Result<Settings, SettingsError> {
    let words = ["flashback-tui"].into_iter().chain(line.split_whitespace());
    let cli = cli::parse(words.map(|word| OsString::from(word.replace("''", "")))).unwrap();
    let environment =
        |name: &str| variables.iter().find(|(other, _)| *other == name).map(|(_, value)| OsString::from(value));
    let mut config = config::parse(CONFIG, Path::new("/"), None).unwrap();
    config.path = Some("/c.toml".into());
    Settings::resolve(&cli, &environment, &config, true)
}

fn name(settings: &Settings) -> Option<&str> {
    settings.profile.as_ref().map(|profile| profile.name.as_str())
}

fn told(settings: &Settings, key: &str) -> (String, String) {
    let told = settings.told.iter().find(|told| told.key == key).unwrap();
    (told.value.clone(), told.origin.to_string())
}

#[test]
fn the_flag_beats_the_variable_which_beats_the_default_profile() {
    let variable = [("FLASHBACK_PROFILE", "bare")];
    assert_eq!(name(&resolve("", &[]).unwrap()), Some("staging"));
    assert_eq!(name(&resolve("", &variable).unwrap()), Some("bare"));
    assert_eq!(name(&resolve("-p prod", &variable).unwrap()), Some("prod"));
    assert_eq!(name(&resolve("--profile ''", &variable).unwrap()), None);
    assert_eq!(name(&resolve("--demo", &[("FLASHBACK_PROFILE", "nothing")]).unwrap()), None);
}

#[test]
fn an_unknown_profile_is_an_error_that_lists_the_known_ones() {
    let said = resolve("-p nope", &[]).unwrap_err().to_string();
    assert_eq!(said, "there is no profile `nope` (from --profile); there are staging, prod, bare, plain");
    let said = resolve("", &[("FLASHBACK_PROFILE", "eyJhbGciOi-canary-canary-canary")]).unwrap_err().to_string();
    assert!(said.starts_with("there is no profile of 31 characters (from FLASHBACK_PROFILE); "), "{said}");
    let without = |line: &str| {
        let cli = cli::parse(["flashback-tui"].into_iter().chain(line.split(' ')).map(OsString::from)).unwrap();
        Settings::resolve(&cli, &|_| None, &Config::default(), true).unwrap_err().to_string()
    };
    assert!(without("-p x").ends_with("there is no config file; `flashback-tui config init` writes one"));
    assert!(without("-p x --no-config").ends_with("no config file is read, because of --no-config"));
}

#[test]
fn each_value_is_told_with_where_it_came_from() {
    let settings = resolve("", &[]).unwrap();
    let seen = ["profile", "api_url", "workspace", "token", "timeout", "ca_bundle"].map(|key| told(&settings, key));
    let expected = [
        ("staging", "config file"),
        ("https://staging.example", "profile staging"),
        ("ws", "profile staging"),
        ("the file /staging-token", "profile staging"),
        ("15 s", "default"),
        ("none", "default"),
    ];
    assert_eq!(seen, expected.map(|(value, origin)| (value.to_owned(), origin.to_owned())));
    let variables = [("FLASHBACK_WORKSPACE", "env"), ("FLASHBACK_TOKEN", "canary"), ("NO_COLOR", "1")];
    let settings = resolve("-p prod --timeout 3 --ascii", &variables).unwrap();
    for (key, value, origin) in [
        ("profile", "prod", "--profile"),
        ("workspace", "env", "FLASHBACK_WORKSPACE"),
        ("token", "set, not shown", "FLASHBACK_TOKEN"),
        ("ca_bundle", "/prod.pem", "profile prod"),
        ("timeout", "3 s", "--timeout"),
        ("color", "no", "NO_COLOR"),
        ("ascii", "yes", "--ascii"),
    ] {
        assert_eq!(told(&settings, key), (value.to_owned(), origin.to_owned()), "{key}");
    }
    assert!(!format!("{settings:?}").contains("canary"));
}

#[test]
fn a_profile_without_a_token_gets_no_other_profiles_token() {
    assert!(matches!(resolve("-p bare", &[]).unwrap().token.source, TokenSource::Unset));
    assert!(matches!(resolve("-p prod", &[]).unwrap().token.source, TokenSource::Command(_)));
    let bare = Connection::of(config::parse(CONFIG, Path::new("/"), None).unwrap().profile("bare").unwrap(), false);
    assert!(matches!(bare.token.source, TokenSource::Unset));
    assert_eq!((bare.api_url.as_str(), bare.scope), ("https://bare.example", Scope::All));
}

#[test]
fn a_profiles_token_goes_to_no_other_host() {
    for (line, variables) in [
        ("--api-url https://evil.example", &[][..]),
        ("", &[("FLASHBACK_API_URL", "https://evil.example")]),
        ("--api-url http://staging.example", &[]),
        ("--api-url https://staging.example:8443", &[]),
        ("--api-url https://staging.example\\@evil.example", &[]),
        ("--api-url https:///staging.example", &[]),
        ("-p plain --api-url https://evil.example", &[]),
    ] {
        let error = resolve(line, variables).unwrap_err();
        assert!(matches!(error, SettingsError::ForeignToken { .. }), "{line}: {error}");
    }
    assert!(resolve("--api-url https://STAGING.example/v2", &[]).is_ok());
    assert!(resolve("-p plain --api-url https://backend.flashback.tech/v2", &[]).is_ok());
    // A token that is given beside the address is meant for it.
    assert!(resolve("--api-url https://other.example --token-file /t", &[]).is_ok());
    assert!(resolve("--api-url https://other.example", &[("FLASHBACK_TOKEN", "t")]).is_ok());
}

#[test]
fn a_token_of_the_environment_that_goes_to_a_profiles_host_is_told() {
    let token = ("FLASHBACK_TOKEN", "canary");
    let notes = |line, variables: &[_]| resolve(line, variables).unwrap().notes;
    assert_eq!(
        notes("-p prod", &[token]),
        [
            "the token for profile prod comes from FLASHBACK_TOKEN, not from the profile; unset it if it is another host's"
        ]
    );
    assert_eq!(notes("-p bare", &[token]).len(), 1);
    assert_eq!(notes("", &[token, ("FLASHBACK_PROFILE", "prod")]).len(), 1, "its own token is passed over");
    for (line, variables) in [
        ("-p prod", &[][..]),
        ("-p plain", &[token]),
        ("-p bare --token-file /t", &[token]),
        ("", &[token, ("FLASHBACK_PROFILE", "bare")]),
        ("-p prod --api-url https://x", &[token]),
    ] {
        assert_eq!(notes(line, variables), Vec::<String>::new(), "{line}");
    }
}
