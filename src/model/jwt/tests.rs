use super::*;

/// Base64 with the letters of URLs, without padding.
fn encoded(text: &str) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let group = |bytes: &[u8]| {
        let bits = bytes.iter().fold(0_u32, |bits, byte| bits << 8 | u32::from(*byte)) << (8 * (3 - bytes.len()));
        let letters = (0..=bytes.len()).map(|at| char::from(LETTERS[(bits >> (18 - 6 * at) & 63) as usize]));
        letters.collect::<String>()
    };
    text.as_bytes().chunks(3).map(group).collect()
}

fn jwt(payload: &str) -> String {
    format!("{}.{}.{}", encoded(r#"{"alg":"HS256","typ":"JWT"}"#), encoded(payload), encoded("signature"))
}

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

#[test]
fn d7_a_jwt_says_whom_it_belongs_to_and_until_when() {
    let token =
        jwt(r#"{"userId":"u-1","email":"ann@example.com","orgId":"o-1","type":"access","iat":1,"exp":1794000000}"#);
    let claims = Claims::of(&token).unwrap();
    assert_eq!(claims.owner(), Some("ann@example.com"));
    assert_eq!((claims.user_id.as_deref(), claims.org_id.as_deref()), (Some("u-1"), Some("o-1")));
    assert_eq!(claims.expires, Some(at("2026-11-06T21:20:00Z")));
    assert_eq!(Claims::of(&jwt(r#"{"orgId":"o"}"#)).unwrap().owner(), Some("o"));
    assert_eq!(Claims::of(&jwt("{}")).unwrap(), Claims::default());
    // The example of RFC 7519, with its own line breaks and padding.
    let rfc = "eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ.dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
    assert_eq!(Claims::of(rfc).unwrap().expires, Some(at("2011-03-22T18:43:00Z")));
    assert!(
        Claims::of(&format!("{}.{}==.", encoded("{}"), encoded(r#"{"a":1}"#))).is_some(),
        "alg none has no signature"
    );
}

#[test]
fn d7_what_is_no_jwt_says_nothing() {
    let long = jwt("{}") + ".more";
    for token in [
        "",
        "opaque-token",
        "a.b",
        "a.b.c",
        "...",
        "..",
        "a.b.c.d",
        &long,
        &format!("{}.!!!.x", encoded("{}")),
        &format!("{}.{}.x", encoded("{}"), encoded("[1]")),
        &format!("{}.{}.x", encoded("7"), encoded("{}")),
        &format!("{}.{}.x", encoded("{}"), encoded("{\"exp\":")),
        &format!("{}.A.x", encoded("{}")),
        &format!("{}.{}.x", encoded("{}"), encoded(&"[".repeat(30_000))),
    ] {
        assert_eq!(Claims::of(token), None, "{token}");
    }
}

#[test]
fn d7_claims_of_odd_kinds_are_as_if_they_were_not_there() {
    for exp in [r#""1794000000""#, "1e300", "-1e300", "null", "[1]", "9223372036854775807", "18446744073709551615"] {
        let claims = Claims::of(&jwt(&format!(r#"{{"exp":{exp},"email":7,"userId":" ","orgId":null}}"#))).unwrap();
        assert_eq!(claims, Claims::default(), "{exp}");
        assert_eq!(claims.life(Timestamp::UNIX_EPOCH), None);
    }
    let expires = |exp: &str| Claims::of(&jwt(&format!(r#"{{"exp":{exp}}}"#))).unwrap().expires;
    assert_eq!(expires("1794000000.9"), Some(at("2026-11-06T21:20:00Z")));
    assert_eq!(expires("1.794e9"), Some(at("2026-11-06T21:20:00Z")));
    assert_eq!(expires("-5"), Some(at("1969-12-31T23:59:55Z")));
}

#[test]
fn d7_hostile_names_are_safe_to_show_and_short() {
    let claims = Claims::of(&jwt(r#"{"email":"\u001b]0;x\u0007\u202eann","userId":"NAME"}"#)).unwrap();
    assert!(text::is_safe(claims.email.as_deref().unwrap()), "{claims:?}");
    let claims = Claims::of(&jwt(&format!(r#"{{"email":"{}"}}"#, "n".repeat(20_000)))).unwrap();
    assert_eq!(text::width(claims.owner().unwrap()), LONGEST_NAME);
}

#[test]
fn a_life_is_told_in_coarse_steps() {
    let now = at("2026-11-24T14:03:22Z");
    let life = |seconds: i64| {
        let life = Life::until(now + SignedDuration::from_secs(seconds), now);
        (life.words, life.urgency)
    };
    for (left, words, urgency) in [
        (86_400 * 2, "token 2 d", Urgency::Calm),
        (86_400 * 2 - 1, "token 47 h", Urgency::Calm),
        (7_200, "token 2 h", Urgency::Calm),
        (7_199, "token 119 min", Urgency::Calm),
        (42 * 60 + 59, "token 42 min", Urgency::Calm),
        (600, "token 10 min", Urgency::Calm),
        (599, "token 9 min", Urgency::Soon),
        (60, "token 1 min", Urgency::Soon),
        (59, "token < 1 min", Urgency::Soon),
        (1, "token < 1 min", Urgency::Soon),
        (0, "token expired", Urgency::Over),
        (-9_999_999, "token expired", Urgency::Over),
    ] {
        assert_eq!(life(left), (words.to_owned(), urgency), "{left}");
    }
    assert_eq!(Life::until(now, now).changes, None, "nothing changes any more");
    assert!(Life::until(Timestamp::MAX, Timestamp::MIN).changes.is_some());
}

#[test]
fn a_life_changes_when_it_says_and_not_more_than_once_a_minute() {
    let now = at("2026-11-24T14:03:22.123Z");
    for seconds in [1, 59, 60, 61, 600, 601, 3_600, 7_200, 7_201, 172_800, 200_000] {
        let expires = now + SignedDuration::from_secs(seconds);
        let (mut at, mut before) = (now, Life::until(expires, now));
        let mut changes = 0;
        while let Some(next) = before.changes {
            assert!(next > at, "{before:?}");
            let just_before = Life::until(expires, next - SignedDuration::from_nanos(1));
            assert_eq!((&just_before.words, just_before.urgency), (&before.words, before.urgency), "too late");
            let after = Life::until(expires, next);
            assert_ne!(after.words, before.words, "woken for nothing");
            assert!(changes == 0 || next.duration_since(at) >= SignedDuration::from_secs(59), "{before:?}");
            (at, before, changes) = (next, after, changes + 1);
        }
        assert_eq!(before.urgency, Urgency::Over);
    }
}
