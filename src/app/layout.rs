//! Where everything stands for a given size: pure arithmetic, shared by the keys (how much is a page) and the view.

use ratatui::layout::{Rect, Size};

use crate::app::panes::{Panes, Room, SHARES};
use crate::app::state::Focus;

/// From this width on the panes stand side by side.
pub const SIDE_BY_SIDE: u16 = 100;
/// From this height on they are stacked where they don't fit side by side; below, one is shown at a time.
const STACKED: u16 = 20;
/// From this width on they can stand side by side where the user wants it.
const NARROWEST: u16 = 60;
/// What a pane keeps however far the border is moved: columns side by side, rows stacked.
const LEAST: (u16, u16) = (24, 5);

/// The cells in front of each row of the tree, where the selected one has its marker.
pub const MARKER: usize = 1;
/// The width of one level of the tree's depth, and of the mark of a branch.
pub const STEP: usize = 2;
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
    /// The areas for a size, the pane in focus, how the user arranged the panes, the lines a banner wants, and those
    /// that a search wants above the footer.
    pub fn of(size: Size, focus: Focus, panes: &Panes, banner_lines: u16, search_lines: u16) -> Self {
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
        let (tree, detail) = split(body, way(body.width, free, panes), focus, panes);
        Self {
            header: has_header.then(|| line(0, 1)),
            tree,
            detail,
            banner: (banner_lines > 0).then(|| line(height - bottom - search - banner_lines, banner_lines)),
            search: (search > 0).then(|| line(height - bottom - search, search)),
            footer: has_footer.then(|| line(height - 1, 1)),
        }
    }

    /// Both panes, where both are there, and whether they stand side by side.
    pub fn both(&self) -> Option<(Rect, Rect, bool)> {
        let (tree, detail) = (self.tree?, self.detail?);
        Some((tree, detail, tree.y == detail.y))
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

/// How the panes stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    /// The details right of the tree.
    Across,
    /// The details below the tree.
    Down,
    /// Only the pane in focus.
    Alone,
}

/// How panes stand in a width and the height without a banner: a failure that is told must not take the other pane
/// away.
fn way(width: u16, height: u16, panes: &Panes) -> Way {
    let fits_down = height >= STACKED;
    match (panes.room, panes.turned) {
        (Room::Full, _) => Way::Alone,
        (_, true) if width >= SIDE_BY_SIDE && fits_down => Way::Down,
        (_, true) if width >= NARROWEST => Way::Across,
        _ if width >= SIDE_BY_SIDE => Way::Across,
        _ if fits_down => Way::Down,
        _ => Way::Alone,
    }
}

fn split(body: Rect, way: Way, focus: Focus, panes: &Panes) -> (Option<Rect>, Option<Rect>) {
    if body.width == 0 || body.height == 0 {
        return (None, None);
    }
    let of_focus = |tree, detail| if focus == Focus::Tree { tree } else { detail };
    // Three quarters for the pane in focus where it is to be larger; else what the user chose, else what fits.
    let share = |own: Option<u16>, usual: u16| match panes.room {
        Room::Larger => of_focus(SHARES / 4 * 3, SHARES / 4),
        _ => own.unwrap_or(usual),
    };
    let part = |extent: u16, share: u16, least: u16| {
        let part = u32::from(extent) * u32::from(share) / u32::from(SHARES);
        let least = least.min(extent / 2);
        u16::try_from(part).unwrap_or(extent).clamp(least, extent - least)
    };
    match way {
        Way::Across => {
            let left = part(body.width, share(panes.across, SHARES / 100 * 58), LEAST.0);
            let tree = Rect { width: left, ..body };
            (Some(tree), Some(Rect { x: body.x + left, width: body.width - left, ..body }))
        }
        Way::Down => {
            // What one reads gets the room: the details of a bucket fit in 24 lines.
            let usual = SHARES / 100 * of_focus(55, 28);
            let upper = part(body.height, share(panes.down, usual), LEAST.1);
            let tree = Rect { height: upper, ..body };
            (Some(tree), Some(Rect { y: body.y + upper, height: body.height - upper, ..body }))
        }
        Way::Alone if focus == Focus::Tree => (Some(body), None),
        Way::Alone => (None, Some(body)),
    }
}

/// A box in the middle of the screen, over the footer and no larger than that.
pub fn centred(screen: Size, width: u16, height: u16) -> Rect {
    let free = screen.height.saturating_sub(1);
    let (width, height) = (width.min(screen.width), height.min(free));
    Rect { x: (screen.width - width) / 2, y: (free - height) / 2, width, height }
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

    fn arrangements() -> Vec<Panes> {
        let mut all = Vec::new();
        for room in [Room::Usual, Room::Larger, Room::Full] {
            for turned in [false, true] {
                for own in [None, Some(0), Some(SHARES)] {
                    all.push(Panes { room, turned, across: own, down: own });
                }
            }
        }
        all
    }

    #[test]
    fn areas_fill_every_size_without_overlap() {
        let arrangements = arrangements();
        for (width, height) in (0..180).step_by(3).flat_map(|width| (0..60).map(move |height| (width, height))) {
            let size = Size { width, height };
            for (focus, panes) in [Focus::Tree, Focus::Detail]
                .into_iter()
                .flat_map(|focus| arrangements.iter().map(move |panes| (focus, panes)))
            {
                for (banner, search) in [(0, 0), (1, 1), (2, 0), (3, 3)] {
                    let layout = Layout::of(size, focus, panes, banner, search);
                    let bars = [layout.header, layout.search, layout.banner, layout.footer];
                    let areas = || bars.into_iter().chain([layout.tree, layout.detail]).flatten();
                    let cells: u32 = areas().map(Rect::area).sum();
                    assert_eq!(cells, u32::from(width) * u32::from(height), "{size:?} {layout:?}");
                    assert!(
                        areas().all(|area| area.right() <= width && area.bottom() <= height),
                        "{size:?} {layout:?}"
                    );
                }
            }
        }
    }

    #[test]
    fn side_by_side_from_100_columns_stacked_or_one_at_a_time_below() {
        let of = |width, height| Layout::of(Size { width, height }, Focus::Tree, &Panes::default(), 0, 0);
        let wide = of(100, 30);
        assert_eq!(wide.tree.unwrap().y, wide.detail.unwrap().y);
        for (focus, banner) in [(Focus::Tree, 0), (Focus::Tree, 3), (Focus::Detail, 0), (Focus::Detail, 3)] {
            let stacked = Layout::of(Size { width: 80, height: 24 }, focus, &Panes::default(), banner, 0);
            assert!(stacked.tree.unwrap().bottom() <= stacked.detail.unwrap().y);
        }
        assert_eq!(of(40, 12).detail, None);
    }

    #[test]
    fn both_panes_keep_some_room_however_far_the_border_is_moved() {
        for panes in arrangements() {
            for focus in [Focus::Tree, Focus::Detail] {
                for (width, height) in [(160, 50), (100, 24), (80, 24), (60, 10)] {
                    let layout = Layout::of(Size { width, height }, focus, &panes, 0, 0);
                    let Some((tree, detail, across)) = layout.both() else { continue };
                    for pane in [tree, detail] {
                        assert!(if across { pane.width >= 24 } else { pane.height >= 5 }, "{panes:?} {layout:?}");
                    }
                }
            }
        }
    }
}
