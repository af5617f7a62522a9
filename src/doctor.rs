//! A report of checks: sections of steps, each with how it went and how long it took, for people and as JSON.
//!
//! Owns what the report looks like. Must not know how anything is checked.

use std::time::Duration;

use serde_json::{Value, json};

use crate::model::{text, time};

/// How a step went.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// Well.
    Good,
    /// Well, but look at it.
    Odd,
    /// Badly.
    Bad,
    /// It was not taken, because of one before it.
    Skipped,
}

/// One check.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// What was checked.
    pub name: String,
    /// How it went.
    pub outcome: Outcome,
    /// What was seen, terminal-safe and without secrets.
    pub seen: String,
    /// How long it took, where that says something.
    pub took: Option<Duration>,
    /// What to do next; may be empty.
    pub advice: String,
}

impl Step {
    /// A step that takes no time and asks for nothing.
    pub fn new(name: impl Into<String>, outcome: Outcome, seen: impl Into<String>) -> Self {
        Self { name: name.into(), outcome, seen: seen.into(), took: None, advice: String::new() }
    }

    /// The same with the time it took.
    #[must_use]
    pub const fn in_time(mut self, took: Duration) -> Self {
        self.took = Some(took);
        self
    }

    /// The same with what to do next.
    #[must_use]
    pub fn advising(mut self, advice: impl Into<String>) -> Self {
        self.advice = advice.into();
        self
    }
}

/// Steps that belong together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// What they are about.
    pub title: &'static str,
    /// In the order they were taken.
    pub steps: Vec<Step>,
}

/// All of it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Report {
    /// In the order they were looked at.
    pub sections: Vec<Section>,
}

impl Outcome {
    const fn mark(self) -> &'static str {
        match self {
            Self::Good => "ok",
            Self::Odd => "odd",
            Self::Bad => "FAIL",
            Self::Skipped => "-",
        }
    }

    const fn name(self) -> &'static str {
        match self {
            Self::Good => "good",
            Self::Odd => "odd",
            Self::Bad => "bad",
            Self::Skipped => "skipped",
        }
    }
}

impl Report {
    /// Adds a section.
    pub fn push(&mut self, title: &'static str, steps: Vec<Step>) {
        self.sections.push(Section { title, steps });
    }

    /// Whether no step went badly.
    pub fn is_good(&self) -> bool {
        self.sections.iter().flat_map(|section| &section.steps).all(|step| step.outcome != Outcome::Bad)
    }

    /// Lines for people.
    pub fn as_text(&self) -> String {
        let steps = self.sections.iter().flat_map(|section| &section.steps);
        let names = steps.map(|step| text::width(&step.name)).max().unwrap_or(0).min(48);
        let mut lines = String::new();
        for section in &self.sections {
            lines.extend([if lines.is_empty() { "" } else { "\n" }, section.title, "\n"]);
            for step in &section.steps {
                let took = step.took.map_or_else(String::new, |took| format!(" ({})", time::duration(took)));
                let name = text::pad(&step.name, names);
                let line = format!("  {:<4}  {name}  {}{took}", step.outcome.mark(), step.seen);
                lines.extend([line.trim_end(), "\n"]);
                if !step.advice.is_empty() {
                    lines.extend(["        ", " ".repeat(names).as_str(), "  ", &step.advice, "\n"]);
                }
            }
        }
        lines
    }

    /// The same for programs.
    pub fn as_json(&self) -> Value {
        let step = |step: &Step| {
            json!({
                "name": step.name,
                "outcome": step.outcome.name(),
                "seen": step.seen,
                "took_ms": step.took.map(|took| u64::try_from(took.as_millis()).unwrap_or(u64::MAX)),
                "advice": step.advice,
            })
        };
        let section = |section: &Section| {
            let steps: Vec<Value> = section.steps.iter().map(step).collect();
            json!({ "title": section.title, "steps": steps })
        };
        let sections: Vec<Value> = self.sections.iter().map(section).collect();
        json!({ "good": self.is_good(), "sections": sections })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn report() -> Report {
        let mut report = Report::default();
        report.push("First", vec![Step::new("one", Outcome::Good, "seen").in_time(Duration::from_millis(12))]);
        let bad = Step::new("longer", Outcome::Bad, "").advising("Do this");
        report.push("Second", vec![bad, Step::new("x", Outcome::Skipped, "not asked")]);
        report
    }

    #[test]
    fn the_lines_are_aligned_and_say_what_to_do() {
        let lines = [
            "First",
            "  ok    one     seen (12 ms)",
            "",
            "Second",
            "  FAIL  longer",
            "                Do this",
            "  -     x       not asked",
        ];
        assert_eq!(report().as_text(), lines.join("\n") + "\n");
    }

    #[test]
    fn one_bad_step_makes_a_bad_report() {
        assert!(!report().is_good() && Report::default().is_good());
        let json = report().as_json();
        assert_eq!(json["good"], false);
        assert_eq!(json["sections"][0]["steps"][0]["took_ms"], 12);
        assert_eq!(json["sections"][1]["steps"][0]["outcome"], "bad");
    }
}
