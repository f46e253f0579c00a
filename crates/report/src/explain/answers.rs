//! The answer to each question: its sentences in order.

use super::{Teller, staff_after, verdict};
use lungang_domain::eligibility::Reason;
use lungang_domain::explanation::{Answered, NoMove, OfPair, OfRule, OfSchool, StaysShort};
use lungang_domain::needs::{Post, PostAfter};
use lungang_domain::policy::Mode;
use lungang_domain::words;
use lungang_results::names;

impl Teller<'_> {
    /// The sentences of the answer.
    pub fn answer(&self) -> Vec<String> {
        let mut lines = match &self.explanation.answer {
            Answered::Teacher(a) => self.of_teacher(a),
            Answered::Pair(a) => self.of_pair(a),
            Answered::School(a) => self.of_school(a),
            Answered::Rule(a) => self.of_rule(a),
            Answered::ByHand(a) => self.of_by_hand(a),
        };
        if !self.explanation.proved {
            lines.push(self.say("not-proved", &[]));
        }
        lines
    }

    pub(super) fn not_eligible(&self, reasons: &[Reason]) -> String {
        self.say("not-eligible", &[("reasons", &self.reasons(reasons))])
    }

    pub(super) fn reasons(&self, reasons: &[Reason]) -> String {
        self.list(reasons.iter().map(|r| self.reason(*r)))
    }

    fn of_pair(&self, a: &OfPair) -> Vec<String> {
        let school = self.school(a.school);
        let subject = a.subject.map(|k| names::subject(self.lang, self.policy, k));
        let asked = subject.map(|k| self.say("pair.in-subject", &[("school", &school), ("subject", &k)]));
        let args = [("teacher", self.teacher(a.teacher)), ("school", asked.unwrap_or(school))];
        let args: Vec<(&str, &str)> = args.iter().map(|(n, v)| (*n, v.as_str())).collect();
        let mut lines = vec![self.say("pair.title", &args)];
        let found = verdict(a);
        if found == "planned" {
            lines.push(self.say("pair.planned", &[("choice", &self.choice(a.instead))]));
            return lines;
        }
        lines.push(self.say("pair.instead", &[("choice", &self.choice(a.instead))]));
        if !a.reasons.is_empty() {
            lines.push(self.not_eligible(&a.reasons));
        }
        let reason = |n: &NoMove| self.resting(self.no_move(n), &self.source(n));
        if !a.no_move.is_empty() {
            lines.push(self.say("pair.no-move", &[("reasons", &self.list(a.no_move.iter().map(reason)))]));
        }
        lines.extend(a.comes.as_ref().map(|comes| self.comes(comes)));
        if found == "possible" && a.others.is_empty() {
            lines.push(self.say("pair.nobody-else", &[]));
        }
        lines
    }

    fn of_school(&self, a: &OfSchool) -> Vec<String> {
        let short = |after: bool| {
            let one = |(p, left): &(Post, PostAfter)| match after {
                true => left.short(p),
                false => p.short(),
            };
            a.subjects.iter().map(one).sum::<u32>().to_string()
        };
        let side = names::side(self.lang, self.policy.side(self.county.school(a.school)));
        let counts = [
            ("school", self.school(a.school)),
            ("side", side),
            ("posts", a.posts.to_string()),
            ("before", a.staff.to_string()),
            ("after", staff_after(a).to_string()),
            ("moved", self.moved(a)),
            ("short_before", short(false)),
            ("short_after", short(true)),
        ];
        let args: Vec<(&str, &str)> = counts.iter().map(|(n, v)| (*n, v.as_str())).collect();
        let mut lines = vec![self.say("school.title", &args), self.say("school.staff", &args)];
        if a.short.is_empty() {
            lines.push(self.say("school.nothing-short", &[]));
        }
        lines.extend(a.short.iter().map(|s| self.stays_short(s)));
        if a.more > 0 {
            lines.push(self.say("school.more", &[("n", &a.more.to_string())]));
        }
        lines
    }

    /// How many come and how many go; nothing where nobody does.
    fn moved(&self, a: &OfSchool) -> String {
        let ways = [("arrive", a.arrive.len()), ("leave", a.leave.len())].into_iter().filter(|(_, n)| *n > 0);
        let ways: Vec<String> =
            ways.map(|(key, n)| self.say(&format!("school.{key}"), &[("n", &n.to_string())])).collect();
        let ways = ways.join(&names::word(self.lang, "word-separator"));
        if ways.is_empty() { ways } else { self.say("school.moved", &[("moved", &ways)]) }
    }

    fn stays_short(&self, s: &StaysShort) -> String {
        // What counts nobody is not said.
        let part = |key: &str, n: u32, inner: &str| match n {
            0 => String::new(),
            n => self.say(&format!("school.{key}"), &[("n", &n.to_string()), ("weightier", inner)]),
        };
        let weightier = part("weightier", s.weightier, "");
        let counts = [
            ("stage", names::stage(self.lang, s.post.part)),
            ("subject", names::subject(self.lang, self.policy, s.post.subject)),
            ("short", s.short.to_string()),
            ("able", s.able.to_string()),
            ("elsewhere", part("elsewhere", s.elsewhere, &weightier)),
            ("others", part("others", s.able, "")),
            ("sent", s.sent.len().to_string()),
            ("teachers", self.list(s.sent.iter().map(|t| self.teacher(*t)))),
            ("coming", s.coming.to_string()),
            ("comes", s.comes.as_ref().map(|c| self.comes(c)).unwrap_or_default()),
        ];
        let args: Vec<(&str, &str)> = counts.iter().map(|(n, v)| (*n, v.as_str())).collect();
        let key = match s {
            s if !s.sent.is_empty() => "school.sent",
            s if s.able > 0 => "school.short",
            s if !s.open => "school.closed",
            s if s.coming > 0 => "school.all-come",
            _ => "school.nobody",
        };
        self.say(key, &args)
    }

    fn of_rule(&self, a: &OfRule) -> Vec<String> {
        let called = self.resting(names::rule(self.lang, a.rule), &self.clause(a.rule));
        let sentence = words::say(self.lang, &format!("rule.{}.sentence", a.rule), &[]);
        let counts = [
            ("rule", called),
            ("mode", names::mode(self.lang, a.mode)),
            ("sentence", sentence),
            ("places", a.places.to_string()),
            ("n", a.binding.len().to_string()),
            ("comes", a.comes.as_ref().map(|c| self.comes(c)).unwrap_or_default()),
        ];
        let args: Vec<(&str, &str)> = counts.iter().map(|(n, v)| (*n, v.as_str())).collect();
        let mut lines = vec![self.say("rule.title", &args)];
        if a.rule.always() {
            lines.push(self.say("rule.always", &[]));
            return lines;
        }
        if a.mode != Mode::Off {
            let key = if a.binding.is_empty() { "rule.slack" } else { "rule.binds" };
            lines.push(self.say(&words::counted("explain", key, a.places.into()), &args));
        }
        lines.push(self.say(if a.mode == Mode::Off { "rule.on" } else { "rule.off" }, &args));
        if a.law && a.mode == Mode::Hard {
            lines.push(self.say("rule.law", &[]));
        }
        lines
    }
}
