//! The answer to each question: its sentences in order.

use super::{Teller, certainty, staff_after, verdict};
use lungang_domain::explanation::{Answered, Changed, Comes, NoMove, OfPair, OfRule, OfSchool, OfTeacher, StaysShort};
use lungang_domain::heads::{Head, Tenure};
use lungang_domain::id::SubjectIx;
use lungang_domain::needs::{Post, PostAfter};
use lungang_domain::policy::Mode;
use lungang_domain::words;
use lungang_results::names;

/// Most teachers who are named as going instead; `--format json` has all.
const INSTEAD: usize = 8;

impl Teller<'_> {
    /// The sentences of the answer.
    pub fn answer(&self) -> Vec<String> {
        let mut lines = match &self.explanation.answer {
            Answered::Teacher(a) => self.of_teacher(a),
            Answered::Pair(a) => self.of_pair(a),
            Answered::School(a) => self.of_school(a),
            Answered::Rule(a) => self.of_rule(a),
        };
        if !self.explanation.proved {
            lines.push(self.say("not-proved", &[]));
        }
        lines
    }

    fn eligible(&self, reasons: &[lungang_domain::eligibility::Reason]) -> String {
        if reasons.is_empty() {
            return self.say("eligible", &[]);
        }
        self.say("not-eligible", &[("reasons", &self.list(reasons.iter().map(|r| self.reason(*r))))])
    }

    /// Of a head: the office, whether its terms are over, and where the head goes and why.
    fn of_head(&self, head: &Head) -> Vec<String> {
        let role = names::word_of(self.lang, "role", head.role.name());
        let tenure = names::word_of(self.lang, "tenure", head.tenure.name());
        let years = head.years.map_or_else(String::new, |n| n.to_string());
        let args =
            [("role", role.as_str()), ("school", &self.school(head.from)), ("tenure", &tenure), ("years", &years)];
        let office = self.say(if head.years.is_some() { "head.office" } else { "head.office-unknown" }, &args);
        let source = self.policy.heads().map_or("", |terms| terms.terms.source.as_str());
        let what = match (head.moves(), head.tenure) {
            (true, Tenure::Due) => "head.goes-due",
            (true, _) => "head.goes-early",
            (false, Tenure::Due) => "head.left",
            (false, _) => "head.stays",
        };
        let mut goes = self.say(what, &[("school", &self.school(head.to))]);
        if let Some(metres) = self.county.journey(head.teacher, head.to).filter(|_| head.moves()) {
            goes = self.say("teacher.journey", &[("words", &goes), ("km", &names::kilometres(metres))]);
        }
        vec![self.resting(office, source), goes]
    }

    fn of_teacher(&self, a: &OfTeacher) -> Vec<String> {
        let home = self.school(self.county.teacher(a.teacher).school);
        let mut lines = vec![
            self.say("teacher.title", &[("teacher", &self.teacher(a.teacher)), ("school", &home)]),
            self.eligible(&a.reasons),
        ];
        let certain = certainty(a, self.explanation);
        match &a.made {
            Some(made) => {
                let direction = names::direction(self.lang, made.direction);
                let args = [("choice", self.choice(Some(made.planned))), ("direction", direction)];
                let args: Vec<(&str, &str)> = args.iter().map(|(n, v)| (*n, v.as_str())).collect();
                let mut line = self.say("teacher.moves", &args);
                if let Some(metres) = made.metres {
                    line = self.say("teacher.journey", &[("words", &line), ("km", &names::kilometres(metres))]);
                }
                lines.push(line);
                let because = self.because(made).into_iter().map(|b| self.resting(b.words, &b.clause));
                lines.push(self.say("teacher.because", &[("because", &self.list(because))]));
            }
            None if a.moves == 0 && a.reasons.is_empty() => lines.push(self.say("teacher.nowhere", &[])),
            None if a.moves == 0 => lines.push(self.say("teacher.not-asked", &[])),
            None => lines.push(self.say("teacher.stays", &[("n", &a.moves.to_string())])),
        }
        if let Some(subject) = a.retasked {
            let called =
                |k: Option<SubjectIx>| k.map_or_else(String::new, |k| names::subject(self.lang, self.policy, k));
            let (from, to) = (called(self.county.teacher(a.teacher).main_subject()), called(Some(subject)));
            lines.push(self.say("teacher.retasked", &[("school", &home), ("from", &from), ("to", &to)]));
        }
        lines.extend(a.head.iter().flat_map(|head| self.of_head(head)));
        if let Some(otherwise) = &a.otherwise {
            let what = if a.made.is_some() { "move" } else { "stay" };
            let (shifts, rules) = match otherwise {
                Comes::Possible { goals, .. } => (self.shifts(goals), String::new()),
                Comes::Impossible { because, .. } => (String::new(), self.obstacles(because)),
                Comes::Unknown => (String::new(), String::new()),
            };
            let bare = certain == "every-lawful-plan" && rules.is_empty();
            let key = if bare { "certain-bare".to_owned() } else { format!("certain.{certain}") };
            let what = self.say(&format!("certain.{what}"), &[]);
            lines.push(self.say(&key, &[("what", &what), ("shifts", &shifts), ("rules", &rules)]));
        }
        lines.extend(self.instead(a));
        lines
    }

    /// Who goes, or stays, where a teacher whom the plan moves does not: of the plan in which the teacher stays, where that
    /// was solved, else of the best that decides otherwise.
    fn instead(&self, a: &OfTeacher) -> Option<String> {
        a.made.as_ref()?;
        let stays = a.alternatives.iter().find(|other| other.choice.is_none());
        let (key, comes, others) = match stays {
            Some(stays) => ("stays", &stays.comes, &stays.others),
            None => ("otherwise", a.otherwise.as_ref()?, &a.others),
        };
        if !matches!(comes, Comes::Possible { .. }) {
            return None;
        }
        if others.is_empty() {
            return Some(self.say(&format!("instead.{key}-nobody"), &[]));
        }
        let one = |c: &Changed| {
            self.say("instead.one", &[("teacher", &self.teacher(c.teacher)), ("choice", &self.choice(c.after))])
        };
        // Who goes in the teacher's place comes first.
        let (go, others): (Vec<&Changed>, Vec<&Changed>) = others.iter().partition(|c| c.before.is_none());
        let all: Vec<String> = go.into_iter().chain(others).map(one).collect();
        let named = self.list(all.iter().take(INSTEAD).cloned());
        let more = all.len().saturating_sub(INSTEAD);
        let args = [("others", named.as_str()), ("n", &more.to_string())];
        Some(self.say(&format!("instead.{key}{}", if more > 0 { "-more" } else { "" }), &args))
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
            lines.push(self.eligible(&a.reasons));
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
