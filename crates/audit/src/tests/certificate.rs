//! A certificate worked out by hand, and what is refused.

use crate::testkit::{Town, moves};
use crate::{Submission, check};
use lungang_domain::audit::{AuditReport, GoalAudit};
use lungang_domain::certificate::{Case, Certificate, FORMAT, FORMAT_BEFORE, GoalCertificate, Limit};
use lungang_domain::policy::Mode;
use lungang_domain::rule::RuleName;
use std::collections::BTreeMap;

const MOVES: &str = "a01>R1 a02>R1 a03>R2 b01>R1:maths";

fn town() -> Town {
    let mut town = Town::new();
    town.policy.rules.set_mode(RuleName::BackboneShare, Mode::Off, None);
    town
}

fn goal(name: &str, value: i64, bound: i64, prices: &[(&str, i64)], held: &[i64]) -> GoalCertificate {
    let prices: BTreeMap<String, i64> = prices.iter().map(|(name, price)| ((*name).to_owned(), *price)).collect();
    GoalCertificate { name: name.to_owned(), value, bound, prices, held: held.to_vec(), cases: Vec::new() }
}

/// All prices in tenths.
///
/// Six posts are short, at 10 each. Of U1 three may leave, of U2 one: four are filled at most. A short post is worth 10 and a
/// leave costs 10: 6 · 10 − 3 · 10 − 1 · 10 = 20. Then, with 20 held: each short post takes a move (worth 1) or 10 of
/// the 20 (at a tenth): 6 − 2 = 4 moves at least.
fn by_hand() -> Certificate {
    let short = ["post_balance.R1.primary.chinese", "post_balance.R1.primary.maths", "post_balance.R2.primary.chinese"];
    let mut need = short.map(|name| (name, 100)).to_vec();
    need.extend([("outflow_cap.school.U1", -100), ("outflow_cap.school.U2", -100)]);
    let moves = short.map(|name| (name, 10));
    let goals = vec![goal("unmet-need", 20, 20, &need, &[]), goal("disruption", 4, 4, &moves, &[-1])];
    Certificate { format: FORMAT, seed: 7, denominator: 10, goals }
}

fn audit(town: &Town, text: &str, certificate: Certificate) -> AuditReport {
    let submission: Submission = moves(text).certified(Some(certificate));
    check(&town.county(), &town.policy, &submission)
}

fn kinds(report: &AuditReport) -> Vec<&str> {
    report.faults.iter().map(|f| f.kind.as_str()).collect()
}

fn of<'r>(report: &'r AuditReport, name: &str) -> &'r GoalAudit {
    report.goals.iter().find(|g| g.name == name).expect("a goal of the policy")
}

#[test]
fn prices_by_hand_prove_both_goals() {
    let report = audit(&town(), MOVES, by_hand());
    assert!(report.clean, "{:?}", report.faults);
    for (name, bound) in [("unmet-need", 20), ("disruption", 4)] {
        assert_eq!((of(&report, name).certified_bound, of(&report, name).certified_gap), (Some(bound), Some(0)));
    }
    assert_eq!(of(&report, "wishes").certified_bound, None, "left out");
}

#[test]
fn of_a_plan_that_was_asked_for_with_few_moves_their_number_is_a_row() {
    // Three moves fill a post each that is worth 10: 60 − 3 · 10 = 30.
    const THREE: &str = "a01>R1 a02>R1 a03>R2";
    let mut few = by_hand();
    few.goals.truncate(1);
    let first = &mut few.goals[0];
    (first.value, first.bound) = (30, 30);
    first.prices.retain(|row, _| row.starts_with("post_balance"));
    first.prices.insert("goal.most_moves".to_owned(), -100);
    let within = |most: u32, text: &str| {
        let town = town();
        let submission = Submission { most_moves: Some(most), ..moves(text).certified(Some(few.clone())) };
        check(&town.county(), &town.policy, &submission)
    };
    let report = within(3, THREE);
    assert!(report.clean, "{:?}", report.faults);
    assert_eq!(of(&report, "unmet-need").certified_gap, Some(0));
    // With four moves allowed the same prices prove less, and of a plan that nobody limited there is no such row.
    assert_eq!(of(&within(4, THREE), "unmet-need").certified_bound, Some(20));
    assert_eq!(kinds(&audit(&town(), THREE, few.clone())), ["certificate-row"]);
    let report = within(3, MOVES);
    assert_eq!(kinds(&report), ["moves-above-limit"]);
    assert_eq!(of(&report, "unmet-need").certified_bound, None);
}

