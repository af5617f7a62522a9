//! What must hold for every answer, whatever bytes it is made of: the scanner, the decoder, every format and every
//! frame end without a panic, agree with each other, and hand a terminal nothing that drives it.
//!
//! The fuzz target and the tests of the corpus both come here.

#[path = "../tests/suite/support/stream.rs"]
mod stream;

use std::sync::Arc;

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use flashback_tui::app::fetching;
use flashback_tui::app::msg::{Loading, Msg, RequestId};
use flashback_tui::app::state::{About, State};
use flashback_tui::app::update::update;
use flashback_tui::model::charset::Charset;
use flashback_tui::model::document::{Rest, Segment};
use flashback_tui::model::inventory::{Inventory, Scope};
use flashback_tui::model::json;
use flashback_tui::model::kind::{Kind, Node};
use flashback_tui::model::pretty::Secrets;
use flashback_tui::model::scan::Scanner;
use flashback_tui::model::verdict::Fault;
use flashback_tui::output::{self, Chosen, Format, Layout, Request};
use flashback_tui::runtime::paint::{Extent, Shown};
use flashback_tui::ui::{self, cache::ViewCache, frame::Frame, theme::Theme};
use jiff::Timestamp;
use ratatui::layout::Size;

const FORMATS: [Format; 6] = [Format::Tree, Format::Table, Format::Json, Format::Jsonl, Format::Csv, Format::Md];
const NOW: i64 = 1_764_000_000;

/// Sends an answer through everything.
pub(crate) fn body(body: &[u8]) {
    let (segments, result) = scan(body, body.len().max(1));
    let (in_pieces, same) = scan(body, 1 + body.len() % 61);
    assert_eq!(texts(&segments), texts(&in_pieces), "other repositories in pieces");
    assert_eq!(result, same, "another verdict in pieces");
    grammar(body, &result);
    let inventory = inventory(&segments, result.as_ref().ok());
    decode(&inventory);
    match &result {
        Ok(rest) => formats(&inventory, rest),
        Err(fault) => {
            let failure = fault.explain(Some("application/json"), body.len() as u64);
            harmless(failure.text.as_bytes());
            harmless(failure.advice.as_bytes());
        }
    }
    frames(&segments, result, body.len() as u64);
}

fn scan(body: &[u8], piece: usize) -> (Vec<Arc<Segment>>, Result<Rest, Fault>) {
    let mut scanner = Scanner::default();
    let mut segments = Vec::new();
    let mut pushed = Ok(());
    for piece in body.chunks(piece) {
        pushed = scanner.push(piece);
        segments.extend(std::iter::from_fn(|| scanner.next_whole()));
        if pushed.is_err() {
            break;
        }
    }
    segments.extend(scanner.seal());
    (segments.into_iter().map(Arc::new).collect(), pushed.and_then(|()| scanner.finish()))
}

fn texts(segments: &[Arc<Segment>]) -> Vec<&[u8]> {
    segments.iter().flat_map(|segment| segment.entries.iter().map(|entry| segment.text(entry))).collect()
}

/// Takes exactly what is JSON, or refuses it for another reason than its grammar.
fn grammar(body: &[u8], result: &Result<Rest, Fault>) {
    let text = body.strip_prefix(b"\xef\xbb\xbf").unwrap_or(body);
    let is_json = json::check(text).is_ok();
    match result {
        Ok(_) => assert!(is_json, "broken JSON was taken"),
        Err(Fault::Broken(_) | Fault::NotJson { .. }) => assert!(!is_json, "good JSON was called broken"),
        Err(_) => {}
    }
}

fn inventory(segments: &[Arc<Segment>], rest: Option<&Rest>) -> Inventory {
    let mut inventory = Inventory::default();
    for segment in segments {
        inventory.push(Arc::clone(segment));
    }
    if let Some(rest) = rest {
        inventory.finish(rest);
    }
    inventory
}

fn decode(inventory: &Inventory) {
    let now = Timestamp::from_second(NOW).expect("a time");
    for repo in 0..inventory.len().min(50) {
        let shape = inventory.shape(repo);
        let groups = flashback_tui::model::kind::Group::ALL.into_iter();
        let items =
            groups.flat_map(|group| (0..shape.count(group).min(9)).map(move |at| Node::Item(repo, group, at as usize)));
        for node in [Node::Repo(repo)].into_iter().chain(items) {
            let (_, record) = inventory.object(node).unwrap_or_else(|| panic!("{node:?} was counted and is not there"));
            harmless(record.title().as_bytes());
            record.problems.iter().for_each(|problem| harmless(problem.as_bytes()));
            let values =
                record.fields.iter().map(|field| &field.value).chain(record.others.iter().map(|(_, value)| value));
            for value in values {
                harmless(value.display(now, Secrets::Masked).as_bytes());
                harmless(value.display(now, Secrets::Shown).as_bytes());
            }
        }
    }
}

