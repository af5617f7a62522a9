//! Every fault of TLS against real handshakes: its sentence, its advice, and that it is never tried again.

use std::time::Duration;

use rcgen::{IsCa, SanType};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

use super::certificates::{
    Authority, Ending, TlsServer, asking_for_certificates, expired, not_yet_valid, options_for, self_signed, speaking,
    written,
};
use super::{answer, failure_of, fetch, prepared};
use crate::api::{Flaw, Origin, Source, Target, TargetError, TargetOptions, Trust};
use crate::model::failure::{FailureKind, Link};

#[tokio::test]
async fn a_server_of_a_named_authority_is_trusted_beside_the_bundled_roots() {
    let authority = Authority::new();
    let server = TlsServer::with(authority.issue(|_| {})).await;
    let client = server.client(Some(&authority));
    assert_eq!(client.roots(), None, "nothing is read before the first request");
    client.get_repos(None, crate::api::Repeat::Always, &mut |_| {}).await.ok().unwrap();
    let roots = client.roots().unwrap();
    assert_eq!((roots.source, roots.named, roots.unusable), (Source::Bundled, 1, 0));
    assert!(roots.count > 100, "{roots:?}");
    assert_eq!(server.requests(), 1);
}

#[tokio::test]
async fn every_fault_of_a_certificate_has_its_sentence_and_is_not_tried_again() {
    let (authority, stranger, impostor) = (Authority::new(), Authority::called("Stranger"), Authority::new());
    let elsewhere = |params: &mut rcgen::CertificateParams| {
        params.subject_alt_names = vec![SanType::DnsName("other.example".try_into().unwrap())];
    };
    for (identity, text, advice) in [
        (stranger.issue(|_| {}), "comes from an authority that is not trusted here", "--ca-bundle"),
        (impostor.issue(|_| {}), "was signed with another key than its authority's", "--ca-bundle"),
        (self_signed(IsCa::NoCa), "is self-signed", "--ca-bundle"),
        (
            self_signed(IsCa::Ca(rcgen::BasicConstraints::Unconstrained)),
            "is an authority's own, not a server's",
            "--ca-bundle",
        ),
        (authority.issue(expired), "has expired on 2021-02-03", "clock"),
        (authority.issue(not_yet_valid), "is not valid yet, not before 2990-01-02", "clock"),
        (authority.issue(elsewhere), "is for another name (other.example)", "--api-url"),
    ] {
        let server = TlsServer::with(identity).await;
        let failure = failure_of(server.client(Some(&authority))).await;
        assert_eq!(failure.text, format!("the certificate of 127.0.0.1:{} {text}", server.port));
        assert!(failure.advice.contains(advice), "{}", failure.advice);
        assert_eq!((failure.kind, failure.link), (FailureKind::Unreachable, Link::Up));
        assert_eq!((server.connections(), server.requests()), (1, 0), "{text}");
    }
}

#[tokio::test]
async fn a_self_signed_certificate_that_is_named_is_trusted() {
    let identity = self_signed(IsCa::NoCa);
    let pem = pem::encode(&identity.0);
    let (server, bundle) = (TlsServer::with(identity).await, written(pem));
    let mut options = server.options(None);
    options.target.trust = Trust::read(Some(bundle.path()), &|_| None).unwrap();
    assert_eq!(fetch(prepared(options)).await.0.unwrap(), b"{}");
}

#[tokio::test]
async fn a_server_that_wants_a_client_certificate_is_told_as_that() {
    let authority = Authority::new();
    let config = asking_for_certificates(authority.issue(|_| {}), &authority);
    let server = TlsServer::new(config, answer("200 OK", "{}"), Ending::Orderly).await;
    let failure = failure_of(server.client(Some(&authority))).await;
    assert_eq!(failure.text, format!("127.0.0.1:{} asks for a client certificate", server.port));
    assert_eq!((server.connections(), server.requests()), (1, 0));
}

#[tokio::test]
async fn http_1_1_is_all_that_is_offered() {
    let authority = Authority::new();
    for (protocols, told) in [(&["h2", "http/1.1"][..], Ok(b"{}".to_vec())), (&["h2"], Err("speaks no HTTP/1.1"))] {
        let mut config = speaking(authority.issue(|_| {}));
        config.alpn_protocols = protocols.iter().map(|protocol| protocol.as_bytes().to_vec()).collect();
        let server = TlsServer::new(config, answer("200 OK", "{}"), Ending::Orderly).await;
        let fetched = fetch(server.client(Some(&authority))).await.0.map_err(|failure| failure.text);
        assert_eq!(fetched, told.map_err(|told| format!("127.0.0.1:{} {told}", server.port)));
        assert_eq!(server.connections(), 1);
    }
}

