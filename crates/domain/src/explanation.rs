//! Why a plan is as it is: about a teacher, a pair, a school or a rule, with what it would cost to have it otherwise.

use crate::audit::{Breach, Fault};
use crate::county::{Pin, PinKind};
use crate::eligibility::Reason;
use crate::id::{SchoolIx, SubjectIx, TeacherIx};
use crate::needs::{Post, PostAfter};
use crate::number::Decimal;
use crate::plan::heads::Head;
use crate::plan::{Direction, GoalValue, Move, Serves, Visit};
use crate::policy::Mode;
use crate::rule::RuleName;
use crate::school::Part;

/// An answer with what it is measured against.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explanation {
    /// The plan's goals in order, the lottery left out: what is left to chance has no price.
    pub goals: Vec<GoalValue>,
    /// Whether the plan was proved optimal; if not, differences are against the plan as it was found.
    pub proved: bool,
    /// Whether the policy draws lots among plans that are equal in all these goals.
    pub lottery: bool,
    /// The answer.
    pub answer: Answered,
}

/// What was asked about, and the answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answered {
    /// A teacher: why this move, or none.
    Teacher(Box<OfTeacher>),
    /// A teacher and a school: why not there.
    Pair(OfPair),
    /// A school: who comes, who goes, what stays short.
    School(OfSchool),
    /// A rule: where it binds and what it costs.
    Rule(OfRule),
    /// Decisions changed by hand: what they break.
    ByHand(Box<OfByHand>),
}

/// What a change of the plan comes to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Comes {
    /// There is a lawful plan with it; this is the best.
    Possible {
        /// Whether no better one exists; if not, it was found before a limit.
        proved: bool,
        /// Goals in order, of the plan and of that one.
        goals: Vec<Shift>,
    },
    /// No lawful plan has it.
    Impossible {
        /// What stands in its way together: without any one of them there is such a plan. Empty where that was not asked.
        because: Vec<Obstacle>,
        /// Whether each of them was shown to be needed.
        proved: bool,
    },
    /// Stopped before that was known.
    Unknown,
}

/// How a change stands against the plan, by the first goal that differs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// As good in every goal.
    Equal,
    /// Worse in this goal, equal in those before: its position.
    Worse(usize),
    /// Better in this goal, equal in those before: its position.
    Better(usize),
}

/// A goal before and after a change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shift {
    /// Name.
    pub name: String,
    /// Whether larger is better.
    pub maximised: bool,
    /// In the plan.
    pub before: i64,
    /// After the change.
    pub after: i64,
}

impl OfTeacher {
    /// Whether nothing keeps the teacher from moves but that the home school does not send: from moves up, or level, that is
    /// no bar.
    pub fn other_ways(&self) -> bool {
        self.reasons == [Reason::NotSending]
    }

    /// Whether the plan does as a pin says.
    pub fn keeps(&self, pin: &Pin) -> bool {
        let there = |m: &Made| {
            pin.school.is_none_or(|s| s == m.planned.to) && pin.subject.is_none_or(|k| k == m.planned.subject)
        };
        match pin.kind {
            PinKind::Post => self.made.as_ref().is_some_and(there),
            PinKind::Forbid => !self.made.as_ref().is_some_and(there),
            PinKind::Leave => self.made.is_some(),
            PinKind::Stay => self.made.is_none(),
        }
    }
}

impl Shift {
    /// How much is lost: above 0 where it is worse, below 0 where it is better.
    ///
    /// ```
    /// use lungang_domain::explanation::Shift;
    /// let shift = |maximised| Shift { name: "welfare".to_owned(), maximised, before: 5, after: 7 };
    /// assert_eq!((shift(false).loss(), shift(true).loss()), (2, -2));
    /// ```
    pub fn loss(&self) -> i64 {
        if self.maximised { self.before.saturating_sub(self.after) } else { self.after.saturating_sub(self.before) }
    }
}

/// How goals stand against the plan's.
pub fn standing(goals: &[Shift]) -> Standing {
    match goals.iter().position(|g| g.loss() != 0) {
        None => Standing::Equal,
        Some(at) if goals[at].loss() > 0 => Standing::Worse(at),
        Some(at) => Standing::Better(at),
    }
}

/// A rule at a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Obstacle {
    /// The rule.
    pub rule: RuleName,
    /// Which of the rule's sentences; empty where there is only one.
    pub sentence: &'static str,
    /// Where it holds.
    pub place: Spot,
}

