//! For every rule one world in which it holds and one in which it does not.

use crate::testkit::{CHINESE, MATHS, MUSIC, Town, decided};
use crate::{breach_amount, check};
use lungang_domain::audit::{Breach, RuleAudit};
use lungang_domain::balance::Indicator;
use lungang_domain::county::{PinKind, Relative};
use lungang_domain::number::Decimal;
use lungang_domain::plan::Direction;
use lungang_domain::policy::{
    BackboneOf, ContinuityWho, CouplesWho, ExchangeQuota, LevelGrade, Mode, Param, QuotaCounts, QuotaOf, QuotaScope,
    QuotaTo,
};
use lungang_domain::rule::RuleName;
use lungang_domain::school::{Area, Part, Tier};
use lungang_domain::teacher::{Role, Sex, Status, Title};
use lungang_domain::travel::Trip;

fn audit(town: &Town, text: &str, rule: RuleName) -> RuleAudit {
    let report = check(&town.county(), &town.policy, &decided(text));
    report.rules.into_iter().find(|r| r.rule == rule).expect("every rule is audited")
}

/// The rule holds for these moves.
fn holds(town: &Town, text: &str, rule: RuleName) {
    let audit = audit(town, text, rule);
    assert!(audit.holds != Some(false) && audit.breaches.is_empty(), "{text}: {audit:?}");
    assert_eq!(breach_amount(&town.county(), &town.policy, &decided(text), rule), 0);
}

/// The rule has exactly this breach: kind, school, required, achieved; and this amount as a soft goal.
fn breaks(
    town: &mut Town,
    text: &str,
    rule: RuleName,
    expected: (&str, Option<&str>, i64, i64),
    amount: i64,
) -> Breach {
    let found = audit(town, text, rule);
    assert_eq!(found.holds, Some(false), "{text}: {found:?}");
    assert_eq!(found.breaches.len(), 1, "{text}: {found:?}");
    let b = found.breaches[0].clone();
    assert_eq!((b.kind.as_str(), b.school.as_deref(), b.required, b.achieved), expected, "{text}");
    if !rule.always() {
        let mode = town.policy.rules.mode(rule);
        town.policy.rules.set_mode(rule, Mode::Soft, None);
        let report = check(&town.county(), &town.policy, &decided(text));
        let goal = report.goals.iter().find(|g| g.name == format!("breach:{rule}"));
        assert_eq!(goal.map(|g| g.value), Some(amount), "{text}");
        town.policy.rules.set_mode(rule, Mode::Off, None);
        assert_eq!(audit(town, text, rule).holds, Some(false), "measured all the same");
        town.policy.rules.set_mode(rule, mode, None);
    }
    b
}

#[test]
fn one_post() {
    let mut town = Town::new();
    holds(&town, "a01>R1 a02>R2", RuleName::OnePost);
    let b = breaks(&mut town, "a01>R1 a01>R2 a02>R1", RuleName::OnePost, ("one-post", None, 1, 2), 1);
    assert_eq!(b.teachers, ["a01"]);
}

#[test]
fn exchange_quota() {
    let (rule, mut town) = (RuleName::ExchangeQuota, Town::new());
    // ⌈10 % of 14⌉
    holds(&town, "a01>R1 b01>R1:maths", rule);
    breaks(&mut town, "a01>R1", rule, ("quota-county", None, 2, 1), 1);
    assert_eq!(audit(&town, "", rule).clause, "试行办法 3");

    town.policy.rules.exchange_quota.scope.value = QuotaScope::School;
    holds(&town, "a01>R1 b01>R1:maths", rule);
    breaks(&mut town, "a01>R1 a02>R1", rule, ("quota-school", Some("U2"), 1, 0), 1);
    let schools = audit(&town, "a01>R1", rule);
    assert_eq!((schools.required, schools.achieved, schools.checked), (2, 1, 2));

    town.policy.rules.exchange_quota.scope.value = QuotaScope::Both;
    let both = audit(&town, "", rule);
    assert_eq!((both.required, both.achieved, both.checked, both.breaches.len()), (2, 0, 3, 3));
    assert_eq!(breach_amount(&town.county(), &town.policy, &decided(""), rule), 4);
}

