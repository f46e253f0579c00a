//! What each move of a plan serves: FORMULATION §8.

use crate::model::world::World;
use lungang_domain::county::{County, PinKind};
use lungang_domain::eligibility::Eligibility;
use lungang_domain::needs::Needs;
use lungang_domain::plan::{Direction, Move, Serves};
use lungang_domain::policy::{Mode, Policy};
use lungang_domain::rule::RuleName;

/// What each move serves, in the order of the moves.
pub fn serves(county: &County, policy: &Policy, needs: &Needs, who: &Eligibility, moves: &[Move]) -> Vec<Vec<Serves>> {
    // No lottery is drawn here, so the seed is of no account.
    let world = World::new(county, policy, needs, who, 0);
    let couples = world.couples();
    moves.iter().map(|m| of_move(&world, &couples, m)).collect()
}

type Couples = [(lungang_domain::id::TeacherIx, lungang_domain::id::TeacherIx)];

fn of_move(world: &World<'_>, couples: &Couples, m: &Move) -> Vec<Serves> {
    let teacher = world.teacher(m.teacher);
    let from = teacher.school;
    let down = Direction::between(world.sides[from.at()], world.sides[m.to.at()]) == Some(Direction::Down);
    let holds = |rule: RuleName| match rule {
        RuleName::ExchangeQuota => down,
        RuleName::BackboneShare => down && teacher.backbone.is_some(),
        RuleName::AllianceShare => down && world.allied(from, m.to),
        RuleName::GraduatingShare => down && teacher.graduating,
        RuleName::Couples => couples.iter().any(|(a, b)| *a == m.teacher || *b == m.teacher),
        RuleName::Pins => {
            world.county.pins.iter().any(|p| p.teacher == m.teacher && matches!(p.kind, PinKind::Post | PinKind::Leave))
        }
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
