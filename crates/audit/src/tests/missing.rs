//! A rule that lacks what it needs is not checked: it says how many places, and which column.

use crate::check;
use crate::testkit::{CHINESE, Town, moves};
use lungang_domain::audit::{AuditReport, RuleAudit, Verdict};
use lungang_domain::missing::{Missing, Unchecked};
use lungang_domain::number::Decimal;
use lungang_domain::policy::{BedsUnknown, ContinuityWho, Mode, Param};
use lungang_domain::rule::RuleName;
use lungang_domain::teacher::{Role, Sex, Title};
use lungang_domain::words::{Lang, has, say};

fn report(town: &Town, text: &str) -> AuditReport {
    check(&town.county(), &town.policy, &moves(text))
}

fn audit(town: &Town, text: &str, rule: RuleName) -> RuleAudit {
    report(town, text).rules.into_iter().find(|r| r.rule == rule).expect("every rule is audited")
}

/// The rule binds, is not broken and lacks exactly this.
fn lacks(town: &mut Town, text: &str, rule: RuleName, missing: Missing, places: u32) -> RuleAudit {
    town.policy.rules.set_mode(rule, Mode::Hard, None);
    let found = audit(town, text, rule);
    assert_eq!(found.unchecked, [Unchecked { missing, places }], "{rule}: {found:?}");
    assert_eq!((found.holds, found.verdict()), (None, Verdict::NotChecked(places)), "{rule}");
    found
}

#[test]
fn beds() {
    let mut town = Town::new();
    town.policy.rules.housing.km = Param::practice(Decimal::whole(15));
    // R2 is 40 km away and says nothing of beds, R1 is near.
    let found = lacks(&mut town, "a01>R2 a02>R2 a03>R1", RuleName::Housing, Missing::Beds, 2);
    assert_eq!(found.checked, 0);
    // Beds for men say nothing of women.
    town.school("R2").beds_male = Some(1);
    town.teacher("a02").sex = Some(Sex::Female);
    let found = lacks(&mut town, "a01>R2 a02>R2", RuleName::Housing, Missing::Beds, 1);
    assert_eq!(found.checked, 1);
    // A figure for all is enough, and a breach is a breach beside what is missing.
    town.school("R2").beds = Some(2);
    assert_eq!(audit(&town, "a01>R2 a02>R2", RuleName::Housing).holds, Some(true));
    town.school("R2").beds = None;
    town.school("R2").beds_male = Some(0);
    let broken = audit(&town, "a01>R2 a02>R2", RuleName::Housing);
    assert_eq!((broken.holds, broken.unchecked.len()), (Some(false), 1));
    // The policy may say that what is not stated is not there: for the other sex, and for everybody.
    town.policy.rules.housing.unknown = Some(Param::practice(BedsUnknown::None));
    town.school("R2").beds_male = Some(1);
    let broken = audit(&town, "a01>R2 a02>R2", RuleName::Housing);
    let found: Vec<(&str, i64, i64)> =
        broken.breaches.iter().map(|b| (b.kind.as_str(), b.required, b.achieved)).collect();
    assert_eq!((found, broken.unchecked.len()), (vec![("housing-female", 0, 1)], 0));
    town.school("R2").beds_male = None;
    let broken = audit(&town, "a01>R2 a02>R2", RuleName::Housing);
    let found: Vec<(&str, i64, i64)> =
        broken.breaches.iter().map(|b| (b.kind.as_str(), b.required, b.achieved)).collect();
    assert_eq!((found, broken.unchecked.len()), (vec![("housing", 0, 2)], 0));
    // Nobody comes from afar: there is nothing to look at, which is not that it holds.
    let nothing = audit(&Town::new(), "a01>R1", RuleName::Housing);
    assert_eq!((nothing.holds, nothing.verdict()), (None, Verdict::Nothing));
}

#[test]
fn language_levels() {
    let mut town = Town::new();
    town.policy.rules.language.minimum = None;
    town.policy.rules.language.by_subject.clear();
    lacks(&mut town, "a01>R1 a02>R2", RuleName::Language, Missing::LanguageMinimum, 2);
    let level = town.policy.ladders.language.value[0].id.clone();
    let chinese = town.policy.subjects[CHINESE.at()].id.clone();
    town.policy.rules.language.by_subject.insert(chinese, Param::practice(level));
    town.teacher("a01").language = Some(0);
    let found = lacks(&mut town, "a01>R1 a02>R2", RuleName::Language, Missing::LanguageLevel, 1);
    assert_eq!(found.checked, 1);
    town.teacher("a02").language = Some(0);
    assert_eq!(audit(&town, "a01>R1 a02>R2", RuleName::Language).holds, Some(true));
}

#[test]
fn senior_posts_and_titles() {
    let mut town = Town::new();
    town.policy.movement.carries_post = Param::practice(true);
    town.teacher("a01").title = Title::Senior;
    lacks(&mut town, "a01>R1 a02>R1", RuleName::TitlePosts, Missing::PostsSenior, 1);
    for teacher in &mut town.parts.teachers {
        teacher.title = Title::None;
    }
    town.school("R1").posts_senior = Some(1);
    lacks(&mut town, "a01>R1 a02>R1", RuleName::TitlePosts, Missing::Title, 2);
}

