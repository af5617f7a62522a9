//! The corpus of the fuzz target as a plain test, and as many mutations of it as there is time for.
//!
//! `FUZZ_CASES=100000 cargo test --test fuzz` looks longer, `FUZZ_SEED` begins elsewhere; a failure says which seed
//! leads to it again.

#![cfg(test)]

#[path = "../../fuzz/check.rs"]
mod check;

use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

/// So many mutations are tried where nobody asks for more.
const CASES: u64 = 100;

/// What a mutation may put in.
const PIECES: [&[u8]; 40] = [
    b"{",
    b"}",
    b"[",
    b"]",
    b",",
    b":",
    b"\"",
    b"\\",
    b"null",
    b"true",
    b"-1.5e400",
    b"\"\"",
    b"{}",
    b"[]",
    b"\"id\":",
    b"\"name\":",
    b"\"buckets\":[",
    b"\"bucket\":{",
    b"\"units\":",
    b"\"apiKeys\":[",
    b"\"aiLlms\":",
    b"\"key\":",
    b"\"secret\":{",
    b"\"createdAt\":",
    b"\"repos\":[",
    b"\"success\":false,",
    b"\\ud83d",
    b"\\u001b[2J",
    b"\\u202e",
    b"\\u0000",
    b"\x1b]0;t\x07",
    b"\xff",
    b"\xc2\x9b",
    "\u{200d}".as_bytes(),
    "\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}".as_bytes(),
    "\u{fe0f}".as_bytes(),
    "👩\u{200d}🚀".as_bytes(),
    "\u{1100}\u{1100}\u{1100}".as_bytes(),
    b"\xef\xbb\xbf",
    b"2024-01-15T09:00:00Z",
];

fn corpus() -> Vec<(String, Vec<u8>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus/body");
    let files = fs::read_dir(folder).expect("the corpus").map(|entry| entry.expect("an entry of it").path());
    let name = |path: &Path| path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let mut bodies: Vec<_> = files.map(|path| (name(&path), fs::read(&path).expect("a body"))).collect();
    bodies.sort();
    bodies
}

/// Small and fast; the same numbers from the same seed.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % limit.max(1) as u64).unwrap_or_default()
    }
}

fn mutated(corpus: &[(String, Vec<u8>)], seed: u64) -> Vec<u8> {
    let mut random = Random(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1);
    let mut body = corpus[random.below(corpus.len())].1.clone();
    for _ in 0..=random.below(6) {
        let (at, len) = (random.below(body.len() + 1), random.below(40));
        let end = (at + len).min(body.len());
        match random.below(5) {
            0 => drop(body.drain(at..end)),
            1 => drop(body.splice(at..at, PIECES[random.below(PIECES.len())].iter().copied())),
            2 => drop(body.splice(at..end, PIECES[random.below(PIECES.len())].iter().copied())),
            3 => {
                let other = &corpus[random.below(corpus.len())].1;
                let from = random.below(other.len());
                let piece = other[from..(from + 4 * len).min(other.len())].to_vec();
                drop(body.splice(at..at, piece));
            }
            _ => body.get_mut(at).into_iter().for_each(|byte| *byte ^= 1 << random.below(8)),
        }
    }
    body
}

#[test]
fn corpus_of_the_fuzz_target_passes() {
    let corpus = corpus();
    assert!(corpus.len() >= 16, "{}", corpus.len());
    for (name, body) in corpus {
        println!("{name}");
        check::body(&body);
    }
}

#[test]
fn mutations_of_the_corpus_pass() {
    let corpus = corpus();
    let number = |name: &str, default| std::env::var(name).ok().and_then(|it| it.parse().ok()).unwrap_or(default);
    let (seed, cases) = (number("FUZZ_SEED", 1), number("FUZZ_CASES", CASES));
    for seed in seed..seed + cases {
        let body = mutated(&corpus, seed);
        let passed = catch_unwind(AssertUnwindSafe(|| check::body(&body)));
        let again = format!("FUZZ_SEED={seed} FUZZ_CASES=1 cargo test --test fuzz mutations");
        assert!(passed.is_ok(), "{again}\n{}", body.escape_ascii());
    }
}
