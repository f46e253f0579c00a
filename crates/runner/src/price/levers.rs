//! What of a policy and a model could be otherwise: shares, limits place by place, teachers of scarce subjects, whole rules.

use crate::rows::Standings;
use lungang_domain::audit::Unit;
use lungang_domain::diagnosis::Asks;
use lungang_domain::number::Decimal;
use lungang_domain::policy::{Mode, Policy};
use lungang_domain::price::{Lever, Limit};
use lungang_domain::rule::{Figure, GivesWay, Lever as Put, RuleName, Step};
use lungang_solver::Formulation;
use lungang_solver::model::rows::About;

/// One point of a share.
const POINT: Decimal = Decimal(Decimal::ONE / 100);

/// One step of a budget, in yuan.
pub const BUDGET_STEP: i64 = 10_000;

/// Rules that have something to price: those of which anything could be otherwise.
pub fn priced() -> impl Iterator<Item = RuleName> {
    let open = |rule: &RuleName| rule.card().rows.iter().any(|row| !row.given);
    RuleName::ALL.iter().copied().filter(open)
}

/// What is put to the policy as a whole.
pub fn of_policy(policy: &Policy, only: Option<RuleName>) -> Vec<(RuleName, Lever)> {
    let mut levers = Vec::new();
    let on = |rule: &RuleName| policy.rules.mode(*rule) != Mode::Off && only.is_none_or(|o| o == *rule);
    for rule in RuleName::ALL.iter().copied().filter(on) {
        let card = rule.card();
        let figures = card.figures.iter().flat_map(|figure| of_figure(figure, policy));
        levers.extend(figures.map(|lever| (rule, lever)));
        for put in card.levers {
            match put {
                Put::Off => levers.push((rule, Lever::Off)),
                Put::Recruit => {
                    let scarce = policy.subjects.iter().filter(|s| s.scarce && s.posts);
                    let subjects = scarce.filter_map(|s| policy.subject(&s.id));
                    levers.extend(subjects.map(|subject| (rule, Lever::Recruit { subject, at: None })));
                }
            }
        }
    }
    levers
}

/// What is put to a figure: one step more, and one less.
fn of_figure(figure: &Figure, policy: &Policy) -> Vec<Lever> {
    let from = (figure.get)(&policy.rules);
    let steps = |step: Decimal| {
        let (more, less) = (from.0.saturating_add(step.0), from.0.saturating_sub(step.0));
        let steps = [Decimal(more.min(figure.high.0)), Decimal(less.max(figure.low.0))];
        steps.into_iter().filter(|to| *to != from).collect::<Vec<Decimal>>()
    };
    match figure.step {
        Step::Point => steps(POINT).into_iter().map(|to| Lever::Share { from, to }).collect(),
        Step::One => {
            let count = |n: Decimal| u32::try_from(n.floor_of(1)).unwrap_or(0);
            let to = steps(Decimal::whole(1)).into_iter();
            to.map(|to| Lever::Least { from: count(from), to: count(to) }).collect()
        }
        Step::No => Vec::new(),
    }
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
    let standings = Standings::new(world);
    let mut limits = Vec::new();
    for (row, name) in model.row_names.iter().enumerate() {
        let Some(rule) = name.rule.filter(|rule| only.is_none_or(|o| o == *rule)) else { continue };
        let Some(own) = rule.row(name.sentence).filter(|own| own.eased) else { continue };
        let Asks::Number(from) = standings.asks(rule, own, name, model.rows[row]) else { continue };
        let by = match rule.card().unit {
            Unit::Yuan => BUDGET_STEP,
            Unit::People | Unit::Posts | Unit::Periods | Unit::Instances => 1,
        };
        let to = match own.gives_way(rule) {
            GivesWay::Down => from - by,
            GivesWay::Up | GivesWay::Whole => from + by,
        };
        // A floor of nobody cannot be lowered.
        if from < 0 || to < 0 {
            continue;
        }
        let (school, post) = match name.about {
            About::School(s) => (Some(s), None),
            About::Post(p) => {
                let post = world.post(p);
                (Some(post.school), Some((post.part, post.subject)))
            }
            _ => (None, None),
        };
        limits.push(LimitAt { row, by, rule, limit: Limit { sentence: name.sentence, school, post, from, to } });
    }
    limits
}

/// A policy with one of its levers otherwise.
pub fn pull(policy: &Policy, rule: RuleName, lever: &Lever) -> Policy {
    let mut policy = policy.clone();
    let to = match lever {
        Lever::Share { to, .. } => Some((Step::Point, *to)),
        Lever::Least { to, .. } => Some((Step::One, Decimal::whole(i64::from(*to)))),
        Lever::Off => {
            policy.rules.set_mode(rule, Mode::Off, None);
            None
        }
        Lever::Limit(_) | Lever::Recruit { .. } => None,
    };
    if let Some((step, to)) = to {
        let figures = rule.card().figures.iter().filter(|figure| figure.step == step);
        figures.for_each(|figure| (figure.set)(&mut policy.rules, to));
    }
    policy
}
