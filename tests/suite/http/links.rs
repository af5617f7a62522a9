//! Links that break, stall, trickle or speak something else.

use std::io::{Read as _, Write as _};
use std::net::TcpListener;
use std::thread;
use std::time::Duration;

use crate::http::{ask, ask_with};
use crate::support::bodies::EXAMPLE;
use crate::support::program::Program;
use crate::support::server::{Reply, Server};

/// The example in HTTP's chunks, without the chunk that ends them.
fn endless_chunks() -> String {
    let chunk = |piece: &[u8]| format!("{:x}\r\n{}\r\n", piece.len(), String::from_utf8_lossy(piece));
    let chunks: String = EXAMPLE.as_bytes().chunks(700).map(chunk).collect();
    format!("HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n{chunks}")
}

#[test]
fn a_body_that_is_cut_is_a_cut_connection() {
    let (half, _) = EXAMPLE.split_at(EXAMPLE.len() / 2);
    let asked = ask([Reply::cut(EXAMPLE.len(), half)]);
    let says = format!("error: the connection was cut after {} of {} bytes\n", half.len(), EXAMPLE.len());
    asked.ends(5, 1).stderr_has(&says).stderr_has("hint: Try again");
    // Even where all of the document is there: more was announced.
    ask([Reply::cut(EXAMPLE.len() + 1, EXAMPLE)]).ends(5, 1).stderr_has("the connection was cut after");
}

#[test]
fn chunks_are_read_to_their_end_and_a_missing_end_is_a_cut_connection() {
    let whole = endless_chunks() + "0\r\n\r\n";
    ask([Reply::raw(whole)]).ends(0, 1).stdout_has("My Backup Repository").stderr_is("");
    let asked = ask([Reply::raw(endless_chunks())]);
    asked.ends(5, 1).stderr_has(&format!("error: the connection was cut after {} bytes\n", EXAMPLE.len()));
}

#[test]
fn a_slow_trickle_succeeds_when_it_takes_longer_than_the_time_limit() {
    // Some 1.3 s in all, but never more than 0.1 s without a byte.
    let slow = Reply::json(200, EXAMPLE).trickle(185, Duration::from_millis(100));
    ask_with([slow], &["--timeout", "1"]).ends(0, 1).stdout_has("My Backup Repository").stderr_is("");
}

#[test]
fn silence_is_given_up_after_the_time_limit() {
    let asked = ask_with([Reply::hold()], &["--timeout", "0.3"]);
    let output = asked.ends(5, 1);
    output.stderr_has("error: no answer from 127.0.0.1:").stderr_has(" in 0.3 s\n").stderr_has("--timeout");
    // While it waits it shows what has come, once a second.
    for limit in ["0.3", "1.2"] {
        let stalling = Reply::json(200, EXAMPLE).trickle(1000, Duration::from_secs(60));
        let asked = ask_with([stalling], &["--timeout", limit]);
        asked.ends(5, 1).stderr_has(&format!(" for {limit} s, after 1000 bytes\n"));
    }
}

#[test]
fn a_request_may_be_given_a_time_in_which_all_of_the_answer_has_to_come() {
    let slow = || Reply::json(200, EXAMPLE).trickle(185, Duration::from_millis(100));
    let output = ask_with([slow()], &["--max-time", "0.5"]);
    output.ends(5, 1).stderr_has("error: no whole answer from 127.0.0.1:").stderr_has(" in 0.5 s, after ");
    output.ends(5, 1).stderr_has("hint: Give it more time with --max-time, or ask for one workspace");
    ask_with([Reply::hold()], &["--max-time", "0.3"]).ends(5, 1).stderr_has(" in 0.3 s, after 0 bytes\n");
    ask_with([slow()], &["--max-time", "60"]).ends(0, 1).stdout_has("My Backup Repository");
}

#[test]
fn what_does_not_speak_http_is_told_apart_from_what_does_not_speak() {
    ask([Reply::raw("SSH-2.0-OpenSSH_9.9\r\n")]).ends(5, 1).stderr_has("does not speak HTTP\n").stderr_has("--api-url");
    ask([Reply::raw("")]).ends(5, 1).stderr_has("closed the connection without an answer\n");
}

#[test]
fn a_port_nobody_listens_on_is_tried_three_times() {
    let output = Program::new().asking(&Server::refused_url()).arg("ls").run();
    output.code(5).stdout_is("").stderr_has("(2 of 2)\n").stderr_has("refused the connection (3 tries)\n");
    output.stderr_has("hint: Check --api-url and that the service runs there\n");
}

#[test]
fn https_to_a_server_without_tls_is_told_as_that() {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port on loopback");
    let url = format!("https://{}", listener.local_addr().expect("the address of the listener"));
    thread::spawn(move || {
        let (mut stream, _) = listener.accept()?;
        stream.write_all(b"HTTP/1.1 400 Bad Request\r\ncontent-length: 0\r\n\r\n")?;
        // Until the client hangs up: closed sooner, the connection is one that was cut.
        stream.read_to_end(&mut Vec::new())
    });
    let output = Program::new().asking(&url).arg("ls").run();
    output.code(5).stdout_is("").stderr_has("does not answer with TLS\n").stderr_has("or http:// for https://");
}

#[test]
fn a_compressed_answer_is_read_and_a_broken_one_is_told() {
    // gzip of {"success":true,"repos":[{"id":"z","name":"squeezed"}]}
    const SQUEEZED: &[u8] = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\x03\xab\x56\x2a\x2e\x4d\x4e\x4e\x2d\x2e\x56\xb2\x2a\
        \x29\x2a\x4d\xd5\x51\x2a\x4a\x2d\xc8\x07\x72\xa2\xab\x95\x32\x53\x94\xac\x94\xaa\x94\x74\x94\xf2\x12\x73\x53\x81\
        \xcc\xe2\xc2\xd2\xd4\xd4\xaa\xd4\x14\xa5\xda\xd8\x5a\x00\x0b\x08\x7e\xfc\x37\x00\x00\x00";
    let gzip = |body: &[u8]| Reply::json(200, body).header("content-encoding", "gzip");
    ask_with([gzip(SQUEEZED)], &["repos", "-o", "csv"]).ends(0, 1).stdout_has("\nz,squeezed,");
    ask([gzip(b"no gzip at all")]).ends(6, 1).stderr_has("could not be decompressed");
    let unknown = Reply::json(200, EXAMPLE).header("content-encoding", "x-odd");
    ask([unknown]).ends(6, 1).stderr_has("the unknown encoding x-odd");
}
