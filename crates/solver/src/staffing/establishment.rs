//! Establishment by pupils, classes and periods, each count beside the result: FORMULATION §2 (三(二)1).

use lungang_domain::county::County;
use lungang_domain::id::SchoolIx;
use lungang_domain::needs::Establishment;
use lungang_domain::number::{Decimal, ceil_div};
use lungang_domain::policy::{Policy, Subject};
use lungang_domain::school::{Part, School, SchoolStage};
use std::collections::BTreeMap;

/// The establishment of every part of every public school before any authorised total.
pub fn computed(county: &County, policy: &Policy, staff: &BTreeMap<(SchoolIx, Part), u32>) -> Vec<Establishment> {
    county
        .school_ixs()
        .filter(|ix| county.school(*ix).public)
        .flat_map(|ix| county.school(ix).parts().iter().map(move |part| (ix, *part)))
        .map(|(ix, part)| {
            let staff = staff.get(&(ix, part)).copied().unwrap_or(0);
            part_of(county.school(ix), ix, part, staff, policy)
        })
        .collect()
}

fn part_of(school: &School, ix: SchoolIx, part: Part, staff: u32, policy: &Policy) -> Establishment {
    let s = &policy.staffing;
    let pupils = *school.pupils.get(part);
    let classes = school.classes_of(part);
    let per_class = |ratio: Decimal| ratio.ceil_of(i64::from(classes)) as u32;

    // The policy loader has made sure that the ratio is positive.
    let by_pupils = s.pupils_per_post.value.get(part).ceil_into(i64::from(pupils)).unwrap_or(0) as u32;
    let small = pupils < *s.small_school_pupils.value.get(part) || school.stage == SchoolStage::TeachingPoint;
    let by_classes = small.then(|| per_class(*s.posts_per_class.value.get(part)));
    let by_periods = s.by_periods.value.then(|| {
        let demand = policy.subjects.iter().map(|k| demand(school, part, k, policy));
        let (num, den) = demand.fold((0i128, 1i128), add);
        ceil_div(num, den) as u32
    });
    let computed = by_pupils.max(by_classes.unwrap_or(0)).max(by_periods.unwrap_or(0));
    let floor = per_class(*s.floor_per_class.value.get(part)).min(computed);
    Establishment {
        school: ix,
        part,
        pupils,
        classes,
        by_pupils,
        by_classes,
        by_periods,
        computed,
        floor,
        posts: computed,
        staff,
    }
}

/// Periods a week of a subject in one part of a school: Σ over its grades of classes · weekly periods.
pub fn periods(school: &School, part: Part, subject: &Subject) -> u32 {
    let Some(weekly) = &subject.weekly else { return 0 };
    part.grades().map(|g| school.classes[g] * weekly.value[g]).sum()
}

/// Periods / load as a fraction in posts, denominator positive.
pub fn demand(school: &School, part: Part, subject: &Subject, policy: &Policy) -> (i128, i128) {
    let load = subject.load.as_ref().unwrap_or(&policy.staffing.default_load).value.get(part).0.max(1);
    (i128::from(periods(school, part, subject)) * i128::from(Decimal::ONE), i128::from(load))
}

/// Exact sum of two fractions, reduced so that it does not grow.
fn add(a: (i128, i128), b: (i128, i128)) -> (i128, i128) {
    let (num, den) = (a.0 * b.1 + b.0 * a.1, a.1 * b.1);
    let g = gcd(num, den).max(1);
    (num / g, den / g)
}

/// Greatest common divisor, never negative.
pub(super) fn gcd(a: i128, b: i128) -> i128 {
    if b == 0 { a.abs() } else { gcd(b, a % b) }
}
