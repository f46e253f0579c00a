//! Who the policy will find eligible, as far as the generator has to know: to pin no one who cannot move.

use super::{SCHOOL_YEAR, World, roster};
use lungang_domain::calendar::full_years;
use lungang_domain::county::CountyParts;
use lungang_domain::id::TeacherIx;
use lungang_domain::teacher::{Role, Sex};

/// Teachers without any reason against moving; who has ever been posted is left out.
pub(super) fn eligible(world: &World, parts: &CountyParts) -> Vec<TeacherIx> {
    let conditions = &world.policy.eligibility;
    let today = SCHOOL_YEAR.first_day();
    let posted: std::collections::BTreeSet<TeacherIx> = parts.postings.iter().map(|p| p.teacher).collect();
    let over = SCHOOL_YEAR.last_day(world.policy.movement.term_years.value);
    let asked = i64::from(conditions.years_same_school.value);
    let fits = |at: &usize| {
        let t = &parts.teachers[*at];
        let limit = match t.sex {
            Some(Sex::Male) => &conditions.max_age_male,
            _ => &conditions.max_age_female,
        };
        let young = limit.as_ref().is_none_or(|l| t.birth.is_some_and(|b| full_years(b, today) <= i64::from(l.value)));
        let retires = world.policy.years.retires_on(t).is_some_and(|day| day <= over);
        roster::sends(world, &parts.schools[t.school.at()])
            && t.teaches()
            && t.role == Role::Teacher
            && t.exemptions.is_empty()
            && full_years(t.joined, today) >= asked
            && young
            && !(conditions.before_retirement.value && retires)
            && conditions.excluded_titles.as_ref().is_none_or(|titles| !titles.value.contains(&t.title))
            && !posted.contains(&TeacherIx::new(*at))
    };
    (0..parts.teachers.len()).filter(fits).map(TeacherIx::new).collect()
}
