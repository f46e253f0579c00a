//! Retasks by hand: what they are worth, which may be, and what a school can do by itself.

use crate::check;
use crate::reading::Reading;
use crate::testkit::{CHINESE, MATHS, MUSIC, Town, decided};
use crate::tests::headships::terms;
use jiff::civil::date;
use lungang_domain::county::PinKind;
use lungang_domain::goal::GoalSpec;
use lungang_domain::number::Decimal;
use lungang_domain::teacher::{Role, Status};

/// U2 needs three of its four teachers of mathematics and one of music, which b04 may teach.
fn town() -> Town {
    let mut town = Town::new();
    town.policy.movement.second_subject_credit.value = Decimal(4_000);
    town.policy.goals.push(GoalSpec { name: "retasks".to_owned(), ..GoalSpec::default() });
    town.need("U2", MATHS, 3, None).need("U2", MUSIC, 1, None).need("R2", MUSIC, 2, None);
    town
}

fn value(town: &Town, text: &str, goal: &str) -> i64 {
    let report = check(&town.county(), &town.policy, &decided(text));
    report.goals.iter().find(|g| g.name == goal).map(|g| g.value).expect("a goal of the policy")
}

fn faults(town: &Town, text: &str) -> Vec<String> {
    check(&town.county(), &town.policy, &decided(text)).faults.into_iter().map(|f| f.kind).collect()
}

#[test]
fn a_second_subject_is_worth_its_credit() {
    let town = town();
    // Four posts at 10, of Chinese two more, and two of music at 20.
    assert_eq!((value(&town, "", "unmet-need"), value(&town, "", "retasks")), (100, 0));
    // At home b04 fills a post worth 20, less three fifths of it.
    assert_eq!((value(&town, "b04=music", "unmet-need"), value(&town, "b04=music", "retasks")), (100 - 20 + 12, 1));
    // The same away, where the move is no retask.
    assert_eq!((value(&town, "b04>R2:music", "unmet-need"), value(&town, "b04>R2:music", "retasks")), (92, 0));
    // In the own subject the whole counts.
    assert_eq!(value(&town, "b04>R1:maths", "unmet-need"), 90);
}

#[test]
fn before_any_move_the_school_helps_itself() {
    let mut town = town();
    let before = |town: &Town| {
        let county = town.county();
        let reading = Reading::new(&county, &town.policy, 7);
        let u2 = county.find_school("U2").expect("a school of the town");
        let short: u32 = reading.posts.iter().filter(|p| p.school == u2).map(|p| p.short()).sum();
        (reading.retasks.len(), short, crate::goals::unmet_need_before(&reading))
    };
    assert_eq!(before(&town), (1, 0, 92));
    // All four are needed in mathematics (10 each): 20 − 12 of music is not worth it.
    town.need("U2", MATHS, 4, None);
    assert_eq!(before(&town), (0, 1, 100));
    // A chain: b04 goes to music, b03 to Chinese, where music leaves its place.
    town.need("U2", MATHS, 2, None).need("U2", CHINESE, 1, None);
    town.teacher("b03").subjects.push(CHINESE);
    assert_eq!(before(&town), (2, 0, 80 + 12 + 6));
    town.policy.movement.retasks.value = false;
    assert_eq!(before(&town), (0, 2, 110));
}

#[test]
fn what_may_not_be_is_a_fault() {
    let mut town = town();
    assert!(faults(&town, "b04=music").is_empty());
    assert_eq!(faults(&town, "b04=maths"), ["retask-main"]);
    assert_eq!(faults(&town, "b03=music"), ["not-qualified"]);
    assert_eq!(faults(&town, "nobody=music"), ["unknown-teacher"]);
    assert_eq!(faults(&town, "b04=alchemy"), ["unknown-subject"]);
    assert_eq!(faults(&town, "b04>R1:maths b04=music"), ["teacher-twice"]);
    assert_eq!(faults(&town, "b04=music b04=music"), ["teacher-twice"]);
    town.teacher("b04").status = Status::Leave;
    assert_eq!(faults(&town, "b04=music"), ["retask-away"]);
    town.teacher("b04").status = Status::OnDuty;
    town.posting("b04", "U2", "R2", 2025, 2027);
    assert_eq!(faults(&town, "b04=music"), ["retask-away"]);
    town.parts.postings.clear();
    town.need("U2", MUSIC, 0, None);
    assert_eq!(faults(&town, "b04=music"), ["post-not-required"]);
    town.need("U2", MUSIC, 1, None);
    town.policy.movement.retasks.value = false;
    assert_eq!(faults(&town, "b04=music"), ["retask-off"]);
}

#[test]
fn a_head_who_may_lead_another_school_is_not_retasked() {
    let mut town = town();
    let best = |town: &Town| Reading::new(&town.county(), &town.policy, 7).retasks.len();
    let head = town.teacher("b04");
    (head.role, head.office_since) = (Role::Principal, Some(date(2018, 9, 1)));
    assert_eq!((best(&town), faults(&town, "b04=music")), (1, Vec::new()));
    town.policy.principals = Some(terms());
    assert_eq!((best(&town), faults(&town, "b04=music")), (0, vec!["retask-head".to_owned()]));
    // Whoever is of another role, keeps the office, or is of a county without an exchange of heads may be.
    town.policy.principals.as_mut().expect("terms").roles.value = vec![Role::VicePrincipal];
    assert_eq!((best(&town), faults(&town, "b04=music")), (1, Vec::new()));
    town.policy.principals = Some(terms());
    town.pin("b04", PinKind::Stay, None);
    assert_eq!((best(&town), faults(&town, "b04=music")), (1, Vec::new()));
    town.parts.pins.clear();
    town.policy.principals.as_mut().expect("terms").on.value = false;
    assert_eq!((best(&town), faults(&town, "b04=music")), (1, Vec::new()));
}

#[test]
fn what_the_row_states_is_compared_with_the_roster() {
    let town = town();
    let mut submission = decided("b04=music");
    let kinds = |submission| -> Vec<String> {
        check(&town.county(), &town.policy, submission).faults.into_iter().map(|f| f.kind).collect()
    };
    submission.retasks[0].school = Some("U1".to_owned());
    submission.retasks[0].from = Some("chinese".to_owned());
    assert_eq!(kinds(&submission), ["retask-from", "from-differs"]);
}
