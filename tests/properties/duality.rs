//! What whole prices prove of a program whose columns are all there, by weak duality.
//!
//! For any prices y of the rows, every solution x within its bounds has
//! c·x ≥ Σ_r (y_r > 0 ? y_r·lo_r : y_r·hi_r) + Σ_j min(d_j·lo_j, d_j·hi_j) with d = c − Aᵀy.

use lungang_solver::model::program::{Objective, Program};

/// The bound of the objective; a price leans on a side that its row has.
pub fn bound(program: &Program, objective: &Objective, prices: &[i64]) -> i64 {
    let mut reduced = vec![0; program.columns.len()];
    for (column, cost) in &objective.costs {
        reduced[*column as usize] = *cost;
    }
    for (column, d) in reduced.iter_mut().enumerate() {
        *d -= program.entries(column).iter().map(|(row, c)| c * prices[*row as usize]).sum::<i64>();
    }
    let sides = program.rows.iter().zip(prices);
    let of_rows: i64 = sides.map(|(range, y)| y * if *y > 0 { range.lo } else { range.hi }.unwrap_or(0)).sum();
    let bounds = program.columns.iter().zip(&reduced);
    of_rows + bounds.map(|(b, d)| (d * b.lo).min(d * b.hi)).sum::<i64>()
}
