//! What a plan says of itself, compared.

use crate::testkit::{CHINESE, Town, moves};
use crate::{Claims, check, submission_of};
use lungang_domain::document::{EstablishmentDoc, SchoolDoc, ShortageDoc};
use lungang_domain::needs::Needs;
use lungang_domain::plan::{GoalValue, Move, Plan, PlanStatus};
use lungang_domain::school::{Part, Side};

fn kinds(town: &Town, claims: Claims) -> Vec<String> {
    let mut submission = moves("a01>R1 a02>R1");
    submission.claims = Some(claims);
    let report = check(&town.county(), &town.policy, &submission);
    assert_eq!(report.clean, report.breaches == 0);
    report.faults.into_iter().map(|f| f.kind).collect()
}

#[test]
fn goals_and_figures() {
    let town = Town::new();
    let goals = |name: &str, value| Claims { goals: vec![(name.to_owned(), value)], ..Claims::default() };
    // two of the six short posts are filled
    assert!(kinds(&town, goals("unmet-need", 40)).is_empty());
    assert_eq!(kinds(&town, goals("unmet-need", 39)), ["goal-differs"]);
    assert_eq!(kinds(&town, goals("beauty", 1)), ["goal-unknown"]);
    assert_eq!(kinds(&town, goals("breach:housing", 0)), ["goal-unknown"], "the rule is hard");

    let figures = |name: &str, value| Claims { figures: vec![(name.to_owned(), value)], ..Claims::default() };
    for (name, value) in [
        ("eligible", 14),
        ("moves", 2),
        ("moves_down", 2),
        ("backbone_moves", 0),
        ("eligible_sending", 14),
        ("eligible_county", 16),
        ("exchange_down", 2),
        ("exchange_rural", 2),
        ("exchange_backbone", 0),
        ("applied", 0),
        ("running_down", 0),
        ("down_of_sending", 142),
        ("down_of_county", 125),
        ("rural_of_sending", 142),
        ("backbone_of_down", 0),
        ("quota_required", 2),
        ("backbone_required", 1),
        ("unmet_need_before", 60),
        ("unmet_need_after", 40),
        ("short_posts_before", 6),
        ("short_posts_after", 4),
        ("short_posts_new", 0),
    ] {
        assert!(kinds(&town, figures(name, value)).is_empty(), "{name}");
        assert_eq!(kinds(&town, figures(name, value + 1)), ["figure-differs"], "{name}");
    }
    let year = Claims { school_year: Some("2025-2026".to_owned()), ..Claims::default() };
    assert_eq!(kinds(&town, year), ["year-differs"]);
    let policy = Claims { policy: Some("other".to_owned()), ..Claims::default() };
    assert_eq!(kinds(&town, policy), ["policy-differs"]);
}

#[test]
fn establishments_are_the_audits_own() {
    let mut town = Town::new();
    town.school("R1").pupils.primary = 30;
    let doc = |id: &str, posts| EstablishmentDoc { school_id: id.to_owned(), stage: Part::Primary, computed: 2, posts };
    let empty = |id: &str| EstablishmentDoc { computed: 0, ..doc(id, 0) };
    let all = |r1| {
        let establishments = vec![r1, empty("R2"), empty("U1"), empty("U2")];
        Claims { establishments, ..Claims::default() }
    };
    assert!(kinds(&town, all(doc("R1", 2))).is_empty());
    assert_eq!(kinds(&town, all(doc("R1", 1))), ["establishment-differs"]);
    assert_eq!(kinds(&town, all(doc("zz", 2))), ["establishment-differs"; 2]);
}