/// Where a rule holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Spot {
    /// In the county as a whole.
    County,
    /// At a school.
    School(SchoolIx),
    /// At a post.
    Post(SchoolIx, Part, SubjectIx),
    /// For a teacher.
    Teacher(TeacherIx),
    /// For a couple.
    Couple(TeacherIx, TeacherIx),
    /// For a school that trains and one whose teachers it trains, or those of a stage and subject.
    Pair(SchoolIx, SchoolIx, Option<(Part, SubjectIx)>),
    /// For a row of the pins table: whom, and what it says.
    Pin(TeacherIx, PinKind),
}

/// About a teacher.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfTeacher {
    /// Who.
    pub teacher: TeacherIx,
    /// All reasons against asking the teacher to move; none: eligible.
    pub reasons: Vec<Reason>,
    /// Reasons that do not count, because the teacher applied.
    pub waived: Vec<Reason>,
    /// What the office has fixed of the teacher.
    pub pins: Vec<Pin>,
    /// Moves that exist for the teacher, lawful or not in their sum.
    pub moves: u32,
    /// What keeps one who may move from every move, wherever it leads.
    pub no_move: Vec<NoMove>,
    /// The move that the plan makes; `None`: the teacher stays.
    pub made: Option<Made>,
    /// The subject that the teacher is given at the own school instead of the main one.
    pub retasked: Option<SubjectIx>,
    /// Periods that the teacher teaches at other schools week by week.
    pub visits: Vec<Visit>,
    /// The office, of a head, and the school led from now on.
    pub head: Option<Head>,
    /// The best plan that decides otherwise; `None` where nothing else exists.
    pub otherwise: Option<Comes>,
    /// Teachers for whom that plan decides otherwise, the one asked about left out, by id.
    pub others: Vec<Changed>,
    /// What else there was, solved exactly, the least costly first; a `None` stays.
    pub alternatives: Vec<Alternative>,
    /// The rest, with what each costs at least.
    pub rest: Vec<AtLeast>,
}

/// Another choice for a teacher, solved exactly.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Alternative {
    /// The choice; `None` stays.
    pub choice: Option<Move>,
    /// What it comes to.
    pub comes: Comes,
    /// Teachers for whom that plan decides otherwise, the one asked about left out, by id.
    pub others: Vec<Changed>,
}

/// A move that the plan makes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Made {
    /// The move.
    pub planned: Move,
    /// Which way.
    pub direction: Direction,
    /// Journey in metres, where it is known.
    pub metres: Option<u32>,
    /// What it serves.
    pub serves: Vec<Serves>,
}

/// A choice that was not solved, with a proved lower bound of its cost.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AtLeast {
    /// The move; `None` stays.
    pub choice: Option<Move>,
    /// The first goal that is sure to be worse (unless one before it is) and by how much at least; `None` where nothing is
    /// proved.
    pub loss: Option<(String, i64)>,
}

/// About a teacher and a school.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfPair {
    /// Who.
    pub teacher: TeacherIx,
    /// Where to.
    pub school: SchoolIx,
    /// In which subject, where that was asked.
    pub subject: Option<SubjectIx>,
    /// Whether it is what the plan does.
    pub planned: bool,
    /// The move that the plan makes; `None`: the teacher stays.
    pub instead: Option<Move>,
    /// Why the teacher is not asked to move at all.
    pub reasons: Vec<Reason>,
    /// Why no such move exists.
    pub no_move: Vec<NoMove>,
    /// What it comes to; `None` where no such move exists, or the plan makes it.
    pub comes: Option<Comes>,
    /// Teachers for whom that plan decides otherwise, the one asked about left out, by id.
    pub others: Vec<Changed>,
}

/// A teacher for whom another plan decides otherwise.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Changed {
    /// Who.
    pub teacher: TeacherIx,
    /// In the plan; `None` stays.
    pub before: Option<Move>,
    /// In the other.
    pub after: Option<Move>,
}

/// Why a move does not exist.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NoMove {
    /// It is the teacher's own school.
    OwnSchool,
    /// One of the schools stands outside the exchange.
    Outside(SchoolIx),
    /// The policy makes no moves in this direction.
    Direction(Direction),
    /// Only teachers who applied are asked, and this one did not.
    NotApplied,
    /// The school has no such stage.
    Stage(Part),
    /// The teacher does not teach the subject.
    Subject(SubjectIx),
    /// Nothing is required of the subject at the school.
    NoPost(SubjectIx),
    /// The teacher's level of the national language is below what the subject asks for.
    Language(SubjectIx),
    /// A relative of the teacher heads the school.
    Avoidance,
    /// The teacher's pupils keep their teacher.
    Continuity,
    /// The journey in metres is above the limit in kilometres.
    TooFar(u32, Decimal),
}