#[test]
fn exchange_quota_counts_running_exchanges() {
    let (rule, mut town) = (RuleName::ExchangeQuota, Town::new());
    town.posting("a10", "U1", "R1", 2025, 2027);
    // a10 is away: 13 eligible, two asked for
    breaks(&mut town, "a01>R1", rule, ("quota-county", None, 2, 1), 1);
    town.policy.rules.exchange_quota.counts.value = QuotaCounts::Running;
    holds(&town, "a01>R1", rule);
    town.policy.rules.exchange_quota.scope.value = QuotaScope::Both;
    breaks(&mut town, "a01>R1", rule, ("quota-school", Some("U2"), 1, 0), 1);
    town.posting("a09", "U1", "R1", 2025, 2027).posting("a08", "U1", "R1", 2025, 2027);
    assert_eq!(audit(&town, "", rule).required, 0, "never below nothing");
}

#[test]
fn exchange_quota_of_the_county_to_rural_schools() {
    let (rule, mut town) = (RuleName::ExchangeQuota, Town::new());
    fn quota(town: &mut Town) -> &mut ExchangeQuota {
        &mut town.policy.rules.exchange_quota
    }
    // 14 of sending schools, r1 and r2 besides; nobody of the private school.
    assert_eq!(audit(&town, "", rule).required, 2);
    quota(&mut town).share.value = Decimal(1_400);
    assert_eq!(audit(&town, "", rule).required, 2);
    quota(&mut town).of = Some(Param::practice(QuotaOf::County));
    assert_eq!(audit(&town, "", rule).required, 3);
    quota(&mut town).of = None;
    // A weak school of a town receives, and what goes there counts unless only rural schools do.
    let r1 = town.school("R1");
    (r1.area, r1.tier) = (Area::Town, Tier::Weak);
    holds(&town, "a01>R1 b04>R2:music", rule);
    quota(&mut town).to = Some(Param::practice(QuotaTo::Rural));
    breaks(&mut town, "a01>R1 b04>R2:music", rule, ("quota-county", None, 2, 1), 1);
    // Who is away counts above and below where the exchange leads to a rural school: ⌈14 % · (13 + 1)⌉ − 1.
    quota(&mut town).counts.value = QuotaCounts::Running;
    town.posting("a09", "U1", "R2", 2025, 2027).posting("a08", "U1", "R1", 2025, 2027);
    breaks(&mut town, "a01>R1", rule, ("quota-county", None, 1, 0), 1);
}

#[test]
fn exchange_quota_has_a_most() {
    let (rule, mut town) = (RuleName::ExchangeQuota, Town::new());
    town.policy.rules.exchange_quota.most = Some(Param::practice(Decimal(2_000)));
    holds(&town, "a01>R1 a02>R1", rule);
    // ⌊20 % · 14⌋
    breaks(&mut town, "a01>R1 a02>R1 a03>R1", rule, ("quota-most", None, 2, 3), 1);
    town.policy.rules.exchange_quota.most = Some(Param::practice(Decimal(2_200)));
    holds(&town, "a01>R1 a02>R1 a03>R1", rule);
}

#[test]
fn backbone_share() {
    let (rule, mut town) = (RuleName::BackboneShare, Town::new());
    town.teacher("a01").backbone = Some(0);
    holds(&town, "", rule);
    holds(&town, "a01>R1 a02>R1", rule);
    breaks(&mut town, "a02>R1 a03>R1", rule, ("backbone-share", None, 1, 0), 1);
    town.policy.rules.backbone_share.of.value = BackboneOf::Eligible;
    breaks(&mut town, "a01>R1", rule, ("backbone-share", None, 3, 1), 2);
    // The ladder states no grade: its level is the county's.
    let levels = &mut town.policy.rules.backbone_share.levels;
    *levels = Some(Param::practice(vec![LevelGrade::County]));
    breaks(&mut town, "a01>R1", rule, ("backbone-share", None, 3, 1), 2);
    town.policy.ladders.backbone.value[0].grade = Some(LevelGrade::School);
    breaks(&mut town, "a01>R1", rule, ("backbone-share", None, 3, 0), 3);
}

#[test]
fn post_balance() {
    let (rule, mut town) = (RuleName::PostBalance, Town::new());
    holds(&town, "b01>R1:maths", rule);
    let b = breaks(&mut town, "b04>R2:music", rule, ("post-limit", Some("R2"), 1, 2), 1);
    assert_eq!((b.stage.as_deref(), b.subject.as_deref()), (Some("primary"), Some("music")));
    // who serves there already may stay: the limit is lifted to the two who serve
    town.teacher("b03").subjects = vec![MUSIC];
    town.need("U2", MUSIC, 0, Some(0));
    holds(&town, "", rule);
    // r1 alone serves in Chinese at R1
    breaks(&mut town, "r1>U1 r1>U2", rule, ("post-negative", Some("R1"), 0, -1), 1);
}

