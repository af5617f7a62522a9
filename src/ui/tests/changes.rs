//! What changed: marks beside the rows, a few words in the header, and the list.

use serde_json::{Value, json};

use crate::ui::tests::app::{App, DEMO, app, snapshot};
use crate::ui::theme::Theme;

const SIZES: [(u16, u16); 3] = [(160, 50), (80, 24), (40, 12)];

/// The demo's organization a while later.
fn later() -> String {
    let mut document: Value = serde_json::from_str(DEMO).unwrap();
    let repos = document["repos"].as_array_mut().unwrap();
    repos[1]["disabled"] = Value::from(true);
    repos[0]["apiKeys"][0]["key"] = Value::from("AKIADEMO7NEWKEYEXAMPLE");
    let keys = repos[0]["apiKeys"].as_array_mut().unwrap();
    keys.push(json!({"id": "new", "name": "New key", "accessType": "READ"}));
    let moved = repos[0]["buckets"].as_array_mut().unwrap().remove(1);
    repos[2]["buckets"].as_array_mut().unwrap().push(moved);
    let gone = repos.remove(5);
    repos.insert(1, json!({"id": "one-more", "name": "One more", "mode": "BACKUP"}));
    drop(gone);
    document.to_string()
}

fn shows_at_all_sizes(name: &str, make: impl Fn(App) -> App) {
    let frame = |(width, height)| format!("{width}x{height}\n{}", make(changed(app().size(width, height))).frame());
    snapshot(name, &SIZES.map(frame).join("\n\n"));
}

fn changed(app: App) -> App {
    app.reply(DEMO).keys("r").reply(&later()).analyzed().compared()
}

#[test]
fn marks_beside_the_rows_and_words_in_the_header() {
    shows_at_all_sizes("changes_marks", |app| app.keys("l j l j j l"));
    let mut app = changed(app()).keys("l j l j j l");
    app.theme = Theme::mono();
    snapshot("changes_marks_mono", &app.styles());
}

#[test]
fn the_header_says_a_little_in_words_as_long_as_there_is_room() {
    let later = DEMO.replacen(r#""disabled": false"#, r#""disabled": true"#, 1);
    assert_ne!(later, DEMO);
    let header = |width| {
        let mut app = app().size(width, 24).reply(DEMO).keys("r").reply(&later).compared();
        app.frame().lines().next().unwrap().to_owned()
    };
    snapshot("changes_header", &[200, 160, 120, 100, 80, 60, 40, 30].map(header).join("\n"));
}

#[test]
fn the_list_of_changes() {
    shows_at_all_sizes("changes", |app| app.keys("c G"));
    snapshot("changes_top", &changed(app()).keys("c j").frame());
    snapshot("changes_comparing", &app().reply(DEMO).keys("r").reply(&later()).keys("c").frame());
    snapshot("changes_acknowledged", &changed(app()).keys("c A").frame());
}