/// A case: what a row has at least or at most, and prices.
fn case(row: &str, (least, most): (Option<i64>, Option<i64>), prices: &[(&str, i64)]) -> Case {
    let prices = prices.iter().map(|(name, price)| ((*name).to_owned(), *price)).collect();
    Case { limits: vec![Limit { row: row.to_owned(), least, most }], prices, held: Vec::new() }
}

#[test]
fn cases_prove_together_and_what_is_empty_is_left_out_later() {
    const LEAVE: &str = "outflow_cap.school.U1";
    let mut by_cases = by_hand();
    let need: Vec<(String, i64)> = by_cases.goals[0].prices.clone().into_iter().collect();
    let need: Vec<(&str, i64)> = need.iter().map(|(name, price)| (name.as_str(), *price)).collect();
    // At most two leave U1: 6 · 10 − 2 · 10 − 1 · 10 = 30, which is above 20. Else three do.
    let split = vec![case(LEAVE, (None, Some(2)), &need), case(LEAVE, (Some(3), None), &need)];
    by_cases.goals[0].cases = split.clone();
    // So at least three move: nothing else is priced.
    by_cases.goals[1] = goal("disruption", 4, 3, &[], &[]);
    by_cases.goals[1].cases = vec![case(LEAVE, (Some(3), None), &[(LEAVE, 10)])];
    let report = audit(&town(), MOVES, by_cases.clone());
    assert!(report.clean, "{:?}", report.faults);
    assert_eq!(
        (of(&report, "unmet-need").certified_gap, of(&report, "disruption").certified_bound),
        (Some(0), Some(3))
    );
    // The case by itself proves it; all plans do not.
    let mut alone = by_cases.clone();
    alone.goals[1].cases.clear();
    assert_eq!(kinds(&audit(&town(), MOVES, alone)), ["certificate-bound"]);

    let refused = |change: &dyn Fn(&mut Certificate), kind: &str| {
        let mut forged = by_cases.clone();
        change(&mut forged);
        let report = audit(&town(), MOVES, forged);
        assert!(kinds(&report).contains(&kind), "{kind}: {:?}", report.faults);
    };
    // Plans are left out: by the first goal, by the second where nothing is empty, and between two cases.
    refused(&|c| drop(c.goals[0].cases.remove(0)), "certificate-cases");
    refused(&|c| c.goals[0].cases.clear(), "certificate-cases");
    refused(&|c| c.goals[1].cases[0].limits[0].least = Some(4), "certificate-cases");
    // A case that is not above the value is not empty.
    refused(&|c| c.goals[0].cases[0].prices.clear(), "certificate-cases");
    // Limits of no row; prices on sides that neither row nor limit has; a goal held that is no earlier one.
    refused(&|c| c.goals[1].cases[0].limits[0].row.push('x'), "certificate-row");
    refused(&|c| c.goals[1].cases[0].limits[0].least = None, "certificate-side");
    refused(&|c| c.goals[0].cases[0].held = vec![-1], "certificate-held");
    // The format before knows no cases.
    refused(&|c| c.format = FORMAT_BEFORE, "certificate-format");
    assert!(audit(&town(), MOVES, Certificate { format: FORMAT_BEFORE, ..by_hand() }).clean);
}

#[test]
fn a_weaker_price_proves_less_and_says_so() {
    let mut weaker = by_hand();
    // Each of the two Chinese posts at R2 would be worth 9: 18 + 40 − 40.
    weaker.goals[0].prices.insert("post_balance.R2.primary.chinese".to_owned(), 90);
    let report = audit(&town(), MOVES, weaker.clone());
    assert_eq!(kinds(&report), ["certificate-bound"]);
    assert_eq!(of(&report, "unmet-need").certified_bound, Some(18));
    assert_eq!(report.faults[0].expected.as_deref(), Some("unmet-need: 18"));
    weaker.goals[0].bound = 18;
    let report = audit(&town(), MOVES, weaker);
    assert!(report.clean, "{:?}", report.faults);
    assert_eq!(of(&report, "unmet-need").certified_gap, Some(2));
}

