//! `check`, `ls usage` and `ls overview`: one answer, looked at as a whole and printed once.

use std::io;
use std::path::PathBuf;

use jiff::Timestamp;

use crate::cli::{CheckFormat, Format};
use crate::digest::{self, Sha256};
use crate::exit;
use crate::model::document::Rest;
use crate::model::findings::{Analysis, Analyzed, Insight, Severity};
use crate::model::fingerprint::Fingerprints;
use crate::model::inventory::Scope;
use crate::model::overview::Survey;
use crate::model::usage::Usage;
use crate::output::{self, Listing, Report, ReportFormat, Source};
use crate::runtime::crash;
use crate::runtime::signals::Signals;
use crate::settings::{Environment, Settings};
use crate::start::supply::{Loaded, Supply};
use crate::start::voice::tell;
use crate::start::{End, layout, on_a_thread, printed_in};

/// Prints what is found; the exit code tells whether something was that `fail_on` names.
pub(super) async fn check(
    settings: &Settings,
    supply: Supply,
    (format, fail_on): (CheckFormat, Option<Severity>),
) -> Result<u8, End> {
    let mut signals = Signals::listen_once()?;
    let (asked, name) = (Timestamp::now(), supply.name());
    let Loaded { inventory, rest, sha256 } = supply.load(settings, &mut signals, Some(Sha256::default())).await?;
    // One that was masked when it was kept has other bytes than the answer had.
    let sha256 = rest.kept.as_ref().and_then(|kept| kept.sha256.clone()).unwrap_or(sha256);
    let source = Source { sha256, ..source(settings, name, asked, &rest) };
    // What was kept is judged by the time it is of, so that it is judged the same at any time.
    let now = source.as_of.unwrap_or(asked);
    let (fingerprints, policy) = (fingerprints(settings, &|name| std::env::var_os(name)), settings.findings.clone());
    let charset = printed_in(settings, format == CheckFormat::Csv);
    if rest.kept.as_ref().is_some_and(|kept| kept.masked) {
        tell("note: its credentials are masked: equal masks with equal fingerprints count as one credential");
    }
    on_a_thread(signals, move || {
        crash::fault("check");
        let Analyzed { findings, usage, .. } = Analysis::of(&inventory, policy.clone(), now);
        let report = Report {
            inventory: &inventory,
            findings: &findings,
            usage: &usage,
            policy: &policy,
            fingerprints: &fingerprints,
            source: &source,
            now,
        };
        output::write_report(&report, format_of(format), charset, &mut io::stdout().lock())?;
        let is_found = fail_on.is_some_and(|least| findings.all().iter().any(|it| it.severity >= least));
        Ok(if is_found { exit::FOUND } else { exit::OK })
    })
    .await
}

/// A scope in words.
pub(super) fn scope_words(scope: &Scope) -> String {
    match scope {
        Scope::All => "all workspaces".to_owned(),
        Scope::Workspace(_) => format!("workspace {}", scope.label()),
    }
}

/// What a report says of an answer that was asked for at a time, or kept.
fn source(settings: &Settings, name: String, asked: Timestamp, rest: &Rest) -> Source {
    let (scope, api, as_of) = match &rest.kept {
        None => (format!("{}, as far as this token sees", scope_words(&settings.scope)), name, Some(asked)),
        Some(kept) => {
            let scope = kept.scope.as_ref().map_or_else(|| format!("all of {name}"), scope_words);
            let api = if kept.api.is_empty() { name } else { kept.api.clone() };
            (format!("{scope}, as far as its token saw"), format!("{api}, offline"), kept.as_of)
        }
    };
    Source { scope, api, as_of, sha256: String::new() }
}

/// Prints who uses what.
pub(super) async fn usage(settings: &Settings, supply: Supply, format: Format) -> Result<u8, End> {
    let mut signals = Signals::listen_once()?;
    let Loaded { inventory, .. } = supply.load(settings, &mut signals, None).await?;
    let fingerprints = fingerprints(settings, &|name| std::env::var_os(name));
    let layout = layout(settings, format);
    on_a_thread(signals, move || {
        crash::fault("ls");
        let listing = Listing { inventory: &inventory, usage: &Usage::of(&inventory), fingerprints: &fingerprints };
        output::write_usage(&listing, layout, &mut io::stdout().lock())?;
        Ok(exit::OK)
    })
    .await
}

/// Prints what there is in figures.
pub(super) async fn overview(settings: &Settings, supply: Supply, format: Format) -> Result<u8, End> {
    let mut signals = Signals::listen_once()?;
    let Loaded { inventory, rest, .. } = supply.load(settings, &mut signals, None).await?;
    let (now, filter, policy) =
        (rest.as_of(Timestamp::now()), settings.picked.filter.clone(), settings.findings.clone());
    let layout = layout(settings, format);
    on_a_thread(signals, move || {
        crash::fault("ls");
        let analyzed = Analysis::of(&inventory, policy, now);
        let overview = Survey::of(&inventory, filter, &Insight::of(Some(&analyzed), &inventory), now);
        output::write_overview(&overview, layout, &mut io::stdout().lock())?;
        Ok(exit::OK)
    })
    .await
}

/// Fingerprints, and a word where they are for this run alone.
pub(super) fn fingerprints(settings: &Settings, environment: Environment<'_>) -> Fingerprints {
    let (fingerprints, remark) = fingerprints_of(settings, environment);
    if let Some(why) = remark.filter(|_| !settings.demo) {
        tell(&format!("note: fingerprints (#1a2b) can be compared within this run alone: {why}"));
    }
    fingerprints
}

/// Fingerprints by the user's own key; else why they are for this run alone. The demo leaves nothing behind.
pub(super) fn fingerprints_of(settings: &Settings, environment: Environment<'_>) -> (Fingerprints, Option<String>) {
    let folder = if settings.demo { None } else { state_folder(environment) };
    digest::fingerprints(folder.as_deref())
}

/// Where the program may keep what is its own: `$XDG_STATE_HOME`, else `~/.local/state`.
fn state_folder(environment: Environment<'_>) -> Option<PathBuf> {
    let absolute = |name| environment(name).map(PathBuf::from).filter(|path| path.is_absolute());
    let base = absolute("XDG_STATE_HOME").or_else(|| Some(absolute("HOME")?.join(".local/state")))?;
    Some(base.join("flashback-tui"))
}

const fn format_of(format: CheckFormat) -> ReportFormat {
    match format {
        CheckFormat::Table => ReportFormat::Table,
        CheckFormat::Json => ReportFormat::Json,
        CheckFormat::Md => ReportFormat::Md,
        CheckFormat::Csv => ReportFormat::Csv,
        CheckFormat::Sarif => ReportFormat::Sarif,
    }
}
