//! What of a policy and a model could be otherwise: shares, limits place by place, teachers of scarce subjects, whole rules.

use lungang_domain::county::County;
use lungang_domain::number::Decimal;
use lungang_domain::policy::{Mode, Policy, Rules};
use lungang_domain::price::{Lever, Limit};
use lungang_domain::rule::RuleName;
use lungang_solver::Formulation;
use lungang_solver::model::rows::About;

/// One point of a share.
const POINT: Decimal = Decimal(Decimal::ONE / 100);

/// One step of a budget, in yuan.
pub const BUDGET_STEP: i64 = 10_000;

/// Rules that have something to price.
pub fn priced() -> impl Iterator<Item = RuleName> {
    RuleName::ALL.iter().copied().filter(|rule| *rule != RuleName::OnePost)
}

/// The share of a rule that has one.
pub fn share(rules: &mut Rules, rule: RuleName) -> Option<&mut Decimal> {
    Some(match rule {
        RuleName::ExchangeQuota => &mut rules.exchange_quota.share.value,
        RuleName::BackboneShare => &mut rules.backbone_share.share.value,
        RuleName::AllianceShare => &mut rules.alliance_share.share.value,
        RuleName::GraduatingShare => &mut rules.graduating_share.share.value,
        RuleName::TwoWay => &mut rules.two_way.share.value,
        RuleName::Itinerant => &mut rules.itinerant.share.value,
        RuleName::OutflowCap => &mut rules.outflow_cap.share.value,
        RuleName::InflowCap => &mut rules.inflow_cap.share.value,
        _ => return None,
    })
}

/// What is put to the policy as a whole.
pub fn of_policy(policy: &Policy, only: Option<RuleName>) -> Vec<(RuleName, Lever)> {
    let mut rules = policy.rules.clone();
    let mut levers = Vec::new();
    let on = |rule: &RuleName| policy.rules.mode(*rule) != Mode::Off && only.is_none_or(|o| o == *rule);
    for rule in RuleName::ALL.iter().copied().filter(on) {
        if let Some(from) = share(&mut rules, rule).map(|s| *s) {
            let steps = [Decimal((from.0 + POINT.0).min(Decimal::ONE)), Decimal((from.0 - POINT.0).max(0))];
            levers.extend(steps.into_iter().filter(|to| *to != from).map(|to| (rule, Lever::Share { from, to })));
        }
        match rule {
            RuleName::TeamSize => {
                let from = policy.rules.team_size.least.value;
                let steps = [from.checked_add(1), from.checked_sub(1).filter(|least| *least > 0)];
                levers.extend(steps.into_iter().flatten().map(|to| (rule, Lever::Least { from, to })));
            }
            RuleName::Couples | RuleName::Language | RuleName::TwoWay | RuleName::Pins => {
                levers.push((rule, Lever::Off))
            }
            RuleName::PostBalance => {
                let scarce = policy.subjects.iter().filter(|s| s.scarce && s.posts);
                let subjects = scarce.filter_map(|s| policy.subject(&s.id));
                levers.extend(subjects.map(|subject| (rule, Lever::Recruit { subject, at: None })));
            }
            _ => {}
        }
    }
    levers
}

/// A limit of the model: the row, by how much it would be eased, and how it is called.
pub struct LimitAt {
    /// The row.
    pub row: usize,
    /// By how much it is eased.
    pub by: i64,
    /// The rule.
    pub rule: RuleName,
    /// In the rule's own numbers.
    pub limit: Limit,
}

/// The limits of a model, row by row.
pub fn of_model(model: &Formulation<'_>, only: Option<RuleName>) -> Vec<LimitAt> {
    let world = &model.world;
    let seniors = world.seniors();
    let mut limits = Vec::new();
    for (row, name) in model.row_names.iter().enumerate() {
        let Some(rule) = name.rule.filter(|rule| only.is_none_or(|o| o == *rule)) else { continue };
        let range = model.rows[row];
        let by = if rule == RuleName::Budget { BUDGET_STEP } else { 1 };
        let school = match name.about {
            About::School(s) => Some(s),
            About::Post(p) => Some(world.post(p).school),
            _ => None,
        };
        // A row counts changes; its rule counts who is there.
        let standing = school.map_or(0, |s| match rule {
            RuleName::StaffingFloor | RuleName::EstablishmentCeiling => world.staff(s),
            RuleName::TitlePosts => seniors[s.at()],
            _ => 0,
        });
        let standing = match (rule, name.about) {
            (RuleName::PostLimit, About::Post(p)) => i64::from(world.post(p).serving),
            _ => standing,
        };
        let (from, to) = match (rule, name.sentence) {
            (RuleName::StaffingFloor, _) | (RuleName::ExchangeQuota, "school") => match range.lo {
                Some(lo) => (standing + lo, standing + lo - by),
                None => continue,
            },
            (
                RuleName::InflowCap
                | RuleName::OutflowCap
                | RuleName::TitlePosts
                | RuleName::EstablishmentCeiling
                | RuleName::Housing
                | RuleName::PostLimit
                | RuleName::Budget,
                _,
            ) => match range.hi {
                Some(hi) => (standing + hi, standing + hi + by),
                None => continue,
            },
            _ => continue,
        };
        // A floor of nobody cannot be lowered.
        if from < 0 || to < 0 {
            continue;
        }
        let post = match name.about {
            About::Post(p) => Some((world.post(p).part, world.post(p).subject)),
            _ => None,
        };
        limits.push(LimitAt { row, by, rule, limit: Limit { sentence: name.sentence, school, post, from, to } });
    }
    limits
}

/// A policy with one of its levers otherwise.
pub fn pull(policy: &Policy, rule: RuleName, lever: &Lever) -> Policy {
    let mut policy = policy.clone();
    match lever {
        Lever::Share { to, .. } => {
            if let Some(share) = share(&mut policy.rules, rule) {
                *share = *to;
            }
        }
        Lever::Least { to, .. } => policy.rules.team_size.least.value = *to,
        Lever::Off => policy.rules.set_mode(rule, Mode::Off, None),
        Lever::Limit(_) | Lever::Recruit { .. } => {}
    }
    policy
}

/// Whether a county has anything that a rule without a number could bind.
pub fn bites(county: &County, rule: RuleName) -> bool {
    match rule {
        RuleName::Pins => !county.pins.is_empty(),
        RuleName::Couples => county.teachers.iter().any(|t| t.spouse.is_some()),
        _ => true,
    }
}
