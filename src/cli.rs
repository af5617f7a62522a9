//! What the user typed: the command line's types, its help, and what is said of a line that cannot be read.
//!
//! Every value is optional here: environment and defaults are [`crate::settings`]' business. Nothing said here repeats
//! an argument that could be a token.

mod choices;
mod diff;
mod token;

use std::ffi::OsString;
use std::path::PathBuf;

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Args, Parser, Subcommand, ValueHint};

pub use choices::{CheckFormat, Clipboard, Format, Kind, ReportFormat, Severity, Shell, Theme, When};
pub use diff::{Diff, DiffFormat};
pub use token::TokenOptions;

const AFTER_HELP: &str = "Try --help for examples, environment variables and exit codes.";

const AFTER_LONG_HELP: &str = "\
Examples:
  flashback-tui --demo                          look around without a token
  FLASHBACK_TOKEN=... flashback-tui             open the dashboard
  flashback-tui --token-file ~/.flashback-token -w workspace-123
  flashback-tui --token-command 'pass show flashback'
  pass show flashback | flashback-tui ls --token-file -
  flashback-tui ls                              print the whole tree
  flashback-tui ls buckets -o csv > buckets.csv
  flashback-tui ls api-keys --filter 'access:admin age>90d' --sort -created
  flashback-tui ls -o json | jq '.repos[].name'
  flashback-tui check --fail-on high            what is wrong, for CI and cron
  flashback-tui diff before.json                what changed since that was saved
  flashback-tui --save before.json              keep what is there now, credentials masked
  flashback-tui --input before.json             look at what was saved, offline
  flashback-tui ls usage                        who uses which bucket, LLM and key
  flashback-tui ls overview                     what there is in figures
  flashback-tui config init                     write a commented config file to fill in
  flashback-tui -p production                   a profile of it; P in the dashboard switches
  flashback-tui doctor                          what is set, what answers, what is odd

Environment (a flag beats its variable; an empty variable counts as not set):
  FLASHBACK_PROFILE      a profile of the config file, as --profile
  FLASHBACK_API_URL      base URL of the API, as --api-url
  FLASHBACK_WORKSPACE    workspace id, as --workspace
  FLASHBACK_TOKEN        the access token itself
  FLASHBACK_TOKEN_FILE   a file that holds it, as --token-file; not with FLASHBACK_TOKEN
  FLASHBACK_TOKEN_COMMAND
                         a command that prints it, as --token-command
  FLASHBACK_TUI_DEBUGGABLE
                         if set and not 0: core dumps and debuggers are not kept out
  FLASHBACK_CA_BUNDLE    a PEM file of certificates to trust, as --ca-bundle
  SSL_CERT_FILE, SSL_CERT_DIR
                         the same, a file and folders, for many programs
  HTTPS_PROXY, ALL_PROXY, NO_PROXY
                         the proxy (http, https, socks5, socks5h) and for which
                         hosts there is none; https_proxy and so on win
  NO_COLOR               if set and not empty: no colors
  CLICOLOR_FORCE         if set and not 0: colors also where the terminal has none
  FLASHBACK_THEME        the colors, as --theme
  FLASHBACK_CLIPBOARD    which way a copy goes, as --clipboard
  FLASHBACK_REFRESH_EVERY
                         how often to ask again, as --refresh-every
  LC_ALL, LC_CTYPE, LANG the locale; where it is not UTF-8, only ASCII is written
  XDG_CONFIG_HOME        where flashback-tui/config.toml lies; else ~/.config
  XDG_STATE_HOME         where the key of fingerprints lies; else ~/.local/state

Exit codes:
    0  all went well
    1  something else went wrong
    2  the command line or the configuration cannot be used
    3  `check` found something at least as severe as --fail-on, or
       `diff` a difference
    4  no token, or the API refused it (401, 403)
    5  the API could not be reached (DNS, TLS, refused, timeout, cut connection,
       5xx and 429 after retries)
    6  the answer was not understood (not JSON, success: false, wrong shape)
  101  an internal error
  130  ended by Ctrl-C (129, 131, 143: by the signals HUP, QUIT and TERM)
  141  the reader of the output has gone";

