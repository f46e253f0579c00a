//! The plan in figures: moves, what the two shares ask for, needs and short posts before and after.

use crate::changes::Changes;
use crate::exchange::exchange;
use lungang_domain::audit;
use lungang_domain::document::{AuditSummary, GoalSummary, Summary};
use lungang_domain::needs::Post;
use lungang_domain::plan::GoalValue;
use lungang_domain::policy::QuotaScope;
use lungang_domain::record::Record;
use lungang_domain::rule::Counted;

/// The plan in figures; `plan --format json` prints them.
pub fn summary(record: &Record) -> Summary {
    figures(record, &Changes::of(record))
}

/// The figures, from changes that are known already.
pub fn figures(record: &Record, changes: &Changes) -> Summary {
    let (county, plan) = (&record.county, &record.plan);
    let exchange = exchange(county, &record.policy, &record.eligibility, &plan.moves);
    let needs = &record.needs;
    Summary {
        status: plan.status,
        eligible: exchange.eligible_sending,
        moves: plan.moves.len() as u32,
        moves_down: exchange.down,
        backbone_moves: exchange.backbone,
        exchange: Some(exchange),
        quota_required: quota_required(record),
        backbone_required: required(record, Counted::Backbone),
        unmet_need_before: needs.unmet_before(county, &record.policy),
        unmet_need_after: changes.weighted_short_after()
            + needs.second_subjects(county, &record.policy, plan.decided()),
        short_posts_before: needs.posts.iter().map(Post::short).sum(),
        short_posts_after: changes.short_after(),
        short_posts_new: Some(changes.newly_short()),
        goals: goals(record),
        private_schools: county.private_schools(),
        audit: AuditSummary {
            clean: record.audit.clean,
            breaches: record.audit.breaches,
            standing: record.audit.standing,
        },
        seconds: record.run.seconds,
        lookahead: record.run.ahead.clone(),
    }
}

/// Moves down that the county's quota asks for; none where the rule is off or holds school by school only.
fn quota_required(record: &Record) -> Option<u32> {
    let by_school = record.policy.rules.exchange_quota.scope.value == QuotaScope::School;
    required(record, Counted::Exchanged).filter(|_| !by_school)
}

/// What the audit says that the rule about these asks for; none where the rule is off.
fn required(record: &Record, counted: Counted) -> Option<u32> {
    audit::required(&record.audit.rules, counted).map(|n| u32::try_from(n).unwrap_or(0))
}

/// The goals with the gap that a certificate proves of each, and what each bound rests on.
fn goals(record: &Record) -> Vec<GoalSummary> {
    let one = |g: &GoalValue| {
        let own = record.audit.goals.iter().find(|own| own.name == g.name);
        let (gap, bound) = (own.and_then(|own| own.certified_gap), own.and_then(|own| own.certified_bound));
        let unmeasured = own.and_then(|own| own.unmeasured);
        GoalSummary { certified_gap: gap, grounds: g.grounds(bound), unmeasured, ..GoalSummary::from(g) }
    };
    record.plan.goals.iter().map(one).collect()
}
