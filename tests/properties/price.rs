//! Prices of random small counties: every change is what the reference engine finds for the county that is really otherwise.

use crate::counties::{self, county};
use crate::seeds;
use lungang_audit::{check, submission_of};
use lungang_domain::county::County;
use lungang_domain::needs::Needs;
use lungang_domain::plan::Plan;
use lungang_domain::policy::{Mode, Policy};
use lungang_domain::price::{Changed, Lever, Limit, PriceTable};
use lungang_domain::rule::RuleName;
use lungang_domain::school::Side;
use lungang_runner::counterfactual::{Counterfactual, without_lottery};
use lungang_runner::price::{Asking, Basis, Priced, price};
use lungang_solver::engine::Watch;
use lungang_solver::engine::fast::Fast;
use lungang_solver::engine::whole::Whole;
use lungang_solver::model::rows::{About, RowName};
use lungang_solver::solvers::highs::Highs;
use lungang_solver::{Engine, Formulation, Limits, Outcome, eligibility, formulate, staffing};
use std::sync::atomic::AtomicBool;

const SEED: u64 = 67;

static NEVER: AtomicBool = AtomicBool::new(false);

fn watch() -> Watch<'static> {
    Watch { progress: &|_| {}, stop: &NEVER }
}

/// The reference's optimum with another need or another row.
fn reference(
    county: &County,
    policy: &Policy,
    needs: impl FnOnce(&mut Needs),
    change: impl FnOnce(&mut Formulation<'_>),
) -> Option<Vec<i64>> {
    let mut found = staffing::needs(county, policy, SEED).ok()?;
    needs(&mut found);
    let who = eligibility::verdicts(county, policy);
    let mut model = formulate(county, policy, &found, &who, SEED).expect("small numbers");
    change(&mut model);
    match Whole(Highs::default()).solve(&model, &Limits::default(), &watch()).expect("a solver") {
        Outcome::Solved(best) => Some(best.goals.iter().map(|g| g.value).collect()),
        Outcome::Infeasible => None,
        Outcome::Nothing => panic!("nothing stops it"),
    }
}

/// The row of a limit, with the same rule, sentence and place.
fn ease(model: &mut Formulation<'_>, rule: RuleName, limit: &Limit) {
    let same = |about: About| match (about, limit.post) {
        (About::County, None) => limit.school.is_none(),
        (About::School(s), None) => limit.school == Some(s),
        (About::Post(p), Some((part, subject))) => {
            model.world.post(p).key() == (limit.school.expect("a school"), part, subject)
        }
        _ => false,
    };
    let named = |n: &RowName| n.rule == Some(rule) && n.sentence == limit.sentence && same(n.about);
    let row = model.row_names.iter().position(named).expect("the limit's row");
    let by = (limit.to - limit.from).abs();
    let range = &mut model.rows[row];
    (range.lo, range.hi) = (range.lo.map(|lo| lo - by), range.hi.map(|hi| hi + by));
    if rule == RuleName::InflowCap {
        // The switch of a team lets as many in as the cap does.
        let about = About::School(limit.school.expect("a school"));
        let switch = model.row_names.iter().position(|n| n.sentence == "switch" && n.about == about);
        for (row, coefficient) in model.auxiliary_entries.iter_mut().flatten() {
            if Some(*row as usize) == switch {
                *coefficient = -1_000;
            }
        }
    }
}

/// The best that one teacher more of a subject can do: every receiving school is tried, and none.
fn recruited(county: &County, policy: &Policy, subject: lungang_domain::id::SubjectIx) -> Option<Vec<i64>> {
    let base = staffing::needs(county, policy, SEED).ok()?;
    let turned = |values: Vec<i64>| -> Vec<i64> {
        let sign = |at: usize| {
            let soft = values.len() - policy.goals.len();
            let maximised = at >= soft && policy.goals[at - soft].sense == lungang_domain::goal::Sense::Max;
            if maximised { -1 } else { 1 }
        };
        values.iter().enumerate().map(|(at, v)| sign(at) * v).collect()
    };
    let who = eligibility::verdicts(county, policy);
    let stated = formulate(county, policy, &base, &who, SEED).expect("small numbers");
    let cap_of = |model: &Formulation<'_>, at: usize| {
        let post = About::Post(at as u32);
        let named = |n: &RowName| (n.rule, n.sentence, n.about) == (Some(RuleName::OutflowCap), "post", post);
        model.row_names.iter().position(named)
    };
    let posts = (0..base.posts.len()).filter(|at| {
        let p = &base.posts[*at];
        p.subject == subject && p.required > 0 && policy.side(county.school(p.school)) == Side::Receiving
    });
    let at_post = |at: usize| {
        reference(
            county,
            policy,
            |needs| {
                needs.posts[at].serving += 1;
                needs.posts[at].standing += 1;
            },
            |model| {
                // The teacher counts at the post alone, not towards what may leave it.
                if let Some(row) = cap_of(model, at) {
                    model.rows[row].hi = cap_of(&stated, at).and_then(|row| stated.rows[row].hi).or(Some(0));
                }
            },
        )
    };
    let none = reference(county, policy, |_| {}, |_| {});
    posts.filter_map(at_post).chain(none).map(turned).min().map(turned)
}