// The headings over the options of all commands, in the order of the help.
const SOURCE: &str = "What is asked";
const CREDENTIALS: &str = "Credentials";
const CONNECTION: &str = "Connection";
const DISPLAY: &str = "Display";

// Texts with brackets stand here: in a documentation comment they would be read as links.
const API_URL: &str =
    "Base URL of the API; a path in it is kept [env: FLASHBACK_API_URL] [default: https://backend.flashback.tech]";
const WORKSPACE: &str = "Show this workspace only; empty means all [env: FLASHBACK_WORKSPACE] [default: all]";
const TIMEOUT: &str = "Longest wait for the next byte, in seconds [default: 15]";
const ALLOW_HTTP: &str = "Send the token over http:// to another machine too: only where nobody can listen on the way";
const CA_BUNDLE: &str =
    "Trust the certificates in this PEM file beside the system's roots [env: FLASHBACK_CA_BUNDLE, SSL_CERT_FILE]";
const MAX_BODY: &str = "Largest answer, in bytes or with K, M or G behind [default: 512M]";
const CONNECT_TIMEOUT: &str = "Longest wait for a connection, in seconds [default: 5]";
const MAX_TIME: &str = "Longest a whole request may take, in seconds [default: as long as bytes keep coming]";
const COLOR: &str = "Use colors: auto, always or never [default: auto, not where NO_COLOR is set]";
const THEME: &str = "Colors: default, light, dark, high-contrast or colour-blind";
const THEME_LONG: &str = "\
Colors: default (the terminal's own), light, dark, high-contrast or colour-blind [env: FLASHBACK_THEME]";
const CLIPBOARD: &str = "Way of copies: auto, osc52, tmux, native or off";
const CLIPBOARD_LONG: &str = "\
Which way a copy goes: auto, osc52 (the terminal), tmux, native (wl-copy, xclip, xsel, pbcopy) or off \
[env: FLASHBACK_CLIPBOARD] [default: auto]";
const PROFILE: &str = "Profile of the config file, empty for none [env: FLASHBACK_PROFILE]";
const PROFILE_LONG: &str = "\
Take the API, the workspace and the token from this profile of the config file; empty means none \
[env: FLASHBACK_PROFILE] [default: the default_profile of the config file]";
const CONFIG: &str = "Read this config file [default: ~/.config/flashback-tui/config.toml]";
const SAVE: &str =
    "Write all there is to this file and end: credentials masked, for you alone; --input and `diff` read it";
const INPUT: &str = "Read this file in place of asking the API, - for standard input";
const MAX_KEY_AGE: &str = "Age in days from which on a key is old, as in 90d [default: 90d]";
const FILTER: &str = "Print only what matches, as in 'archive kind:bucket age>90d'; the README has the language";
const SORT: &str = "Order repositories by name, created, children or findings; -created and so on the other way round";
const FIELDS: &str = "Columns of table, csv and md, in this order, as in repoId,bucket.name: names of the csv header";
const REFRESH_EVERY: &str = "\
Ask again by itself so long after each answer, as in 60s or 5m; from 30s on, 0 is never [env: FLASHBACK_REFRESH_EVERY] \
[default: 0]";
const OUTPUT: &str = "How to print it [default: tree; table where a kind is given]";

