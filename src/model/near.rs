//! The name that was probably meant where another one was written.

/// The known name nearest to a written one, where one is near enough; of equally near ones the first.
pub fn nearest<'a>(written: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    // Of a short name half would be another one.
    let farthest = (written.chars().count() / 3).clamp(1, 2);
    let near = known.map(|name| (distance(written, name), name)).filter(|(distance, _)| *distance <= farthest);
    near.min_by_key(|(distance, _)| *distance).map(|(_, name)| name)
}

/// How many letters to change, add or leave out.
fn distance(one: &str, other: &str) -> usize {
    let mut row: Vec<usize> = (0..=other.chars().count()).collect();
    for (above, letter) in one.chars().enumerate() {
        let mut left = above + 1;
        let mut next = vec![left];
        for ((diagonal, up), same) in row.iter().zip(row.iter().skip(1)).zip(other.chars()) {
            left = (diagonal + usize::from(letter != same)).min(up + 1).min(left + 1);
            next.push(left);
        }
        row = next;
    }
    row.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_name_is_found_and_nothing_far_off() {
        assert_eq!((distance("", "abc"), distance("kitten", "sitting"), distance("a", "a")), (3, 3, 0));
        assert_eq!(nearest("refrsh", ["quit", "refresh"].into_iter()), Some("refresh"));
        assert_eq!(nearest("zz", ["up", "f1"].into_iter()), None);
        assert_eq!(nearest("nothing", ["quit", "refresh"].into_iter()), None);
    }
}
