//! The allocation of whole posts within an authorised total (编制总额), by greedy.
//!
//! floor ≤ y ≤ computed, Σ y ≤ total; in this order: the least per mille z for which every y can reach
//! computed − ⌊z · computed / 1000⌋ becomes the lower limit; then minimise Σ weight · (computed − y), then
//! Σ max(0, present − y), then Σ lottery · y. Every unit beyond the lower limit gains (weight, one if it is still
//! below `present`, −lottery), and within a part the gains never rise: handing out the units with the largest gains first
//! is therefore exact.

/// A part that claims posts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Claimant {
    /// Posts computed.
    pub computed: i64,
    /// What it takes to staff every class; at most `computed`.
    pub floor: i64,
    /// 1 + hardship
    pub weight: i64,
    /// Posts on today's books.
    pub present: i64,
    /// Public lottery number.
    pub lottery: i64,
}

/// The posts of every claimant; `None` where the floors alone exceed the total. Claims within the total are met whole.
pub fn allocate(claimants: &[Claimant], total: i64) -> Option<Vec<i64>> {
    let lower = |z: i64| claimants.iter().map(move |c| c.floor.max(c.computed - z * c.computed / 1000));
    let z = (0..=1000).find(|&z| lower(z).sum::<i64>() <= total)?;
    let mut posts: Vec<i64> = lower(z).collect();
    let mut left = total - posts.iter().sum::<i64>();

    // (gain, claimant, units), at most two runs of equal gain for each claimant
    let mut runs = Vec::with_capacity(2 * claimants.len());
    for (i, c) in claimants.iter().enumerate() {
        let kept = c.present.clamp(posts[i], c.computed);
        runs.push(((c.weight, 1, -c.lottery), i, kept - posts[i]));
        runs.push(((c.weight, 0, -c.lottery), i, c.computed - kept));
    }
    runs.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
    for (_, i, units) in runs {
        let given = units.min(left);
        posts[i] += given;
        left -= given;
    }
    Some(posts)
}
