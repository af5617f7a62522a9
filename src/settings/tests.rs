mod profiles;

use std::path::Path;

use super::*;
use crate::cli::{self, Format};
use crate::model::columns::Column;
use crate::model::kind::Kind;

/// Settings of a command line (words split at spaces) and variables, with a terminal.
fn resolve(line: &str, variables: &[(&str, &str)]) -> Result<Settings, SettingsError> {
    resolve_at(line, variables, true)
}

fn resolve_at(line: &str, variables: &[(&str, &str)], terminal: bool) -> Result<Settings, SettingsError> {
    let words = ["flashback-tui"].into_iter().chain(line.split_whitespace());
    // Two quotes stand for an empty argument.
    let cli = cli::parse(words.map(|word| OsString::from(word.replace("''", "")))).unwrap();
    let environment =
        |name: &str| variables.iter().find(|(other, _)| *other == name).map(|(_, value)| OsString::from(value));
    Settings::resolve(&cli, &environment, &Config::default(), terminal)
}

#[test]
fn nothing_said_gives_the_documented_defaults() {
    let settings = resolve("", &[("TERM", "xterm")]).unwrap();
    assert_eq!(settings.api_url, "https://backend.flashback.tech");
    assert_eq!(settings.scope, Scope::All);
    assert_eq!((settings.timeout, settings.connect_timeout), (Duration::from_secs(15), Duration::from_secs(5)));
    assert!(settings.appearance.color && !settings.demo && !settings.show_secrets);
    assert_eq!(settings.task, Task::Dashboard);
    assert!(matches!(settings.token.source, TokenSource::Unset));
}

#[test]
fn a_flag_beats_its_variable_which_beats_the_default() {
    let variables = [("FLASHBACK_API_URL", "https://env/x"), ("FLASHBACK_WORKSPACE", "env ws")];
    let from_env = resolve("", &variables).unwrap();
    assert_eq!((from_env.api_url.as_str(), from_env.scope.id()), ("https://env/x", Some("env ws")));
    let from_flag = resolve("--api-url http://flag -w flag-ws", &variables).unwrap();
    assert_eq!((from_flag.api_url.as_str(), from_flag.scope.id()), ("http://flag", Some("flag-ws")));
    let all = resolve("--workspace ''", &variables).unwrap();
    assert_eq!(all.scope, Scope::All, "an empty flag means all, whatever the variable says");
}

#[test]
fn an_empty_variable_is_not_set() {
    let names = ["FLASHBACK_API_URL", "FLASHBACK_WORKSPACE", "FLASHBACK_TOKEN", "FLASHBACK_TOKEN_FILE", "NO_COLOR"];
    let settings = resolve("", &[&names.map(|name| (name, ""))[..], &[("TERM", "xterm")]].concat()).unwrap();
    assert_eq!(
        (settings.api_url.as_str(), settings.scope.id(), settings.appearance.color),
        (DEFAULT_API_URL, None, true)
    );
    assert!(matches!(settings.token.source, TokenSource::Unset));
    assert!(!resolve("", &[("NO_COLOR", "0"), ("TERM", "xterm")]).unwrap().appearance.color);
}

#[test]
fn settings_do_not_print_the_token() {
    let settings = resolve("", &[("FLASHBACK_TOKEN", "canary")]).unwrap();
    assert!(!format!("{settings:?}").contains("canary"));
}

#[test]
fn time_limits_are_positive_numbers_of_seconds_up_to_a_day() {
    let settings = resolve("--timeout 0.25 --connect-timeout 86400 --max-time 9", &[]).unwrap();
    assert_eq!(settings.transport.max_time, Some(Duration::from_secs(9)));
    assert_eq!(resolve("", &[]).unwrap().transport.max_time, None);
    assert_eq!(settings.timeout, Duration::from_millis(250));
    assert_eq!(settings.connect_timeout, Duration::from_secs(86_400));
    for value in ["0", "-0", "-1", "0.0", "1e-12", "NaN", "nan", "inf", "86400.1", "1e300", "5s", "soon", "''"] {
        for flag in ["--timeout", "--connect-timeout", "--max-time"] {
            let error = resolve(&format!("{flag} {value}"), &[]).unwrap_err().to_string();
            let seen = value.replace("''", "");
            assert!(error.starts_with(&format!("{flag} is `{seen}`, expected")), "{error}");
        }
    }
}

