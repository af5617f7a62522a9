//! Masking: the one place that decides which field holds a credential and how much of it may be seen.
//!
//! Every screen and every format asks here. Must not know documents, screens or when a value is revealed.

use std::borrow::Cow;

use crate::model::kind::Kind;
use crate::model::text;

/// What stands for a value of which nothing is shown.
pub const HIDDEN: &str = "****";

/// A value shorter than this, in characters, shows nothing of itself.
const SHORT: usize = 16;
/// Names of files are seldom as long as this, tokens seldom shorter.
const LONG: usize = 32;
/// How many characters are shown at either end of a longer one.
const ENDS: usize = 4;

/// In place of a fingerprint, where there is one that can't be compared.
pub(super) const UNKNOWN: &str = "#????";

/// Inside a lower-cased field name without punctuation, each of these sounds like a credential.
const WORDS: [&str; 14] = [
    "secret",
    "token",
    "password",
    "passwd",
    "passphrase",
    "credential",
    "private",
    "bearer",
    "authorization",
    "signature",
    "cookie",
    "session",
    "apikey",
    "accesskey",
];

/// What a credential is called in the query of an address besides.
const SHORT_NAMES: [&str; 4] = ["sig", "auth", "jwt", "pwd"];
/// What stands before the next member of a query.
const ENDS_OF_MEMBERS: [char; 4] = ['?', '&', ';', '#'];

/// Field names of the API that sound like a credential and hold none.
const HARMLESS: [&str; 1] = ["apiKeyId"];

/// Field names of the API for lists of objects that hold credentials among other things.
const LISTS: [&str; 2] = ["apiKeys", "aiApiKeys"];

/// The first and last four characters of a raw `value` with `****` between, terminal-safe; of a value shorter than 16
/// characters nothing. The length of the value cannot be told from it.
///
/// A mask with a fingerprint behind stays what it is, see [`is_mask`]; one that can't be compared is not shown.
#[must_use]
pub fn mask(value: &str) -> String {
    if let Some(mask) = unmarked(value) {
        return text::shown(if value.ends_with(UNKNOWN) { mask } else { value }).into_owned();
    }
    text::shown(&raw_mask(value)).into_owned()
}

/// The same, not yet terminal-safe.
#[must_use]
pub fn raw_mask(value: &str) -> String {
    let ends = value.char_indices().nth(ENDS).zip(value.char_indices().nth_back(ENDS - 1));
    match ends {
        Some(((head, _), (tail, _))) if value.chars().nth(SHORT - 1).is_some() => {
            let (head, tail) = (value.get(..head), value.get(tail..));
            [head.unwrap_or_default(), HIDDEN, tail.unwrap_or_default()].concat()
        }
        _ => HIDDEN.to_owned(),
    }
}

/// Whether a value is a mask with a fingerprint behind, `AKIA****MPLE #3f9c`, as a file has it whose credentials were
/// masked when it was written: there is nothing left in it to hide.
#[must_use]
pub fn is_mask(value: &str) -> bool {
    unmarked(value).is_some()
}

/// What stands before the fingerprint of such a mask, `AKIA****MPLE`.
#[must_use]
pub fn unmarked(value: &str) -> Option<&str> {
    let (masked, fingerprint) = value.rsplit_once(' ')?;
    let is_hex = |digits: &str| digits.len() == 4 && digits.bytes().all(|it| matches!(it, b'0'..=b'9' | b'a'..=b'f'));
    let is_fingerprint = fingerprint == UNKNOWN || fingerprint.strip_prefix('#').is_some_and(is_hex);
    let has_ends = || {
        let middle: String = masked.chars().skip(ENDS).take(HIDDEN.len()).collect();
        middle == HIDDEN && masked.chars().count() == 2 * ENDS + HIDDEN.len()
    };
    (is_fingerprint && (masked == HIDDEN || has_ends())).then_some(masked)
}

