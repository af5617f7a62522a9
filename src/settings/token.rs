//! Which of the places that can give a token does: flags, then the environment, then the profile.
//!
//! Nothing is read or run here; that is [`crate::credentials`]' business.

use std::ffi::OsString;
use std::fmt;
use std::path::{Path, PathBuf};

use secrecy::SecretString;
use secrecy::zeroize::Zeroizing;

use super::origin::Origin;
use super::{Environment, SettingsError, variable};
use crate::cli::Options;
use crate::config::{Profile, Token};
use crate::model::token::Hidden;

/// Where the token is to come from, as [`crate::credentials::read`] needs to know it.
#[derive(Debug, Clone)]
pub struct TokenSettings {
    /// The place.
    pub source: TokenSource,
    /// Who named that place.
    pub origin: TokenOrigin,
    /// Whether a file is read although others may read or change it too.
    pub insecure_file: bool,
    /// Who named other places, which are not asked since this one comes first.
    pub passed_over: Vec<TokenOrigin>,
}

/// Where the token is to come from.
#[derive(Debug, Clone)]
pub enum TokenSource {
    /// Nothing was said.
    Unset,
    /// Standard input.
    StandardInput,
    /// A file.
    File(PathBuf),
    /// What a command prints.
    Command(TokenCommand),
    /// The value of `FLASHBACK_TOKEN`.
    Variable(SecretString),
}

impl TokenSource {
    /// Whether it can be asked again when the API refuses the token: a file or a command may have a newer one.
    pub const fn is_renewable(&self) -> bool {
        match self {
            Self::File(_) | Self::Command(_) => true,
            Self::Unset | Self::StandardInput | Self::Variable(_) => false,
        }
    }

    fn of_path(path: &Path) -> Self {
        if path == Path::new("-") { Self::StandardInput } else { Self::File(path.to_owned()) }
    }

    fn of_line(line: OsString) -> Self {
        Self::Command(TokenCommand::Shell(line))
    }
}

/// A command that prints the token.
#[derive(Clone, PartialEq, Eq)]
pub enum TokenCommand {
    /// A line for the shell.
    Shell(OsString),
    /// A program and its arguments, run without a shell.
    Arguments(Vec<OsString>),
}

/// A command line may hold a password: it is not shown.
impl fmt::Debug for TokenCommand {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Shell(_) => f.write_str("Shell(not shown)"),
            Self::Arguments(words) => write!(f, "Arguments({} words, not shown)", words.len()),
        }
    }
}

/// Who named the place that the token comes from.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum TokenOrigin {
    /// Nobody.
    #[default]
    Nobody,
    /// `--token-file`.
    FileFlag,
    /// `--token-command`.
    CommandFlag,
    /// `FLASHBACK_TOKEN`.
    Variable,
    /// `FLASHBACK_TOKEN_FILE`.
    FileVariable,
    /// `FLASHBACK_TOKEN_COMMAND`.
    CommandVariable,
    /// `token_command` of the profile.
    ProfileCommand,
    /// `token_file` of the profile.
    ProfileFile,
    /// The demo, which brings its own.
    Demo,
}

impl TokenOrigin {
    /// Its name for people: a flag, a variable or a key of the profile. Never a value.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Nobody => "nowhere",
            Self::FileFlag => "--token-file",
            Self::CommandFlag => "--token-command",
            Self::Variable => "FLASHBACK_TOKEN",
            Self::FileVariable => "FLASHBACK_TOKEN_FILE",
            Self::CommandVariable => "FLASHBACK_TOKEN_COMMAND",
            Self::ProfileCommand => "the profile's token_command",
            Self::ProfileFile => "the profile's token_file",
            Self::Demo => "the demo",
        }
    }
}

impl TokenOrigin {
    /// The same as it is told of every setting.
    pub(super) fn told(self, profile: Option<&Profile>) -> Origin {
        match self {
            Self::Nobody => Origin::Default,
            Self::Demo => Origin::Flag("--demo"),
            Self::FileFlag | Self::CommandFlag => Origin::Flag(self.name()),
            Self::Variable | Self::FileVariable | Self::CommandVariable => Origin::Variable(self.name()),
            Self::ProfileCommand | Self::ProfileFile => {
                profile.map_or(Origin::Default, |profile| Origin::Profile(profile.name.clone()))
            }
        }
    }
}