/// The command line.
#[derive(Debug, Clone, Default, PartialEq, Eq, Parser)]
#[command(
    name = "flashback-tui",
    version,
    propagate_version = true,
    about = "Terminal dashboard over the repositories of a Flashback organization",
    long_about = "Terminal dashboard over the repositories of a Flashback organization.\n\n\
        Without a command it opens the dashboard; where standard output is no terminal, it prints as `ls` does.",
    after_help = AFTER_HELP,
    after_long_help = AFTER_LONG_HELP
)]
pub struct Cli {
    /// Options that stand before or after the command.
    #[command(flatten)]
    pub options: Options,
    /// The file to write what is there to, instead of opening the dashboard.
    #[arg(long, value_name = "FILE", help = SAVE, hide_short_help = true)]
    pub save: Option<PathBuf>,
    /// What to do; `None` opens the dashboard.
    #[command(subcommand)]
    pub command: Option<Command>,
}

/// Options that stand before or after the command.
#[derive(Debug, Clone, Default, PartialEq, Eq, Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of its own on the command line")]
pub struct Options {
    /// The profile by its name; empty means none.
    #[arg(short, long, global = true, help_heading = SOURCE, value_hint = ValueHint::Other, value_name = "NAME", help = PROFILE, long_help = PROFILE_LONG)]
    pub profile: Option<String>,
    /// Workspace id; empty means all.
    #[arg(short, long, global = true, help_heading = SOURCE, value_hint = ValueHint::Other, value_name = "ID", help = WORKSPACE)]
    pub workspace: Option<String>,
    /// Base URL of the API.
    #[arg(long, global = true, help_heading = SOURCE, value_hint = ValueHint::Other, value_name = "URL", help = API_URL)]
    pub api_url: Option<String>,
    /// Use the embedded demo organization; no token needed
    #[arg(long, global = true, help_heading = SOURCE)]
    pub demo: bool,
    /// The file that is read in place of the API's answer, `-` for standard input.
    #[arg(long, global = true, help_heading = SOURCE, value_name = "FILE", help = INPUT)]
    pub input: Option<PathBuf>,
    /// The configuration file, in place of the usual one.
    #[arg(long, global = true, help_heading = SOURCE, value_name = "PATH", help = CONFIG, conflicts_with = "no_config")]
    pub config: Option<PathBuf>,
    /// Read no config file
    #[arg(long, global = true, help_heading = SOURCE, hide_short_help = true)]
    pub no_config: bool,
    /// Where the token is to come from.
    #[command(flatten)]
    pub token: TokenOptions,
    /// Print credentials unmasked (`ls` and `--save` only)
    #[arg(long, global = true, help_heading = CREDENTIALS)]
    pub show_secrets: bool,
    /// Longest wait for the next byte, in seconds, as typed.
    #[arg(long, global = true, help_heading = CONNECTION, value_hint = ValueHint::Other, value_name = "SECS", allow_negative_numbers = true, help = TIMEOUT)]
    pub timeout: Option<String>,
    /// Longest time connecting may take, in seconds, as typed.
    #[arg(long, global = true, help_heading = CONNECTION, value_hint = ValueHint::Other, value_name = "SECS", allow_negative_numbers = true, help = CONNECT_TIMEOUT, hide_short_help = true)]
    pub connect_timeout: Option<String>,
    /// Longest a whole request may take, in seconds, as typed.
    #[arg(long, global = true, help_heading = CONNECTION, value_hint = ValueHint::Other, value_name = "SECS", allow_negative_numbers = true, help = MAX_TIME, hide_short_help = true)]
    pub max_time: Option<String>,
    /// Whether `http://` may go to other machines.
    #[arg(long, global = true, help_heading = CONNECTION, hide_short_help = true, help = ALLOW_HTTP)]
    pub allow_http: bool,
    /// The file of certificates to trust beside the system's roots.
    #[arg(long, global = true, help_heading = CONNECTION, hide_short_help = true, value_name = "PEM", help = CA_BUNDLE)]
    pub ca_bundle: Option<PathBuf>,
    /// The largest answer, as typed.
    #[arg(long, global = true, help_heading = CONNECTION, value_hint = ValueHint::Other, value_name = "SIZE", allow_negative_numbers = true, help = MAX_BODY, hide_short_help = true)]
    pub max_body: Option<String>,
    /// When to use colors.
    #[arg(long, global = true, help_heading = DISPLAY, value_name = "WHEN", hide_possible_values = true, help = COLOR)]
    pub color: Option<When>,
    /// Which theme.
    #[arg(long, global = true, help_heading = DISPLAY, value_name = "THEME", hide_possible_values = true, help = THEME, long_help = THEME_LONG)]
    pub theme: Option<Theme>,
    /// Write nothing but ASCII, as where the locale is not UTF-8
    #[arg(long, global = true, help_heading = DISPLAY)]
    pub ascii: bool,
    /// Which way a copy goes.
    #[arg(long, global = true, help_heading = DISPLAY, value_name = "WAY", hide_possible_values = true, help = CLIPBOARD, long_help = CLIPBOARD_LONG, hide_short_help = true)]
    pub clipboard: Option<Clipboard>,
    /// How often to ask again by itself, as typed.
    #[arg(long, global = true, help_heading = DISPLAY, value_hint = ValueHint::Other, value_name = "TIME", allow_negative_numbers = true, help = REFRESH_EVERY, hide_short_help = true)]
    pub refresh_every: Option<String>,
}

