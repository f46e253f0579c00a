//! Changes made to the policy and the county, so that what they promise can be tried.

use jiff::civil::date;
use lungang_domain::county::{Authorised, County};
use lungang_domain::diagnosis::Change;
use lungang_domain::id::{SchoolIx, SubjectIx};
use lungang_domain::policy::Policy;
use lungang_domain::school::Part;
use lungang_domain::teacher::Teacher;

/// The county and the policy with the changes; exceptions for one place change neither.
pub fn apply(changes: &[Change], county: &County, policy: &Policy) -> (County, Policy) {
    let (mut county, mut policy) = (county.clone(), policy.clone());
    let mut pins = Vec::new();
    for change in changes {
        match change {
            Change::Parameter { rule, key, from: _, to } => {
                let figures = rule.card().figures.iter().filter(|figure| figure.key == *key);
                figures.for_each(|figure| figure.put(&mut policy.rules, *to));
            }
            Change::Exception { .. } => {}
            Change::School { school, column, to, .. } => {
                column.set(&mut county.schools[school.at()], *to);
            }
            Change::Limit { post, to, .. } => {
                let rows = county.needs.iter_mut().filter(|n| (n.school, n.part, n.subject) == *post);
                rows.for_each(|n| n.limit = Some(*to));
            }
            Change::Pin { pin, .. } => pins.push(*pin as usize),
            Change::Hire { post, count } => county = hired(&county, *post, *count),
            Change::Authorised { part, to, .. } => county.authorised = authorised(county.authorised, *part, *to),
        }
    }
    let mut row = 0;
    county.pins.retain(|_| (!pins.contains(&row), row += 1).0);
    (county, policy)
}

/// A number of the model as the tables and the policy hold it.
pub(super) fn small(n: i64) -> u32 {
    u32::try_from(n.max(0)).unwrap_or(u32::MAX)
}

/// New teachers: on duty, not yet eligible. Their ids sort behind all others, so that nobody is renumbered.
fn hired(county: &County, (school, part, subject): (SchoolIx, Part, SubjectIx), count: u32) -> County {
    let mut parts = county.to_parts();
    let first = parts.teachers.len();
    for n in 0..count {
        parts.teachers.push(Teacher {
            subjects: vec![subject],
            birth: Some(date(county.school_year.first_day().year() - 24, 1, 1)),
            ..Teacher::new(format!("\u{10ffff}{:08}", first + n as usize), school, part, county.school_year.first_day())
        });
    }
    County::new(parts)
}

fn authorised(now: Authorised, part: Option<Part>, to: u32) -> Authorised {
    match (now, part) {
        (Authorised::ByPart(mut totals), Some(part)) => {
            match part {
                Part::Primary => totals.primary = Some(to),
                Part::Junior => totals.junior = Some(to),
            }
            Authorised::ByPart(totals)
        }
        _ => Authorised::Total(to),
    }
}
