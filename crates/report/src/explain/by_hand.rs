//! What a change by hand breaks, in sentences: the rules, the moves that cannot be, the posts, the goals.

use super::Teller;
use crate::sentence;
use lungang_domain::explanation::{Broken, Changed, OfByHand, PostShift};
use lungang_domain::policy::Mode;
use lungang_results::names;

impl Teller<'_> {
    pub(super) fn of_by_hand(&self, a: &OfByHand) -> Vec<String> {
        if a.changed.is_empty() {
            return vec![self.say("by-hand.nothing", &[])];
        }
        let mut lines = vec![self.say("by-hand.title", &[])];
        lines.extend(a.changed.iter().map(|c| self.by_hand_change(c)));
        lines.extend(self.by_hand_freed(a));
        lines.extend(self.by_hand_stands(a));
        lines.extend(self.by_hand_posts(a));
        lines.extend(self.by_hand_goals(a));
        lines
    }

    /// Whom it is about, and what was decided instead of what.
    pub fn by_hand_change(&self, c: &Changed) -> String {
        let (teacher, before, after) = (self.teacher(c.teacher), self.choice(c.before), self.choice(c.after));
        self.say("by-hand.change", &[("teacher", &teacher), ("before", &before), ("after", &after)])
    }

    /// Who no longer teaches another subject at home.
    pub fn by_hand_freed(&self, a: &OfByHand) -> Option<String> {
        let freed = || self.list(a.freed.iter().map(|t| self.teacher(*t)));
        (!a.freed.is_empty()).then(|| self.say("by-hand.freed", &[("teachers", &freed())]))
    }

    /// What breaks and what is mended; that nothing breaks, where nothing does.
    pub fn by_hand_stands(&self, a: &OfByHand) -> Vec<String> {
        let fault = |f| sentence::fault(self.lang, self.county, self.policy, f);
        let mut lines: Vec<String> =
            a.faults.iter().map(|f| self.say("by-hand.impossible", &[("words", &fault(f))])).collect();
        let key = |b: &Broken| if b.mode == Mode::Hard { "by-hand.broken" } else { "by-hand.broken-soft" };
        lines.extend(a.broken.iter().map(|b| self.say(key(b), &[("words", &self.breach(b))])));
        if lines.is_empty() {
            lines.push(self.say("by-hand.unbroken", &[]));
        }
        lines.extend(a.mended.iter().map(|b| self.say("by-hand.mended", &[("words", &self.breach(b))])));
        lines
    }

    /// A breach with its rule and clause.
    pub fn breach(&self, b: &Broken) -> String {
        let words = sentence::breach(self.lang, self.county, self.policy, &b.breach);
        let rule = names::cited(self.lang, b.rule, &self.clause(b.rule));
        self.say("at", &[("rule", &rule), ("place", &words)])
    }

    /// Posts that are more or less short.
    pub fn by_hand_posts(&self, a: &OfByHand) -> Vec<String> {
        if a.posts.is_empty() {
            return vec![self.say("by-hand.posts-same", &[])];
        }
        let post = |p: &PostShift| {
            let (stage, subject) = (names::stage(self.lang, p.part), names::subject(self.lang, self.policy, p.subject));
            let place =
                self.say("place.post", &[("school", &self.school(p.school)), ("stage", &stage), ("subject", &subject)]);
            let key = if p.after > p.before { "by-hand.post-more" } else { "by-hand.post-less" };
            let (before, after) = (p.before.to_string(), p.after.to_string());
            self.say(key, &[("place", &place), ("before", &before), ("after", &after)])
        };
        a.posts.iter().map(post).collect()
    }

    /// Goals that stand otherwise.
    pub fn by_hand_goals(&self, a: &OfByHand) -> Option<String> {
        let shifts = self.shifts(&a.goals);
        (!shifts.is_empty()).then(|| self.say("by-hand.goals", &[("shifts", &shifts)]))
    }
}