/// `https://user:pass@host/..?sig=..` as `https://****@host/..?sig=****`: without its user part, and without the values of
/// those members of its query whose names sound like a credential; a text without such as it is.
///
/// Input and output are raw: not yet terminal-safe.
#[must_use]
pub fn mask_address(text: &str) -> Cow<'_, str> {
    match mask_userinfo(text) {
        Cow::Borrowed(text) => mask_query(text),
        Cow::Owned(masked) => Cow::Owned(mask_query(&masked).into_owned()),
    }
}

fn mask_userinfo(url: &str) -> Cow<'_, str> {
    let masked = url.split_once("://").and_then(|(scheme, rest)| {
        // Lenient on purpose: `jdbc:postgresql` is no scheme, but what follows it may still be a password.
        let named = !scheme.is_empty() && !scheme.trim_start().contains(char::is_whitespace);
        let authority = rest.split(['/', '?', '#']).next().filter(|_| named)?;
        // A password may hold an `@` itself, so the last one ends it.
        let (userinfo, _) = authority.rsplit_once('@').filter(|(userinfo, _)| *userinfo != HIDDEN)?;
        let host = rest.get(userinfo.len()..)?;
        Some([scheme, "://", HIDDEN, host].concat())
    });
    masked.map_or(Cow::Borrowed(url), Cow::Owned)
}

fn mask_query(address: &str) -> Cow<'_, str> {
    // Most texts have none.
    let Some(start) = memchr::memchr2(b'?', b'#', address.as_bytes()) else { return Cow::Borrowed(address) };
    let (mut masked, mut is_masked) = (String::new(), false);
    let mut rest = address;
    let mut next = Some(start);
    while let Some((before, member)) = next.and_then(|at| rest.split_at_checked(at + 1)) {
        masked.push_str(before);
        rest = member;
        if let Some((name, value)) = member.split_once('=')
            && is_secret_member(name)
        {
            // What else ends a member may stand in a value as well.
            let end = value.find(|c: char| matches!(c, '&' | '#') || c.is_whitespace()).unwrap_or(value.len());
            let (value, behind) = value.split_at_checked(end).unwrap_or((value, ""));
            is_masked |= !matches!(value, "" | HIDDEN);
            masked.extend([name, "=", if value.is_empty() { "" } else { HIDDEN }]);
            rest = behind;
        }
        next = rest.find(ENDS_OF_MEMBERS);
    }
    if !is_masked {
        return Cow::Borrowed(address);
    }
    masked.push_str(rest);
    Cow::Owned(masked)
}

fn is_secret_member(name: &str) -> bool {
    let is_name = !name.contains(|c: char| ENDS_OF_MEMBERS.contains(&c) || c.is_whitespace());
    is_name && (SHORT_NAMES.iter().any(|short| name.eq_ignore_ascii_case(short)) || sounds_like_a_credential(name))
}

/// Whether what stands where the path of a file is expected could be a token instead: then it is not repeated.
///
/// Of a whole path only the name counts, as it may have been completed from a name alone.
#[must_use]
pub fn could_be_a_token(path: &str) -> bool {
    let is_long = |part: &str| part.chars().count() >= LONG;
    let mut parts = path.rsplit(['/', '\\']);
    let is_whole = path.starts_with('/');
    parts.next().is_some_and(is_long)
        || (!is_whole && (parts.any(is_long) || (path.starts_with("eyJ") && is_long(path))))
}

/// How much of a value may be seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sensitivity {
    /// Shown.
    Open,
    /// A list of objects with credentials: their fields are judged by name, but what stands bare in it is masked.
    Listed,
    /// A credential: shown masked, see [`mask`].
    Key,
    /// Part of an encrypted `secret`: nothing of it is shown.
    Sealed,
}

impl Sensitivity {
    /// The sensitivity of the field `field` of an object that has this sensitivity itself.
    #[must_use]
    pub fn within(self, field: &str) -> Self {
        match self {
            Self::Open | Self::Listed | Self::Key if field.eq_ignore_ascii_case("secret") => Self::Sealed,
            Self::Open | Self::Listed if LISTS.contains(&field) => Self::Listed,
            Self::Open | Self::Listed if sounds_like_a_credential(field) => Self::Key,
            Self::Open | Self::Listed => Self::Open,
            Self::Key | Self::Sealed => self,
        }
    }

