//! A whole number spread over several in proportion, by largest remainder.

/// Parts that sum to `total`, in proportion to `weights` (none negative); where all weigh nothing, as evenly as can be. Among
/// equal remainders the first goes first.
pub fn spread(total: i64, weights: &[i64]) -> Vec<i64> {
    if weights.is_empty() {
        return Vec::new();
    }
    let weights: Vec<i128> = match weights.iter().all(|w| *w == 0) {
        true => vec![1; weights.len()],
        false => weights.iter().map(|w| i128::from(*w)).collect(),
    };
    let (sum, size) = (weights.iter().sum::<i128>(), i128::from(total.unsigned_abs()));
    let mut parts: Vec<i128> = weights.iter().map(|w| size * w / sum).collect();
    let mut order: Vec<usize> = (0..weights.len()).collect();
    order.sort_by_key(|i| (std::cmp::Reverse(size * weights[*i] % sum), *i));
    let left = size - parts.iter().sum::<i128>();
    for i in order.into_iter().take(usize::try_from(left).unwrap_or(0)) {
        parts[i] += 1;
    }
    // No part is larger than the total.
    parts.into_iter().map(|p| total.signum() * i64::try_from(p).unwrap_or(0)).collect()
}

#[cfg(test)]
mod tests {
    use super::spread;

    #[test]
    fn parts_sum_to_the_total() {
        assert_eq!(spread(10, &[1, 1, 1]), [4, 3, 3]);
        assert_eq!(spread(500, &[247, 247, 162]), [188, 188, 124]);
        assert_eq!(spread(-5, &[3, 1]), [-4, -1]);
        assert_eq!(spread(2, &[0, 0, 0]), [1, 1, 0]);
        assert!(spread(7, &[]).is_empty());
        assert_eq!(spread(0, &[3, 4]), [0, 0]);
        for total in 0..50 {
            assert_eq!(spread(total, &[7, 0, 2, 2]).iter().sum::<i64>(), total);
        }
    }
}
