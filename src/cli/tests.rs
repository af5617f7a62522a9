use std::path::PathBuf;

use clap::{CommandFactory, ValueEnum};

use super::*;

fn read(line: &str) -> Result<Cli, Ending> {
    parse(["flashback-tui"].into_iter().chain(line.split_whitespace()).map(OsString::from))
}

fn refused(line: &str) -> String {
    match read(line) {
        Err(Ending::Refused(text)) => text,
        other => panic!("{line}: {other:?}"),
    }
}

fn answered(line: &str) -> String {
    match read(line) {
        Err(Ending::Answered(text)) => text,
        other => panic!("{line}: {other:?}"),
    }
}

#[test]
fn the_types_are_consistent() {
    Cli::command().debug_assert();
}

#[test]
fn nothing_typed_means_the_dashboard_with_nothing_set() {
    assert_eq!(read(""), Ok(Cli::default()));
}

#[test]
fn global_options_stand_before_and_after_the_command() {
    let options = "--api-url https://x/y -w w1 --token-file - --insecure-token-file --demo --show-secrets --timeout 3 \
         --connect-timeout 2 --max-time 9 --color never --ascii --clipboard osc52 --theme dark --refresh-every 60s -p p --config c.toml \
         --allow-http --ca-bundle ca.pem --max-body 8K --input i.json";
    let before = read(&format!("{options} ls buckets -o csv")).unwrap();
    let after = read(&format!("ls buckets -o csv {options}")).unwrap();
    let expected = Options {
        api_url: Some("https://x/y".to_owned()),
        workspace: Some("w1".to_owned()),
        token: TokenOptions { file: Some(PathBuf::from("-")), insecure_file: true, ..TokenOptions::default() },
        demo: true,
        show_secrets: true,
        timeout: Some("3".to_owned()),
        connect_timeout: Some("2".to_owned()),
        max_time: Some("9".to_owned()),
        color: Some(When::Never),
        ascii: true,
        theme: Some(Theme::Dark),
        clipboard: Some(Clipboard::Osc52),
        refresh_every: Some("60s".to_owned()),
        allow_http: true,
        ca_bundle: Some(PathBuf::from("ca.pem")),
        max_body: Some("8K".to_owned()),
        input: Some(PathBuf::from("i.json")),
        profile: Some("p".to_owned()),
        config: Some(PathBuf::from("c.toml")),
        no_config: false,
    };
    assert_eq!(before.options, expected);
    assert_eq!(after, before);
    assert_eq!(
        before.command,
        Some(Command::Ls(Ls { kind: Some(Kind::Buckets), output: Some(Format::Csv), ..Ls::default() }))
    );
}

#[test]
fn every_kind_and_format_has_its_documented_name() {
    let kinds = ["repos", "buckets", "api-keys", "ai-llms", "ai-api-keys", "usage", "overview"];
    let formats = ["tree", "table", "json", "jsonl", "csv", "md"];
    for (kind, format) in kinds.iter().flat_map(|kind| formats.map(|format| (kind, format))) {
        assert!(read(&format!("ls {kind} -o {format}")).is_ok(), "{kind} {format}");
        assert!(read(&format!("ls --output={format} {kind}")).is_ok(), "{kind} {format}");
    }
    assert_eq!(Kind::value_variants().len(), kinds.len());
    assert_eq!(Format::value_variants().len(), formats.len());
}

#[test]
fn an_empty_workspace_and_a_negative_time_reach_the_settings() {
    let cli =
        parse(["flashback-tui", "-w", "", "--timeout", "-5", "--connect-timeout=-1"].map(OsString::from)).unwrap();
    assert_eq!(cli.options.workspace.as_deref(), Some(""));
    assert_eq!(cli.options.timeout.as_deref(), Some("-5"));
    assert_eq!(cli.options.connect_timeout.as_deref(), Some("-1"));
}

const TOKEN: &str = "eyJhbGciOiJIUzI1NiJ9.eyJ1c2VySWQiOiJ4In0.c2lnbmF0dXJl";

