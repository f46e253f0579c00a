//! About a teacher: what becomes of them, then why, how certain that is, and who goes instead.

use super::{Teller, certainty};
use lungang_domain::county::{Pin, PinKind};
use lungang_domain::explanation::{Changed, Comes, OfTeacher};
use lungang_domain::id::SubjectIx;
use lungang_domain::plan::{Direction, Visit};
use lungang_domain::policy::Mode;
use lungang_results::names;

/// Most teachers who are named as going instead; `--format json` has all.
const INSTEAD: usize = 8;

impl Teller<'_> {
    /// The sentences in order.
    pub(super) fn of_teacher(&self, a: &OfTeacher) -> Vec<String> {
        let home = self.school(self.county.teacher(a.teacher).school);
        let mut lines = vec![self.say("teacher.title", &[("teacher", &self.teacher(a.teacher)), ("school", &home)])];
        // What becomes of the teacher comes first, why comes after.
        lines.extend(self.happens(a, &home));
        lines.extend(self.pinned(a));
        lines.push(self.eligible(a));
        if let Some(made) = &a.made {
            let because = self.because(made).into_iter().map(|b| self.resting(b.words, &b.clause));
            lines.push(self.say("teacher.because", &[("because", &self.list(because))]));
        }
        lines.extend(self.certain(a));
        lines.extend(self.instead(a));
        lines
    }

    /// Whether the conditions for moving are met; of one who moves in another direction than the quota counts, what that rests on.
    fn eligible(&self, a: &OfTeacher) -> String {
        let reasons = self.reasons(&a.reasons);
        match a {
            _ if a.other_ways() && a.moves > 0 => {
                self.say("other-ways", &[("reasons", &reasons), ("ways", &self.other_ways())])
            }
            _ if !a.reasons.is_empty() => self.not_eligible(&a.reasons),
            _ if !a.waived.is_empty() => self.say("waived", &[("reasons", &self.reasons(&a.waived))]),
            _ => self.say("eligible", &[]),
        }
    }

    /// Directions of moves that the policy makes beside those down.
    fn other_ways(&self) -> String {
        let directions = self.policy.movement.directions.value.iter().filter(|d| **d != Direction::Down);
        let ways: Vec<String> = directions.map(|d| names::direction(self.lang, *d)).collect();
        ways.join(&names::word(self.lang, "word-separator"))
    }

    /// What the plan makes of a teacher: moves, or stays; teaches another subject; travels.
    fn happens(&self, a: &OfTeacher, home: &str) -> Vec<String> {
        let mut lines = Vec::new();
        let asked = a.reasons.is_empty() || a.other_ways() && !self.other_ways().is_empty();
        match &a.made {
            // A head is not sent with the teachers: what becomes of the office is what becomes of the head.
            None if a.head.is_some() => lines.extend(a.head.iter().flat_map(|head| self.of_head(head))),
            Some(made) => {
                let direction = names::direction(self.lang, made.direction);
                let choice = self.choice(Some(made.planned));
                let mut line = self.say("teacher.moves", &[("choice", &choice), ("direction", &direction)]);
                if let Some(metres) = made.metres {
                    line = self.say("teacher.journey", &[("words", &line), ("km", &names::kilometres(metres))]);
                }
                lines.push(line);
            }
            None if a.moves == 0 && !asked => lines.push(self.say("teacher.not-asked", &[])),
            None if a.moves == 0 && a.no_move.is_empty() => lines.push(self.say("teacher.nowhere", &[])),
            None if a.moves == 0 => {
                let reasons = self.list(a.no_move.iter().map(|n| self.resting(self.no_move(n), &self.source(n))));
                lines.push(self.say("teacher.not-anywhere", &[("reasons", &reasons)]));
            }
            None => lines.push(self.say("teacher.stays", &[("n", &a.moves.to_string())])),
        }
        if let Some(subject) = a.retasked {
            let called =
                |k: Option<SubjectIx>| k.map_or_else(String::new, |k| names::subject(self.lang, self.policy, k));
            let (from, to) = (called(self.county.teacher(a.teacher).main_subject()), called(Some(subject)));
            lines.push(self.say("teacher.retasked", &[("school", home), ("from", &from), ("to", &to)]));
        }
        if !a.visits.is_empty() {
            let each = self.list(a.visits.iter().map(|v| self.visit(v)));
            let periods: u32 = a.visits.iter().map(|v| v.periods).sum();
            lines.push(self.say("teacher.travels", &[("visits", &each), ("periods", &periods.to_string())]));
        }
        lines
    }

    fn visit(&self, v: &Visit) -> String {
        let (stage, subject) = (names::stage(self.lang, v.part), names::subject(self.lang, self.policy, v.subject));
        let post = [("school", self.school(v.school)), ("stage", stage), ("subject", subject)];
        let mut args: Vec<(&str, &str)> = post.iter().map(|(n, v)| (*n, v.as_str())).collect();
        let periods = v.periods.to_string();
        args.push(("periods", &periods));
        self.say("teacher.visit", &args)
    }

    /// What the office has fixed of the teacher, and whether the plan does so.
    fn pinned(&self, a: &OfTeacher) -> Vec<String> {
        let off = self.policy.rules.pins.mode == Mode::Off;
        let one = |pin: &Pin| {
            let subject = pin.subject.map(|k| names::subject(self.lang, self.policy, k));
            let school = pin.school.map(|s| self.school(s));
            let place: Vec<String> = school.into_iter().chain(subject).collect();
            let place = place.join(&names::word(self.lang, "word-separator"));
            let all = if pin.kind == PinKind::Forbid && place.is_empty() { "-all" } else { "" };
            let what = self.say(&format!("pin.{}{all}", pin.kind.name()), &[("place", &place)]);
            let key = match (a.keeps(pin), off) {
                (true, false) => "pin.kept",
                (true, true) => "pin.off-kept",
                (false, true) => "pin.off",
                (false, false) => "pin.not-kept",
            };
            self.say(key, &[("what", &what)])
        };
        a.pins.iter().map(one).collect()
    }

    /// How certain the plan's decision is.
    fn certain(&self, a: &OfTeacher) -> Option<String> {
        let otherwise = a.otherwise.as_ref()?;
        let certain = certainty(a, self.explanation);
        let what = if a.made.is_some() { "move" } else { "stay" };
        let (shifts, rules) = match otherwise {
            Comes::Possible { goals, .. } => (self.shifts(goals), String::new()),
            Comes::Impossible { because, .. } => (String::new(), self.obstacles(because)),
            Comes::Unknown => (String::new(), String::new()),
        };
        let bare = certain == "every-lawful-plan" && rules.is_empty();
        let key = if bare { "certain-bare".to_owned() } else { format!("certain.{certain}") };
        let what = self.say(&format!("certain.{what}"), &[]);
        Some(self.say(&key, &[("what", &what), ("shifts", &shifts), ("rules", &rules)]))
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
}
