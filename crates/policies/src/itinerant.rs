//! What the shape of the itinerant posts' settings does not show: ranges, subjects that exist, settings without effect.

use super::check::Check;
use lungang_domain::finding::Severity;
use lungang_domain::goal::{GoalSpec, Measure};
use lungang_domain::policy::Mode;

impl Check<'_> {
    /// Looks at the rule, and at the goals that read it.
    pub(super) fn itinerant(&mut self) {
        let rule = &self.policy.rules.itinerant;
        self.size("rules.itinerant.within.value", rule.within.value.len(), true);
        if let Some(periods) = &rule.periods {
            self.whole("rules.itinerant.periods.value", periods.value, 1, 60);
        }
        let listed = rule.subjects.iter().flat_map(|s| s.value.iter().enumerate());
        for (n, id) in listed.filter(|(_, id)| self.policy.subject(id).is_none()) {
            self.error("policy-unknown-subject", &format!("rules.itinerant.subjects.value.{n}"), &[("subject", id)]);
        }
        let asked = |g: &GoalSpec| g.measure() == Some(Measure::SharedHours);
        if rule.mode != Mode::Off && rule.share.value.0 == 0 && !self.policy.goals.iter().any(asked) {
            self.note(Severity::Warning, "policy-itinerant-without-effect", "rules.itinerant.mode", &[]);
        }
        let shared = [Measure::SharedHours, Measure::SharedJourney];
        for (n, goal) in self.policy.goals.iter().enumerate().filter(|_| rule.mode == Mode::Off) {
            if goal.measure().is_some_and(|m| shared.contains(&m)) {
                let path = format!("goals.{n}.name");
                self.note(Severity::Warning, "policy-goal-without-itinerant", &path, &[("goal", &goal.name)]);
            }
        }
    }
}
