//! Prefix sums over numbers that change.

/// Numbers whose prefix sums and searches cost O(log n), as does changing one of them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Fenwick {
    /// `sums[i]` covers the `lowest_bit(i + 1)` numbers that end with number i. Half as wide as a position: there are no
    /// answers with more rows than that, and all of them are gone through when everything is opened.
    sums: Vec<u32>,
}

const fn lowest_bit(n: usize) -> usize {
    n & n.wrapping_neg()
}

impl Fenwick {
    /// Takes other numbers, in the memory of the ones before.
    pub(super) fn refill(&mut self, numbers: impl Iterator<Item = usize>) {
        self.sums.clear();
        // Not extended by them: going through pieces of pieces from the inside takes half the time.
        numbers.for_each(|number| self.sums.push(short(number)));
        for i in 0..self.sums.len() {
            let covering = i + lowest_bit(i + 1);
            let sum = self.sums.get(i).copied().unwrap_or_default();
            if let Some(slot) = self.sums.get_mut(covering) {
                *slot = slot.saturating_add(sum);
            }
        }
    }

    /// Takes a one for each of so many numbers, in the memory of the ones before.
    pub(super) fn fill_with_ones(&mut self, count: usize) {
        self.sums.clear();
        self.sums.extend((1..=count).map(|end| short(lowest_bit(end))));
    }

    pub(super) fn push(&mut self, number: usize) {
        let end = self.sums.len();
        let start = end + 1 - lowest_bit(end + 1);
        self.sums.push(short(self.before(end) - self.before(start) + number));
    }

    pub(super) fn change(&mut self, at: usize, before: usize, after: usize) {
        let mut i = at;
        while let Some(sum) = self.sums.get_mut(i) {
            *sum = sum.saturating_add(short(after)).saturating_sub(short(before));
            i += lowest_bit(i + 1);
        }
    }

    /// The sum of the first `count` numbers.
    pub(super) fn before(&self, count: usize) -> usize {
        let mut end = count.min(self.sums.len());
        let mut sum = 0;
        while end > 0 {
            sum += self.sums.get(end - 1).map_or(0, |sum| *sum as usize);
            end -= lowest_bit(end);
        }
        sum
    }

    pub(super) fn total(&self) -> usize {
        self.before(self.sums.len())
    }

    /// The number in which the running sum passes `position`, and how far into it that is.
    pub(super) fn find(&self, position: usize) -> Option<(usize, usize)> {
        let mut at = 0;
        let mut rest = position;
        let mut step = self.sums.len().checked_next_power_of_two().unwrap_or_default();
        while step > 0 {
            if let Some(sum) = self.sums.get(at + step - 1).filter(|sum| **sum as usize <= rest) {
                at += step;
                rest -= *sum as usize;
            }
            step /= 2;
        }
        (at < self.sums.len()).then_some((at, rest))
    }
}

fn short(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