#[test]
fn what_the_first_proof_shuts_does_not_weigh_on_the_next() {
    // R2's posts weigh double. r2 could leave its music post (40) for U1's (20): 20 more, so no plan of 40 has that move.
    let mut town = town();
    town.need("U1", crate::testkit::MUSIC, 1, None);
    town.school("R2").hardship = 2;
    town.teacher("b04").subjects.truncate(1);
    const MOVES: &str = "a01>R2 a02>R2 a03>R1 b01>R1:maths";
    let mut certificate = by_hand();
    let music = [("post_balance.U1.primary.music", 200), ("post_balance.R2.primary.music", 400)];
    certificate.goals[0].prices.extend(music.map(|(name, price)| (name.to_owned(), price)));
    (certificate.goals[0].value, certificate.goals[0].bound) = (40, 40);
    // A price that makes the move look like a gain for the second goal.
    certificate.goals[1].prices.insert("post_balance.U1.primary.music".to_owned(), 50);
    certificate.goals[1].held.clear();
    certificate.goals[1].bound = -1_000;
    let report = audit(&town, MOVES, certificate.clone());
    assert!(report.clean, "{:?}", report.faults);
    let with = of(&report, "disruption").certified_bound;
    certificate.goals.remove(0);
    let without = of(&audit(&town, MOVES, certificate), "disruption").certified_bound;
    // Shut are r2's move (4) and a short post at R2, which the first goal could fill (2 · 1).
    assert_eq!((with, without), (Some(1), Some(-5)));
}

#[test]
fn another_value_is_another_plan() {
    let report = audit(&town(), "a01>R1 a02>R1 a03>R2", by_hand());
    // The bound of the first goal holds all the same; the second is now proved with 30 held: 3 moves, not the 4 claimed.
    assert_eq!(kinds(&report), ["certificate-value", "certificate-value", "certificate-bound"]);
    assert_eq!(of(&report, "unmet-need").certified_gap, Some(10));
    assert_eq!(of(&report, "disruption").certified_bound, Some(3));
}

#[test]
fn of_unlawful_moves_nothing_is_certified() {
    let report = audit(&town(), "a01>R1 a02>R1 a03>R2 a04>R2 b01>R1:maths", by_hand());
    assert!(!report.clean && report.faults.is_empty());
    assert!(report.goals.iter().all(|g| g.certified_bound.is_none()));
}

#[test]
fn what_is_not_understood_is_refused() {
    type Change = fn(&mut Certificate);
    let changes: [(&str, Change); 12] = [
        ("certificate-format", |c| c.format = 3),
        ("certificate-seed", |c| c.seed = 8),
        ("certificate-denominator", |c| c.denominator = 0),
        ("certificate-denominator", |c| c.denominator = -10),
        ("certificate-goal", |c| c.goals[0].name = "beauty".to_owned()),
        ("certificate-goal", |c| c.goals.swap(0, 1)),
        ("certificate-goal", |c| c.goals[1] = c.goals[0].clone()),
        ("certificate-held", |c| c.goals[0].held = vec![-1]),
        ("certificate-held", |c| c.goals[1].held = vec![1]),
        ("certificate-row", |c| {
            c.goals[0].prices.insert("outflow_cap.school.R9".to_owned(), -1);
        }),
        ("certificate-row", |c| {
            c.goals[1].prices.insert("inflow_cap.R1".to_owned(), -1);
        }),
        ("certificate-side", |c| {
            c.goals[0].prices.insert("outflow_cap.school.U1".to_owned(), 1);
        }),
    ];
    for (kind, change) in changes {
        let mut forged = by_hand();
        change(&mut forged);
        let report = audit(&town(), MOVES, forged);
        assert_eq!(kinds(&report), [kind]);
        assert!(report.goals.iter().all(|g| g.certified_bound.is_none()), "{kind}");
    }
}

#[test]
fn extreme_prices_prove_nothing_and_break_nothing() {
    for denominator in [1, i64::MAX] {
        let mut forged = by_hand();
        forged.denominator = denominator;
        for goal in &mut forged.goals {
            goal.bound = i64::MIN;
            goal.prices.values_mut().for_each(|y| *y = if *y > 0 { i64::MAX } else { i64::MIN });
            goal.held.iter_mut().for_each(|h| *h = i64::MIN);
        }
        let report = audit(&town(), MOVES, forged);
        assert!(report.goals.iter().all(|g| g.certified_gap.is_none_or(|gap| gap >= 0)), "{:?}", report.goals);
    }
    // Scores at the ends of 64 bits do not fit into the sums: refused, not wrapped.
    let mut town = town();
    for (school, value) in [("R1", i64::MAX), ("U1", i64::MIN)] {
        let (teacher, school) = (town.teacher_ix("a01"), town.school_ix(school));
        let goal = "welfare".to_owned();
        town.parts.scores.push(lungang_domain::county::Score { goal, teacher, school, value });
    }
    let mut certificate = by_hand();
    certificate.denominator = i64::MAX;
    certificate.goals.truncate(1);
    certificate.goals.push(goal("welfare", i64::MAX, i64::MAX, &[], &[]));
    assert_eq!(kinds(&audit(&town, MOVES, certificate)), ["certificate-overflow"]);
}
