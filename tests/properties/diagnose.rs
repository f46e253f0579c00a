//! A diagnosis is proved, not told: the named rules alone have no plan, without any one of them the others have, and every
//! repair gives the county a plan. Judged by another solver on the model stated in full.

use crate::counties::{self, county};
use crate::seeds;
use lungang_domain::county::County;
use lungang_domain::diagnosis::{Change, Diagnosis, Illness, Instance, NarrowWhat, Place, Reason};
use lungang_domain::id::{SchoolIx, SubjectIx};
use lungang_domain::policy::{Mode, Policy};
use lungang_domain::rule::RuleName;
use lungang_domain::school::Part;
use lungang_domain::words::has;
use lungang_runner::diagnose::{apply, diagnose};
use lungang_solver::engine::fast::Fast;
use lungang_solver::engine::{Reporter, Sizes, Watch};
use lungang_solver::model::program::{Bounds, Ended, Objective, Range};
use lungang_solver::model::rows::{About, Measured};
use lungang_solver::solvers::good_lp::GoodLp;
use lungang_solver::solvers::{Solver, Task};
use lungang_solver::{Formulation, eligibility, formulate, staffing};
use std::sync::atomic::AtomicBool;
use std::time::Instant;

const SEED: u64 = 59;

/// Infeasible counties that are looked at.
const WANTED: u64 = 300;

/// Where a row holds, as a diagnosis names it.
fn place(model: &Formulation<'_>, about: About) -> Option<Place> {
    Some(match about {
        About::County => Place::County,
        About::School(s) => Place::School(s),
        About::Post(p) => {
            let post = model.world.post(p);
            Place::Post(post.school, post.part, post.subject)
        }
        About::Couple(a, b) | About::CoupleAt(a, b, _) => Place::Couple(a.min(b), a.max(b)),
        About::Pair(a, b) => Place::Pair(a, b, None),
        About::PairAt(a, p) => {
            let post = model.world.post(p);
            Place::Pair(a, post.school, Some((post.part, post.subject)))
        }
        About::Pin(n) => Place::Pin(n),
        About::Teacher(_) | About::Shared(_) | About::Route(_) => return None,
    })
}

/// Whether an instance is the one of this rule and place, and of the share, the bed figure or the indicator where there are several.
fn same(instance: &Instance, rule: RuleName, at: Place, sentence: &str) -> bool {
    let several = matches!(rule, RuleName::ExchangeQuota | RuleName::Housing | RuleName::Balance);
    let sentences = !several || instance.sentence == sentence;
    instance.rule == rule && instance.place == at && sentences
}

/// Whether there are moves: rules of `soft` give way by what `most` says of each of their places, other hard rules hold at
/// the places that `kept` names.
fn possible(
    county: &County,
    policy: &Policy,
    soft: &[RuleName],
    most: impl Fn(RuleName, Place, &str) -> i64,
    kept: impl Fn(RuleName, Place, &str) -> bool,
) -> bool {
    let needs = staffing::needs(county, policy, SEED).expect("the total is enough");
    let who = eligibility::verdicts(county, policy);
    let mut changed = policy.clone();
    soft.iter().for_each(|rule| changed.rules.set_mode(*rule, Mode::Soft, Some("a test".to_owned())));
    let stated = formulate(county, &changed, &needs, &who, SEED).expect("small numbers");
    let model = stated.whole();
    let mut program = model.program;
    for (row, name) in model.row_names.iter().enumerate() {
        let Some(rule) = name.rule.filter(|r| !r.always() && changed.rules.mode(*r) == Mode::Hard) else { continue };
        // Heads and periods are counted whichever limit is kept.
        let heads = rule == RuleName::Balance && name.sentence.starts_with("count-");
        if heads || rule == RuleName::Itinerant && name.sentence != "least" {
            continue;
        }
        let at = place(&stated, name.about).expect("a place");
        if !kept(rule, at, name.sentence) {
            program.rows[row] = Range { lo: None, hi: None };
        }
    }
    for (i, auxiliary) in model.auxiliaries.iter().enumerate() {
        let Measured::Breach(rule, _) = auxiliary.what else { continue };
        if soft.contains(&rule) {
            let name = model.row_names[stated.auxiliary_entries[i][0].0 as usize];
            let at = place(&stated, name.about).expect("a place");
            let hi = most(rule, at, name.sentence).min(auxiliary.bounds.hi);
            program.columns[model.candidates.len() + i] = Bounds { lo: 0, hi };
        }
    }
    let (stop, sizes) = (AtomicBool::new(false), Sizes::default());
    let watch = Watch { progress: &|_| {}, stop: &stop };
    let reporter = Reporter::new(&watch, "feasible", (1, 1), (0, 1), Instant::now(), &sizes);
    let objective = Objective::default();
    let task = Task::new(&program, &objective, &reporter);
    match GoodLp::Highs.minimise(&task).expect("the solver does not fail") {
        Ended::Optimal { .. } => true,
        Ended::Infeasible => false,
        Ended::Stopped { .. } => panic!("stopped"),
    }
}

