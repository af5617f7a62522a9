//! A scripted HTTP server on loopback: real sockets, so that it can also do what no HTTP library would.
//!
//! Knows HTTP/1.1 as far as a `GET` needs it, and nothing of the API; each connection carries one request.

use std::collections::VecDeque;
use std::io::{BufRead as _, BufReader, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use super::Watched;

/// How long a request may take to come.
const DEADLINE: Duration = Duration::from_secs(10);
/// How often a held connection is asked whether the client is still there.
const LIVENESS: Duration = Duration::from_millis(20);

/// What the client asked.
#[derive(Debug, Clone)]
pub(crate) struct Request {
    /// `GET`.
    pub(crate) method: String,
    /// Path and query as sent.
    pub(crate) target: String,
    /// Names as sent, in order.
    pub(crate) headers: Vec<(String, String)>,
}

impl Request {
    /// A header's first value; the name in any case.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
    }

    fn read(stream: &TcpStream) -> Option<Self> {
        let lines = BufReader::new(stream).lines().map_while(Result::ok);
        let mut head = lines.take_while(|line| !line.is_empty());
        let first = head.next()?;
        let mut words = first.split(' ').map(str::to_owned);
        let (method, target) = (words.next()?, words.next()?);
        let headers = head.filter_map(|line| line.split_once(": ").map(|(k, v)| (k.to_owned(), v.to_owned())));
        Some(Self { method, target, headers: headers.collect() })
    }
}

/// What the server answers, and how.
#[derive(Debug, Clone)]
pub(crate) struct Reply {
    /// Status line and headers without the blank line after them; none when the body is the whole answer.
    head: Option<Vec<String>>,
    body: Vec<u8>,
    trickle: Option<(usize, Duration)>,
    held: bool,
}

impl Reply {
    /// A JSON answer.
    pub(crate) fn json(status: u16, body: impl Into<Vec<u8>>) -> Self {
        Self::text(status, body).content_type("application/json")
    }

    /// An answer without a content type.
    pub(crate) fn text(status: u16, body: impl Into<Vec<u8>>) -> Self {
        let body = body.into();
        Self::cut(body.len(), body).status(status)
    }

    /// These bytes as they are, then the end of the connection.
    pub(crate) fn raw(bytes: impl Into<Vec<u8>>) -> Self {
        Self { head: None, body: bytes.into(), trickle: None, held: false }
    }

    /// A JSON answer that announces `content_length` bytes and ends after `body`.
    pub(crate) fn cut(content_length: usize, body: impl Into<Vec<u8>>) -> Self {
        let reply = Self { head: Some(vec!["HTTP/1.1 200 Scripted".to_owned()]), ..Self::raw(body) };
        reply.header("content-length", &content_length.to_string()).header("connection", "close")
    }

    /// No answer until [`Server::release`], then the end of the connection.
    pub(crate) fn hold() -> Self {
        Self::raw("").held()
    }

    /// The same answer, kept back until [`Server::release`].
    pub(crate) fn held(mut self) -> Self {
        self.held = true;
        self
    }

    /// The same answer in pieces of `chunk_size` bytes with a `gap` between them.
    pub(crate) fn trickle(mut self, chunk_size: usize, gap: Duration) -> Self {
        self.trickle = Some((chunk_size, gap));
        self
    }

    /// Sets the content type.
    pub(crate) fn content_type(self, value: &str) -> Self {
        self.header("content-type", value)
    }

    /// Adds a header.
    pub(crate) fn header(mut self, name: &str, value: &str) -> Self {
        self.head.as_mut().expect("a raw reply has its headers in its bytes").push(format!("{name}: {value}"));
        self
    }

    fn status(mut self, status: u16) -> Self {
        self.head.as_mut().expect("a raw reply has its status in its bytes")[0] = format!("HTTP/1.1 {status} Scripted");
        self
    }
}

#[derive(Default)]
struct Book {
    requests: Vec<Request>,
    /// How often [`Server::release`] was called; a held answer waits for the next call after its request.
    releases: usize,
    /// How many clients went away while their answer was held.
    hung_up: usize,
    stopped: bool,
}

type Handler = dyn Fn(&Request) -> Reply + Send + Sync;

/// A server on a port of its own; stops when dropped.
pub(crate) struct Server {
    address: SocketAddr,
    book: Arc<Watched<Book>>,
}

