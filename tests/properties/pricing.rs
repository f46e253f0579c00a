//! Pricing leaves no move out: what a rule says that a teacher's moves are worth at most holds under any prices.

use crate::counties::{self, Dice, county};
use crate::seeds;
use crate::solving::SEED;
use lungang_domain::rule::RuleName;
use lungang_solver::rules::Entries;
use lungang_solver::{eligibility, formulate, staffing};
use std::collections::BTreeSet;

#[test]
fn no_move_is_worth_more_than_its_teachers_could_be() {
    let base = counties::base();
    let mut met: BTreeSet<RuleName> = BTreeSet::new();
    for seed in seeds::some(95_000, 300) {
        let (county, policy) = county(seed, &base);
        let Ok(needs) = staffing::needs(&county, &policy, SEED) else { continue };
        let who = eligibility::verdicts(&county, &policy);
        let f = formulate(&county, &policy, &needs, &who, SEED).expect("small numbers");
        let mut dice = Dice::new(seed);
        for _ in 0..4 {
            // Of either sign: a branch gives a row a side that it does not have.
            let prices: Vec<i128> = f.rows.iter().map(|_| i128::from(dice.below(41)) - 20).collect();
            for leaver in &f.leavers {
                for rule in &f.rules {
                    let most = rule.lift(&f.world, leaver, &prices);
                    assert!(most >= 0, "county {seed}");
                    for candidate in leaver.each(&f.world) {
                        let mut entries = Entries::new();
                        rule.crossing(&f.world, &candidate, &mut entries);
                        let worth: i128 = entries.iter().map(|(row, c)| prices[*row as usize] * i128::from(*c)).sum();
                        let of = entries.first().and_then(|(row, _)| f.row_names[*row as usize].rule);
                        assert!(worth <= most, "county {seed}: {of:?} of {candidate:?}: {worth} > {most}");
                        met.extend(of);
                    }
                }
            }
        }
    }
    let crossing = [
        RuleName::Housing,
        RuleName::Couples,
        RuleName::TitlePosts,
        RuleName::Language,
        RuleName::Avoidance,
        RuleName::AllianceShare,
        RuleName::ExchangeQuota,
        RuleName::TwoWay,
        RuleName::Balance,
        RuleName::Pins,
    ];
    assert!(crossing.iter().all(|rule| met.contains(rule)) || !seeds::full(), "{met:?}");
}
