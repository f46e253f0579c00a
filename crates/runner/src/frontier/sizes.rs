//! For which numbers of moves plans are asked for.

/// The most sizes where nobody says which.
const MOST: u32 = 12;

/// Which sizes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Sizes {
    /// All from the first to the plan's own where they are few, else some, evenly spread.
    Spread,
    /// Every so many from the first on, and the plan's own.
    Step(u32),
    /// These.
    These(Vec<u32>),
}

impl Sizes {
    /// The sizes from the first to the plan's own, each once, the smallest first.
    pub(super) fn between(&self, first: u32, own: u32) -> Vec<u32> {
        let mut sizes: Vec<u32> = match self {
            Sizes::Spread if own - first < MOST => (first..=own).collect(),
            Sizes::Spread => {
                let part = |i: u32| u64::from(i) * u64::from(own - first) / u64::from(MOST - 1);
                // No part is more than the whole.
                (0..MOST).map(|i| first + part(i) as u32).collect()
            }
            Sizes::Step(step) => (first..own).step_by((*step).max(1) as usize).chain([own]).collect(),
            Sizes::These(sizes) => sizes.clone(),
        };
        sizes.sort_unstable();
        sizes.dedup();
        sizes
    }
}

#[cfg(test)]
mod tests {
    use super::Sizes;

    #[test]
    fn few_sizes_are_all_there_and_many_are_spread() {
        assert_eq!(Sizes::Spread.between(5, 5), [5]);
        assert_eq!(Sizes::Spread.between(47, 58), (47..=58).collect::<Vec<_>>());
        assert_eq!(Sizes::Spread.between(47, 96), [47, 51, 55, 60, 64, 69, 73, 78, 82, 87, 91, 96]);
        assert_eq!(Sizes::Spread.between(0, 12).len(), 12);
    }

    #[test]
    fn a_step_ends_at_the_plans_own_and_what_is_named_stands_once() {
        assert_eq!(Sizes::Step(20).between(47, 96), [47, 67, 87, 96]);
        assert_eq!(Sizes::Step(7).between(9, 9), [9]);
        assert_eq!(Sizes::Step(3).between(0, 6), [0, 3, 6]);
        assert_eq!(Sizes::These(vec![80, 0, 47, 80]).between(50, 60), [0, 47, 80]);
    }
}
