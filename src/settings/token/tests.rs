use secrecy::ExposeSecret;

use super::*;
use crate::cli;

const TOKEN: (&str, &str) = ("FLASHBACK_TOKEN", "variable-canary");
const FILE: (&str, &str) = ("FLASHBACK_TOKEN_FILE", "/env");
const COMMAND: (&str, &str) = ("FLASHBACK_TOKEN_COMMAND", "pass show env");

fn resolve_with(line: &str, variables: &[(&str, &str)], profile: ProfileToken) -> Result<TokenSettings, SettingsError> {
    let words = ["flashback-tui"].into_iter().chain(line.split_whitespace());
    let cli = cli::parse(words.map(OsString::from)).unwrap();
    let environment =
        |name: &str| variables.iter().find(|(other, _)| *other == name).map(|(_, value)| OsString::from(value));
    TokenSettings::resolve(&cli.options, &environment, profile)
}

/// The source in a word, and who named it.
fn resolve(line: &str, variables: &[(&str, &str)]) -> (String, &'static str) {
    told(resolve_with(line, variables, ProfileToken::default()).unwrap())
}

fn told(token: TokenSettings) -> (String, &'static str) {
    let source = match token.source {
        TokenSource::Unset => "unset".to_owned(),
        TokenSource::StandardInput => "stdin".to_owned(),
        TokenSource::File(path) => path.display().to_string(),
        TokenSource::Command(TokenCommand::Shell(line)) => line.into_string().unwrap(),
        TokenSource::Command(TokenCommand::Arguments(words)) => format!("{words:?}"),
        TokenSource::Variable(token) => token.expose_secret().to_owned(),
    };
    (source, token.origin.name())
}

fn source(source: &str, origin: &'static str) -> (String, &'static str) {
    (source.to_owned(), origin)
}

#[test]
fn d8_the_first_place_that_is_set_wins() {
    let profile = || ProfileToken {
        command: Some(TokenCommand::Arguments(vec!["pass".into(), "show".into()])),
        file: Some("/profile".into()),
    };
    let all_but_file = [TOKEN, COMMAND];
    assert_eq!(resolve("--token-file /flag", &[TOKEN, FILE, COMMAND]), source("/flag", "--token-file"));
    assert_eq!(resolve("--token-command flag", &[TOKEN, FILE, COMMAND]), source("flag", "--token-command"));
    assert_eq!(resolve("", &all_but_file), source("variable-canary", "FLASHBACK_TOKEN"));
    assert_eq!(resolve("", &[FILE, COMMAND]), source("/env", "FLASHBACK_TOKEN_FILE"));
    assert_eq!(resolve("", &[COMMAND]), source("pass show env", "FLASHBACK_TOKEN_COMMAND"));
    assert_eq!(
        told(resolve_with("", &[COMMAND], profile()).unwrap()),
        source("pass show env", "FLASHBACK_TOKEN_COMMAND")
    );
    let command = source(r#"["pass", "show"]"#, "the profile's token_command");
    assert_eq!(told(resolve_with("", &[], profile()).unwrap()), command);
    let file_only = ProfileToken { command: None, ..profile() };
    assert_eq!(told(resolve_with("", &[], file_only).unwrap()), source("/profile", "the profile's token_file"));
    assert_eq!(resolve("", &[]), source("unset", "nowhere"));
    assert_eq!(resolve("--demo", &[TOKEN, FILE]), source("unset", "the demo"));
}

#[test]
fn d8_the_places_that_are_not_asked_are_known() {
    let profile = || ProfileToken { command: None, file: Some("/profile".into()) };
    let passed_over = |line: &str, variables: &[_]| {
        let token = resolve_with(line, variables, profile()).unwrap();
        token.passed_over.iter().map(|origin| origin.name()).collect::<Vec<_>>()
    };
    let all = ["FLASHBACK_TOKEN", "FLASHBACK_TOKEN_FILE", "FLASHBACK_TOKEN_COMMAND", "the profile's token_file"];
    assert_eq!(passed_over("--token-file /flag", &[TOKEN, FILE, COMMAND]), all);
    assert_eq!(passed_over("", &[FILE, COMMAND]), all[2..]);
    assert_eq!(passed_over("", &[]), [""; 0]);
    assert_eq!(passed_over("--demo", &[TOKEN, FILE]), [""; 0]);
}

#[test]
fn d8_a_dash_is_standard_input_except_in_a_profile() {
    assert_eq!(resolve("--token-file -", &[]), source("stdin", "--token-file"));
    assert_eq!(resolve("", &[("FLASHBACK_TOKEN_FILE", "-")]), source("stdin", "FLASHBACK_TOKEN_FILE"));
    let profile = ProfileToken { command: None, file: Some("-".into()) };
    assert_eq!(told(resolve_with("", &[], profile).unwrap()), source("-", "the profile's token_file"));
}

#[test]
fn d8_an_empty_variable_is_not_set() {
    assert_eq!(resolve("", &[TOKEN, ("FLASHBACK_TOKEN_FILE", "")]), source("variable-canary", "FLASHBACK_TOKEN"));
    let empty = ["FLASHBACK_TOKEN", "FLASHBACK_TOKEN_FILE", "FLASHBACK_TOKEN_COMMAND"].map(|name| (name, ""));
    assert_eq!(resolve("", &empty), source("unset", "nowhere"));
}

#[test]
fn d8_two_places_of_the_same_rank_are_an_error_that_names_both() {
    let variables = resolve_with("", &[TOKEN, FILE], ProfileToken::default()).unwrap_err();
    assert_eq!(variables, SettingsError::TwoTokenVariables);
    let text = variables.to_string();
    assert!(["FLASHBACK_TOKEN ", "FLASHBACK_TOKEN_FILE "].iter().all(|name| text.contains(name)), "{text}");
    assert!(!text.contains("canary"), "{text}");
    // Of the flags the first one wins, as of all other places.
    assert_eq!(resolve("--token-file a --token-command b", &[TOKEN, FILE]), source("a", "--token-file"));
}

#[test]
fn d8_a_token_that_is_no_text_is_kept_for_its_error() {
    #[cfg(unix)]
    {
        use std::os::unix::ffi::OsStringExt;
        let environment = |name: &str| (name == "FLASHBACK_TOKEN").then(|| OsString::from_vec(b"\xffx".to_vec()));
        let settings = TokenSettings::resolve(&Options::default(), &environment, ProfileToken::default()).unwrap();
        assert_eq!(told(settings), source("\u{fffd}x", "FLASHBACK_TOKEN"));
    }
}

#[test]
fn only_a_file_and_a_command_can_be_asked_again() {
    let renewable = |line: &str, variables: &[_]| {
        resolve_with(line, variables, ProfileToken::default()).unwrap().source.is_renewable()
    };
    assert!(renewable("--token-file f", &[]) && renewable("--token-command c", &[]));
    assert!(!renewable("--token-file -", &[]) && !renewable("", &[TOKEN]) && !renewable("", &[]));
}

#[test]
fn neither_a_token_nor_a_command_is_printed() {
    let arguments = ProfileToken { command: Some(TokenCommand::Arguments(vec!["canary".into()])), file: None };
    for settings in [
        resolve_with("", &[TOKEN], ProfileToken::default()),
        resolve_with("--token-command canary", &[], ProfileToken::default()),
        resolve_with("", &[], arguments),
    ] {
        let settings = settings.unwrap();
        assert!(!format!("{settings:?} {settings:#?}").contains("canary"), "{settings:?}");
    }
}