fn table(county: &County, policy: &Policy) -> Option<PriceTable> {
    let needs = staffing::needs(county, policy, SEED).ok()?;
    let who = eligibility::verdicts(county, policy);
    let model = formulate(county, policy, &needs, &who, SEED).expect("small numbers");
    let engine = Fast::default();
    let Outcome::Solved(best) = engine.solve(&model, &Limits::default(), &watch()).expect("a solver") else {
        return None;
    };
    let plan = Plan {
        status: best.status,
        moves: best.moves,
        retasks: best.retasks,
        visits: best.visits,
        heads: None,
        goals: best.goals,
    };
    let submission = submission_of(&plan, county, policy, &needs, SEED).certified(best.certificate.clone());
    let report = check(county, policy, &submission);
    let watch = watch();
    let what_if = Counterfactual {
        moves: &plan.moves,
        retasks: &plan.retasks,
        certificate: best.certificate.as_ref(),
        seed: SEED,
        engine: &engine,
        until: None,
        watch: &watch,
    };
    let certified = report.goals.into_iter().map(|g| (g.name, g.certified_bound)).collect();
    let basis = Basis { county, policy, what_if, status: plan.status, certified };
    let asking = Asking { only: None, engine: &engine, until: None, watch: &watch, step: &|_, _| {}, workers: None };
    match price(&basis, &asking).expect("a solver") {
        Priced::Table(table) => Some(table),
        Priced::Nothing => panic!("nothing stops it"),
    }
}

#[test]
fn a_price_is_what_the_changed_county_is_worth() {
    let base = counties::base();
    let seeds = seeds::some(80_000, 200);
    let counties = seeds.len() as u64;
    let (mut tables, mut gains, mut costs, mut same, mut impossible, mut recruits) = (0_u64, 0, 0, 0, 0, 0);
    for seed in seeds {
        let (county, policy) = county(seed, &base);
        let Some(table) = table(&county, &policy) else { continue };
        tables += 1;
        let policy = without_lottery(&policy);
        let zero = vec![0; table.goals.len()];
        for price in &table.prices {
            let expected = match &price.lever {
                Lever::Limit(limit) => reference(&county, &policy, |_| {}, |model| ease(model, price.rule, limit)),
                Lever::Recruit { subject, at } => {
                    recruits += u64::from(at.is_some());
                    recruited(&county, &policy, *subject)
                }
                lever => {
                    let mut policy = policy.clone();
                    let rules = &mut policy.rules;
                    match (lever, price.rule) {
                        (Lever::Share { to, .. }, RuleName::ExchangeQuota) => rules.exchange_quota.share.value = *to,
                        (Lever::Share { to, .. }, RuleName::BackboneShare) => rules.backbone_share.share.value = *to,
                        (Lever::Share { to, .. }, RuleName::AllianceShare) => rules.alliance_share.share.value = *to,
                        (Lever::Share { to, .. }, RuleName::GraduatingShare) => {
                            rules.graduating_share.share.value = *to;
                        }
                        (Lever::Share { to, .. }, RuleName::TwoWay) => rules.two_way.share.value = *to,
                        (Lever::Share { to, .. }, RuleName::Itinerant) => rules.itinerant.share.value = *to,
                        (Lever::Share { to, .. }, RuleName::OutflowCap) => rules.outflow_cap.share.value = *to,
                        (Lever::Share { to, .. }, RuleName::InflowCap) => rules.inflow_cap.share.value = *to,
                        (Lever::Share { to, .. }, RuleName::ReceivingCeiling) => {
                            rules.receiving_ceiling.share.value = *to;
                        }
                        (Lever::Least { to, .. }, RuleName::TeamSize) => rules.team_size.least.value = *to,
                        (Lever::Off, rule) => rules.set_mode(rule, Mode::Off, None),
                        (lever, rule) => panic!("{rule}: {lever:?}"),
                    }
                    let found = reference(&county, &policy, |_| {}, |_| {});
                    let breach = table.goals.iter().position(|g| g.name == format!("breach:{}", price.rule));
                    match (found, lever, breach) {
                        (Some(mut values), Lever::Off, Some(at)) => {
                            values.insert(at, 0);
                            Some(values)
                        }
                        (found, ..) => found,
                    }
                }
            };
            let values = match &price.changed {
                Changed::To(values) => Some(values.clone()),
                Changed::Same => Some(table.goals.iter().map(|g| g.value).collect()),
                Changed::Impossible => None,
                Changed::Unknown => panic!("county {seed}: nothing stops it"),
            };
            assert_eq!(values, expected, "county {seed}, {}: {:?} of {:?}", price.rule, price.lever, table.goals);
            match table.change(price) {
                None => impossible += 1,
                Some(change) if change == zero => same += 1,
                Some(change) if matches!(price.lever, Lever::Limit(_)) => {
                    let first = change.iter().zip(&table.goals).find(|(c, _)| **c != 0).expect("a change");
                    assert!((*first.0 < 0) != first.1.maximised, "county {seed}: easing costs, {price:?}");
                    gains += 1;
                }
                Some(_) => costs += 1,
            }
        }
    }
    let met = tables * 3 > counties && gains > 20 && costs > 20 && same > 100;
    assert!(met || !seeds::full(), "{tables} {gains} {costs} {same}");
    assert!(recruits > 20 || !seeds::full(), "{recruits} recruits, {impossible} impossible");
    eprintln!("{tables} counties: {gains} limits gain, {costs} other changes, {same} same, {impossible} impossible");
}
