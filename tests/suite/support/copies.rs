//! What the program asks a terminal to put on its clipboard: strictly one kind of sequence, and only when asked for.
//!
//! Shares nothing with the code it judges. Everything else in the stream is for [`super::stream`] to judge.

const START: &str = "\x1b]52;c;";
const LETTERS: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// The stream without its copies, and the texts that these hold; fails where one of them is not exactly as it must be.
pub(crate) fn taken_out(bytes: &[u8]) -> Result<(Vec<u8>, Vec<String>), String> {
    let mut rest = std::str::from_utf8(bytes).map_err(|error| format!("no UTF-8: {error}"))?;
    let (mut stream, mut copies) = (String::new(), Vec::new());
    while let Some((before, after)) = rest.split_once(START) {
        let (coded, after) = after.split_once('\x07').ok_or("a copy without an end")?;
        stream.push_str(before);
        copies.push(decoded(coded)?);
        rest = after;
    }
    stream.push_str(rest);
    Ok((stream.into_bytes(), copies))
}

/// A text in base64 with padding, in its one right spelling.
fn decoded(coded: &str) -> Result<String, String> {
    let wrong = || format!("no base64: {coded:?}");
    let letters = coded.trim_end_matches('=');
    if !coded.len().is_multiple_of(4) || coded.len() - letters.len() > 2 {
        return Err(wrong());
    }
    let (mut bits, mut count, mut bytes) = (0_u32, 0, Vec::new());
    for letter in letters.chars() {
        let value = LETTERS.find(letter).ok_or_else(wrong)?;
        (bits, count) = (bits << 6 | u32::try_from(value).expect("below 64"), count + 6);
        if count >= 8 {
            count -= 8;
            bytes.push(u8::try_from(bits >> count & 0xff).expect("one byte"));
        }
    }
    if bits & ((1 << count) - 1) != 0 {
        return Err(wrong());
    }
    String::from_utf8(bytes).map_err(|_broken| wrong())
}

#[test]
fn a_strict_reader_of_copies_takes_one_spelling_only() {
    let stream = "a\x1b]52;c;Zm9v\x07b\x1b]52;c;Zg==\x07".as_bytes();
    assert_eq!(taken_out(stream), Ok((b"ab".to_vec(), vec!["foo".to_owned(), "f".to_owned()])));
    for alien in ["\x1b]52;c;Zm9v", "\x1b]52;c;Zm9\x07", "\x1b]52;c;Zh==\x07", "\x1b]52;c;?\x07", "\x1b]52;c;====\x07"]
    {
        assert!(taken_out(alien.as_bytes()).is_err(), "{alien:?}");
    }
    let read = "\x1b]52;p;Zg==\x07".as_bytes();
    assert_eq!(taken_out(read), Ok((read.to_vec(), Vec::new())), "left for the reader of the stream, which refuses it");
    assert!(super::stream::check(read).is_err());
}