/// Whether these rules at their places have moves by themselves.
fn alone(county: &County, policy: &Policy, set: &[&Instance]) -> bool {
    let rules = |rule| set.iter().any(|i| i.rule == rule);
    holding(county, policy, rules, |rule, at, sentence| set.iter().any(|i| same(i, rule, at, sentence)))
}

/// Whether there are moves when of these rules only the places that `is` names hold, and no other rule.
fn holding(
    county: &County,
    policy: &Policy,
    rules: impl Fn(RuleName) -> bool,
    is: impl Fn(RuleName, Place, &str) -> bool,
) -> bool {
    let mut only = policy.clone();
    // Which posts take teachers depends on whether any may travel, however much of the shared hours is asked for.
    let named = |r: RuleName| rules(r) || r == RuleName::Itinerant;
    for rule in RuleName::ALL.iter().filter(|r| policy.rules.mode(**r) == Mode::Hard && !named(**r)) {
        only.rules.set_mode(*rule, Mode::Off, Some("a test".to_owned()));
    }
    // The team's switch and the counts of heads lean on the caps where they are hard everywhere; here they hold at some
    // schools only.
    let mut soft = vec![RuleName::InflowCap, RuleName::OutflowCap];
    soft.retain(|cap| only.rules.mode(*cap) == Mode::Hard);
    possible(county, &only, &soft, |rule, at, s| if is(rule, at, s) { 0 } else { i64::MAX }, &is)
}

/// Whether the county has a plan with the changes.
fn repaired(county: &County, policy: &Policy, changes: &[Change]) -> bool {
    let exceptions: Vec<(&Instance, i64)> = changes
        .iter()
        .filter_map(|c| match c {
            Change::Exception { instance, by, .. } => Some((instance, *by)),
            _ => None,
        })
        .collect();
    let (county, policy) = apply(changes, county, policy);
    let mut soft: Vec<RuleName> = exceptions.iter().map(|(i, _)| i.rule).collect();
    soft.sort();
    soft.dedup();
    let by = |rule, at, sentence: &str| {
        exceptions.iter().filter(|(i, _)| same(i, rule, at, sentence)).map(|(_, by)| *by).max().unwrap_or(0)
    };
    possible(&county, &policy, &soft, by, |_, _, _| true)
}

fn diagnosed(county: &County, policy: &Policy) -> Diagnosis {
    let stop = AtomicBool::new(false);
    let watch = Watch { progress: &|_| {}, stop: &stop };
    diagnose(county, policy, SEED, &Fast::default(), None, &watch).unwrap_or_else(|e| panic!("{}: {e:?}", county.name))
}

