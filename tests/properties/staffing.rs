//! Needs of random small counties: the solver's staffing model against the audit's own reading.

use crate::counties::{self, county};
use crate::seeds;
use lungang_audit::Reading;
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
        assert_eq!(needs.establishments, reading.establishments.parts, "county {seed}");
        assert_eq!(needs.posts, reading.posts, "county {seed}");
        assert_eq!(eligibility::verdicts(&county, &policy).verdicts, reading.verdicts, "county {seed}");
    }
    let met = bound > 0 && impossible > 0;
    assert!(met || !seeds::full(), "some totals bind ({bound}) and some cannot be kept ({impossible})");
}