    /// The sensitivity of what stands in the list of a kind.
    pub const fn of_items(kind: Kind) -> Self {
        match kind {
            Kind::ApiKey | Kind::AiApiKey => Self::Listed,
            Kind::Repo | Kind::Bucket | Kind::AiLlm => Self::Open,
        }
    }

    /// The raw `value` as it may be seen, terminal-safe.
    #[must_use]
    pub fn apply(self, value: &str) -> Cow<'_, str> {
        match self {
            Self::Open => match mask_address(value) {
                Cow::Borrowed(open) => text::shown(open),
                Cow::Owned(masked) => Cow::Owned(text::shown(&masked).into_owned()),
            },
            Self::Key | Self::Listed => Cow::Owned(mask(value)),
            Self::Sealed => Cow::Borrowed(HIDDEN),
        }
    }
}

fn sounds_like_a_credential(field: &str) -> bool {
    if HARMLESS.contains(&field) {
        return false;
    }
    let name: String = field.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    name.ends_with("key") || name.ends_with("keys") || WORDS.iter().any(|word| name.contains(word))
}

#[cfg(test)]
mod tests {
    use proptest::collection::vec;
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_mask_shows_the_ends_of_long_values_only() {
        for (value, masked) in [
            ("AKIAIOSFODNN7EXAMPLE", "AKIA****MPLE"),
            ("0123456789abcdef", "0123****cdef"),
            ("0123456789abcde", HIDDEN),
            ("sk-...", HIDDEN),
            ("", HIDDEN),
            ("ключ-ключ-ключ-ключ", "ключ****ключ"),
            ("\x1b[2Jxxxxxxxxxxxxxxxx", "␛[2J****xxxx"),
        ] {
            assert_eq!(mask(value), masked);
        }
        assert_eq!(mask(&"k".repeat(4000)), "kkkk****kkkk");
    }

    #[test]
    fn a_mask_with_a_fingerprint_stays_what_it_is() {
        for kept in ["AKIA****MPLE #3f9c", "**** #0000", "клю\u{202e}****ключ #abcd"] {
            assert!(is_mask(kept), "{kept}");
            assert_eq!(mask(kept), text::shown(kept));
        }
        for other in [
            "",
            "****",
            "AKIA****MPLE",
            "AKIA****MPLE #3F9C",
            "AKIA****MPLE #3f9c0",
            "AKIA***MMPLE #3f9c",
            "AKIA****MMPLE #3f9c",
            "a secret that ends in #3f9c",
            " #3f9c",
        ] {
            assert!(!is_mask(other), "{other}");
            assert!(!mask(other).contains(" #"), "{other}");
        }
    }

    #[test]
    fn fields_are_judged_by_their_names() {
        use Sensitivity::{Key, Listed, Open, Sealed};
        for (field, expected) in [
            ("secret", Sealed),
            ("SECRET", Sealed),
            ("key", Key),
            ("Key", Key),
            ("clientSecret", Key),
            ("access_key_id", Key),
            ("X-Api-Key", Key),
            ("keys", Key),
            ("refresh_token", Key),
            ("PassWord", Key),
            ("sessionId", Key),
            ("Authorization", Key),
            ("apikeys", Key),
            ("apiKeys", Listed),
            ("aiApiKeys", Listed),
            ("apiKeyId", Open),
            ("name", Open),
            ("keyboard", Open),
            ("bucket", Open),
            ("", Open),
        ] {
            assert_eq!([Open.within(field), Listed.within(field)], [expected; 2], "{field}");
        }
        assert_eq!(Listed.apply("sk-0123456789abcdef"), "sk-0****cdef");
        assert_eq!([Sealed.within("name"), Key.within("name"), Key.within("apiKeys")], [Sealed, Key, Key]);
    }

