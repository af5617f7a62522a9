//! Certificates out of PEM files, and what can be wrong with such a file.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::Path;

use rustls::RootCertStore;
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;

/// The largest file that is read; a bundle of all public roots has 0.2 MB.
const LARGEST: u64 = 16 * 1024 * 1024;

/// What is wrong with a file of certificates: words that follow its name, with what to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Flaw {
    /// It is not there.
    #[error("was not found; check the path")]
    Missing,
    /// It cannot be read.
    #[error("cannot be read; check its permissions, and those of its folder")]
    Unreadable,
    /// A folder, a pipe or a device.
    #[error("is no file; name a file with certificates in PEM form")]
    NoFile,
    /// A file stands where a folder should.
    #[error("is no folder; name a folder with certificates in PEM form")]
    NoFolder,
    /// Nothing is in it.
    #[error("is empty; name a file with certificates in PEM form")]
    Empty,
    /// It is larger than any bundle.
    #[error("is larger than 16 MiB; name a file with certificates only")]
    TooLarge,
    /// The binary form.
    #[error("is a certificate in DER form, expected PEM; `openssl x509 -inform der -in FILE -out FILE.pem` makes one")]
    Der,
    /// Text or data without a certificate.
    #[error("holds no certificate; expected PEM, with lines `-----BEGIN CERTIFICATE-----`")]
    NoCertificate,
    /// A key that nobody else should have, least of all a bundle.
    #[error("holds a private key; name a file with certificates only, and keep that key where others cannot read it")]
    PrivateKey,
    /// A section that cannot be decoded.
    #[error("holds a certificate that cannot be decoded (number {0}); was it copied whole?")]
    Broken(usize),
}

impl Flaw {
    /// What a failed look at a file or folder means.
    pub(super) fn of(error: &io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::NotFound => Self::Missing,
            io::ErrorKind::NotADirectory => Self::NoFolder,
            _ => Self::Unreadable,
        }
    }
}

/// All certificates of a file that a user named, at least one and each of use.
pub(super) fn certificates(path: &Path) -> Result<Vec<CertificateDer<'static>>, Flaw> {
    let bytes = read(path)?;
    if bytes.is_empty() {
        return Err(Flaw::Empty);
    }
    if bytes.split(|byte| *byte == b'\n').any(begins_key) {
        return Err(Flaw::PrivateKey);
    }
    let mut found = Vec::new();
    for certificate in CertificateDer::pem_slice_iter(&bytes) {
        match certificate {
            Ok(certificate) if is_certificate(&certificate) => found.push(certificate),
            _ => return Err(Flaw::Broken(found.len() + 1)),
        }
    }
    match found.is_empty() {
        true if is_certificate(&bytes) => Err(Flaw::Der),
        true => Err(Flaw::NoCertificate),
        false => Ok(found),
    }
}

/// The certificates of one of the system's files; what is of no use is left out, as other programs do.
pub(super) fn in_file(path: &Path) -> Vec<CertificateDer<'static>> {
    let bytes = read(path).unwrap_or_default();
    CertificateDer::pem_slice_iter(&bytes).filter_map(Result::ok).collect()
}

/// The certificates of all files in a folder, which has links, lists and notes as well.
pub(super) fn in_folder(folder: &Path) -> Vec<CertificateDer<'static>> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let mut found: Vec<_> = entries.filter_map(Result::ok).flat_map(|entry| in_file(&entry.path())).collect();
    // Each certificate usually stands there twice, by its name and by its hash.
    found.sort_unstable_by(|one, other| one.as_ref().cmp(other.as_ref()));
    found.dedup();
    found
}

fn read(path: &Path) -> Result<Vec<u8>, Flaw> {
    let metadata = fs::metadata(path).map_err(|error| Flaw::of(&error))?;
    // A pipe or a device might never end, or never begin.
    if !metadata.is_file() {
        return Err(Flaw::NoFile);
    }
    let mut bytes = Vec::new();
    let read = File::open(path).and_then(|file| file.take(LARGEST + 1).read_to_end(&mut bytes));
    read.map_err(|error| Flaw::of(&error))?;
    if bytes.len() as u64 > LARGEST { Err(Flaw::TooLarge) } else { Ok(bytes) }
}

/// Whether a line begins a private key of any kind, also an encrypted one.
fn begins_key(line: &[u8]) -> bool {
    line.starts_with(b"-----BEGIN ") && line.windows(11).any(|part| part == b"PRIVATE KEY")
}

fn is_certificate(der: &[u8]) -> bool {
    RootCertStore::empty().add(CertificateDer::from(der)).is_ok()
}
