//! The exchange of heads (校长交流) by a reading of its own: who is due from the roster, the best matching by shortest augmenting
//! paths, and the plan's prices added up in whole numbers.

mod judge;
mod paths;
mod roster;

pub use judge::judge;
pub use paths::{Rank, assign};

use crate::tenure::Leader;
use lungang_domain::county::County;
use lungang_domain::heads::{Head, Heads};
use lungang_domain::plan::Move;
use lungang_domain::policy::Policy;
use roster::{Led, Roster};
use std::collections::BTreeMap;

/// The best exchange of heads after these moves, without prices; `None` where the policy has none.
pub fn headships(county: &County, policy: &Policy, moves: &[Move], seed: u64) -> Option<Heads> {
    let roster = Roster::read(county, policy, moves.iter().map(|m| (m.teacher, m.to)), seed)?;
    let mut led = Led::new();
    let mut goals = Rank::default();
    for role in roster.roles() {
        let (own, value) = roster.best(role, &led);
        led.extend(own);
        goals = goals + value;
    }
    let head = |leader: &Leader| Head {
        teacher: leader.teacher,
        role: leader.role,
        from: leader.school,
        to: led.get(&leader.teacher).copied().unwrap_or(leader.school),
        tenure: leader.tenure,
        years: leader.years,
        price: None,
    };
    let heads: Vec<Head> = roster.leaders.iter().map(head).collect();
    let unchecked = roster.unchecked(&heads.iter().map(|h| (h.teacher, h.to)).collect::<BTreeMap<_, _>>());
    Some(Heads { heads, offices: Vec::new(), goals: goals.0, unchecked })
}
