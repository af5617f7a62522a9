//! Faults of the network and of answers, told by `ls`: the sentence, the exit code, and how often the API was asked.
//!
//! Drives the real program against a real server that does what no HTTP library would; knows nothing of the dashboard.

mod bodies;
mod hostile;
mod links;
mod shapes;
mod statuses;
mod transport;

use crate::support::program::{Output, Program};
use crate::support::server::{Reply, Server};

/// What `ls` made of an API.
struct Asked {
    output: Output,
    /// How many requests came.
    requests: usize,
}

impl Asked {
    /// Asserts the exit code, the number of requests and, where it failed, that nothing stands on standard output.
    #[track_caller]
    fn ends(&self, code: i32, requests: usize) -> &Output {
        self.output.code(code);
        assert_eq!(self.requests, requests, "requests\n{}", self.output);
        if code == 0 { &self.output } else { self.output.stdout_is("") }
    }
}

/// Runs `ls` against a server that answers with these; the last one repeats.
fn ask(replies: impl IntoIterator<Item = Reply>) -> Asked {
    ask_with(replies, &[])
}

/// The same with further arguments.
fn ask_with(replies: impl IntoIterator<Item = Reply>, args: &[&str]) -> Asked {
    let server = Server::new(replies);
    let output = Program::new().asking(&server.url()).arg("ls").args(args).run();
    Asked { output, requests: server.requests().len() }
}
