//! From text to [`Config`]: every value checked where it stands, every unknown key told with its line.
//!
//! The document is walked by hand rather than decoded by serde: so each message has a line, a column and the key, and
//! none can hold a value, which a library's message would.

mod findings;
mod theme;

use std::ops::Range;
use std::path::{Path, PathBuf};
use std::time::Duration;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::config::key::{self, PROFILE, TOP, UI};
use crate::config::{At, ColorChoice, Config, Keys, Profile, Token, Ui};
use crate::model::clipboard::Clipboard;
use crate::model::interval;
use crate::model::text;
use crate::model::tint::Tint;
pub use findings::days;

/// A value that cannot be used: where, and what is wrong with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wrong {
    /// Where it stands.
    pub at: At,
    /// The key and what is wrong, in words that do not repeat the value.
    pub what: String,
}

/// An entry of a table: the key, where it stands, and its value.
type Entry<'a> = (&'a str, Range<usize>, &'a Spanned<DeValue<'a>>);

/// Reads a configuration. Relative paths in it count from `folder`, a leading `~/` from `home`.
///
/// # Errors
///
/// The first thing in it that cannot be used.
pub fn parse(source: &str, folder: &Path, home: Option<&Path>) -> Result<Config, Wrong> {
    let mut reader = Reader { source, folder, home, remarks: Vec::new() };
    let document = DeTable::parse(source).map_err(|error| reader.no_toml(&error))?;
    let mut config = reader.top(document.get_ref())?;
    config.remarks = reader.remarks;
    Ok(config)
}

struct Reader<'a> {
    source: &'a str,
    folder: &'a Path,
    home: Option<&'a Path>,
    remarks: Vec<String>,
}

