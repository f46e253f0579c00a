//! Why a plan is as it is: every answer is a fact of the tables, or the plan solved again with one thing otherwise.

mod against;
mod ask;
mod by_hand;
mod no_move;
mod pair;
mod rule;
mod school;
mod teacher;

pub use by_hand::{Hand, by_hand};
pub use no_move::hopeless;

use crate::planned::Planned;
use crate::year::YearError;
use ask::Ask;
use lungang_domain::explanation::{Answered, Explanation};
use lungang_domain::id::{SchoolIx, SubjectIx, TeacherIx};
use lungang_domain::rule::RuleName;
use lungang_solver::engine::{Engine, Watch};
use std::time::Instant;

/// What is asked of a plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Question {
    /// Why this move, or none.
    Teacher(TeacherIx),
    /// Why not to this school (in this subject).
    Pair(TeacherIx, SchoolIx, Option<SubjectIx>),
    /// Who comes, who goes, and what stays short.
    School(SchoolIx),
    /// Where it binds and what it costs.
    Rule(RuleName),
    /// What it breaks where these are decided by hand and nothing else is changed.
    ByHand(Vec<Hand>),
}

impl Question {
    /// How many alternatives, or short posts, are solved exactly unless it is stated: of what is only listed beyond them a cost is
    /// proved all the same.
    pub fn usual(&self) -> usize {
        match self {
            Question::Teacher(_) | Question::Pair(..) => 4,
            Question::School(_) | Question::Rule(_) | Question::ByHand(_) => 8,
        }
    }
}

/// Answers a question; at most `most` alternatives of a teacher, staying first, or short posts of a school, are solved exactly.
///
/// # Errors
/// The model cannot be stated, or the solver failed.
pub fn explain(
    planned: &Planned,
    question: Question,
    most: usize,
    engine: &dyn Engine,
    until: Option<Instant>,
    watch: &Watch<'_>,
) -> Result<Explanation, YearError> {
    let answer = || -> Result<_, YearError> {
        let ask = Ask::new(planned, engine, until, watch)?;
        let answer = match question {
            Question::Teacher(t) => Answered::Teacher(Box::new(teacher::explain(&ask, t, most)?)),
            Question::Pair(t, s, k) => Answered::Pair(pair::explain(&ask, t, s, k)?),
            Question::School(s) => Answered::School(school::explain(&ask, s, most)?),
            Question::Rule(r) => Answered::Rule(rule::explain(&ask, r)?),
            Question::ByHand(hands) => Answered::ByHand(Box::new(by_hand(planned, &hands))),
        };
        Ok((ask, answer))
    };
    // What is proved of the plan does not depend on what is asked: the audit looks at it meanwhile, if there is a thread.
    let (answer, audit) = rayon::join(answer, || planned.audited());
    let (ask, answer) = answer?;
    Ok(ask.finish(answer, &audit))
}