/// What a profile says of the token; both may be there, the command wins.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ProfileToken {
    /// `token_command`: a string is a line for the shell, a list is run without one.
    pub command: Option<TokenCommand>,
    /// `token_file`.
    pub file: Option<PathBuf>,
}

impl ProfileToken {
    /// What this profile says.
    pub fn of(profile: &Profile) -> Self {
        match profile.token.clone() {
            None => Self::default(),
            Some(Token::File(path)) => Self { file: Some(path), command: None },
            Some(Token::Shell(line)) => Self { command: Some(TokenCommand::Shell(line.into())), file: None },
            Some(Token::Program(words)) => {
                let words = words.into_iter().map(OsString::from).collect();
                Self { command: Some(TokenCommand::Arguments(words)), file: None }
            }
        }
    }

    fn named(self) -> (TokenSource, TokenOrigin) {
        match self {
            Self { command: Some(command), .. } => (TokenSource::Command(command), TokenOrigin::ProfileCommand),
            Self { file: Some(path), .. } => (TokenSource::File(path), TokenOrigin::ProfileFile),
            Self { command: None, file: None } => (TokenSource::Unset, TokenOrigin::Nobody),
        }
    }
}

impl TokenSettings {
    /// What a profile says by itself, whatever was typed or set.
    pub fn of_profile(profile: &Profile, insecure_file: bool) -> Self {
        let (source, origin) = ProfileToken::of(profile).named();
        Self { source, origin, insecure_file, passed_over: Vec::new() }
    }

    /// The first place that is set: `--token-file`, `--token-command`, `FLASHBACK_TOKEN` or `FLASHBACK_TOKEN_FILE`,
    /// `FLASHBACK_TOKEN_COMMAND`, then the profile.
    ///
    /// # Errors
    ///
    /// When two places of the same rank are set, so that it is not clear which one is meant.
    pub fn resolve(
        options: &Options,
        environment: Environment<'_>,
        profile: ProfileToken,
    ) -> Result<Self, SettingsError> {
        let mut places = places(options, environment, profile)?.into_iter();
        let (source, origin) = places.next().unwrap_or((TokenSource::Unset, TokenOrigin::Nobody));
        let passed_over = places.map(|(_, origin)| origin).collect();
        Ok(Self { source, origin, insecure_file: options.token.insecure_file, passed_over })
    }
}

/// A place, and who named it.
type Place = (TokenSource, TokenOrigin);

/// All places that are named, the first one first.
fn places(options: &Options, environment: Environment<'_>, profile: ProfileToken) -> Result<Vec<Place>, SettingsError> {
    if options.demo {
        // The demo brings its own: the environment may hold what it likes.
        return Ok(vec![(TokenSource::Unset, TokenOrigin::Demo)]);
    }
    if options.input.is_some() {
        // Nobody is asked.
        return Ok(Vec::new());
    }
    let flag_file = options.token.file.as_ref().map(|path| (TokenSource::of_path(path), TokenOrigin::FileFlag));
    let flag_command = options.token.command.clone();
    let flag_command = flag_command.map(|line| (TokenSource::of_line(line), TokenOrigin::CommandFlag));
    let is_flag = flag_file.is_some() || flag_command.is_some();
    let token = variable("FLASHBACK_TOKEN", environment).map(|token| (of_variable(token), TokenOrigin::Variable));
    let file = variable("FLASHBACK_TOKEN_FILE", environment);
    let file = file.map(|path| (TokenSource::of_path(Path::new(&path)), TokenOrigin::FileVariable));
    if !is_flag && token.is_some() && file.is_some() {
        return Err(SettingsError::TwoTokenVariables);
    }
    let command = variable("FLASHBACK_TOKEN_COMMAND", environment);
    let command = command.map(|line| (TokenSource::of_line(line), TokenOrigin::CommandVariable));
    let profile = Some(profile.named()).filter(|(_, origin)| *origin != TokenOrigin::Nobody);
    Ok([flag_file, flag_command, token, file, command, profile].into_iter().flatten().collect())
}

fn of_variable(token: OsString) -> TokenSource {
    let token = Zeroizing::new(token.into_encoded_bytes());
    // What is no text becomes U+FFFD here, which no token may hold: it is refused when it is read.
    TokenSource::Variable(Hidden::lossy(&token).text().into())
}

#[cfg(test)]
mod tests;