/// A server that reads a greeting and answers with these bytes; gives its address and how often it was greeted.
async fn greeted_with(bytes: &'static [u8]) -> (String, tokio::task::JoinHandle<usize>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap().to_string();
    let greeted = tokio::spawn(async move {
        let mut count = 0;
        while let Ok(Ok((mut stream, _))) = tokio::time::timeout(Duration::from_millis(300), listener.accept()).await {
            count += 1;
            assert!(stream.read(&mut [0; 2048]).await.unwrap() > 0);
            stream.write_all(bytes).await.unwrap();
            while stream.read(&mut [0; 1024]).await.is_ok_and(|count| count > 0) {}
        }
        count
    });
    (address, greeted)
}

#[tokio::test]
async fn old_versions_other_protocols_and_refusals_have_their_sentences() {
    for (bytes, text) in [
        // The alert `protocol_version` of a server that knows TLS 1.1 at most.
        (&b"\x15\x03\x02\x00\x02\x02\x46"[..], "offers no TLS version or cipher that is safe enough"),
        // Its `ServerHello`, where it answers all the same.
        (
            b"\x16\x03\x02\x00\x2a\x02\x00\x00\x26\x03\x02                                \x00\x00\x2f\x00",
            "offers no TLS version or cipher that is safe enough",
        ),
        (b"\x15\x03\x03\x00\x02\x02\x28", "refused the TLS handshake"),
        (b"\x15\x03\x03\x00\x02\x02\x70", "does not know the name it was asked by"),
        (b"HTTP/1.1 400 Bad Request\r\n\r\n", "does not answer with TLS"),
        (b"SSH-2.0-OpenSSH_9.6\r\n", "does not answer with TLS"),
    ] {
        let (address, greeted) = greeted_with(bytes).await;
        let options = options_for(&format!("https://{address}"), None, &|_| None);
        let failure = failure_of(prepared(options)).await;
        assert_eq!(failure.text, format!("{address} {text}"));
        assert_eq!(greeted.await.unwrap(), 1, "{text}");
    }
}

#[tokio::test]
async fn a_whole_answer_without_the_goodbye_of_tls_is_whole_and_a_shorter_one_is_cut() {
    let authority = Authority::new();
    let cut = "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{}".to_owned();
    let open = "HTTP/1.1 200 OK\r\n\r\n{}".to_owned();
    for (raw, ending, wanted) in [
        (answer("200 OK", "{}"), Ending::Cut, Ok(())),
        (cut.clone(), Ending::Cut, Err("the connection was cut after 2 of 9 bytes")),
        (cut, Ending::Orderly, Err("the connection was cut after 2 of 9 bytes")),
        // Where only the end of the connection ends the answer, TLS must have said that it is one.
        (open.clone(), Ending::Cut, Err("the connection was cut after 2 bytes")),
        (open, Ending::Orderly, Ok(())),
    ] {
        let server = TlsServer::new(speaking(authority.issue(|_| {})), raw.clone(), ending).await;
        let fetched = fetch(server.client(Some(&authority))).await.0;
        assert_eq!(fetched.map_err(|failure| failure.text), wanted.map(|()| b"{}".to_vec()).map_err(str::to_owned));
    }
}

