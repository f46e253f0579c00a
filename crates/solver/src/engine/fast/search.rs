//! The loop over goals: relaxation by column generation, integer step, widening, fixing.

use super::certify;
use super::integer::{self, Answer, Incumbent, Question};
use super::master::{Master, Point, Solved};
use super::pricing::{Found, Pricing, Proof, order as order_key};
use super::tariff::{self, Aim, Fixed, ONE, Tariff};
use crate::engine::{EngineError, Limits, Outcome, Reporter, Sizes, Solution, Watch};
use crate::model::formulation::Formulation;
use crate::model::rows::About;
use crate::solvers::Solver;
use crate::solvers::highs::Settings;
use lungang_domain::plan::{GoalValue, Move, PlanStatus};
use lungang_domain::rule::RuleName;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

/// With how many columns of least reduced cost the integer program is widened at first; it is widened further until all
/// columns within the room are in.
const FEW: usize = 4_000;

/// The cheapest columns of a teacher that one round of pricing looks at, and how many of them may enter.
const SEEN: usize = 12;
const ENTER: usize = 3;

/// How many columns of a post may enter in one round beyond the teachers that the post lacks.
const SPARE: u32 = 2;

/// A reduced cost of less than this below 0 is of no account to the relaxation, in units of 2⁻²⁰.
const TOLERANCE: i128 = 64;

/// How long to look for a plan once a stop was asked for and there is none.
const LAST_RESORT: Duration = Duration::from_secs(5);

/// The search for the best plan of one formulation.
pub struct Search<'f> {
    f: &'f Formulation<'f>,
    solver: &'f dyn Solver,
    limits: &'f Limits,
    watch: &'f Watch<'f>,
    until: Option<Instant>,
    began: Instant,
    sizes: Sizes,
    master: Master<'f>,
    proofs: Vec<Proof>,
    /// What the goals so far have settled.
    fixed: Fixed,
    /// Proved bounds of the goals so far.
    bounds: Vec<Option<i64>>,
    best: Option<Incumbent>,
    status: PlanStatus,
}

/// What a step came to.
enum Step {
    Done,
    Stopped,
    Infeasible,
}

/// How the minimisation of a goal ended.
enum Ended {
    /// To its optimum, or within the gap; with a bound.
    Solved(Tariff, i64),
    /// Before that.
    Stopped(Option<Tariff>, Option<i64>),
    /// No plan keeps the rows.
    Infeasible,
}

/// How the integer program on few columns ended; what was found has been taken.
enum Asked {
    /// No better plan than the one now at hand lives on these columns.
    Best,
    /// Within the asked gap of a bound that holds on these columns.
    Near(Option<i64>),
    /// Before that.
    Stopped,
}

/// How the relaxation of a goal ended.
enum Relaxed {
    /// No column would better it; a bound is known.
    Optimum(Point, Tariff),
    /// Stopped; perhaps with a bound.
    Stopped(Option<Tariff>),
    /// The rows cannot hold.
    Infeasible,
}

impl<'f> Search<'f> {
    /// Begins.
    ///
    /// # Errors
    /// HiGHS's.
    pub fn new(
        f: &'f Formulation<'f>,
        settings: Settings,
        solver: &'f dyn Solver,
        limits: &'f Limits,
        watch: &'f Watch<'f>,
    ) -> Result<Self, EngineError> {
        let began = Instant::now();
        Ok(Search {
            f,
            solver,
            limits,
            watch,
            until: limits.time.map(|t| began + t),
            began,
            sizes: Sizes::default(),
            master: Master::new(f, settings)?,
            proofs: Vec::new(),
            fixed: Fixed { values: Vec::new(), auxiliaries: vec![false; f.auxiliaries.len()] },
            bounds: Vec::new(),
            best: None,
            status: PlanStatus::Optimal,
        })
    }

    /// Brings one goal after another to its optimum.
    ///
    /// # Errors
    /// The solver failed or gave a wrong answer.
    pub fn solve(mut self) -> Result<Outcome, EngineError> {
        match self.feasible()? {
            Step::Done => {}
            Step::Infeasible => return Ok(Outcome::Infeasible),
            Step::Stopped => return self.finish(),
        }
        // A policy without goals: nothing to minimise, but a plan all the same.
        for goal in 0..self.f.goals.len().max(1) {
            match self.goal(goal)? {
                Step::Done => {}
                Step::Infeasible => return Ok(Outcome::Infeasible),
                Step::Stopped => {
                    self.status = PlanStatus::Stopped;
                    break;
                }
            }
        }
        self.finish()
    }

