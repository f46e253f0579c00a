//! What the two shares ask for is what the audit says of their rules; how they are counted is tested there.

use crate::world::record;
use lungang_domain::audit::RuleAudit;
use lungang_domain::policy::{Mode, QuotaScope};
use lungang_domain::record::Record;
use lungang_domain::rule::RuleName;
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
