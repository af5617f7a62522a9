//! Why settings cannot be used, each with what was seen and what was expected.

/// Why the settings cannot be used; all of them are usage errors.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SettingsError {
    /// A time limit that is no positive number of seconds, or is longer than a day.
    #[error("{flag} is {value}, expected a number of seconds above 0 and not above 86400 (a day)")]
    TimeLimit {
        /// The flag it was given with.
        flag: &'static str,
        /// What was given, safe to show.
        value: String,
    },
    /// A size that is no number of bytes.
    #[error("--max-body is {0}, expected a number of bytes above 0, or of KiB, MiB or GiB as in 64K, 512M, 2G")]
    Size(String),
    /// A way of copying that there is not.
    #[error("FLASHBACK_CLIPBOARD is {0}, expected auto, osc52, tmux, native or off")]
    Clipboard(String),
    /// An interval that cannot be used.
    #[error("{name} is {value}, expected off, or a time from 30s to 24h as in 60s, 5m or 1h")]
    RefreshEvery {
        /// The flag or variable it was given with.
        name: &'static str,
        /// What was given, safe to show.
        value: String,
    },
    /// A theme that there is not.
    #[error("FLASHBACK_THEME is {0}, expected default, light, dark, high-contrast or colour-blind")]
    Theme(String),
    /// A variable that is no Unicode text.
    #[error("{0} is no Unicode text; set it again, or unset it")]
    NotText(&'static str),
    /// Two variables name the token.
    #[error("FLASHBACK_TOKEN and FLASHBACK_TOKEN_FILE are both set; unset the one that is not meant")]
    TwoTokenVariables,
    /// A profile that the configuration does not have.
    #[error("there is no profile {name} (from {origin}); {known}")]
    UnknownProfile {
        /// What was asked for, safe to show.
        name: String,
        /// Where that was said.
        origin: String,
        /// Which profiles there are.
        known: String,
    },
    /// A profile's token, and an address that is not the profile's.
    #[error(
        "the token of profile {profile} belongs to the API of that profile, and {origin} names another; \
         give the token for it with --token-file, or leave {origin} out"
    )]
    ForeignToken {
        /// The profile.
        profile: String,
        /// Where the other address was given.
        origin: String,
    },
    /// An age that is no number of days.
    #[error("--max-key-age is {0}, expected a number of days from 1 to 36500, as in 90d")]
    Age(String),
    /// A filter of which a term is not understood.
    #[error("--filter: {0}")]
    Filter(String),
    /// What nothing can be ordered by.
    #[error(
        "--sort is {0}, expected name, created, children or findings, each with - before it for the other way round"
    )]
    Sort(String),
    /// A filter or an order of what has neither.
    #[error(
        "{flag} does not go with `ls {what}`, which {why}; leave it out, or ask for a kind, as in `ls buckets {flag} ...`"
    )]
    NotPicked {
        /// What was given.
        flag: &'static str,
        /// What is printed.
        what: &'static str,
        /// Why it can not be followed.
        why: &'static str,
    },
    /// Columns of what has none.
    #[error(
        "{flag} goes with the formats table, csv and md, and this one is {format}: add -o csv, or leave {flag} out"
    )]
    NoColumns {
        /// What was given.
        flag: &'static str,
        /// The format.
        format: &'static str,
    },
    /// Columns, and nothing that says of which objects.
    #[error(
        "--fields needs a kind of objects: repos, buckets, api-keys, ai-llms or ai-api-keys, \
         as in `ls repos --fields id,name`"
    )]
    FieldsOfWhat,
    /// A column that there is not.
    #[error("--fields has {name}, which is no column of {kind}; there are {known}")]
    Field {
        /// What was given, safe to show.
        name: String,
        /// The kind of objects, several of it.
        kind: &'static str,
        /// The columns there are.
        known: String,
    },
    /// Two things that are to be read from standard input.
    #[error("standard input can be read once only; give one of the two as a file")]
    InputTwice,
    /// `--save` with a command.
    #[error("--save goes without a command: it writes all there is to a file, and `ls -o json` prints it")]
    SaveAlone,
    /// `--save` to no file.
    #[error("--save writes a file and takes its path; `ls -o json` prints to standard output")]
    SaveNowhere,
    /// An option that makes no sense with `--input`.
    #[error("--input reads a file and asks nobody; leave out {0}")]
    Offline(&'static str),
    /// A command that makes no sense with `--input`.
    #[error("--input does not go with `{0}`: that is about the way to the API, and a file is read without one")]
    OfflineTask(&'static str),
    /// Three answers to compare.
    #[error("`diff` compares two answers: give the newer one as NEW or with --input, not both")]
    InputBeside,
    /// `--show-secrets` without `ls`.
    #[error("--show-secrets belongs to `ls`: in the dashboard the key x reveals what is selected")]
    SecretsOnScreen,
    /// `--show-secrets` with a report that is kept.
    #[error("--show-secrets does not go with this: reports are kept and passed on; equal keys have equal fingerprints")]
    SecretsInReport,
}
