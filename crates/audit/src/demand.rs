//! Periods and the demand they make: periods(k) = Σ classes(grade) · weekly(grade, k), demand = periods / load.
//!
//! Demands are held over one common denominator, so that sums and comparisons are exact.

use lungang_domain::id::SubjectIx;
use lungang_domain::number::{Decimal, ceil_div, gcd};
use lungang_domain::policy::{Policy, Subject};
use lungang_domain::school::{Part, School};

/// Denominators beyond this are cut to it; loads with up to two places stay far below.
const LARGEST_DENOMINATOR: i128 = 1_000_000_000_000_000_000;

/// Periods a week of a subject in one part.
pub fn periods(subject: &Subject, school: &School, part: Part) -> i128 {
    let Some(weekly) = &subject.weekly else { return 0 };
    part.grades().map(|g| i128::from(school.classes[g]) * i128::from(weekly.value[g])).sum()
}

/// The demands of one part over a common denominator.
#[derive(Debug, Clone, Default)]
pub struct Demands {
    /// The common denominator: one whole post.
    pub one: i128,
    /// Subject and demand, in the policy's order; subjects without periods are left out.
    pub list: Vec<(SubjectIx, i128)>,
}

/// The demands of the subjects that `wanted` keeps.
pub fn demands(policy: &Policy, school: &School, part: Part, wanted: impl Fn(&Subject) -> bool) -> Demands {
    let terms: Vec<(SubjectIx, i128, i128)> = policy
        .subjects
        .iter()
        .enumerate()
        .filter(|(_, subject)| wanted(subject))
        .filter_map(|(k, subject)| {
            let load = subject.load.as_ref().unwrap_or(&policy.staffing.default_load);
            let (numerator, denominator) = load.value.get(part).fraction();
            let periods = periods(subject, school, part);
            let counts = periods > 0 && numerator > 0;
            counts.then(|| (SubjectIx::new(k), periods.saturating_mul(i128::from(denominator)), i128::from(numerator)))
        })
        .collect();
    let one = terms.iter().try_fold(1i128, |all, (_, _, load)| {
        let common = gcd(u64::try_from(all).ok()?, u64::try_from(*load).ok()?);
        all.checked_mul(load / i128::from(common)).filter(|d| *d <= LARGEST_DENOMINATOR)
    });
    let one = one.unwrap_or(LARGEST_DENOMINATOR);
    Demands { one, list: terms.into_iter().map(|(k, p, load)| (k, p.saturating_mul(one) / load)).collect() }
}

/// ⌈Σ periods / load + duty · classes + relief · older⌉ over all subjects of the timetable.
pub fn posts_by_periods(policy: &Policy, school: &School, part: Part, older: u32) -> i64 {
    let demands = demands(policy, school, part, |_| true);
    let sum = demands.list.iter().fold(0i128, |sum, (_, d)| sum.saturating_add(*d));
    let staffing = &policy.staffing;
    let duty = staffing.class_teacher_load.as_ref().map_or(0, |load| load.value.0);
    let relief = staffing.older_teachers.as_ref().map_or(0, |older| older.value.relief.0);
    // In ten-thousandths of a post, and then everything over both denominators.
    let beside = i128::from(duty) * i128::from(school.classes_of(part)) + i128::from(relief) * i128::from(older);
    let (one, unit) = (demands.one.max(1), i128::from(Decimal::ONE));
    ceil_div(sum.saturating_mul(unit).saturating_add(beside.saturating_mul(one)), one.saturating_mul(unit))
}