#[test]
fn allowances_without_hardship() {
    let mut town = Town::new();
    for school in &mut town.parts.schools {
        school.hardship = 0;
    }
    lacks(&mut town, "a01>R1 a02>R2", RuleName::Budget, Missing::Hardship, 2);
    town.school("R1").hardship = 1;
    assert!(audit(&town, "a01>R1 a02>R2", RuleName::Budget).unchecked.is_empty());
}

#[test]
fn graduating_grades() {
    let mut town = Town::new();
    town.policy.rules.set_mode(RuleName::GraduatingShare, Mode::Hard, None);
    let found = audit(&town, "a01>R1", RuleName::GraduatingShare);
    assert_eq!((found.holds, found.checked), (None, 0));
    assert_eq!(found.unchecked[0].missing, Missing::GraduatingGrade);
    town.teacher("a01").graduating = true;
    assert_eq!(audit(&town, "a01>R1", RuleName::GraduatingShare).holds, Some(true));
}

#[test]
fn journeys() {
    let mut town = Town::new();
    let burden = |report: &AuditReport| report.goals.iter().find(|g| g.name == "burden").cloned().expect("a goal");
    let near = report(&town, "a01>R1 b01>R1:maths");
    assert_eq!((burden(&near).unmeasured, near.unchecked.len()), (None, 0));
    let travel = std::mem::take(&mut town.parts.travel);
    let far = report(&town, "a01>R1 b01>R1:maths");
    let unmeasured = burden(&far).unmeasured.expect("nobody knows how far it is");
    assert_eq!((unmeasured.missing, unmeasured.places, unmeasured.of), (Missing::Journey, 2, 2));
    assert!(unmeasured.whole());
    assert_eq!((burden(&far).certified_bound, burden(&far).certified_gap), (None, None));
    // The longest journey of the policy was not held against it either.
    town.policy.movement.max_km = Some(Param::practice(Decimal::whole(1)));
    assert_eq!(report(&town, "a01>R1").unchecked, [Unchecked { missing: Missing::Journey, places: 1 }]);
    // Who does not move travels nowhere: that is 0.
    assert_eq!(burden(&report(&town, "")).unmeasured, None);
    drop(travel);
}

#[test]
fn heads_of_schools() {
    let mut town = Town::new();
    town.couple("a01", "r1", false);
    lacks(&mut town, "a01>R1 a02>R1", RuleName::Avoidance, Missing::Role, 1);
    town.teacher("r2").role = Role::Principal;
    assert_eq!(audit(&town, "a01>R1", RuleName::Avoidance).holds, Some(true));
}

#[test]
fn classes_and_graduating_grades() {
    let mut town = Town::new();
    town.policy.rules.continuity.who.value = vec![ContinuityWho::ClassTeacher];
    let found = lacks(&mut town, "a01>R1 a02>R1", RuleName::Continuity, Missing::ClassTeacher, 2);
    assert_eq!(found.checked, 0);
    town.policy.rules.continuity.who.value.push(ContinuityWho::Graduating);
    town.teacher("a03").graduating = true;
    let found = lacks(&mut town, "a01>R1 a02>R1", RuleName::Continuity, Missing::ClassTeacher, 2);
    assert_eq!(found.checked, 2);
}

#[test]
fn couples_without_a_distance() {
    let mut town = Town::new();
    town.couple("a01", "b01", false);
    town.policy.rules.couples.apart.value = true;
    town.parts.travel = Default::default();
    lacks(&mut town, "a01>R1", RuleName::Couples, Missing::Journey, 1);
    // Nobody of them moves: nothing to look at.
    assert_eq!(audit(&town, "a02>R1", RuleName::Couples).verdict(), Verdict::Nothing);
}

#[test]
fn dates_of_birth() {
    let mut town = Town::new();
    town.policy.eligibility.max_age_male = None;
    town.policy.eligibility.max_age_female = None;
    town.policy.eligibility.before_retirement.value = true;
    town.teacher("a01").birth = None;
    town.teacher("b01").birth = Some(jiff::civil::date(1985, 3, 1));
    let found = report(&town, "a01>R1 b01>R1:maths").unchecked;
    assert_eq!(found, [Unchecked { missing: Missing::Birth, places: 1 }]);
    town.policy.eligibility.before_retirement.value = false;
    assert_eq!(report(&town, "a01>R1").unchecked, []);
}

#[test]
fn everything_missing_has_words() {
    for missing in Missing::ALL {
        let key = format!("missing.{}", missing.name());
        assert!(has(&key), "{key}");
        let (_, column) = missing.name().rsplit_once('.').expect("a table and a column");
        assert!(Lang::COMPLETE.iter().all(|lang| say(*lang, &key, &[]).contains(column)), "{key} names its column");
    }
}
