//! The demo's organization and how it moves: the asset as it is, plus the changes in effect. Every answer is a step;
//! the changes come one at a time, leave one at a time, and then the lap begins anew, so it moves for ever and never
//! grows. Must not know HTTP nor the clock.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::changes::{Change, Turn};
use super::json::Json;

/// The organization of the first answer, in the API's own document shape.
const ASSET: &str = include_str!("../../assets/demo/organization.json");

/// Which change comes (or, the second time, leaves) at each step; the new key is the first thing a refresh shows.
const LAP: [Change; 12] = [
    Change::DeployKey,
    Change::BucketError,
    Change::Disabled,
    Change::IncidentRepo,
    Change::DeletedAiKey,
    Change::RemovedBucket,
    Change::BucketError,
    Change::DeployKey,
    Change::Disabled,
    Change::IncidentRepo,
    Change::DeletedAiKey,
    Change::RemovedBucket,
];

/// The API's document shape, in the API's field order.
#[derive(Serialize, Deserialize)]
struct Document {
    success: bool,
    repos: Vec<Json>,
}

/// The organization at its current step.
#[derive(Debug)]
pub(super) struct Organization {
    original: Vec<Json>,
    /// In the order they came; each change of [`LAP`] at most once.
    in_effect: Vec<(Change, Turn)>,
    answers: usize,
}

impl Organization {
    /// The organization before its first answer.
    ///
    /// # Errors
    /// Where the embedded asset is not the API's document; a test shows that it is.
    pub(super) fn new() -> serde_json::Result<Self> {
        let document: Document = serde_json::from_str(ASSET)?;
        Ok(Self { original: document.repos, in_effect: Vec::new(), answers: 0 })
    }

    /// Takes one step and answers as the API does: the asset first, one more change with each call. `now` is the time
    /// the step's change carries. Only the repositories of `workspace` are told; `None` means all.
    ///
    /// # Errors
    /// None that can happen: the document is plain data.
    pub(super) fn answer(&mut self, workspace: Option<&str>, now: Timestamp) -> serde_json::Result<Vec<u8>> {
        if let Some(past) = self.answers.checked_sub(1) {
            self.turn(past, now);
        }
        self.answers = self.answers.saturating_add(1);

        let mut repos = self.original.clone();
        for (change, turn) in &self.in_effect {
            change.apply(&mut repos, *turn);
        }
        if let Some(workspace) = workspace {
            repos.retain(|repo| repo.text("workspaceId") == Some(workspace));
        }
        serde_json::to_vec(&Document { success: true, repos })
    }

    /// Lets the change of a position in the endless row of laps come or leave.
    fn turn(&mut self, position: usize, now: Timestamp) {
        let lap = position / LAP.len();
        let Some(change) = LAP.get(position % LAP.len()).copied() else { return };
        match self.in_effect.iter().position(|(other, _)| *other == change) {
            Some(index) => {
                self.in_effect.remove(index);
            }
            None => self.in_effect.push((change, Turn { lap, since: now })),
        }
    }
}

#[cfg(test)]
mod tests;
