//! The profile's name in the header at every width, and the list of profiles.

use crate::app::profiles::{ProfileEntry, Profiles};
use crate::app::token::Standing;
use crate::model::inventory::Scope;
use crate::model::text;
use crate::model::tint::Tint;
use crate::ui::tests::app::{App, DEMO, app, snapshot};
use crate::ui::theme::Theme;

fn entry(name: &str, host: &str, scope: Scope, tint: &str) -> ProfileEntry {
    ProfileEntry {
        name: name.to_owned(),
        host: host.to_owned(),
        is_unprotected: false,
        scope,
        tint: Tint::parse(tint),
        ..ProfileEntry::default()
    }
}

fn profiled() -> App {
    let mut app = app();
    let entries = vec![
        entry("", "backend.flashback.tech", Scope::All, ""),
        entry("production", "backend.flashback.tech", Scope::All, "red"),
        entry("staging", "staging.flashback.example:8443", Scope::Workspace("ws-eu compliance".to_owned()), "#00d7af"),
        entry("local", "localhost:3000", Scope::All, ""),
    ];
    app.state.profiles = Profiles { entries, current: 1 };
    app
}

const SIZES: [(u16, u16); 4] = [(160, 50), (100, 30), (80, 24), (40, 12)];

#[test]
fn the_name_stands_first_in_every_header() {
    let header = |(width, _)| {
        let frame = profiled().reply(DEMO).size(width, 24).frame();
        format!("{width}\n{}", frame.lines().next().unwrap_or_default())
    };
    let widths = [
        (160, 0),
        (128, 0),
        (100, 0),
        (80, 0),
        (60, 0),
        (40, 0),
        (30, 0),
        (20, 0),
        (14, 0),
        (12, 0),
        (8, 0),
        (3, 0),
        (1, 0),
    ];
    snapshot("profile_headers", &widths.map(header).join("\n"));
}

#[test]
fn the_name_is_there_whole_wherever_it_fits_and_cut_where_it_does_not() {
    for width in 1..170 {
        for mono in [false, true] {
            let mut app = profiled().reply(DEMO).size(width, 24);
            if mono {
                app.theme = Theme::mono();
            }
            let frame = app.frame();
            let header = frame.lines().next().unwrap();
            assert!(text::width(header) <= usize::from(width));
            let name = if mono { "[production]" } else { " production" };
            let seen: String = header.chars().take(3).collect();
            assert!(
                header.starts_with(name)
                    || (width < 12 && name.trim().starts_with(seen.trim().trim_end_matches(['…', ']']))),
                "{width}: {header}"
            );
        }
    }
}

#[test]
fn the_name_has_its_colour_and_without_colours_brackets() {
    snapshot("profile_colours", &profiled().reply(DEMO).size(100, 6).styles());
    let mut mono = profiled().reply(DEMO).size(100, 6);
    mono.theme = Theme::mono();
    snapshot("profile_no_colours", &mono.frame());
}

#[test]
fn a_token_that_travels_unprotected_is_told_at_every_width() {
    let unprotected = |width, has_profile: bool| {
        let mut app = profiled().reply(DEMO).size(width, 24);
        app.state.about.is_unprotected = true;
        if !has_profile {
            app.state.profiles = Profiles::default();
        }
        app
    };
    let header = |app: &mut App| app.frame().lines().next().unwrap_or_default().to_owned();
    for width in 12..170 {
        for has_profile in [false, true] {
            let mut app = unprotected(width, has_profile);
            assert!(header(&mut app).starts_with(" plain HTTP"), "{width}");
            app.theme = Theme::mono();
            assert!(header(&mut app).starts_with("[plain HTTP]"), "{width}");
        }
    }
    let headers = [160, 80, 40, 20].map(|width| [true, false].map(|named| header(&mut unprotected(width, named))));
    snapshot("unprotected_headers", &headers.concat().join("\n"));
    let app = unprotected(80, true).keys("P Down Enter");
    assert!(!app.state.about.is_unprotected, "a switch takes what the other profile says");
}

#[test]
fn the_list_of_profiles() {
    let frame = |(width, height)| {
        format!("{width}x{height}\n{}", profiled().size(width, height).reply(DEMO).keys("P Down").frame())
    };
    snapshot("profiles", &SIZES.map(frame).join("\n\n"));
    snapshot("profiles_filtered", &profiled().reply(DEMO).keys("P").types("stag").frame());
    snapshot("profiles_none_found", &profiled().reply(DEMO).keys("P").types("zz").frame());
    snapshot("profiles_colours", &profiled().reply(DEMO).keys("P Down").styles());
}

#[test]
fn a_switch_shows_the_new_name_over_an_empty_tree() {
    snapshot("profile_switched", &profiled().reply(DEMO).keys("P Down Enter").frame());
    snapshot(
        "profile_failed",
        &profiled().reply(DEMO).keys("P Down Enter").fails(crate::ui::tests::app::refused()).frame(),
    );
}

#[test]
fn a_switch_to_a_profile_without_a_token_asks_for_one_and_says_why() {
    let mut app = profiled().reply(DEMO);
    let local = app.state.profiles.entries.last_mut().unwrap();
    local.token = Standing::Missing;
    local.lack =
        "the profile local has no token of its own, and the one from the start belongs to another host".to_owned();
    snapshot("profile_without_token", &app.keys("P Up Up Enter").frame());
}

#[test]
fn every_size_draws_the_list() {
    let mut app = profiled().reply(DEMO).keys("P Down");
    for width in 0..100 {
        for height in 0..20 {
            app = app.size(width, height);
            app.buffer();
        }
    }
}
