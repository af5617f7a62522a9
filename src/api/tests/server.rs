//! A server on loopback that plays scripted bytes, many of which no HTTP library would send.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::{JoinHandle, JoinSet};

use super::{Client, client};

/// What the server does with one connection.
#[derive(Clone)]
pub(super) enum Step {
    /// Reads the request, sends this, closes.
    Answer(String),
    /// Reads the request, sends this, and keeps the connection open without another byte.
    Hang(&'static str),
    /// Sends this before it has read anything, then reads until the client goes.
    Banner(&'static str),
    /// Closes at once, the request unread.
    Close,
}

/// A server that plays one step for each connection, and remembers the requests.
pub(super) struct Server {
    port: u16,
    requests: Arc<Mutex<Vec<String>>>,
    task: JoinHandle<()>,
}

impl Drop for Server {
    fn drop(&mut self) {
        self.task.abort();
    }
}

impl Server {
    pub(super) async fn play(steps: impl IntoIterator<Item = Step>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let requests = Arc::new(Mutex::new(Vec::new()));
        let (log, steps) = (Arc::clone(&requests), steps.into_iter().collect::<Vec<_>>());
        let task = tokio::spawn(async move {
            for step in steps {
                let (stream, _) = listener.accept().await.unwrap();
                serve(stream, step, &log).await;
            }
        });
        Self { port, requests, task }
    }

    pub(super) async fn answering(answer: impl Into<String>) -> Self {
        Self::play([Step::Answer(answer.into())]).await
    }

    pub(super) fn requests(&self) -> Vec<String> {
        self.requests.lock().unwrap().clone()
    }

    pub(super) fn client(&self) -> Client {
        client(&format!("http://127.0.0.1:{}", self.port))
    }

    /// Waits until nothing listens here any more.
    pub(super) async fn gone(&self) {
        self.task.abort();
        while TcpStream::connect(("127.0.0.1", self.port)).await.is_ok() {
            tokio::task::yield_now().await;
        }
    }

    /// Waits until all steps are played to their end.
    pub(super) async fn played(&self) {
        while !self.task.is_finished() {
            tokio::task::yield_now().await;
        }
    }

    /// The text with this server's address where `@` stands.
    pub(super) fn named(&self, text: &str) -> String {
        text.replace('@', &format!("127.0.0.1:{}", self.port))
    }
}

async fn serve(mut stream: TcpStream, step: Step, log: &Mutex<Vec<String>>) {
    if let Step::Banner(bytes) = step {
        stream.write_all(bytes.as_bytes()).await.unwrap();
        while stream.read(&mut [0; 1024]).await.is_ok_and(|count| count > 0) {}
        return;
    }
    if let Step::Close = step {
        return;
    }
    let mut request = Vec::new();
    while !request.ends_with(b"\r\n\r\n") {
        // What is not HTTP (a TLS greeting) never ends like a request: one read of it is enough.
        if stream.read_buf(&mut request).await.unwrap() == 0 || !request.starts_with(b"GET ") {
            break;
        }
    }
    log.lock().unwrap().push(String::from_utf8_lossy(&request).into_owned());
    match step {
        Step::Answer(bytes) => {
            stream.write_all(bytes.as_bytes()).await.unwrap();
            stream.shutdown().await.ok();
        }
        Step::Hang(bytes) => {
            stream.write_all(bytes.as_bytes()).await.unwrap();
            while stream.read(&mut [0; 1024]).await.is_ok_and(|count| count > 0) {}
        }
        Step::Banner(_) | Step::Close => unreachable!("played above"),
    }
}

/// A server that does with each connection whatever a test wants.
pub(super) struct Raw {
    port: u16,
    connections: Arc<AtomicUsize>,
    task: JoinHandle<()>,
}

impl Drop for Raw {
    fn drop(&mut self) {
        self.task.abort();
    }
}

impl Raw {
    pub(super) async fn new<F: Future<Output = ()> + Send + 'static>(
        play: impl Fn(TcpStream) -> F + Send + Sync + 'static,
    ) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let connections = Arc::new(AtomicUsize::new(0));
        let count = Arc::clone(&connections);
        let task = tokio::spawn(async move {
            let mut connections = JoinSet::new();
            loop {
                let (stream, _) = listener.accept().await.unwrap();
                count.fetch_add(1, Ordering::SeqCst);
                connections.spawn(play(stream));
            }
        });
        Self { port, connections, task }
    }

    pub(super) fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    pub(super) fn connections(&self) -> usize {
        self.connections.load(Ordering::SeqCst)
    }
}

/// Reads a request, or whatever comes first of something else.
pub(super) async fn read_request(stream: &mut TcpStream) {
    let mut request = Vec::new();
    while !request.ends_with(b"\r\n\r\n") {
        if stream.read_buf(&mut request).await.unwrap_or(0) == 0 || !request.starts_with(b"GET ") {
            break;
        }
    }
}
