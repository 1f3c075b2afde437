//! Numbers in an order that looks random: each once, none of them kept.
//!
//! A Feistel network permutes the smallest square that holds all of them; what falls outside is
//! walked on until it comes back in.

/// Rounds of mixing: four are as good as chance for what is no secret.
const ROUNDS: usize = 4;

/// A permutation of the numbers below a size.
#[derive(Clone, Debug)]
pub(super) struct Permutation {
    size: u64,
    /// Bits of one half.
    half: u32,
    keys: [u64; ROUNDS],
}

impl Permutation {
    /// Of the numbers from 0 to `size - 1`, another one for every `seed`.
    pub(super) fn new(size: u64, seed: u64) -> Self {
        let bits = u64::BITS - size.saturating_sub(1).leading_zeros();
        let mut state = seed;
        let keys = std::array::from_fn(|_| split_mix(&mut state));
        Self { size, half: bits.div_ceil(2).max(1), keys }
    }

    /// The number that stands at `index`, which must be below the size.
    pub(super) fn at(&self, index: u64) -> u64 {
        let mut number = self.mix(index);
        // The square is at most four times the size, and whoever starts inside returns inside.
        while number >= self.size && index < self.size {
            number = self.mix(number);
        }
        number
    }

    fn mix(&self, number: u64) -> u64 {
        let mask = (1_u64 << self.half) - 1;
        let (mut left, mut right) = (number >> self.half & mask, number & mask);
        for key in self.keys {
            let mut state = right ^ key;
            (left, right) = (right, left ^ (split_mix(&mut state) & mask));
        }
        left << self.half | right
    }
}

/// The next of a row of numbers that look random.
pub(super) fn split_mix(state: &mut u64) -> u64 {
    *state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let mut mixed = *state;
    mixed = (mixed ^ mixed >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ mixed >> 31
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn is_bijection(size: u64, seed: u64) -> bool {
        let permutation = Permutation::new(size, seed);
        let mut came = vec![false; usize::try_from(size).unwrap()];
        for index in 0..size {
            let number = permutation.at(index);
            if number >= size
                || std::mem::replace(&mut came[usize::try_from(number).unwrap()], true)
            {
                return false;
            }
        }
        true
    }

    #[test]
    fn every_number_comes_once_at_every_size() {
        for size in 1..=5_000 {
            assert!(is_bijection(size, size ^ 7), "{size}");
        }
        assert!(is_bijection(1 << 18, 1) && is_bijection((1 << 18) + 1, 2));
    }

    #[test]
    fn the_largest_networks_are_spread_over_all_their_parts() {
        let size = 1 << 24;
        let permutation = Permutation::new(size, 42);
        let mut parts = [0_u32; 256];
        let mut same_network = 0;
        let mut last = u64::MAX;
        for index in 0..65_536 {
            let number = permutation.at(index);
            assert!(number < size);
            parts[usize::try_from(number >> 16).unwrap()] += 1;
            same_network += u32::from(number >> 8 == last >> 8);
            last = number;
        }
        // 256 each on average.
        assert!(parts.iter().all(|count| (150..400).contains(count)), "{parts:?}");
        assert!(same_network < 20, "{same_network}");
        for index in [0, 1, size - 2, size - 1] {
            assert!(permutation.at(index) < size);
        }
    }

    proptest! {
        #[test]
        fn it_is_a_bijection_whatever_the_seed(size in 1_u64..3_000, seed: u64) {
            prop_assert!(is_bijection(size, seed));
        }

        #[test]
        fn large_ones_stay_inside(size in 1_u64..1 << 40, seed: u64, index: u64) {
            prop_assert!(Permutation::new(size, seed).at(index % size) < size);
        }
    }
}
