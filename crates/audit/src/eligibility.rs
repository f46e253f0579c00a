//! Who meets the exchange conditions (符合交流条件): every reason against a teacher, by the audit's own reading.
//!
//! Ages and lengths of service are whole years on the reference day. Clause 三(二)3.

use lungang_domain::calendar::{SchoolYear, full_years};
use lungang_domain::county::County;
use lungang_domain::eligibility::{Reason, Verdict};
use lungang_domain::id::TeacherIx;
use lungang_domain::policy::{Policy, Waivable};
use lungang_domain::retirement;
use lungang_domain::school::Side;
use lungang_domain::teacher::{Role, Sex, Status, Teacher};

/// The verdict on every teacher; `sides` are the schools' sides.
pub fn verdicts(county: &County, policy: &Policy, sides: &[Side]) -> Vec<Verdict> {
    county.teacher_ixs().map(|t| verdict(policy, county.teacher(t), reasons(county, policy, sides, t))).collect()
}

/// Sets apart what the policy lets a teacher waive who applied.
fn verdict(policy: &Policy, teacher: &Teacher, all: Vec<Reason>) -> Verdict {
    let mut verdict = Verdict::default();
    for reason in all {
        let condition = match reason {
            Reason::TooFewYears(_) => Some(Waivable::Years),
            Reason::TooOld(_) | Reason::AgeUnknown => Some(Waivable::Age),
            Reason::Resting(_) => Some(Waivable::Rest),
            _ => None,
        };
        let allowed = policy.eligibility.volunteers_waive.as_ref().map_or(&[][..], |list| &list.value);
        let waived = teacher.volunteer && condition.is_some_and(|condition| allowed.contains(&condition));
        if waived { verdict.waived.push(reason) } else { verdict.reasons.push(reason) }
    }
    verdict
}

fn reasons(county: &County, policy: &Policy, sides: &[Side], t: TeacherIx) -> Vec<Reason> {
    let (teacher, conditions) = (county.teacher(t), &policy.eligibility);
    let day = county.reference_day();
    let mut reasons = Vec::new();
    let mut against = |holds: bool, reason: Reason| {
        if holds {
            reasons.push(reason);
        }
    };

    against(sides[teacher.school.at()] != Side::Sending, Reason::NotSending);
    against(teacher.status != Status::OnDuty, Reason::NotOnDuty);
    against(matches!(teacher.role, Role::Administrator | Role::Support), Reason::NotTeaching);

    let years = full_years(teacher.joined, day);
    against(years < i64::from(conditions.years_same_school.value), Reason::TooFewYears(small(years)));

    if let Some(reason) = age(policy, teacher, teacher.birth.map(|birth| full_years(birth, day))) {
        against(true, reason);
    }

    against(conditions.before_retirement.value && retires_in_term(county, policy, teacher), Reason::NearRetirement);

    let postings = county.postings_of(t);
    against(postings.iter().any(|p| p.start <= day && p.end >= day), Reason::RunningExchange);
    if let Some(ended) = postings.iter().map(|p| p.end).filter(|end| *end < day).max() {
        let since = full_years(ended, day);
        against(since < i64::from(conditions.rest_years.value), Reason::Resting(small(since)));
    }

    let leads = matches!(teacher.role, Role::Principal | Role::VicePrincipal);
    against(leads && !conditions.principals_move.value, Reason::Principal);
    let excluded = conditions.excluded_titles.as_ref().is_some_and(|titles| titles.value.contains(&teacher.title));
    against(excluded, Reason::TitleExcluded);
    teacher.exemptions.iter().for_each(|&flag| against(true, Reason::Exempt(flag)));

    reasons.sort();
    reasons.dedup();
    reasons
}

/// The reason that a teacher's age is against, or might be.
fn age(policy: &Policy, teacher: &Teacher, age: Option<i64>) -> Option<Reason> {
    let conditions = &policy.eligibility;
    let limit = |param: &Option<lungang_domain::policy::Param<u32>>| param.as_ref().map(|p| i64::from(p.value));
    let (men, women) = (limit(&conditions.max_age_male), limit(&conditions.max_age_female));
    // the limits for a man and for a woman that may apply; a missing limit is above every age
    let (low, high) = match teacher.sex {
        Some(Sex::Male) => (men?, men?),
        Some(Sex::Female) => (women?, women?),
        None if men.is_none() && women.is_none() => return None,
        None => {
            let (men, women) = (men.unwrap_or(i64::MAX), women.unwrap_or(i64::MAX));
            (men.min(women), men.max(women))
        }
    };
    match age {
        None => Some(Reason::AgeUnknown),
        Some(age) if age > high => Some(Reason::TooOld(small(age))),
        Some(age) if age > low => Some(Reason::AgeUnknown),
        Some(_) => None,
    }
}

/// Whether the teacher reaches the date of retirement on the last day of the term or before; who may be of either sex, the later
/// date. Without a date of birth nobody knows.
fn retires_in_term(county: &County, policy: &Policy, teacher: &Teacher) -> bool {
    let Some(birth) = teacher.birth else { return false };
    let (years, term) = (&policy.years, i16::from(policy.movement.term_years.value));
    // The first of September after the last day of the term.
    let over = SchoolYear(county.school_year.0 + term).first_day();
    let man = (years.retirement_age_male.value, &years.retirement_delay_male.value);
    let woman = (years.retirement_age_female.value, &years.retirement_delay_female.value);
    let may_be = match teacher.sex {
        Some(Sex::Male) => vec![man],
        Some(Sex::Female) => vec![woman],
        None => vec![man, woman],
    };
    may_be.into_iter().all(|(age, delay)| retirement::day(birth, age, delay).is_some_and(|day| day < over))
}

fn small(years: i64) -> u32 {
    u32::try_from(years).unwrap_or(0)
}
