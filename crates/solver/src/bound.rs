//! The bound that prices prove, exactly: weak duality in whole numbers.
//!
//! For any prices y of the rows, every solution x within its bounds has
//! c·x ≥ Σ_r (y_r > 0 ? y_r·lo_r : y_r·hi_r) + Σ_j min(d_j·lo_j, d_j·hi_j) with d = c − Aᵀy.
//! So the prices may come from a floating-point solver: rounded to multiples of 2⁻²⁰ they prove what they prove, and a
//! tolerance of the solver can only make the bound weaker, never wrong.

use crate::model::program::{Objective, Program, Range};

/// One, in the units of prices and reduced costs.
const ONE: i128 = 1 << 20;

/// A proved bound, and what each column costs over it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proof {
    /// The bound, in units of 2⁻²⁰.
    scaled: i128,
    /// Reduced cost of every column, in units of 2⁻²⁰.
    reduced: Vec<i128>,
}

impl Proof {
    /// What the prices of the rows (the program's own first, then those added) prove of the objective.
    pub fn new(program: &Program, objective: &Objective, prices: &[f64]) -> Proof {
        let ranges = program.rows.iter().chain(program.added.iter().map(|(range, _)| range));
        let prices: Vec<i128> = ranges.clone().zip(prices).map(|(range, y)| whole(*range, *y)).collect();

        let mut reduced = vec![0i128; program.columns.len()];
        for (column, cost) in &objective.costs {
            reduced[*column as usize] = i128::from(*cost) * ONE;
        }
        for (column, d) in reduced.iter_mut().enumerate() {
            for (row, coefficient) in program.entries(column) {
                *d -= i128::from(*coefficient) * prices[*row as usize];
            }
        }
        for (i, (_, entries)) in program.added.iter().enumerate() {
            let price = prices[program.rows.len() + i];
            for (column, coefficient) in entries {
                reduced[*column as usize] -= i128::from(*coefficient) * price;
            }
        }
        let of_rows: i128 = ranges.zip(&prices).map(|(range, y)| y * i128::from(side(*range, *y))).sum();
        let bounds = program.columns.iter().zip(&reduced);
        let of_columns: i128 = bounds.map(|(b, d)| (d * i128::from(b.lo)).min(d * i128::from(b.hi))).sum();
        Proof { scaled: of_rows + of_columns, reduced }
    }

    /// No whole-numbered solution has a lower objective.
    pub fn bound(&self) -> i64 {
        let ceiling = -((-self.scaled).div_euclid(ONE));
        i64::try_from(ceiling).unwrap_or(if ceiling < 0 { i64::MIN } else { i64::MAX })
    }

    /// Whether a solution of this value, or a lower one, can have the column at 1 rather than at 0.
    pub fn allows(&self, column: usize, value: i64) -> bool {
        self.scaled + self.reduced[column].max(0) <= i128::from(value) * ONE
    }

    /// Reduced cost of a column, for sorting.
    pub fn reduced(&self, column: usize) -> i128 {
        self.reduced[column]
    }
}

/// A price as a whole number; 0 where it would lean on a side that the row does not have.
fn whole(range: Range, price: f64) -> i128 {
    let scaled = (price * ONE as f64).round();
    if !scaled.is_finite() || scaled.abs() > 1e18 {
        return 0;
    }
    let exists = if scaled > 0.0 { range.lo.is_some() } else { range.hi.is_some() };
    if exists { scaled as i128 } else { 0 }
}

fn side(range: Range, price: i128) -> i64 {
    if price > 0 { range.lo.unwrap_or(0) } else { range.hi.unwrap_or(0) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::program::Bounds;

    /// min 3a + 2b with a + b ≥ 1, a and b binary: the optimum is 2.
    fn program() -> (Program, Objective) {
        let mut program = Program::with_rows(vec![Range::at_least(1)]);
        program.push(Bounds { lo: 0, hi: 1 }, &mut [(0, 1)]);
        program.push(Bounds { lo: 0, hi: 1 }, &mut [(0, 1)]);
        (program, Objective { costs: vec![(0, 3), (1, 2)] })
    }

    #[test]
    fn right_prices_prove_the_optimum_and_shut_the_dear_column() {
        let (program, objective) = program();
        let proof = Proof::new(&program, &objective, &[2.0]);
        assert_eq!(proof.bound(), 2);
        assert!(proof.allows(1, 2) && !proof.allows(0, 2) && proof.allows(0, 3));
    }

    #[test]
    fn wrong_prices_prove_less_and_never_more() {
        let (program, objective) = program();
        for price in [-5.0, 0.0, 0.4, 1.999_999, 2.000_001, 2.5, 3.0, 7.0, f64::NAN, f64::INFINITY, 1e300] {
            assert!(Proof::new(&program, &objective, &[price]).bound() <= 2, "{price}");
        }
    }
}