#[test]
fn the_largest_answer_is_a_size_above_nothing() {
    let max = |line: &str| resolve(line, &[]).map(|settings| settings.transport.max_body);
    assert_eq!((max("").unwrap(), max("--max-body 8K").unwrap()), (DEFAULT_MAX_BODY, 8192));
    for value in ["0", "0G", "-1", "much", "1.5G", "''"] {
        let line = format!("--max-body {value}");
        let error = max(&line).unwrap_err().to_string();
        let seen = value.replace("''", "");
        assert!(error.starts_with(&format!("--max-body is `{seen}`, expected a number of bytes")), "{error}");
    }
    let error = max("--max-body canary-canary-canary").unwrap_err().to_string();
    assert!(!error.contains("canary"), "{error}");
}

#[test]
fn certificates_to_trust_come_from_the_flag_or_its_variable() {
    let bundle = |line, variables| resolve(line, variables).unwrap().ca_bundle;
    let set = [("FLASHBACK_CA_BUNDLE", "/env.pem")];
    assert_eq!(bundle("", &[]), None);
    assert_eq!(bundle("", &set).as_deref(), Some(Path::new("/env.pem")));
    assert_eq!(bundle("--ca-bundle /flag.pem", &set).as_deref(), Some(Path::new("/flag.pem")));
    assert_eq!(bundle("", &[("FLASHBACK_CA_BUNDLE", "")]), None);
}

#[test]
fn plain_http_elsewhere_must_be_allowed_by_the_flag() {
    assert!(!resolve("", &[("FLASHBACK_ALLOW_HTTP", "1")]).unwrap().transport.allow_http);
    assert!(resolve("ls --allow-http", &[]).unwrap().transport.allow_http);
}

#[test]
fn a_token_in_the_place_of_a_time_limit_is_not_repeated() {
    let error = resolve("--timeout canary-canary-canary", &[]).unwrap_err().to_string();
    assert!(!error.contains("canary") && error.contains("20 characters"), "{error}");
}

#[test]
fn ls_has_a_default_format_for_each_case() {
    let list = |kind, format| Task::List { kind, format };
    for (line, task) in [
        ("ls", list(None, Format::Tree)),
        ("ls repos", list(Some(Kind::Repo), Format::Table)),
        ("ls ai-llms", list(Some(Kind::AiLlm), Format::Table)),
        ("ls -o json", list(None, Format::Json)),
        ("ls ai-api-keys -o tree", list(Some(Kind::AiApiKey), Format::Tree)),
    ] {
        assert_eq!(resolve(line, &[]).unwrap().task, task, "{line}");
    }
    assert_eq!(resolve_at("", &[], false).unwrap().task, list(None, Format::Tree));
}

#[test]
fn secrets_are_for_ls_only() {
    assert_eq!(resolve("--show-secrets", &[]).unwrap_err(), SettingsError::SecretsOnScreen);
    assert!(SettingsError::SecretsOnScreen.to_string().contains("`ls`"));
    assert!(resolve("--show-secrets ls", &[]).unwrap().show_secrets);
    assert!(resolve("ls --show-secrets", &[]).unwrap().show_secrets);
    assert!(resolve_at("--show-secrets", &[], false).unwrap().show_secrets);
}

#[cfg(unix)]
#[test]
fn a_variable_that_is_no_text_is_named() {
    use std::os::unix::ffi::OsStringExt;
    for name in ["FLASHBACK_API_URL", "FLASHBACK_WORKSPACE"] {
        let environment = |other: &str| (other == name).then(|| OsString::from_vec(b"\xff".to_vec()));
        let error = Settings::resolve(&Cli::default(), &environment, &Config::default(), true).unwrap_err();
        assert_eq!(error, SettingsError::NotText(name));
        assert!(error.to_string().starts_with(name));
    }
}

#[test]
fn the_way_of_copies_is_said_by_flag_variable_or_file() {
    let way = |line: &str, variables: &[(&str, &str)]| resolve(line, variables).map(|settings| settings.clipboard);
    let variable = [("FLASHBACK_CLIPBOARD", "tmux")];
    assert_eq!(way("", &[]), Ok(Clipboard::Auto));
    assert_eq!(way("", &variable), Ok(Clipboard::Tmux));
    assert_eq!(way("--clipboard off", &variable), Ok(Clipboard::Off));
    let wrong = way("", &[("FLASHBACK_CLIPBOARD", "canary-canary-canary")]).unwrap_err();
    assert_eq!(
        wrong.to_string(),
        "FLASHBACK_CLIPBOARD is 20 characters of something else, expected auto, osc52, tmux, native or off"
    );
    let config = Config {
        ui: crate::config::Ui { clipboard: Some(Clipboard::Native), ..Default::default() },
        ..Config::default()
    };
    let cli = cli::parse(["flashback-tui".into()]).unwrap();
    assert_eq!(Settings::resolve(&cli, &|_| None, &config, true).unwrap().clipboard, Clipboard::Native);
    for way in Clipboard::ALL {
        assert_eq!(Clipboard::named(way.name()), Some(way));
        assert_eq!(resolve(&format!("--clipboard {}", way.name()), &[]).unwrap().clipboard, way);
    }
}

