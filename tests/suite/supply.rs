//! What the program is built of: nothing that asks for a newer Rust than we say, and nothing from elsewhere.

use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::Value;

/// `1.88` and `1.88.0` as numbers that can be compared.
fn version(text: &str) -> Vec<u32> {
    let mut numbers: Vec<u32> = text.split('.').map(|number| number.parse().expect("a number")).collect();
    numbers.resize(3, 0);
    numbers
}

#[test]
fn no_dependency_asks_for_a_newer_rust_than_the_manifest_says() {
    let cargo = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version", "1", "--locked", "--offline"])
        .args(["--filter-platform", "x86_64-unknown-linux-gnu"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .expect("cargo");
    assert!(cargo.status.success(), "{}", String::from_utf8_lossy(&cargo.stderr));
    let metadata: Value = serde_json::from_slice(&cargo.stdout).expect("JSON");
    let packages = metadata["packages"].as_array().expect("a list");
    let ours = version(env!("CARGO_PKG_RUST_VERSION"));
    assert!(packages.len() > 100, "{}", packages.len());
    for package in packages {
        let asks = package["rust_version"].as_str().map_or_else(Vec::new, version);
        assert!(asks <= ours, "{} {} asks for Rust {asks:?}", package["name"], package["version"]);
        assert!(package["license"].is_string(), "{} has no licence", package["name"]);
    }
}

#[test]
fn every_dependency_is_from_the_one_registry_with_its_checksum() {
    let lock = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.lock")).expect("the lock file");
    let packages = lock.split("[[package]]").skip(1);
    let outside: Vec<&str> = packages.filter(|package| !package.contains("name = \"flashback-tui\"\n")).collect();
    assert!(outside.len() > 100, "{}", outside.len());
    for package in outside {
        assert!(package.contains("\nsource = \"registry+") && package.contains("\nchecksum = \""), "{package}");
    }
    let sources: Vec<&str> = lock.lines().filter(|line| line.starts_with("source = ")).collect();
    assert!(sources.iter().all(|source| *source == sources[0]), "more than one source");
}
