//! SARIF 2.1.0: the rules once, then a result a line. Objects are told by logical locations; since there is no
//! file, the physical one is the path of the API that answered, and a partial fingerprint tells one object from another.

use std::io::{self, Write};

use serde_json::{Value, json};

use crate::model::findings::{Explained, Finding, Rule, Severity};
use crate::output::check::{Report, VERSION};

const SCHEMA: &str = "https://json.schemastore.org/sarif-2.1.0.json";

pub(super) fn write(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    let source = report.source;
    let rules: Vec<Value> = Rule::ALL.into_iter().map(rule).collect();
    let driver = json!({ "name": "flashback-tui", "version": VERSION, "rules": rules });
    let properties = json!({
        "scope": source.scope, "api": source.api, "as_of": source.as_of.map(|at| at.to_string()), "sha256": source.sha256,
    });
    let invocation = json!({ "executionSuccessful": true, "endTimeUtc": report.now.to_string() });
    writeln!(out, "{{\"$schema\":\"{SCHEMA}\",\"version\":\"2.1.0\",\"runs\":[{{")?;
    writeln!(out, "\"tool\":{},", json!({ "driver": driver }))?;
    writeln!(out, "\"invocations\":[{invocation}],\n\"properties\":{properties},\n\"results\":[")?;
    let mut separator = "";
    report.each(&mut |finding, explained| {
        out.write_all(separator.as_bytes())?;
        separator = ",\n";
        serde_json::to_writer(&mut *out, &result(finding, &explained)).map_err(io::Error::from)
    })?;
    out.write_all(b"\n]}]}\n")
}

/// Error, warning and note are all that SARIF knows.
const fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::High => "error",
        Severity::Medium => "warning",
        Severity::Low | Severity::Info => "note",
    }
}

fn rule(rule: Rule) -> Value {
    let spec = rule.spec();
    json!({
        "id": spec.id,
        "shortDescription": { "text": spec.meaning },
        "fullDescription": { "text": spec.condition },
        "help": { "text": spec.advice },
        "defaultConfiguration": { "level": level(spec.severity) },
    })
}

fn result(finding: &Finding, it: &Explained) -> Value {
    let place = if it.id == it.repo_id { it.id.clone() } else { format!("{}/{}", it.repo_id, it.id) };
    let location = json!({ "name": it.name, "fullyQualifiedName": place, "kind": it.kind.slug() });
    let mut told = format!("{} in {}: {}.", it.name, it.repo, it.message);
    if it.id == it.repo_id {
        told = format!("{}: {}.", it.name, it.message);
    }
    let evidence: serde_json::Map<String, Value> =
        it.evidence.iter().map(|(field, seen)| ((*field).to_owned(), Value::from(seen.as_str()))).collect();
    json!({
        "ruleId": finding.rule.spec().id,
        "ruleIndex": finding.rule.index(),
        "level": level(finding.severity),
        "message": { "text": told },
        "locations": [{
            "physicalLocation": { "artifactLocation": { "uri": "repo" } },
            "logicalLocations": [location],
        }],
        "partialFingerprints": { "finding/v1": format!("{}:{}:{place}", finding.rule.spec().id, it.kind.slug()) },
        "properties": { "severity": finding.severity.name(), "evidence": evidence },
    })
}
