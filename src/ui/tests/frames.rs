//! A frame of every state of the data: all of them at 80x24, the main ones at every size.

use std::time::Duration;

use crate::app::msg::{Loading, Msg, Retrying};
use crate::model::failure::Failure;
use crate::ui::tests::app::{App, DEMO, EXAMPLE, app, cut, document, refused, snapshot, unavailable};

const SIZES: [(u16, u16); 4] = [(160, 50), (100, 30), (80, 24), (40, 12)];

/// The frame at 80x24.
fn shows(name: &str, app: App) {
    snapshot(name, &app.size(80, 24).frame());
}

/// The frames at all sizes; the keys are pressed at each of them, since they may depend on the room.
fn shows_at_all_sizes(name: &str, make: impl Fn(App) -> App) {
    let frame = |(width, height)| format!("{width}x{height}\n{}", make(app().size(width, height)).frame());
    snapshot(name, &SIZES.map(frame).join("\n\n"));
}

/// The first repositories of the demo, as they come while the rest is on its way.
fn beginning() -> &'static str {
    DEMO.get(..9_000).unwrap()
}

/// A server that has much to say.
fn long_winded() -> Failure {
    let said = ["the API answered 500: ", &"A very long message. ".repeat(20)].concat();
    Failure { text: said.trim_end().to_owned(), ..unavailable() }
}

#[test]
fn loading_with_nothing_yet() {
    shows_at_all_sizes("loading", |app| app);
    shows("loading_with_bytes", app().later(Duration::from_secs(1)).news(Loading::Progress(2_512)));
    let slow = |app: App| app.news(Loading::Begun(Some(1_400_000))).later(Duration::from_secs(1));
    shows_at_all_sizes("loading_slowly", |app| slow(app).news(Loading::Progress(126_000)));
    shows_at_all_sizes("loading_slowly_with_parts", |app| {
        slow(app).part(beginning()).later(Duration::from_secs(1)).news(Loading::Progress(700_000))
    });
}

#[test]
fn loading_with_the_first_repositories() {
    shows("loading_with_parts", app().part(beginning()).keys("j"));
}

#[test]
fn retrying() {
    shows("retrying", app().retrying(1));
    shows("retrying_a_second_later", app().retrying(1).later(Duration::from_secs(1)));
    shows_at_all_sizes("retrying_with_a_long_message", |app| {
        let retrying = Retrying { attempt: 1, of: 2, wait: Duration::from_secs(2), failure: long_winded() };
        app.news(Loading::Retrying(retrying))
    });
    shows("retrying_now", app().retrying(1).keys("r"));
    shows("retrying_a_refresh", app().reply(DEMO).keys("r").retrying(2));
}

#[test]
fn loaded() {
    shows_at_all_sizes("loaded", |app| app.reply(DEMO));
}

#[test]
fn a_bucket_with_its_branches_open() {
    shows_at_all_sizes("bucket", |app| app.reply(DEMO).keys("l l l l"));
}

#[test]
fn columns_where_the_names_leave_room_for_them() {
    snapshot("columns", &app().reply(DEMO).size(120, 34).keys("l l l l").frame());
}

#[test]
fn the_details_of_a_bucket() {
    shows_at_all_sizes("details", |app| app.reply(DEMO).keys("l l l l Enter"));
    shows("details_scrolled", app().reply(DEMO).keys("l l l l Enter j j j"));
    shows("details_revealed", app().reply(DEMO).keys("l l l l Enter x"));
}

#[test]
fn a_word_looked_for_in_the_details() {
    shows_at_all_sizes("details_find", |app| app.reply(DEMO).keys("l l l l Enter /").types("us-"));
    shows("details_found", app().reply(DEMO).keys("l l l l Enter /").types("us-").keys("Enter n"));
}

#[test]
fn the_cursor_on_what_a_repository_holds() {
    shows_at_all_sizes("details_cursor", |app| app.reply(DEMO).keys("Tab j j j j j j j"));
    snapshot("colours_of_the_cursor", &{
        let mut app = app().reply(DEMO).keys("Tab j /").types("nightly").keys("Enter");
        app.theme = crate::ui::theme::Theme::mono();
        app.styles()
    });
}

#[test]
fn everything_open_far_down() {
    shows_at_all_sizes("everything_open", |app| app.reply(DEMO).keys("E PgDn PgDn j"));
}

#[test]
fn groups() {
    shows_at_all_sizes("group", |app| app.reply(DEMO).keys("l l"));
    shows("group_of_keys", app().reply(DEMO).keys("j j l l J J J l"));
    shows("group_empty", app().reply(DEMO).keys("l l J J"));
    shows("group_json", app().reply(EXAMPLE).keys("l l t"));
}

