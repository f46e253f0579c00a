//! What each move of a plan serves: FORMULATION §9.

use crate::model::world::World;
use crate::rules;
use lungang_domain::county::County;
use lungang_domain::eligibility::Eligibility;
use lungang_domain::needs::Needs;
use lungang_domain::plan::{Move, Plan, Serves};
use lungang_domain::policy::{Mode, Policy};
use lungang_domain::rule::RuleName;

/// What each move of a plan serves, in the order of the moves.
pub fn serves(county: &County, policy: &Policy, needs: &Needs, who: &Eligibility, plan: &Plan) -> Vec<Vec<Serves>> {
    // No lottery is drawn here, so the seed is of no account.
    let world = World::new(county, policy, needs, who, 0);
    let on = RuleName::ALL.iter().copied().filter(|rule| world.mode(*rule) != Mode::Off);
    let served: Vec<_> = on.map(|rule| (rule, rules::serves(rule, &world, plan))).collect();
    let of_move = |m: &Move| {
        let mut list: Vec<Serves> =
            served.iter().filter(|(_, serves)| serves(m)).map(|(rule, _)| Serves::Rule(*rule)).collect();
        let post = needs.find(m.to, m.part, m.subject);
        if post.is_some_and(|p| needs.posts[p].short() > 0) {
            list.push(Serves::Need);
        }
        list.extend(county.wish_rank(m.teacher, m.to).map(Serves::Wish));
        list
    };
    plan.moves.iter().map(of_move).collect()
}
