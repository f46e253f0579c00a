//! The sheets of the yearly statistics → figures of the county's schools: each sheet's are one school's or many schools', and what
//! sheets of one school say differently is told.

use crate::desk::Desk;
use crate::draft::Spot;
use crate::recognise::{Kind, Recognised};
use crate::statistics::{self, Figures, Problem, What};
use lungang_domain::finding::{Finding, Place};
use lungang_tables::raw::Grid;

/// How many rows of a sheet are looked at: no form of the statistics has as many.
const ROWS: usize = 20_000;

/// Figures of one school in one sheet, with their place.
#[derive(Debug, Clone)]
pub struct Stated {
    /// The figures.
    pub figures: Figures,
    /// Where they begin.
    pub spot: Spot,
    /// That place, for messages.
    pub place: Place,
}

/// What the statistics say of a school.
#[derive(Debug, Clone)]
pub struct Counted {
    /// All figures.
    pub figures: Figures,
    /// Where the first of them stand.
    pub place: Place,
    /// Where its staff is counted.
    pub staff: Option<Place>,
}

/// A sheet as texts, a blank row for each gap; and the number of each row.
fn texts(grid: &Grid) -> (Vec<Vec<String>>, Vec<u32>) {
    let (mut rows, mut numbers): (Vec<Vec<String>>, Vec<u32>) = (Vec::new(), Vec::new());
    for (number, cells) in grid.rows.iter().take(ROWS) {
        if numbers.last().is_some_and(|last| last.saturating_add(1) < *number) {
            rows.push(Vec::new());
            numbers.push(number - 1);
        }
        let mut row = Vec::new();
        for (column, cell) in cells {
            // A column beyond any form's is nobody's figure.
            if *column < 512 {
                row.resize(row.len().max(column + 1), String::new());
                row[*column] = cell.show();
            }
        }
        rows.push(row);
        numbers.push(*number);
    }
    (rows, numbers)
}

/// What a sheet may be named by: its own name, and its file's.
fn name(grid: &Grid) -> String {
    let stem = std::path::Path::new(&grid.file).file_stem().map(|s| s.to_string_lossy().into_owned());
    [grid.sheet.clone(), stem].into_iter().flatten().collect::<Vec<_>>().join(" ")
}

/// Whether a grid is a sheet of the statistics.
pub fn is_one(grid: &Grid) -> bool {
    let head = Grid { rows: grid.rows.iter().take(12).cloned().collect(), ..Grid::default() };
    let own = grid.sheet.clone().unwrap_or_default();
    let (rows, _) = texts(&head);
    [own.as_str(), &name(grid)].iter().any(|name| statistics::is_one(&rows, name))
}

/// Whether a sheet of the statistics is one of which nothing that is planned is made: teachers by course.
pub fn is_known_only(grid: &Grid) -> bool {
    let (rows, _) = texts(grid);
    statistics::read(&rows, &name(grid)).sheet == Some(statistics::Sheet::Courses)
}

/// Reads every sheet of the statistics; what is wrong with one is told where it stands.
pub fn read(sheets: &[Recognised], desk: &mut Desk<'_>) -> Vec<Stated> {
    let mut all = Vec::new();
    for (at, sheet) in sheets.iter().enumerate().filter(|(_, s)| s.kind == Kind::Statistics) {
        let grid = &sheet.sheet.grid;
        let (rows, numbers) = texts(grid);
        let number = |row: usize| numbers.get(row).copied().unwrap_or(1);
        let reading = statistics::read(&rows, &name(grid));
        for Problem { what, row, column } in &reading.problems {
            let place = grid.place(Some(number(*row)), column.map(|at| (at, "")));
            desk.findings.push(finding(what, place));
        }
        for figures in reading.schools {
            let row = number(figures.row);
            let (spot, place) = (Spot { sheet: at, row, column: 0 }, grid.place(Some(row), None));
            all.push(Stated { figures, spot, place });
        }
    }
    all
}

/// A problem of a sheet as a finding: an error where a figure is missing for it.
pub fn finding(what: &What, place: Place) -> Finding {
    let code = what.code();
    match what {
        What::UnknownSheet => Finding::warning(code, place),
        What::NoSchool | What::NoStage => Finding::error(code, place),
        What::NotANumber { text } => Finding::error(code, place).with("text", text),
        What::NoGrade { label } => Finding::error(code, place).with("label", label),
        What::SumDiffers { stated, counted } => {
            Finding::warning(code, place).with("stated", stated).with("counted", counted)
        }
        What::Twice { first, second } => Finding::error(code, place).with("first", first).with("second", second),
    }
}

/// Names of a list, the first few.
pub fn some<T: AsRef<str>>(names: &[T]) -> String {
    const SHOWN: usize = 10;
    let mut all: Vec<&str> = names.iter().take(SHOWN).map(AsRef::as_ref).collect();
    if names.len() > SHOWN {
        all.push("…");
    }
    all.join("、")
}
