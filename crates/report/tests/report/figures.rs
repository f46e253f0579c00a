//! What the shares ask for, under each variant of the two rules.

use crate::world::record;
use jiff::civil::date;
use lungang_domain::county::County;
use lungang_domain::county::Posting;
use lungang_domain::id::{SchoolIx, TeacherIx};
use lungang_domain::policy::{BackboneOf, Mode, QuotaCounts, QuotaScope};
use lungang_domain::record::Record;
use lungang_results::summary::summary;

fn asked(change: impl FnOnce(&mut Record)) -> (Option<u32>, Option<u32>) {
    let mut record = record();
    change(&mut record);
    let s = summary(&record);
    (s.quota_required, s.backbone_required)
}

#[test]
fn a_rule_that_is_off_asks_for_nothing() {
    assert_eq!(asked(|r| r.policy.rules.exchange_quota.mode = Mode::Off), (None, None));
    assert_eq!(asked(|r| r.policy.rules.backbone_share.mode = Mode::Soft), (Some(1), Some(1)));
    assert_eq!(asked(|r| r.policy.rules.exchange_quota.scope.value = QuotaScope::School), (None, None));
}

#[test]
fn the_share_of_the_eligible_rounds_up() {
    let of_eligible = |r: &mut Record| {
        r.policy.rules.backbone_share.mode = Mode::Hard;
        r.policy.rules.backbone_share.of.value = BackboneOf::Eligible;
        r.policy.rules.backbone_share.share.value.0 = 5_000;
    };
    assert_eq!(asked(of_eligible), (Some(1), Some(2)));
}

#[test]
fn running_exchanges_count_where_the_policy_says_so() {
    let running = |counts: QuotaCounts| {
        move |r: &mut Record| {
            let mut parts = r.county.to_parts();
            let (start, end) = (date(2025, 9, 1), date(2027, 8, 31));
            parts.postings.push(Posting {
                teacher: TeacherIx(2),
                from: SchoolIx(0),
                to: SchoolIx(2),
                start,
                end,
                subject: None,
            });
            r.county = County::new(parts);
            r.policy.rules.exchange_quota.share.value.0 = 10_000;
            r.policy.rules.exchange_quota.counts.value = counts;
        }
    };
    assert_eq!(asked(running(QuotaCounts::New)).0, Some(3));
    assert_eq!(asked(running(QuotaCounts::Running)).0, Some(2));
}