#[test]
fn json() {
    shows_at_all_sizes("json", |app| app.reply(EXAMPLE).keys("l l l l Tab t"));
    shows("json_revealed", app().reply(EXAMPLE).keys("l l l l Tab t x"));
}

#[test]
fn disabled_and_deleted() {
    shows("disabled", app().reply(DEMO).keys("G k k l l J J J l j"));
}

#[test]
fn the_first_load_failed() {
    shows_at_all_sizes("failed", |app| app.fails(refused()).keys("Esc"));
    shows_at_all_sizes("failed_with_a_long_message", |app| app.fails(long_winded()));
    shows_at_all_sizes("refresh_failed_with_a_long_message", |app| app.reply(DEMO).keys("r").fails(long_winded()));
    shows("failed_html", app().reply("<!DOCTYPE html><title>Sign in</title>"));
    shows("failed_empty", app().reply(""));
    shows("failed_false", app().reply(r#"{"success":false,"message":"Organization is suspended","error_code":"ORG"}"#));
}

#[test]
fn a_refresh_failed() {
    shows_at_all_sizes("refresh_failed", |app| app.reply(DEMO).keys("j l r").fails(unavailable()));
    shows("refresh_out", app().reply(DEMO).keys("r").later(Duration::from_secs(1)).news(Loading::Progress(20_000)));
    shows("refresh_refused", app().reply(DEMO).keys("r").fails(refused()).keys("Esc"));
}

#[test]
fn switching_the_workspace() {
    let switching = || app().reply(DEMO).keys("w").types("ws-eu compliance").keys("Enter");
    shows("switching", switching());
    shows("switching_failed", switching().fails(unavailable()));
    shows("switched_to_nothing", switching().reply(&document("")));
    shows("switched", switching().reply(EXAMPLE));
}

#[test]
fn nothing_there() {
    shows_at_all_sizes("empty", |app| app.reply(&document("")));
}

#[test]
fn an_answer_that_broke_off() {
    shows_at_all_sizes("incomplete", |app| app.part(beginning()).fails(cut()));
}

#[test]
fn a_broken_repository_among_good_ones() {
    const REPOS: &str = r#"{"id":"a","name":"Good one","storageType":"S3","mode":"MIRROR","buckets":[]},
        {"id":"b","name":"Half broken","storageType":7,"createdAt":"yesterday","buckets":"none","apiKeys":null},
        "not an object", null, {"id":"c","name":"Another good one","storageType":"GCS","mode":"BACKUP"}"#;
    shows("broken_row", app().reply(&document(REPOS)));
    shows("broken_fields", app().reply(&document(REPOS)).keys("j l"));
    shows("broken_fields_json", app().reply(&document(REPOS)).keys("j t"));
    shows("broken_list", app().reply(&document(REPOS)).keys("j l l"));
    shows("broken_whole", app().reply(&document(REPOS)).keys("j j"));
}

#[test]
fn objects_that_do_not_fit_together() {
    const TWINS: &str = r#"{"id":"a","name":"Twin","mode":"MIRROR"},{"id":"a","name":"Twin","mode":"NORMAL"}"#;
    const DANGLING: &str = r#"{"id":"a","name":"Holds what is gone","buckets":[{"folder":"x","bucketId":"gone-1"},
        {"bucketId":"gone-2","bucket":null},{"bucketId":"b","bucket":{"id":"c","name":"Not that one"}}],
        "units":[],"aiLlms":[{"aiLlmId":"llm-1"}]}"#;
    const SAME: &str = r#"{"id":"a","name":"Same ids inside","storageType":"S3","mode":"MIRROR","disabled":true,"apiKeys":
        [{"id":"k","name":"One","accessType":"READ"},{"id":"k","name":"Two","accessType":"WRITE"},null],"buckets":
        [{"master":true,"folder":"x","bucketId":"b","bucket":{"id":"b","name":"Master","status":"ACTIVE","region":"eu-west-3"}},
        {"master":false,"folder":"x","bucketId":"b","bucket":{"id":"b","name":"Copy","status":"ACTIVE","region":"eu-west-3"}}]}"#;
    const BOTH: &str = r#"{"id":"B","name":"Both names","buckets":[{"bucketId":"b1","bucket":{"id":"b1","name":"B1"},
        "unit":{"id":"ux","name":"Another"}}],"units":[{"unitId":"u-in-both","folder":"x"}]},
        {"id":"A","name":"Null and the older name","buckets":null,"units":[{"unitId":"u1","unit":{"id":"u1","name":"U1"}}]}"#;
    shows("both_names", app().reply(&document(BOTH)).keys("j l l h h k l j l k Tab G"));
    shows("both_names_in_an_item", app().reply(&document(BOTH)).keys("l l l l Tab G"));
    shows("duplicates", app().reply(&document(TWINS)).keys("j"));
    shows_at_all_sizes("duplicate_items", |app| app.reply(&document(SAME)).keys("E j j j j"));
    shows("dangling", app().reply(&document(DANGLING)).keys("l l l l"));
}

