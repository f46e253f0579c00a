//! Why a plan is as it is, in sentences. Each that rests on a rule names the clause, each number of a policy its source.

mod answers;
mod by_hand;
mod head;
mod teacher;

use lungang_domain::county::County;
use lungang_domain::document::BecauseDoc;
use lungang_domain::eligibility::Reason;
use lungang_domain::explanation::{
    Comes, Explanation, Made, NoMove, Obstacle, OfPair, OfSchool, OfTeacher, Price, Shift, Spot, Standing, standing,
};
use lungang_domain::id::{SchoolIx, TeacherIx};
use lungang_domain::plan::{Move, Serves};
use lungang_domain::policy::Policy;
use lungang_domain::rule::RuleName;
use lungang_domain::words::{self, Lang};
use lungang_results::{mask, names};

/// What it takes to say an explanation in one language.
pub struct Teller<'a> {
    /// The county.
    pub county: &'a County,
    /// The policy.
    pub policy: &'a Policy,
    /// What is said.
    pub explanation: &'a Explanation,
    /// The language.
    pub lang: Lang,
}

/// How certain the plan's decision on a teacher is, as the document says it.
pub fn certainty(a: &OfTeacher, e: &Explanation) -> &'static str {
    match &a.otherwise {
        None => "no-other",
        Some(Comes::Unknown) => "unknown",
        Some(Comes::Impossible { .. }) => "every-lawful-plan",
        Some(Comes::Possible { goals, proved }) => match standing(goals) {
            Standing::Better(_) => "better",
            Standing::Worse(_) if *proved => "every-optimal-plan",
            Standing::Worse(_) => "unknown",
            // A better plan that was not found could decide either way.
            Standing::Equal if !e.proved => "as-good",
            Standing::Equal if e.lottery => "lottery",
            Standing::Equal => "some",
        },
    }
}

/// What became of the question about a teacher and a school, as the document says it.
pub fn verdict(a: &OfPair) -> &'static str {
    match &a.comes {
        _ if a.planned => "planned",
        Some(Comes::Possible { .. }) => "possible",
        Some(Comes::Impossible { .. }) => "impossible",
        Some(Comes::Unknown) => "unknown",
        // One whose school does not send may move in another direction: then that is not what is in the way.
        None if a.reasons.is_empty() => "no-move",
        None if a.reasons == [Reason::NotSending] && !a.no_move.is_empty() => "no-move",
        None => "not-eligible",
    }
}

/// The name of a reason why a move does not exist.
pub fn no_move_name(reason: &NoMove) -> &'static str {
    match reason {
        NoMove::OwnSchool => "own-school",
        NoMove::Outside(_) => "outside",
        NoMove::Direction(_) => "direction",
        NoMove::NotApplied => "not-applied",
        NoMove::Stage(_) => "stage",
        NoMove::Subject(_) => "subject",
        NoMove::NoPost(_) => "no-post",
        NoMove::Language(_) => "language",
        NoMove::Avoidance => "avoidance",
        NoMove::Continuity => "continuity",
        NoMove::TooFar(..) => "too-far",
    }
}

/// Teachers serving at a school after the moves.
pub fn staff_after(a: &OfSchool) -> u32 {
    (a.staff + a.arrive.len() as u32).saturating_sub(a.leave.len() as u32)
}