    #[test]
    fn the_user_part_of_a_url_is_hidden() {
        for (url, masked) in [
            ("https://user:pass@host/a@b", "https://****@host/a@b"),
            ("https://user:p@ss@host:8080?x", "https://****@host:8080?x"),
            ("s3://token@bucket", "s3://****@bucket"),
            ("jdbc:postgresql://u:p@host/db", "jdbc:postgresql://****@host/db"),
            (" https://u:p@host", " https://****@host"),
            ("https://host/a@b", "https://host/a@b"),
            ("https://host?a@b", "https://host?a@b"),
            ("https://host#a@b", "https://host#a@b"),
            ("user@host", "user@host"),
            ("see http://a@b", "see http://a@b"),
            ("://a@b", "://a@b"),
        ] {
            assert_eq!(mask_address(url), masked);
            assert_eq!(mask_address(masked), masked);
        }
        assert!(matches!(mask_address("https://****@host"), Cow::Borrowed(_)), "there is nothing left to hide");
    }

    #[test]
    fn credentials_in_the_query_of_an_address_are_hidden() {
        for (url, masked) in [
            ("https://h/?X-Amz-Signature=0a1b&x=1", "https://h/?X-Amz-Signature=****&x=1"),
            ("https://h/?x=1&X-Amz-Credential=AK/eu&sig=a%2Bb", "https://h/?x=1&X-Amz-Credential=****&sig=****"),
            ("https://u:p@h/?key=k#access_token=t", "https://****@h/?key=****#access_token=****"),
            ("h/a?token=a?b;c=d==&n=1", "h/a?token=****&n=1"),
            ("https://h?a;SIG=x", "https://h?a;SIG=****"),
            ("?password=x and more", "?password=**** and more"),
            ("https://h/?token=&sig&x=token", "https://h/?token=&sig&x=token"),
            ("https://h/key=1&x", "https://h/key=1&x"),
            ("is it so? a key=1", "is it so? a key=1"),
            ("https://h/?region=eu&signed=1", "https://h/?region=eu&signed=1"),
            ("?é=1&ключtoken=é", "?é=1&ключtoken=****"),
        ] {
            assert_eq!(mask_address(url), masked);
            assert!(matches!(mask_address(masked), Cow::Borrowed(_)), "{masked}");
        }
    }

    #[test]
    fn a_long_name_could_be_a_token_in_place_of_a_path() {
        for path in [
            "eyJhbGciOi.eyJlbWFpbCI6ImFubkB.c2ln",
            "eyJhbGciOi/eyJlbWFpbCI6/ImFubkB.c2ln",
            "0123456789abcdef0123456789abcdef",
            "/home/me/0123456789abcdef0123456789abcdef",
            "0123456789abcdef0123456789abcdef/x+y",
        ] {
            assert!(could_be_a_token(path), "{path}");
        }
        let store = "/nix/store/0123456789abcdef0123456789abcdef-secrets/token";
        for path in ["", "token", "~/.flashback-token", "/home/me/.config/flashback-tui/production.token", store] {
            assert!(!could_be_a_token(path), "{path}");
        }
    }

    #[test]
    fn each_sensitivity_shows_its_share() {
        assert_eq!(Sensitivity::Open.apply("a\nb"), "a␊b");
        assert_eq!(Sensitivity::Open.apply("ftp://u:p@h\n"), "ftp://****@h␊");
        assert_eq!(Sensitivity::Key.apply("AKIAIOSFODNN7EXAMPLE"), "AKIA****MPLE");
        assert_eq!(Sensitivity::Sealed.apply("AKIAIOSFODNN7EXAMPLE"), HIDDEN);
    }

    proptest! {
        #[test]
        fn a_mask_depends_on_the_ends_alone(head in vec(any::<char>(), 4), tail in vec(any::<char>(), 4),
            a in vec(any::<char>(), 8..40), b in vec(any::<char>(), 8..40)) {
            let whole = |middle: &[char]| [&head[..], middle, &tail[..]].concat().into_iter().collect::<String>();
            prop_assert_eq!(mask(&whole(&a)), mask(&whole(&b)));
            prop_assert!(text::is_safe(&mask(&whole(&a))));
        }

        #[test]
        fn short_values_show_nothing(value in vec(any::<char>(), 0..16).prop_map(String::from_iter)) {
            prop_assert_eq!(mask(&value), HIDDEN);
        }
    }
}
