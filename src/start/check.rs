//! `check`, `ls usage` and `ls overview`: one answer, looked at as a whole and printed once.

use std::borrow::Cow;
use std::io;
use std::path::PathBuf;

use jiff::Timestamp;

use crate::api::Client;
use crate::cli::{CheckFormat, Format};
use crate::digest::{self, Sha256};
use crate::exit;
use crate::model::findings::{Analysis, Analyzed, Insight, Severity};
use crate::model::fingerprint::Fingerprints;
use crate::model::inventory::Scope;
use crate::model::overview::Survey;
use crate::model::usage::Usage;
use crate::output::{self, Listing, Report, ReportFormat, Source};
use crate::runtime::crash;
use crate::runtime::signals::Signals;
use crate::settings::{Environment, Settings};
use crate::start::voice::tell;
use crate::start::{End, layout, load_all, load_watched, on_a_thread, printed_in, tell_of};

/// Prints what is found; the exit code tells whether something was that `fail_on` names.
pub(super) async fn check(
    settings: &Settings,
    client: Client,
    host: String,
    (format, fail_on): (CheckFormat, Option<Severity>),
) -> Result<u8, End> {
    let mut signals = Signals::listen()?;
    let as_of = Timestamp::now();
    let (mut sha, scope) = (Sha256::default(), settings.scope.clone());
    let mut watch = |piece: &[u8]| sha.update(piece);
    let (inventory, rest) = tokio::select! {
        code = signals.end() => return Ok(code),
        loaded = load_watched(client, scope, &mut watch) => loaded?,
    };
    tell_of(settings, &inventory, &rest);
    let scope = match &settings.scope {
        Scope::All => Cow::Borrowed("all workspaces"),
        Scope::Workspace(_) => Cow::Owned(format!("workspace {}", settings.scope.label())),
    };
    let source = Source { scope: scope.into_owned(), api: host, as_of, sha256: sha.finish() };
    let (fingerprints, policy) = (fingerprints(settings, &|name| std::env::var_os(name)), settings.findings.clone());
    let charset = printed_in(settings, format == CheckFormat::Csv);
    on_a_thread(signals, move || {
        crash::fault("check");
        let Analyzed { findings, usage, .. } = Analysis::of(&inventory, policy.clone(), as_of);
        let report = Report {
            inventory: &inventory,
            findings: &findings,
            usage: &usage,
            policy: &policy,
            fingerprints: &fingerprints,
            source: &source,
        };
        output::write_report(&report, format_of(format), charset, &mut io::stdout().lock())?;
        let is_found = fail_on.is_some_and(|least| findings.all().iter().any(|it| it.severity >= least));
        Ok(if is_found { exit::FOUND } else { exit::OK })
    })
    .await
}

/// Prints who uses what.
pub(super) async fn usage(settings: &Settings, client: Client, format: Format) -> Result<u8, End> {
    let mut signals = Signals::listen()?;
    let (inventory, rest) = tokio::select! {
        code = signals.end() => return Ok(code),
        loaded = load_all(client, settings.scope.clone()) => loaded?,
    };
    tell_of(settings, &inventory, &rest);
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
pub(super) async fn overview(settings: &Settings, client: Client, format: Format) -> Result<u8, End> {
    let mut signals = Signals::listen()?;
    let (inventory, rest) = tokio::select! {
        code = signals.end() => return Ok(code),
        loaded = load_all(client, settings.scope.clone()) => loaded?,
    };
    tell_of(settings, &inventory, &rest);
    let (now, filter, policy) = (Timestamp::now(), settings.picked.filter.clone(), settings.findings.clone());
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