#[test]
fn post_limit() {
    let (rule, mut town) = (RuleName::PostLimit, Town::new());
    town.policy.rules.post_limit.mode = Mode::Hard;
    holds(&town, "b01>R1:maths", rule);
    breaks(&mut town, "b04>R2:music", rule, ("post-limit", Some("R2"), 1, 2), 1);
    // who serves there already is one too many as well, whatever is required
    town.teacher("b03").subjects = vec![MUSIC];
    town.need("U2", MUSIC, 2, Some(0));
    breaks(&mut town, "", rule, ("post-limit", Some("U2"), 0, 1), 1);
    holds(&town, "b03>R1:music", rule);
}

#[test]
fn staffing_floor() {
    let (rule, mut town) = (RuleName::StaffingFloor, Town::new());
    holds(&town, "b01>R1:maths", rule);
    // four posts and four teachers at U2
    town.school("U2").pupils.primary = 80;
    let b = breaks(&mut town, "b01>R1:maths", rule, ("staffing-floor", Some("U2"), 4, 3), 1);
    assert_eq!(b.teachers, ["b01"]);
    town.policy.rules.staffing_floor.tolerance.value = 1;
    holds(&town, "b01>R1:maths", rule);
    // short already: five posts, the floor is the four who are there
    town.policy.rules.staffing_floor.tolerance.value = 0;
    town.school("U2").pupils.primary = 100;
    holds(&town, "", rule);
    breaks(&mut town, "b01>R1:maths b02>R1:maths", rule, ("staffing-floor", Some("U2"), 4, 2), 2);
}

#[test]
fn establishment_ceiling() {
    let (rule, mut town) = (RuleName::EstablishmentCeiling, Town::new());
    town.school("R1").pupils.primary = 40;
    holds(&town, "a01>R1", rule);
    breaks(&mut town, "a01>R1 a02>R1", rule, ("establishment-ceiling", Some("R1"), 2, 3), 1);
    // above already: R2 has nobody's post, r2 may stay
    holds(&town, "", rule);
    town.policy.movement.carries_post.value = false;
    holds(&town, "a01>R1 a02>R1", rule);
    assert_eq!(audit(&town, "a01>R1 a02>R1", rule).checked, 0);
}

#[test]
fn outflow_cap() {
    let (rule, mut town) = (RuleName::OutflowCap, Town::new());
    // ⌊30 % of 10⌋
    holds(&town, "a01>R1 a02>R1 a03>R2", rule);
    breaks(&mut town, "a01>R1 a02>R1 a03>R2 a04>R2", rule, ("outflow-school", Some("U1"), 3, 4), 1);
    town.policy.rules.outflow_cap.share.value = Decimal::whole(1);
    let everybody = "b01>R1:maths b02>R1:maths b03>R1:maths b04>R2:music";
    holds(&town, everybody, rule);
    // b04 leaves the post of mathematics, whatever is taught at R2
    town.need("U2", MATHS, 1, None);
    breaks(&mut town, everybody, rule, ("outflow-post", Some("U2"), 3, 4), 1);
}

#[test]
fn outflow_cap_of_a_subject() {
    let (rule, mut town) = (RuleName::OutflowCap, Town::new());
    town.policy.rules.outflow_cap.share.value = Decimal::whole(1);
    town.policy.rules.outflow_cap.subject_share.value = Decimal(2_500);
    // All ten are needed: ⌊25 % of 10⌋.
    town.need("U1", CHINESE, 10, None);
    holds(&town, "a01>R1 a02>R1", rule);
    breaks(&mut town, "a01>R1 a02>R1 a03>R2", rule, ("outflow-post", Some("U1"), 2, 3), 1);
    // Six are needed: four are to spare.
    town.need("U1", CHINESE, 6, None);
    holds(&town, "a01>R1 a02>R1 a03>R2 a04>R2", rule);
    // A quarter of three is nobody, but one may go where two or more teach.
    town.need("U2", MATHS, 4, None);
    holds(&town, "b01>R1:maths", rule);
    breaks(&mut town, "b01>R1:maths b02>R1:maths", rule, ("outflow-post", Some("U2"), 1, 2), 1);
}

