//! Prefix sums over numbers that change.

/// Numbers whose prefix sums and searches cost O(log n), as does changing one of them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Fenwick {
    /// `sums[i]` covers the `lowest_bit(i + 1)` numbers that end with number i.
    sums: Vec<usize>,
}

const fn lowest_bit(n: usize) -> usize {
    n & n.wrapping_neg()
}

impl Fenwick {
    pub(super) fn of(mut sums: Vec<usize>) -> Self {
        for i in 0..sums.len() {
            let covering = i + lowest_bit(i + 1);
            let sum = sums.get(i).copied().unwrap_or_default();
            if let Some(slot) = sums.get_mut(covering) {
                *slot += sum;
            }
        }
        Self { sums }
    }

    pub(super) fn push(&mut self, number: usize) {
        let end = self.sums.len();
        let start = end + 1 - lowest_bit(end + 1);
        self.sums.push(self.before(end) - self.before(start) + number);
    }

    pub(super) fn change(&mut self, at: usize, before: usize, after: usize) {
        let mut i = at;
        while let Some(sum) = self.sums.get_mut(i) {
            *sum = *sum + after - before;
            i += lowest_bit(i + 1);
        }
    }

    /// The sum of the first `count` numbers.
    pub(super) fn before(&self, count: usize) -> usize {
        let mut end = count.min(self.sums.len());
        let mut sum = 0;
        while end > 0 {
            sum += self.sums.get(end - 1).copied().unwrap_or_default();
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
            if let Some(sum) = self.sums.get(at + step - 1).filter(|sum| **sum <= rest) {
                at += step;
                rest -= sum;
            }
            step /= 2;
        }
        (at < self.sums.len()).then_some((at, rest))
    }
}
