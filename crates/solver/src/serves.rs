//! What each move of a plan serves: FORMULATION §9.

use crate::model::world::World;
use lungang_domain::county::{County, PinKind};
use lungang_domain::eligibility::Eligibility;
use lungang_domain::id::TeacherIx;
use lungang_domain::needs::Needs;
use lungang_domain::plan::{Direction, Move, Serves};
use lungang_domain::policy::{Mode, Policy};
use lungang_domain::rule::RuleName;
use std::collections::BTreeSet;

/// What each move serves, in the order of the moves.
pub fn serves(county: &County, policy: &Policy, needs: &Needs, who: &Eligibility, moves: &[Move]) -> Vec<Vec<Serves>> {
    // No lottery is drawn here, so the seed is of no account.
    let world = World::new(county, policy, needs, who, 0);
    let bound = Bound {
        couples: world.couples().into_iter().flat_map(|(a, b)| [a, b]).collect(),
        pinned: county
            .pins
            .iter()
            .filter(|p| matches!(p.kind, PinKind::Post | PinKind::Leave))
            .map(|p| p.teacher)
            .collect(),
    };
    moves.iter().map(|m| of_move(&world, &bound, m)).collect()
}

/// Teachers whom a rule about them asks to move.
struct Bound {
    couples: BTreeSet<TeacherIx>,
    pinned: BTreeSet<TeacherIx>,
}

fn of_move(world: &World<'_>, bound: &Bound, m: &Move) -> Vec<Serves> {
    let teacher = world.teacher(m.teacher);
    let from = teacher.school;
    let down = Direction::between(world.sides[from.at()], world.sides[m.to.at()]) == Some(Direction::Down);
    let holds = |rule: RuleName| match rule {
        RuleName::ExchangeQuota => down,
        RuleName::BackboneShare => down && teacher.backbone.is_some(),
        RuleName::AllianceShare => down && world.allied(from, m.to),
        RuleName::GraduatingShare => down && teacher.graduating,
        RuleName::Couples => bound.couples.contains(&m.teacher),
        RuleName::Pins => bound.pinned.contains(&m.teacher),
        _ => false,
    };
    let rules = RuleName::ALL.iter().copied().filter(|r| world.mode(*r) != Mode::Off && holds(*r));
    let mut list: Vec<Serves> = rules.map(Serves::Rule).collect();
    let post = world.needs.find(m.to, m.part, m.subject);
    if post.is_some_and(|p| world.needs.posts[p].short() > 0) {
        list.push(Serves::Need);
    }
    list.extend(world.county.wish_rank(m.teacher, m.to).map(Serves::Wish));
    list
}
