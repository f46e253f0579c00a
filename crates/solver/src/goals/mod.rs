//! The goals: each says what a move costs and what the auxiliaries cost, FORMULATION §7.

mod distance;
mod measures;
mod published;

use crate::model::candidates::Candidate;
use crate::model::evenness::Evenness;
use crate::model::program::Objective;
use crate::model::rows::{Measured, Rows};
use crate::model::world::World;
use lungang_domain::goal::{Measure, Sense};
use lungang_domain::id::TeacherIx;
use lungang_domain::needs::Post;
use lungang_domain::policy::Mode;
use lungang_domain::rule::RuleName;
use rayon::prelude::*;

/// A goal of the model: value = constant + objective, or constant − objective where it is maximised.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Goal {
    /// Name in the policy, or `breach:<rule>`.
    pub name: String,
    /// Whether larger is better.
    pub maximised: bool,
    /// What stands before any move.
    pub constant: i64,
    /// What is minimised.
    pub objective: Objective,
    /// A value of it that is enough, see [`Stated::enough`].
    pub enough: Option<i64>,
    /// Whether it only draws between plans that are equally good.
    pub draw: bool,
}

impl Goal {
    /// What turns the minimised objective into the goal: value = scale.0 + scale.1 · objective.
    pub fn scale(&self) -> (i64, i64) {
        (self.constant, if self.maximised { -1 } else { 1 })
    }

    /// What turns the minimised objective into the goal, but for the sign of a maximised one.
    pub fn offset(&self) -> i64 {
        if self.maximised { -self.constant } else { self.constant }
    }

    /// The goal's value from the minimised objective's.
    pub fn value(&self, objective: i64) -> i64 {
        self.scale().0 + self.scale().1 * objective
    }
}

/// A goal before there are columns: it says what any move would cost.
pub struct Stated {
    /// Name in the policy, or `breach:<rule>`.
    pub name: String,
    /// Whether larger is better.
    pub maximised: bool,
    /// What stands before any move.
    pub constant: i64,
    measure: Option<Box<dyn measures::Cost>>,
    /// (auxiliary, cost), without zeros.
    pub auxiliaries: Vec<(u32, i64)>,
    /// A value of the minimised objective that is enough: the goal is held at this instead of at its optimum, and no plan
    /// will do whose value is above.
    pub enough: Option<i64>,
    /// Whether it only draws between plans that are equally good.
    pub draw: bool,
}