fn proved(seed: u64, county: &County, policy: &Policy, illness: &Illness) {
    // What stands in the way beside a total that is too small is said of the raised total.
    let first = illness.repairs.first().map(|r| r.changes.as_slice()).unwrap_or_default();
    let totals: Vec<Change> = first.iter().filter(|c| matches!(c, Change::Authorised { .. })).cloned().collect();
    let (raised, _) = apply(&totals, county, policy);
    for reason in &illness.reasons {
        if let Reason::TooFew { rule, place, asked, most, narrow } = reason {
            assert!(asked > most, "county {seed}: {reason:?}");
            assert_eq!(*most, narrow.iter().map(|n| n.most).sum::<i64>(), "county {seed}: {reason:?}");
            let is = |r: RuleName, at: Place, sentence: &str| {
                let asks = sentence != "most"
                    && ((r, at) == (*rule, *place)
                        || (*rule == RuleName::BackboneShare && (r, at) == (RuleName::ExchangeQuota, Place::County)));
                matches!(r, RuleName::Pins | RuleName::Language)
                    || asks
                    || narrow.iter().any(|n| n.what == NarrowWhat::Rule(r, at))
            };
            assert!(!holding(&raised, policy, |_| true, is), "county {seed}: it can be: {reason:?}");
        }
    }
    for Instance { rule, sentence, .. } in &illness.instances {
        let key = if sentence.is_empty() { format!("{rule}") } else { format!("{rule}-{sentence}") };
        assert!(has(&format!("diagnose.instance.{key}")), "no words for {key}");
    }
    if !illness.instances.is_empty() {
        let all: Vec<&Instance> = illness.instances.iter().collect();
        assert!(!alone(county, policy, &all), "county {seed}: the set has a plan: {all:?}");
        assert!(illness.proven_irreducible, "county {seed}: without a limit the set is proved");
        for one in 0..all.len() {
            let without = [&all[..one], &all[one + 1..]].concat();
            assert!(alone(county, policy, &without), "county {seed}: {:?} is not needed", all[one]);
        }
    }
    assert!(illness.all_tried && !illness.repairs.is_empty(), "county {seed}: no repair");
    for repair in &illness.repairs {
        assert!(repaired(county, policy, &repair.changes), "county {seed}: {repair:?} does not help");
    }
    let ranks: Vec<_> = illness.repairs.iter().map(|r| (r.law, r.price)).collect();
    assert!(ranks.is_sorted(), "county {seed}: {ranks:?}");
}

/// Whether the post is one whose last teacher is in the way.
fn lasts(illness: &Illness, (s, part, k): (SchoolIx, Part, SubjectIx)) -> bool {
    illness.instances.iter().any(|i| i.rule == RuleName::OutflowCap && i.place == Place::Post(s, part, k))
}

/// Whether beds are among what holds moves back.
fn names_beds(reason: &Reason) -> bool {
    let beds = |what: &NarrowWhat| matches!(what, NarrowWhat::Rule(RuleName::Housing, _));
    matches!(reason, Reason::TooFew { narrow, .. } if narrow.iter().any(|n| beds(&n.what)))
}

#[test]
fn the_set_is_smallest_and_the_repairs_work() {
    let base = counties::base();
    let (mut hires, mut beds, mut kinds) = (0, 0, std::collections::BTreeSet::new());
    let mut look = |seed| {
        let (county, policy) = county(seed, &base);
        match diagnosed(&county, &policy) {
            Diagnosis::Infeasible(illness) => {
                proved(seed, &county, &policy, &illness);
                kinds.extend(illness.instances.iter().map(|i| i.rule));
                let of_schools = |c: &Change| matches!(c, Change::Hire { post, .. } if !lasts(&illness, *post));
                hires += illness.repairs.iter().flat_map(|r| &r.changes).filter(|c| of_schools(c)).count();
                beds += illness.reasons.iter().filter(|r| names_beds(r)).count();
                Some(())
            }
            Diagnosis::Feasible => {
                assert!(possible(&county, &policy, &[], |_, _, _| 0, |_, _, _| true), "county {seed} has no plan");
                None
            }
            Diagnosis::Unknown => panic!("county {seed}: nothing stopped it"),
        }
    };
    look(72_954);
    seeds::fitting(70_000, WANTED, look);
    assert!(
        (kinds.len() >= 8 && hires > 0 && beds > 0) || !seeds::full(),
        "{kinds:?}, {hires} hires, {beds} bed reasons"
    );
}