fn formats(inventory: &Inventory, rest: &Rest) {
    let now = Timestamp::from_second(NOW).expect("a time");
    for kind in [None].into_iter().chain(Kind::ALL.map(Some)) {
        for format in FORMATS {
            for (secrets, charset) in [(Secrets::Masked, Charset::Ascii), (Secrets::Shown, Charset::Unicode)] {
                let layout = Layout { format, charset, has_header: true };
                let request = Request { kind, layout, secrets, now, columns: &[], chosen: &Chosen::default() };
                let mut out = Vec::new();
                output::write(inventory, rest, &request, &mut out).expect("memory");
                harmless(&out);
                assert!(!out.contains(&b'\r'), "{kind:?} {format:?}");
                // CSV is for programs, and never less than Unicode.
                assert!(charset == Charset::Unicode || format == Format::Csv || out.is_ascii(), "{kind:?} {format:?}");
                match format {
                    Format::Json => assert_eq!(json::check(&out), Ok(()), "{kind:?}"),
                    Format::Jsonl => {
                        out.split(|byte| *byte == b'\n').filter(|line| !line.is_empty()).for_each(|line| {
                            assert_eq!(json::check(line), Ok(()), "{kind:?}");
                        });
                    }
                    Format::Tree | Format::Table | Format::Csv | Format::Md => {}
                }
                if let (None, Format::Json, Secrets::Shown) = (kind, format, secrets) {
                    again(inventory, &out);
                }
            }
        }
    }
}

/// What was printed reads the same as what came.
fn again(inventory: &Inventory, printed: &[u8]) {
    let (segments, result) = scan(printed, 4096);
    assert!(result.is_ok(), "{result:?}");
    let printed = self::inventory(&segments, result.as_ref().ok());
    assert_eq!(printed.len(), inventory.len());
    let now = Timestamp::from_second(NOW).expect("a time");
    for repo in 0..inventory.len().min(50) {
        // JSON inside a field is laid out anew, so what it is shown as is compared.
        let shown = |inventory: &Inventory| {
            let (_, record) = inventory.object(Node::Repo(repo))?;
            let values =
                record.fields.iter().map(|field| &field.value).chain(record.others.iter().map(|(_, value)| value));
            Some((values.map(|value| value.display(now, Secrets::Shown)).collect::<Vec<_>>(), record.problems))
        };
        assert_eq!(shown(&printed), shown(inventory), "repository {repo}");
    }
}

fn frames(segments: &[Arc<Segment>], result: Result<Rest, Fault>, received: u64) {
    let size = Size { width: 90, height: 24 };
    let mut state = State::new(About::default(), Scope::All, size, Timestamp::from_second(NOW).expect("a time"));
    fetching::start(&mut state, Scope::All);
    for segment in segments {
        update(&mut state, Msg::Loading(RequestId(1), Loading::Part(Arc::clone(segment), received)));
    }
    let result = result.map_err(|fault| fault.explain(None, received));
    update(&mut state, Msg::Fetched(RequestId(1), result));
    let (theme, mut cache, mut shown) = (Theme::colour(), ViewCache::default(), Shown::default());
    let mut frame = Frame::new(size);
    for key in [' ', 'E', 'j', 'J', 't', 'x', 'G', '\t', 'G', 'w', 'k'] {
        let code = if key == '\t' { KeyCode::Tab } else { KeyCode::Char(key) };
        update(&mut state, Msg::Key(KeyEvent::new(code, KeyModifiers::NONE)));
        if let Some(due) = state.detail.due {
            state.screen.now = due;
            update(&mut state, Msg::Tick);
        }
        ui::view(&state, &theme, &mut cache, &mut frame);
        for extent in [Extent::Step { selected: 3 }, Extent::Whole] {
            let mut bytes = Vec::new();
            shown.paint(&frame, extent, &mut bytes);
            harmless(&bytes);
        }
    }
}

#[track_caller]
fn harmless(bytes: &[u8]) {
    assert_eq!(stream::check(bytes), Ok(()));
}
