//! What the overview costs: the count beside the document, and a key in it.

use super::*;
use flashback_tui::app::overview::SurveyId;
use flashback_tui::model::findings::Insight;
use flashback_tui::model::overview::Survey;
use flashback_tui::model::query::Query;

/// A dashboard in which the overview has been counted.
fn opened(repositories: usize) -> Dashboard {
    let mut dashboard = Dashboard::new(repositories, false, WIDE);
    press(&mut dashboard.state, KeyCode::Char('D'));
    let data = dashboard.state.data.as_ref().unwrap();
    let overview = Survey::of(&data.inventory, Query::default(), &data.insight(), dashboard.state.screen.now);
    update(&mut dashboard.state, Msg::Surveyed(SurveyId(1), Arc::new(overview)));
    dashboard
}

#[test]
fn a_count_takes_little_beside_the_document() {
    let inventory = scan(&answer(MANY));
    let now = Timestamp::UNIX_EPOCH;
    let work = measure(|| drop(Survey::of(&inventory, Query::default(), &Insight::default(), now)));
    // Each bucket and each AI LLM is noted by its id.
    assert!(work.bytes_max <= 200 * MANY as u64, "{work:?}");
}

#[test]
fn a_key_in_the_overview_costs_the_same_however_much_was_counted() {
    let (mut few, mut many) = (opened(FEW), opened(MANY));
    for code in [KeyCode::Down, KeyCode::PageDown, KeyCode::Tab, KeyCode::Right] {
        let (small, large) = (cost(&mut few, [code; 2]), cost(&mut many, [code; 2]));
        let told = format!("{code}: {small:?} of {FEW}, {large:?} of {MANY}");
        assert!(large.count_total * 10 <= small.count_total * 12, "{told}");
        assert!(large.count_total <= 3_000, "{told}");
    }
    assert_eq!(many.frame(), 0, "a frame in which nothing changed");
}
