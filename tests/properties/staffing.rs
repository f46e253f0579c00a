//! Needs of random small counties: the solver's staffing model against the audit's own reading.

use crate::counties::{self, county};
use crate::seeds;
use lungang_audit::Reading;
use lungang_domain::county::{County, CountyParts};
use lungang_domain::policy::{ClassRatio, Param, Policy};
use lungang_domain::school::{ByPart, SchoolStage};
use lungang_solver::eligibility;
use lungang_solver::staffing::{self, StaffingError};

/// The allocation MIP and the audit's greedy agree on every establishment, and so do both readings of posts and verdicts.
#[test]
fn both_readings_of_the_needs_agree() {
    let base = counties::base();
    let (mut bound, mut impossible) = (0, 0);
    for seed in seeds::some(20_000, 1_000) {
        let (county, policy) = county(seed, &base);
        let reading = Reading::new(&county, &policy, 59);
        let needs = match staffing::needs(&county, &policy, 59) {
            Ok(needs) => needs,
            Err(StaffingError::TooFewAuthorised { .. }) => {
                impossible += 1;
                assert!(!reading.establishments.impossible.is_empty(), "county {seed}");
                continue;
            }
            Err(other) => panic!("county {seed}: {other:?}"),
        };
        bound += u32::from(needs.establishments.iter().any(|e| e.posts < e.computed));
        let figures = [
            (&needs.staff, &reading.staff),
            (&needs.school_posts, &reading.school_posts),
            (&needs.teaching_posts, &reading.teaching_posts),
            (&needs.payroll, &reading.payroll),
            (&needs.on_duty, &reading.on_duty),
        ];
        for (ours, audits) in figures {
            assert!(
                ours.iter().map(|n| i64::from(*n)).eq(audits.iter().copied()),
                "county {seed}: {ours:?}, {audits:?}"
            );
        }
        assert_eq!(needs.establishments, reading.establishments.parts, "county {seed}");
        assert_eq!(needs.posts, reading.posts, "county {seed}");
        assert_eq!(eligibility::verdicts(&county, &policy).verdicts, reading.verdicts, "county {seed}");
    }
    let met = bound > 0 && impossible > 0;
    assert!(met || !seeds::full(), "some totals bind ({bound}) and some cannot be kept ({impossible})");
}

/// With a taper no pupil more takes away more than a class count's share of the small size, and outside the taper none takes any
/// away; a cliff takes all of it at once.
#[test]
fn a_taper_has_no_cliff() {
    let base = counties::base();
    let mut fell = 0;
    for seed in seeds::some(2_000, 200) {
        let (mut parts, mut policy) = counties::world(seed, &base);
        policy.staffing.class_ratio = Some(Param::practice(ClassRatio::Taper));
        policy.staffing.non_teaching = None;
        let small = 20 + u32::try_from(seed % 50).expect("small");
        policy.staffing.small_school_pupils.value = ByPart { primary: small, junior: small };
        parts.schools.retain(|s| s.public && s.stage == SchoolStage::Primary);
        parts.schools.truncate(1);
        let Some(school) = parts.schools.first_mut() else { continue };
        (school.central_school, school.boarding) = (None, 0);
        parts = CountyParts { schools: parts.schools, school_year: parts.school_year, ..CountyParts::default() };
        let posts = |pupils: u32, parts: &mut CountyParts, policy: &Policy| {
            parts.schools[0].pupils.primary = pupils;
            let county = County::new(parts.clone());
            let e = staffing::needs(&county, policy, 59).expect("no total").establishments[0];
            (e.posts, e.by_classes)
        };
        let mut before = posts(1, &mut parts, &policy);
        let step = before.1.expect("small").div_ceil(small);
        for pupils in 2..3 * small {
            let now = posts(pupils, &mut parts, &policy);
            let most = if pupils > small && pupils <= 2 * small { step } else { 0 };
            assert!(now.0 + most >= before.0, "county {seed}, {pupils} pupils: {before:?} to {now:?}, small {small}");
            assert_eq!(now.1.is_none(), pupils >= 2 * small, "county {seed}, {pupils} pupils, small {small}");
            before = now;
        }
        policy.staffing.class_ratio = Some(Param::practice(ClassRatio::Cliff));
        let (last, first) = (posts(small - 1, &mut parts, &policy).0, posts(small, &mut parts, &policy).0);
        fell += u32::from(first + step < last);
    }
    assert!(fell > 0, "the same schools fall off a cliff without a taper");
}
