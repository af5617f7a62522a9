//! Sizes as one types them. Pure.

/// A number of bytes: digits, and perhaps a unit behind them. As with the core utilities `K`, `M`, `G` and `KiB`, `MiB`,
/// `GiB` count in 1024, `kB`, `MB`, `GB` in 1000; capitals or not. `None` for anything else.
pub(super) fn bytes(text: &str) -> Option<u64> {
    let digits = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let (number, unit) = text.split_at_checked(digits)?;
    let unit: u64 = match unit.to_ascii_lowercase().as_str() {
        "" | "b" => 1,
        "k" | "kib" => 1024,
        "m" | "mib" => 1024 * 1024,
        "g" | "gib" => 1024 * 1024 * 1024,
        "kb" => 1000,
        "mb" => 1_000_000,
        "gb" => 1_000_000_000,
        _ => return None,
    };
    number.parse::<u64>().ok()?.checked_mul(unit)
}

/// A number of bytes as one would type it: `512M`.
pub(super) fn told(bytes: u64) -> String {
    let units = [(30, "G"), (20, "M"), (10, "K")];
    let whole = units.into_iter().find(|(bits, _)| bytes > 0 && bytes.trailing_zeros() >= *bits);
    whole.map_or_else(|| bytes.to_string(), |(bits, unit)| format!("{}{unit}", bytes >> bits))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_size_is_digits_and_a_unit() {
        for (text, wanted) in [
            ("0", Some(0)),
            ("1", Some(1)),
            ("123b", Some(123)),
            ("64K", Some(65_536)),
            ("64k", Some(65_536)),
            ("64KiB", Some(65_536)),
            ("64kB", Some(64_000)),
            ("512M", Some(536_870_912)),
            ("512mib", Some(536_870_912)),
            ("512MB", Some(512_000_000)),
            ("2G", Some(2_147_483_648)),
            ("2GiB", Some(2_147_483_648)),
            ("2GB", Some(2_000_000_000)),
            ("17179869183G", Some(17_179_869_183 << 30)),
            ("17179869184G", None),
            ("99999999999999999999", None),
            ("", None),
            ("G", None),
            ("-1", None),
            ("1.5G", None),
            ("1 G", None),
            ("1T", None),
            ("1ü", None),
        ] {
            assert_eq!(bytes(text), wanted, "{text:?}");
        }
    }

    #[test]
    fn a_size_is_told_as_one_types_it() {
        for (size, text) in
            [(0, "0"), (1, "1"), (1023, "1023"), (1024, "1K"), (1536, "1536"), (512 << 20, "512M"), (2 << 30, "2G")]
        {
            assert_eq!((told(size).as_str(), bytes(text)), (text, Some(size)));
        }
    }
}
