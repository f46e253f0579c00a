//! The matching itself: goal after goal as an integer program, each with prices of its rows in whole numbers.

use super::columns::Column;
use crate::engine::EngineError;
use crate::model::program::{Bounds, Objective, Program, Range};
use crate::solvers::in_order::in_order;
use lungang_domain::heads::{GOALS, Ranked};

/// Columns of a head that come in at once.
const FEW: usize = 4;

/// Who has which column, and the prices that prove it best.
pub(super) struct Matching {
    /// By head, the position of its column.
    pub chosen: Vec<usize>,
    /// By head.
    pub of_heads: Vec<Ranked>,
    /// By office.
    pub of_offices: Vec<Ranked>,
}

/// The best matching; each of the columns' heads has one at its own office, which fills all places.
pub(super) fn matched(columns: &[Column], heads: usize, places: &[u32]) -> Result<Matching, EngineError> {
    let mut open: Vec<usize> = (0..columns.len()).collect();
    let mut chosen = staying(columns);
    let (mut of_heads, mut of_offices) = (vec![[0; GOALS.len()]; heads], vec![[0; GOALS.len()]; places.len()]);
    for goal in 0..GOALS.len() {
        let program = Goal { columns, open: &open, goal, heads, places };
        let (best, head, office) = program.best(&chosen)?;
        chosen = best;
        for (at, price) in head.iter().enumerate() {
            of_heads[at][goal] = *price;
        }
        for (at, price) in office.iter().enumerate() {
            of_offices[at][goal] = *price;
        }
        open.retain(|at| {
            let column = &columns[*at];
            column.cost[goal] == head[column.head] + office[column.office]
        });
    }
    Ok(Matching { chosen, of_heads, of_offices })
}

/// Everybody at the own school: the one column of a head that has no number drawn for it.
fn staying(columns: &[Column]) -> Vec<usize> {
    columns.iter().enumerate().filter(|(_, c)| c.cost[GOALS.len() - 1] == 0).map(|(at, _)| at).collect()
}

/// One goal over the columns that the goals before it left open.
struct Goal<'a> {
    columns: &'a [Column],
    open: &'a [usize],
    goal: usize,
    heads: usize,
    places: &'a [u32],
}

/// Columns and prices of heads and offices.
type Priced = (Vec<usize>, Vec<i64>, Vec<i64>);

impl Goal<'_> {
    fn cost(&self, at: usize) -> i64 {
        self.columns[at].cost[self.goal]
    }

    /// The columns of the best matching, by head, and its prices. Few columns are stated at first; those that the prices of these
    /// find better come in, until there are none among all that are open.
    fn best(&self, known: &[usize]) -> Result<Priced, EngineError> {
        let sizes = (self.heads, self.places.len());
        let mut stated = self.first(known);
        loop {
            let plain = stated.iter().all(|at| self.cost(*at) == 0);
            let chosen = if plain { known.to_vec() } else { self.minimised(&stated)? };
            let (head, office) = prices(self.columns, &stated, &chosen, self.goal, sizes)?;
            let reduced = |at: &usize| {
                let column = &self.columns[*at];
                self.cost(*at) - head[column.head] - office[column.office]
            };
            let mut better: Vec<usize> = self.open.iter().copied().filter(|at| reduced(at) < 0).collect();
            if better.is_empty() {
                return Ok((chosen, head, office));
            }
            better.sort_by_key(|at| (self.columns[*at].head, reduced(at), self.turn(*at)));
            stated.extend(self.few(&better));
            stated.sort_unstable();
        }
    }

    /// What is known, and the cheapest few of every head.
    fn first(&self, known: &[usize]) -> Vec<usize> {
        let mut cheap = self.open.to_vec();
        cheap.sort_by_key(|at| (self.columns[*at].head, self.cost(*at), self.turn(*at)));
        let mut stated: Vec<usize> = self.few(&cheap).chain(known.iter().copied()).collect();
        stated.sort_unstable();
        stated.dedup();
        stated
    }

    /// The first few of every head, of columns sorted by head.
    fn few<'b>(&self, sorted: &'b [usize]) -> impl Iterator<Item = usize> + use<'b, '_> {
        let same = |a: &usize, b: &usize| self.columns[*a].head == self.columns[*b].head;
        sorted.chunk_by(same).flat_map(|of_head| of_head.iter().copied().take(FEW))
    }

    /// Where among equals a column stands: other offices first for another head.
    fn turn(&self, at: usize) -> usize {
        let column = &self.columns[at];
        let offices = self.places.len();
        (column.office + offices - column.head % offices.max(1)) % offices.max(1)
    }

    /// The best matching of the columns that are stated.
    fn minimised(&self, stated: &[usize]) -> Result<Vec<usize>, EngineError> {
        let heads = self.heads;
        let rows = std::iter::repeat_n(1, heads).chain(self.places.iter().map(|n| i64::from(*n)));
        let mut program = Program::with_rows(rows.map(Range::equal).collect());
        for at in stated {
            let Column { head, office, .. } = self.columns[*at];
            program.push(Bounds { lo: 0, hi: 1 }, &mut [(head as u32, 1), ((heads + office) as u32, 1)]);
        }
        let costs = (0..).zip(stated).map(|(column, at)| (column, self.cost(*at)));
        let objective = Objective { costs: costs.filter(|(_, cost)| *cost != 0).collect() };
        let values = in_order(program, &[objective], GOALS[self.goal])?;
        let chosen = stated.iter().zip(values).filter(|(_, value)| *value == 1).map(|(at, _)| *at);
        let mut chosen: Vec<usize> = chosen.collect();
        chosen.sort_by_key(|at| self.columns[*at].head);
        if chosen.len() == heads { Ok(chosen) } else { Err(wrong()) }
    }
}

/// Prices of heads and offices: no open column costs less than its two, and the chosen ones cost just that.
///
/// They are the shortest paths from anywhere, by columns from a head to an office and back by those that are chosen. A path that gets
/// ever shorter would be a better matching.
fn prices(
    columns: &[Column],
    open: &[usize],
    chosen: &[usize],
    goal: usize,
    (heads, offices): (usize, usize),
) -> Result<(Vec<i64>, Vec<i64>), EngineError> {
    let (mut head, mut office) = (vec![0; heads], vec![0; offices]);
    for _ in 0..=heads + offices {
        let mut falls = false;
        for at in open {
            let column = &columns[*at];
            let reached = head[column.head] + column.cost[goal];
            if reached < office[column.office] {
                (office[column.office], falls) = (reached, true);
            }
        }
        for at in chosen {
            let column = &columns[*at];
            let reached = office[column.office] - column.cost[goal];
            if reached < head[column.head] {
                (head[column.head], falls) = (reached, true);
            }
        }
        if !falls {
            return Ok((head.into_iter().map(|way: i64| -way).collect(), office));
        }
    }
    Err(wrong())
}

fn wrong() -> EngineError {
    EngineError::WrongAnswer { solver: "HiGHS".to_owned() }
}
