//! Moves that may not exist, each with its fault.

use crate::testkit::{Town, moves};
use crate::{Submission, check};
use lungang_domain::finding::Place;
use lungang_domain::plan::Direction;
use lungang_domain::school::Part;
use lungang_domain::teacher::Status;

fn faults(town: &Town, submission: &Submission) -> Vec<String> {
    let report = check(&town.county(), &town.policy, submission);
    let mut kinds: Vec<String> = report.faults.iter().map(|f| f.kind.clone()).collect();
    kinds.dedup();
    kinds
}

fn of(text: &str) -> Vec<String> {
    faults(&Town::new(), &moves(text))
}

#[test]
fn an_ordinary_move_has_no_fault() {
    assert!(of("a01>R1 b01>R1:maths b04>R1:maths").is_empty());
}

#[test]
fn what_does_not_exist() {
    assert_eq!(of("zz>R1"), ["unknown-teacher"]);
    assert_eq!(of("a01>zz"), ["unknown-school"]);
    assert_eq!(of("a01>R1:zz"), ["unknown-subject"]);
    assert_eq!(of("zz>zz"), ["unknown-teacher", "unknown-school"]);
}

#[test]
fn a_fault_says_where_its_row_stands() {
    let mut one = moves("zz>R1");
    one.moves[0].place = Some(Place { row: Some(2), ..Place::file("assignments.csv") });
    let report = check(&Town::new().county(), &Town::new().policy, &one);
    assert_eq!(report.faults[0].place, one.moves[0].place);
}

#[test]
fn what_may_not_be() {
    assert_eq!(of("a01>R1 a01>R2"), ["teacher-twice"]);
    assert_eq!(of("a01>R1:maths"), ["not-qualified"]);
    assert_eq!(of("b04>R1:music"), ["post-not-required"]);
    assert_eq!(of("a01>U1"), ["post-not-required", "same-school", "direction-not-made"]);
    assert_eq!(of("a01>X1"), ["post-not-required", "outside-school"]);
    let mut town = Town::new();
    town.teacher("a01").status = Status::Leave;
    town.teacher("a02").part = Part::Junior;
    assert_eq!(faults(&town, &moves("a01>R1")), ["not-eligible"]);
    let mut junior = moves("a02>R1");
    junior.moves[0].stage = Some(Part::Primary);
    assert_eq!(faults(&town, &junior), ["wrong-stage"]);
    town.policy.movement.max_km.as_mut().expect("a limit").value.0 = 39 * 10_000;
    assert_eq!(faults(&town, &moves("a03>R2")), ["too-far"]);
    town.policy.movement.max_km.as_mut().expect("a limit").value.0 = 40 * 10_000;
    assert!(faults(&town, &moves("a03>R2")).is_empty());
    town.parts.travel = Default::default();
    assert!(faults(&town, &moves("a03>R2")).is_empty(), "an unknown journey does not forbid");
}

#[test]
fn directions_other_than_down() {
    let mut town = Town::new();
    town.need("U1", crate::testkit::CHINESE, 11, None);
    // r1 comes from a receiving school: may move up, is not in E
    assert!(faults(&town, &moves("r1>U1")).is_empty());
    town.policy.movement.directions.value = vec![Direction::Down];
    assert_eq!(faults(&town, &moves("r1>U1")), ["direction-not-made"]);
    town.policy.movement.directions.value = vec![Direction::Level];
    assert!(faults(&town, &moves("r1>R2")).is_empty());
    town.teacher("r1").exemptions = vec![0];
    assert_eq!(faults(&town, &moves("r1>R2")), ["not-eligible"]);
}

#[test]
fn what_a_row_states_is_compared() {
    let state = |change: &dyn Fn(&mut crate::SubmittedMove)| {
        let mut one = moves("a01>R1");
        change(&mut one.moves[0]);
        faults(&Town::new(), &one)
    };
    let text = |s: &str| Some(s.to_owned());
    assert_eq!(state(&|m| m.from_school = text("U2")), ["from-differs"]);
    assert!(state(&|m| m.from_school = text(" U1 ")).is_empty());
    assert_eq!(state(&|m| m.direction = text("up")), ["direction-differs"]);
    assert!(state(&|m| m.direction = text("下行")).is_empty());
    assert_eq!(state(&|m| m.start = text("2026-09-02")), ["start-differs"]);
    assert_eq!(state(&|m| m.start = text("soon")), ["start-differs"]);
    assert!(state(&|m| m.start = text("2026年9月1日")).is_empty());
    // a term of three years
    assert!(state(&|m| m.end = text("2029/8/31")).is_empty());
    assert_eq!(state(&|m| m.end = text("2027-08-31")), ["end-differs"]);
}

#[test]
fn a_move_that_may_not_be_counts_towards_no_quota() {
    let mut town = Town::new();
    town.teacher("a01").exemptions = vec![0];
    let report = check(&town.county(), &town.policy, &moves("a01>R1 a02>R1"));
    assert_eq!((report.moves, report.moves_down, report.eligible), (2, 2, 13));
    let quota = &report.rules[1];
    assert_eq!((quota.required, quota.achieved, quota.holds), (2, 1, Some(false)));
    assert!(!report.clean);
}