#[test]
fn a_bundle_that_cannot_be_used_is_an_error_that_names_the_file() {
    let authority = Authority::new();
    let pem = authority.certificate.pem();
    let broken = pem.replacen('M', "!", 1);
    let folder = tempfile::tempdir().unwrap();
    for (content, flaw) in [
        (Vec::new(), Flaw::Empty),
        (authority.certificate.der().to_vec(), Flaw::Der),
        (b"\n\n".to_vec(), Flaw::NoCertificate),
        (b"<html>Sign in</html>".to_vec(), Flaw::NoCertificate),
        (vec![0xff; 100], Flaw::NoCertificate),
        (format!("{pem}{}", authority.key_pem()).into_bytes(), Flaw::PrivateKey),
        (authority.key_pem().into_bytes(), Flaw::PrivateKey),
        (
            b"-----BEGIN ENCRYPTED PRIVATE KEY-----\nAAAA\n-----END ENCRYPTED PRIVATE KEY-----\n".to_vec(),
            Flaw::PrivateKey,
        ),
        (format!("{pem}{broken}").into_bytes(), Flaw::Broken(2)),
        (pem.trim_end().trim_end_matches('-').as_bytes().to_vec(), Flaw::Broken(1)),
        (b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n".to_vec(), Flaw::Broken(1)),
    ] {
        let file = written(content);
        refused(file.path(), flaw);
    }
    refused(&folder.path().join("missing"), Flaw::Missing);
    refused(folder.path(), Flaw::NoFile);
    if cfg!(unix) {
        refused(std::path::Path::new("/dev/zero"), Flaw::NoFile);
    }
}

/// Asserts what `--ca-bundle` and `SSL_CERT_FILE` make of a file, and that plain HTTP does not look at it.
fn refused(path: &std::path::Path, flaw: Flaw) {
    let options = TargetOptions { allow_http: false, ca_bundle: Some(path) };
    let said = Target::resolve("https://127.0.0.1:1", options, &|_| None).unwrap_err();
    let TargetError::Trust(error) = &said else { panic!("{said}") };
    assert_eq!((error.origin, error.flaw), (Origin::Bundle, flaw), "{}", path.display());
    let text = said.to_string();
    assert!(text.starts_with(&format!("--ca-bundle: `{}` ", path.display())) && text.contains(';'), "{text}");
    assert!(Target::resolve("http://127.0.0.1:1", options, &|_| None).is_ok());

    let file = |name: &str| (name == "SSL_CERT_FILE").then(|| path.as_os_str().to_owned());
    let said = Trust::read(None, &file).unwrap_err();
    assert_eq!((said.origin, said.flaw), (Origin::File, flaw));
}

#[tokio::test]
async fn ssl_cert_file_and_ssl_cert_dir_are_trusted_beside_the_others() {
    let authorities = [Authority::new(), Authority::new(), Authority::new()];
    let (bundle, file) = (authorities[0].bundle(), authorities[1].bundle());
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("0a1b2c3d.0"), authorities[2].certificate.pem()).unwrap();
    std::fs::write(folder.path().join("README"), "no certificate").unwrap();
    let environment = |name: &str| match name {
        "SSL_CERT_FILE" => Some(file.path().as_os_str().to_owned()),
        "SSL_CERT_DIR" => Some(folder.path().as_os_str().to_owned()),
        _ => None,
    };
    for authority in &authorities {
        let server = TlsServer::with(authority.issue(|_| {})).await;
        let mut options = server.options(None);
        let own = options.target.trust;
        options.target.trust = Trust::read(Some(bundle.path()), &environment).unwrap();
        options.target.trust.system_files = own.system_files;
        options.target.trust.system_folders = own.system_folders;
        let client = prepared(options);
        client.get_repos(None, crate::api::Repeat::Always, &mut |_| {}).await.ok().unwrap();
        assert_eq!(client.roots().unwrap().named, 3);
    }
    let missing = |name: &str| (name == "SSL_CERT_DIR").then(|| folder.path().join("missing").into_os_string());
    let said = Trust::read(None, &missing).unwrap_err();
    assert_eq!((said.origin, said.flaw), (Origin::Folder, Flaw::Missing));
    let a_file = |name: &str| (name == "SSL_CERT_DIR").then(|| file.path().as_os_str().to_owned());
    assert_eq!(Trust::read(None, &a_file).unwrap_err().flaw, Flaw::NoFolder);
    assert!(Trust::read(None, &|_| Some("".into())).is_ok(), "an empty variable is not set");
}

#[test]
fn the_systems_roots_are_a_bundle_or_else_files_in_folders_and_else_ours() {
    let authorities = [Authority::new(), Authority::new()];
    let both = format!("{}\nnot PEM\n{}", authorities[0].certificate.pem(), authorities[1].certificate.pem());
    let (bundle, empty) = (written(both), written(""));
    let folder = tempfile::tempdir().unwrap();
    for name in ["one.pem", "12345678.0"] {
        std::fs::write(folder.path().join(name), authorities[0].certificate.pem()).unwrap();
    }
    let missing = folder.path().join("missing");
    for (files, folders, source, count) in [
        (
            vec![missing.clone(), empty.path().into(), bundle.path().into()],
            vec![folder.path().into()],
            Source::System,
            2,
        ),
        (vec![empty.path().into()], vec![missing.clone(), folder.path().into()], Source::System, 1),
        (vec![missing.clone()], vec![missing], Source::Bundled, webpki_roots::TLS_SERVER_ROOTS.len()),
    ] {
        let mut trust = Trust::default();
        (trust.system_files, trust.system_folders) = (files, folders);
        let (store, roots) = trust.load();
        assert_eq!((roots.source, roots.count, roots.named, store.len()), (source, count, 0, count));
    }
}

mod pem {
    //! PEM by hand, for a certificate whose maker is gone.

    pub(super) fn encode(der: &[u8]) -> String {
        const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        let mut text = String::new();
        for three in der.chunks(3) {
            let bits = three.iter().fold(0, |bits, byte| bits << 8 | u32::from(*byte)) << (8 * (3 - three.len()));
            for place in 0..4 {
                let digit = DIGITS[(bits >> (18 - 6 * place)) as usize & 63];
                text.push(if place > three.len() { '=' } else { char::from(digit) });
            }
        }
        format!("-----BEGIN CERTIFICATE-----\n{text}\n-----END CERTIFICATE-----\n")
    }
}