#[test]
fn no_new_short() {
    let (rule, mut town) = (RuleName::NoNewShort, Town::new());
    town.policy.rules.no_new_short.mode = Mode::Hard;
    town.need("U2", MATHS, 3, None).need("U2", MUSIC, 1, None);
    // b04 may teach music at home: of four, three of maths are needed and one of music.
    holds(&town, "b04=music", rule);
    breaks(&mut town, "b01>R1:maths b04=music", rule, ("no-new-short", Some("U2"), 0, 1), 1);
    // What was short before may stay so.
    town.need("U2", MATHS, 4, None);
    holds(&town, "b04=music", rule);
    holds(&town, "", rule);
    breaks(&mut town, "b01>R1:maths", rule, ("no-new-short", Some("U2"), 1, 2), 1);
}

#[test]
fn receiving_ceiling() {
    let (rule, mut town) = (RuleName::ReceivingCeiling, Town::new());
    town.policy.rules.receiving_ceiling.mode = Mode::Hard;
    town.policy.rules.receiving_ceiling.share.value = Decimal::whole(1);
    // R1 has one teacher for no post: the whole of one may come.
    holds(&town, "a01>R1", rule);
    breaks(&mut town, "a01>R1 a02>R1", rule, ("receiving-ceiling", Some("R1"), 1, 2), 1);
    town.policy.rules.receiving_ceiling.share.value = Decimal(0);
    breaks(&mut town, "a01>R1", rule, ("receiving-ceiling", Some("R1"), 0, 1), 1);
    // With posts for two there is room for one.
    town.school("R1").pupils.primary = 38;
    holds(&town, "a01>R1", rule);
}

#[test]
fn inflow_cap() {
    let (rule, mut town) = (RuleName::InflowCap, Town::new());
    holds(&town, "a01>R1 a02>R2", rule);
    breaks(&mut town, "a01>R1 a02>R1 a03>R1", rule, ("inflow-cap", Some("R1"), 1, 3), 2);
}

#[test]
fn title_posts() {
    let (rule, mut town) = (RuleName::TitlePosts, Town::new());
    town.teacher("a01").title = Title::Senior;
    holds(&town, "a01>R1", rule);
    town.school("R1").posts_senior = Some(0);
    holds(&town, "a02>R1", rule);
    let b = breaks(&mut town, "a01>R1 a02>R1", rule, ("title-posts", Some("R1"), 0, 1), 1);
    assert_eq!(b.teachers, ["a01"]);
    town.teacher("r1").title = Title::Senior;
    holds(&town, "", rule);
    town.need("U1", CHINESE, 1, None);
    holds(&town, "a01>R1 r1>U1", rule);
    town.policy.movement.carries_post.value = false;
    holds(&town, "a01>R1", rule);
}

#[test]
fn housing() {
    let (rule, mut town) = (RuleName::Housing, Town::new());
    holds(&town, "a01>R2", rule);
    // 40 km from U1, 30 from U2
    town.school("R2").beds = Some(1);
    holds(&town, "a01>R2 b04>R2:music", rule);
    breaks(&mut town, "a01>R2 a02>R2", rule, ("housing", Some("R2"), 1, 2), 1);
    town.school("R2").beds = None;
    (town.school("R2").beds_male, town.school("R2").beds_female) = (Some(0), Some(1));
    breaks(&mut town, "a01>R2", rule, ("housing-male", Some("R2"), 0, 1), 1);
    town.teacher("a01").sex = Some(Sex::Female);
    holds(&town, "a01>R2", rule);
    town.school("R2").beds_female = Some(0);
    breaks(&mut town, "a01>R2", rule, ("housing-female", Some("R2"), 0, 1), 1);
    // of unknown sex: counts for both
    town.teacher("a01").sex = None;
    assert_eq!(audit(&town, "a01>R2", rule).breaches.len(), 2);
    // an unknown journey counts as far, and so does one metre more than 30 km
    town.school("R2").beds_male = None;
    for (metres, far) in [(30_000, false), (30_001, true)] {
        let trip = Trip { metres: Some(metres), minutes: None };
        town.parts.travel.insert("U1".to_owned(), "R2".to_owned(), trip);
        assert_eq!(audit(&town, "a01>R2", rule).breaches.len(), usize::from(far), "{metres}");
    }
    town.parts.travel = Default::default();
    breaks(&mut town, "a01>R2", rule, ("housing-female", Some("R2"), 0, 1), 1);
}

