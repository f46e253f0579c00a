//! Goals by hand.

use crate::check;
use crate::testkit::{Town, moves};
use jiff::civil::date;
use lungang_domain::county::{Score, Wish};
use lungang_domain::goal::GoalSpec;
use lungang_domain::lottery;
use lungang_domain::published::{Decided, Decision, Departed, Published};
use lungang_domain::school::Part;

fn value(town: &Town, text: &str, goal: &str) -> i64 {
    let report = check(&town.county(), &town.policy, &moves(text));
    report.goals.iter().find(|g| g.name == goal).map(|g| g.value).expect("a goal of the policy")
}

const TWO: &str = "a01>R1 b01>R1:maths";

#[test]
fn need_and_the_worst_school() {
    let mut town = Town::new();
    town.school("R2").hardship = 2;
    // R1 lacks 2 Chinese and 2 mathematics at 10, R2 lacks 2 Chinese at 20
    assert_eq!((value(&town, "", "unmet-need"), value(&town, "", "worst-school")), (80, 800));
    // R1 lacks 2 of 5, R2 2 of 3
    assert_eq!((value(&town, TWO, "unmet-need"), value(&town, TWO, "worst-school")), (60, 667));
    // the same posts, each counted once
    town.policy.goals.push(GoalSpec { name: "short-posts".to_owned(), ..GoalSpec::default() });
    assert_eq!((value(&town, "", "short-posts"), value(&town, TWO, "short-posts")), (6, 4));
    // music weighs double: r2 goes away to train
    town.need("U1", crate::testkit::MUSIC, 1, None);
    assert_eq!(value(&town, "r2>U1", "unmet-need"), 80 + 20 * 2);
}

#[test]
fn wishes_count_by_rank() {
    let mut town = Town::new();
    let (a, r1, r2) = (town.teacher_ix("a01"), town.school_ix("R1"), town.school_ix("R2"));
    town.parts.wishes.push(Wish { teacher: a, rank: 2, school: r1 });
    // The only wish is the first that counts, and a school that was not wished costs what no wish costs.
    assert_eq!(value(&town, TWO, "wishes"), 1 + 4);
    assert_eq!(value(&town, "a01>R2", "wishes"), 4);
    town.parts.wishes.push(Wish { teacher: a, rank: 1, school: r2 });
    assert_eq!(value(&town, "a01>R2", "wishes"), 1);
    assert_eq!(value(&town, TWO, "wishes"), 2 + 4);
    // A school that sends cannot be gone to: wishing for it first pushes nothing down.
    town.parts.wishes.iter_mut().for_each(|w| w.rank += 6);
    let u2 = town.school_ix("U2");
    town.parts.wishes.push(Wish { teacher: a, rank: 1, school: u2 });
    assert_eq!((value(&town, "a01>R2", "wishes"), value(&town, TWO, "wishes")), (1, 2 + 4));
    // A rank costs no more than the policy lets it.
    town.policy.weights.wish_unlisted.value = 1;
    assert_eq!(value(&town, TWO, "wishes"), 1 + 4);
}

#[test]
fn those_who_did_not_apply_count() {
    let mut town = Town::new();
    town.policy.goals.insert(0, GoalSpec { name: "volunteers-first".to_owned(), ..GoalSpec::default() });
    assert_eq!(value(&town, TWO, "volunteers-first"), 2);
    town.teacher("a01").volunteer = true;
    assert_eq!(value(&town, TWO, "volunteers-first"), 1);
    assert_eq!(value(&town, "r1>U1", "volunteers-first"), 0, "a move up is no sending");
}

#[test]
fn burden_grows_with_past_postings() {
    let mut town = Town::new();
    assert_eq!(value(&town, TWO, "burden"), 100 + 200);
    for year in [2010, 2013, 2016] {
        town.posting("a01", "U1", "R2", year, year + 1);
    }
    // 25 per cent each, two count
    assert_eq!(value(&town, TWO, "burden"), 150 + 200);
    town.parts.travel = Default::default();
    assert_eq!(value(&town, TWO, "burden"), 0);
    assert_eq!(value(&town, TWO, "disruption"), 2);
}