#[test]
fn a_token_as_an_argument_is_refused_and_never_repeated() {
    for line in [
        "--token T",
        "--token=T",
        "ls --token T",
        "--token T ls",
        "--demo --token=T ls repos",
        "--token",
        "ls --token",
        "-t T",
        "-tT",
        "-t=T",
        "ls -t T",
    ] {
        let said = refused(&line.replace('T', TOKEN));
        assert!(said.contains("FLASHBACK_TOKEN") && said.contains("--token-file"), "{said}");
        assert!(said.contains("renew it"), "{said}");
        assert!(!said.contains("eyJ"), "{said}");
    }
}

#[test]
fn a_token_in_any_wrong_place_is_not_repeated() {
    for line in [
        "T",
        "ls T",
        "ls repos T",
        "-- T",
        "ls -- repos T",
        "ls -oT",
        "ls -o T",
        "ls --output=T",
        "--demo=T",
        "--show-secrets=T",
        "--tokn=T",
        "--tokn T",
        "--bearer T",
        "ls --T",
        "-T",
        "--T",
        "--token T T",
        "--token=T --token=T",
        "--token T --bogus",
        "help T",
    ] {
        for token in [TOKEN, "fb_1234567890abcdef"] {
            let said = refused(&line.replace('T', token));
            assert!(!said.contains("yJ") && !said.contains("1234567890"), "{line}: {said}");
            assert!(said.starts_with("error: "), "{line}: {said}");
        }
    }
}

#[test]
fn a_misspelled_word_is_named() {
    assert!(refused("lss").contains("'lss'"), "{}", refused("lss"));
    assert!(refused("ls bukets").contains("'bukets'"), "{}", refused("ls bukets"));
    assert!(refused("ls -o yaml").contains("'yaml'"), "{}", refused("ls -o yaml"));
    assert!(refused("--wrkspace x").contains("--wrkspace"), "{}", refused("--wrkspace x"));
    assert!(refused("-o json").contains("'-o'"), "{}", refused("-o json"));
}

#[test]
fn short_help_is_short_and_long_help_has_it_all() {
    let (short, long) = (answered("-h"), answered("--help"));
    assert!(short.lines().count() < 45, "{short}");
    for part in [
        "Examples:",
        "Environment",
        "Exit codes:",
        "FLASHBACK_TOKEN_FILE",
        "NO_COLOR",
        "130",
        "141",
        "--demo",
        "[default: 5]",
    ] {
        assert!(long.contains(part), "{part}: {long}");
    }
    for part in [
        "[env: FLASHBACK_API_URL]",
        "https://backend.flashback.tech]",
        "[env: FLASHBACK_WORKSPACE]",
        "[default: 15]",
        "--show-secrets",
    ] {
        let flat = short.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(flat.contains(part), "{part}: {short}");
    }
    assert!(!long.contains("--token <") && !long.contains("--token["), "{long}");
    assert!(answered("ls --help").contains("ai-api-keys"));
    for line in ["-V", "--version", "ls -V", "ls buckets --version"] {
        assert_eq!(answered(line), format!("flashback-tui {}\n", env!("CARGO_PKG_VERSION")), "{line}");
    }
}

#[test]
fn a_commands_own_options_come_first_and_those_of_all_stand_under_headings() {
    for line in ["ls -h", "check -h", "diff -h", "doctor --help"] {
        let help = answered(line);
        let at = |words: &str| help.find(words).unwrap_or_else(|| panic!("{words}: {help}"));
        let order = ["--output", "--help", "What is asked:", "--workspace", "Credentials:", "--token-file"];
        let order = order.into_iter().chain(["Connection:", "--timeout", "Display:", "--ascii"]);
        assert!(order.map(at).is_sorted(), "{help}");
    }
}

#[test]
fn what_is_no_text_is_refused_not_lost() {
    #[cfg(unix)]
    {
        use std::os::unix::ffi::OsStringExt;

        use super::token::TOKEN_REFUSED;

        let broken = OsString::from_vec(b"eyJ\xff".to_vec());
        let said = parse(["flashback-tui".into(), "--token".into(), broken.clone()]).unwrap_err();
        assert_eq!(said, Ending::Refused(TOKEN_REFUSED.to_owned()));
        let path = parse(["flashback-tui".into(), "--token-file".into(), broken.clone()]).unwrap();
        assert_eq!(path.options.token.file, Some(PathBuf::from(broken)));
    }
}
