//! The rows of one rule as lines of text, each on its own: what golden files hold and a reader checks by hand.

use super::Export;
use crate::model::program::Range;
use lungang_domain::rule::RuleName;
use std::fmt::Write;

impl Export<'_> {
    /// Every row of a rule, `inflow_cap.S2: + x.T1.S2.primary.music - breach.inflow_cap.0 <= 1`, in the model's order; then
    /// the bounds of every auxiliary column that these rows hold, `0 <= breach.inflow_cap.0 <= 3`.
    pub fn rule_lines(&self, rule: RuleName) -> Vec<String> {
        let program = &self.model.program;
        let (columns, names) = (self.column_names(), self.row_names());
        let mut sums = vec![String::new(); program.rows.len()];
        let mut bounds = Vec::new();
        for (column, own) in program.columns.iter().enumerate() {
            let mut held = false;
            for &(row, coefficient) in program.entries(column) {
                if self.model.row_names.get(row as usize).is_some_and(|name| name.rule == Some(rule)) {
                    held = true;
                    term(&mut sums[row as usize], coefficient, &columns[column]);
                }
            }
            if held && column >= self.model.candidates.len() {
                bounds.push(format!("{} <= {} <= {}", own.lo, columns[column], own.hi));
            }
        }
        let stated = self.model.row_names.iter().enumerate().filter(|(_, name)| name.rule == Some(rule));
        let rows = stated.map(|(i, _)| {
            let sum = if sums[i].is_empty() { " 0" } else { &sums[i] };
            format!("{}:{sum} {}", names[i], limits(program.rows[i]))
        });
        rows.chain(bounds).collect()
    }

    /// The name of every move column, in the model's order.
    pub fn moves(&self) -> Vec<String> {
        let mut names = self.column_names();
        names.truncate(self.model.candidates.len());
        names
    }
}

fn term(sum: &mut String, coefficient: i64, column: &str) {
    let sign = if coefficient < 0 { '-' } else { '+' };
    // Writing to a string cannot fail.
    let _ = match coefficient.abs() {
        1 => write!(sum, " {sign} {column}"),
        size => write!(sum, " {sign} {size} {column}"),
    };
}

fn limits(range: Range) -> String {
    match (range.lo, range.hi) {
        (Some(lo), Some(hi)) if lo == hi => format!("= {lo}"),
        (Some(lo), Some(hi)) => format!(">= {lo}, <= {hi}"),
        (Some(lo), None) => format!(">= {lo}"),
        (None, Some(hi)) => format!("<= {hi}"),
        (None, None) => "free".to_owned(),
    }
}
