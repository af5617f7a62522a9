//! The in-process demo backend: a believable organization, served as `GET /repo` over real HTTP/1.1 on loopback. Owns
//! the wire: paths, methods, the token, `workspaceId`, the API's error shape. Each good answer is one step further in
//! the organization's life, so that a refresh shows something. Must not know the client that talks to it.

use std::convert::Infallible;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use std::{io, str};

use bytes::Bytes;
use http_body_util::Full;
use hyper::header::{ALLOW, AUTHORIZATION, CONTENT_TYPE, HeaderValue};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{HeaderMap, Method, Request, Response, StatusCode};
use hyper_util::rt::TokioIo;
use jiff::Timestamp;
use tokio::net::{TcpListener, TcpStream};
use tokio::task::{JoinHandle, JoinSet};

use organization::Organization;

mod changes;
mod json;
mod organization;

/// The only token the demo accepts.
pub const TOKEN: &str = "demo-token";

/// How long to wait after a connection could not be accepted (no file handles left, say) before the next attempt.
const ACCEPT_PAUSE: Duration = Duration::from_millis(50);

/// A running demo backend; dropping it ends the server and its connections.
#[derive(Debug)]
pub struct Demo {
    address: SocketAddr,
    server: JoinHandle<()>,
}

impl Demo {
    /// Starts the backend on a free port of 127.0.0.1; it runs on the caller's tokio runtime and ends with it.
    ///
    /// # Errors
    /// Where no loopback port can be had.
    pub async fn start() -> io::Result<Self> {
        let organization = Arc::new(Mutex::new(Organization::new()?));
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        let address = listener.local_addr()?;
        Ok(Self { address, server: tokio::spawn(serve(listener, organization)) })
    }

    /// The base URL, `http://127.0.0.1:PORT`, without a slash at its end.
    #[must_use]
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }
}

impl Drop for Demo {
    fn drop(&mut self) {
        self.server.abort();
    }
}

/// Serves for ever. The connections belong to this task, so that they end when it is aborted.
async fn serve(listener: TcpListener, organization: Arc<Mutex<Organization>>) {
    let mut connections = JoinSet::new();
    loop {
        tokio::select! {
            accepted = listener.accept() => match accepted {
                Ok((stream, _)) => {
                    connections.spawn(converse(stream, Arc::clone(&organization)));
                }
                Err(_) => tokio::time::sleep(ACCEPT_PAUSE).await,
            },
            Some(_) = connections.join_next() => {}
        }
    }
}

/// Answers the requests of one connection until either side closes it; a broken connection is the client's affair.
async fn converse(stream: TcpStream, organization: Arc<Mutex<Organization>>) {
    let service = service_fn(move |request| {
        let response = respond(&request, &organization);
        async move { Ok::<_, Infallible>(response) }
    });
    let _closed = http1::Builder::new().serve_connection(TokioIo::new(stream), service).await;
}

fn respond<B>(request: &Request<B>, organization: &Mutex<Organization>) -> Response<Full<Bytes>> {
    if request.uri().path() != "/repo" {
        return refusal(StatusCode::NOT_FOUND, "Route not found", "NOT_FOUND");
    }
    if request.method() != Method::GET {
        let mut response = refusal(StatusCode::METHOD_NOT_ALLOWED, "Method not allowed", "METHOD_NOT_ALLOWED");
        response.headers_mut().insert(ALLOW, HeaderValue::from_static("GET"));
        return response;
    }
    if !is_authorized(request.headers()) {
        return refusal(StatusCode::UNAUTHORIZED, "Invalid or expired token", "UNAUTHORIZED");
    }
    let workspace = request.uri().query().and_then(workspace_id);
    let answer =
        organization.lock().unwrap_or_else(PoisonError::into_inner).answer(workspace.as_deref(), Timestamp::now());
    match answer {
        Ok(body) => json_response(StatusCode::OK, body),
        Err(_) => refusal(StatusCode::INTERNAL_SERVER_ERROR, "Internal server error", "INTERNAL"),
    }
}

fn is_authorized(headers: &HeaderMap) -> bool {
    let credentials = headers.get(AUTHORIZATION).and_then(|value| value.to_str().ok());
    credentials
        .and_then(|credentials| credentials.split_once(' '))
        .is_some_and(|(scheme, token)| scheme.eq_ignore_ascii_case("bearer") && token == TOKEN)
}

/// The decoded `workspaceId` of a query; an empty one means all, as on the real backend.
fn workspace_id(query: &str) -> Option<String> {
    let mut pairs = query.split('&').filter_map(|pair| pair.split_once('='));
    let (_, value) = pairs.find(|(name, _)| *name == "workspaceId")?;
    Some(form_decoded(value)).filter(|id| !id.is_empty())
}

/// Undoes form encoding: `+` is a space, `%XX` a byte of UTF-8. A `%` without two digits stands for itself.
fn form_decoded(text: &str) -> String {
    let mut decoded = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, mut tail)) = rest.split_first() {
        let byte = match (first, tail) {
            (b'+', _) => b' ',
            (b'%', [high, low, after @ ..]) => match hex_byte([*high, *low]) {
                Some(byte) => {
                    tail = after;
                    byte
                }
                None => b'%',
            },
            (other, _) => *other,
        };
        decoded.push(byte);
        rest = tail;
    }
    String::from_utf8_lossy(&decoded).into_owned()
}

fn hex_byte(digits: [u8; 2]) -> Option<u8> {
    // `from_str_radix` alone would take the sign of "+F".
    let digits = str::from_utf8(&digits).ok().filter(|text| text.bytes().all(|byte| byte.is_ascii_hexdigit()))?;
    u8::from_str_radix(digits, 16).ok()
}

fn refusal(status: StatusCode, message: &str, code: &str) -> Response<Full<Bytes>> {
    json_response(status, format!(r#"{{"success":false,"message":"{message}","error_code":"{code}"}}"#))
}

fn json_response(status: StatusCode, body: impl Into<Bytes>) -> Response<Full<Bytes>> {
    let mut response = Response::new(Full::new(body.into()));
    *response.status_mut() = status;
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    response
}

#[cfg(test)]
mod tests;
