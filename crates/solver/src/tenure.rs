//! Every head of a public school, and where they stand in the term: FORMULATION §21. It knows of no plan, so that what a plan is made of may ask it.

use lungang_domain::calendar::full_years;
use lungang_domain::county::{County, PinKind};
use lungang_domain::heads::{Head, Tenure};
use lungang_domain::id::TeacherIx;
use lungang_domain::policy::{Policy, Principals};
use lungang_domain::teacher::Status;

/// The heads, each at the own school.
pub(crate) fn heads(county: &County, policy: &Policy, terms: &Principals) -> Vec<Head> {
    county.teacher_ixs().filter_map(|teacher| head(county, policy, terms, teacher)).collect()
}

/// A head at the own school; `None` for who is none.
pub(crate) fn head(county: &County, policy: &Policy, terms: &Principals, teacher: TeacherIx) -> Option<Head> {
    let person = county.teacher(teacher);
    let on_duty = person.status == Status::OnDuty && terms.roles.value.contains(&person.role);
    if !on_duty || !county.school(person.school).public {
        return None;
    }
    let years = person.office_since.map(|since| full_years(since, county.reference_day()) as u32);
    let tenure = tenure(county, policy, terms, teacher, years);
    let (from, to) = (person.school, person.school);
    Some(Head { teacher, role: person.role, from, to, tenure, years, price: None })
}

/// Whether a teacher is a head who takes part in the exchange of heads; nobody where the policy has none.
pub(crate) fn takes_part(county: &County, policy: &Policy, teacher: TeacherIx) -> bool {
    let head = policy.heads().and_then(|terms| head(county, policy, terms, teacher));
    head.is_some_and(|head| head.tenure.takes_part())
}

fn tenure(county: &County, policy: &Policy, terms: &Principals, teacher: TeacherIx, years: Option<u32>) -> Tenure {
    let person = county.teacher(teacher);
    let pinned = county.pins.iter().filter(|pin| pin.teacher == teacher);
    let kept = |kind: PinKind, anywhere: bool| kind == PinKind::Stay || kind == PinKind::Forbid && anywhere;
    let over = county.school_year.last_day(terms.term_years.value);
    if county.running(teacher).is_some() {
        Tenure::Away
    } else if pinned.into_iter().any(|pin| kept(pin.kind, pin.school.is_none())) {
        Tenure::Kept
    } else if !person.exemptions.is_empty() {
        Tenure::Exempt
    } else if terms.exempt_before_retirement.value && policy.years.retires_on(person).is_some_and(|day| day <= over) {
        Tenure::NearRetirement
    } else {
        match years {
            None => Tenure::Unknown,
            Some(years) if years >= terms.due_after() => Tenure::Due,
            Some(_) => Tenure::Serving,
        }
    }
}
