use std::fs;

use super::*;

fn from_input(input: &[u8]) -> Result<String, CredentialsError> {
    resolve(&TokenSource::StandardInput, &mut &input[..]).map(|token| token.expose_secret().to_owned())
}

fn from_variable(value: &str) -> Result<String, CredentialsError> {
    let source = TokenSource::Variable(SecretString::from(value));
    resolve(&source, &mut io::empty()).map(|token| token.expose_secret().to_owned())
}

fn from_file(path: &Path) -> Result<String, CredentialsError> {
    resolve(&TokenSource::File(path.to_owned()), &mut io::empty()).map(|token| token.expose_secret().to_owned())
}

#[test]
fn white_space_and_the_scheme_are_removed() {
    for written in ["t0k.en", " t0k.en\n", "Bearer t0k.en", "\tbEaReR \t t0k.en\r\n", "\u{feff}t0k.en"] {
        assert_eq!(from_variable(written).as_deref(), Ok("t0k.en"), "{written:?}");
        assert_eq!(from_input(written.as_bytes()).as_deref(), Ok("t0k.en"), "{written:?}");
    }
    assert_eq!(from_variable("bearertoken").as_deref(), Ok("bearertoken"));
}

#[test]
fn nothing_is_no_token_and_the_ways_to_give_one_are_listed() {
    let unset = resolve(&TokenSource::Unset, &mut io::empty()).unwrap_err();
    for error in [unset, from_variable(" \n").unwrap_err(), from_input(b"").unwrap_err(), {
        from_input(b"Bearer \n").unwrap_err()
    }] {
        assert!(error.is_missing(), "{error}");
        for way in ["FLASHBACK_TOKEN=", "--token-file PATH", "FLASHBACK_TOKEN_FILE", "--demo"] {
            assert!(error.to_string().contains(way), "{way}: {error}");
        }
    }
    assert!(from_input(b"").unwrap_err().to_string().contains("standard input is empty"));
}

#[test]
fn what_no_header_can_carry_is_refused_by_its_length_only() {
    let cases: [&[u8]; 7] = [
        b"canary canary",
        b"canary\ncanary",
        b"canary\x1b[31m",
        b"canary\0",
        "canary\u{fc}".as_bytes(),
        b"canary\xff",
        b"\"canary\x7f\"",
    ];
    for token in cases {
        let error = from_input(token).unwrap_err();
        assert_eq!(error, CredentialsError::Unusable { place: "standard input".to_owned(), length: token.len() });
        assert!(!error.is_missing() && !error.to_string().contains("canary"), "{error}");
    }
    assert!(!from_variable("canary canary").unwrap_err().to_string().contains("canary"));
}

#[test]
fn a_token_has_at_most_64_kib() {
    assert_eq!(from_input("x".repeat(LONGEST).as_bytes()).map(|token| token.len()), Ok(LONGEST));
    let too_long = CredentialsError::TooLong { place: "standard input".to_owned() };
    assert_eq!(from_input("x".repeat(LONGEST + 1).as_bytes()), Err(too_long.clone()));
    assert_eq!(resolve(&TokenSource::StandardInput, &mut io::repeat(b'x')).unwrap_err(), too_long, "read without end");
    assert!(matches!(from_variable(&"x".repeat(LONGEST + 1)), Err(CredentialsError::TooLong { .. })));
}

#[test]
fn a_file_holds_the_token_or_is_named_with_what_is_wrong() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("token");
    fs::write(&file, "Bearer file-token\n").unwrap();
    assert_eq!(from_file(&file).as_deref(), Ok("file-token"));

    let missing = from_file(&folder.path().join("none")).unwrap_err();
    assert!(missing.to_string().ends_with("none`: there is no such file"), "{missing}");
    assert!(!missing.is_missing(), "a wrong path is a mistake in the configuration");
    let directory = from_file(folder.path()).unwrap_err();
    assert!(directory.to_string().ends_with("`: it is a directory"), "{directory}");
    fs::write(&file, "\n").unwrap();
    let empty = from_file(&file).unwrap_err();
    assert!(empty.is_missing() && empty.to_string().contains("token` is empty"), "{empty}");
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
    let error = resolve(&TokenSource::StandardInput, &mut Denied).unwrap_err();
    assert_eq!(error.to_string(), "cannot read the token from standard input: permission denied");
}
