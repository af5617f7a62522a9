//! The report as one JSON object, a finding a line.

use std::io::{self, Write};

use serde::ser::{Serialize, SerializeMap, Serializer};

use crate::output::check::{Report, VERSION};

/// Fields and what stands in them, as an object that keeps their order.
pub(super) struct Evidence<'a>(pub(super) &'a [(&'static str, String)]);

impl Serialize for Evidence<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        self.0.iter().try_for_each(|(field, seen)| map.serialize_entry(field, seen))?;
        map.end()
    }
}

#[derive(serde::Serialize)]
struct Line<'a> {
    rule: &'a str,
    severity: &'a str,
    kind: &'a str,
    id: &'a str,
    repo: &'a str,
    name: &'a str,
    message: &'a str,
    evidence: Evidence<'a>,
    advice: &'a str,
}

pub(super) fn write(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    let source = report.source;
    let members = [
        ("scope", Some(source.scope.clone())),
        ("api", Some(source.api.clone())),
        ("as_of", source.as_of.map(|at| at.to_string())),
        ("sha256", Some(source.sha256.clone())),
        ("version", Some(VERSION.to_owned())),
    ];
    out.write_all(b"{\n")?;
    for (name, value) in members {
        writeln!(out, "  \"{name}\": {},", serde_json::to_string(&value)?)?;
    }
    out.write_all(b"  \"findings\": [")?;
    let mut separator = "\n    ";
    report.each(&mut |finding, it| {
        out.write_all(separator.as_bytes())?;
        separator = ",\n    ";
        let line = Line {
            rule: finding.rule.spec().id,
            severity: finding.severity.name(),
            kind: it.kind.slug(),
            id: &it.id,
            repo: &it.repo_id,
            name: &it.name,
            message: &it.message,
            evidence: Evidence(&it.evidence),
            advice: it.advice,
        };
        serde_json::to_writer(&mut *out, &line).map_err(io::Error::from)
    })?;
    out.write_all(if separator.starts_with(',') { b"\n  ]\n}\n" } else { b"]\n}\n" })
}
