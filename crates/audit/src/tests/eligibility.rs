//! Reasons against, on both sides of every border. The reference day is 2026-09-01.

use crate::check;
use crate::reading::Reading;
use crate::testkit::{Town, moves};
use jiff::civil::date;
use lungang_domain::eligibility::Reason;
use lungang_domain::policy::{Param, Waivable, Who};
use lungang_domain::school::Tier;
use lungang_domain::teacher::{Role, Sex, Status, Teacher, Title};

fn verdict(town: &Town, id: &str) -> Vec<Reason> {
    let county = town.county();
    let reading = Reading::new(&county, &town.policy, 1);
    let t = county.find_teacher(id).expect("a teacher");
    reading.verdicts[t.at()].reasons.clone()
}

fn after(change: impl Fn(&mut Teacher)) -> Vec<Reason> {
    let mut town = Town::new();
    change(town.teacher("a01"));
    verdict(&town, "a01")
}

#[test]
fn nothing_against_an_ordinary_teacher() {
    assert_eq!(after(|_| ()), []);
}

#[test]
fn six_years_are_full_on_their_day() {
    assert_eq!(after(|t| t.joined = date(2020, 9, 1)), []);
    assert_eq!(after(|t| t.joined = date(2020, 9, 2)), [Reason::TooFewYears(5)]);
    assert_eq!(after(|t| t.joined = date(2027, 1, 1)), [Reason::TooFewYears(0)]);
}

#[test]
fn age_limits_by_sex() {
    let aged = |sex, birth| after(move |t: &mut Teacher| (t.sex, t.birth) = (sex, birth));
    let (man, woman) = (Some(Sex::Male), Some(Sex::Female));
    assert_eq!(aged(man, Some(date(1970, 9, 2))), []);
    assert_eq!(aged(man, Some(date(1970, 9, 1))), [Reason::TooOld(56)]);
    assert_eq!(aged(woman, Some(date(1975, 9, 2))), []);
    assert_eq!(aged(woman, Some(date(1975, 9, 1))), [Reason::TooOld(51)]);
    assert_eq!(aged(man, None), [Reason::AgeUnknown]);
    // sex unknown: 50 is below both limits, 51-55 between them, 56 above both
    assert_eq!(aged(None, Some(date(1975, 9, 2))), []);
    assert_eq!(aged(None, Some(date(1975, 9, 1))), [Reason::AgeUnknown]);
    assert_eq!(aged(None, Some(date(1970, 9, 2))), [Reason::AgeUnknown]);
    assert_eq!(aged(None, Some(date(1970, 9, 1))), [Reason::TooOld(56)]);
    assert_eq!(aged(None, None), [Reason::AgeUnknown]);
}

#[test]
fn one_age_limit_alone_holds_for_its_sex() {
    let mut town = Town::new();
    town.policy.eligibility.max_age_male = None;
    let mut aged = |sex, birth| {
        let t = town.teacher("a01");
        (t.sex, t.birth) = (sex, birth);
        verdict(&town, "a01")
    };
    assert_eq!(aged(Some(Sex::Male), None), []);
    assert_eq!(aged(Some(Sex::Female), None), [Reason::AgeUnknown]);
    assert_eq!(aged(None, Some(date(1970, 1, 1))), [Reason::AgeUnknown]);
    assert_eq!(aged(None, Some(date(1980, 1, 1))), []);
    town.policy.eligibility.max_age_female = None;
    let t = town.teacher("a01");
    (t.sex, t.birth) = (None, None);
    assert_eq!(verdict(&town, "a01"), []);
}

#[test]
fn nobody_goes_who_retires_within_the_term() {
    let mut town = Town::new();
    town.policy.eligibility.before_retirement.value = true;
    town.policy.movement.term_years.value = 1;
    town.policy.eligibility.max_age_male = None;
    town.policy.eligibility.max_age_female = None;
    let mut born = |sex, birth| {
        let t = town.teacher("a01");
        (t.sex, t.birth) = (sex, birth);
        verdict(&town, "a01")
    };
    let (near, woman, man) = ([Reason::NearRetirement], Some(Sex::Female), Some(Sex::Male));
    // Of women born in January 1972 seven months are added to 55 years: 31 August 2027 is the last day of the term.
    assert_eq!(born(woman, Some(date(1972, 1, 31))), near);
    assert_eq!(born(woman, Some(date(1972, 2, 1))), []);
    assert_eq!(born(man, Some(date(1972, 1, 31))), []);
    // Either sex: the later date counts.
    assert_eq!(born(None, Some(date(1972, 1, 31))), []);
    assert_eq!(born(None, Some(date(1962, 1, 31))), near);
    assert_eq!(born(woman, None), []);
    town.policy.eligibility.before_retirement.value = false;
    let t = town.teacher("a01");
    (t.sex, t.birth) = (woman, Some(date(1972, 1, 31)));
    assert_eq!(verdict(&town, "a01"), []);
}

