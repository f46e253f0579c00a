//! Recruits one after another, each by the cheapest chain.
//!
//! n ≤ most for what is asked; Σ n of a school ≤ its limit; Σ n of a room ≤ its limit. A chain begins at a school with a
//! vacancy and ends at a room with a place: it recruits for something asked of the two, or takes a room from somebody
//! recruited before, whose school then recruits for another room. Whoever takes the cheapest chain each time, as long as it
//! is worth it, ends at the least cost: the chains are the shortest paths of a flow from schools to rooms.

use std::ops::{Add, Neg};

/// The limit of a room that has none.
pub const NO_LIMIT: i64 = i64::MAX;

/// What one more recruit costs: what comes first counts first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Cost([i64; 4]);

impl Add for Cost {
    type Output = Cost;

    fn add(self, other: Cost) -> Cost {
        let Cost([a, b, c, d]) = self;
        let Cost([e, f, g, h]) = other;
        Cost([a + e, b + f, c + g, d + h])
    }
}

impl Neg for Cost {
    type Output = Cost;

    fn neg(self) -> Cost {
        Cost(self.0.map(Neg::neg))
    }
}

/// Recruits that are asked for at a post.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Asked {
    /// Position of its school.
    pub school: usize,
    /// Position of its room.
    pub room: usize,
    /// At most so many.
    pub most: i64,
    /// What each costs: worth below 0, one head, and what decides between equals.
    pub cost: [i64; 4],
}

/// A school or a room as a chain reaches it: at what cost, and by what is asked of the step before.
type Reached = Option<(Cost, Option<usize>)>;

/// How many are recruited for each that is asked, with these limits of schools and rooms.
pub fn chains(asked: &[Asked], schools: &[i64], rooms: &[i64]) -> Vec<i64> {
    let mut recruits = vec![0; asked.len()];
    let (mut vacant, mut left) = (schools.to_vec(), rooms.to_vec());
    while let Some(chain) = cheapest(asked, &recruits, &vacant, &left) {
        // From the room at its end back to the school where it began, steps that recruit and steps that give way by turns.
        for (step, at) in chain.iter().enumerate() {
            recruits[*at] += if step % 2 == 0 { 1 } else { -1 };
        }
        let (Some(last), Some(first)) = (chain.first(), chain.last()) else { break };
        left[asked[*last].room] -= 1;
        vacant[asked[*first].school] -= 1;
    }
    recruits
}

/// The cheapest chain that is worth it, from its end to its beginning.
fn cheapest(asked: &[Asked], recruits: &[i64], vacant: &[i64], left: &[i64]) -> Option<Vec<usize>> {
    let nothing = Cost([0; 4]);
    let mut school: Vec<Reached> = vacant.iter().map(|n| (*n > 0).then_some((nothing, None))).collect();
    let mut room: Vec<Reached> = vec![None; left.len()];
    let cheaper = |known: &Reached, cost: Cost| known.is_none_or(|(known, _)| cost < known);
    loop {
        let mut falls = false;
        for (at, one) in asked.iter().enumerate() {
            let cost = Cost(one.cost);
            if let Some((so_far, _)) = school[one.school].filter(|_| recruits[at] < one.most)
                && cheaper(&room[one.room], so_far + cost)
            {
                (room[one.room], falls) = (Some((so_far + cost, Some(at))), true);
            }
            if let Some((so_far, _)) = room[one.room].filter(|_| recruits[at] > 0)
                && cheaper(&school[one.school], so_far + -cost)
            {
                (school[one.school], falls) = (Some((so_far + -cost, Some(at))), true);
            }
        }
        if !falls {
            break;
        }
    }
    let ends = room.iter().zip(left).filter(|(_, left)| **left > 0).filter_map(|(reached, _)| *reached);
    let (_, last) = ends.min_by_key(|(cost, _)| *cost).filter(|(cost, _)| *cost < nothing)?;
    let (mut chain, mut at) = (Vec::new(), last);
    while let Some(recruited) = at {
        chain.push(recruited);
        let gave_way = school[asked[recruited].school].and_then(|(_, by)| by);
        chain.extend(gave_way);
        at = gave_way.and_then(|gave| room[asked[gave].room].and_then(|(_, by)| by));
    }
    Some(chain)
}