/// What to do instead of opening the dashboard.
#[derive(Debug, Clone, PartialEq, Eq, Subcommand)]
pub enum Command {
    /// Print the repositories and what they hold, once
    #[command(display_name = "flashback-tui")]
    Ls(Ls),
    /// Look for what is wrong or deserves a look; exit code 3 where --fail-on says so
    #[command(display_name = "flashback-tui")]
    Check(Check),
    /// Compare two saved answers, or one with the API's; exit code 3 where they differ
    #[command(display_name = "flashback-tui")]
    Diff(Diff),
    /// Show, find or write the config file
    #[command(display_name = "flashback-tui", subcommand)]
    Config(ConfigTask),
    /// Check the settings, the way to the API, its answer and the terminal, step by step
    #[command(display_name = "flashback-tui")]
    Doctor(Report),
    /// Print what lets a shell complete the command line
    #[command(display_name = "flashback-tui")]
    Completions {
        /// The shell
        shell: Shell,
    },
    /// Print the manual page; `man -l -` reads it
    #[command(display_name = "flashback-tui")]
    Man,
}

/// What to do about the configuration.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Subcommand)]
pub enum ConfigTask {
    /// Print every setting, its value and where it came from; secrets are not printed
    Show(Report),
    /// Print where the config file is, or would be
    Path,
    /// Write a commented config file; never over one that is there
    Init,
}

/// How a report is printed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Args)]
pub struct Report {
    /// How to print it
    #[arg(short, long, value_name = "FORMAT", default_value = "text")]
    pub output: ReportFormat,
}

/// What `ls` prints.
#[derive(Debug, Clone, Default, PartialEq, Eq, Args)]
pub struct Ls {
    /// One row per object of this kind; without it, the whole tree
    pub kind: Option<Kind>,
    /// How to print it.
    #[arg(short, long, value_name = "FORMAT", help = OUTPUT)]
    pub output: Option<Format>,
    /// What must be so of what is printed, as typed.
    #[arg(short, long, value_name = "EXPR", allow_hyphen_values = true, help = FILTER, value_hint = ValueHint::Other)]
    pub filter: Option<String>,
    /// What the repositories are ordered by, as typed.
    #[arg(short, long, value_name = "KEY", allow_hyphen_values = true, help = SORT, value_hint = ValueHint::Other)]
    pub sort: Option<String>,
    /// The columns, as typed.
    #[arg(long, value_name = "NAMES", help = FIELDS, value_hint = ValueHint::Other)]
    pub fields: Option<String>,
    /// Print table, csv and md without their header
    #[arg(long)]
    pub no_headers: bool,
}

