//! How many columns the tree has, and how wide they are: as many as the names leave room for.

/// The widths of the columns, from the left.
pub type Columns = &'static [usize];

/// Sets of columns, richest first: they get narrower, then give way from the right.
const SETS: [Columns; 7] = [&[9, 12, 16], &[9, 12, 12], &[9, 12, 9], &[9, 10, 9], &[9, 12], &[9, 10], &[9]];

/// The columns for a pane of a width in which the rows need so many cells left of them, where that matters.
pub fn fitting(width: usize, need: impl FnOnce() -> usize) -> Columns {
    let least = least(width);
    // Where all columns are there anyway, that they keep their place is worth more than a few cells.
    if least.len() >= 3 {
        return least;
    }
    let need = need();
    let fits = |set: &Columns| set.len() > least.len() && need + taken(set) <= width;
    SETS.into_iter().find(fits).unwrap_or(least)
}

/// The cells that columns take, with the spaces before them and one that keeps the last from the border.
pub fn taken(columns: &[usize]) -> usize {
    columns.iter().map(|column| column + 1).sum::<usize>() + usize::from(!columns.is_empty())
}

/// The columns of a pane of a width, however long the names in it are.
const fn least(width: usize) -> Columns {
    match width {
        0..34 => &[],
        34..46 => &[9],
        46..54 => &[9, 10],
        54..68 => &[9, 12],
        68..84 => &[9, 12, 12],
        84..110 => &[9, 14, 14, 5],
        110..140 => &[9, 14, 16, 5, 18],
        _ => &[9, 14, 24, 5, 24],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_names_leave_room_for_more_columns_and_long_ones_take_none_away() {
        assert_eq!(fitting(56, || 32), [9, 12]);
        assert_eq!(fitting(56, || 24), [9, 10, 9]);
        assert_eq!(fitting(67, || 30), [9, 12, 12]);
        assert_eq!(fitting(67, || 1000), [9, 12]);
        assert_eq!(fitting(38, || 16), [9, 10]);
        assert_eq!(fitting(38, || 30), [9]);
        assert_eq!(fitting(30, || 19), [9]);
        assert_eq!(fitting(78, || 10), fitting(78, || 1000));
    }

    #[test]
    fn a_wider_pane_never_has_fewer_columns() {
        assert_eq!([83, 84, 110].map(|width| fitting(width, || 0).len()), [3, 4, 5]);
        for need in 0..60 {
            for width in 0..200 {
                let (narrow, wide) = (fitting(width, || need), fitting(width + 1, || need));
                assert!(narrow.len() <= wide.len(), "{width} {need}: {narrow:?} {wide:?}");
                assert!(taken(narrow) <= width, "{width} {need}: {narrow:?}");
            }
        }
    }
}