#[test]
fn couples() {
    let (rule, mut town) = (RuleName::Couples, Town::new());
    town.couple("a01", "b01", false);
    holds(&town, "a01>R1", rule);
    town.policy.rules.couples.who.value = CouplesWho::All;
    let b = breaks(&mut town, "a01>R1", rule, ("couple-parted", None, 2, 1), 1);
    assert_eq!(b.teachers, ["a01", "b01"]);
    town.policy.rules.couples.who.value = CouplesWho::Asked;
    town.teacher("b01").together = true;
    breaks(&mut town, "b01>R1:maths", rule, ("couple-parted", None, 2, 1), 1);
    holds(&town, "", rule);
    holds(&town, "a01>R1 b01>R1:maths", rule);
    breaks(&mut town, "a01>R2 b01>R1:maths", rule, ("couple-apart", None, 30_000, 50_000), 1);
    town.policy.rules.couples.km.value = Decimal::whole(50);
    holds(&town, "a01>R2 b01>R1:maths", rule);
    town.parts.travel.insert("R2".to_owned(), "R1".to_owned(), Trip { metres: Some(50_001), minutes: None });
    breaks(&mut town, "a01>R2 b01>R1:maths", rule, ("couple-apart", None, 50_000, 50_001), 1);
    town.parts.travel = Default::default();
    breaks(&mut town, "a01>R2 b01>R1:maths", rule, ("couple-unknown", None, 50_000, 0), 1);
    holds(&town, "a01>R1 b01>R1:maths", rule);
}

#[test]
fn couples_that_did_not_ask_are_led_no_further_apart() {
    let (rule, mut town) = (RuleName::Couples, Town::new());
    // U1 and U2 lie 5 km apart, R1 10 and 20 km from them, R2 40 and 30.
    town.couple("a01", "b01", false);
    town.policy.rules.couples.apart.value = true;
    town.policy.rules.couples.km.value = Decimal::whole(30);
    holds(&town, "a01>R1", rule);
    holds(&town, "b01>R2:maths a01>R2", rule);
    // Who stays counts with the present school.
    holds(&town, "b01>R1:maths", rule);
    breaks(&mut town, "b01>R2:maths", rule, ("couple-further", None, 30_000, 40_000), 1);
    let b = breaks(&mut town, "a01>R2 b01>R1:maths", rule, ("couple-further", None, 30_000, 50_000), 1);
    assert_eq!(b.teachers, ["a01", "b01"]);
    town.policy.rules.couples.km.value = Decimal::whole(2);
    breaks(&mut town, "a01>R1", rule, ("couple-further", None, 5_000, 20_000), 1);
    town.couple("a01", "b01", true);
    breaks(&mut town, "a01>R1", rule, ("couple-parted", None, 2, 1), 1);
}

#[test]
fn avoidance() {
    let (rule, mut town) = (RuleName::Avoidance, Town::new());
    town.teacher("r1").role = Role::Principal;
    let relative = |town: &Town, one: &str, other: &str| Relative {
        teacher: town.teacher_ix(one),
        relative: town.teacher_ix(other),
        relation: String::new(),
    };
    // A row joins both ways, whoever stands first.
    let rows = [relative(&town, "a01", "r1"), relative(&town, "r1", "a02")];
    town.parts.relatives.extend(rows);
    for teacher in ["a01", "a02"] {
        breaks(&mut town, &format!("{teacher}>R1"), rule, ("avoidance", Some("R1"), 0, 1), 1);
    }
    holds(&town, "a01>R2", rule);
    town.couple("a03", "r1", false);
    breaks(&mut town, "a03>R1", rule, ("avoidance", Some("R1"), 0, 1), 1);
    // Where r1 serves on the reference day, and while at work.
    town.posting("r1", "R1", "R2", 2026, 2027);
    holds(&town, "a01>R1", rule);
    breaks(&mut town, "a01>R2", rule, ("avoidance", Some("R2"), 0, 1), 1);
    town.teacher("r1").status = Status::Leave;
    holds(&town, "a01>R2", rule);
}

