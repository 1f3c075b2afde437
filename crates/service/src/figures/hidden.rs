//! Which groups are too small to be shown, and which others have to go with them?

use super::tally::Tally;

/// The groups of a dimension that may be seen.
#[derive(Debug, Default)]
pub(super) struct Seen {
    /// The largest first.
    pub(super) groups: Vec<(Box<str>, Tally)>,
    /// How many groups are folded into the other one, and what they come to together.
    pub(super) other: Option<(u32, Tally)>,
}

impl Seen {
    /// Folds groups of fewer than `least` cases into one.
    ///
    /// One small group alone, or some that make fewer than `least` together, could be told by
    /// subtraction from the whole: then the next smallest goes with them, until they cannot.
    pub(super) fn of(mut groups: Vec<(Box<str>, Tally)>, least: u32) -> Self {
        groups.sort_unstable_by(|(name, tally), (other_name, other)| {
            other.cases.cmp(&tally.cases).then_with(|| name.cmp(other_name))
        });
        let mut other: Option<(u32, Tally)> = None;
        while let Some((_, smallest)) = groups.last() {
            let is_hidden = match &other {
                _ if smallest.cases < least => true,
                Some((count, folded)) => *count < 2 || folded.cases < least,
                None => false,
            };
            if !is_hidden {
                break;
            }
            if let Some((_, tally)) = groups.pop() {
                let (count, folded) = other.get_or_insert_default();
                *count = count.saturating_add(1);
                folded.merge(tally);
            }
        }
        Self { groups, other }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn groups(sizes: &[u32]) -> Vec<(Box<str>, Tally)> {
        let named = |(number, cases): (usize, &u32)| {
            (format!("g{number}").into(), Tally { cases: *cases, ..Tally::default() })
        };
        sizes.iter().enumerate().map(named).collect()
    }

    fn seen(sizes: &[u32]) -> (Vec<u32>, Option<(u32, u32)>) {
        let seen = Seen::of(groups(sizes), 10);
        let shown = seen.groups.iter().map(|(_, tally)| tally.cases).collect();
        (shown, seen.other.map(|(count, tally)| (count, tally.cases)))
    }

    #[test]
    fn small_groups_are_folded_and_one_never_alone() {
        assert_eq!(seen(&[10, 30, 20]), (vec![30, 20, 10], None));
        assert_eq!(seen(&[3, 30, 8, 20]), (vec![30, 20], Some((2, 11))));
        // One alone could be told by subtraction: the next smallest goes with it.
        assert_eq!(seen(&[3, 30, 20]), (vec![30], Some((2, 23))));
        // Two that are small together as well.
        assert_eq!(seen(&[3, 30, 4, 20]), (vec![30], Some((3, 27))));
        assert_eq!(seen(&[3]), (vec![], Some((1, 3))));
        assert_eq!(seen(&[]), (vec![], None));
    }

    proptest! {
        #[test]
        fn nothing_small_is_seen_or_can_be_subtracted(
            sizes in prop::collection::vec(1_u32..40, 0..30),
        ) {
            let (shown, other) = seen(&sizes);
            prop_assert!(shown.iter().all(|cases| *cases >= 10));
            let sum: u32 = shown.iter().sum::<u32>() + other.map_or(0, |(_, cases)| cases);
            prop_assert_eq!(sum, sizes.iter().sum::<u32>());
            if let Some((count, cases)) = other {
                prop_assert!(shown.is_empty() || (count >= 2 && cases >= 10));
            }
        }
    }
}