impl Reader<'_> {
    fn at(&self, offset: usize) -> At {
        let before = self.source.get(..offset).unwrap_or(self.source);
        let line = before.rsplit('\n').next().unwrap_or_default();
        At { line: before.matches('\n').count() + 1, column: line.chars().count() + 1 }
    }

    fn wrong<T>(&self, span: &Range<usize>, what: String) -> Result<T, Wrong> {
        Err(Wrong { at: self.at(span.start), what })
    }

    /// The library's own words name no value, and of the file's text only a key that we know is repeated.
    fn no_toml(&self, error: &toml::de::Error) -> Wrong {
        let offset = error.span().map_or(0, |span| span.start);
        let at = self.at(offset);
        let line = self.source.lines().nth(at.line - 1).unwrap_or_default();
        let name = line.split_once('=').map(|(name, _)| name.trim()).filter(|name| key::is_known(name));
        let key = name.map_or_else(String::new, |name| format!("{name}: "));
        Wrong { at, what: format!("{key}this is no TOML: {}", error.message()) }
    }

    fn top(&mut self, table: &DeTable<'_>) -> Result<Config, Wrong> {
        let mut config = Config::default();
        let mut default = None;
        for (name, span, value) in entries(table) {
            match name {
                "default_profile" => {
                    default = Some(value.span());
                    config.default_profile = Some(self.text(name, value)?);
                }
                "profiles" => {
                    for (name, span, value) in self.table(name, value)? {
                        self.check_name(name, &span)?;
                        let profile = self.profile(name, value)?;
                        config.profiles.push(profile);
                    }
                }
                "ui" => config.ui = self.ui(value)?,
                "theme" => config.theme = self.theme(value)?,
                "findings" => config.findings = self.findings(value)?,
                "keys" => {
                    for (name, span, value) in self.table(name, value)? {
                        config.keys.push(self.keys(name, &span, value)?);
                    }
                }
                _ => self.unknown("", name, &span, TOP),
            }
        }
        if let (Some(name), Some(span)) = (&config.default_profile, default)
            && config.profile(name).is_none()
        {
            let known = known(&config.profiles);
            return self.wrong(&span, format!("default_profile names no profile of this file; {known}"));
        }
        Ok(config)
    }

    fn profile(&mut self, name: &str, value: &Spanned<DeValue<'_>>) -> Result<Profile, Wrong> {
        let path = format!("profiles.{name}");
        let mut profile = Profile { name: name.to_owned(), ..Profile::default() };
        for (name, span, value) in self.table(&path, value)? {
            let key = format!("{path}.{name}");
            match name {
                "api_url" => profile.api_url = Some((self.text(&key, value)?, self.at(value.span().start))),
                "workspace" => profile.workspace = Some(self.text(&key, value)?),
                "ca_bundle" => profile.ca_bundle = Some(self.file(&key, value)?),
                "color" => profile.color = Some(self.tint(&key, value)?),
                "token_file" | "token_command" if profile.token.is_some() => {
                    return self
                        .wrong(&span, format!("{path} has both token_file and token_command; keep one of them"));
                }
                "token_file" => profile.token = Some(Token::File(self.file(&key, value)?)),
                "token_command" => profile.token = Some(self.command(&key, value)?),
                _ => self.unknown(&format!("{path}."), name, &span, PROFILE),
            }
        }
        Ok(profile)
    }

    fn ui(&mut self, value: &Spanned<DeValue<'_>>) -> Result<Ui, Wrong> {
        let mut ui = Ui::default();
        for (name, span, value) in self.table("ui", value)? {
            match name {
                "color" => {
                    ui.color = Some(match self.text("ui.color", value)?.as_str() {
                        "auto" => ColorChoice::Auto,
                        "always" => ColorChoice::Always,
                        "never" => ColorChoice::Never,
                        _ => return self.wrong(&value.span(), "ui.color must be auto, always or never".to_owned()),
                    });
                }
                "clipboard" => {
                    let way = Clipboard::named(&self.text("ui.clipboard", value)?);
                    let what = "ui.clipboard must be auto, osc52, tmux, native or off";
                    ui.clipboard = Some(way.map_or_else(|| self.wrong(&value.span(), what.to_owned()), Ok)?);
                }
                "theme" => ui.theme = Some(self.theme_name(value)?),
                "ascii" => ui.ascii = Some(self.flag("ui.ascii", value)?),
                "refresh_every" => ui.refresh_every = Some(self.interval("ui.refresh_every", value)?),
                "mouse" => ui.mouse = Some(self.flag("ui.mouse", value)?),
                _ => self.unknown("ui.", name, &span, UI),
            }
        }
        Ok(ui)
    }

    /// A key by its name, or a list of them.
    fn keys(&self, name: &str, span: &Range<usize>, value: &Spanned<DeValue<'_>>) -> Result<Keys, Wrong> {
        let key = key::told("keys.", name);
        let names = match value.get_ref() {
            DeValue::String(name) => vec![(name.clone().into_owned(), self.at(value.span().start))],
            DeValue::Array(names) => {
                let name = |name: &Spanned<DeValue<'_>>| {
                    Ok((self.text(&format!("each key of {key}"), name)?, self.at(name.span().start)))
                };
                names.iter().map(name).collect::<Result<_, _>>()?
            }
            other => return self.wrong(&value.span(), expected(&key, other, "a key in quotes or a list of them")),
        };
        Ok(Keys { action: name.to_owned(), at: self.at(span.start), keys: names })
    }

    fn table<'t>(&self, key: &str, value: &'t Spanned<DeValue<'t>>) -> Result<Vec<Entry<'t>>, Wrong> {
        match value.get_ref() {
            DeValue::Table(table) => Ok(entries(table)),
            other => self.wrong(&value.span(), expected(&text::shown(key), other, "a table")),
        }
    }

    fn text(&self, key: &str, value: &Spanned<DeValue<'_>>) -> Result<String, Wrong> {
        match value.get_ref() {
            DeValue::String(text) => Ok(text.clone().into_owned()),
            other => self.wrong(&value.span(), expected(key, other, "a text in quotes")),
        }
    }

    fn flag(&self, key: &str, value: &Spanned<DeValue<'_>>) -> Result<bool, Wrong> {
        match value.get_ref() {
            DeValue::Boolean(flag) => Ok(*flag),
            other => self.wrong(&value.span(), expected(key, other, "true or false")),
        }
    }

    fn interval(&self, key: &str, value: &Spanned<DeValue<'_>>) -> Result<Duration, Wrong> {
        let interval = match value.get_ref() {
            DeValue::String(text) => interval::parse(text),
            DeValue::Integer(number) => interval::parse(number.as_str()),
            _ => None,
        };
        let what =
            || format!("{key} must be \"off\", or a time from \"30s\" to \"24h\" as in \"60s\", \"5m\" or \"1h\"");
        interval.map_or_else(|| self.wrong(&value.span(), what()), Ok)
    }

    /// A path; one that is relative counts from the folder of the file, never from the current one.
    fn file(&self, key: &str, value: &Spanned<DeValue<'_>>) -> Result<PathBuf, Wrong> {
        let text = self.text(key, value)?;
        if text.is_empty() || text == "-" || text.contains('\0') {
            return self.wrong(&value.span(), format!("{key} must be the path of a file"));
        }
        match text.strip_prefix("~/").map(|rest| (rest, self.home)) {
            Some((rest, Some(home))) => Ok(home.join(rest)),
            Some((_, None)) => self.wrong(&value.span(), format!("{key} begins with ~/, but HOME is not set")),
            None => Ok(self.folder.join(text)),
        }
    }

    fn tint(&self, key: &str, value: &Spanned<DeValue<'_>>) -> Result<Tint, Wrong> {
        let names = "one of black, red, green, yellow, blue, magenta, cyan, white, bright-black to bright-white";
        match Tint::parse(&self.text(key, value)?) {
            Some(tint) => Ok(tint),
            None => self.wrong(&value.span(), format!("{key} must be a color: {names}, or #rrggbb")),
        }
    }

    fn command(&self, key: &str, value: &Spanned<DeValue<'_>>) -> Result<Token, Wrong> {
        let token = match value.get_ref() {
            DeValue::String(line) => Token::Shell(line.trim().to_owned()),
            DeValue::Array(words) => {
                let word = |word| self.text(&format!("each word of {key}"), word);
                Token::Program(words.iter().map(word).collect::<Result<_, _>>()?)
            }
            other => return self.wrong(&value.span(), expected(key, other, "a text or a list of texts")),
        };
        let program = match &token {
            Token::Program(words) => words.first().map_or("", String::as_str),
            Token::Shell(line) => line.as_str(),
            Token::File(_) => "",
        };
        if program.is_empty() {
            return self.wrong(&value.span(), format!("{key} is empty; name a program, or leave the line out"));
        }
        // Else it would be whatever lies in the folder the program happens to be started in.
        let is_relative = program.contains('/') && !program.starts_with('/');
        if matches!(token, Token::Program(_)) && is_relative && cfg!(unix) {
            let what = "must name a program found on PATH, or by its whole path";
            return self.wrong(&value.span(), format!("{key} {what}"));
        }
        Ok(token)
    }

    fn check_name(&self, name: &str, span: &Range<usize>) -> Result<(), Wrong> {
        let printable = name.chars().all(|c| !c.is_control() && !c.is_whitespace()) && text::is_safe(name);
        if name.is_empty() || !printable || text::width(name) > 24 {
            let what = "the name of a profile must be 1 to 24 printable characters without blanks";
            return self.wrong(span, what.to_owned());
        }
        Ok(())
    }

    fn unknown(&mut self, path: &str, name: &str, span: &Range<usize>, known: &[&str]) {
        let line = self.at(span.start).line;
        let (shown, next) = (key::told(path, name), key::advice(name, known));
        self.remarks.push(format!("line {line}: {shown} is not known and does nothing{next}"));
    }
}

