//! Each size is as large as it says.

use super::{county, parts, policy};
use lungang_domain::county::County;
use lungang_domain::id::{SchoolIx, SubjectIx};
use lungang_domain::school::{Part, School, Side};
use lungang_generate::Size;
use lungang_solver::eligibility;
use lungang_solver::staffing::establishment;
use lungang_solver::staffing::required;
use std::collections::BTreeMap;
use std::time::Instant;

/// Eligible teachers, and possible columns before any journey limit, with the posts as computed.
fn columns(county: &County) -> (usize, u64) {
    let policy = policy();
    let mut posts: BTreeMap<(Part, SubjectIx), u64> = BTreeMap::new();
    for e in establishment::computed(county, &policy, |_, _| Default::default()) {
        if policy.side(county.school(e.school)) == Side::Receiving {
            let teaching = establishment::teaching(e.computed, e.part, &policy.staffing, false);
            let split = required::by_subject(county.school(e.school), e.part, teaching, &policy);
            for (subject, _) in split.required.iter().filter(|(_, n)| *n > 0) {
                *posts.entry((e.part, *subject)).or_default() += 1;
            }
        }
    }
    let verdicts = eligibility::verdicts(county, &policy);
    let of = |t| {
        let t = county.teacher(t);
        t.subjects.iter().map(|k| posts.get(&(t.part, *k)).copied().unwrap_or(0)).sum::<u64>()
    };
    (verdicts.count(), verdicts.eligible().map(of).sum())
}

#[test]
fn schools_teachers_and_columns() {
    let policy = policy();
    let expected = [
        (Size::Example, 15..40, 40..300),
        (Size::S, 400..520, 7_000..16_000),
        (Size::M, 1_000..1_250, 50_000..90_000),
        (Size::L, 2_000..2_500, 250_000..400_000),
        (Size::Xl, 5_300..6_200, 1_700_000..2_400_000),
    ];
    for (size, eligible, possible) in expected {
        let county = county(2018, size);
        let sends = |s: &School| policy.side(s) == Side::Sending;
        let (sending, receiving): (Vec<&School>, Vec<&School>) = county.schools.iter().partition(|s| sends(s));
        assert_eq!((sending.len(), receiving.len()), size.schools());
        assert!(county.schools.iter().all(|s| s.public && s.hardship <= 6));
        let staff = county.teachers.iter().filter(|t| t.role.teaches() && sends(county.school(t.school))).count();
        if size != Size::Example {
            let each = staff / sending.len();
            assert!((72..=90).contains(&each), "{size:?}: {each}");
        }
        let (e, c) = columns(&county);
        assert!(eligible.contains(&e) && possible.contains(&c), "{size:?}: {e} eligible, {c} columns");
    }
}

#[test]
fn a_province_takes_seconds() {
    let began = Instant::now();
    let parts = parts(2018, Size::Province);
    assert!(began.elapsed().as_secs() < 10, "{:?}", began.elapsed());
    assert_eq!(parts.schools.len(), 5_000);
    let (eligible, columns) = columns(&County::new(parts));
    assert!(eligible > 50_000 && columns > 100_000_000, "{eligible} eligible, {columns} columns");
}

#[test]
fn sizes_have_names() {
    for size in Size::ALL {
        assert_eq!(Size::from_name(size.name()), Some(size));
    }
    assert_eq!(Size::from_name("xl"), Some(Size::Xl));
    assert_eq!(Size::from_name("huge"), None);
}

/// Something for every rule: in size S each table has rows and each kind of case occurs.
#[test]
fn every_rule_has_something_to_bite_on() {
    let county = county(2018, Size::S);
    let teachers =
        |f: &dyn Fn(&lungang_domain::teacher::Teacher) -> bool| county.teachers.iter().filter(|t| f(t)).count();
    let schools = |f: &dyn Fn(&School) -> bool| county.schools.iter().filter(|s| f(s)).count();
    assert!((24..=160).contains(&teachers(&|t| t.together)));
    assert!(teachers(&|t| t.spouse.is_some() && !t.together) > 10);
    assert!(teachers(&|t| !t.exemptions.is_empty()) > 20);
    assert!(teachers(&|t| !t.teaches()) > 15);
    assert!(teachers(&|t| t.language.is_none()) > 20 && teachers(&|t| t.graduating) > 50);
    assert!(teachers(&|t| t.subjects.len() > 1) > 50 && teachers(&|t| t.home.is_some()) > 300);
    assert!(schools(&|s| s.beds.is_some()) > 5 && schools(&|s| s.beds_female.is_some()) > 2);
    assert!(schools(&|s| s.alliance.is_some()) > 20 && schools(&|s| s.central_school.is_some()) > 20);
    let classes: std::collections::BTreeSet<u8> = county.schools.iter().map(|s| s.hardship).collect();
    assert!(classes.len() >= 6, "{classes:?}");
    assert!(!county.pins.is_empty() && !county.needs.is_empty());
    let running = county.teacher_ixs().filter(|t| county.running(*t).is_some()).count();
    assert!(running >= 3);
    for t in county.teacher_ixs() {
        if let Some(spouse) = county.teacher(t).spouse {
            assert_eq!(county.teacher(spouse).spouse, Some(t));
            assert_ne!(county.teacher(spouse).sex, county.teacher(t).sex);
        }
    }
    let principals = |s: SchoolIx| {
        let here =
            |t: &&lungang_domain::teacher::Teacher| t.school == s && t.role == lungang_domain::teacher::Role::Principal;
        county.teachers.iter().filter(here).count()
    };
    assert!(county.school_ixs().all(|s| principals(s) <= 1));
}
