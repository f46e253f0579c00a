//! Every kind of breach and fault, rule, goal and reason has words in both languages.

use crate::testkit::{Town, moves};
use crate::{BreachKind, FaultKind, check, say_breach, say_fault};
use lungang_domain::audit::FaultGroup;
use lungang_domain::rule::RuleName;
use lungang_domain::words::{self, Lang};

#[test]
fn nothing_is_without_words() {
    let kinds = BreachKind::ALL.iter().map(|k| format!("breach.{}", k.name()));
    let faults = FaultKind::ALL.iter().map(|k| format!("fault.{}", k.name()));
    let rules = RuleName::ALL.iter().flat_map(|r| [format!("rule.{r}.name"), format!("rule.{r}.sentence")]);
    let goals = [
        "breach",
        "unmet-need",
        "short-posts",
        "worst-school",
        "volunteers-first",
        "wishes",
        "turns",
        "alliance",
        "burden",
        "disruption",
        "lottery",
        "lottery-posts",
        "scores",
    ];
    let goals = goals.iter().flat_map(|g| [format!("goal.{g}.name"), format!("goal.{g}.sentence")]);
    let reasons = [
        "not-sending",
        "not-on-duty",
        "not-teaching",
        "too-few-years",
        "too-old",
        "age-unknown",
        "near-retirement",
        "running-exchange",
        "resting",
        "principal",
        "title-excluded",
        "exempt",
    ];
    let reasons = reasons.iter().flat_map(|r| [format!("reason.{r}"), format!("against.{r}")]);
    let units = ["people", "posts", "yuan", "instances"].iter().map(|u| format!("unit.{u}"));
    for key in kinds.chain(faults).chain(rules).chain(goals).chain(reasons).chain(units) {
        assert!(words::has(&key), "{key}");
        for lang in Lang::COMPLETE {
            assert!(!words::say(lang, &key, &[]).is_empty(), "{key}");
        }
    }
}

#[test]
fn sentences_are_filled() {
    let mut town = Town::new();
    town.teacher("a01").name = "张三".to_owned();
    town.school("R2").beds = Some(0);
    let county = town.county();
    let report = check(&county, &town.policy, &moves("a01>R2 r1>R2 zz>R1 a02>R1:maths a03>X1"));
    assert!(report.faults.len() > 4);
    for lang in Lang::COMPLETE {
        let breaches = report.rules.iter().flat_map(|r| &r.breaches);
        let said = breaches.map(|b| say_breach(lang, b, &county, &town.policy));
        for sentence in said.chain(report.faults.iter().map(|f| say_fault(lang, f, &county))) {
            assert!(!sentence.contains(['{', '}']) && !sentence.contains("fault."), "{sentence}");
        }
    }
    let housing = report.rules.iter().find(|r| r.rule == RuleName::Housing).expect("a rule");
    let said = say_breach(Lang::ZH, &housing.breaches[0], &county, &town.policy);
    assert_eq!(said, "R2 需住宿的新到教师 2 人，床位 0 张：a01 张三、r1");
    let not = report.faults.iter().find(|f| f.kind == "not-eligible");
    assert!(not.is_none(), "r1 may move, the policy makes no level moves");
}

#[test]
fn kinds_of_fault_are_listed_by_group() {
    let groups: Vec<FaultGroup> = FaultKind::ALL.iter().map(|k| FaultGroup::of(k.name())).collect();
    assert!(groups.is_sorted(), "{groups:?}");
    for group in [
        FaultGroup::Basis,
        FaultGroup::Edit,
        FaultGroup::Row,
        FaultGroup::Goal,
        FaultGroup::Certificate,
        FaultGroup::Figure,
    ] {
        assert!(groups.contains(&group), "{group:?}");
    }
}
