//! A diagnosis in sentences: rules at their places, what counting shows, what each repair changes.

use crate::naming::Naming;
use lungang_domain::county::{County, PinKind};
use lungang_domain::diagnosis::{Asks, Change, Instance, Narrow, NarrowWhat, Place, Reason, Repair};
use lungang_domain::id::{SchoolIx, SubjectIx, TeacherIx};
use lungang_domain::number::Decimal;
use lungang_domain::policy::Policy;
use lungang_domain::rule::{Narrows, RuleName};
use lungang_domain::school::Part;
use lungang_domain::words::{self, Lang};
use lungang_results::{mask, names};

/// Most places that a reason names.
const NAMED: usize = 12;

/// Says what a diagnosis holds, in one language.
pub struct Teller<'a> {
    /// How it names what is in the county.
    pub naming: Naming<'a>,
}

impl<'a> Teller<'a> {
    /// For a county under a policy.
    pub fn new(lang: Lang, county: &'a County, policy: &'a Policy) -> Teller<'a> {
        Teller { naming: Naming::new(lang, county, policy) }
    }

    /// `diagnose.<key>` with its placeholders filled.
    pub fn say(&self, key: &str, args: &[(&str, &str)]) -> String {
        words::say(self.naming.lang, &format!("diagnose.{key}"), args)
    }

    /// The key of a sentence that counts.
    fn counted(key: &str, n: i64) -> String {
        words::counted("diagnose", key, n)
    }

    /// A rule with its clause.
    pub fn cited(&self, rule: RuleName) -> String {
        names::cited(self.naming.lang, rule, &names::clause(self.naming.policy, rule))
    }

    /// A rule at its place.
    pub fn instance(&self, instance: &Instance) -> String {
        let name = instance.rule.name();
        let key = match instance.sentence {
            "" => format!("instance.{name}"),
            sentence => format!("instance.{name}-{sentence}"),
        };
        let key = match instance.asks {
            Asks::Number(n) => Self::counted(&key, n),
            _ => key,
        };
        self.at(&key, instance.place, &[("asks", &self.asks(instance.asks))])
    }

    /// What counting shows: the sentence, and what stands behind it.
    pub fn reason(&self, reason: &Reason) -> (String, Vec<String>) {
        let number = |n: u32| n.to_string();
        match reason {
            Reason::Staffing { part, floor, authorised } => {
                let args =
                    [("floor", number(*floor)), ("authorised", number(*authorised)), ("stage", self.total(*part))];
                (self.say("reason.staffing", &args.each_ref().map(|(n, v)| (*n, v.as_str()))), Vec::new())
            }
            Reason::TooFew { rule, place, asked, most, narrow } => {
                let key = if narrow.is_empty() { "reason.too-few-nobody" } else { "reason.too-few" };
                let key = Self::counted(key, *most);
                let who = rule.card().rows.iter().find_map(|row| row.counts?.people()).unwrap_or_default();
                let who = self.say(&format!("who.{who}"), &[]);
                let (asked, most) = (asked.to_string(), most.to_string());
                let args = [("place", self.place(*place)), ("who", who), ("asked", asked), ("most", most)];
                let sentence = self.say(&key, &args.each_ref().map(|(n, v)| (*n, v.as_str())));
                let sums = if narrow.len() > NAMED { self.narrow_sums(narrow) } else { Vec::new() };
                let mut narrow: Vec<String> = narrow.iter().map(|n| self.narrow(n.what, n.most)).collect();
                let more = narrow.len().saturating_sub(NAMED);
                narrow.truncate(NAMED);
                narrow.extend((more > 0).then(|| self.say("more", &[("n", &more.to_string())]).trim().to_owned()));
                (sentence, [sums, narrow].concat())
            }
            Reason::PinWithoutMove { pin, .. } => {
                (self.say("reason.pin-without-move", &[("pin", &self.pin(*pin))]), Vec::new())
            }
            Reason::PinsOpposed { asks, refuses, .. } => {
                let args = [("pin", self.pin(*asks)), ("other", self.pin(*refuses))];
                (self.say("reason.pins-opposed", &args.each_ref().map(|(n, v)| (*n, v.as_str()))), Vec::new())
            }
        }
    }

    /// What is behind a reason, with its clause.
    pub fn behind(&self, reason: &Reason) -> String {
        reason.rule().map_or_else(|| self.say("authorised", &[]), |rule| self.cited(rule))
    }

    /// Many narrow places summed up by what they are.
    fn narrow_sums(&self, narrow: &[Narrow]) -> Vec<String> {
        let mut sums: Vec<(Option<RuleName>, i64, i64)> = Vec::new();
        for one in narrow {
            let rule = match one.what {
                NarrowWhat::Rule(rule, _) => Some(rule),
                NarrowWhat::Teachers(_) => None,
            };
            match sums.iter_mut().find(|sum| sum.0 == rule) {
                Some(sum) => (sum.1, sum.2) = (sum.1 + 1, sum.2 + one.most),
                None => sums.push((rule, 1, one.most)),
            }
        }
        let words = sums.into_iter().map(|(rule, places, most)| {
            let key = if rule.is_some() { "narrow.sum-rule" } else { "narrow.sum-teachers" };
            let rule = rule.map(|rule| names::rule(self.naming.lang, rule)).unwrap_or_default();
            self.say(
                &Self::counted(key, most),
                &[("rule", &rule), ("places", &places.to_string()), ("most", &most.to_string())],
            )
        });
        words.collect()
    }

    /// A narrow place.
    pub fn narrow(&self, what: NarrowWhat, most: i64) -> String {
        let passes = most.to_string();
        match what {
            NarrowWhat::Teachers(subject) => {
                let subject = names::subject(self.naming.lang, self.naming.policy, subject);
                self.say(&Self::counted("narrow.teachers", most), &[("subject", &subject), ("most", &passes)])
            }
            NarrowWhat::Rule(rule, place) => {
                let key = narrow_key(rule, place);
                self.at(&Self::counted(&key, most), place, &[("most", &passes)])
            }
        }
    }

    /// A repair: all its changes.
    pub fn repair(&self, repair: &Repair) -> String {
        let changes: Vec<String> = repair.changes.iter().map(|c| self.change(c)).collect();
        changes.join(&self.say("and", &[]))
    }

    /// The changes of a repair summed up by what they change, in the order in which they come.
    pub fn sums(&self, repair: &Repair) -> Vec<String> {
        let mut sums: Vec<(&str, Option<RuleName>, i64, i64)> = Vec::new();
        for change in &repair.changes {
            let added = |from: u32, to: u32| i64::from(to) - i64::from(from);
            let (key, rule, by) = match change {
                Change::Parameter { rule, .. } => ("sum.parameter", Some(*rule), 1),
                Change::Exception { instance, by, .. } => ("sum.exception", Some(instance.rule), *by),
                Change::School { rule, from, to, .. } => ("sum.school", Some(*rule), added(*from, *to)),
                Change::Limit { from, to, .. } => ("sum.limit", None, added(*from, *to)),
                Change::Pin { .. } => ("sum.pin", None, 1),
                Change::Hire { count, .. } => ("sum.hire", None, i64::from(*count)),
                Change::Authorised { from, to, .. } => ("sum.authorised", None, added(*from, *to)),
            };
            match sums.iter_mut().find(|sum| (sum.0, sum.1) == (key, rule)) {
                Some(sum) => (sum.2, sum.3) = (sum.2 + 1, sum.3 + by),
                None => sums.push((key, rule, 1, by)),
            }
        }
        let words = sums.into_iter().map(|(key, rule, places, by)| {
            let rule = rule.map(|rule| names::rule(self.naming.lang, rule)).unwrap_or_default();
            self.say(key, &[("rule", &rule), ("places", &places.to_string()), ("by", &by.to_string())])
        });
        words.collect()
    }

    /// One change.
    pub fn change(&self, change: &Change) -> String {
        let rule = |rule: RuleName| [("rule", names::rule(self.naming.lang, rule)), ("name", rule.name().to_owned())];
        let figures = |from: String, to: String| [("from", from), ("to", to)];
        let with = |key: &str, place: Place, args: Vec<(&str, String)>| {
            let args: Vec<(&str, &str)> = args.iter().map(|(n, v)| (*n, v.as_str())).collect();
            self.at(key, place, &args)
        };
        match change {
            Change::Parameter { rule: of, key, from, to } => {
                let args = [rule(*of).to_vec(), figures(self.asks(*from), self.asks(*to)).to_vec()].concat();
                with("change.parameter", Place::County, [args, vec![("key", (*key).to_owned())]].concat())
            }
            Change::Exception { instance, by, to } => {
                let key = match (instance.asks, to) {
                    (Asks::Number(from), Asks::Number(to)) if *to < from => "change.lower",
                    (Asks::Number(_), Asks::Number(_)) => "change.raise",
                    _ => "change.waive",
                };
                let args = [rule(instance.rule).to_vec(), figures(self.asks(instance.asks), self.asks(*to)).to_vec()];
                with(key, instance.place, [args.concat(), vec![("by", by.to_string())]].concat())
            }
            Change::School { school, column, from, to, .. } => {
                let args = figures(from.to_string(), to.to_string()).to_vec();
                let by = vec![("by", to.saturating_sub(*from).to_string())];
                with(&format!("change.{}", column.name()), Place::School(*school), [args, by].concat())
            }
            Change::Limit { post: (s, part, k), from, to, .. } => {
                let args = figures(from.to_string(), to.to_string()).to_vec();
                with("change.limit", Place::Post(*s, *part, *k), args)
            }
            Change::Pin { teacher, kind, school, .. } => {
                self.say("change.pin", &[("pin", &self.pin_words(*teacher, *kind, *school))])
            }
            Change::Hire { post: (s, part, k), count } => {
                let key = if *count == 1 { "change.hire-one" } else { "change.hire" };
                with(key, Place::Post(*s, *part, *k), vec![("n", count.to_string())])
            }
            Change::Authorised { part, from, to } => {
                let args = [figures(from.to_string(), to.to_string()).to_vec(), vec![("stage", self.total(*part))]];
                let args = args.concat();
                let args: Vec<(&str, &str)> = args.iter().map(|(n, v)| (*n, v.as_str())).collect();
                self.say("change.authorised", &args)
            }
        }
    }

    /// A change of a figure of the policy as it is written into a policy file, whole: its section, and the figure with its source, which
    /// the office has to fill in.
    pub fn toml(&self, change: &Change) -> Option<[String; 2]> {
        let Change::Parameter { rule, key, to, .. } = change else { return None };
        let to = match to {
            Asks::Share(_) => format!("\"{}\"", self.asks(*to)),
            _ => self.asks(*to),
        };
        // `limit.pe-arts.value.primary` is a part of a figure, which is written with its other parts.
        let (key, value) = match key.split_once(".value.") {
            Some((stem, own)) => {
                let parts = rule.card().figures.iter().filter_map(|figure| {
                    let (_, part) = figure.key.split_once(".value.").filter(|(of, _)| *of == stem)?;
                    let now = self.asks(figure.asks(&self.naming.policy.rules));
                    Some(format!("{part} = {}", if part == own { &to } else { &now }))
                });
                (stem, format!("{{ {} }}", parts.collect::<Vec<_>>().join(", ")))
            }
            None => (*key, to),
        };
        let source = self.say("toml-source", &[]);
        let figure = format!("{key} = {{ value = {value}, source = \"{source}\", grade = \"practice\" }}");
        Some([format!("[rules.{rule}]"), figure])
    }

    /// A figure.
    pub fn asks(&self, asks: Asks) -> String {
        match asks {
            Asks::Nothing => String::new(),
            Asks::Number(n) => n.to_string(),
            Asks::Coefficient(limit) => limit.to_string(),
            Asks::Share(share) => self.say("percent", &[("n", &Decimal(share.0 * 100).to_string())]),
        }
    }

    /// A sentence about a place: school, stage, subject and people are filled from it.
    fn at(&self, key: &str, place: Place, more: &[(&str, &str)]) -> String {
        let (school, part, subject, people) = match place {
            Place::County => (None, None, None, Vec::new()),
            Place::School(s) => (Some(s), None, None, Vec::new()),
            Place::Post(s, part, k) => (Some(s), Some(part), Some(k), Vec::new()),
            Place::Couple(a, b) => (None, None, None, vec![a, b]),
            Place::Pair(_, s, post) => (Some(s), post.map(|p| p.0), post.map(|p| p.1), Vec::new()),
            Place::Pin(n) => match self.naming.county.pins.get(n as usize) {
                Some(pin) => (pin.school, None, pin.subject, vec![pin.teacher]),
                None => (None, None, None, Vec::new()),
            },
        };
        let people: Vec<String> = people.into_iter().map(|t| self.teacher(t)).collect();
        let own = [
            ("school", self.school(school)),
            ("other", if let Place::Pair(trains, ..) = place { self.school(Some(trains)) } else { String::new() }),
            ("stage", part.map(|p| names::stage(self.naming.lang, p)).unwrap_or_default()),
            ("subject", subject.map(|k| names::subject(self.naming.lang, self.naming.policy, k)).unwrap_or_default()),
            ("teachers", people.join(&self.say("separator", &[]))),
            ("place", self.place(place)),
        ];
        let own = own.iter().map(|(n, v)| (*n, v.as_str()));
        let args: Vec<(&str, &str)> = more.iter().copied().chain(own).collect();
        self.say(key, &args)
    }

    /// Where something holds.
    fn place(&self, place: Place) -> String {
        match place {
            Place::County => self.say("place.county", &[]),
            Place::School(s) => self.school(Some(s)),
            Place::Post(s, part, k) => self.post(s, part, k),
            Place::Couple(a, b) => [self.teacher(a), self.teacher(b)].join(&self.say("separator", &[])),
            Place::Pair(trains, s, post) => {
                let own = post.map_or(Place::School(s), |(part, k)| Place::Post(s, part, k));
                self.say("place.pair", &[("place", &self.place(own)), ("other", &self.school(Some(trains)))])
            }
            Place::Pin(n) => {
                self.naming.county.pins.get(n as usize).map(|pin| self.teacher(pin.teacher)).unwrap_or_default()
            }
        }
    }

    fn post(&self, school: SchoolIx, part: Part, subject: SubjectIx) -> String {
        let subject = names::subject(self.naming.lang, self.naming.policy, subject);
        let args = [
            ("school", self.school(Some(school))),
            ("stage", names::stage(self.naming.lang, part)),
            ("subject", subject),
        ];
        self.say("place.post", &args.each_ref().map(|(n, v)| (*n, v.as_str())))
    }

    /// A row of the pins table in words.
    fn pin(&self, row: u32) -> String {
        let pin = self.naming.county.pins.get(row as usize);
        pin.map(|pin| self.pin_words(pin.teacher, pin.kind, pin.school)).unwrap_or_default()
    }

    fn pin_words(&self, teacher: TeacherIx, kind: PinKind, school: Option<SchoolIx>) -> String {
        let key = match kind {
            PinKind::Post => "instance.pins-post",
            PinKind::Forbid => "instance.pins-forbid",
            PinKind::Stay => "instance.pins-stay",
            PinKind::Leave => "instance.pins-leave",
        };
        self.say(key, &[("teachers", &self.teacher(teacher)), ("school", &self.school(school))])
    }

    fn school(&self, school: Option<SchoolIx>) -> String {
        school.map_or_else(|| self.say("nobody", &[]), |s| self.naming.school(s))
    }

    fn teacher(&self, teacher: TeacherIx) -> String {
        let teacher = self.naming.county.teacher(teacher);
        let name = mask::shown(self.naming.policy, &teacher.name);
        if name.is_empty() || name == teacher.id { teacher.id.clone() } else { format!("{} {name}", teacher.id) }
    }

    /// Whose authorised total.
    fn total(&self, part: Option<Part>) -> String {
        part.map_or_else(|| self.say("reason.all-stages", &[]), |part| names::stage(self.naming.lang, part))
    }
}

/// The sentence of a rule that is narrow at a place: one that is narrow at schools and at posts has two.
fn narrow_key(rule: RuleName, place: Place) -> String {
    let at_posts = |how: &Narrows| matches!(how, Narrows::LeavingPost | Narrows::HoldingPost);
    let ways: Vec<Narrows> = rule.card().rows.iter().filter_map(|row| row.narrows).collect();
    let both = ways.iter().any(at_posts) && !ways.iter().all(at_posts);
    match place {
        Place::Post(..) if both => format!("narrow.{rule}-post"),
        Place::School(_) if both => format!("narrow.{rule}-school"),
        _ => format!("narrow.{rule}"),
    }
}
