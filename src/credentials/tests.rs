use std::fs;
use std::path::PathBuf;

use secrecy::SecretString;

use super::*;
use crate::settings::TokenCommand;

/// Reads it as the program does, off the loop.
fn read_from(source: TokenSource, origin: TokenOrigin) -> Result<String, CredentialsError> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let settings = TokenSettings { source, origin, insecure_file: false, passed_over: Vec::new() };
    runtime.block_on(read(&settings)).map(|token| token.text().to_owned())
}

fn from_variable(value: &str) -> Result<String, CredentialsError> {
    read_from(TokenSource::Variable(SecretString::from(value)), TokenOrigin::Variable)
}

fn from_file(path: &Path) -> Result<String, CredentialsError> {
    read_from(TokenSource::File(path.to_owned()), TokenOrigin::FileFlag)
}

fn from_command(line: &str) -> Result<String, CredentialsError> {
    read_from(TokenSource::Command(TokenCommand::Shell(line.into())), TokenOrigin::CommandFlag)
}

fn from_input(input: &[u8]) -> Result<String, CredentialsError> {
    of_stream(&mut &input[..], "standard input").map(|token| token.text().to_owned())
}

/// A file that nobody else may read.
fn private(folder: &tempfile::TempDir, name: &str, text: &str) -> PathBuf {
    let path = folder.path().join(name);
    fs::write(&path, text).unwrap();
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).unwrap();
    }
    path
}

#[test]
fn nothing_is_no_token_and_the_ways_to_give_one_are_listed() {
    let unset = read_from(TokenSource::Unset, TokenOrigin::Nobody).unwrap_err();
    let empty = [from_variable(" \n"), from_input(b""), from_input(b"Bearer \n"), from_command("exit 0")];
    for error in empty.map(Result::unwrap_err).into_iter().chain([unset]) {
        assert!(error.is_missing(), "{error}");
        for way in [
            "--token-file PATH",
            "--token-command COMMAND",
            "FLASHBACK_TOKEN=",
            "FLASHBACK_TOKEN_FILE",
            "FLASHBACK_TOKEN_COMMAND",
            "profile",
            "the dashboard also asks",
            "--demo",
        ] {
            assert!(error.to_string().contains(way), "{way}: {error}");
        }
    }
    assert!(from_input(b"").unwrap_err().to_string().contains("standard input is empty"));
    assert!(from_command("exit 0").unwrap_err().to_string().contains("the output of --token-command is empty"));
}

#[test]
fn d3_an_unusable_token_is_told_by_its_place_reason_and_length_only() {
    let error = from_variable("canary canary").unwrap_err();
    assert_eq!(
        error.to_string(),
        "FLASHBACK_TOKEN holds no usable token: 13 bytes with white space; copy the token again, alone"
    );
    assert!(!error.is_missing());
    let text = format!("{error} {error:?} {:?}", Failure::from(error.clone()));
    assert!(!text.contains("canary") && text.contains("copy the token again"), "{text}");
}

#[cfg(unix)]
#[test]
fn d3_what_a_command_prints_besides_a_token_is_told_by_its_kind_only() {
    let lines = from_command("echo canary; echo canary").unwrap_err().to_string();
    assert!(lines.contains("13 bytes with a line break; let the command print the token alone"), "{lines}");
    assert!(!lines.contains("canary"));
    let json =
        from_command("echo '{\"token\":\"canary\",\"expiresAt\":\"2030-01-01T00:00:00Z\"}'").unwrap_err().to_string();
    assert!(json.contains("with braces, as in JSON; let the command print the token alone, for example through `| jq"));
    assert!(!json.contains("canary"));
}

