//! Why a move does not exist, FORMULATION §5.

use super::ask::Ask;
use lungang_domain::explanation::NoMove;
use lungang_domain::id::{SchoolIx, SubjectIx, TeacherIx};
use lungang_domain::plan::Direction;
use lungang_domain::school::Side;
use lungang_solver::model::world::World;

/// Every reason why a teacher whom nothing keeps from moving has no move to a school (in a subject).
pub fn reasons(ask: &Ask<'_>, world: &World<'_>, ix: TeacherIx, to: SchoolIx, asked: Option<SubjectIx>) -> Vec<NoMove> {
    let teacher = world.teacher(ix);
    if to == teacher.school {
        return vec![NoMove::OwnSchool];
    }
    let side = |s: SchoolIx| world.sides[s.at()];
    let outside = [teacher.school, to].into_iter().filter(|s| side(*s) == Side::Outside);
    let mut reasons: Vec<NoMove> = outside.map(NoMove::Outside).collect();
    if let Some(direction) = Direction::between(side(teacher.school), side(to))
        && !world.policy.movement.directions.value.contains(&direction)
    {
        reasons.push(NoMove::Direction(direction));
    }
    if let Some((metres, limit)) = ask.county.journey(ix, to).zip(world.policy.movement.max_km.as_ref())
        && i64::from(metres) > limit.value.floor_of(1000)
    {
        reasons.push(NoMove::TooFar(metres, limit.value));
    }
    if !world.county.school(to).parts().contains(&teacher.part) {
        reasons.push(NoMove::Stage(teacher.part));
        return reasons;
    }
    let strict = world.policy.strict_language();
    let of_subject = |k: SubjectIx| {
        let post = world.needs.find(to, teacher.part, k).map(|p| world.needs.posts[p]);
        let takes = post.is_some_and(|p| p.required > 0 || p.limit.is_some_and(|limit| limit > 0));
        let mut own = Vec::new();
        own.extend((!teacher.subjects.contains(&k)).then_some(NoMove::Subject(k)));
        own.extend((!takes).then_some(NoMove::NoPost(k)));
        own.extend((strict && !world.speaks(ix, k)).then_some(NoMove::Language(k)));
        own
    };
    let subjects: Vec<SubjectIx> = asked.map_or_else(|| teacher.subjects.clone(), |k| vec![k]);
    let each: Vec<Vec<NoMove>> = subjects.into_iter().map(of_subject).collect();
    // Where one of the subjects would do, no subject is the reason.
    if !each.iter().any(Vec::is_empty) {
        reasons.extend(each.into_iter().flatten());
    }
    reasons
}
