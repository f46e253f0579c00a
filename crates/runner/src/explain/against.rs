//! The smallest set of rules, at their places, that leaves no plan with a change: a deletion filter over rows of the model,
//! first among the rows that the change touches itself, else rule by rule and then row by row.

use super::ask::Ask;
use crate::why::shrink;
use crate::year::YearError;
use lungang_domain::explanation::{Comes, Obstacle, Spot};
use lungang_domain::rule::{RuleName, Told};
use lungang_solver::model::program::Range;
use lungang_solver::model::rows::{About, RowName};
use lungang_solver::{Formulation, Limits, Outcome};
use std::collections::BTreeSet;
use std::time::Instant;

/// A row that binds nothing.
const FREE: Range = Range { lo: None, hi: None };

/// What stands in the way of a change that no plan has.
///
/// # Errors
/// The solver failed.
pub fn against(ask: &Ask<'_>, change: impl Fn(&mut Formulation<'_>)) -> Result<Comes, YearError> {
    let mut model = ask.model()?;
    let stated = model.rows.len();
    change(&mut model);
    model.goals.clear();
    let ranges = model.rows.clone();
    // What the change asks for itself, and what holds by definition, is no rule that could give way.
    let holds = |n: &RowName| n.rule.is_none_or(|rule| rule.row(n.sentence).is_none_or(|row| row.given));
    let may = |row: &usize| !holds(&model.row_names[*row]);
    let all: Vec<usize> = (0..stated).filter(may).collect();
    let near: Vec<usize> = {
        let touched = touched(&model, stated);
        all.iter().copied().filter(|row| touched.contains(row)).collect()
    };
    let mut filter = Filter { ask, model, ranges, all };
    let set = if near.len() < filter.all.len() && filter.fails(&near)? == Some(true) {
        near
    } else {
        let rules: BTreeSet<RuleName> = filter.all.iter().filter_map(|row| filter.rule(*row)).collect();
        // Whether each rule is needed is asked again of its rows.
        let (kept, _) = shrink(rules.into_iter().collect(), |rules| {
            let rows = filter.of(rules);
            filter.fails(&rows)
        })?;
        filter.of(&kept)
    };
    let (set, proved) = shrink(set, |rows| filter.fails(rows))?;
    let because: BTreeSet<Obstacle> =
        set.iter().filter_map(|row| obstacle(&filter.model, &filter.model.row_names[*row])).collect();
    Ok(Comes::Impossible { because: because.into_iter().collect(), proved })
}

/// Rows that a move touches which the rows added by a change touch as well: of a pin those of the pinned moves, of a post
/// those of the moves to it.
fn touched(model: &Formulation<'_>, stated: usize) -> BTreeSet<usize> {
    let (mut rows, mut entries) = (BTreeSet::new(), Vec::new());
    let about = |leaver: &lungang_solver::model::candidates::Leaver| {
        model.row_names[stated..].iter().any(|name| match name.about {
            About::Teacher(t) => t == leaver.teacher,
            _ => true,
        })
    };
    for leaver in model.leavers.iter().filter(|l| about(l)) {
        for candidate in leaver.each(&model.world) {
            model.touch(leaver, &candidate, &mut entries);
            if entries.iter().any(|(row, _)| *row as usize >= stated) {
                rows.extend(entries.iter().map(|(row, _)| *row as usize));
            }
        }
    }
    rows
}

struct Filter<'a> {
    ask: &'a Ask<'a>,
    model: Formulation<'a>,
    ranges: Vec<Range>,
    /// Rows that may give way.
    all: Vec<usize>,
}

impl Filter<'_> {
    fn rule(&self, row: usize) -> Option<RuleName> {
        self.model.row_names[row].rule
    }

    /// Rows of these rules that may give way.
    fn of(&self, rules: &[RuleName]) -> Vec<usize> {
        let of = |row: &usize| self.rule(*row).is_some_and(|rule| rules.contains(&rule));
        self.all.iter().copied().filter(of).collect()
    }

    /// Whether no plan keeps these rows; `None` where a limit came first.
    fn fails(&mut self, kept: &[usize]) -> Result<Option<bool>, YearError> {
        self.all.iter().for_each(|row| self.model.rows[*row] = FREE);
        kept.iter().for_each(|row| self.model.rows[*row] = self.ranges[*row]);
        let solve = &self.ask.solve;
        let time = solve.until.map(|until| until.saturating_duration_since(Instant::now()));
        let outcome = solve.engine.solve(&self.model, &Limits { time, gap: 0.0 }, solve.watch);
        Ok(match outcome.map_err(YearError::Engine)? {
            Outcome::Infeasible => Some(true),
            Outcome::Solved(_) => Some(false),
            Outcome::Nothing => None,
        })
    }
}

/// A row as a rule at a place; `None` for a row that only measures.
pub fn obstacle(model: &Formulation<'_>, name: &RowName) -> Option<Obstacle> {
    let world = &model.world;
    let place = match name.about {
        About::County => Spot::County,
        About::School(s) => Spot::School(s),
        About::Post(p) => {
            let post = world.post(p);
            Spot::Post(post.school, post.part, post.subject)
        }
        About::Route(_) => return None,
        About::Shared(h) => {
            let shared = &world.needs.shared[h as usize];
            Spot::Post(shared.school, shared.part, shared.subject)
        }
        About::Teacher(t) => Spot::Teacher(t),
        About::Couple(a, b) | About::CoupleAt(a, b, _) => Spot::Couple(a.min(b), a.max(b)),
        About::Pair(a, b) => Spot::Pair(a, b, None),
        About::PairAt(a, p) => {
            let post = world.post(p);
            Spot::Pair(a, post.school, Some((post.part, post.subject)))
        }
        About::Pin(n) => world.county.pins.get(n as usize).map(|p| Spot::Pin(p.teacher, p.kind))?,
    };
    let rule = name.rule?;
    let sentence = match rule.row(name.sentence)?.told {
        Told::Once => "",
        Told::Named | Told::ByBase | Told::ByPin | Told::ByPair => name.sentence,
    };
    Some(Obstacle { rule, sentence, place })
}
