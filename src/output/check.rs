//! Findings as a report: what was found, in which answer, and as far as which token sees.
//!
//! Every format carries scope, host, time of the data, the SHA-256 of the body and the program's version.

mod json;
mod sarif;

use std::io::{self, BufWriter, Write};

use jiff::Timestamp;

use crate::model::charset::{AsciiWriter, Charset, Spelling};
use crate::model::findings::{Explained, Explainer, Finding, Findings, Policy, Rule, Severity};
use crate::model::fingerprint::Fingerprints;
use crate::model::inventory::Inventory;
use crate::model::time;
use crate::model::usage::Usage;
use crate::output::BUFFER;
use crate::output::grid::{Grid, Take};

/// How a report is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReportFormat {
    /// Aligned columns, for people.
    Table,
    /// One JSON object.
    Json,
    /// A Markdown table.
    Md,
    /// Comma-separated values; each row carries what the whole report carries elsewhere.
    Csv,
    /// SARIF 2.1.0, for code scanning.
    Sarif,
}

/// Where the data comes from, terminal-safe.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// The scope in words, and how far it goes.
    pub scope: String,
    /// The API's host, or what was read in its place.
    pub api: String,
    /// When it was the API's answer; `None` where nobody knows.
    pub as_of: Option<Timestamp>,
    /// The hash of the answer's body.
    pub sha256: String,
}

/// A report.
#[derive(Debug, Clone, Copy)]
pub struct Report<'a> {
    /// The objects.
    pub inventory: &'a Inventory,
    /// What was found of them.
    pub findings: &'a Findings,
    /// Who uses what of them.
    pub usage: &'a Usage,
    /// What was asked.
    pub policy: &'a Policy,
    /// What tells equal credentials without showing them.
    pub fingerprints: &'a Fingerprints,
    /// Where all of it comes from.
    pub source: &'a Source,
    /// The time that ages are counted from.
    pub now: Timestamp,
}

/// Of the program that writes the report.
const VERSION: &str = env!("CARGO_PKG_VERSION");

/// Writes a report.
///
/// # Errors
///
/// Those of `out`, a closed pipe among them.
pub fn write_report(
    report: &Report<'_>,
    format: ReportFormat,
    charset: Charset,
    out: &mut dyn Write,
) -> io::Result<()> {
    let mut out = BufWriter::with_capacity(BUFFER, out);
    let spelling = match format {
        ReportFormat::Json | ReportFormat::Sarif => Spelling::Json,
        ReportFormat::Csv => Spelling::Data,
        ReportFormat::Table | ReportFormat::Md => Spelling::Words,
    };
    match charset {
        Charset::Unicode => report.write((format, charset), &mut out)?,
        Charset::Ascii => report.write((format, charset), &mut AsciiWriter::new(&mut out, spelling))?,
    }
    out.flush()
}

const COLUMNS: &[&str] = &["Severity", "Rule", "Kind", "Name", "ID", "Repository", "What was found"];
const IN_MARKDOWN: &[&str] =
    &["Severity", "Rule", "Kind", "Name", "ID", "Repository", "What was found", "Evidence", "What to do"];
const FIELDS: &[&str] = &[
    "severity", "rule", "kind", "id", "name", "repo", "repoName", "message", "evidence", "advice", "scope", "api",
    "as_of", "sha256", "version",
];

