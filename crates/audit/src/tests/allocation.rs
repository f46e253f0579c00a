//! The greedy allocation against all allocations of small cases.

use crate::allocation::{Claimant, allocate};
use crate::testkit::Draw;

/// The best allocation by trying all, with its order of merit.
fn brute(claimants: &[Claimant], total: i64) -> Option<Vec<i64>> {
    fn all(claimants: &[Claimant], total: i64, so_far: &mut Vec<i64>, out: &mut Vec<Vec<i64>>) {
        let Some(c) = claimants.get(so_far.len()) else {
            if so_far.iter().sum::<i64>() <= total {
                out.push(so_far.clone());
            }
            return;
        };
        for y in c.floor..=c.computed {
            so_far.push(y);
            all(claimants, total, so_far, out);
            so_far.pop();
        }
    }
    let mut every = Vec::new();
    all(claimants, total, &mut Vec::new(), &mut every);
    let rate = |y: &[i64]| {
        let reaches =
            |z: i64| claimants.iter().zip(y).all(|(c, y)| *y >= c.floor && *y >= c.computed - z * c.computed / 1000);
        (0..=1000).find(|z| reaches(*z))
    };
    let least = every.iter().filter_map(|y| rate(y)).min()?;
    every.retain(|y| claimants.iter().zip(y).all(|(c, y)| *y >= c.floor.max(c.computed - least * c.computed / 1000)));
    every.into_iter().min_by_key(|y| {
        let sum = |f: &dyn Fn(&Claimant, i64) -> i64| claimants.iter().zip(y).map(|(c, y)| f(c, *y)).sum::<i64>();
        (sum(&|c, y| c.weight * (c.computed - y)), sum(&|c, y| (c.present - y).max(0)), sum(&|c, y| c.lottery * y))
    })
}

#[test]
fn greedy_is_exact() {
    let mut draw = Draw(3);
    let mut feasible = 0;
    for _ in 0..1500 {
        let claimants: Vec<Claimant> = (0..1 + draw.below(4))
            .map(|i| {
                let computed = draw.below(7) as i64;
                Claimant {
                    computed,
                    floor: (draw.below(5) as i64).min(computed),
                    weight: 1 + draw.below(3) as i64,
                    present: draw.below(8) as i64,
                    lottery: 1 + 10 * draw.below(100) as i64 + i as i64,
                }
            })
            .collect();
        let wanted: i64 = claimants.iter().map(|c| c.computed).sum();
        let total = draw.below(wanted as u64 + 2) as i64;
        let greedy = allocate(&claimants, total);
        assert_eq!(greedy, brute(&claimants, total), "{claimants:?} within {total}");
        feasible += usize::from(greedy.is_some());
    }
    assert!(feasible > 500);
}
