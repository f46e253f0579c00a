//! How many to send: the best plan with at most so many moves, size after size from the plan's own number down. FORMULATION §19.
//!
//! Each size starts from the plan of the size above it, and where that makes no use of the difference it is not solved at all.

mod against;
mod figures;
mod sizes;

pub use sizes::Sizes;

use crate::counterfactual::{Answer, Best, Counterfactual};
use crate::year::YearError;
use lungang_audit as audit;
use lungang_domain::certificate::Certificate;
use lungang_domain::county::County;
use lungang_domain::eligibility::Eligibility;
use lungang_domain::frontier::{FrontierDocument, SizeFigures, SizePoint};
use lungang_domain::goal::{GoalSpec, Measure};
use lungang_domain::needs::{Needs, Post};
use lungang_domain::plan::{Plan, PlanStatus, Standing};
use lungang_domain::policy::Policy;
use lungang_domain::rule::{Counted, RuleName};
use lungang_solver::engine::{Engine, Watch};
use lungang_solver::model::rows::About;
use lungang_solver::staffing::StaffingError;
use lungang_solver::{Formulation, eligibility, formulate, staffing};
use std::time::{Duration, Instant};

/// What is asked, and how it is solved.
pub struct Wanted<'a> {
    /// The county.
    pub county: &'a County,
    /// The policy.
    pub policy: &'a Policy,
    /// Seed of the lottery.
    pub seed: u64,
    /// The plan without a limit of its moves.
    pub plan: &'a Plan,
    /// Its certificate.
    pub certificate: Option<&'a Certificate>,
    /// For which sizes.
    pub sizes: Sizes,
    /// The engine.
    pub engine: &'a dyn Engine,
    /// When to stop each size.
    pub limit: Option<Duration>,
    /// Who looks on at each solve.
    pub watch: &'a Watch<'a>,
    /// Told how many sizes are done, of how many.
    pub step: &'a dyn Fn(usize, usize),
}

/// A fault, not a result.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FrontierError {
    /// The model cannot be stated, or the solver failed.
    Year(YearError),
    /// The audit does not pass the plan of a size.
    Unsound {
        /// The size.
        size: u32,
        /// How many breaches and faults it finds.
        breaches: u32,
    },
}

impl From<YearError> for FrontierError {
    fn from(error: YearError) -> Self {
        FrontierError::Year(error)
    }
}

/// The best plan of every size that is asked for. A size without a lawful plan, or that a limit came before, is a result.
///
/// # Errors
/// The model cannot be stated, the solver failed, or the audit does not pass its answer.
pub fn frontier(wanted: &Wanted<'_>) -> Result<FrontierDocument, FrontierError> {
    let Wanted { county, policy, seed, plan, .. } = *wanted;
    let needs = match staffing::needs(county, policy, seed) {
        Ok(needs) => needs,
        Err(StaffingError::Engine(error)) => return Err(YearError::Engine(error).into()),
        // A plan was made, so there were needs.
        Err(StaffingError::TooFewAuthorised { .. }) => Needs::default(),
    };
    let who = eligibility::verdicts(county, policy);
    let walk = Walk { wanted, needs: &needs, who: &who };
    let own = count(plan.moves.len());
    let Plan { status, moves, retasks, visits, goals, .. } = plan.clone();
    let itself = Best { status, moves, retasks, visits, goals, certificate: wanted.certificate.cloned() };
    let mut known = walk.read(itself, None)?;
    let (least, first) = walk.least(&known.best)?;
    let sizes = wanted.sizes.between(first, own);
    let mut points = Vec::with_capacity(sizes.len());
    // Hard rules that leave no plan of a size; they leave none of a smaller one, for which fewer of them may do.
    let mut against: Option<Vec<RuleName>> = None;
    for (at, size) in sizes.iter().rev().enumerate() {
        (wanted.step)(at, sizes.len());
        let too_few = against.is_some() || least.is_some_and(|least| *size < least);
        let point = if known.serves(*size, own) {
            known.point(*size)
        } else if too_few {
            walk.impossible(*size, &mut against)?
        } else if wanted.watch.stopped() {
            unknown(*size)
        } else {
            match walk.solve(*size, &known.best)? {
                Answer::Plan(best) => {
                    known = walk.read(best, Some(*size))?;
                    known.point(*size)
                }
                Answer::Impossible => walk.impossible(*size, &mut against)?,
                Answer::Unknown => unknown(*size),
            }
        };
        points.push(point);
    }
    points.reverse();
    Ok(FrontierDocument {
        county: county.name.clone(),
        school_year: county.school_year.label(),
        policy: policy.id.clone(),
        seed,
        eligible: count(who.count()),
        short_posts_before: needs.posts.iter().map(Post::short).sum(),
        unmet_need_before: needs.unmet_before(county, policy),
        least,
        own,
        points,
    })
}

/// What every size is solved with.
struct Walk<'a> {
    wanted: &'a Wanted<'a>,
    needs: &'a Needs,
    who: &'a Eligibility,
}

/// A plan that was found, and what is told of it.
struct Known {
    best: Best,
    standing: Standing,
    figures: SizeFigures,
}