/// The entries in the order they stand in the file.
fn entries<'t>(table: &'t DeTable<'t>) -> Vec<Entry<'t>> {
    let entry = |(key, value): (&'t Spanned<_>, &'t Spanned<DeValue<'t>>)| -> Entry<'t> {
        let name: &'t std::borrow::Cow<'t, str> = key.get_ref();
        (name, key.span(), value)
    };
    let mut entries: Vec<Entry<'t>> = table.iter().map(entry).collect();
    entries.sort_by_key(|(_, span, _)| span.start);
    entries
}

fn expected(key: &str, seen: &DeValue<'_>, expected: &str) -> String {
    let seen = match seen {
        DeValue::String(_) => "a text",
        DeValue::Integer(_) | DeValue::Float(_) => "a number",
        DeValue::Boolean(_) => "true or false",
        DeValue::Datetime(_) => "a date",
        DeValue::Array(_) => "a list",
        DeValue::Table(_) => "a table",
    };
    format!("{key} is {seen}, expected {expected}")
}

/// Which profiles there are, in words.
fn known(profiles: &[Profile]) -> String {
    let names: Vec<&str> = profiles.iter().map(|profile| profile.name.as_str()).collect();
    if names.is_empty() { "it has none".to_owned() } else { format!("it has {}", names.join(", ")) }
}
