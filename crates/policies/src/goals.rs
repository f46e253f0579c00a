//! What the shape of the goals' list does not show: names that must mean something, settings that fit the measure.

use super::check::Check;
use lungang_domain::finding::Severity;
use lungang_domain::goal::{GoalSpec, Measure, Sense};
use lungang_domain::policy::Who;
use std::collections::BTreeSet;

impl Check<'_> {
    /// Looks at every goal, and at their order.
    pub(super) fn goals(&mut self) {
        let goals = &self.policy.goals;
        self.size("goals", goals.len(), true);
        let mut names = BTreeSet::new();
        for (n, goal) in goals.iter().enumerate() {
            let (name, measure) = (format!("goals.{n}.name"), goal.measure());
            if measure.is_none() {
                self.error("policy-unknown-goal", &name, &[("goal", &goal.name)]);
            }
            if !names.insert(goal.name.as_str()) {
                self.error("policy-doubled-goal", &name, &[("goal", &goal.name)]);
            }
            if goal.sense == Sense::Max && measure.is_some_and(|m| m != Measure::Scores) {
                self.error("policy-goal-not-maximised", &format!("goals.{n}.sense"), &[("goal", &goal.name)]);
            }
            let chosen = [
                ("indicators", goal.indicators.as_ref().map(Vec::is_empty)),
                ("stages", goal.stages.as_ref().map(Vec::is_empty)),
            ];
            for (key, empty) in chosen {
                let path = format!("goals.{n}.{key}");
                match empty {
                    Some(_) if measure != Some(Measure::Balance) => {
                        self.error("policy-goal-not-of-balance", &path, &[("goal", &goal.name)]);
                    }
                    Some(true) => self.error("policy-empty-list", &path, &[]),
                    Some(false) | None => {}
                }
            }
            // People are drawn, and then who of them goes where: nothing comes between, and nothing behind.
            let may_follow =
                |later: &GoalSpec| measure == Some(Measure::Lottery) && later.measure() == Some(Measure::LotteryPosts);
            if goal.is_draw() && !goals[n + 1..].iter().all(may_follow) {
                self.note(Severity::Warning, "policy-lottery-not-last", &name, &[("goal", &goal.name)]);
            }
        }
        let first = goals.iter().any(|g| g.measure() == Some(Measure::VolunteersFirst));
        if self.policy.movement.asked() == Who::VolunteersFirst && !first {
            self.error("policy-volunteers-without-goal", "movement.who", &[]);
        }
        let drawn = |measure| goals.iter().position(|g| g.measure() == Some(measure));
        match (drawn(Measure::Lottery), drawn(Measure::LotteryPosts)) {
            (None, None) if !goals.is_empty() => self.note(Severity::Warning, "policy-no-lottery", "goals", &[]),
            (Some(n), None) => {
                self.note(Severity::Warning, "policy-no-lottery-posts", &format!("goals.{n}.name"), &[]);
            }
            _ => {}
        }
    }
}