/// States the goals: what was published first, then soft rules' breaches, then the policy's list. May add measuring rows.
pub(crate) fn state(world: &World<'_>, rows: &mut Rows) -> Vec<Stated> {
    let mut goals = published::state(world.county);
    let breaches = RuleName::ALL.iter().filter(|rule| world.mode(**rule) == Mode::Soft).map(|rule| Stated {
        name: format!("breach:{rule}"),
        maximised: false,
        constant: 0,
        measure: None,
        auxiliaries: costs(rows, |what| i64::from(matches!(what, Measured::Breach(r, _) if r == *rule))),
        enough: None,
        draw: false,
    });
    goals.extend(breaches);
    for spec in &world.policy.goals {
        // The policy loader has refused goals without a measure.
        let Some(measure) = spec.measure() else { continue };
        let mut goal = Stated {
            name: spec.name.clone(),
            maximised: spec.sense == Sense::Max && measure == Measure::Scores,
            constant: 0,
            measure: None,
            auxiliaries: Vec::new(),
            enough: None,
            draw: spec.is_draw(),
        };
        match measure {
            Measure::UnmetNeed | Measure::ShortPosts => {
                let weighted = measure == Measure::UnmetNeed;
                let weight = |p: &Post| if weighted { i64::from(p.weight) } else { 1 };
                goal.auxiliaries = costs(rows, |what| match what {
                    Measured::Short(post) => weight(world.post(post)),
                    _ => 0,
                });
                let untouched = world.needs.posts.iter().zip(&world.touched).filter(|(_, touched)| !**touched);
                goal.constant = untouched.map(|(p, _)| weight(p) * i64::from(p.short())).sum();
                goal.measure = weighted.then(|| Box::new(measures::SecondSubject) as Box<dyn measures::Cost>);
            }
            Measure::WorstSchool => {
                measures::state_worst_school(world, rows);
                goal.auxiliaries = costs(rows, |what| i64::from(what == Measured::WorstRate));
            }
            Measure::Scores => {
                let scores = measures::Scores::new(world, &spec.name, goal.maximised);
                goal.constant = scores.staying();
                goal.measure = Some(Box::new(scores));
            }
            Measure::Balance => {
                let gauges = spec.gauges();
                goal.auxiliaries = costs(rows, |what| match what {
                    Measured::Head { gauge, cost, .. } if gauges.contains(&gauge) => cost,
                    _ => 0,
                });
                let even = gauges.iter().filter_map(|gauge| Evenness::new(world, *gauge));
                goal.constant = even.map(|e| e.weight() * e.standing()).sum();
            }
            Measure::SharedHours => {
                let shared = |r: u32| &world.needs.shared[world.needs.routes[r as usize].shared as usize];
                goal.auxiliaries = costs(rows, |what| match what {
                    Measured::Periods(route) => -i64::from(shared(route).weight),
                    _ => 0,
                });
                goal.constant = world.needs.travelled().map(|h| i64::from(h.weight) * i64::from(h.periods)).sum();
            }
            Measure::SharedJourney => {
                goal.auxiliaries = costs(rows, |what| match what {
                    Measured::Periods(route) => i64::from(world.needs.routes[route as usize].metres.div_ceil(100)),
                    _ => 0,
                });
            }
            Measure::Retasks => goal.measure = Some(Box::new(measures::Retasks)),
            Measure::VolunteersFirst => goal.measure = Some(Box::new(measures::Unasked)),
            Measure::Wishes => goal.measure = Some(Box::new(measures::Wishes::new(world))),
            Measure::Turns => goal.measure = Some(Box::new(measures::Turns::new(world))),
            Measure::Alliance => goal.measure = Some(Box::new(measures::Alliance)),
            Measure::Burden => goal.measure = Some(Box::new(measures::Burden::new(world))),
            Measure::Disruption => goal.measure = Some(Box::new(measures::Disruption)),
            Measure::Lottery => goal.measure = Some(Box::new(measures::Lottery::new(world))),
            Measure::LotteryPosts => {
                goal.measure = Some(Box::new(measures::LotteryPosts));
                goal.auxiliaries = costs(rows, |what| match what {
                    Measured::Periods(route) => measures::route_number(world, route),
                    _ => 0,
                });
            }
        }
        goals.push(goal);
    }
    goals
}

fn costs(rows: &Rows, cost: impl Fn(Measured) -> i64) -> Vec<(u32, i64)> {
    let each = rows.auxiliaries.iter().enumerate().map(|(i, a)| (i as u32, cost(a.what)));
    each.filter(|(_, c)| *c != 0).collect()
}

impl Stated {
    /// What a move or a retask costs, minimised.
    pub fn cost(&self, world: &World<'_>, candidate: &Candidate) -> i64 {
        let Some(measure) = &self.measure else { return 0 };
        if candidate.moves() { measure.cost(world, candidate) } else { measure.retask(world, candidate) }
    }

    /// A lower bound of the cost of any move of a teacher.
    pub fn least(&self, world: &World<'_>, teacher: TeacherIx) -> i64 {
        self.measure.as_ref().map_or(0, |m| m.least(world, teacher))
    }

    /// What turns the minimised objective into the goal: value = scale.0 + scale.1 · objective.
    pub fn scale(&self) -> (i64, i64) {
        (self.constant, if self.maximised { -1 } else { 1 })
    }

    /// The goal's value from the minimised objective's.
    pub fn value(&self, objective: i64) -> i64 {
        let (constant, sign) = self.scale();
        constant.saturating_add(sign.saturating_mul(objective))
    }

    /// The whole goal over these move columns.
    pub fn over(&self, world: &World<'_>, candidates: &[Candidate]) -> Goal {
        // In parallel: a lottery number is a hash.
        let moves = candidates.par_iter().enumerate().map(|(i, c)| (i as u32, self.cost(world, c)));
        let mut costs: Vec<(u32, i64)> = moves.filter(|(_, cost)| *cost != 0).collect();
        costs.extend(self.auxiliaries.iter().map(|(a, cost)| (candidates.len() as u32 + a, *cost)));
        Goal {
            name: self.name.clone(),
            maximised: self.maximised,
            constant: self.constant,
            objective: Objective { costs },
            enough: self.enough,
            draw: self.draw,
        }
    }
}