#[test]
fn unknown_fields_and_values() {
    const REPOS: &str = r#"{"id":"a","name":"From the future","storageType":"TAPE","mode":"QUANTUM","walletAddress":
        "0x52908400098527886E0F7030069857D2E4169EE7","tier":{"name":"cold","days":90},"api_token":"tok_0123456789abcdefghij",
        "shared":true,"buckets":[],"apiKeys":[],"aiLlms":[],"aiApiKeys":[],"createdAt":"2027-01-01T00:00:00Z"}"#;
    shows("unknown_fields", app().reply(&document(REPOS)).keys("Tab G"));
}

#[test]
fn hostile_text() {
    let repos = r#"{"id":"a\u001b]0;owned\u0007","name":"\u001b[2J\u202Egnp.exe\u200b\u0000\r\n","storageType":
        "\u001b[31m","mode":"WIDE","workspaceId":"日本語日本語日本語日本語日本語日本語日本語","buckets":[]},
        {"id":"","name":"   "},{"id":"z","name":"ZALGO"}"#
        .replace("ZALGO", &"Z\u{337}\u{321}\u{30a}".repeat(60));
    shows("hostile", app().reply(&document(&repos)));
}

#[test]
fn help() {
    shows_at_all_sizes("help", |app| app.reply(DEMO).keys("?"));
    shows("help_searched", app().reply(DEMO).keys("? /").types("all"));
    shows("help_of_a_question", app().reply(DEMO).keys("w F1"));
}

#[test]
fn the_list_of_actions() {
    shows_at_all_sizes("palette", |app| app.reply(DEMO).keys(":"));
    shows("palette_typed", app().reply(DEMO).keys(":").types("all"));
}

#[test]
fn the_question_for_a_workspace() {
    shows_at_all_sizes("prompt", |app| app.reply(DEMO).keys("w"));
    shows("prompt_choice", app().reply(DEMO).keys("w Down Down"));
    let many: Vec<String> = (1..=8).map(|id| format!(r#"{{"id":"{id}","workspaceId":"ws-{id}"}}"#)).collect();
    let small = |keys: &str| app().reply(&document(&many.join(","))).size(40, 12).keys(keys);
    snapshot("prompt_more_than_fits", &[small("w").frame(), small("w Up").frame()].join("\n\n"));
    shows("prompt_typed", app().reply(DEMO).keys("w").types("EU"));
    shows("prompt_unknown_id", app().reply(DEMO).keys("w").types("ws-other"));
    shows("prompt_nothing_known", app().keys("w"));
}

#[test]
fn a_notice() {
    shows("notice", app().reply(DEMO).keys("r r"));
    shows("notice_of_an_unknown_key", app().reply(DEMO).keys("i"));
}

#[test]
fn panes_that_were_arranged() {
    shows_at_all_sizes("panes_zoomed", |app| app.reply(DEMO).keys("l z"));
    shows_at_all_sizes("panes_turned", |app| app.reply(DEMO).keys("l v >"));
}

#[test]
fn what_is_looked_for_and_how_it_is_sorted_is_told_in_a_narrow_pane_as_well() {
    for (width, told) in
        [(160, "Repositories, by name, from the end"), (44, "by name, from the end"), (30, "by name, from")]
    {
        let frame = app().reply(DEMO).keys("s S").size(width, 12).frame();
        let title = frame.lines().nth(1).unwrap();
        assert!(title.contains(told), "{width}: {title}");
    }
}

#[test]
fn details_that_are_kept_are_those_that_would_be_drawn() {
    // What changes how they are drawn, one thing after the other, and what lies over them for a while.
    let keys = "Tab j j C-d x x J PgDn G g J ? Esc w Esc Tab z z z v v ? Esc w Esc / b u Enter Esc ! Esc o Esc > < E j Tab PgDn";
    for (width, height) in [(160, 50), (120, 40), (80, 24), (70, 20)] {
        let mut app = app().size(width, height).reply(DEMO).settled().keys("E j j j").later(Duration::from_secs(1));
        for key in keys.split_whitespace() {
            app = app.keys(key).settled();
            for when in ["at once", "later"] {
                assert_eq!(app.buffer(), app.buffer_anew(), "{when} behind {key} at {width}x{height}");
                app = app.later(Duration::from_millis(100)).send(Msg::Tick);
            }
        }
    }
}