#[test]
fn a_filter_that_is_not_understood_is_pointed_at() {
    let refused = |arguments: &[&str]| {
        let line = ["flashback-tui", "ls"].iter().chain(arguments).map(Into::into);
        let cli = cli::parse(line).unwrap();
        Settings::resolve(&cli, &|_| None, &Config::default(), true)
            .map(|settings| settings.picked)
            .map_err(|error| error.to_string())
    };
    let error = refused(&["--filter", "für kind:vm archive"]).unwrap_err();
    assert_eq!(
        error,
        "--filter: `vm`: `kind` takes repo, bucket, api-key, ai-llm, ai-api-key, as in kind:bucket\n  \
         für kind:vm archive\n           ^^"
    );
    assert!(!refused(&["--filter", &format!("kind:{}", "x".repeat(200))]).unwrap_err().contains('\n'));
    assert!(refused(&["--sort", "size"]).unwrap_err().contains("`size`, expected name, created, children or findings"));
    let picked = refused(&["--filter", "-x !y", "--sort", "-created"]).unwrap();
    assert_eq!((picked.filter.terms().len(), picked.sort), (2, Some((crate::model::sort::Key::Created, true))));
}

#[test]
fn columns_are_those_of_the_kind_and_of_a_format_that_has_some() {
    let asked = |line: &str| {
        let line = format!("flashback-tui ls {line}");
        let cli = cli::parse(line.split(' ').map(Into::into)).unwrap();
        let settings = Settings::resolve(&cli, &|_| None, &Config::default(), true);
        settings.map(|settings| settings.picked).map_err(|error| error.to_string())
    };
    let paths = |line: &str| asked(line).unwrap().columns.into_iter().map(Column::path).collect::<Vec<_>>();
    assert_eq!(paths("buckets"), [""; 0]);
    assert_eq!(paths("buckets --fields repoId,region,bucket.name -o md"), ["repoId", "bucket.region", "bucket.name"]);
    for line in ["buckets", "-o csv", "usage", "overview -o md"] {
        assert!(!asked(line).unwrap().without_header, "{line}");
        assert!(asked(&format!("{line} --no-headers")).unwrap().without_header, "{line}");
    }
    assert_eq!(
        asked("api-keys --fields id,nme").unwrap_err(),
        "--fields has `nme`, which is no column of API keys; there are \
         repoId, repoName, name, accessType, key, secret, createdAt, id, problems"
    );
    assert!(asked("repos --fields id,,name").unwrap_err().starts_with("--fields has ``, which is no column of repo"));
    assert!(asked("repos --fields fb_1234567890abcdef").unwrap_err().contains("has 19 characters of something else"));
    for line in ["--fields id", "--fields id -o csv", "usage --fields what", "overview --fields count"] {
        assert!(asked(line).unwrap_err().contains("needs a kind of objects: repos, buckets"), "{line}");
    }
    for format in ["tree", "json", "jsonl"] {
        for flag in ["--fields", "--no-headers"] {
            let given = flag.replace("fields", "fields id");
            assert_eq!(
                asked(&format!("repos -o {format} {given}")).unwrap_err(),
                format!(
                    "{flag} goes with the formats table, csv and md, and this one is {format}: \
                     add -o csv, or leave {flag} out"
                )
            );
        }
    }
    assert!(asked("--no-headers").unwrap_err().contains("this one is tree"), "the tree is what `ls` prints");
}

#[test]
fn how_often_it_asks_again_comes_from_flag_or_variable() {
    let every =
        |line: &str, value: &str| resolve(line, &[("FLASHBACK_REFRESH_EVERY", value)]).map(|it| it.refresh_every);
    assert_eq!(every("", ""), Ok(Duration::ZERO));
    assert_eq!(every("", "5m"), Ok(Duration::from_secs(300)));
    assert_eq!(every("--refresh-every 30", "5m"), Ok(Duration::from_secs(30)));
    assert_eq!(every("--refresh-every off", "5m"), Ok(Duration::ZERO));
    assert_eq!(
        every("--refresh-every 29s", "").unwrap_err().to_string(),
        "--refresh-every is `29s`, expected off, or a time from 30s to 24h as in 60s, 5m or 1h"
    );
    assert!(every("", "-5").unwrap_err().to_string().starts_with("FLASHBACK_REFRESH_EVERY is `-5`, expected off"));
}
