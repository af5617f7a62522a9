//! `[findings]`: rules by their ids, an age, and severities.

use std::ops::Range;

use toml::Spanned;
use toml::de::DeValue;

use super::{Reader, Wrong, expected};
use crate::config::Findings;
use crate::config::key::FINDINGS;
use crate::model::findings::{Rule, Severity};

/// The longest age; more is a slip of the keyboard.
const LONGEST: u32 = 36_500;

/// A number of days as it is typed: `90d`, or `90`.
pub fn days(text: &str) -> Option<u32> {
    let digits = text.strip_suffix(['d', 'D']).unwrap_or(text);
    let days = digits.bytes().all(|byte| byte.is_ascii_digit()).then(|| digits.parse().ok()).flatten();
    days.filter(|days| (1..=LONGEST).contains(days))
}

impl Reader<'_> {
    pub(super) fn findings(&mut self, value: &Spanned<DeValue<'_>>) -> Result<Findings, Wrong> {
        let mut findings = Findings::default();
        for (name, span, value) in self.table("findings", value)? {
            match name {
                "disable" => match value.get_ref() {
                    DeValue::Array(rules) => {
                        for rule in rules {
                            let id = self.text("each rule of findings.disable", rule)?;
                            findings.disable.extend(self.rule("findings.disable", &id, &rule.span()));
                        }
                    }
                    other => return self.wrong(&value.span(), expected("findings.disable", other, "a list of rules")),
                },
                "max_key_age" => findings.max_key_age = Some(self.max_key_age(value)?),
                "severity" => {
                    for (name, span, value) in self.table("findings.severity", value)? {
                        let rule = self.rule("findings.severity", name, &span);
                        let key = rule.map_or("a severity", |rule| rule.spec().id);
                        let severity = Severity::parse(&self.text(key, value)?);
                        let what = "a severity of findings must be high, medium, low or info";
                        let severity = severity.map_or_else(|| self.wrong(&value.span(), what.to_owned()), Ok)?;
                        findings.severity.extend(rule.map(|rule| (rule, severity)));
                    }
                }
                _ => self.unknown("findings.", name, &span, FINDINGS),
            }
        }
        Ok(findings)
    }

    fn max_key_age(&self, value: &Spanned<DeValue<'_>>) -> Result<u32, Wrong> {
        let read = match value.get_ref() {
            DeValue::String(text) => days(text),
            DeValue::Integer(number) => days(number.as_str()),
            _ => None,
        };
        let what = "findings.max_key_age must be a number of days from 1 to 36500, as in \"90d\"";
        read.map_or_else(|| self.wrong(&value.span(), what.to_owned()), Ok)
    }

    /// The rule of an id. One that there is not does nothing, as an unknown key: an older program reads newer files.
    fn rule(&mut self, key: &str, id: &str, span: &Range<usize>) -> Option<Rule> {
        let rule = Rule::parse(id);
        if rule.is_none() {
            let ids: Vec<&str> = Rule::ALL.iter().map(|rule| rule.spec().id).collect();
            self.unknown(&format!("{key}: "), id, span, &ids);
        }
        rule
    }
}
