//! From the pieces of a query to its terms, and what is to be said of those that are not understood.

use std::ops::Range;

use crate::model::findings::{Rule, Severity};
use crate::model::kind::Kind;
use crate::model::query::fuzzy::Fuzzy;
use crate::model::query::pattern::Pattern;
use crate::model::query::read::{Body, Form, Operator, Piece, Pieces, Value};
use crate::model::query::term::{self, FLAGS, KINDS, Subject, TERMS, Term, Test};
use crate::model::query::when::{self, Compared, Period};
use crate::model::search::Needle;
use crate::model::text;

/// The most terms of one query: a bit each.
pub(super) const MOST_TERMS: usize = 64;

/// What is said of a part of a query that does not count.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Complaint {
    /// Where the part stands in the query, in bytes.
    pub place: Range<usize>,
    /// What is wrong and what would be right: one sentence, safe to show.
    pub text: String,
}

/// Reads all of a query.
pub(super) fn parse(text: &str) -> (Vec<Term>, Vec<Complaint>) {
    let (mut terms, mut complaints) = (Vec::new(), Vec::new());
    for piece in Pieces::of(text) {
        let place = piece.place.clone();
        match term(piece) {
            Ok(None) => {}
            Ok(Some(_)) if terms.len() == MOST_TERMS => {
                complaints.push(Complaint {
                    place,
                    text: format!("more than {MOST_TERMS} terms: from here on none counts, leave some out"),
                });
                break;
            }
            Ok(Some(term)) => terms.push(term),
            Err(complaint) => complaints.push(complaint),
        }
    }
    (terms, complaints)
}

fn term(piece: Piece<'_>) -> Result<Option<Term>, Complaint> {
    let Piece { place, negated, body } = piece;
    match body {
        Body::Word { fuzzy: true, text } => {
            Ok((!text.is_empty()).then(|| Term::new(negated, Test::Fuzzy(Fuzzy::new(&text)))))
        }
        Body::Word { fuzzy: false, text } => {
            Ok(Needle::new(&text).map(|needle| Term::new(negated, Test::Word(needle))))
        }
        Body::Typed { name, operator, value } => {
            let Some(spec) = term::spec(name) else {
                let names: Vec<&str> = TERMS.iter().map(|spec| spec.name).collect();
                let shown = told(name);
                let text = format!("no term `{shown}`; terms: {}. A word is looked for in quotes", names.join(", "));
                return Err(Complaint { place, text });
            };
            let text = format!("`{}` takes {}, as in {}", spec.name, spec.values, spec.example);
            typed(spec.subject, operator, &value, negated).map(Some).map_err(|fault| {
                let (place, text) = fault.words(place, &value, text);
                Complaint { place, text }
            })
        }
    }
}

/// Why a typed term is not understood.
enum Fault {
    Empty,
    Operator,
    Value,
    OpenRegex,
    Regex,
}

impl Fault {
    fn words(&self, whole: Range<usize>, value: &Value<'_>, takes: String) -> (Range<usize>, String) {
        match self {
            Self::Empty | Self::Operator => (whole, takes),
            Self::Value => (value.place.clone(), format!("`{}`: {takes}", told(&value.text))),
            Self::OpenRegex => (value.place.clone(), "the regular expression has no end: close it with /".to_owned()),
            Self::Regex => {
                (value.place.clone(), format!("`{}` is no regular expression, or too large a one", told(&value.text)))
            }
        }
    }
}

/// What was typed, as it may be repeated.
fn told(typed: &str) -> String {
    text::cut(&text::shown(typed), 20, "...").into_owned()
}

fn typed(subject: Subject, operator: Operator, value: &Value<'_>, negated: bool) -> Result<Term, Fault> {
    if value.text.is_empty() && value.form != Form::Quoted {
        return Err(if value.form == Form::OpenRegex { Fault::OpenRegex } else { Fault::Empty });
    }
    // Where an object has one value or not, the two negations are the same.
    let flipped = negated != value.negated;
    let is_equal = matches!(operator, Operator::Colon | Operator::Equal);
    match subject {
        Subject::Field(field) if is_equal => {
            Ok(Term::new(negated, Test::Field { field, pattern: pattern(value)?, differs: value.negated }))
        }
        Subject::Kind if is_equal => {
            let kind = kind(&value.text).ok_or(Fault::Value)?;
            Ok(Term::new(flipped, Test::Kind(kind)))
        }
        Subject::Is if is_equal => {
            let flag = FLAGS.iter().find(|(name, _)| value.text.eq_ignore_ascii_case(name)).ok_or(Fault::Value)?;
            Ok(Term::new(flipped, Test::Flag(flag.1)))
        }
        Subject::Has if is_equal => {
            let lower = value.text.to_lowercase();
            let which = lower.strip_prefix("finding").or_else(|| lower.strip_prefix("findings")).ok_or(Fault::Value)?;
            let which = match which.strip_prefix([':', '=']) {
                None if matches!(which, "" | "s") => None,
                Some(which) if Severity::parse(which).is_some() || Rule::parse(which).is_some() => {
                    Some(which.to_owned())
                }
                _ => return Err(Fault::Value),
            };
            Ok(Term::new(flipped, Test::Finding(which)))
        }
        Subject::Age if !is_equal => {
            let age = when::age(&value.text).ok_or(Fault::Value)?;
            Ok(Term::new(flipped, Test::Age(compared(operator), age)))
        }
        Subject::Created => {
            let period = Period::read(&value.text).ok_or(Fault::Value)?;
            Ok(Term::new(flipped, Test::Created(compared(operator), period)))
        }
        Subject::Field(_) | Subject::Kind | Subject::Is | Subject::Has | Subject::Age => Err(Fault::Operator),
    }
}

fn pattern(value: &Value<'_>) -> Result<Pattern, Fault> {
    match value.form {
        Form::Bare => Ok(Pattern::glob(&value.text)),
        Form::Quoted => Ok(Pattern::whole(&value.text)),
        Form::Regex => Pattern::regex(&value.text).ok_or(Fault::Regex),
        Form::OpenRegex => Err(Fault::OpenRegex),
    }
}

const fn compared(operator: Operator) -> Compared {
    match operator {
        Operator::Colon | Operator::Equal => Compared::Is,
        Operator::Below => Compared::Below,
        Operator::AtMost => Compared::AtMost,
        Operator::Above => Compared::Above,
        Operator::AtLeast => Compared::AtLeast,
    }
}

/// The kind that a name means, as close as people spell it.
fn kind(typed: &str) -> Option<Kind> {
    let letters: String = typed.chars().filter(|c| !matches!(c, '-' | '_' | ' ')).collect::<String>().to_lowercase();
    let letters = letters.strip_suffix('s').unwrap_or(&letters);
    let at = KINDS.iter().position(|name| name.replace('-', "") == letters);
    match (at, letters) {
        (Some(at), _) => Kind::ALL.get(at).copied(),
        (None, "repository" | "repositorie") => Some(Kind::Repo),
        (None, "unit") => Some(Kind::Bucket),
        (None, "key") => Some(Kind::ApiKey),
        (None, "llm") => Some(Kind::AiLlm),
        (None, "aikey") => Some(Kind::AiApiKey),
        (None, _) => None,
    }
}
