//! A row of a what-if: one measure of one year of one run.

/// One measure of one year of one run.
#[derive(Debug, Clone, PartialEq)]
pub struct ResultRow<'a> {
    /// The scenario's name.
    pub scenario: &'a str,
    /// The run: `quota-grid.3`.
    pub run: &'a str,
    /// The parameters of the run: `quota=10%; clock=5`.
    pub parameters: &'a str,
    /// Its seed.
    pub seed: u64,
    /// `2026-2027`
    pub school_year: &'a str,
    /// How the year's plan ended.
    pub status: &'a str,
    /// The measure.
    pub measure: &'a str,
    /// Its value as it is printed: a whole number, or four places.
    pub shown: &'a str,
    /// Its value.
    pub value: f64,
}

/// The columns, whatever the file.
pub(crate) const COLUMNS: [&str; 8] =
    ["scenario", "run", "parameters", "seed", "school_year", "status", "measure", "value"];
