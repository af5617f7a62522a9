use proptest::prelude::*;

use super::*;

/// What comes of bytes, and of nothing after them for as long as it takes.
fn parsed(bytes: &[u8]) -> Vec<Input> {
    pieces(&[bytes], Duration::ZERO)
}

fn pieces(pieces: &[&[u8]], between: Duration) -> Vec<Input> {
    let (mut parser, mut out, mut now) = (Parser::default(), Vec::new(), Instant::now());
    for piece in pieces {
        parser.feed(piece, now, &mut out);
        now += between;
    }
    if let Some(deadline) = parser.deadline() {
        parser.expire(deadline, &mut out);
    }
    assert_eq!(parser.deadline(), None, "it always comes to rest");
    out
}

fn pressed(code: KeyCode, modifiers: KeyModifiers) -> Input {
    Input::Key(KeyEvent::new(code, modifiers))
}

#[test]
fn every_key_is_known_as_terminals_send_it() {
    let none = KeyModifiers::NONE;
    for (bytes, code, modifiers) in [
        (&b"a"[..], KeyCode::Char('a'), none),
        (b"Q", KeyCode::Char('Q'), KeyModifiers::SHIFT),
        ("ü".as_bytes(), KeyCode::Char('ü'), none),
        ("🧬".as_bytes(), KeyCode::Char('🧬'), none),
        (b"\r", KeyCode::Enter, none),
        (b"\t", KeyCode::Tab, none),
        (b"\x7f", KeyCode::Backspace, none),
        (b"\x1b", KeyCode::Esc, none),
        (b"\x03", KeyCode::Char('c'), KeyModifiers::CONTROL),
        (b"\x0c", KeyCode::Char('l'), KeyModifiers::CONTROL),
        (b"\x1f", KeyCode::Char('7'), KeyModifiers::CONTROL),
        (b"\x1bx", KeyCode::Char('x'), KeyModifiers::ALT),
        (b"\x1b[A", KeyCode::Up, none),
        (b"\x1bOB", KeyCode::Down, none),
        (b"\x1b[1;5C", KeyCode::Right, KeyModifiers::CONTROL),
        (b"\x1b[H", KeyCode::Home, none),
        (b"\x1b[1~", KeyCode::Home, none),
        (b"\x1b[4~", KeyCode::End, none),
        (b"\x1bOF", KeyCode::End, none),
        (b"\x1b[5~", KeyCode::PageUp, none),
        (b"\x1b[6;2~", KeyCode::PageDown, KeyModifiers::SHIFT),
        (b"\x1b[Z", KeyCode::BackTab, none),
        (b"\x1b[3~", KeyCode::Delete, none),
        (b"\x1bOP", KeyCode::F(1), none),
        (b"\x1b[[A", KeyCode::F(1), none),
        (b"\x1b[15~", KeyCode::F(5), none),
        (b"\x1b[114;5u", KeyCode::Char('r'), KeyModifiers::CONTROL),
    ] {
        assert_eq!(parsed(bytes), [pressed(code, modifiers)], "{bytes:?}");
        for at in 1..bytes.len() {
            let (head, tail) = bytes.split_at(at);
            let cut = pieces(&[head, tail], Duration::from_millis(10));
            assert_eq!(cut, [pressed(code, modifiers)], "{bytes:?} cut at {at}");
        }
    }
}

#[test]
fn a_cut_sequence_is_given_up_and_the_next_key_is_one() {
    for begun in [&b"\x1b["[..], b"\x1b[1", b"\x1b[1;", b"\x1bO", b"\xe7\x95", b"\x1b]11;rgb", b"\x1bP1"] {
        assert_eq!(pieces(&[begun, b"q"], Duration::from_secs(1)), [key(KeyCode::Char('q'))], "{begun:?}");
    }
    let escape = pieces(&[b"\x1b", b"q"], Duration::from_millis(60));
    assert_eq!(escape, [key(KeyCode::Esc), key(KeyCode::Char('q'))]);
    assert_eq!(parsed(b"\x1b\x1b"), [key(KeyCode::Esc), key(KeyCode::Esc)]);
}

