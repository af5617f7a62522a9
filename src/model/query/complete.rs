//! What Tab offers: names of terms, and values that are known for them.

use std::collections::BTreeSet;
use std::ops::Range;

use crate::model::findings::{Rule, Severity};
use crate::model::inventory::Inventory;
use crate::model::json::{self, Value};
use crate::model::kind::{Group, Kind};
use crate::model::query::read::{self, Body, Form, Pieces};
use crate::model::query::term::{self, FLAGS, Field, KINDS, Subject, TERMS};
use crate::model::query::values::Parts;
use crate::model::schema;
use crate::model::text;

/// The most values that are kept of one field, and the longest of them in bytes.
const MOST_VALUES: usize = 64;
const LONGEST_VALUE: usize = 64;

/// The fields whose values are worth offering: few objects share the others.
const OFFERED: [Field; 11] = [
    Field::Type,
    Field::Mode,
    Field::Access,
    Field::Provider,
    Field::Region,
    Field::Status,
    Field::Workspace,
    Field::Folder,
    Field::Endpoint,
    Field::Name,
    Field::Id,
];

/// Values that were seen, a bounded number of each field.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Known {
    values: [BTreeSet<String>; OFFERED.len()],
}

impl Known {
    /// Notes the values of the repository at a position and of what it holds. Decodes it: for some of very many, and
    /// not on the thread that waits for keys.
    pub fn see(&mut self, inventory: &Inventory, repo: usize) {
        let text = inventory.text(repo);
        let parts = Parts::of(Kind::Repo, &text);
        self.note(Kind::Repo, &parts);
        for group in Group::ALL {
            let items = parts.outer.spelled(group.members()).map(|(_, raw)| Value::of(raw));
            let Some(Value::Array(items)) = items else { continue };
            for raw in json::elements(items) {
                self.note(group.kind(), &Parts::of(group.kind(), raw));
            }
        }
    }

    fn note(&mut self, kind: Kind, parts: &Parts<'_>) {
        for (field, values) in OFFERED.iter().zip(&mut self.values) {
            for value in field.paths(kind).iter().filter_map(|path| parts.shown(kind, path)) {
                let fits = !value.is_empty() && value.len() <= LONGEST_VALUE && values.len() < MOST_VALUES;
                if fits && !values.contains(value.as_ref()) {
                    values.insert(value.into_owned());
                }
            }
        }
    }

    /// The values of a field: those that the API lists, then those that were seen.
    fn of(&self, field: Field) -> Vec<String> {
        let listed = Kind::ALL.iter().flat_map(|kind| field.paths(*kind)).flat_map(|path| schema::values(path));
        let mut all: Vec<String> = listed.map(|value| value.to_lowercase()).collect();
        let at = OFFERED.iter().position(|offered| *offered == field);
        let seen = at.and_then(|at| self.values.get(at));
        all.extend(seen.into_iter().flatten().cloned());
        let mut told = BTreeSet::new();
        all.retain(|value| told.insert(value.to_lowercase()));
        all
    }
}

/// What may stand in place of what is being typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Completion {
    /// The part of the text that it stands for, in bytes.
    pub place: Range<usize>,
    /// What to put there. It came from outside: not terminal-safe.
    pub text: String,
    /// What it means; empty for a value.
    pub about: &'static str,
}

/// What may stand where the cursor is, a byte position: names of terms that begin so, and behind a name its values.
/// Nothing inside of a word that is no beginning of a name.
pub fn complete(text: &str, cursor: usize, known: &Known) -> Vec<Completion> {
    let typed = text.get(..cursor).unwrap_or(text);
    let Some(piece) = Pieces::of(typed).last().filter(|piece| piece.place.end == typed.len()) else {
        return names("", typed.len()..typed.len());
    };
    match piece.body {
        Body::Word { fuzzy, text } => {
            let start = piece.place.start + usize::from(piece.negated);
            let is_bare = !fuzzy && typed.get(start..) == Some(text.as_ref());
            if is_bare { names(&text, start..typed.len()) } else { Vec::new() }
        }
        Body::Typed { name, value, .. } => {
            let values = match (term::spec(name).map(|spec| spec.subject), value.form) {
                (None | Some(Subject::Age | Subject::Created), _) | (_, Form::Regex | Form::OpenRegex) => Vec::new(),
                (Some(Subject::Kind), _) => KINDS.map(str::to_owned).to_vec(),
                (Some(Subject::Is), _) => FLAGS.map(|(name, _)| name.to_owned()).to_vec(),
                (Some(Subject::Has), _) => findings(&value.text),
                (Some(Subject::Field(field)), _) => known.of(field),
            };
            let begun = text::comparable(&value.text);
            let fitting = values.into_iter().filter(|value| text::comparable(value).starts_with(&begun));
            let written = fitting.map(|value| read::written(&value).into_owned());
            written.map(|text| Completion { place: value.place.clone(), text, about: "" }).collect()
        }
    }
}

/// That there is one; once that is typed, of a severity or of a rule.
fn findings(begun: &str) -> Vec<String> {
    if !begun.to_lowercase().starts_with("finding:") {
        return vec!["finding".to_owned()];
    }
    let severities = Severity::ALL.into_iter().map(Severity::name);
    let which = severities.chain(Rule::ALL.into_iter().map(|rule| rule.spec().id));
    which.map(|which| format!("finding:{which}")).collect()
}

fn names(begun: &str, place: Range<usize>) -> Vec<Completion> {
    let begun = begun.to_ascii_lowercase();
    let fitting = TERMS.iter().filter(|spec| spec.name.starts_with(&begun));
    let sign = |subject| match subject {
        Subject::Age => ">",
        Subject::Created => "<",
        Subject::Kind | Subject::Field(_) | Subject::Is | Subject::Has => ":",
    };
    let completion = |spec: &term::TermSpec| Completion {
        place: place.clone(),
        text: format!("{}{}", spec.name, sign(spec.subject)),
        about: spec.about,
    };
    fitting.map(completion).collect()
}
