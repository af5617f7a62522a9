//! Where everything stands for a given size: pure arithmetic, shared by the keys (how much is a page) and the view.

use ratatui::layout::{Rect, Size};

use crate::app::state::Focus;

/// From this width on the panes stand side by side.
pub const SIDE_BY_SIDE: u16 = 100;
/// From this height on they are stacked where they don't fit side by side; below, one is shown at a time.
const STACKED: u16 = 20;

/// From this width on there is a free column on both sides of the details.
const ROOMY: u16 = 40;

/// The areas of the screen; one that has no room is `None`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Layout {
    /// One line at the top.
    pub header: Option<Rect>,
    /// The tree with its border.
    pub tree: Option<Rect>,
    /// The details with their border.
    pub detail: Option<Rect>,
    /// The line for what is looked for, and what there is to say of it but for its last line, which takes the footer's
    /// place.
    pub search: Option<Rect>,
    /// Lines that tell of a failure.
    pub banner: Option<Rect>,
    /// One line at the bottom.
    pub footer: Option<Rect>,
}

impl Layout {
    /// The areas for a size, the pane in focus, the lines a banner wants, and those that a search wants above
    /// the footer.
    pub fn of(size: Size, focus: Focus, banner_lines: u16, search_lines: u16) -> Self {
        let Size { width, height } = size;
        let line = |y: u16, lines: u16| Rect { x: 0, y, width, height: lines };
        let has_header = height >= 3 && width > 0;
        let has_footer = height >= 4 && width > 0;
        let top = u16::from(has_header);
        let bottom = u16::from(has_footer);
        let free = height.saturating_sub(top + bottom);
        let search = if has_footer { search_lines.min(free.saturating_sub(3).max(1)).min(free) } else { 0 };
        let free = free - search;
        // The tree keeps at least three rows, whatever there is to tell.
        let banner_lines = banner_lines.min(free.saturating_sub(5));
        let body = line(top, free - banner_lines);
        // A failure that is told must not take the other pane away.
        let (tree, detail) = panes(body, free >= STACKED, focus);
        Self {
            header: has_header.then(|| line(0, 1)),
            tree,
            detail,
            banner: (banner_lines > 0).then(|| line(height - bottom - search - banner_lines, banner_lines)),
            search: (search > 0).then(|| line(height - bottom - search, search)),
            footer: has_footer.then(|| line(height - 1, 1)),
        }
    }

    /// The rows of the tree.
    pub fn tree_inner(&self) -> Option<Rect> {
        self.tree.map(inner)
    }

    /// The lines of the details; text does not touch the border.
    pub fn detail_inner(&self) -> Option<Rect> {
        let padded = |area: Rect| {
            let body = inner(area);
            let right = u16::from(body.width >= ROOMY);
            Rect { x: body.x + 1, width: body.width - 1 - right, ..body }
        };
        self.detail.map(|area| if is_bordered(area) { padded(area) } else { area })
    }
}

fn panes(body: Rect, stacked: bool, focus: Focus) -> (Option<Rect>, Option<Rect>) {
    if body.width == 0 || body.height == 0 {
        return (None, None);
    }
    if body.width >= SIDE_BY_SIDE {
        let left = u16::try_from(u32::from(body.width) * 58 / 100).unwrap_or(body.width);
        let tree = Rect { width: left, ..body };
        let detail = Rect { x: body.x + left, width: body.width - left, ..body };
        return (Some(tree), Some(detail));
    }
    if stacked {
        // What one reads gets the room: the details of a bucket fit in 24 lines.
        let share = if focus == Focus::Tree { 55 } else { 28 };
        let upper = (body.height * share / 100).max(5);
        let tree = Rect { height: upper, ..body };
        let detail = Rect { y: body.y + upper, height: body.height - upper, ..body };
        return (Some(tree), Some(detail));
    }
    match focus {
        Focus::Tree => (Some(body), None),
        Focus::Detail => (None, Some(body)),
    }
}

/// Whether an area has room for a border.
pub const fn is_bordered(area: Rect) -> bool {
    area.width >= 6 && area.height >= 4
}

/// What a border leaves of an area.
pub const fn inner(area: Rect) -> Rect {
    if is_bordered(area) {
        Rect { x: area.x + 1, y: area.y + 1, width: area.width - 2, height: area.height - 2 }
    } else {
        area
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn areas_fill_every_size_without_overlap() {
        for width in 0..180 {
            for height in 0..60 {
                for focus in [Focus::Tree, Focus::Detail] {
                    for (banner, search) in [(0, 0), (1, 1), (2, 0), (3, 3)] {
                        let size = Size { width, height };
                        let layout = Layout::of(size, focus, banner, search);
                        let bars = [layout.header, layout.search, layout.banner, layout.footer];
                        let areas: Vec<_> = bars.into_iter().chain([layout.tree, layout.detail]).collect();
                        let cells: u32 = areas.iter().flatten().map(|area| area.area()).sum();
                        assert_eq!(cells, u32::from(width) * u32::from(height), "{size:?} {layout:?}");
                        for area in areas.iter().flatten() {
                            assert!(area.right() <= width && area.bottom() <= height, "{size:?} {layout:?}");
                        }
                    }
                }
            }
        }
    }

    #[test]
    fn side_by_side_from_100_columns_stacked_or_one_at_a_time_below() {
        let of = |width, height| Layout::of(Size { width, height }, Focus::Tree, 0, 0);
        let wide = of(100, 30);
        assert_eq!(wide.tree.unwrap().y, wide.detail.unwrap().y);
        for (focus, banner) in [(Focus::Tree, 0), (Focus::Tree, 3), (Focus::Detail, 0), (Focus::Detail, 3)] {
            let stacked = Layout::of(Size { width: 80, height: 24 }, focus, banner, 0);
            assert!(stacked.tree.unwrap().bottom() <= stacked.detail.unwrap().y);
        }
        assert_eq!(of(40, 12).detail, None);
    }
}
