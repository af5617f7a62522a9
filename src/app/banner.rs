//! The lines over the footer that tell of a failure while data stays on the screen.

use crate::app::action::Action;
use crate::app::auto_refresh;
use crate::app::state::{Dataset, Failed, State};
use crate::app::words::sentence;
use crate::model::{text, time};

/// The most lines it takes.
const MOST: usize = 3;
/// Fewer cells than this say nothing of a failure; the header says that there is one.
const LEAST: usize = 24;

/// A failure told while data stays on the screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Banner {
    /// What failed, when and why: it may be cut.
    failed: String,
    /// What is still shown, and how to try again: never cut.
    kept: String,
    /// What to do about it; may be empty, and is the first to be cut.
    advice: String,
}

impl Banner {
    pub(crate) fn of(state: &State, data: &Dataset, failed: &Failed) -> Self {
        let Failed { scope, failure, at, again } = failed;
        let (keymap, now) = (&state.keymap, state.screen.now);
        let what = if *scope != data.scope {
            format!("loading the repositories of {} failed", scope.label())
        } else if data.arrival.is_none() {
            "loading broke off".to_owned()
        } else {
            "refresh failed".to_owned()
        };
        let kept = match &data.arrival {
            Some(arrival) => format!("Data {}", arrival.told()),
            None => "What is shown is incomplete".to_owned(),
        };
        let next = match (again.map(|again| again.left(now)), auto_refresh::next_try(state)) {
            (Some(0), _) => vec!["trying again now".to_owned()],
            (Some(left), _) => {
                let keys = keymap.says(&[(Action::Refresh, "tries now"), (Action::Back, "gives up")]);
                vec![format!("trying again in {left} s"), keys]
            }
            (None, Some(due)) if due > now => {
                vec![format!("asks again at {}", time::clock(due)), keymap.says(&[(Action::Refresh, "tries now")])]
            }
            (None, Some(_)) => vec!["trying again now".to_owned()],
            (None, None) => vec![keymap.says(&[(Action::Refresh, "retries")])],
        };
        let next: Vec<String> = next.into_iter().filter(|words| !words.is_empty()).collect();
        let kept = if next.is_empty() { format!("{kept}.") } else { format!("{kept}; {}.", next.join(", ")) };
        let failed = sentence(&format!("{} {what}: {}", time::clock(*at), failure.text));
        let advice = if failure.advice.is_empty() { String::new() } else { sentence(&failure.advice) };
        Self { failed, kept, advice }
    }

    /// All of it in one line.
    pub fn text(&self) -> String {
        [self.failed.as_str(), &self.kept, &self.advice].join(" ").trim_end().to_owned()
    }

    /// How many lines it needs in a terminal of a width, at most three.
    pub fn lines(&self, width: u16) -> u16 {
        let lines = text::wrap(&self.text(), usize::from(width.saturating_sub(2)).max(1)).len();
        u16::try_from(lines.min(MOST)).unwrap_or(u16::MAX)
    }

    /// It in so many lines of a width: the advice is cut first, then what failed.
    pub fn fitted(&self, width: usize, lines: usize, ellipsis: &str) -> Vec<String> {
        let without_advice = format!("{} {}", self.failed, self.kept);
        if text::wrap(&without_advice, width).len() <= lines {
            return text::clip(&self.text(), width, lines, ellipsis);
        }
        // At the end of a word: half of one or of a number would be read as another.
        let cut = |cells: usize| {
            let beginning = text::cut(&self.failed, cells, "");
            let words = beginning.rsplit_once(' ').map_or_else(|| beginning.as_ref(), |(words, _)| words);
            format!("{words}{ellipsis} {}", self.kept)
        };
        let fits = |words: &String| text::wrap(words, width).len() <= lines;
        let shortest = self.kept.clone();
        let words = (LEAST..width * lines).rev().map(cut).find(fits).unwrap_or(shortest);
        text::clip(&words, width, lines, ellipsis)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn banner(failed: &str) -> Banner {
        Banner {
            failed: format!("14:04:23Z refresh failed: {failed}."),
            kept: "Data from 14:03:22Z; r retries.".to_owned(),
            advice: "Try again later.".to_owned(),
        }
    }

    #[test]
    fn the_advice_is_cut_before_what_failed_and_what_is_kept_never() {
        let short = banner("refused");
        assert_eq!(short.fitted(100, 1, "…"), [short.text()]);
        assert_eq!(
            short.fitted(38, 2, "…"),
            ["14:04:23Z refresh failed: refused. ", "Data from 14:03:22Z; r retries. Try…"]
        );
        let long = banner(&"a very long message ".repeat(30));
        assert_eq!(
            long.fitted(38, 3, "…"),
            [
                "14:04:23Z refresh failed: a very long ",
                "message a very long message a very ",
                "long… Data from 14:03:22Z; r retries."
            ]
        );
        assert_eq!(long.fitted(38, 1, "…"), ["Data from 14:03:22Z; r retries."]);
        for (width, lines) in (31..120).flat_map(|width| [(width, 1), (width, 2), (width, 3)]) {
            let shown = long.fitted(width, lines, "…");
            assert!(shown.len() <= lines && shown.concat().contains("Data from 14:03:22Z; r retries."), "{shown:?}");
        }
        assert!(long.fitted(1, 3, "…").len() <= 3);
    }
}
