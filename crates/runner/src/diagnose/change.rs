//! Changes made to the policy and the county, so that what they promise can be tried.

use jiff::civil::date;
use lungang_domain::balance::{Gauge, Indicator};
use lungang_domain::county::{Authorised, County};
use lungang_domain::diagnosis::{Asks, Change};
use lungang_domain::id::{SchoolIx, SubjectIx};
use lungang_domain::policy::Policy;
use lungang_domain::rule::RuleName;
use lungang_domain::school::Part;
use lungang_domain::teacher::Teacher;

/// The county and the policy with the changes; exceptions for one place change neither.
pub fn apply(changes: &[Change], county: &County, policy: &Policy) -> (County, Policy) {
    let (mut county, mut policy) = (county.clone(), policy.clone());
    let mut pins = Vec::new();
    for change in changes {
        match change {
            Change::Parameter { rule, key, from: _, to } => set(&mut policy, *rule, key, *to),
            Change::Exception { .. } => {}
            Change::School { school, column, to, .. } => {
                let school = &mut county.schools[school.at()];
                let figure = match *column {
                    "beds_male" => &mut school.beds_male,
                    "beds_female" => &mut school.beds_female,
                    "posts_senior" => &mut school.posts_senior,
                    _ => &mut school.beds,
                };
                *figure = Some(*to);
            }
            Change::Limit { post, to, .. } => {
                let rows = county.needs.iter_mut().filter(|n| (n.school, n.part, n.subject) == *post);
                rows.for_each(|n| n.limit = Some(*to));
            }
            Change::Pin { pin, .. } => pins.push(*pin as usize),
            Change::Hire { post, count } => county = hired(&county, *post, *count),
            Change::Authorised { part, to, .. } => county.authorised = authorised(county.authorised, *part, *to),
        }
    }
    let mut row = 0;
    county.pins.retain(|_| (!pins.contains(&row), row += 1).0);
    (county, policy)
}

/// Sets the one figure of a rule that a repair may change.
fn set(policy: &mut Policy, rule: RuleName, key: &str, to: Asks) {
    let rules = &mut policy.rules;
    match (rule, to) {
        (RuleName::Balance, Asks::Coefficient(limit)) => {
            for gauge in rules.balance.gauges().into_iter().filter(|gauge| limit_key(*gauge) == key) {
                *rules.balance.limit.get_mut(gauge.indicator).value.get_mut(gauge.stage) = limit;
            }
        }
        (RuleName::ExchangeQuota, Asks::Share(share)) => rules.exchange_quota.share.value = share,
        (RuleName::BackboneShare, Asks::Share(share)) => rules.backbone_share.share.value = share,
        (RuleName::AllianceShare, Asks::Share(share)) => rules.alliance_share.share.value = share,
        (RuleName::GraduatingShare, Asks::Share(share)) => rules.graduating_share.share.value = share,
        (RuleName::TwoWay, Asks::Share(share)) => rules.two_way.share.value = share,
        (RuleName::Itinerant, Asks::Share(share)) => rules.itinerant.share.value = share,
        (RuleName::OutflowCap, Asks::Share(share)) => rules.outflow_cap.share.value = share,
        (RuleName::InflowCap, Asks::Share(share)) => rules.inflow_cap.share.value = share,
        (RuleName::Budget, Asks::Number(yuan)) => rules.budget.yuan.value = small(yuan),
        (RuleName::StaffingFloor, Asks::Number(n)) => rules.staffing_floor.tolerance.value = small(n),
        (RuleName::TeamSize, Asks::Number(n)) => rules.team_size.least.value = small(n),
        _ => {}
    }
}

/// The key of the limit of a gauge, under `rules.balance`.
pub(super) fn limit_key(gauge: Gauge) -> &'static str {
    match (gauge.indicator, gauge.stage) {
        (Indicator::Teachers, Part::Primary) => "limit.teachers.value.primary",
        (Indicator::Teachers, Part::Junior) => "limit.teachers.value.junior",
        (Indicator::Backbone, Part::Primary) => "limit.backbone.value.primary",
        (Indicator::Backbone, Part::Junior) => "limit.backbone.value.junior",
        (Indicator::PeArts, Part::Primary) => "limit.pe-arts.value.primary",
        (Indicator::PeArts, Part::Junior) => "limit.pe-arts.value.junior",
    }
}

/// A number of the model as the tables and the policy hold it.
pub(super) fn small(n: i64) -> u32 {
    u32::try_from(n.max(0)).unwrap_or(u32::MAX)
}

/// New teachers: on duty, not yet eligible. Their ids sort behind all others, so that nobody is renumbered.
fn hired(county: &County, (school, part, subject): (SchoolIx, Part, SubjectIx), count: u32) -> County {
    let mut parts = county.to_parts();
    let first = parts.teachers.len();
    for n in 0..count {
        parts.teachers.push(Teacher {
            subjects: vec![subject],
            birth: Some(date(county.school_year.first_day().year() - 24, 1, 1)),
            ..Teacher::new(format!("\u{10ffff}{:08}", first + n as usize), school, part, county.school_year.first_day())
        });
    }
    County::new(parts)
}

fn authorised(now: Authorised, part: Option<Part>, to: u32) -> Authorised {
    match (now, part) {
        (Authorised::ByPart(mut totals), Some(part)) => {
            match part {
                Part::Primary => totals.primary = Some(to),
                Part::Junior => totals.junior = Some(to),
            }
            Authorised::ByPart(totals)
        }
        _ => Authorised::Total(to),
    }
}