#[test]
fn reports_of_the_mouse_are_read_and_other_buttons_are_nothing() {
    let pointed = |did, x, y| Input::Mouse(Pointed { did, x, y });
    for (bytes, expected) in [
        (&b"\x1b[<0;1;1M"[..], pointed(Did::Press, 0, 0)),
        (b"\x1b[<0;120;40m", pointed(Did::Release, 119, 39)),
        (b"\x1b[<32;7;3M", pointed(Did::Drag, 6, 2)),
        (b"\x1b[<16;7;3M", pointed(Did::Press, 6, 2)),
        (b"\x1b[<64;7;300M", pointed(Did::WheelUp, 6, 299)),
        (b"\x1b[<65;7;3M", pointed(Did::WheelDown, 6, 2)),
    ] {
        assert_eq!(parsed(bytes), std::slice::from_ref(&expected), "{bytes:?}");
        for at in 2..bytes.len() {
            let (head, tail) = bytes.split_at(at);
            let cut = pieces(&[head, tail], Duration::from_millis(10));
            assert_eq!(cut, std::slice::from_ref(&expected), "{bytes:?} cut at {at}");
        }
    }
    for nothing in
        ["1;1;1M", "2;1;1M", "35;1;1M", "66;1;1M", "0;1M", "0;1;1;1M", "0;;1M", "300;1;1M", ";1;1M", "+0;1;1M"]
    {
        assert_eq!(parsed(format!("\x1b[<{nothing}").as_bytes()), [], "{nothing}");
    }
}

#[test]
fn what_a_terminal_says_unasked_is_no_key() {
    for said in [
        &b"\x1b]11;rgb:1e1e/1e1e/2e2e\x1b\\"[..],
        b"\x1b]52;c;cXVpdA==\x07",
        b"\x1bP>|xterm(390)q\x1b\\",
        b"\x1b[?62;22c",
        b"\x1b[>41;354;0c",
        b"\x1b[24;80R",
        b"\x1b[0;0R",
        b"\x1b[?2026;2$y",
        b"\x1b[?1u",
        b"\x1b[I",
        b"\x1b[O",
        b"\x1b[<0;0;0M",
        b"\x1b[<0;99999;99999m",
        b"\x1b[M\x20\x21\x22",
        b"\x1b[97;1:3u",
        b"\x1b[1;1:3A",
        b"\x1b_Gi=1;OK\x1b\\",
    ] {
        assert_eq!(parsed(said), [], "{said:?}");
        assert_eq!(parsed(&[said, b"q"].concat()), [key(KeyCode::Char('q'))], "{said:?}");
    }
}

#[test]
fn a_paste_is_text_whatever_is_in_it_and_ends() {
    let text = "q\n\u{3}\u{1b}[A x\u{1b}[20";
    let bytes = [b"\x1b[200~", text.as_bytes(), b"\x1b[201~q"].concat();
    assert_eq!(parsed(&bytes), [Input::Paste(text.into()), key(KeyCode::Char('q'))]);
    let open = pieces(&[b"\x1b[200~never ended", b"\x03"], Duration::from_secs(1));
    assert_eq!(open, [Input::Paste("never ended".into()), pressed(KeyCode::Char('c'), KeyModifiers::CONTROL)]);
    let long = [b"\x1b[200~", "x".repeat(300_000).as_bytes(), b"\x1b[201~q"].concat();
    let expected = [Input::Paste("x".repeat(LONGEST_PASTE).into()), key(KeyCode::Char('q'))];
    assert_eq!(parsed(&long), expected);
}

#[test]
fn i8_a_paste_is_kept_in_one_place_and_nothing_is_kept_of_it_after_its_end() {
    let (mut parser, mut out) = (Parser::default(), Vec::new());
    parser.feed(b"\x1b[200~", Instant::now(), &mut out);
    let place = parser.begun.as_ptr();
    parser.feed("x".repeat(LONGEST_PASTE + 100).as_bytes(), Instant::now(), &mut out);
    assert_eq!(parser.begun.as_ptr(), place, "no copy was left behind");
    parser.feed(END_OF_PASTE, Instant::now(), &mut out);
    assert_eq!((out.len(), parser.begun.capacity()), (1, 0));
    let damaged = parsed(b"\x1b[200~a\xffb\xe7\x95\x1b[201~");
    assert_eq!(damaged, [Input::Paste("a\u{fffd}b\u{fffd}".into())]);
}

#[test]
fn long_parameters_are_no_more_than_their_end() {
    let bytes = [b"\x1b[".to_vec(), b"1;".repeat(100_000), b"Aq".to_vec()].concat();
    assert_eq!(parsed(&bytes), [key(KeyCode::Char('q'))]);
}

#[test]
fn every_sequence_of_two_bytes_comes_to_rest() {
    for (first, second) in (0..=255_u8).flat_map(|first| (0..=255_u8).map(move |second| (first, second))) {
        parsed(&[first, second]);
        parsed(&[0x1b, first, second]);
        parsed(&[0x1b, b'[', first, second]);
    }
}

proptest! {
    #[test]
    fn no_bytes_hold_up_a_key_and_their_memory_is_bounded(
        bytes in proptest::collection::vec(prop_oneof![3 => any::<u8>(), 1 => Just(0x1b), 1 => Just(b'['), 1 => Just(b'~')], 0..200)
    ) {
        let out = pieces(&[&bytes, b"q"], Duration::from_secs(1));
        prop_assert_eq!(out.last(), Some(&key(KeyCode::Char('q'))));
    }
}
