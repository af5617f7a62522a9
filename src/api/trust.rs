//! Whose certificates are trusted: the system's roots, Mozilla's where the system has none, and those a user names
//! beside them. Files a user names are read and checked before anything begins; the system's are read when TLS is
//! first needed, since that takes longer than everything else before the first frame.

mod pem;

use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};
use std::{fmt, fs};

use rustls::RootCertStore;
use rustls::pki_types::CertificateDer;

pub use self::pem::Flaw;
use super::proxy::Environment;
use crate::model::text;

/// Where systems keep the bundle of their roots; the first that is there counts.
const FILES: [&str; 8] = [
    "/etc/ssl/certs/ca-certificates.crt",
    "/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem",
    "/etc/pki/tls/certs/ca-bundle.crt",
    "/etc/ssl/ca-bundle.pem",
    "/etc/pki/tls/cacert.pem",
    "/etc/ssl/cert.pem",
    "/usr/local/etc/ssl/cert.pem",
    "/usr/local/share/certs/ca-root-nss.crt",
];
/// Where systems without a bundle keep one file for each root.
const FOLDERS: [&str; 3] = ["/etc/ssl/certs", "/etc/pki/tls/certs", "/usr/local/share/certs"];

/// Whose certificates are trusted beside the system's roots, and where those are.
#[derive(Debug, Clone)]
pub struct Trust {
    named: Vec<CertificateDer<'static>>,
    /// The folders of `SSL_CERT_DIR`, read with the system's roots.
    folders: Vec<PathBuf>,
    pub(super) system_files: Vec<PathBuf>,
    pub(super) system_folders: Vec<PathBuf>,
}

/// Where a user named certificates.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// `--ca-bundle` or its variable.
    Bundle,
    /// `SSL_CERT_FILE`.
    File,
    /// `SSL_CERT_DIR`.
    Folder,
}

/// Why certificates that a user named cannot be used; a usage error.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}: `{path}` {flaw}", origin.name())]
pub struct TrustError {
    /// Where it was named.
    pub origin: Origin,
    /// The file, safe to show.
    pub path: String,
    /// What is wrong with it.
    pub flaw: Flaw,
}

/// How many roots are trusted, and where they came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Roots {
    /// Whose they are, those apart that a user named.
    pub source: Source,
    /// How many those are; 0 where the system itself judges and does not tell.
    pub count: usize,
    /// How many come from `--ca-bundle`, `SSL_CERT_FILE` and `SSL_CERT_DIR` beside them.
    pub named: usize,
    /// How many could not be used.
    pub unusable: usize,
}

/// Whose roots are trusted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Source {
    /// The system's.
    System,
    /// Mozilla's, as they were when this program was built: the system has none.
    Bundled,
}

impl Roots {
    /// Nobody's: without TLS nobody is asked for a certificate.
    pub(super) const NONE: Self = Self { source: Source::System, count: 0, named: 0, unusable: 0 };
}

impl fmt::Display for Roots {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.source {
            Source::System if self.count == 0 => f.write_str("those of the system, which judges by itself")?,
            Source::System => write!(f, "{} of the system", self.count)?,
            Source::Bundled => write!(f, "{} bundled with the program, as the system has none", self.count)?,
        }
        if self.named > 0 {
            write!(f, ", {} named by you", self.named)?;
        }
        if self.unusable > 0 {
            write!(f, ", {} that cannot be used", self.unusable)?;
        }
        Ok(())
    }
}

impl Default for Trust {
    /// The system's roots alone.
    fn default() -> Self {
        let paths = |paths: &[&str]| paths.iter().map(PathBuf::from).collect();
        Self { named: Vec::new(), folders: Vec::new(), system_files: paths(&FILES), system_folders: paths(&FOLDERS) }
    }
}

impl Trust {
    /// Reads what the user names beside the system's roots: a bundle, `SSL_CERT_FILE` and `SSL_CERT_DIR`. Reads nothing
    /// where none is set.
    ///
    /// # Errors
    ///
    /// The first file that holds no certificates that can be used.
    pub fn read(bundle: Option<&Path>, environment: Environment<'_>) -> Result<Self, TrustError> {
        let variable = |name| environment(name).filter(|value: &OsString| !value.is_empty());
        let mut trust = Self::default();
        let file = variable("SSL_CERT_FILE").map(PathBuf::from);
        for (origin, path) in [(Origin::Bundle, bundle), (Origin::File, file.as_deref())] {
            let Some(path) = path else { continue };
            trust.named.extend(pem::certificates(path).map_err(|flaw| origin.refuses(path, flaw))?);
        }
        let folders = variable("SSL_CERT_DIR").unwrap_or_default();
        for folder in std::env::split_paths(&folders).filter(|folder| folder.as_os_str() != OsStr::new("")) {
            fs::read_dir(&folder).map_err(|error| Origin::Folder.refuses(&folder, Flaw::of(&error)))?;
            trust.folders.push(folder);
        }
        Ok(trust)
    }

    /// Reads everything else; takes its time, and so belongs to no thread that others wait for.
    #[cfg_attr(
        all(any(target_vendor = "apple", windows), not(test)),
        expect(dead_code, reason = "where the system judges by itself, its roots are not read")
    )]
    pub(super) fn load(&self) -> (RootCertStore, Roots) {
        let mut store = RootCertStore::empty();
        let (mut count, mut unusable) = add(&mut store, from_system(&self.system_files, &self.system_folders));
        let source = if count == 0 { Source::Bundled } else { Source::System };
        if source == Source::Bundled {
            store.extend(webpki_roots::TLS_SERVER_ROOTS.iter().cloned());
            count = webpki_roots::TLS_SERVER_ROOTS.len();
        }
        let (named, without_use) = add(&mut store, self.beside());
        unusable += without_use;
        (store, Roots { source, count, named, unusable })
    }

    /// What the user named, folders read.
    pub(super) fn beside(&self) -> Vec<CertificateDer<'static>> {
        let folders = self.folders.iter().flat_map(|folder| pem::in_folder(folder));
        self.named.iter().cloned().chain(folders).collect()
    }
}

fn add(store: &mut RootCertStore, certificates: Vec<CertificateDer<'static>>) -> (usize, usize) {
    store.add_parsable_certificates(certificates)
}

/// The bundle where there is one: it holds what the folders hold, in one file instead of hundreds.
fn from_system(files: &[PathBuf], folders: &[PathBuf]) -> Vec<CertificateDer<'static>> {
    let found = files.iter().map(|file| pem::in_file(file)).find(|found| !found.is_empty());
    found.unwrap_or_else(|| folders.iter().flat_map(|folder| pem::in_folder(folder)).collect())
}

impl Origin {
    fn name(self) -> &'static str {
        match self {
            Self::Bundle => "--ca-bundle",
            Self::File => "SSL_CERT_FILE",
            Self::Folder => "SSL_CERT_DIR",
        }
    }

    fn refuses(self, path: &Path, flaw: Flaw) -> TrustError {
        TrustError { origin: self, path: text::shown(&path.to_string_lossy()).into_owned(), flaw }
    }
}