/// A wish that cannot come true: no move leads there. It counts for nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hopeless {
    /// Who wishes.
    pub teacher: TeacherIx,
    /// For which school.
    pub school: SchoolIx,
    /// Reasons against asking the teacher to move.
    pub reasons: Vec<Reason>,
    /// Why no such move exists.
    pub no_move: Vec<NoMove>,
}

/// About a school.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfSchool {
    /// Which.
    pub school: SchoolIx,
    /// Computed posts of those who teach.
    pub posts: u32,
    /// Teachers serving before the moves.
    pub staff: u32,
    /// Who comes, by teacher.
    pub arrive: Vec<Move>,
    /// Who goes, by teacher.
    pub leave: Vec<Move>,
    /// Every post, with what the plan leaves there.
    pub subjects: Vec<(Post, PostAfter)>,
    /// Posts that stay short, the heaviest first.
    pub short: Vec<StaysShort>,
    /// How many more stay short that were not looked into.
    pub more: u32,
}

/// A post that stays short.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StaysShort {
    /// The post as it stands before the moves.
    pub post: Post,
    /// Short after the moves.
    pub short: u32,
    /// Teachers who could fill it, by a move or at home beside another subject, and do not.
    pub able: u32,
    /// Of these, who move elsewhere.
    pub elsewhere: u32,
    /// Of those, who fill a short post of greater weight.
    pub weightier: u32,
    /// Teachers whom the plan itself sends away from it.
    pub sent: Vec<TeacherIx>,
    /// Teachers whom the plan brings to it.
    pub coming: u32,
    /// Whether the policy makes moves to the school from anywhere.
    pub open: bool,
    /// One less short there; `None` where nobody could fill it and nobody is sent away.
    pub comes: Option<Comes>,
}

/// About a rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfRule {
    /// Which.
    pub rule: RuleName,
    /// How it binds.
    pub mode: Mode,
    /// Whether it is law.
    pub law: bool,
    /// Places where it says something.
    pub places: u32,
    /// Places where the plan has no room left, each with what the rule asks there and the plan has.
    pub binding: Vec<Binding>,
    /// The best plan with the rule off (hard, where it is off); `None` for a rule that always holds.
    pub comes: Option<Comes>,
    /// What one unit more at a place costs by the certificate, by goal and place.
    pub prices: Vec<Price>,
}

/// About decisions changed by hand, with nothing solved again.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OfByHand {
    /// Who is treated otherwise than in the plan, by id.
    pub changed: Vec<Changed>,
    /// Those who no longer teach another subject at home, because of it.
    pub freed: Vec<TeacherIx>,
    /// Why a move cannot be.
    pub faults: Vec<Fault>,
    /// Rules that it breaks, or breaks further.
    pub broken: Vec<Broken>,
    /// Breaches of the plan that it ends, or makes smaller.
    pub mended: Vec<Broken>,
    /// Posts that are more or less short than in the plan.
    pub posts: Vec<PostShift>,
    /// Goals that stand otherwise, in order; the lottery left out.
    pub goals: Vec<Shift>,
}

/// A rule that does not hold somewhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Broken {
    /// Which.
    pub rule: RuleName,
    /// How it binds.
    pub mode: Mode,
    /// Where, and by how much.
    pub breach: Breach,
}

/// Posts short before and after a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PostShift {
    /// School.
    pub school: SchoolIx,
    /// Stage.
    pub part: Part,
    /// Subject.
    pub subject: SubjectIx,
    /// In the plan.
    pub before: u32,
    /// After the change.
    pub after: u32,
}

/// A rule at a place where it has no room left.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Binding {
    /// Where.
    pub at: Obstacle,
    /// What the rule asks there, in its own unit.
    pub limit: i64,
    /// Whether it is a lower one.
    pub least: bool,
}

/// A price of the certificate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Price {
    /// Goal.
    pub goal: String,
    /// Where.
    pub at: Obstacle,
    /// For one person, bed or yuan more, in units of one over the denominator: above 0 where asking for one more costs, below 0
    /// where allowing one more gains.
    pub price: i64,
    /// The denominator.
    pub denominator: i64,
}