#[test]
fn schools_and_shortages() {
    let town = Town::new();
    let r1 = SchoolDoc {
        establishment: None,
        school_id: "R1".to_owned(),
        name: String::new(),
        side: Side::Receiving,
        posts: 0,
        teaching_posts: Some(0),
        on_payroll: Some(1),
        on_duty: Some(1),
        staff_before: 1,
        moves_out: 0,
        moves_in: 2,
        staff_after: 3,
        short_before: 4,
        short_after: 2,
    };
    let schools = |doc: SchoolDoc| Claims { schools: vec![doc], ..Claims::default() };
    assert!(kinds(&town, schools(r1.clone())).is_empty());
    assert_eq!(kinds(&town, schools(SchoolDoc { moves_in: 1, ..r1.clone() })), ["school-differs"]);
    for forged in [
        SchoolDoc { teaching_posts: Some(1), ..r1.clone() },
        SchoolDoc { on_payroll: Some(2), ..r1.clone() },
        SchoolDoc { on_duty: Some(2), ..r1.clone() },
    ] {
        assert_eq!(kinds(&town, schools(forged)), ["school-differs"]);
    }
    // Plans of older programs do not state them.
    let older = SchoolDoc { teaching_posts: None, on_payroll: None, on_duty: None, ..r1.clone() };
    assert!(kinds(&town, schools(older)).is_empty());
    assert_eq!(kinds(&town, schools(SchoolDoc { school_id: "zz".to_owned(), ..r1 })), ["school-differs"]);

    let short = |school: &str, subject: &str, required, before, after| ShortageDoc {
        school_id: school.to_owned(),
        school: String::new(),
        stage: Part::Primary,
        subject: subject.to_owned(),
        required,
        serving_before: before,
        serving_after: after,
        short_before: required - before,
        short_after: required - after,
        weight: 10,
    };
    let docs = vec![short("R1", "chinese", 3, 1, 3), short("R1", "maths", 2, 0, 0), short("R2", "chinese", 2, 0, 0)];
    let shortages = |docs: Vec<ShortageDoc>| Claims { shortages: Some(docs), ..Claims::default() };
    assert!(kinds(&town, shortages(docs.clone())).is_empty());
    assert_eq!(kinds(&town, shortages(docs[1..].to_vec())), ["shortage-differs"], "one is left out");
    let mut false_one = docs;
    false_one[1].short_after = 1;
    assert_eq!(kinds(&town, shortages(false_one)), ["shortage-differs"]);
}

#[test]
fn a_fresh_plan_is_submitted_with_its_claims() {
    let mut town = Town::new();
    town.teacher("a01").backbone = Some(0);
    let county = town.county();
    let find = |t: &str, s: &str| Move {
        teacher: county.find_teacher(t).expect("a teacher"),
        to: county.find_school(s).expect("a school"),
        part: Part::Primary,
        subject: CHINESE,
    };
    let goal = |name: &str, value| GoalValue { name: name.to_owned(), value, bound: None, maximised: false };
    let plan = Plan {
        status: PlanStatus::Optimal,
        moves: vec![find("a01", "R1"), find("a02", "R1")],
        retasks: Vec::new(),
        visits: Vec::new(),
        heads: None,
        goals: vec![goal("unmet-need", 40), goal("disruption", 2)],
    };
    let submission = submission_of(&plan, &county, &town.policy, &Needs::default(), 7);
    let report = check(&county, &town.policy, &submission);
    assert!(report.clean, "{report:?}");
    assert_eq!((report.goals[0].value, report.goals[0].claimed), (40, Some(40)));
    assert_eq!(submission.moves[0].end.as_deref(), Some("2029-08-31"));
}

#[test]
fn an_edited_table_is_told_first() {
    let town = Town::new();
    let claims = |planned: &str| Claims {
        moves: Some(moves(planned).moves),
        goals: vec![("unmet-need".to_owned(), 39)],
        ..Claims::default()
    };
    assert_eq!(kinds(&town, claims("a01>R1 a02>R1")), ["goal-differs"], "the same moves");
    assert_eq!(kinds(&town, claims("a02>R1 a01>R1:chinese")), ["goal-differs"], "what is left open agrees");
    let edited = ["move-added", "move-removed", "move-changed", "goal-differs"];
    assert_eq!(kinds(&town, claims("a02>R2 a03>R1")), edited);
    let mut rows = moves("zz>R1 a01>R1");
    rows.moves[1].name = Some("李*".to_owned());
    rows.claims = Some(claims("a01>R1"));
    let mut town = Town::new();
    town.teacher("a01").name = "张三".to_owned();
    let report = check(&town.county(), &town.policy, &rows);
    let kinds: Vec<&str> = report.faults.iter().map(|f| f.kind.as_str()).collect();
    assert_eq!(kinds[..3], ["move-added", "unknown-teacher", "name-differs"]);
    rows.moves[1].name = Some("张*".to_owned());
    let report = check(&town.county(), &town.policy, &rows);
    assert!(report.faults.iter().all(|f| f.kind != "name-differs"));
}
