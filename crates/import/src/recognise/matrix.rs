//! Matrices of kilometres, which have no header of known words.

use super::{Kind, Meant, Recognised};
use crate::layout::{self, Sheet};
use crate::names;
use crate::values;
use lungang_tables::raw::{Cell, Grid};
use lungang_tables::schema;
use std::collections::{BTreeMap, BTreeSet};

/// A matrix of kilometres: the names above its columns are those beside its rows, in whichever column these stand, and what lies
/// between are numbers, or nothing.
pub(super) fn read(sheet: &Sheet) -> Option<Recognised> {
    // Its header is no row of known words, so the whole grid is looked at.
    if sheet.header.is_some() {
        return None;
    }
    let grid = &sheet.grid;
    let top = (0..grid.rows.len().min(10)).find(|at| {
        let (_, cells) = &grid.rows[*at];
        cells.len() >= 3 && cells.iter().all(|(_, c)| is_word(c))
    })?;
    let (_, heads) = &grid.rows[top];
    let (first, common, across) =
        (0..=2).filter_map(|nth| beside(grid, top, nth)).max_by_key(|(_, common, _)| *common)?;
    let below = || grid.rows[top + 1..].iter().filter(|(_, cells)| cells.len() > 1);
    let between = below().flat_map(|(_, cells)| cells.iter().filter(|(at, _)| *at > first));
    let texts: Vec<String> = between.map(|(_, cell)| cell.show()).filter(|text| !values::nothing(text)).collect();
    let plain = texts.iter().filter(|text| kilometres(text).is_some()).count();
    if common < 3 || common * 2 < across || plain * 10 < texts.len() * 9 {
        return None;
    }
    let mut rows = grid.clone();
    let titles = rows.rows[..top].iter().flat_map(|(_, cells)| cells).map(|(_, c)| c.show()).collect();
    let header = rows.rows[top].0;
    let mut columns: Vec<layout::Column> =
        heads.iter().map(|(at, c)| layout::Column { at: *at, upper: None, own: c.show() }).collect();
    if !columns.iter().any(|c| c.at == first) {
        // Nothing need stand in the corner.
        columns.push(layout::Column { at: first, upper: None, own: String::new() });
        columns.sort_by_key(|c| c.at);
    }
    rows.rows.drain(..=top);
    let sheet = Sheet { grid: rows, titles, header: Some((header, header)), columns };
    let means = |at: usize| match at.cmp(&first) {
        std::cmp::Ordering::Less => Meant::NotNeeded,
        std::cmp::Ordering::Equal => Meant::Field("from", 100),
        std::cmp::Ordering::Greater => Meant::Field("km", 100),
    };
    let meant = sheet.columns.iter().map(|c| means(c.at)).collect();
    let confidence = u8::try_from(common * 100 / across.max(1)).unwrap_or(100).min(100);
    Some(Recognised { sheet, kind: Kind::Distances, confidence, meant, habits: BTreeMap::new() })
}

/// The names of a matrix if they stand in the nth column: where that is, how many of them stand above a column too, and how many
/// columns there are.
fn beside(grid: &Grid, top: usize, nth: usize) -> Option<(usize, usize, usize)> {
    let first = grid.rows.get(top + 1).and_then(|(_, cells)| cells.get(nth)).map(|(at, _)| *at)?;
    let across: BTreeSet<String> =
        grid.rows[top].1.iter().filter(|(at, _)| *at > first).map(|(_, c)| names::key(&c.show())).collect();
    let cell = |cells: &[(usize, Cell)]| cells.iter().find(|(at, _)| *at == first).map(|(_, c)| names::key(&c.show()));
    let down: BTreeSet<String> = grid.rows[top + 1..].iter().filter_map(|(_, cells)| cell(cells)).collect();
    Some((first, across.intersection(&down).count(), across.len()))
}

/// Kilometres without their unit, as a plain number.
pub fn kilometres(text: &str) -> Option<String> {
    let half: String = text.chars().map(schema::half_width).filter(|c| !c.is_whitespace()).collect();
    let plain = half.trim_start_matches('约').to_ascii_lowercase();
    let plain = ["公里", "千米", "km", "里程"].iter().find_map(|unit| plain.strip_suffix(unit)).unwrap_or(&plain);
    // 18.0 is 18.
    plain.parse::<f64>().ok().filter(|km| km.is_finite() && *km >= 0.0).map(|km| km.to_string())
}

fn is_word(cell: &Cell) -> bool {
    matches!(cell, Cell::Text(text) if text.chars().any(|c| !c.is_ascii_digit() && c != '.'))
}
