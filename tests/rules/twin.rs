//! Twins: the same county with a cell or two changed. A patch that does not apply is an error.

use crate::evidence::Files;
use serde::Deserialize;

/// `twin-<name>.toml`
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Twin {
    /// What changes, for the reader.
    pub why: String,
    /// The policy of both.
    #[serde(default = "base")]
    pub policy: String,
    /// The cells that change.
    cells: Vec<Cell>,
}

fn base() -> String {
    "policy.toml".to_owned()
}

/// A cell that changes.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Cell {
    /// Name of the table.
    table: String,
    /// How its row begins: one or more cells, joined by commas.
    row: String,
    /// Header of the column.
    column: String,
    /// What stands there.
    from: String,
    /// What stands there in the twin.
    to: String,
}

impl Twin {
    /// Reads a patch.
    pub fn read(text: &str) -> Result<Twin, String> {
        toml::from_str(text).map_err(|e| e.to_string())
    }

    /// The county with its cells changed.
    pub fn of(&self, files: &Files) -> Result<Files, String> {
        self.cells.iter().try_fold(files.clone(), |mut changed, cell| {
            let name = format!("{}.csv", cell.table);
            let text = changed.get(&name).ok_or_else(|| format!("no table `{name}`"))?;
            let patched = cell.patch(text)?;
            changed.put(&name, patched);
            Ok(changed)
        })
    }
}

impl Cell {
    fn patch(&self, text: &str) -> Result<String, String> {
        let mut rows: Vec<Vec<String>> = text.lines().map(|l| l.split(',').map(str::to_owned).collect()).collect();
        let header = rows.first().ok_or("an empty table")?;
        let column = header.iter().position(|h| *h == self.column);
        let column = column.ok_or_else(|| format!("`{}` has no column `{}`", self.table, self.column))?;
        let begins: Vec<&str> = self.row.split(',').collect();
        let mut meant = rows.iter_mut().skip(1).filter(|r| r.iter().zip(&begins).all(|(a, b)| a == b));
        let row = meant.next().ok_or_else(|| format!("`{}` has no row `{}`", self.table, self.row))?;
        if meant.next().is_some() {
            return Err(format!("`{}` has more than one row `{}`", self.table, self.row));
        }
        let value = row.get_mut(column).ok_or_else(|| format!("row `{}` is too short", self.row))?;
        if *value != self.from {
            return Err(format!("`{}` of `{}` is `{value}`, not `{}`", self.column, self.row, self.from));
        }
        value.clone_from(&self.to);
        Ok(rows.iter().map(|r| r.join(",") + "\n").collect())
    }
}
