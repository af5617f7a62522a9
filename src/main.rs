//! The program's entry: parse, run, map the outcome to an exit code; nothing else.

fn main() {}
