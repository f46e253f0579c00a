//! What the two shares ask for is what the audit says of their rules; how they are counted is tested there.

use crate::world::record;
use lungang_domain::audit::RuleAudit;
use lungang_domain::exchange::Exchange;
use lungang_domain::policy::{Mode, QuotaScope};
use lungang_domain::record::Record;
use lungang_domain::rule::RuleName;
use lungang_domain::words::Lang;
use lungang_report::text::{self, View};
use lungang_results::exchange::lines;
use lungang_results::summary::summary;

fn asked(change: impl FnOnce(&mut Record)) -> (Option<u32>, Option<u32>) {
    let mut record = record();
    change(&mut record);
    let s = summary(&record);
    (s.quota_required, s.backbone_required)
}

/// The audit of a rule.
fn audit(record: &mut Record, rule: RuleName) -> &mut RuleAudit {
    record.audit.rules.iter_mut().find(|r| r.rule == rule).expect("the audit looked at every rule")
}

#[test]
fn a_rule_that_is_off_asks_for_nothing() {
    let mode = |rule, mode| move |r: &mut Record| audit(r, rule).mode = mode;
    assert_eq!(asked(|_| {}), (Some(1), None));
    assert_eq!(asked(mode(RuleName::ExchangeQuota, Mode::Off)), (None, None));
    assert_eq!(asked(mode(RuleName::BackboneShare, Mode::Soft)), (Some(1), Some(1)));
    assert_eq!(asked(|r| r.policy.rules.exchange_quota.scope.value = QuotaScope::School), (None, None));
}

#[test]
fn what_the_audit_requires_is_said() {
    let required = |quota: i64, backbone: i64| {
        move |r: &mut Record| {
            audit(r, RuleName::ExchangeQuota).required = quota;
            let share = audit(r, RuleName::BackboneShare);
            (share.mode, share.required) = (Mode::Hard, backbone);
        }
    };
    assert_eq!(asked(required(3, 2)), (Some(3), Some(2)));
    assert_eq!(asked(required(0, 0)), (Some(0), Some(0)));
}

#[test]
fn both_denominators_and_both_numerators_are_said() {
    let exchange = |change: fn(&mut Record)| {
        let mut record = record();
        change(&mut record);
        summary(&record).exchange.expect("counted")
    };
    let e = exchange(|_| {});
    // The office of the receiving school does not meet the conditions: 1 of 3 in both.
    assert_eq!((e.eligible_sending, e.eligible_county, e.down, e.rural), (3, 3, 1, 1));
    assert_eq!((e.down_of_sending, e.rural_of_county, e.backbone_of_down), (333, 333, 0));
    let town = exchange(|r| r.county.schools[1].area = lungang_domain::school::Area::Town);
    assert_eq!((town.rural, town.rural_of_sending), (0, 0));
    for (lang, said) in [(Lang::ZH, "33.3%"), (Lang::EN, "33.3%")] {
        let all = lines(lang, &Exchange { running_down: 2, applied: 1, ..e }).join("\n");
        assert!(all.contains(said) && !all.contains(['{', '}']), "{all}");
        assert_eq!(
            lines(lang, &e).len() + 2,
            all.lines().count(),
            "who is away and who applied only where there are any"
        );
    }
}

#[test]
fn who_applied_and_is_not_sent_is_listed_with_the_reason() {
    let mut record = record();
    let plain = text::plan(&record, View::whole(Lang::ZH));
    assert!(!plain.contains("报名未安排"), "nobody applied");
    record.county.teachers.iter_mut().for_each(|t| t.volunteer = true);
    let told = text::plan(&record, View::whole(Lang::ZH));
    let (_, list) = told.split_once("报名未安排（3 人）").expect("all but the one who moves");
    assert!(list.contains("符合条件，本方案没有安排") && list.contains("不任课"), "{list}");
    assert!(told.contains("派往接收学校的教师中有 1 人是本人申请的"), "{told}");
}
