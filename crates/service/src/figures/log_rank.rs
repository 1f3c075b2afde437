//! Is it chance that one group closes faster than another?
//!
//! The log-rank test: at each time at which something was closed, each group closes what its share of
//! those still open would let one expect, if groups made no difference (N. Mantel, "Evaluation of survival
//! data and two new rank order statistics", Cancer Chemotherapy Reports 50, 1966).

use super::chance::chi_square_tail;
use super::survival::Step;

/// What the test came to.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct LogRank {
    pub(super) chi_square: f64,
    pub(super) degrees: u32,
    /// How likely chance alone makes such a difference.
    pub(super) p: f64,
}

/// Compares groups; `None` for fewer than two, or where nothing could be compared.
pub(super) fn log_rank(groups: &[&[Step]]) -> Option<LogRank> {
    let degrees = groups.len().checked_sub(1).filter(|degrees| *degrees > 0)?;
    let mut sums = Sums::new(groups.len());
    let mut rows: Vec<Group> = groups.iter().map(|steps| Group::new(steps)).collect();
    while let Some(hours) = rows.iter().filter_map(Group::next_hours).min() {
        let closed: Vec<f64> = rows.iter().map(|row| f64::from(row.closed_at(hours))).collect();
        let at_risk: Vec<f64> = rows.iter().map(|row| f64::from(row.at_risk)).collect();
        sums.add(&closed, &at_risk);
        for row in &mut rows {
            row.leave(hours);
        }
    }
    let chi_square = sums.chi_square(degrees)?;
    let degrees = u32::try_from(degrees).ok()?;
    Some(LogRank { chi_square, degrees, p: chi_square_tail(chi_square, degrees) })
}

/// A group on its way through its steps.
struct Group<'a> {
    steps: &'a [Step],
    at_risk: u32,
}

impl<'a> Group<'a> {
    fn new(steps: &'a [Step]) -> Self {
        let all = |step: &Step| step.closed.saturating_add(step.censored);
        Self { steps, at_risk: steps.iter().map(all).fold(0, u32::saturating_add) }
    }

    fn next_hours(&self) -> Option<u32> {
        self.steps.first().map(|step| step.hours)
    }

    fn closed_at(&self, hours: u32) -> u32 {
        self.steps.first().filter(|step| step.hours == hours).map_or(0, |step| step.closed)
    }

    /// Those of this hour are not at risk any more.
    fn leave(&mut self, hours: u32) {
        if let Some((step, rest)) = self.steps.split_first().filter(|(step, _)| step.hours == hours)
        {
            self.at_risk = self.at_risk.saturating_sub(step.closed).saturating_sub(step.censored);
            self.steps = rest;
        }
    }
}

/// Observed less expected of each group, and how these vary together.
struct Sums {
    difference: Vec<f64>,
    variance: Vec<Vec<f64>>,
}

impl Sums {
    fn new(groups: usize) -> Self {
        Self { difference: vec![0.0; groups], variance: vec![vec![0.0; groups]; groups] }
    }

    fn add(&mut self, closed: &[f64], at_risk: &[f64]) {
        let (all_closed, all): (f64, f64) = (closed.iter().sum(), at_risk.iter().sum());
        if all_closed <= 0.0 || all <= 0.0 {
            return;
        }
        for ((sum, closed), risk) in self.difference.iter_mut().zip(closed).zip(at_risk) {
            *sum += closed - all_closed * risk / all;
        }
        if all <= 1.0 {
            return;
        }
        let factor = all_closed * (all - all_closed) / (all - 1.0);
        for (i, (row, mine)) in self.variance.iter_mut().zip(at_risk).enumerate() {
            for (j, (cell, other)) in row.iter_mut().zip(at_risk).enumerate() {
                let same = if i == j { 1.0 } else { 0.0 };
                *cell += factor * (mine / all) * (same - other / all);
            }
        }
    }

    /// The difference of all groups but the last, weighed by the inverse of how they vary: the last
    /// one follows from the others.
    fn chi_square(mut self, degrees: usize) -> Option<f64> {
        let wanted: Vec<f64> = self.difference.iter().take(degrees).copied().collect();
        self.variance.truncate(degrees);
        for (row, value) in self.variance.iter_mut().zip(&wanted) {
            row.truncate(degrees);
            row.push(*value);
        }
        let solution = solve(self.variance)?;
        let value: f64 = wanted.iter().zip(&solution).map(|(a, b)| a * b).sum();
        value.is_finite().then_some(value.max(0.0))
    }
}

/// Solves linear equations, each with its right side last, by elimination with pivots.
fn solve(mut rows: Vec<Vec<f64>>) -> Option<Vec<f64>> {
    let count = rows.len();
    for column in 0..count {
        let size = |row: &Vec<f64>| row.get(column).copied().unwrap_or_default().abs();
        let below = rows.iter().enumerate().skip(column);
        let (pivot, _) = below.max_by(|(_, a), (_, b)| size(a).total_cmp(&size(b)))?;
        rows.swap(column, pivot);
        let head = rows.get(column)?.clone();
        let lead = head.get(column).copied().filter(|lead| lead.abs() > 1e-12)?;
        for (number, row) in rows.iter_mut().enumerate() {
            if number == column {
                for cell in row.iter_mut() {
                    *cell /= lead;
                }
            } else {
                let factor = row.get(column).copied().unwrap_or_default() / lead;
                row.iter_mut().zip(&head).for_each(|(cell, above)| *cell -= factor * above);
            }
        }
    }
    rows.into_iter().map(|row| row.last().copied()).collect()
}

#[cfg(test)]
mod tests {
    use super::super::survival::tests::{generated, placebo, six_mp};
    use super::*;

    #[track_caller]
    fn is(groups: &[&[Step]], chi_square: f64, p: f64) {
        let found = log_rank(groups).unwrap();
        assert!((found.chi_square - chi_square).abs() < 1e-8, "{found:?}");
        assert!((found.p - p).abs() <= 1e-6 * p, "{found:?}");
    }

    /// lifelines 0.30.3: `multivariate_logrank_test`.
    #[test]
    fn differences_are_those_of_lifelines() {
        let (a, b, c) = (
            generated(1, 400, 900, 1500),
            generated(2, 300, 1400, 1500),
            generated(3, 500, 1000, 2400),
        );
        is(&[&six_mp(), &placebo()], 16.792_940_989_216_547, 4.168_809_109_334_511e-5);
        is(&[&a, &b], 86.349_089_552_062_4, 1.508_179_472_829_068_7e-20);
        is(&[&a, &b, &c], 107.472_260_456_199_83, 4.599_336_269_095_046e-24);
        is(&[&a, &c], 19.751_771_652_451_996, 8.817_991_461_782_962e-6);
        is(&[&a, &a], 0.0, 1.0);
    }

    #[test]
    fn nothing_to_compare_is_no_test() {
        let a = generated(1, 400, 900, 1500);
        assert_eq!(log_rank(&[]), None);
        assert_eq!(log_rank(&[&a]), None);
        assert_eq!(log_rank(&[&a, &[]]), None);
        assert_eq!(log_rank(&[&[], &[]]), None);
        let open = [Step { hours: 5, closed: 0, censored: 9 }];
        assert_eq!(log_rank(&[&open, &open]), None);
    }
}