#[test]
fn continuity() {
    let (rule, mut town) = (RuleName::Continuity, Town::new());
    town.teacher("a01").class_teacher = true;
    town.teacher("a02").graduating = true;
    holds(&town, "a03>R1", rule);
    breaks(&mut town, "a01>R1", rule, ("continuity", Some("U1"), 0, 1), 1);
    breaks(&mut town, "a02>R1", rule, ("continuity", Some("U1"), 0, 1), 1);
    town.policy.rules.continuity.who.value = vec![ContinuityWho::Graduating];
    holds(&town, "a01>R1", rule);
}

#[test]
fn alliance_share() {
    let (rule, mut town) = (RuleName::AllianceShare, Town::new());
    breaks(&mut town, "a01>R1", rule, ("alliance-share", None, 1, 0), 1);
    for s in ["U1", "R1"] {
        town.school(s).alliance = Some("一".to_owned());
    }
    holds(&town, "a01>R1 a02>R2", rule);
    breaks(&mut town, "a01>R1 a02>R2 a03>R2", rule, ("alliance-share", None, 2, 1), 1);
}

#[test]
fn team_size() {
    let (rule, mut town) = (RuleName::TeamSize, Town::new());
    holds(&town, "a01>R1 a02>R1", rule);
    town.policy.rules.team_size.least.value = 3;
    breaks(&mut town, "a01>R1", rule, ("team-size", Some("R1"), 3, 1), 2);
}

#[test]
fn balance() {
    let (rule, mut town) = (RuleName::Balance, Town::new());
    town.policy.rules.balance.indicators.value = vec![Indicator::Teachers];
    // Ten and one; U2 has no pupils, and X1, which has nobody, is private.
    for s in ["U1", "R1", "X1"] {
        town.school(s).pupils.primary = 100;
    }
    // 4.5 / 5.5 = 0.81818, its square is 0.66942 and 0.41942 above 0.25
    let b = breaks(&mut town, "", rule, ("balance-teachers", None, 5_000, 8_182), 4_195);
    assert_eq!(b.stage.as_deref(), Some("primary"));
    // 1.5 / 5.5 = 0.27273
    holds(&town, "a01>R1 a02>R1 a03>R1", rule);
    town.policy.rules.balance.mode = Mode::Hard;
    let report = check(&town.county(), &town.policy, &decided("a01>R1 a02>R1 a03>R1"));
    let [only] = report.balance.as_slice() else { panic!("{:?}", report.balance) };
    assert_eq!((only.schools, only.items, only.limit, only.holds), (2, 11, Some(0.5), Some(true)));
    assert_eq!((only.before.weighted, only.after.weighted, only.after.unweighted), (0.8182, 0.2727, 0.2727));
    // Who comes from a school without pupils is one more, and the mean stays that of before: √((4.5² + 2.5²) / 2) / 5.5 = 0.66183
    town.need("R1", MATHS, 2, None);
    breaks(&mut town, "b01>R1:maths b02>R1:maths", rule, ("balance-teachers", None, 5_000, 6_619), 1_881);
    town.policy.rules.balance.indicators.value = vec![Indicator::Backbone, Indicator::PeArts];
    town.policy.rules.balance.mode = Mode::Hard;
    assert!(check(&town.county(), &town.policy, &decided("")).balance.is_empty(), "nobody is counted");
}

#[test]
fn budget() {
    let (rule, mut town) = (RuleName::Budget, Town::new());
    town.school("R1").hardship = 2;
    holds(&town, "a01>R1 a02>R2", rule);
    breaks(&mut town, "a01>R1 a02>R1", rule, ("budget", None, 2400, 4800), 2400);
}

#[test]
fn language() {
    let (rule, mut town) = (RuleName::Language, Town::new());
    town.teacher("a01").language = Some(1);
    town.teacher("a02").language = Some(0);
    town.teacher("b01").language = Some(0);
    holds(&town, "a01>R1 a03>R1 b01>R1:maths", rule);
    let b = breaks(&mut town, "a01>R1 a02>R1", rule, ("language", Some("R1"), 1, 0), 1);
    assert_eq!(b.teachers, ["a02"]);
    // the minimum holds where the subject has no level of its own
    town.policy.rules.language.minimum = Some(Param::practice("2B".to_owned()));
    holds(&town, "a01>R1", rule);
    breaks(&mut town, "b01>R1:maths", rule, ("language", Some("R1"), 2, 0), 1);
}