impl Report<'_> {
    fn write(&self, (format, charset): (ReportFormat, Charset), out: &mut dyn Write) -> io::Result<()> {
        match format {
            ReportFormat::Json => json::write(self, out),
            ReportFormat::Sarif => sarif::write(self, out),
            ReportFormat::Csv => Grid { header: FIELDS, each: &|take| self.data(take) }.csv(out),
            ReportFormat::Table => {
                writeln!(out, "{}\n{}\n{}", self.headline(), self.origin(), self.counts())?;
                if self.findings.is_empty() {
                    return Ok(());
                }
                out.write_all(b"\n")?;
                Grid { header: COLUMNS, each: &|take| self.words(take) }.table(charset, out)?;
                self.advice(out)
            }
            ReportFormat::Md => {
                writeln!(out, "# Findings in {}\n\n{}\n\n{}", self.source.scope, self.origin(), self.counts())?;
                if self.findings.is_empty() {
                    return Ok(());
                }
                out.write_all(b"\n")?;
                Grid { header: IN_MARKDOWN, each: &|take| self.blocks(take) }.markdown(out)
            }
        }
    }

    fn headline(&self) -> String {
        format!("findings in {}", self.source.scope)
    }

    fn origin(&self) -> String {
        let Source { api, as_of, sha256, .. } = self.source;
        let age = as_of.map_or_else(|| ", of unknown age".to_owned(), |at| format!(" as of {}", time::utc(at)));
        format!("{api}{age}, SHA-256 of the answer {sha256}, flashback-tui {VERSION}")
    }

    fn counts(&self) -> String {
        let totals = Severity::ALL.into_iter().zip(self.findings.totals());
        let told: Vec<String> = totals
            .filter(|(_, count)| *count > 0)
            .map(|(severity, count)| format!("{count} {}", severity.name()))
            .collect();
        if told.is_empty() { "nothing found".to_owned() } else { told.join(", ") }
    }

    /// Hands over every finding in words, worst first.
    fn each(&self, take: &mut dyn FnMut(&Finding, Explained) -> io::Result<()>) -> io::Result<()> {
        let Self { inventory, usage, fingerprints, policy, now, .. } = *self;
        let mut explainer = Explainer::new(inventory, usage, fingerprints, policy, now);
        for severity in Severity::ALL {
            for finding in self.findings.all().iter().filter(|finding| finding.severity == severity) {
                explainer.explain(finding).map_or(Ok(()), |explained| take(finding, explained))?;
            }
        }
        Ok(())
    }

    fn words(&self, take: Take<'_>) -> io::Result<()> {
        self.each(&mut |finding, it| {
            let (severity, rule) = (finding.severity.name().to_owned(), finding.rule.spec().id.to_owned());
            take(&[severity, rule, it.kind.slug().to_owned(), it.name, it.id, it.repo, it.message])
        })
    }

    /// The same with what was seen and what to do, which there is room for in Markdown.
    fn blocks(&self, take: Take<'_>) -> io::Result<()> {
        self.each(&mut |finding, it| {
            let (severity, rule) = (finding.severity.name().to_owned(), finding.rule.spec().id.to_owned());
            let (kind, seen, advice) = (it.kind.slug().to_owned(), seen(&it), it.advice.to_owned());
            take(&[severity, rule, kind, it.name, it.id, it.repo, it.message, seen, advice])
        })
    }

    /// Below a table what to do about each rule that found something, and what the platform calls it: once, not in
    /// every row.
    fn advice(&self, out: &mut dyn Write) -> io::Result<()> {
        out.write_all(b"\nwhat to do\n")?;
        for rule in Rule::ALL.into_iter().filter(|rule| self.findings.count_of(*rule) > 0) {
            let spec = rule.spec();
            let platform = spec.platform.map_or_else(String::new, |errors| format!(" (platform error: {errors})"));
            writeln!(out, "  {}: {}{platform}", spec.id, spec.advice)?;
        }
        Ok(())
    }

    fn data(&self, take: Take<'_>) -> io::Result<()> {
        let Source { scope, api, as_of, sha256 } = self.source;
        let as_of = as_of.map_or_else(String::new, |at| at.to_string());
        self.each(&mut |finding, it| {
            let evidence = seen(&it);
            take(&[
                finding.severity.name().to_owned(),
                finding.rule.spec().id.to_owned(),
                it.kind.slug().to_owned(),
                it.id,
                it.name,
                it.repo_id,
                it.repo,
                it.message,
                evidence,
                it.advice.to_owned(),
                scope.clone(),
                api.clone(),
                as_of.clone(),
                sha256.clone(),
                VERSION.to_owned(),
            ])
        })
    }
}

/// What was seen, in one line.
fn seen(it: &Explained) -> String {
    it.evidence.iter().map(|(field, seen)| format!("{field}: {seen}")).collect::<Vec<_>>().join("; ")
}

#[cfg(test)]
mod tests;
