//! Why a move does not exist, FORMULATION §5.

use lungang_domain::county::County;
use lungang_domain::explanation::{Hopeless, NoMove};
use lungang_domain::id::{SchoolIx, SubjectIx, TeacherIx};
use lungang_domain::needs::Needs;
use lungang_domain::plan::Direction;
use lungang_domain::policy::{Policy, Who};
use lungang_domain::school::Side;
use lungang_solver::model::candidates::Leaver;
use lungang_solver::model::world::World;
use lungang_solver::{eligibility, wishes};

/// Every reason why a teacher whom nothing keeps from moving has no move to a school (in a subject).
pub fn reasons(world: &World<'_>, ix: TeacherIx, to: SchoolIx, asked: Option<SubjectIx>) -> Vec<NoMove> {
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
    if world.policy.movement.asked() == Who::Volunteers && !teacher.volunteer {
        reasons.push(NoMove::NotApplied);
    }
    if let Some((metres, limit)) = world.county.journey(ix, to).zip(world.policy.movement.max_km.as_ref())
        && i64::from(metres) > limit.value.floor_of(1000)
    {
        reasons.push(NoMove::TooFar(metres, limit.value));
    }
    if world.policy.strict_continuity() && world.goes_on(ix) {
        reasons.push(NoMove::Continuity);
    }
    if world.policy.strict_avoidance() && world.kin_heads(ix, to) {
        reasons.push(NoMove::Avoidance);
    }
    if !world.county.school(to).parts().contains(&teacher.part) {
        reasons.push(NoMove::Stage(teacher.part));
        return reasons;
    }
    let strict = world.policy.strict_language();
    let of_subject = |k: SubjectIx| {
        let takes = world.needs.find(to, teacher.part, k).is_some_and(|p| world.needs.takes(p as u32));
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

/// Every wish that cannot come true, by teacher, with the reasons.
pub fn hopeless(county: &County, policy: &Policy, needs: &Needs) -> Vec<Hopeless> {
    let who = eligibility::verdicts(county, policy);
    // No lottery is drawn here, so the seed is of no account.
    let world = World::new(county, policy, needs, &who, 0);
    let of = |teacher: TeacherIx| {
        let (world, verdict) = (&world, who.of(teacher));
        let one = move |school| Hopeless {
            teacher,
            school,
            reasons: if verdict.may_move() { Vec::new() } else { verdict.reasons.clone() },
            no_move: reasons(world, teacher, school, None),
        };
        let leaver = Leaver::new(world, teacher);
        let leads = |school| leaver.as_ref().is_some_and(|l| l.goes_to(world, school));
        wishes::hopeless(county, teacher, leads).into_iter().map(one)
    };
    county.teacher_ixs().flat_map(of).collect()
}
