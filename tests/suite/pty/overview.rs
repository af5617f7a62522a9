//! The overview in the real program: counted in the background, shown when it comes, and the way into the tree.

use crate::pty::{demo, lines, shows};
use crate::support::program::Program;
use crate::support::screen::Terminal;

#[test]
fn a_line_of_the_overview_leads_to_what_it_counts() {
    let session = demo(120, 40);
    session.wait_for("Nightly database backups");
    session.send("D");
    session.wait_for("Storage types of repositories");
    session.wait_for("Objects with findings");
    session.send("jj");
    session.send("\r");
    session.wait_until(|screen| shows(screen, "/kind:api-key") && !shows(screen, "Modes of"), "the filtered tree");
    // It follows the filter.
    session.send("D");
    session.wait_until(|screen| shows(screen, "Overview  /kind:api-key") && shows(screen, "Age of API keys"), "within");
    session.wait_until(|screen| !shows(screen, "Regions of buckets"), "no buckets");
    session.send("q");
    session.wait_gone("Age of API keys");
    session.send("q");
    assert_eq!(session.wait_exit().exit_code(), 0);
    session.assert_restored();
}

#[test]
fn the_overview_in_ascii_has_bars_as_well() {
    let session = Terminal::spawn(Program::new().arg("--demo").args(["--ascii", "--color", "never"]), 80, 24);
    session.wait_for("Nightly database backups");
    session.send("D");
    session.wait_until(|screen| lines(screen).any(|line| line.contains("####")), "bars");
    session.send("q");
    session.wait_gone("####");
    session.send("q");
    session.wait_exit();
    assert!(session.raw().is_ascii());
}
