//! Every goal's costs beside the model: what a solver of one objective needs to bring the goals to their optimum in order.

use super::{Export, names};
use std::io::{self, Write};

/// Writes the goals in order: `GOAL unmet_need min`, then a line of column and cost for every cost that is not 0, and `END`
/// after the last goal.
///
/// The names are those of the model's files. Everything is minimised: a goal that the policy maximises says `max`, its
/// costs have the sign turned, and its value is the sum with the sign turned back. What a goal amounts to before any move
/// stands on the column `constant`, which is fixed at 1.
///
/// # Errors
/// The writer's.
pub fn write_goals(export: &Export<'_>, out: &mut dyn Write) -> io::Result<()> {
    let columns = export.column_names();
    writeln!(out, "* lungang: goals in order, each minimised and then held")?;
    for (i, goal) in export.model.goals.iter().enumerate() {
        writeln!(out, "GOAL {} {}", names::word(&goal.name), if goal.maximised { "max" } else { "min" })?;
        let costs = Export { goal: i, ..*export }.costs();
        for (column, cost) in columns.iter().zip(costs).filter(|(_, cost)| *cost != 0) {
            writeln!(out, " {column} {cost}")?;
        }
    }
    writeln!(out, "END")
}
