//! Random streams that are the same on every machine: ChaCha12 keyed by SHA-256 of the seed and a label.
//!
//! Every idea of the generator draws from a stream of its own, so that a change to one leaves the others alone. Bounded
//! draws are made here by rejection, and no float is involved.

use rand_chacha::ChaCha12Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};
use sha2::{Digest, Sha256};

/// A stream of random numbers.
pub(super) struct Stream(ChaCha12Rng);

impl Stream {
    /// The stream of this seed and label.
    pub(super) fn new(seed: u64, label: &str) -> Self {
        let digest = Sha256::digest(format!("lungang county|{seed}|{label}").as_bytes());
        let mut key = [0u8; 32];
        key.copy_from_slice(&digest[..32]);
        Stream(ChaCha12Rng::from_seed(key))
    }

    /// Uniform in 0..n; 0 where n is 0.
    pub(super) fn below(&mut self, n: u32) -> u32 {
        if n < 2 {
            return 0;
        }
        let n = u64::from(n);
        let limit = (1u64 << 32) / n * n;
        loop {
            let x = u64::from(self.0.next_u32());
            if x < limit {
                return (x % n) as u32;
            }
        }
    }

    /// Uniform in low..=high; `low` where the range is empty.
    pub(super) fn between(&mut self, low: u32, high: u32) -> u32 {
        low + self.below(high.saturating_sub(low).saturating_add(1))
    }

    /// Uniform in −reach..=reach.
    pub(super) fn around(&mut self, reach: i32) -> i32 {
        let reach = reach.unsigned_abs().min(1 << 30);
        self.below(2 * reach + 1) as i32 - reach as i32
    }

    /// `true` in so many of a hundred draws.
    pub(super) fn percent(&mut self, share: u32) -> bool {
        self.below(100) < share
    }

    /// One of the list.
    ///
    /// The lists of this module are never empty.
    pub(super) fn pick<'a, T>(&mut self, list: &'a [T]) -> &'a T {
        &list[self.below(list.len() as u32) as usize]
    }

    /// A position, with probability in proportion to its weight; 0 where all weights are 0.
    pub(super) fn weighted(&mut self, weights: &[u32]) -> usize {
        let mut rest = self.below(weights.iter().sum());
        for (at, weight) in weights.iter().enumerate() {
            if rest < *weight {
                return at;
            }
            rest -= weight;
        }
        0
    }

    /// Shuffles in place (Fisher and Yates).
    pub(super) fn shuffle<T>(&mut self, list: &mut [T]) {
        for last in (1..list.len()).rev() {
            list.swap(last, self.below(last as u32 + 1) as usize);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stream_is_pinned() {
        let mut s = Stream::new(2018, "test");
        let drawn: Vec<u32> = (0..6).map(|_| s.below(1000)).collect();
        let mut again = Stream::new(2018, "test");
        assert_eq!(drawn, (0..6).map(|_| again.below(1000)).collect::<Vec<_>>());
        assert_ne!(drawn, {
            let mut other = Stream::new(2018, "other");
            (0..6).map(|_| other.below(1000)).collect::<Vec<_>>()
        });
    }

    #[test]
    fn draws_stay_in_range() {
        let mut s = Stream::new(1, "range");
        assert_eq!((s.below(0), s.below(1), s.between(5, 4), s.weighted(&[0, 0])), (0, 0, 5, 0));
        for _ in 0..1000 {
            assert!((3..=9).contains(&s.between(3, 9)));
            assert!((-4..=4).contains(&s.around(4)));
            assert_eq!(s.weighted(&[0, 7, 0]), 1);
        }
        let mut list: Vec<u32> = (0..50).collect();
        s.shuffle(&mut list);
        assert_ne!(list, (0..50).collect::<Vec<_>>());
        list.sort_unstable();
        assert_eq!(list, (0..50).collect::<Vec<_>>());
    }
}
