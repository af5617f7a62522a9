//! What the way to the API has to be like: TLS, certificates, proxies, plain HTTP, sizes; all of it from outside.

use std::io::{Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;
use std::thread;

use rcgen::{BasicConstraints, CertificateParams, DnType, IsCa, Issuer, KeyPair};
use rustls::pki_types::PrivateKeyDer;
use rustls::{ServerConfig, ServerConnection, StreamOwned};

use crate::http::ask_with;
use crate::support::bodies::EXAMPLE;
use crate::support::program::{Output, Program};
use crate::support::server::{Reply, Server};

/// Runs `ls` with this address, these arguments and variables.
fn ls(url: &str, args: &[&str], variables: &[(&str, &str)]) -> Output {
    let program = Program::new().asking(url).arg("ls").args(args);
    variables.iter().fold(program, |program, (name, value)| program.env(*name, *value)).run()
}

/// Puts TLS in front of a server; gives its address and its authority's certificate.
fn with_tls(server: &Server) -> (String, String) {
    let mut authority = CertificateParams::new(Vec::new()).expect("parameters");
    authority.distinguished_name.push(DnType::CommonName, "Test Authority");
    authority.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    let (authority_key, key) = (KeyPair::generate().expect("a key"), KeyPair::generate().expect("a key"));
    let pem = authority.self_signed(&authority_key).expect("a certificate").pem();
    let params = CertificateParams::new(vec!["127.0.0.1".to_owned()]).expect("parameters");
    let certificate = params.signed_by(&key, &Issuer::from_params(&authority, &authority_key)).expect("a certificate");
    let key = PrivateKeyDer::try_from(key.serialize_der()).expect("a key");
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ServerConfig::builder_with_provider(provider).with_safe_default_protocol_versions().expect("versions");
    let config = config.with_no_client_auth().with_single_cert(vec![certificate.der().clone()], key).expect("a config");

    let listener = TcpListener::bind("127.0.0.1:0").expect("a port on loopback");
    let url = format!("https://{}", listener.local_addr().expect("the address of the listener"));
    let (config, behind) = (Arc::new(config), server.url().replace("http://", ""));
    thread::spawn(move || {
        for stream in listener.incoming().map_while(Result::ok) {
            let connection = ServerConnection::new(Arc::clone(&config)).expect("a connection");
            // A handshake that fails is part of the tests.
            drop(pass_on(StreamOwned::new(connection, stream), &behind));
        }
    });
    (url, pem)
}

fn pass_on(mut client: StreamOwned<ServerConnection, TcpStream>, to: &str) -> std::io::Result<()> {
    let mut request = Vec::new();
    while !request.ends_with(b"\r\n\r\n") {
        let mut byte = [0];
        client.read_exact(&mut byte)?;
        request.push(byte[0]);
    }
    let mut server = TcpStream::connect(to)?;
    server.write_all(&request)?;
    let mut answer = Vec::new();
    server.read_to_end(&mut answer)?;
    client.write_all(&answer)?;
    client.conn.send_close_notify();
    client.flush()
}

#[test]
fn a_certificate_is_trusted_once_its_authority_is_named() {
    let server = Server::new([Reply::json(200, EXAMPLE)]);
    let (url, pem) = with_tls(&server);
    let folder = tempfile::tempdir().expect("a folder");
    let bundle = folder.path().join("authority.pem");
    std::fs::write(&bundle, pem).expect("a file");
    let bundle = bundle.to_string_lossy();

    let distrusted = ls(&url, &[], &[]);
    distrusted.code(5).stdout_is("").stderr_has("comes from an authority that is not trusted here\nhint: ");
    distrusted.stderr_has("--ca-bundle");
    assert_eq!(server.requests().len(), 0, "the token must not be sent");
    ls(&url, &["--ca-bundle", &bundle], &[]).code(0).stdout_has("My Backup Repository").stderr_is("");
    ls(&url, &[], &[("FLASHBACK_CA_BUNDLE", &bundle)]).code(0).stdout_has("My Backup Repository");
    ls(&url, &[], &[("SSL_CERT_FILE", &bundle)]).code(0).stdout_has("My Backup Repository");
    let folder = folder.path().to_string_lossy();
    ls(&url, &[], &[("SSL_CERT_DIR", &folder)]).code(0).stdout_has("My Backup Repository");
    assert_eq!(server.requests().len(), 4);
}

#[test]
fn a_bundle_that_cannot_be_used_is_a_usage_error_that_names_it() {
    let folder = tempfile::tempdir().expect("a folder");
    let at = |name: &str| folder.path().join(name).to_string_lossy().into_owned();
    std::fs::write(at("empty.pem"), "").expect("a file");
    std::fs::write(at("key.pem"), "-----BEGIN PRIVATE KEY-----\nY2FuYXJ5\n-----END PRIVATE KEY-----\n")
        .expect("a file");
    std::fs::write(at("page.pem"), "<html>").expect("a file");
    let server = Server::new([Reply::json(200, EXAMPLE)]);
    for (file, says) in [
        ("missing.pem", "was not found"),
        ("empty.pem", "is empty"),
        ("key.pem", "holds a private key"),
        ("page.pem", "holds no certificate"),
        (".", "is no file"),
    ] {
        let path = at(file);
        for (args, variable, origin) in [
            (&["--ca-bundle", path.as_str()][..], "X", "--ca-bundle"),
            (&[], "FLASHBACK_CA_BUNDLE", "--ca-bundle"),
            (&[], "SSL_CERT_FILE", "SSL_CERT_FILE"),
        ] {
            let output = ls("https://127.0.0.1:1", args, &[(variable, &path)]);
            output.code(2).stdout_is("").stderr_has(&format!("error: {origin}: `{path}` {says}")).nowhere("Y2FuYXJ5");
        }
        // Where there is no TLS, nobody looks.
        ls(&server.url(), &["--ca-bundle", &path], &[]).code(0).stderr_is("");
    }
}

#[test]
fn plain_http_to_another_machine_must_be_allowed() {
    for url in ["http://backend.example", "http://localhost.evil", "http://10.0.0.1", "http://[::2]"] {
        let output = ls(url, &[], &[]);
        output
            .code(2)
            .stdout_is("")
            .stderr_has("error: cannot use the address of the API: http:// would send the token");
        output.stderr_has("--allow-http");
    }
    let elsewhere = ls("http://no-such-host.invalid", &["--allow-http", "--connect-timeout", "1"], &[]);
    elsewhere.code(5).stderr_has("the name no-such-host.invalid was not found");
    elsewhere.stderr_has("note: the token travels unprotected to no-such-host.invalid, by plain HTTP");
    let server = Server::new([Reply::json(200, EXAMPLE)]);
    let port = server.url().rsplit(':').next().expect("a port").to_owned();
    for host in ["127.0.0.1", "127.1", "0x7f000001", "localhost", "[::ffff:127.0.0.1]"] {
        ls(&format!("http://{host}:{port}"), &[], &[]).code(0).stdout_has("My Backup Repository");
    }
}

#[test]
fn an_address_that_cannot_be_used_is_a_usage_error_that_repeats_nothing() {
    for (url, says) in [
        ("https://canary@host", "must not hold a user name or password"),
        ("https://host?canary", "must end before any ? or #"),
        ("https://host#canary", "must end before any ? or #"),
        ("https://host/canary\u{1b}[2J", "holds a blank or a control character"),
        ("ftp://canary", "must start with https:// or http://"),
        ("https://canary:65536", "cannot be read: invalid port number"),
    ] {
        ls(url, &[], &[]).code(2).stdout_is("").stderr_has(says).nowhere("canary");
    }
}

#[test]
fn a_proxy_that_cannot_be_used_is_a_usage_error_and_never_a_direct_connection() {
    for (variable, value) in [
        ("HTTPS_PROXY", "http://[canary"),
        ("https_proxy", "ftp://canary:canary@proxy"),
        ("ALL_PROXY", "socks4://canary@proxy"),
        ("all_proxy", "http://proxy/canary.pac"),
    ] {
        let output = ls("https://127.0.0.2.example:1", &[], &[(variable, value)]);
        output.code(2).stdout_is("").stderr_has(&format!("error: {variable} names no proxy that can be used: "));
        output.nowhere("canary");
    }
    // Where no proxy would be asked, nobody looks.
    let direct = ls("https://nowhere.invalid", &[], &[("HTTPS_PROXY", "http://["), ("NO_PROXY", "*")]);
    direct.code(5).stderr_has("the name nowhere.invalid was not found");
    let plain = ls("http://backend.example", &["--allow-http"], &[("HTTP_PROXY", "http://canary@proxy")]);
    plain.code(2).stderr_has("error: HTTP_PROXY names a proxy, which would read the token").nowhere("canary");
}

#[test]
fn a_proxy_that_is_not_reached_is_named_without_its_password() {
    let gone = Server::refused_url().replace("http://", "");
    let value = format!("http://user:canary@{gone}");
    let output = ls("https://backend.invalid", &[], &[("HTTPS_PROXY", &value)]);
    output.code(5).stderr_has(&format!("error: the proxy http://***@{gone} refused the connection (3 tries)\n"));
    output.stderr_has("hint: Check HTTPS_PROXY, or make an exception of the host in NO_PROXY\n").nowhere("canary");
}

#[test]
fn this_machine_is_asked_directly_and_the_proxy_hears_nothing() {
    let (server, proxy) = (Server::new([Reply::json(200, EXAMPLE)]), Server::new([Reply::json(200, "{}")]));
    let names = ["http_proxy", "HTTP_PROXY", "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"];
    let url = proxy.url();
    let variables: Vec<(&str, &str)> = names.iter().map(|name| (*name, url.as_str())).collect();
    ls(&server.url(), &[], &variables).code(0).stdout_has("My Backup Repository");
    assert_eq!((server.requests().len(), proxy.requests().len()), (1, 0));
}

#[test]
fn an_answer_above_the_size_that_is_allowed_is_left() {
    let size = EXAMPLE.len().to_string();
    let below = (EXAMPLE.len() - 1).to_string();
    ask_with([Reply::json(200, EXAMPLE)], &["--max-body", &size]).ends(0, 1).stdout_has("My Backup Repository");
    let asked = ask_with([Reply::json(200, EXAMPLE)], &["--max-body", &below]);
    asked
        .ends(1, 1)
        .stderr_has(&format!("error: the answer is larger than {below} bytes\nhint: "))
        .stderr_has("--max-body");
    for size in ["0", "-1", "1.5G", "much"] {
        ls("https://127.0.0.1:1", &["--max-body", size], &[]).code(2).stderr_has(&format!("--max-body is `{size}`"));
    }
}

#[test]
fn the_request_holds_what_the_api_asks_for_and_nothing_of_this_machine() {
    let server = Server::new([Reply::json(200, EXAMPLE)]);
    let variables = [("USER", "canary"), ("HOSTNAME", "canary"), ("LANG", "de_DE.UTF-8"), ("COOKIE", "canary")];
    ls(&server.url(), &["-w", "a&b=c#d/%2f \u{1f5c4}"], &variables).code(0);
    ls(&server.url(), &["-w", &"w".repeat(10_000)], &variables).code(0);
    let requests = server.requests();
    assert_eq!((requests[0].method.as_str(), requests.len()), ("GET", 2));
    assert_eq!(requests[0].target, "/repo?workspaceId=a%26b%3Dc%23d%2F%252f%20%F0%9F%97%84");
    assert_eq!(requests[1].target, format!("/repo?workspaceId={}", "w".repeat(10_000)));
    for request in &requests {
        let host = server.url().replace("http://", "");
        let headers: Vec<(&str, &str)> = request.headers.iter().map(|(k, v)| (k.as_str(), v.as_str())).collect();
        let expected = [
            ("accept", "application/json"),
            ("authorization", concat!("Bearer ", "token-canary-3fT9-never-printed")),
            ("user-agent", concat!("flashback-tui/", env!("CARGO_PKG_VERSION"))),
            ("accept-encoding", "gzip"),
            ("host", &host),
        ];
        assert_eq!(headers, expected);
    }
}
