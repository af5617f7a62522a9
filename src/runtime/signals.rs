//! What the system asks of the program: to end, to stop for a while, to go on.

use std::io;
#[cfg(unix)]
use std::{task::Poll, time::Duration};

#[cfg(unix)]
use crate::runtime::terminal;

/// Something the system asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Signal {
    /// To end; with the exit code, 128 and the signal's number.
    End(u8),
    /// To give the terminal back, since the program is about to stop until told to go on.
    Stop,
    /// To go on: somebody else may have had the terminal.
    Continue,
    /// To look at the terminal's size again.
    Resize,
}

/// How long after one signal another that was sent with it may be heard.
#[cfg(unix)]
const BOTH: Duration = Duration::from_millis(20);

/// The signals that end it, with the exit codes.
#[cfg(unix)]
type Ends = Vec<(tokio::signal::unix::Signal, u8)>;

/// The signals the program listens to.
#[cfg(unix)]
#[derive(Debug)]
pub struct Signals {
    ends: Ends,
    stop: tokio::signal::unix::Signal,
    go_on: tokio::signal::unix::Signal,
    resize: tokio::signal::unix::Signal,
    /// It stops once whoever has the terminal has given it back.
    is_to_stop: bool,
}

#[cfg(unix)]
impl Signals {
    /// From now on these signals do nothing by themselves.
    ///
    /// # Errors
    ///
    /// When the system does not let the program listen.
    pub fn listen() -> io::Result<Self> {
        Self::listen_to(true)
    }

    /// The same for what prints or saves once: under `nohup` it goes on to its end, whatever becomes of the terminal.
    ///
    /// # Errors
    ///
    /// The same.
    pub fn listen_once() -> io::Result<Self> {
        Self::listen_to(!is_hangup_ignored())
    }

    fn listen_to(hangup: bool) -> io::Result<Self> {
        use rustix::process::Signal as Number;
        use tokio::signal::unix::{SignalKind, signal};

        crate::runtime::crash::call()?;
        let end = |number: Number| {
            let code = u8::try_from(128 + number.as_raw()).unwrap_or(u8::MAX);
            signal(SignalKind::from_raw(number.as_raw())).map(|signal| (signal, code))
        };
        // All that would end the program without giving the terminal back, and can be caught.
        let ends = [
            Number::HUP,
            Number::INT,
            Number::QUIT,
            Number::TERM,
            Number::USR1,
            Number::USR2,
            Number::ALARM,
            Number::VTALARM,
            Number::PROF,
            Number::XCPU,
        ];
        Ok(Self {
            ends: ends
                .into_iter()
                .filter(|number| hangup || *number != Number::HUP)
                .map(end)
                .collect::<io::Result<_>>()?,
            stop: signal(SignalKind::from_raw(Number::TSTP.as_raw()))?,
            go_on: signal(SignalKind::from_raw(Number::CONT.as_raw()))?,
            resize: signal(SignalKind::window_change())?,
            is_to_stop: false,
        })
    }

    /// Waits for the next one that is for whoever has the terminal; dropping the wait loses none. Once [`Signal::Stop`] was
    /// given the next wait stops the program.
    pub async fn next(&mut self) -> Signal {
        if self.is_to_stop {
            // Who ends a stopped program lets it go on for that, and either may be heard first.
            if let Ok(code) = tokio::time::timeout(BOTH, ended(&mut self.ends)).await {
                return Signal::End(code);
            }
            self.is_to_stop = false;
            terminal::stop();
        }
        let signal = match self.any().await {
            // Let go on in the background (`bg`), where it could only write over what the shell shows.
            Signal::Continue if terminal::is_somebody_elses() && terminal::can_suspend() => Signal::Stop,
            signal => signal,
        };
        self.is_to_stop = signal == Signal::Stop;
        signal
    }

    /// An end comes before all else: a program that has been let go on for it must not stop again.
    async fn any(&mut self) -> Signal {
        tokio::select! {
            biased;
            code = ended(&mut self.ends) => Signal::End(code),
            _ = self.stop.recv() => Signal::Stop,
            _ = self.go_on.recv() => Signal::Continue,
            _ = self.resize.recv() => Signal::Resize,
        }
    }

    /// Waits until the program is asked to end; the exit code. Stopping and going on happen by themselves here.
    pub async fn end(&mut self) -> u8 {
        loop {
            match self.any().await {
                Signal::End(code) => return code,
                // Where no shell would let it go on it would never end.
                Signal::Stop if terminal::can_suspend() => terminal::stop(),
                Signal::Stop | Signal::Continue | Signal::Resize => {}
            }
        }
    }
}

/// Waits until one of them has come.
#[cfg(unix)]
async fn ended(ends: &mut Ends) -> u8 {
    std::future::poll_fn(|context| {
        let ended = ends.iter_mut().find_map(|(signal, code)| signal.poll_recv(context).is_ready().then_some(*code));
        ended.map_or(Poll::Pending, Poll::Ready)
    })
    .await
}

/// Whether whoever started the program has it ignore that its terminal goes. Told on Linux; the lowest bit is the first
/// signal's, and that is this one.
#[cfg(unix)]
fn is_hangup_ignored() -> bool {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let ignored = status.lines().find_map(|line| line.strip_prefix("SigIgn:")).map(str::trim);
    ignored.and_then(|mask| u64::from_str_radix(mask, 16).ok()).is_some_and(|mask| mask & 1 == 1)
}

/// Ctrl-C, the one signal there is on this system.
#[cfg(not(unix))]
#[derive(Debug)]
pub struct Signals;

#[cfg(not(unix))]
impl Signals {
    /// Ctrl-C is heard from now on.
    ///
    /// # Errors
    ///
    /// None on this system.
    pub fn listen() -> io::Result<Self> {
        Ok(Self)
    }

    /// The same.
    ///
    /// # Errors
    ///
    /// None on this system.
    pub fn listen_once() -> io::Result<Self> {
        Self::listen()
    }

    /// Waits for it.
    pub async fn next(&mut self) -> Signal {
        Signal::End(self.end().await)
    }

    /// Waits for it; the exit code.
    pub async fn end(&mut self) -> u8 {
        // Where listening fails, Ctrl-C ends the program as if nobody had listened.
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
        130
    }
}
