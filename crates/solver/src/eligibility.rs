//! Verdicts on all teachers: FORMULATION §4.

use lungang_domain::calendar::full_years;
use lungang_domain::county::County;
use lungang_domain::eligibility::{Eligibility, Reason, Verdict};
use lungang_domain::id::{SubjectIx, TeacherIx};
use lungang_domain::policy::Policy;
use lungang_domain::school::Side;
use lungang_domain::teacher::{Role, Sex, Status, Teacher};

/// The verdict and all reasons for every teacher.
pub fn verdicts(county: &County, policy: &Policy) -> Eligibility {
    Eligibility { verdicts: county.teacher_ixs().map(|t| verdict(county, policy, t)).collect() }
}

fn verdict(county: &County, policy: &Policy, ix: TeacherIx) -> Verdict {
    let teacher = county.teacher(ix);
    let terms = &policy.eligibility;
    let day = county.reference_day();
    let mut reasons = Vec::new();

    if policy.side(county.school(teacher.school)) != Side::Sending {
        reasons.push(Reason::NotSending);
    }
    if teacher.status != Status::OnDuty {
        reasons.push(Reason::NotOnDuty);
    }
    if matches!(teacher.role, Role::Administrator | Role::Support) {
        reasons.push(Reason::NotTeaching);
    }
    let years = full_years(teacher.joined, day);
    if years < i64::from(terms.years_same_school.value) {
        reasons.push(Reason::TooFewYears(years as u32));
    }
    reasons.extend(age(teacher, policy, day));
    let last = county.school_year.last_day(policy.movement.term_years.value);
    if terms.before_retirement.value && policy.years.retires_on(teacher).is_some_and(|day| day <= last) {
        reasons.push(Reason::NearRetirement);
    }
    if county.running(ix).is_some() {
        reasons.push(Reason::RunningExchange);
    }
    let ended = county.postings_of(ix).iter().filter(|p| p.end < day).map(|p| p.end).max();
    if let Some(years) = ended.map(|end| full_years(end, day))
        && years < i64::from(terms.rest_years.value)
    {
        reasons.push(Reason::Resting(years as u32));
    }
    if !terms.principals_move.value && matches!(teacher.role, Role::Principal | Role::VicePrincipal) {
        reasons.push(Reason::Principal);
    }
    if terms.excluded_titles.as_ref().is_some_and(|titles| titles.value.contains(&teacher.title)) {
        reasons.push(Reason::TitleExcluded);
    }
    reasons.extend(teacher.exemptions.iter().map(|e| Reason::Exempt(*e)));
    reasons.sort();
    reasons.dedup();
    let waives = terms.volunteers_waive.as_ref().filter(|_| teacher.volunteer);
    let waived = |r: &Reason| waives.is_some_and(|list| r.waivable().is_some_and(|one| list.value.contains(&one)));
    let (waived, reasons) = reasons.into_iter().partition(waived);
    Verdict { reasons, waived }
}

/// The age limits by sex. A missing sex counts as possibly either, so only an age outside both limits, or inside both,
/// gives a plain answer.
fn age(teacher: &Teacher, policy: &Policy, day: jiff::civil::Date) -> Option<Reason> {
    let limit = |p: &Option<lungang_domain::policy::Param<u32>>| p.as_ref().map(|p| i64::from(p.value));
    let (male, female) = (limit(&policy.eligibility.max_age_male), limit(&policy.eligibility.max_age_female));
    // No limit for a sex is a limit that no age exceeds.
    let (male, female) = (male.unwrap_or(i64::MAX), female.unwrap_or(i64::MAX));
    let (lower, higher) = match teacher.sex {
        Some(Sex::Male) => (male, male),
        Some(Sex::Female) => (female, female),
        None => (male.min(female), male.max(female)),
    };
    if lower == i64::MAX {
        return None;
    }
    let Some(birth) = teacher.birth else { return Some(Reason::AgeUnknown) };
    let years = full_years(birth, day);
    if years > higher {
        Some(Reason::TooOld(years as u32))
    } else if years > lower {
        Some(Reason::AgeUnknown)
    } else {
        None
    }
}

/// Whether a teacher's recorded language level reaches what the subject asks for; an unrecorded one does.
pub fn speaks(policy: &Policy, teacher: &Teacher, subject: SubjectIx) -> bool {
    let rule = &policy.rules.language;
    let level = rule.by_subject.get(policy.subject_id(subject)).or(rule.minimum.as_ref());
    let ladder = &policy.ladders.language.value;
    let asked = level.and_then(|p| ladder.iter().position(|l| l.id == p.value));
    match (teacher.language, asked) {
        (Some(has), Some(asked)) => usize::from(has) >= asked,
        _ => true,
    }
}
