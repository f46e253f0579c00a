//! New teachers at a school whose floor or cap stands in the way: a repair that weakens no rule.

use super::change::small;
use super::elastic::Slack;
use lungang_domain::diagnosis::{Asks, Change, Place};
use lungang_domain::id::SchoolIx;
use lungang_domain::needs::Post;
use lungang_domain::number::{Decimal, ceil_div};
use lungang_domain::plan::Move;
use lungang_domain::rule::{Hires, Kind};
use lungang_solver::model::world::World;

/// Most new teachers that are proposed for one school.
const MOST: i64 = 12;

/// As many new teachers as let the rule at its place give way by so much, of the subject that would lack most after the
/// moves; `None` where new teachers do not help.
pub(super) fn at(world: &World<'_>, slack: &Slack, by: i64, moves: &[Move]) -> Option<Change> {
    let instance = &slack.instance;
    let (Place::School(school), Asks::Number(asks)) = (instance.place, instance.asks) else { return None };
    let staff = world.staff(school);
    let count = match slack.row.hires {
        // Below its posts a school must keep all it has: the first of the new only fill it up.
        Hires::Fill => (world.teaching_posts(school) - staff).max(0) + by,
        Hires::Share => {
            let share = instance.rule.figure(Kind::Share)?;
            staff_for(asks + by, (share.get)(&world.policy.rules))? - staff
        }
        Hires::No => return None,
    };
    ((1..=MOST).contains(&count) && has_room(world, school, count, moves)).then_some(())?;
    let lacks = |post: &Post| -> i64 {
        let comes = |m: &&Move| (m.to, m.part, m.subject) == (school, post.part, post.subject);
        let goes = |m: &&Move| {
            let teacher = world.teacher(m.teacher);
            (world.county.serves_at(m.teacher), teacher.main_subject()) == (school, Some(post.subject))
                && teacher.part == post.part
        };
        let stay = i64::from(post.serving) - moves.iter().filter(goes).count() as i64;
        i64::from(post.required) - stay - moves.iter().filter(comes).count() as i64
    };
    let posts = world.needs.posts.iter().filter(|p| p.school == school && p.required > 0);
    let post = posts.max_by_key(|p| (lacks(p), std::cmp::Reverse((p.part, p.subject))))?;
    Some(Change::Hire { post: (school, post.part, post.subject), count: small(count) })
}

/// Whether so many new teachers have posts: the school is below its teaching posts now, and is not above them once the moves are made.
/// Nobody hires for a school that has more teachers than posts.
pub(super) fn has_room(world: &World<'_>, school: SchoolIx, count: i64, moves: &[Move]) -> bool {
    let (staff, posts) = (world.staff(school), world.teaching_posts(school));
    let out = moves.iter().filter(|m| world.county.serves_at(m.teacher) == school).count() as i64;
    let into = moves.iter().filter(|m| m.to == school).count() as i64;
    staff < posts && staff + count - out + into <= posts
}

/// The smallest staff of which a share comes to so many; `None` where the share is nothing.
fn staff_for(many: i64, share: Decimal) -> Option<i64> {
    (share.0 > 0).then(|| ceil_div(i128::from(many) * i128::from(Decimal::ONE), i128::from(share.0)))
}