#[test]
fn d3_more_than_64_kib_is_no_token_and_an_endless_stream_is_not_read_to_its_end() {
    let too_long = CredentialsError::TooLong { place: "standard input".to_owned() };
    assert_eq!(from_input(&vec![b'x'; LONGEST + 1]), Err(too_long.clone()));
    assert_eq!(of_stream(&mut io::repeat(b'x'), "standard input").unwrap_err(), too_long);
    assert!(matches!(from_variable(&"x".repeat(1 << 20)), Err(CredentialsError::TooLong { .. })));
}

#[test]
fn a_file_holds_the_token_or_is_named_with_what_is_wrong() {
    let folder = tempfile::tempdir().unwrap();
    let file = private(&folder, "token", "Bearer file-token\r\n");
    assert_eq!(from_file(&file).as_deref(), Ok("file-token"));
    let missing = from_file(&folder.path().join("none")).unwrap_err();
    assert!(missing.to_string().ends_with("none`: there is no such file"), "{missing}");
    assert!(!missing.is_missing(), "a wrong path is a mistake in the configuration");
    if cfg!(unix) {
        let directory = from_file(folder.path()).unwrap_err();
        assert!(directory.to_string().ends_with("`: it is a directory"), "{directory}");
    }
    let empty = from_file(&private(&folder, "empty", "\n")).unwrap_err();
    assert!(empty.is_missing() && empty.to_string().contains("empty` is empty"), "{empty}");
}

#[test]
fn d4_a_file_that_is_gone_or_changed_later_is_told_and_read_anew() {
    let folder = tempfile::tempdir().unwrap();
    let file = private(&folder, "token", "old");
    assert_eq!(from_file(&file).as_deref(), Ok("old"));
    fs::write(&file, "new").unwrap();
    assert_eq!(from_file(&file).as_deref(), Ok("new"));
    fs::remove_file(&file).unwrap();
    assert!(from_file(&file).unwrap_err().to_string().contains("there is no such file"));
}

#[test]
fn a_path_is_shown_safely_and_a_token_in_its_place_is_not_shown() {
    let odd = from_file(Path::new("no\x1b[2Jfile")).unwrap_err().to_string();
    assert!(odd.contains("no\u{241b}[2Jfile"), "{odd}");
    let long = format!("eyJhbGciOi.{}", "canary".repeat(60));
    for token in [long.as_str(), "canary-canary-canary-canary-canary", "eyJhbGciOi.canary/canary/canary-canary"] {
        let error = from_file(Path::new(token)).unwrap_err().to_string();
        assert!(!error.contains("canary") && error.contains("could be a token"), "{error}");
    }
}

#[test]
fn a_source_that_fails_is_told_in_words() {
    struct Denied;
    impl Read for Denied {
        fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
            Err(io::ErrorKind::PermissionDenied.into())
        }
    }
    let error = of_stream(&mut Denied, "standard input").unwrap_err();
    assert_eq!(error.to_string(), "cannot read the token from standard input: permission denied");
}

#[test]
fn a_command_prints_the_token() {
    assert_eq!(from_command("echo Bearer command-token").as_deref(), Ok("command-token"));
    let error = from_command("exit 3").unwrap_err();
    assert!(!error.is_missing());
    assert_eq!(
        error.to_string(),
        "the command of --token-command gave no token: it ended with exit code 3; run it in a shell to see more"
    );
}

#[cfg(unix)]
#[test]
fn d5_what_a_command_said_is_told_also_where_it_ended_well_but_printed_no_token() {
    let empty = from_command("echo vault is sealed >&2").unwrap_err();
    let told = "the output of --token-command is empty; it said: vault is sealed";
    assert!(empty.is_missing() && empty.to_string().contains(told), "{empty}");
    assert!(Failure::from(empty.clone()).text.ends_with(told));
    let nonsense = from_command("echo secret-canary two; echo log in first, not secret-canary >&2").unwrap_err();
    let told = "17 bytes with white space; it said: log in first, not [token]; let the command print";
    assert!(nonsense.to_string().contains(told), "{nonsense}");
    assert_eq!(from_command("echo warning >&2; echo token").as_deref(), Ok("token"));
}
