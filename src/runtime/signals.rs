//! What the system asks of the program: to end, to stop for a while, to go on.

use std::io;
#[cfg(unix)]
use std::task::Poll;

/// Something the system asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Signal {
    /// To end; with the exit code, 128 and the signal's number.
    End(u8),
    /// To stop until told to go on.
    Stop,
    /// To go on: somebody else may have had the terminal.
    Continue,
    /// To look at the terminal's size again.
    Resize,
}

/// The signals the program listens to.
#[cfg(unix)]
#[derive(Debug)]
pub struct Signals {
    ends: Vec<(tokio::signal::unix::Signal, u8)>,
    stop: tokio::signal::unix::Signal,
    go_on: tokio::signal::unix::Signal,
    resize: tokio::signal::unix::Signal,
}

#[cfg(unix)]
impl Signals {
    /// From now on these signals do nothing by themselves.
    ///
    /// # Errors
    ///
    /// When the system does not let the program listen.
    pub fn listen() -> io::Result<Self> {
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
            ends: ends.map(end).into_iter().collect::<io::Result<_>>()?,
            stop: signal(SignalKind::from_raw(Number::TSTP.as_raw()))?,
            go_on: signal(SignalKind::from_raw(Number::CONT.as_raw()))?,
            resize: signal(SignalKind::window_change())?,
        })
    }

    /// Waits for the next one; dropping the wait loses none.
    pub async fn next(&mut self) -> Signal {
        let ends = &mut self.ends;
        let end = std::future::poll_fn(|context| {
            let ended =
                ends.iter_mut().find_map(|(signal, code)| signal.poll_recv(context).is_ready().then_some(*code));
            ended.map_or(Poll::Pending, Poll::Ready)
        });
        tokio::select! {
            code = end => Signal::End(code),
            _ = self.stop.recv() => Signal::Stop,
            _ = self.go_on.recv() => Signal::Continue,
            _ = self.resize.recv() => Signal::Resize,
        }
    }

    /// Waits until the program is asked to end; the exit code. Stopping and going on happen by themselves here.
    pub async fn end(&mut self) -> u8 {
        loop {
            match self.next().await {
                Signal::End(code) => return code,
                // Where no shell would let it go on it would never end.
                Signal::Stop if crate::runtime::terminal::can_suspend() => crate::runtime::terminal::stop(),
                Signal::Stop | Signal::Continue | Signal::Resize => {}
            }
        }
    }
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
