//! What is said, as sentences.

/// A fragment as a sentence: with a capital at its start and a full stop at its end.
pub(crate) fn sentence(fragment: &str) -> String {
    ended(capital(fragment))
}

fn capital(fragment: &str) -> String {
    let mut chars = fragment.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

/// With a full stop, unless it has an end of its own: what a server says may have one or not.
fn ended(mut text: String) -> String {
    if !text.ends_with(['.', '!', '?', '…']) {
        text.push('.');
    }
    text
}