impl Server {
    /// Answers with these, one a request; the last one repeats.
    pub(crate) fn new(replies: impl IntoIterator<Item = Reply>) -> Self {
        let replies: Mutex<VecDeque<Reply>> = Mutex::new(replies.into_iter().collect());
        Self::with(move |_| {
            let mut replies = replies.lock().expect("the replies");
            let reply = if replies.len() > 1 { replies.pop_front() } else { replies.front().cloned() };
            reply.expect("a server needs at least one reply")
        })
    }

    /// Answers each request with what the handler makes of it.
    pub(crate) fn with(handler: impl Fn(&Request) -> Reply + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port on loopback");
        let address = listener.local_addr().expect("the address of the listener");
        let book = Arc::new(Watched::new(Book::default()));
        let (accepting, handler) = (Arc::clone(&book), Arc::new(handler));
        thread::spawn(move || {
            for stream in listener.incoming().map_while(Result::ok).take_while(|_| !accepting.lock().stopped) {
                let (book, handler) = (Arc::clone(&accepting), Arc::clone(&handler));
                thread::spawn(move || answer(&stream, &book, handler.as_ref()));
            }
        });
        Self { address, book }
    }

    /// The address of a port nobody listens on.
    pub(crate) fn refused_url() -> String {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port on loopback");
        format!("http://{}", listener.local_addr().expect("the address of the listener"))
    }

    /// Where it listens, without a path.
    pub(crate) fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// All requests so far, oldest first.
    pub(crate) fn requests(&self) -> Vec<Request> {
        self.book.lock().requests.clone()
    }

    /// Waits until at least `count` requests came and gives them all.
    #[track_caller]
    pub(crate) fn wait_requests(&self, count: usize) -> Vec<Request> {
        let (book, came) = self.book.wait(DEADLINE, |book| book.requests.len() >= count);
        assert!(came, "waited for {count} requests, {} came: {:#?}", book.requests.len(), book.requests);
        book.requests.clone()
    }

    /// Waits until at least `count` clients went away while their answer was held.
    #[track_caller]
    pub(crate) fn wait_hung_up(&self, count: usize) {
        let (book, came) = self.book.wait(DEADLINE, |book| book.hung_up >= count);
        assert!(came, "waited for {count} clients to hang up, {} did; {:#?}", book.hung_up, book.requests);
    }

    /// Lets the answers go that are held now; for one that is yet to be asked for, [`Self::wait_requests`] first.
    pub(crate) fn release(&self) {
        self.book.change(|book| book.releases += 1);
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.book.change(|book| book.stopped = true);
        // Wakes the accepting thread, which then sees that it is over.
        drop(TcpStream::connect(self.address));
    }
}

fn answer(stream: &TcpStream, book: &Watched<Book>, handler: &Handler) {
    let Some(request) = Request::read(stream) else { return };
    // The handler goes first: whoever waits for the request finds the reply already chosen.
    let reply = handler(&request);
    let releases = book.change(|book| {
        book.requests.push(request);
        book.releases
    });
    if reply.held && !hold(stream, book, releases) {
        return;
    }
    // A client that goes away in the middle is part of many tests.
    _ = send(stream, book, &reply);
}

/// Waits for a release after `releases`; `false` when there is nobody left to answer.
fn hold(stream: &TcpStream, book: &Watched<Book>, releases: usize) -> bool {
    stream.set_nonblocking(true).expect("a socket that does not block");
    loop {
        let (seen, over) = book.wait(LIVENESS, |book| book.stopped || book.releases > releases);
        if over {
            stream.set_nonblocking(false).expect("a socket that blocks");
            return !seen.stopped;
        }
        drop(seen);
        let gone = match stream.peek(&mut [0]) {
            Ok(count) => count == 0,
            Err(error) => error.kind() != std::io::ErrorKind::WouldBlock,
        };
        if gone {
            book.change(|book| book.hung_up += 1);
            return false;
        }
    }
}

fn send(mut stream: &TcpStream, book: &Watched<Book>, reply: &Reply) -> std::io::Result<()> {
    if let Some(head) = &reply.head {
        stream.write_all(format!("{}\r\n\r\n", head.join("\r\n")).as_bytes())?;
    }
    let Some((size, gap)) = reply.trickle else { return stream.write_all(&reply.body) };
    for piece in reply.body.chunks(size) {
        stream.write_all(piece)?;
        if book.wait(gap, |book| book.stopped).1 {
            break;
        }
    }
    Ok(())
}