#[test]
fn exchanges_and_rest() {
    let with = |start, end| {
        let mut town = Town::new();
        town.posting("a01", "U1", "R1", start, end);
        verdict(&town, "a01")
    };
    // ended 2023-08-31: three whole years; 2024-08-31: two
    assert_eq!(with(2022, 2023), []);
    assert_eq!(with(2023, 2024), [Reason::Resting(2)]);
    // starts on the reference day, and ends a day before it
    assert_eq!(with(2026, 2027), [Reason::RunningExchange]);
    assert_eq!(with(2025, 2026), [Reason::Resting(0)]);
    assert_eq!(with(2027, 2028), []);
}

#[test]
fn status_role_title_and_exemptions() {
    assert_eq!(after(|t| t.status = Status::Seconded), [Reason::NotOnDuty]);
    assert_eq!(after(|t| t.role = Role::Support), [Reason::NotTeaching]);
    assert_eq!(after(|t| t.role = Role::VicePrincipal), [Reason::Principal]);
    assert_eq!(after(|t| t.exemptions = vec![1, 0, 1]), [Reason::Exempt(0), Reason::Exempt(1)]);
    let mut town = Town::new();
    town.policy.eligibility.principals_move.value = true;
    town.policy.eligibility.excluded_titles = Some(Param::practice(vec![Title::Senior]));
    town.teacher("a01").role = Role::Principal;
    assert_eq!(verdict(&town, "a01"), []);
    town.teacher("a01").title = Title::Senior;
    assert_eq!(verdict(&town, "a01"), [Reason::TitleExcluded]);
}

#[test]
fn all_reasons_are_reported() {
    let all = after(|t| {
        t.status = Status::Leave;
        t.role = Role::Administrator;
        t.joined = date(2025, 9, 1);
    });
    assert_eq!(all, [Reason::NotOnDuty, Reason::NotTeaching, Reason::TooFewYears(1)]);
}

#[test]
fn the_tier_decides_before_the_area() {
    let mut town = Town::new();
    assert_eq!(verdict(&town, "r1"), [Reason::NotSending]);
    town.school("R1").tier = Tier::Quality;
    town.school("U1").tier = Tier::Weak;
    assert_eq!(verdict(&town, "r1"), []);
    assert_eq!(verdict(&town, "a01"), [Reason::NotSending]);
    town.school("U2").public = false;
    assert_eq!(verdict(&town, "b01"), [Reason::NotSending]);
}

#[test]
fn volunteers_waive_what_the_policy_lets_them() {
    let mut town = Town::new();
    let years = Reason::TooFewYears(1);
    let both = |town: &Town| {
        let county = town.county();
        let reading = Reading::new(&county, &town.policy, 1);
        let verdict = reading.verdicts[county.find_teacher("a01").expect("a teacher").at()].clone();
        (verdict.reasons, verdict.waived, reading.eligible().count(), reading.eligible_anywhere().count())
    };
    (town.teacher("a01").joined, town.teacher("a01").exemptions) = (date(2025, 9, 1), vec![0]);
    town.policy.eligibility.volunteers_waive = Some(Param::practice(vec![Waivable::Years]));
    assert_eq!(both(&town), (vec![years, Reason::Exempt(0)], vec![], 13, 15), "who did not apply waives nothing");
    town.teacher("a01").volunteer = true;
    assert_eq!(both(&town), (vec![Reason::Exempt(0)], vec![years], 13, 15), "an exemption cannot be waived");
    let refused = |town: &Town| check(&town.county(), &town.policy, &moves("a01>R1")).faults;
    assert!(refused(&town).iter().any(|f| f.kind == "not-eligible"));
    town.teacher("a01").exemptions = Vec::new();
    assert_eq!(both(&town), (vec![], vec![years], 13, 15), "a waiver makes nobody eligible");
    assert!(refused(&town).is_empty(), "and lets a teacher move");
    let counted = check(&town.county(), &town.policy, &moves("a01>R1"));
    assert_eq!((counted.eligible, counted.moves_down, counted.exchange.applied_down), (13, 1, 1));
    town.policy.eligibility.volunteers_waive = Some(Param::practice(vec![Waivable::Age, Waivable::Rest]));
    assert_eq!(both(&town), (vec![years], vec![], 13, 15));
}

#[test]
fn a_policy_may_ask_volunteers_alone() {
    let mut town = Town::new();
    town.policy.movement.who = Some(Param::practice(Who::Volunteers));
    town.teacher("a01").volunteer = true;
    let kinds = |text: &str| -> Vec<String> {
        check(&town.county(), &town.policy, &moves(text)).faults.into_iter().map(|f| f.kind).collect()
    };
    assert!(kinds("a01>R1").is_empty());
    assert_eq!(kinds("a02>R1"), ["not-applied"]);
}
