//! What each move of a plan serves: FORMULATION §9.

use crate::model::world::World;
use lungang_domain::county::{County, PinKind};
use lungang_domain::eligibility::Eligibility;
use lungang_domain::id::{SchoolIx, SubjectIx, TeacherIx};
use lungang_domain::needs::Needs;
use lungang_domain::plan::{Direction, Move, Plan, Serves};
use lungang_domain::policy::{Mode, Policy};
use lungang_domain::rule::RuleName;
use lungang_domain::school::Part;
use std::collections::{BTreeMap, BTreeSet};

/// What each move of a plan serves, in the order of the moves.
pub fn serves(county: &County, policy: &Policy, needs: &Needs, who: &Eligibility, plan: &Plan) -> Vec<Vec<Serves>> {
    let moves = &plan.moves;
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
        travelling: plan.visits.iter().map(|v| v.teacher).collect(),
    };
    let paired = paired(&world, moves);
    moves.iter().map(|m| of_move(&world, &bound, &paired, m)).collect()
}

/// A school that trains, the post whose teachers it trains, or their school.
type Pair = (SchoolIx, SchoolIx, Option<(Part, SubjectIx)>);

/// Pairs in which nobody goes up without a partner.
fn paired(world: &World<'_>, moves: &[Move]) -> BTreeSet<Pair> {
    let mut partners: BTreeMap<Pair, i64> = BTreeMap::new();
    for m in moves {
        match direction(world, m) {
            Some(Direction::Down) => {
                let (from, same) = (world.teacher(m.teacher).school, world.policy.rules.two_way.same_subject.value);
                *partners.entry((from, m.to, same.then_some((m.part, m.subject)))).or_default() += 1;
            }
            Some(Direction::Up) => *partners.entry(pair(world, m)).or_default() -= 1,
            _ => {}
        }
    }
    partners.into_iter().filter(|(_, left)| *left >= 0).map(|(pair, _)| pair).collect()
}

/// The pair of a move up.
fn pair(world: &World<'_>, m: &Move) -> Pair {
    let teacher = world.teacher(m.teacher);
    let same = world.policy.rules.two_way.same_subject.value;
    let subject = teacher.main_subject().filter(|_| same);
    (m.to, teacher.school, subject.map(|k| (teacher.part, k)))
}

fn direction(world: &World<'_>, m: &Move) -> Option<Direction> {
    Direction::between(world.sides[world.teacher(m.teacher).school.at()], world.sides[m.to.at()])
}

/// Teachers whom a rule about them asks to move, and those who travel.
struct Bound {
    couples: BTreeSet<TeacherIx>,
    pinned: BTreeSet<TeacherIx>,
    travelling: BTreeSet<TeacherIx>,
}

fn of_move(world: &World<'_>, bound: &Bound, paired: &BTreeSet<Pair>, m: &Move) -> Vec<Serves> {
    let teacher = world.teacher(m.teacher);
    let from = teacher.school;
    let way = direction(world, m);
    let down = way == Some(Direction::Down);
    let holds = |rule: RuleName| match rule {
        RuleName::ExchangeQuota => down,
        RuleName::BackboneShare => down && teacher.backbone.is_some(),
        RuleName::AllianceShare => down && world.allied(from, m.to),
        RuleName::GraduatingShare => down && teacher.graduating,
        RuleName::TwoWay => way == Some(Direction::Up) && paired.contains(&pair(world, m)),
        RuleName::Itinerant => bound.travelling.contains(&m.teacher),
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
