//! Whether an answer can be used, and one clear sentence where it can't.

use crate::model::failure::{Failure, FailureKind};
use crate::model::json::{Broken, Object, Value};
use crate::model::text;
use crate::model::time;

/// Why an answer as a whole can't be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// Nothing came, or only white space.
    Empty,
    /// The list of repositories breaks the JSON grammar.
    Broken(Broken),
    /// What stands around the list breaks it; with the first characters that came.
    NotJson {
        /// Where it breaks, in bytes of the answer.
        broken: Broken,
        /// The first characters of the answer.
        start: String,
    },
    /// More stands around the list of repositories than any answer has there.
    Bulky,
    /// So many objects in so few bytes that they can be none of an organization's.
    Crumbs {
        /// How many came.
        objects: u64,
    },
    /// Well-formed, but no object at the top; with the kind that came.
    NotAnObject(&'static str),
    /// `success: false`, with the API's message and code where it gave them.
    Refused {
        /// The API's own message.
        message: Option<String>,
        /// The API's own code.
        code: Option<String>,
    },
    /// There is no list `repos`; with what stands there instead, `None` where nothing does.
    NoRepos(Option<&'static str>),
}

/// The spellings of an error's message that the platform and its gateways use.
const MESSAGES: [&str; 4] = ["message", "error_message", "errorMessage", "error"];
const CODES: [&str; 2] = ["error_code", "errorCode"];

/// Judges the text around the list of repositories.
pub(crate) fn judge(envelope: &str, remarks: &mut Vec<String>) -> Result<(), Fault> {
    let Some(top) = Object::whole(envelope) else {
        return Err(Fault::NotAnObject(Value::of(envelope).kind()));
    };
    let success = top.get("success");
    if success == Some(Value::Bool(false)) {
        let text_of = |names: &[&str]| names.iter().find_map(|name| non_empty(top.get(name)));
        return Err(Fault::Refused { message: text_of(&MESSAGES), code: text_of(&CODES) });
    }
    match top.get("repos") {
        Some(Value::Array(_)) => {}
        other => return Err(Fault::NoRepos(other.map(|value| value.kind()))),
    }
    match success {
        Some(Value::Bool(_)) => {}
        None => remarks.push("the answer does not say whether it was a success".to_owned()),
        Some(other) => remarks.push(format!("`success` is {}, expected true or false", other.kind())),
    }
    if top.repeated.iter().any(|name| name == "repos") {
        remarks.push("`repos` came twice: the first list is shown".to_owned());
    }
    Ok(())
}

fn non_empty(value: Option<Value<'_>>) -> Option<String> {
    match value {
        Some(Value::Text(text)) if !text::blank(&text) => Some(text.into_owned()),
        Some(Value::Number(number)) => Some(number.to_owned()),
        _ => None,
    }
}

impl Fault {
    /// The same fault with each of the server's own words as `change` makes it: where it repeats what it was told in
    /// confidence, that is taken out before anything is cut.
    #[must_use]
    pub fn with_words(self, change: impl Fn(&str) -> String) -> Self {
        match self {
            Self::NotJson { broken, start } => Self::NotJson { broken, start: change(&start) },
            Self::Refused { message, code } => {
                Self::Refused { message: message.map(|it| change(&it)), code: code.map(|it| change(&it)) }
            }
            other @ (Self::Empty
            | Self::Broken(_)
            | Self::Bulky
            | Self::Crumbs { .. }
            | Self::NotAnObject(_)
            | Self::NoRepos(_)) => other,
        }
    }

    /// The failure a user is shown, with what was seen: the content type and how many bytes came.
    pub fn explain(&self, content_type: Option<&str>, received: u64) -> Failure {
        let seen = match content_type {
            Some(content_type) => format!("{content_type}, {}", time::bytes(received)),
            None => format!("no content type, {}", time::bytes(received)),
        };
        let address = "Check --api-url: a login page, proxy or another service may be answering there";
        let (text, advice) = match self {
            Self::Empty => (format!("the answer is empty ({seen})"), address.to_owned()),
            Self::NotJson { start, .. } if start.trim_start().starts_with('<') => {
                (format!("the answer is a web page, not JSON ({seen}){}", titled(start)), address.to_owned())
            }
            Self::NotJson { broken, .. } | Self::Broken(broken) if broken.ended => (
                format!("the answer breaks off in the middle of its JSON, after {} bytes ({seen})", broken.offset),
                "Try again; if it stays, something on the way cuts the answer".to_owned(),
            ),
            Self::Broken(broken) | Self::NotJson { broken, .. } => {
                (format!("the answer is not JSON: it breaks at byte {} ({seen})", broken.offset), address.to_owned())
            }
            Self::Bulky => {
                (format!("the answer has more than 4 MiB around its list `repos` ({seen})"), address.to_owned())
            }
            Self::Crumbs { objects } => (
                format!("the answer has {objects} objects, too small to be repositories and what they hold ({seen})"),
                address.to_owned(),
            ),
            Self::NotAnObject(kind) => {
                (format!("the answer has another shape: {kind} instead of an object ({seen})"), address.to_owned())
            }
            Self::Refused { message, code } => (
                format!("the API says it failed (success: false){}", quoted(message.as_deref(), code.as_deref())),
                "Try again; if it stays, ask the platform with this message".to_owned(),
            ),
            Self::NoRepos(None) => (
                format!("the answer has no list `repos` ({seen})"),
                "Check --api-url: is this the Flashback API?".to_owned(),
            ),
            Self::NoRepos(Some(kind)) => (
                format!("`repos` is {kind}, expected a list ({seen})"),
                "The API may have changed; look for a newer version of this program".to_owned(),
            ),
        };
        Failure::new(FailureKind::NotUnderstood, text, advice)
    }
}

/// What a web page calls itself, as it helps to see who answered.
fn titled(start: &str) -> String {
    let lower = start.to_ascii_lowercase();
    let title = lower
        .find("<title>")
        .map(|at| at + "<title>".len())
        .and_then(|from| start.get(from..))
        .and_then(|rest| rest.split('<').next());
    title
        .map(str::trim)
        .filter(|title| !title.is_empty())
        .map_or_else(String::new, |title| format!(": \"{}\"", text::cut(&text::shown(title), 80, "...")))
}

fn quoted(message: Option<&str>, code: Option<&str>) -> String {
    let message = message.map(|message| text::cut(&text::shown(message), 300, "...").into_owned());
    let code = code.map(|code| text::cut(&text::shown(code), 80, "...").into_owned());
    match (message, code) {
        (Some(message), Some(code)) => format!(": {message} [{code}]"),
        (Some(message), None) => format!(": {message}"),
        (None, Some(code)) => format!(": [{code}]"),
        (None, None) => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn verdict(envelope: &str) -> Result<Vec<String>, Fault> {
        let mut remarks = Vec::new();
        judge(envelope, &mut remarks).map(|()| remarks)
    }

    #[test]
    fn success_false_is_a_failure_even_with_repos() {
        let fault =
            verdict(r#"{"success":false,"repos":[],"errorMessage":"no \u001b[31mway","error_code":"E1"}"#).unwrap_err();
        let failure = fault.explain(Some("application/json"), 60);
        assert_eq!(failure.text, "the API says it failed (success: false): no \u{241b}[31mway [E1]");
        assert_eq!(failure.kind, FailureKind::NotUnderstood);
    }

    #[test]
    fn a_missing_or_odd_success_is_only_remarked() {
        assert_eq!(verdict(r#"{"repos":[]}"#).unwrap().len(), 1);
        assert_eq!(
            verdict(r#"{"success":"true","repos":[]}"#).unwrap(),
            ["`success` is a string, expected true or false"]
        );
        assert_eq!(verdict(r#"{"success":true,"repos":[]}"#), Ok(vec![]));
    }

    #[test]
    fn what_stands_in_place_of_repos_is_named() {
        assert_eq!(verdict(r#"{"success":true}"#), Err(Fault::NoRepos(None)));
        assert_eq!(verdict(r#"{"success":true,"repos":null}"#), Err(Fault::NoRepos(Some("null"))));
        assert_eq!(verdict(r#"{"success":true,"repos":"x"}"#), Err(Fault::NoRepos(Some("a string"))));
        assert_eq!(verdict("[1]"), Err(Fault::NotAnObject("a list")));
    }

    #[test]
    fn a_web_page_is_called_one_by_its_title() {
        let fault = Fault::NotJson {
            broken: Broken { offset: 0, ended: false },
            start: "<!doctype html><TITLE>Sign in</TITLE>".to_owned(),
        };
        let failure = fault.explain(Some("text/html"), 1234);
        assert_eq!(failure.text, "the answer is a web page, not JSON (text/html, 1.2 kB): \"Sign in\"");
    }
}
