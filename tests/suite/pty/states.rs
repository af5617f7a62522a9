//! The states that a dashboard can be in when somebody or something ends it, and the ways there.

use crate::support::bodies;
use crate::support::program::Program;
use crate::support::screen::{Session, Terminal};
use crate::support::server::{Reply, Server};

/// One of them.
pub(super) struct State {
    pub(super) name: &'static str,
    reply: fn() -> Reply,
    /// What stands on the screen before anything is pressed.
    first: &'static str,
    /// What is pressed then.
    keys: &'static str,
    /// What stands on the screen at last.
    last: &'static str,
}

fn org() -> Reply {
    Reply::json(200, bodies::org(3))
}

const fn loaded(name: &'static str, keys: &'static str, last: &'static str) -> State {
    State { name, reply: org, first: "repo-002", keys, last }
}

const fn waiting(name: &'static str, reply: fn() -> Reply, first: &'static str) -> State {
    State { name, reply, first, keys: "", last: "" }
}

/// Where everything that ends the program is tried, and the signals.
pub(super) const MAIN: [State; 8] = [
    waiting("loading", Reply::hold, "loading"),
    waiting("a pause between two tries", || Reply::json(503, "{}").header("retry-after", "20"), "retrying in"),
    waiting("a failure", || Reply::json(404, "{}"), "404"),
    loaded("the tree", "", ""),
    loaded("a prompt", "w", "Enter apply"),
    loaded("the help", "?", "one row down"),
    loaded("values in clear", "Ejjx", "Buckets 1"),
    loaded("too small", "", ""),
];

/// The other places that a key leads to, and the question for a token.
pub(super) const FURTHER: [State; 11] = [
    loaded("the details", "\t", "Esc tree"),
    loaded("the search", "/", "Esc clear"),
    loaded("the search in the details", "\t/", "Enter keep"),
    loaded("the actions", ":", "Enter do it"),
    loaded("what can be copied", "Y", "Enter copy"),
    loaded("a list", "!", "Enter go there"),
    loaded("the overview", "D", "Enter show them"),
    loaded("where to save to", "\x13", "Save to"),
    loaded("something printed", "p", "any key returns"),
    loaded("help over a question", "w\x1bOP", "delete all of it"),
    State { name: "the token", reply: org, first: "Access token", keys: "", last: "" },
];

impl State {
    /// Starts a dashboard and leads it there. The server answers until it is dropped.
    #[track_caller]
    pub(super) fn open(&self) -> (Server, Session) {
        let server = Server::new([(self.reply)()]);
        let program = match self.name {
            "the token" => Program::new().args(["--api-url", &server.url()]),
            _ => Program::new().asking(&server.url()),
        };
        let session = Terminal::spawn(program, 100, 30);
        session.wait_for(self.first);
        session.send(self.keys);
        session.wait_for(self.last);
        if self.name == "too small" {
            session.resize(8, 1);
        }
        (server, session)
    }

    /// What is pressed before `q` is the key that quits: it is a letter in a line, and a step back elsewhere.
    pub(super) fn back(&self) -> &'static str {
        match self.name {
            "help over a question" => "q\x1b",
            "something printed" | "the help" | "a list" | "the overview" => "q",
            _ if self.keys.is_empty() && self.name != "the token" => "",
            "values in clear" | "the details" => "",
            _ => "\x1b",
        }
    }
}