#[test]
fn whose_turn_it_is_and_who_leaves_the_alliance() {
    let mut town = Town::new();
    for name in ["turns", "alliance"] {
        town.policy.goals.push(GoalSpec { name: name.to_owned(), ..GoalSpec::default() });
    }
    let clock = i64::from(town.policy.eligibility.years_same_school.value);
    let joined = |town: &mut Town, years: i64| town.teacher("a01").joined = date(2026 - years as i16, 9, 1);
    joined(&mut town, clock);
    assert_eq!(value(&town, "a01>R1", "turns"), 10);
    joined(&mut town, clock + 3);
    assert_eq!(value(&town, "a01>R1", "turns"), 7);
    joined(&mut town, clock + 30);
    assert_eq!(value(&town, "a01>R1", "turns"), 0);
    for year in [2010, 2013, 2016] {
        town.posting("a01", "U1", "R2", year, year + 1);
    }
    // ten each, two count
    assert_eq!(value(&town, "a01>R1", "turns"), 20);
    let outside = |town: &Town| value(town, TWO, "alliance");
    ["U1", "R1"].iter().for_each(|s| town.school(s).alliance = None);
    assert_eq!(outside(&town), 2);
    ["U1", "R1"].iter().for_each(|s| town.school(s).alliance = Some("east".to_owned()));
    // a01 stays inside, b01 comes from a school without an alliance
    assert_eq!(outside(&town), 1);
}

#[test]
fn scores_count_where_a_teacher_ends() {
    let mut town = Town::new();
    for (t, s, value) in [("a01", "R1", 5), ("a01", "U1", 100), ("b02", "U2", 7), ("b02", "R1", -3)] {
        let (teacher, school) = (town.teacher_ix(t), town.school_ix(s));
        town.parts.scores.push(Score { goal: "welfare".to_owned(), teacher, school, value });
    }
    assert_eq!(value(&town, "", "welfare"), 107);
    assert_eq!(value(&town, TWO, "welfare"), 12);
}

#[test]
fn lottery_numbers_are_the_public_ones() {
    let people = lottery::person_number(7, "a01") + lottery::person_number(7, "b01");
    assert_eq!(value(&Town::new(), TWO, "lottery"), i64::from(people));
    let posts = lottery::number(7, "a01", "R1", "chinese") + lottery::number(7, "b01", "R1", "maths");
    assert_eq!(value(&Town::new(), TWO, "lottery-posts"), i64::from(posts));
}

#[test]
fn changes_are_counted_teacher_by_teacher() {
    let mut town = Town::new();
    let (a, b, maths) = (town.teacher_ix("a01"), town.teacher_ix("b01"), crate::testkit::MATHS);
    let (r1, r2) = (town.school_ix("R1"), town.school_ix("R2"));
    let to = |teacher, to, subject, edited| Decision {
        teacher,
        decided: Decided::Moves { to, part: Part::Primary, subject },
        edited,
    };
    let gone = Departed { teacher_id: "z".to_owned(), school: "R1".to_owned(), subject: String::new(), edited: false };
    let mut decisions = vec![to(a, r2, crate::testkit::CHINESE, true), to(b, r1, maths, false)];
    decisions.sort();
    town.parts.published = Some(Published { decisions, departed: vec![gone], at_most: Some(2) });
    // Who has left counts whatever the plan is.
    let both = |town: &Town, text: &str| (value(town, text, "edits"), value(town, text, "changes"));
    assert_eq!(both(&town, "a01>R2 b01>R1:maths"), (0, 1));
    assert_eq!(both(&town, "a01>R1 b01>R1:maths"), (1, 2));
    assert_eq!(both(&town, ""), (1, 3));
    assert_eq!(both(&town, "a01>R2 b01>R1:maths a02>R1"), (0, 2));
    let limit = |text: &str| {
        let report = check(&town.county(), &town.policy, &moves(text));
        report.faults.iter().any(|f| f.kind == "changes-above-limit")
    };
    assert_eq!([limit(""), limit("a01>R1 b01>R1:maths")], [true, false]);
    // Nothing set by hand: no such goal.
    let published = town.parts.published.as_mut().expect("published");
    published.decisions.iter_mut().for_each(|d| d.edited = false);
    let report = check(&town.county(), &town.policy, &moves(""));
    assert_eq!(report.goals.first().map(|g| (g.name.as_str(), g.value)), Some(("changes", 3)));
}
