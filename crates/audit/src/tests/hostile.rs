//! Any submission gives a report, whatever it holds.

use crate::testkit::{Draw, Town};
use crate::{Claims, Submission, SubmittedMove, SubmittedVisit, breach_amount, check};
use lungang_domain::county::PinKind;
use lungang_domain::policy::{Mode, QuotaScope};
use lungang_domain::rule::RuleName;
use lungang_domain::school::Part;
use std::collections::BTreeMap;

fn pick(draw: &mut Draw, from: &[&str]) -> String {
    from[draw.below(from.len() as u64) as usize].to_owned()
}

fn maybe(draw: &mut Draw, from: &[&str]) -> Option<String> {
    (draw.below(3) > 0).then(|| pick(draw, from))
}

fn submission(draw: &mut Draw) -> Submission {
    let teachers = ["a01", "a02", "a03", "b01", "b04", "r1", "r2", "", "zz", "张", "a01 "];
    let schools = ["U1", "U2", "R1", "R2", "X1", "", "zz", "\u{0}"];
    let subjects = ["chinese", "maths", "music", "labour", "", "zz"];
    let dates = ["2026-09-01", "2029-08-31", "", "年月日", "99999999999-1-1", "2026-09-01T00:00"];
    let row = |draw: &mut Draw| SubmittedMove {
        teacher_id: pick(draw, &teachers),
        name: maybe(draw, &["", "张*", "*", "**********", "李四"]),
        from_school: maybe(draw, &schools),
        to_school: pick(draw, &schools),
        stage: [None, Some(Part::Primary), Some(Part::Junior)][draw.below(3) as usize],
        subject: maybe(draw, &subjects),
        direction: maybe(draw, &["down", "up", "平行", "sideways", ""]),
        start: maybe(draw, &dates),
        end: maybe(draw, &dates),
        distance_km: maybe(draw, &["", "12.345", "-1", "NaN", "1e400", "公里", "0.00000000000000000000000000001"]),
        rank_of_wish: maybe(draw, &["", "1", "-1", "99999999999999999999"]),
        serves: (draw.below(2) == 0).then(|| vec![pick(draw, &["", "exchange-quota", "zz"])]),
        empty: vec!["name", "distance_km", "serves"],
        place: None,
    };
    let moves = (0..draw.below(9)).map(|_| row(draw)).collect();
    let claims = (draw.below(2) == 0).then(|| Claims {
        goals: vec![("unmet-need".to_owned(), draw.below(100) as i64), ("zz".to_owned(), i64::MIN)],
        figures: vec![("moves".to_owned(), i64::MAX), (String::new(), 0)],
        ..Claims::default()
    });
    let visit = |draw: &mut Draw| SubmittedVisit {
        teacher_id: pick(draw, &teachers),
        school: pick(draw, &schools),
        stage: [None, Some(Part::Primary), Some(Part::Junior)][draw.below(3) as usize],
        subject: pick(draw, &subjects),
        periods: [0, 1, 30, u32::MAX][draw.below(4) as usize],
        place: None,
    };
    let visits = (0..draw.below(5)).map(|_| visit(draw)).collect();
    Submission { moves, visits, claims, seed: draw.below(u64::MAX), ..Submission::default() }
}

#[test]
fn no_submission_stops_the_audit() {
    let mut draw = Draw(5);
    let mut town = Town::new();
    town.couple("a01", "b01", true).pin("a02", PinKind::Post, Some("R2")).pin("a03", PinKind::Stay, None);
    town.posting("b02", "U2", "R1", 2025, 2027);
    town.school("R1").beds = Some(0);
    town.school("R2").posts_senior = Some(0);
    let modes = [Mode::Hard, Mode::Soft, Mode::Off];
    for round in 0..600 {
        for rule in RuleName::ALL {
            town.policy.rules.set_mode(*rule, modes[draw.below(3) as usize], None);
        }
        town.policy.rules.exchange_quota.scope.value =
            [QuotaScope::County, QuotaScope::School, QuotaScope::Both][round % 3];
        let county = town.county();
        let submission = submission(&mut draw);
        let report = check(&county, &town.policy, &submission);
        assert_eq!(report.rules.len(), RuleName::ALL.len());
        let hard = report.rules.iter().filter(|r| r.mode == Mode::Hard);
        let broken: usize = hard.map(|r| r.breaches.len()).sum();
        assert_eq!(report.breaches as usize, broken + report.faults.len());
        assert_eq!(report.clean, report.breaches == 0);
        let goals: BTreeMap<&str, i64> = report.goals.iter().map(|g| (g.name.as_str(), g.value)).collect();
        for rule in &report.rules {
            assert_eq!(rule.holds == Some(false), !rule.breaches.is_empty());
            assert!(rule.holds != Some(true) || rule.checked > 0 && rule.unchecked.is_empty(), "{rule:?}");
            let amount = breach_amount(&county, &town.policy, &submission, rule.rule);
            assert_eq!(amount == 0, rule.holds != Some(false), "{}", rule.rule);
            let goal = goals.get(format!("breach:{}", rule.rule).as_str()).copied();
            assert_eq!(goal, (rule.mode == Mode::Soft).then_some(amount), "{}", rule.rule);
        }
        // the order of the rows changes nothing
        let mut turned = submission.clone();
        turned.moves.reverse();
        assert_eq!(report, check(&county, &town.policy, &turned));
    }
}

#[test]
fn the_largest_numbers_do_not_overflow() {
    let mut town = Town::new();
    for need in &mut town.parts.needs {
        (need.required, need.weight) = (u32::MAX, Some(u32::MAX));
    }
    for s in &mut town.parts.schools {
        (s.establishment, s.hardship, s.pupils.primary) = (Some(u32::MAX), u8::MAX, u32::MAX);
        s.classes[0] = u32::MAX;
        s.stage = lungang_domain::school::SchoolStage::NineYear;
    }
    town.policy.staffing.by_periods.value = true;
    town.policy.weights.need_base.value = u32::MAX;
    town.policy.weights.burden_per_posting.value = u32::MAX;
    town.parts.authorised = lungang_domain::county::Authorised::Total(u32::MAX);
    let report = check(&town.county(), &town.policy, &crate::testkit::moves("a01>R1 b01>R2:maths"));
    assert!(!report.clean);
}

#[test]
fn an_empty_county_has_a_report() {
    let mut town = Town::new();
    town.parts = Default::default();
    let report = check(&town.county(), &town.policy, &Submission::default());
    assert!(report.clean && report.rules.iter().all(|r| r.holds != Some(false)));
}

#[test]
fn a_long_list_of_breaches_is_cut_but_counted() {
    let mut town = Town::new();
    for _ in 0..130 {
        town.pin("a01", PinKind::Leave, None);
    }
    let report = check(&town.county(), &town.policy, &Submission::default());
    let pins = &report.rules[RuleName::ALL.len() - 1];
    assert_eq!((pins.required, pins.achieved, pins.breaches.len()), (130, 0, 100));
    // and the exchange quota fails once
    assert_eq!(report.breaches, 131);
}