#[test]
fn graduating_share() {
    let (rule, mut town) = (RuleName::GraduatingShare, Town::new());
    for t in ["a01", "a02", "a03", "a04"] {
        town.teacher(t).graduating = true;
    }
    // ⌈30 % of 4⌉
    holds(&town, "a01>R1 a02>R1", rule);
    breaks(&mut town, "a01>R1 a05>R1", rule, ("graduating-share", None, 2, 1), 1);
}

#[test]
fn two_way() {
    let (rule, mut town) = (RuleName::TwoWay, Town::new());
    town.policy.movement.directions.value = vec![Direction::Down, Direction::Up];
    town.need("U1", CHINESE, 11, None);
    holds(&town, "a01>R1 r1>U1", rule);
    // nobody comes down, somebody else's school comes down, and a partner of another subject
    let b = breaks(&mut town, "r1>U1", rule, ("two-way-post", Some("R1"), 0, 1), 1);
    assert_eq!(
        (b.other.as_deref(), b.stage.as_deref(), b.teachers),
        (Some("U1"), Some("primary"), vec!["r1".to_owned()])
    );
    breaks(&mut town, "r1>U1 a01>R2", rule, ("two-way-post", Some("R1"), 0, 1), 1);
    breaks(&mut town, "r1>U1 b01>R1:maths", rule, ("two-way-post", Some("R1"), 0, 1), 1);
    town.teacher("a01").subjects.push(MATHS);
    breaks(&mut town, "r1>U1 a01>R1:maths", rule, ("two-way-post", Some("R1"), 0, 1), 1);
    town.policy.rules.two_way.same_subject.value = false;
    holds(&town, "r1>U1 a01>R1:maths", rule);
    breaks(&mut town, "r1>U1", rule, ("two-way-pair", Some("R1"), 0, 1), 1);
    town.policy.rules.two_way.share.value = Decimal(5_000);
    holds(&town, "a01>R1 a02>R1 r1>U1", rule);
    // ⌈50 % of 3⌉
    breaks(&mut town, "a01>R1 a02>R1 a03>R2 r1>U1", rule, ("two-way-least", None, 2, 1), 1);
}

#[test]
fn pins() {
    let rule = RuleName::Pins;
    let with = |kind, school| {
        let mut town = Town::new();
        town.pin("a01", kind, school);
        town
    };
    let mut post = with(PinKind::Post, Some("R1"));
    holds(&post, "a01>R1", rule);
    breaks(&mut post, "a01>R2", rule, ("pin-post", Some("R1"), 1, 0), 1);
    post.parts.pins[0].subject = Some(MATHS);
    breaks(&mut post, "a01>R1", rule, ("pin-post", Some("R1"), 1, 0), 1);
    let mut forbid = with(PinKind::Forbid, Some("R1"));
    holds(&forbid, "a01>R2", rule);
    breaks(&mut forbid, "a01>R1", rule, ("pin-forbid", Some("R1"), 0, 1), 1);
    let mut anywhere = with(PinKind::Forbid, None);
    breaks(&mut anywhere, "a01>R1", rule, ("pin-forbid", None, 0, 1), 1);
    let mut stay = with(PinKind::Stay, None);
    holds(&stay, "a02>R1", rule);
    breaks(&mut stay, "a01>R1", rule, ("pin-stay", None, 0, 1), 1);
    let mut leave = with(PinKind::Leave, None);
    holds(&leave, "a01>R1", rule);
    breaks(&mut leave, "a02>R1", rule, ("pin-leave", None, 1, 0), 1);
}

#[test]
fn a_teacher_leaves_the_post_of_the_main_subject() {
    let mut town = Town::new();
    town.teacher("b04").part = Part::Primary;
    let county = town.county();
    let report = check(&county, &town.policy, &decided("b04>R1:maths a01>R1"));
    assert!(report.faults.is_empty(), "{:?}", report.faults);
    let need = report.goals.iter().find(|g| g.name == "unmet-need").map(|g| g.value);
    assert_eq!(need, Some(40));
}

#[test]
fn clauses_come_from_the_policy_alone() {
    let town = Town::new();
    assert_eq!(audit(&town, "", RuleName::ExchangeQuota).clause, "试行办法 3");
    for rule in RuleName::ALL.iter().filter(|rule| **rule != RuleName::ExchangeQuota) {
        assert_eq!(audit(&town, "", *rule).clause, "", "{rule}");
    }
    assert_eq!(audit(&town, "", RuleName::PostBalance).mode, Mode::Hard);
}
