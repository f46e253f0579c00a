//! Establishment by pupils, classes and periods, and for boarders, each count beside the result: FORMULATION §2 (三(二)1).

use lungang_domain::county::County;
use lungang_domain::id::SchoolIx;
use lungang_domain::needs::Establishment;
use lungang_domain::number::{Decimal, ceil_div};
use lungang_domain::policy::{Policy, Staffing, Subject};
use lungang_domain::school::{Part, School, SchoolStage};

/// Who is at one part of a school.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Present {
    /// Teachers serving.
    pub staff: u32,
    /// Those among them with a lighter load by age.
    pub older: u32,
    /// Everybody on the payroll.
    pub payroll: u32,
}

/// The establishment of every part of every public school before any authorised total; `present` says who is at a part.
pub fn computed(county: &County, policy: &Policy, present: impl Fn(SchoolIx, Part) -> Present) -> Vec<Establishment> {
    county
        .school_ixs()
        .filter(|ix| county.school(*ix).public)
        .flat_map(|ix| county.school(ix).parts().iter().map(move |part| (ix, *part)))
        .map(|(ix, part)| part_of(county.school(ix), ix, part, present(ix, part), policy))
        .collect()
}

fn part_of(school: &School, ix: SchoolIx, part: Part, present: Present, policy: &Policy) -> Establishment {
    let s = &policy.staffing;
    let pupils = *school.pupils.get(part);
    let classes = school.classes_of(part);
    let Present { staff, older, payroll } = present;
    let bare = Establishment {
        school: ix,
        part,
        pupils,
        classes,
        by_pupils: 0,
        by_classes: None,
        by_periods: 0,
        boarding: 0,
        computed: 0,
        floor: 0,
        posts: 0,
        teaching: 0,
        staff,
        payroll,
    };
    let by_classes = by_classes(school, part, s);
    if pupils == 0 && classes == 0 {
        return Establishment { by_classes, ..bare };
    }
    // The policy loader has made sure that the ratio is positive.
    let ratio = s.pupils_per_post.value.get(part).get(school.area);
    let by_pupils = ratio.ceil_into(i64::from(pupils)).unwrap_or(0) as u32;
    let by_periods = by_periods(school, part, older, policy);
    let boarding = boarding(school, part, s);
    let decides = if s.by_periods.value { by_periods } else { 0 };
    let computed = by_pupils.max(by_classes.unwrap_or(0)).max(decides) + boarding;
    let floor = s.floor_per_class.value.get(part).ceil_of(i64::from(classes)) as u32;
    Establishment {
        by_pupils,
        by_classes,
        by_periods,
        boarding,
        computed,
        floor: floor.min(computed),
        posts: computed,
        ..bare
    }
}

/// ⌈classes · per class⌉ in a small school and a teaching point; with a taper it fades until twice the size of a small school.
fn by_classes(school: &School, part: Part, s: &Staffing) -> Option<u32> {
    let (pupils, limit) = (*school.pupils.get(part), *s.small_school_pupils.value.get(part));
    let whole = s.posts_per_class.value.get(part).ceil_of(i64::from(school.classes_of(part)));
    if pupils < limit || school.stage == SchoolStage::TeachingPoint {
        return Some(whole as u32);
    }
    let left = 2 * i64::from(limit) - i64::from(pupils);
    (s.tapers() && left > 0).then(|| ceil_div(i128::from(whole) * i128::from(left), i128::from(limit)) as u32)
}

/// ⌈Σ periods / load + class teachers + lighter loads⌉ over all subjects of the timetable.
fn by_periods(school: &School, part: Part, older: u32, policy: &Policy) -> u32 {
    let s = &policy.staffing;
    let duty = s.class_teacher_load.as_ref().map_or(0, |load| load.value.0);
    let relief = s.older_teachers.as_ref().map_or(0, |o| o.value.relief.0);
    let beside = i128::from(duty) * i128::from(school.classes_of(part)) + i128::from(relief) * i128::from(older);
    let demand = policy.subjects.iter().map(|k| demand(school, part, k, policy));
    let (num, den) = demand.fold((beside, i128::from(Decimal::ONE)), add);
    ceil_div(num, den) as u32
}

/// The part's posts for boarders, who are boarders of the whole school.
fn boarding(school: &School, part: Part, s: &Staffing) -> u32 {
    let all = u64::from(s.boarders_per_post.as_ref().map_or(0, |n| school.boarding / n.value.max(1)));
    let pupils = u64::from(school.pupils.primary) + u64::from(school.pupils.junior);
    let of_primary = match (school.parts(), pupils) {
        (_, 0) => return 0,
        ([Part::Primary], _) => all,
        ([Part::Junior], _) => 0,
        _ => all * u64::from(school.pupils.primary) / pupils,
    };
    let of_part = match part {
        Part::Primary => of_primary,
        Part::Junior => all - of_primary,
    };
    of_part as u32
}

/// Posts of those who teach: the others' share is rounded down. Where the roster lists teachers only, all are.
pub fn teaching(posts: u32, part: Part, s: &Staffing, teachers_only: bool) -> u32 {
    let share = s.non_teaching.as_ref().filter(|_| !teachers_only).map_or(Decimal(0), |share| *share.value.get(part));
    posts - share.floor_of(i64::from(posts)) as u32
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
