//! `run.toml`: what produced the plan, so that it can be produced again.

use lungang_domain::record::RunInfo;

/// The text of `run.toml`.
///
/// TOML has no integer above 2^63 − 1; a seed beyond it stands there as text.
///
/// # Errors
/// The value cannot be stated in TOML.
pub fn to_toml(run: &RunInfo) -> Result<String, toml::ser::Error> {
    if i64::try_from(run.seed).is_ok() {
        return toml::to_string(run);
    }
    let small = RunInfo { seed: 0, ..run.clone() };
    let mut table = toml::Table::try_from(&small)?;
    table.insert("seed".to_owned(), toml::Value::String(run.seed.to_string()));
    toml::to_string(&table)
}