impl Known {
    /// Whether it is also the plan of a smaller size: the plan itself is, as far as its own moves go, and an optimum is.
    fn serves(&self, size: u32, own: u32) -> bool {
        size >= own || (self.best.status == PlanStatus::Optimal && size >= self.figures.moves)
    }

    fn point(&self, size: u32) -> SizePoint {
        let (status, standing) = (self.best.status, self.standing);
        SizePoint { size, status, standing, rules: Vec::new(), figures: Some(self.figures.clone()) }
    }
}

/// A size of which a limit came before any plan was found.
fn unknown(size: u32) -> SizePoint {
    SizePoint { size, status: PlanStatus::Stopped, standing: Standing::Open, rules: Vec::new(), figures: None }
}

impl Walk<'_> {
    /// Solves start from a plan and may take as long as each size may.
    fn starting<'b>(&'b self, best: &'b Best) -> Counterfactual<'b> {
        let Wanted { seed, engine, limit, watch, .. } = *self.wanted;
        Counterfactual {
            moves: &best.moves,
            retasks: &best.retasks,
            certificate: best.certificate.as_ref(),
            seed,
            engine,
            until: limit.and_then(|limit| Instant::now().checked_add(limit)),
            watch,
        }
    }

    /// The model of a policy with at most so many moves.
    fn model<'b>(&'b self, policy: &'b Policy, size: Option<u32>) -> Result<Formulation<'b>, YearError> {
        let Wanted { county, seed, .. } = *self.wanted;
        let mut model = formulate(county, policy, self.needs, self.who, seed).map_err(YearError::Formulate)?;
        if let Some(size) = size {
            model.ask_most_moves(size);
        }
        Ok(model)
    }

    fn solve(&self, size: u32, from: &Best) -> Result<Answer, YearError> {
        self.starting(from).solve_model(&self.model(self.wanted.policy, Some(size))?)
    }

    /// The audit of a plan, and its figures.
    fn read(&self, best: Best, size: Option<u32>) -> Result<Known, FrontierError> {
        let Wanted { county, policy, seed, .. } = *self.wanted;
        let plan = Plan {
            status: best.status,
            moves: best.moves.clone(),
            retasks: best.retasks.clone(),
            visits: best.visits.clone(),
            heads: None,
            goals: best.goals.clone(),
        };
        let submission = audit::submission_of(&plan, county, policy, self.needs, seed);
        let submission = audit::Submission { most_moves: size, ..submission.certified(best.certificate.clone()) };
        let report = audit::check(county, policy, &submission);
        if !report.clean {
            let size = size.unwrap_or(report.moves);
            return Err(FrontierError::Unsound { size, breaches: report.breaches });
        }
        let figures = figures::of(county, policy, self.needs, &plan, report.moves_down);
        Ok(Known { best, standing: report.standing, figures })
    }

    /// The fewest moves with which the hard rules can be kept, where that is known, and the size to begin with: a quota that
    /// is soft is where an office begins all the same.
    fn least(&self, plan: &Best) -> Result<(Option<u32>, u32), YearError> {
        const FEWEST: &str = "fewest";
        let mut policy = self.wanted.policy.clone();
        policy.goals =
            vec![GoalSpec { name: FEWEST.to_owned(), measure: Some(Measure::Disruption), ..GoalSpec::default() }];
        let mut model = self.model(&policy, None)?;
        model.goals.retain(|goal| goal.name == FEWEST || goal.enough.is_some());
        let own = count(plan.moves.len());
        let (least, fewest) = match self.starting(plan).solve_model(&model)? {
            Answer::Plan(best) if best.status == PlanStatus::Optimal => {
                let fewest = count(best.moves.len());
                (Some(fewest), fewest)
            }
            Answer::Plan(best) => (None, count(best.moves.len())),
            Answer::Impossible | Answer::Unknown => (None, own),
        };
        Ok((least, fewest.max(quota(&model).min(own)).min(own)))
    }

    /// A size of which there is no plan, with what stands in the way.
    fn impossible(&self, size: u32, against: &mut Option<Vec<RuleName>>) -> Result<SizePoint, YearError> {
        let rules = self.against(size, against.as_deref().unwrap_or_default())?;
        *against = Some(rules.clone());
        Ok(SizePoint { size, status: PlanStatus::Infeasible, standing: Standing::Open, rules, figures: None })
    }
}

/// The moves down that a quota asks for: of the county, or of its schools together.
fn quota(model: &Formulation<'_>) -> u32 {
    let rows = model.row_names.iter().zip(&model.rows).filter(|(name, _)| {
        let row = name.rule.and_then(|rule| rule.row(name.sentence));
        row.is_some_and(|row| row.counts == Some(Counted::Exchanged))
    });
    let (mut county, mut schools) = (0, 0);
    for (name, range) in rows {
        let asked = range.lo.unwrap_or(0);
        match name.about {
            About::County => county = asked.max(county),
            _ => schools += asked,
        }
    }
    u32::try_from(county.max(schools)).unwrap_or(u32::MAX)
}

fn count(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}
