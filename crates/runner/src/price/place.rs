//! Where one teacher more helps most, once it is known which moves are made beside.

use lungang_domain::goal::Measure;
use lungang_domain::id::{SchoolIx, SubjectIx};
use lungang_domain::needs::Decided;
use lungang_domain::number::ceil_div;
use lungang_domain::school::{Part, Side};
use lungang_solver::Formulation;

/// The post, of those that are short after the moves, where one teacher more is best for the goals in their order; the first
/// among equals. `None` where no post of the subject is short.
pub fn best(model: &Formulation<'_>, plan: Decided<'_>, subject: SubjectIx) -> Option<(SchoolIx, Part)> {
    let world = &model.world;
    let after = world.needs.after(world.county, world.policy, plan);
    let posts = world.needs.posts.iter().zip(&after);
    let short: Vec<i64> = posts.clone().map(|(post, after)| i64::from(after.short(post))).collect();
    let room: Vec<bool> = posts.map(|(post, after)| post.limit.is_none_or(|limit| limit > after.serving)).collect();
    let open = model.openings(subject).into_iter();
    let open = open.filter(|p| short[*p as usize] > 0 && room[*p as usize]);
    let values = |post: u32| -> Vec<i64> {
        let measures = world.policy.goals.iter().filter_map(lungang_domain::goal::GoalSpec::measure);
        let value = |measure| match measure {
            Measure::UnmetNeed => -i64::from(world.post(post).weight),
            Measure::WorstSchool => worst(model, &short, post),
            _ => 0,
        };
        measures.map(value).collect()
    };
    let best = open.min_by_key(|post| values(*post))?;
    Some((world.post(best).school, world.post(best).part))
}

/// The worst school's rate once a post lacks one less.
fn worst(model: &Formulation<'_>, short: &[i64], filled: u32) -> i64 {
    let world = &model.world;
    let rate = |s: SchoolIx| {
        let required: i64 = world.needs.posts_of(s).iter().map(|p| i64::from(p.required)).sum();
        let lacks = |at: usize| short[at] - i64::from(at == filled as usize);
        let short: i64 = world.needs.range_of(s).map(lacks).sum();
        if required == 0 { 0 } else { ceil_div(i128::from(1000 * short), i128::from(required)) }
    };
    let schools = world.county.school_ixs().filter(|s| world.sides[s.at()] == Side::Receiving);
    schools.map(rate).max().unwrap_or(0)
}