    fn stopped(&self) -> bool {
        self.watch.stopped() || self.until.is_some_and(|u| Instant::now() >= u)
    }

    fn pricing(&self) -> Pricing<'_> {
        Pricing { formulation: self.f, proofs: &self.proofs, watch: self.watch, priced: &self.sizes.priced }
    }

    /// Columns with which the rows can hold, or the proof that they cannot.
    fn feasible(&mut self) -> Result<Step, EngineError> {
        self.seed()?;
        if self.master.slack.is_empty() {
            return Ok(Step::Done);
        }
        self.master.aim(Aim::Feasible)?;
        let name = self.f.goals.first().map_or("", |g| g.name.as_str());
        let sizes = std::mem::take(&mut self.sizes);
        let reporter = Reporter::new(self.watch, name, (1, self.f.goals.len()), (0, 1), self.began, &sizes);
        let relaxed = self.relax(Aim::Feasible, &reporter, &sizes);
        self.sizes = sizes;
        Ok(match relaxed? {
            Relaxed::Optimum(_, tariff) if tariff.bound > 0 => Step::Infeasible,
            Relaxed::Optimum(..) => Step::Done,
            Relaxed::Infeasible => Step::Infeasible,
            Relaxed::Stopped(_) => Step::Stopped,
        })
    }

    /// The first columns: what posts would be worth if nobody else came, less what is lost at home.
    fn seed(&mut self) -> Result<(), EngineError> {
        let f = self.f;
        let mut prices = vec![0.0; f.rows.len()];
        for (row, name) in f.row_names.iter().enumerate() {
            if let (Some(RuleName::PostBalance), About::Post(post)) = (name.rule, name.about) {
                let post = f.world.post(post);
                let weight = f64::from(post.weight).max(1.0);
                prices[row] = if post.short() > 0 { weight } else { weight * 1e-3 };
            }
        }
        let tariff = Tariff::new(f, Aim::Feasible, (&prices, &[]), &self.fixed, &[]);
        let found = self.pricing().below(&tariff, SEEN, |_| i128::MAX / 4);
        let chosen = self.choose(found.into_iter().flatten().flatten().collect());
        self.master.add(chosen)?;
        Ok(())
    }

    /// The columns that enter: the cheapest first, few of a teacher and few of a post.
    fn choose(&self, mut found: Vec<Found>) -> Vec<Found> {
        found.sort_by_cached_key(order_key);
        let mut of_teacher = vec![0; self.f.leavers.len()];
        let mut of_post = vec![0; self.f.world.touched.len()];
        found.retain(|new| {
            let (leaver, post) = (new.leaver as usize, new.candidate.post as usize);
            let room = self.f.world.post(new.candidate.post).short() + SPARE;
            let enters = of_teacher[leaver] < ENTER && of_post[post] < room;
            of_teacher[leaver] += usize::from(enters);
            of_post[post] += u32::from(enters);
            enters
        });
        found
    }

    /// The relaxation of an aim, by column generation.
    fn relax(&mut self, aim: Aim, reporter: &Reporter<'_>, sizes: &Sizes) -> Result<Relaxed, EngineError> {
        let f = self.f;
        let mut best: Option<Tariff> = None;
        loop {
            sizes.columns.store(self.master.columns.len() as u64, Ordering::Relaxed);
            let point = match self.master.solve(reporter, self.until)? {
                Solved::Point(point) => point,
                Solved::Infeasible => return Ok(Relaxed::Infeasible),
                Solved::Stopped => return Ok(Relaxed::Stopped(best)),
            };
            let mut tariff = Tariff::new(f, aim, (&point.prices, &point.held), &self.fixed, &self.master.slack);
            let limits: Vec<i128> = f
                .leavers
                .iter()
                .map(|l| f.one_post(l).map_or(0, |row| tariff::whole_upper(point.prices[row])))
                .collect();
            let pricing = Pricing { priced: &sizes.priced, ..self.pricing() };
            let Some(found) = pricing.below(&tariff, SEEN, |leaver| limits[leaver]) else {
                return Ok(Relaxed::Stopped(best));
            };
            let least = limits.iter().zip(&found);
            let least = least.map(|(limit, found)| found.first().map_or(*limit, |f| f.reduced.min(*limit))).collect();
            tariff.settle(least);
            if best.as_ref().is_none_or(|b| b.bound < tariff.bound) {
                best = Some(tariff);
            }
            let bound = best.as_ref().map_or(i64::MIN, Tariff::whole_bound);
            reporter.report(None, Some(bound));
            let new: Vec<Found> = found
                .into_iter()
                .flatten()
                .filter(|new| new.reduced < limits[new.leaver as usize] - TOLERANCE && !self.master.has(&new.candidate))
                .map(|new| Found { reduced: new.reduced - limits[new.leaver as usize], ..new })
                .collect();
            tracing::debug!(
                ?aim,
                relaxation = point.value,
                bound,
                columns = self.master.columns.len(),
                new = new.len()
            );
            // A fraction of a unit is of no account: the objective is whole-numbered.
            if let Some(tariff) = best.take_if(|_| new.is_empty() || bound as f64 >= point.value - 1e-4) {
                return Ok(Relaxed::Optimum(point, tariff));
            }
            let chosen = self.choose(new);
            self.master.add(chosen)?;
        }
    }

    /// One goal: its relaxation, then plans on few columns, until the two meet.
    fn goal(&mut self, goal: usize) -> Result<Step, EngineError> {
        let f = self.f;
        let stated = f.goals.get(goal);
        let (name, scale) = stated.map_or(("", (0, 1)), |g| (g.name.as_str(), g.scale()));
        let sizes = std::mem::take(&mut self.sizes);
        let reporter = Reporter::new(self.watch, name, (goal + 1, f.goals.len()), scale, self.began, &sizes);
        reporter.report(self.value(goal), None);
        let ended = self.minimise(goal, &reporter, &sizes);
        self.sizes = sizes;
        let ended = ended?;
        match ended {
            Ended::Infeasible => Ok(Step::Infeasible),
            Ended::Solved(tariff, bound) => {
                let Some(value) = self.value(goal) else { return Ok(Step::Infeasible) };
                self.bounds.push(Some(bound));
                self.fixed.values.push(value);
                let proof = Proof { room: i128::from(value) * ONE - tariff.bound, tariff };
                let shut = proof.tariff.shuts(f, proof.room);
                self.fixed.auxiliaries.iter_mut().zip(shut).for_each(|(all, shut)| *all |= shut);
                if let Some(best) = &self.best {
                    self.master.add(best.moves.iter().copied())?;
                }
                if goal + 1 < f.goals.len() {
                    self.master.purge(&proof, &self.fixed)?;
                    self.master.hold(value)?;
                }
                self.proofs.push(proof);
                if bound < value && self.status == PlanStatus::Optimal {
                    self.status = PlanStatus::Gap;
                }
                Ok(Step::Done)
            }
            Ended::Stopped(tariff, bound) => {
                self.bounds.push(bound);
                if let (Some(tariff), Some(value)) = (tariff, self.value(goal)) {
                    self.fixed.values.push(value);
                    self.proofs.push(Proof { room: i128::from(value) * ONE - tariff.bound, tariff });
                }
                Ok(Step::Stopped)
            }
        }
    }

    fn value(&self, goal: usize) -> Option<i64> {
        let best = self.best.as_ref()?;
        Some(if goal < self.f.goals.len() { best.value(self.f, goal) } else { 0 })
    }

    fn minimise(&mut self, goal: usize, reporter: &Reporter<'_>, sizes: &Sizes) -> Result<Ended, EngineError> {
        if self.best.is_some() && self.stopped() {
            return Ok(Ended::Stopped(None, None));
        }
        let aim = if goal < self.f.goals.len() { Aim::Goal(goal) } else { Aim::Feasible };
        self.master.aim(aim)?;
        let (point, tariff) = match self.relax(aim, reporter, sizes)? {
            Relaxed::Optimum(point, tariff) => (point, tariff),
            Relaxed::Stopped(tariff) => {
                let bound = tariff.as_ref().map(Tariff::whole_bound);
                self.last_resort(goal, reporter)?;
                return Ok(Ended::Stopped(tariff, bound));
            }
            // The plan at hand keeps every row.
            Relaxed::Infeasible if self.best.is_some() => {
                return Err(EngineError::WrongAnswer { solver: self.solver.name().0.to_owned() });
            }
            Relaxed::Infeasible => return Ok(Ended::Infeasible),
        };
        let bound = tariff.whole_bound();
        let met = |value: i64| value <= self.good_enough(goal, bound);
        // The plan at hand may do already, once the auxiliaries stand as low as its moves let them; if not, the integer
        // program on the columns that the relaxation uses most often does.
        let measured = self.f.goals.get(goal).is_some_and(|g| !g.auxiliaries.is_empty());
        if let Some(best) = self.best.as_ref().filter(|_| measured && !self.value(goal).is_some_and(met)) {
            let made = best.moves.clone();
            if let Asked::Stopped = self.ask(goal, Vec::new(), &made, &tariff, reporter)? {
                return Ok(Ended::Stopped(Some(tariff), Some(bound)));
            }
        }
        let met = |value: i64| value <= self.good_enough(goal, bound);
        let moves = self.master.columns.iter().zip(&point.moves);
        let used: Vec<Found> = moves.filter(|(_, value)| **value > 1e-9).map(|(c, _)| *c).collect();
        let mut most = FEW.max(8 * used.len());
        if !self.value(goal).is_some_and(met)
            && let Asked::Stopped = self.ask(goal, used, &[], &tariff, reporter)?
        {
            return Ok(Ended::Stopped(Some(tariff), Some(bound)));
        }
        let mut dived = false;
        loop {
            let value = match self.value(goal) {
                Some(value) if value <= bound => return Ok(Ended::Solved(tariff, value)),
                Some(value) if value <= self.good_enough(goal, bound) => return Ok(Ended::Solved(tariff, bound)),
                value => value,
            };
            // Every plan at least as good as the one at hand lives on the columns within the room.
            let room = value.map_or(i128::MAX / 4, |v| i128::from(v) * ONE - tariff.bound);
            let limit = |leaver: usize| tariff.teacher[leaver].saturating_add(room).saturating_add(1);
            let Some((columns, all)) = self.pricing().least(&tariff, most, limit) else {
                return Ok(Ended::Stopped(Some(tariff), Some(bound)));
            };
            // Where there are many, the moves that the relaxation makes whole are made first and the rest is searched.
            if !all && !std::mem::replace(&mut dived, true) {
                if let Asked::Stopped = self.dive(goal, &point, columns, &tariff, reporter)? {
                    return Ok(Ended::Stopped(Some(tariff), Some(bound)));
                }
                continue;
            }
            match self.ask(goal, columns, &[], &tariff, reporter)? {
                // No better plan lives on these columns, and none on any other.
                Asked::Best if all => {
                    return Ok(match self.value(goal) {
                        Some(value) => Ended::Solved(tariff, value),
                        None => Ended::Infeasible,
                    });
                }
                // Columns that were left out give nothing below the plan that was at hand.
                Asked::Near(part) if all => {
                    let proved = part.zip(value).map_or(bound, |(part, value)| part.min(value).max(bound));
                    return Ok(Ended::Solved(tariff, proved));
                }
                Asked::Stopped => return Ok(Ended::Stopped(Some(tariff), Some(bound))),
                Asked::Best | Asked::Near(_) => most *= 4,
            }
        }
    }

    /// Makes the moves that the relaxation makes whole, and searches for the rest among all columns of the other teachers.
    fn dive(
        &mut self,
        goal: usize,
        point: &Point,
        mut columns: Vec<Found>,
        tariff: &Tariff,
        reporter: &Reporter<'_>,
    ) -> Result<Asked, EngineError> {
        let moves = self.master.columns.iter().zip(&point.moves);
        let made: Vec<Found> = moves.filter(|(_, value)| **value > 1.0 - 1e-6).map(|(c, _)| *c).collect();
        let mut taken = vec![false; self.f.leavers.len()];
        made.iter().for_each(|c| taken[c.leaver as usize] = true);
        columns.extend(&self.master.columns);
        columns.retain(|c| !taken[c.leaver as usize]);
        self.ask(goal, columns, &made, tariff, reporter)
    }

    /// Minimises on few columns, those of the plan at hand among them, and takes what is better.
    fn ask(
        &mut self,
        goal: usize,
        mut columns: Vec<Found>,
        made: &[Found],
        tariff: &Tariff,
        reporter: &Reporter<'_>,
    ) -> Result<Asked, EngineError> {
        let (bound, before) = (tariff.whole_bound(), self.value(goal));
        if made.is_empty() {
            columns.extend(self.best.iter().flat_map(|b| b.moves.iter().copied()));
        }
        tracing::debug!(goal, columns = columns.len(), value = before, bound, "integer step");
        let question = Question {
            formulation: self.f,
            goal,
            held: &self.fixed.values,
            hint: self.best.as_ref(),
            made,
            target: Some(self.good_enough(goal, bound)),
            until: self.until,
            gap: self.limits.gap,
            reporter,
        };
        let asked = match question.ask(self.solver, columns)? {
            Answer::Best(plan) => {
                self.improve(goal, plan);
                Asked::Best
            }
            // The plan at hand lives on these columns.
            Answer::None if before.is_some() && made.is_empty() => {
                return Err(EngineError::WrongAnswer { solver: self.solver.name().0.to_owned() });
            }
            Answer::None => Asked::Best,
            Answer::Stopped { plan, bound: part, within_gap } => {
                plan.into_iter().for_each(|plan| self.improve(goal, plan));
                if within_gap { Asked::Near(part) } else { Asked::Stopped }
            }
        };
        reporter.report(self.value(goal), Some(bound));
        Ok(asked)
    }

    /// The largest value of the objective whose goal lies within the asked relative gap of the bound.
    fn good_enough(&self, goal: usize, bound: i64) -> i64 {
        let gap = self.limits.gap;
        if gap <= 0.0 {
            return bound;
        }
        // The gap is relative to the goal as people see it, with what stands before any move.
        let (constant, sign) = self.f.goals.get(goal).map_or((0, 1), |g| g.scale());
        let within = |value: i64| (value - bound) as f64 <= gap * ((constant + sign * value).abs().max(1)) as f64;
        let (mut good, mut step) = (bound, 1_i64 << 40);
        while step > 0 {
            if within(good.saturating_add(step)) {
                good = good.saturating_add(step);
            }
            step /= 2;
        }
        good
    }

    /// Takes a plan where it is better than the one at hand.
    fn improve(&mut self, goal: usize, plan: Incumbent) {
        let better =
            |best: &Incumbent| goal >= self.f.goals.len() || plan.value(self.f, goal) < best.value(self.f, goal);
        if self.best.as_ref().is_none_or(better) {
            self.best = Some(plan);
        }
    }

    /// Asked to stop before there was any plan: one more look at the columns at hand, for a few seconds.
    fn last_resort(&mut self, goal: usize, reporter: &Reporter<'_>) -> Result<(), EngineError> {
        if self.best.is_some() {
            return Ok(());
        }
        let never = AtomicBool::new(false);
        let watch = Watch { progress: self.watch.progress, stop: &never };
        let sizes = Sizes::default();
        let reporter = Reporter::new(&watch, reporter.goal, reporter.step, (0, 1), self.began, &sizes);
        let question = Question {
            formulation: self.f,
            goal,
            held: &self.fixed.values,
            hint: None,
            made: &[],
            target: None,
            until: Some(Instant::now() + LAST_RESORT),
            gap: 0.0,
            reporter: &reporter,
        };
        if let Answer::Best(plan) | Answer::Stopped { plan: Some(plan), .. } =
            question.ask(self.solver, self.master.columns.clone())?
        {
            self.best = Some(plan);
        }
        Ok(())
    }

    /// The plan with what is proved of it.
    fn finish(self) -> Result<Outcome, EngineError> {
        let f = self.f;
        let Some(best) = &self.best else { return Ok(Outcome::Nothing) };
        let best =
            if self.status == PlanStatus::Optimal { best.clone() } else { integer::tighten(f, self.solver, best)? };
        let goals: Vec<GoalValue> = f
            .goals
            .iter()
            .enumerate()
            .map(|(i, goal)| {
                let value = |objective: i64| goal.scale().0 + goal.scale().1 * objective;
                GoalValue {
                    name: goal.name.clone(),
                    value: value(best.value(f, i)),
                    bound: self.bounds.get(i).copied().flatten().map(value),
                    maximised: goal.maximised,
                }
            })
            .collect();
        let mut moves: Vec<Move> = best.moves.iter().map(|m| m.candidate.stands_for()).collect();
        moves.sort();
        let certificate = certify::certificate(f, &self.proofs, &goals);
        Ok(Outcome::Solved(Solution { status: self.status, moves, goals, certificate: Some(certificate) }))
    }
}