/// What `check` does.
#[derive(Debug, Clone, Default, PartialEq, Eq, Args)]
pub struct Check {
    /// How to print it
    #[arg(short, long, value_name = "FORMAT", default_value = "table")]
    pub output: CheckFormat,
    /// End with exit code 3 where something at least so severe was found
    #[arg(long, value_name = "SEVERITY")]
    pub fail_on: Option<Severity>,
    /// The age from which on a key is old, as typed.
    #[arg(long, value_name = "DAYS", help = MAX_KEY_AGE, allow_negative_numbers = true, value_hint = ValueHint::Other)]
    pub max_key_age: Option<String>,
}

/// Why the program ends before it began: what to print and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ending {
    /// Help or version, for standard output; the program ends well.
    Answered(String),
    /// What is wrong with the command line, for standard error; a usage error.
    Refused(String),
}

/// Reads the arguments, the program's name first.
///
/// # Errors
///
/// [`Ending::Answered`] for `--help` and `--version`, [`Ending::Refused`] for what cannot be read.
pub fn parse(arguments: impl IntoIterator<Item = OsString>) -> Result<Cli, Ending> {
    let arguments: Vec<OsString> = arguments.into_iter().collect();
    let cli = Cli::try_parse_from(&arguments).map_err(|error| match error.kind() {
        ErrorKind::InvalidUtf8 => Ending::Refused(no_text(&arguments)),
        _ => ending(&error),
    })?;
    if let Some(words) = cli.options.token.refused() {
        return Err(Ending::Refused(words.to_owned()));
    }
    Ok(cli)
}

/// Which arguments are no UTF-8; only a path may be such a one.
fn no_text(arguments: &[OsString]) -> String {
    let places = arguments.iter().enumerate().filter(|(_, argument)| argument.to_str().is_none());
    let places: Vec<String> = places.map(|(place, _)| place.to_string()).collect();
    let which = places.join(", ");
    format!(
        "error: what is no UTF-8 stands where text is expected: argument {which}; type it again in a terminal whose \
         locale is UTF-8\n\nFor more information, try '--help'.\n"
    )
}

fn ending(error: &clap::Error) -> Ending {
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => Ending::Answered(error.render().to_string()),
        _ => Ending::Refused(withheld(error).unwrap_or_else(|| error.render().to_string())),
    }
}

/// Our own sentence where clap's would repeat an argument that could be a token.
fn withheld(error: &clap::Error) -> Option<String> {
    let spoken = |context| match error.get(context) {
        Some(ContextValue::String(text)) => Some(text.as_str()),
        _ => None,
    };
    let (argument, value) = (spoken(ContextKind::InvalidArg), spoken(ContextKind::InvalidValue));
    let subcommand = spoken(ContextKind::InvalidSubcommand);
    // Of a value that is wrong, `InvalidArg` is the option it was given to: our own words.
    let suspect = value.or(subcommand).or_else(|| argument.filter(|_| error.kind() == ErrorKind::UnknownArgument))?;
    if is_harmless(suspect) {
        return None;
    }
    let length = suspect.chars().count();
    let what = match (argument, value) {
        (Some(argument), Some(_)) => format!("the value of '{argument}' cannot be used"),
        _ => "there is an argument that this program does not know".to_owned(),
    };
    Some(format!(
        "error: {what} ({length} characters, not repeated here: it could be a token)\n\
         A token comes from --token-file PATH, --token-command COMMAND or FLASHBACK_TOKEN; if this was a real one, renew it:\n\
         arguments are visible to every user of the machine.\n\n\
         For more information, try '--help'.\n"
    ))
}

/// Whether an argument reads like a misspelled word or option, and so like no token.
fn is_harmless(argument: &str) -> bool {
    argument.len() <= 20 && argument.bytes().all(|byte| byte.is_ascii_alphabetic() || byte == b'-')
}

#[cfg(test)]
mod tests;
