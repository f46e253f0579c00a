//! Heads of schools, and where they stand in the term, from the roster alone.

use lungang_domain::calendar::full_years;
use lungang_domain::county::{County, Pin, PinKind};
use lungang_domain::heads::Tenure;
use lungang_domain::id::{SchoolIx, TeacherIx};
use lungang_domain::policy::{Policy, Principals};
use lungang_domain::teacher::{Role, Status};

/// A head of a public school.
#[derive(Debug, Clone, Copy)]
pub struct Leader {
    pub teacher: TeacherIx,
    pub role: Role,
    pub school: SchoolIx,
    pub tenure: Tenure,
    pub years: Option<u32>,
}

impl Leader {
    /// Reads whether a teacher is one, and where that head stands in the term.
    pub fn read(county: &County, policy: &Policy, terms: &Principals, teacher: TeacherIx) -> Option<Leader> {
        let person = county.teacher(teacher);
        let public = county.school(person.school).public;
        if !public || person.status != Status::OnDuty || !terms.roles.value.contains(&person.role) {
            return None;
        }
        let years = person.office_since.map(|day| full_years(day, county.reference_day()));
        let years = years.map(|n| u32::try_from(n).unwrap_or(u32::MAX));
        let tenure = stands(county, policy, terms, teacher, years);
        Some(Leader { teacher, role: person.role, school: person.school, tenure, years })
    }

    /// Whether the matching may send this head to another school, and others to this head's place.
    pub fn takes_part(&self) -> bool {
        matches!(self.tenure, Tenure::Due | Tenure::Serving)
    }
}

/// Whether a teacher is a head who may lead another school from the first day of the year.
pub fn takes_part(county: &County, policy: &Policy, teacher: TeacherIx) -> bool {
    policy
        .heads()
        .and_then(|terms| Leader::read(county, policy, terms, teacher))
        .is_some_and(|leader| leader.takes_part())
}

/// Where a head stands in the term.
fn stands(county: &County, policy: &Policy, terms: &Principals, head: TeacherIx, years: Option<u32>) -> Tenure {
    let person = county.teacher(head);
    if county.running(head).is_some() {
        return Tenure::Away;
    }
    let own = |p: &&Pin| p.teacher == head;
    let keeps = |p: &Pin| match p.kind {
        PinKind::Stay => true,
        PinKind::Forbid => p.school.is_none(),
        PinKind::Post | PinKind::Leave => false,
    };
    if county.pins.iter().filter(own).any(keeps) {
        return Tenure::Kept;
    }
    if !person.exemptions.is_empty() {
        return Tenure::Exempt;
    }
    let year = i32::from(county.school_year.0) + i32::from(terms.term_years.value);
    let retires = policy.years.retires_on(person);
    // Up to 31 August: before 1 September of the year in which the term ends.
    let soon = retires.is_some_and(|day| (i32::from(day.year()), day.month()) < (year, 9));
    if terms.exempt_before_retirement.value && soon {
        return Tenure::NearRetirement;
    }
    let whole = i64::from(terms.term_years.value) * i64::from(terms.terms.value);
    match years {
        None => Tenure::Unknown,
        Some(n) if i64::from(n) < whole => Tenure::Serving,
        Some(_) => Tenure::Due,
    }
}