impl Teller<'_> {
    /// A sentence: `explain.<key>`.
    fn say(&self, key: &str, args: &[(&str, &str)]) -> String {
        words::say(self.lang, &format!("explain.{key}"), args)
    }

    fn list(&self, parts: impl IntoIterator<Item = String>) -> String {
        parts.into_iter().collect::<Vec<_>>().join(&self.say("separator", &[]))
    }

    /// A sentence with the clause that it rests on, where there is one.
    fn resting(&self, words: String, clause: &str) -> String {
        if clause.is_empty() { words } else { self.say("resting", &[("words", &words), ("clause", clause)]) }
    }

    /// The clause of a rule, as the policy states it.
    pub fn clause(&self, rule: RuleName) -> String {
        names::clause(self.policy, rule)
    }

    /// A teacher: id and masked name.
    pub fn teacher(&self, ix: TeacherIx) -> String {
        let teacher = self.county.teacher(ix);
        let name = mask::shown(self.policy, &teacher.name);
        if name.is_empty() { teacher.id.clone() } else { format!("{} {name}", teacher.id) }
    }

    /// A school: id and name.
    pub fn school(&self, ix: SchoolIx) -> String {
        let school = self.county.school(ix);
        if school.name == school.id { school.id.clone() } else { format!("{} {}", school.id, school.name) }
    }

    /// What a teacher does: stays, or moves to a post.
    pub fn choice(&self, choice: Option<Move>) -> String {
        let Some(m) = choice else { return self.say("stays", &[]) };
        let (stage, subject) = (names::stage(self.lang, m.part), names::subject(self.lang, self.policy, m.subject));
        self.say("moves", &[("school", &self.school(m.to)), ("stage", &stage), ("subject", &subject)])
    }

    /// A reason against asking a teacher to move, with the source of the number that it rests on.
    pub fn reason(&self, reason: Reason) -> String {
        let e = &self.policy.eligibility;
        let source = match reason {
            Reason::NotSending => Some(&self.policy.sides.sending_areas.source),
            Reason::TooFewYears(_) => Some(&e.years_same_school.source),
            Reason::TooOld(_) | Reason::AgeUnknown => {
                e.max_age_male.as_ref().or(e.max_age_female.as_ref()).map(|p| &p.source)
            }
            Reason::NearRetirement => Some(&e.before_retirement.source),
            Reason::Resting(_) => Some(&e.rest_years.source),
            Reason::Principal => Some(&e.principals_move.source),
            Reason::TitleExcluded => e.excluded_titles.as_ref().map(|p| &p.source),
            Reason::Exempt(_) => Some(&e.exemptions.source),
            Reason::NotOnDuty | Reason::NotTeaching | Reason::RunningExchange => None,
        };
        self.resting(names::reason(self.lang, self.policy, reason), source.map_or("", String::as_str))
    }

    /// What a reason why a move does not exist rests on: a clause, or the source of a number.
    pub fn source(&self, reason: &NoMove) -> String {
        let movement = &self.policy.movement;
        match reason {
            NoMove::Direction(_) => movement.directions.source.clone(),
            NoMove::NotApplied => movement.who.as_ref().map(|p| p.source.clone()).unwrap_or_default(),
            NoMove::TooFar(..) => movement.max_km.as_ref().map(|p| p.source.clone()).unwrap_or_default(),
            NoMove::Language(_) => self.policy.rules.language.clause.clone().unwrap_or_default(),
            NoMove::Avoidance => self.policy.rules.avoidance.clause.clone().unwrap_or_default(),
            NoMove::Continuity => self.policy.rules.continuity.clause.clone().unwrap_or_default(),
            NoMove::OwnSchool | NoMove::Outside(_) | NoMove::Stage(_) | NoMove::Subject(_) | NoMove::NoPost(_) => {
                String::new()
            }
        }
    }

    /// A reason why a move does not exist, without what it rests on.
    pub fn no_move(&self, reason: &NoMove) -> String {
        let subject = |k| names::subject(self.lang, self.policy, k);
        let what = match reason {
            NoMove::OwnSchool | NoMove::NotApplied | NoMove::Avoidance | NoMove::Continuity => String::new(),
            NoMove::Outside(s) => self.school(*s),
            NoMove::Direction(d) => names::direction(self.lang, *d),
            NoMove::Stage(part) => names::stage(self.lang, *part),
            NoMove::Subject(k) | NoMove::NoPost(k) | NoMove::Language(k) => subject(*k),
            NoMove::TooFar(metres, _) => names::kilometres(*metres),
        };
        let limit = if let NoMove::TooFar(_, limit) = reason { limit.to_string() } else { String::new() };
        self.say(&format!("no-move.{}", no_move_name(reason)), &[("what", &what), ("limit", &limit)])
    }

    /// What a move serves.
    pub fn because(&self, made: &Made) -> Vec<BecauseDoc> {
        let one = |s: &Serves| BecauseDoc {
            serves: names::serves_name(*s).to_owned(),
            clause: match s {
                Serves::Rule(rule) => self.clause(*rule),
                _ => String::new(),
            },
            words: names::serves(self.lang, self.county, self.policy, &made.planned, *s),
        };
        made.serves.iter().map(one).collect()
    }

    fn spot(&self, spot: Spot) -> String {
        match spot {
            Spot::County => self.say("place.county", &[]),
            Spot::School(s) => self.school(s),
            Spot::Post(s, part, k) => {
                let (stage, subject) = (names::stage(self.lang, part), names::subject(self.lang, self.policy, k));
                self.say("place.post", &[("school", &self.school(s)), ("stage", &stage), ("subject", &subject)])
            }
            Spot::Pair(trains, s, post) => {
                let own = post.map_or(Spot::School(s), |(part, k)| Spot::Post(s, part, k));
                self.say("place.pair", &[("place", &self.spot(own)), ("other", &self.school(trains))])
            }
            Spot::Teacher(t) => self.teacher(t),
            Spot::Couple(a, b) => self.say("place.couple", &[("a", &self.teacher(a)), ("b", &self.teacher(b))]),
            Spot::Pin(t, kind) => self.say(&format!("place.pin-{}", kind.name()), &[("teacher", &self.teacher(t))]),
        }
    }

    /// The sentence of a rule that has several; `None` for a rule with one.
    fn sentence(&self, o: &Obstacle) -> Option<String> {
        let key = format!("explain.sentence.{}-{}", o.rule, o.sentence);
        words::has(&key).then(|| words::say(self.lang, &key, &[]))
    }

    /// A rule with its clause, at its place.
    pub fn obstacle(&self, o: &Obstacle) -> String {
        let called = self.sentence(o).unwrap_or_else(|| names::rule(self.lang, o.rule));
        let called = self.resting(called, &self.clause(o.rule));
        self.say("at", &[("rule", &called), ("place", &self.spot(o.place))])
    }

    /// Where a rule that is named already holds: the place first, so that a list that cuts a line off keeps it.
    pub fn place(&self, o: &Obstacle) -> String {
        match self.sentence(o) {
            Some(sentence) => self.say("at-place", &[("rule", &sentence), ("place", &self.spot(o.place))]),
            None => self.spot(o.place),
        }
    }

    /// A price of the certificate, in units of the goal for one unit more, with two places.
    pub fn price(&self, p: &Price) -> String {
        let hundredths = i128::from(p.price) * 100 / i128::from(p.denominator.max(1));
        let sign = if hundredths < 0 { "-" } else { "" };
        format!("{sign}{}.{:02}", hundredths.abs() / 100, hundredths.abs() % 100)
    }

    /// Goals that differ, in order.
    pub fn shifts(&self, goals: &[Shift]) -> String {
        let one = |g: &Shift| {
            let key = if g.loss() > 0 { "worse" } else { "better" };
            let (before, after) = (g.before.to_string(), g.after.to_string());
            let (goal, n) = (names::goal(self.lang, &g.name), g.loss().unsigned_abs().to_string());
            self.say(key, &[("goal", &goal), ("before", &before), ("after", &after), ("n", &n)])
        };
        self.list(goals.iter().filter(|g| g.loss() != 0).map(one))
    }

    /// Rules that stand in the way together.
    fn obstacles(&self, because: &[Obstacle]) -> String {
        self.list(because.iter().map(|o| self.obstacle(o)))
    }

    /// What a change comes to.
    pub fn comes(&self, comes: &Comes) -> String {
        match comes {
            Comes::Unknown => self.say("comes.unknown", &[]),
            Comes::Impossible { because, .. } if because.is_empty() => self.say("comes.impossible", &[]),
            Comes::Impossible { because, proved } => {
                let key = if *proved { "comes.against" } else { "comes.against-some" };
                self.say(key, &[("rules", &self.obstacles(because))])
            }
            Comes::Possible { goals, proved } => {
                let shifts = self.shifts(goals);
                let key = match standing(goals) {
                    _ if !proved => "comes.found",
                    Standing::Equal => "comes.equal",
                    Standing::Worse(_) => "comes.worse",
                    Standing::Better(_) => "comes.better",
                };
                self.say(key, &[("shifts", &shifts)])
            }
        }
    }
}
