//! An answer that was kept in a file, or comes over standard input, read in place of the API's.

use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use tokio::sync::mpsc::UnboundedSender;
use tokio::task::{AbortHandle, JoinSet};

use crate::app::msg::{Loading, Msg, RequestId};
use crate::exit;
use crate::model::document::{Document, Rest};
use crate::model::failure::{Failure, FailureKind};
use crate::model::snapshot::Kept;
use crate::model::{secret, text, time};
use crate::runtime::load::Parts;

/// Read at once.
const PIECE: usize = 64 * 1024;

/// Where a kept answer is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Keep {
    /// Its path, `-` for standard input.
    pub path: PathBuf,
    /// The most bytes that are read of it.
    pub most: u64,
}

/// Why there is no answer, and the exit code of a program that wanted nothing else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unread {
    /// Why.
    pub failure: Failure,
    /// The exit code.
    pub code: u8,
}

impl Unread {
    fn new(code: u8, text: String, advice: &str) -> Self {
        Self { failure: Failure::new(FailureKind::Other, text, advice), code }
    }
}

impl Keep {
    /// Whether it is standard input, which can be read once only.
    pub fn is_standard(&self) -> bool {
        self.path == Path::new("-")
    }

    /// What it is called, terminal-safe.
    pub fn name(&self) -> String {
        if self.is_standard() {
            "standard input".to_owned()
        } else {
            text::shown(&self.path.to_string_lossy()).into_owned()
        }
    }

    /// Reads it for the dashboard, on a thread of its own.
    pub fn load(
        self,
        id: RequestId,
        known: Document,
        sender: UnboundedSender<Msg>,
        running: &mut JoinSet<()>,
    ) -> AbortHandle {
        running.spawn_blocking(move || {
            let mut news = |news| drop(sender.send(Msg::Loading(id, news)));
            let read = self.read(&known, &mut news, &mut |_| {});
            drop(sender.send(Msg::Fetched(id, read.map_err(|unread| unread.failure))));
        })
    }

    /// Reads all of it, which may take as long as it likes: it belongs on a thread of its own. `news` is told of what was
    /// read, `watch` sees every piece.
    ///
    /// # Errors
    ///
    /// Why it can't be read or used.
    pub fn read(
        &self,
        known: &Document,
        news: &mut (dyn FnMut(Loading) + Send),
        watch: &mut dyn FnMut(&[u8]),
    ) -> Result<Rest, Unread> {
        let (mut source, as_of) = self.open().map_err(|error| self.refused(&error))?;
        news(Loading::Begun(None));
        let mut parts = Parts::new(known, None);
        let mut piece = vec![0; PIECE];
        let understood = loop {
            let count = match source.read(&mut piece) {
                Ok(count) => count,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) => return Err(self.refused(&error)),
            };
            let piece = piece.get(..count).unwrap_or_default();
            watch(piece);
            let pushed = parts.push(piece, news);
            if parts.scanner.received() > self.most {
                let words = format!("{} has more than {}", self.name(), time::bytes(self.most));
                return Err(Unread::new(exit::OTHER, words, "a larger --max-body reads it all the same"));
            }
            if count == 0 || pushed.is_err() {
                break pushed;
            }
        };
        parts.end(news);
        let received = parts.scanner.received();
        let mut rest = understood.and_then(|()| parts.scanner.finish()).map_err(|fault| {
            let advice = "What is expected is what GET /repo answered, as curl or --save keeps it".to_owned();
            let failure = Failure { advice, ..fault.explain(Some(&self.name()), received) };
            Unread { code: exit::of(failure.kind), failure }
        })?;
        // One that tells of itself is not as young as its file.
        let kept = Kept::of(&rest.envelope).unwrap_or_else(|| Kept { as_of, ..Kept::default() });
        rest.kept = Some(Box::new(kept));
        Ok(rest)
    }

    /// Opens it; with the time of its last change, where it has one.
    fn open(&self) -> io::Result<(Box<dyn Read>, Option<Timestamp>)> {
        if self.is_standard() {
            return standard();
        }
        let file = File::open(&self.path)?;
        let changed = changed(&file);
        Ok((Box::new(file), changed))
    }

    fn refused(&self, error: &io::Error) -> Unread {
        let why = match error.kind() {
            io::ErrorKind::NotFound => "there is no such file".to_owned(),
            io::ErrorKind::PermissionDenied => "permission denied".to_owned(),
            io::ErrorKind::IsADirectory => "it is a directory".to_owned(),
            other => other.to_string(),
        };
        // What stands in place of a path may be a token.
        let name = if secret::could_be_a_token(&self.path.to_string_lossy()) {
            "a file of that name (not repeated here: it could be a token)".to_owned()
        } else {
            format!("`{}`", self.name())
        };
        Unread::new(exit::USAGE, format!("cannot read {name}: {why}"), "")
    }
}

/// When a regular file was last changed; of a pipe nobody knows.
fn changed(file: &File) -> Option<Timestamp> {
    let about = file.metadata().ok().filter(std::fs::Metadata::is_file)?;
    Timestamp::try_from(about.modified().ok()?).ok()
}

#[cfg(unix)]
fn standard() -> io::Result<(Box<dyn Read>, Option<Timestamp>)> {
    use std::os::fd::AsFd as _;
    let file = File::from(io::stdin().as_fd().try_clone_to_owned()?);
    let changed = changed(&file);
    Ok((Box::new(file), changed))
}

#[cfg(not(unix))]
#[expect(clippy::unnecessary_wraps, reason = "elsewhere it can fail")]
fn standard() -> io::Result<(Box<dyn Read>, Option<Timestamp>)> {
    Ok((Box::new(io::stdin()), None))
}
