//! The sheets of the yearly statistics of education (教基 3112, 3115, 2105–2107, 4149, 4153, 4155): from a grid of cells to the
//! figures of schools, without any roster.
//!
//! A sheet is of one school, named above it, or has a row for each; grades and kinds of staff stand in rows or in columns. Every
//! number is known by the labels beside and above it, wherever those stand. Totals that are stated are compared with their parts,
//! and what two places say differently is told and not kept.

mod figures;
mod grid;
mod school;
mod sheet;

pub use sheet::Sheet;

use lungang_domain::teacher::Title;
use lungang_tables::schema::name_key;
use std::collections::BTreeMap;

/// People who work at a school, as sheet 4149 counts them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Staff {
    /// 教职工数
    pub all: Option<u32>,
    /// 专任教师
    pub teachers: Option<u32>,
    /// 行政人员
    pub administrators: Option<u32>,
    /// 教辅人员
    pub assistants: Option<u32>,
    /// 工勤人员
    pub workers: Option<u32>,
    /// 其他: the rest of all
    pub others: Option<u32>,
    /// 教职工数, those on the establishment (#在编人员)
    pub established: Option<u32>,
    /// 专任教师, those on the establishment
    pub established_teachers: Option<u32>,
}

/// The figures of one school.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Figures {
    /// Its code (学校标识码), where the sheet has it.
    pub school_id: Option<String>,
    /// Its name.
    pub name: Option<String>,
    /// Pupils of grades 1 to 9.
    pub pupils: [Option<u32>; 9],
    /// Classes of grades 1 to 9.
    pub classes: [Option<u32>; 9],
    /// Pupils who board, of primary grades and of junior ones.
    pub boarders: [Option<u32>; 2],
    /// Who works there.
    pub staff: Staff,
    /// Teachers by age, as the sheet groups it: `24岁及以下`.
    pub ages: BTreeMap<String, u32>,
    /// Teachers by title.
    pub titles: BTreeMap<Title, u32>,
    /// Teachers by course, as the sheet calls it.
    pub courses: BTreeMap<String, u32>,
}

/// What is wrong with a sheet, or not clear.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    /// Nothing tells what the sheet is.
    UnknownSheet,
    /// Neither a name nor a code tells whose figures they are.
    NoSchool,
    /// Its grades may be of a primary or of a junior school: `一年级` to `三年级`.
    NoStage,
    /// A cell that should be a whole number is none.
    NotANumber {
        /// What stands there.
        text: String,
    },
    /// A grade that no school of compulsory education has, with somebody in it.
    NoGrade {
        /// The label.
        label: String,
    },
    /// A total is not the sum of its parts.
    SumDiffers {
        /// As stated.
        stated: u32,
        /// As counted.
        counted: u32,
    },
    /// Two places give one figure two values; none of them is kept.
    Twice {
        /// The value of the first.
        first: u32,
        /// The value of the other.
        second: u32,
    },
}

impl What {
    /// Its name; words stand under `import.statistics.<name>`.
    pub fn name(&self) -> &'static str {
        match self {
            What::UnknownSheet => "unknown-sheet",
            What::NoSchool => "no-school",
            What::NoStage => "no-stage",
            What::NotANumber { .. } => "not-a-number",
            What::NoGrade { .. } => "no-grade",
            What::SumDiffers { .. } => "sum-differs",
            What::Twice { .. } => "twice",
        }
    }

    /// The name of every problem.
    pub const NAMES: [&'static str; 7] =
        ["unknown-sheet", "no-school", "no-stage", "not-a-number", "no-grade", "sum-differs", "twice"];
}

/// A problem with its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// What is wrong.
    pub what: What,
    /// Row of the grid, from 0.
    pub row: usize,
    /// Column, from 0, where it is about a cell.
    pub column: Option<usize>,
}

/// What a sheet gave.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Reading {
    /// What the sheet is.
    pub sheet: Option<Sheet>,
    /// The figures of each school in it.
    pub schools: Vec<Figures>,
    /// What is wrong, or not clear, from top to bottom.
    pub problems: Vec<Problem>,
}

/// Reads a sheet; `name` is that of its sheet or file, which may hold its number too.
///
/// Rows and columns of the grid are those of the sheet; of merged cells the first holds the text.
pub fn read(grid: &[Vec<String>], name: &str) -> Reading {
    let mut reading = Reading::default();
    for block in school::blocks(grid) {
        let first = block.start;
        let Some(kind) = sheet::of(&grid[block.clone()], grid, name) else {
            reading.problems.push(Problem { what: What::UnknownSheet, row: first, column: None });
            continue;
        };
        reading.sheet = reading.sheet.or(Some(kind.sheet));
        let cells = grid::labelled(grid, block.clone());
        let own = school::above(&grid[block]);
        figures::gather(&kind, own, first, cells, &mut reading);
    }
    reading
}

/// Whether a name or the text of a sheet says that it is one of these: quickly, for a look at many sheets.
pub fn is_one(grid: &[Vec<String>], name: &str) -> bool {
    sheet::of(grid, grid, name).is_some_and(|kind| kind.numbered)
}

/// Puts the figures of several sheets together by school: by its code, else its name. What two sheets say differently is told with
/// the place in the list of the figures that came second, and is not kept.
pub fn merge(all: Vec<Figures>) -> (Vec<Figures>, Vec<Problem>) {
    let mut schools: Vec<Figures> = Vec::new();
    let mut problems = Vec::new();
    for (row, figures) in all.into_iter().enumerate() {
        match schools.iter_mut().find(|own| own.is_of(&figures)) {
            Some(own) => own.absorb(figures, row, &mut problems),
            None => schools.push(figures),
        }
    }
    (schools, problems)
}

impl Figures {
    /// Whether others are of the same school.
    fn is_of(&self, other: &Figures) -> bool {
        match (&self.school_id, &other.school_id) {
            (Some(own), Some(other)) => own == other,
            _ => match (&self.name, &other.name) {
                (Some(own), Some(other)) => name_key(own) == name_key(other),
                _ => false,
            },
        }
    }

    fn absorb(&mut self, other: Figures, row: usize, problems: &mut Vec<Problem>) {
        self.school_id = self.school_id.take().or(other.school_id);
        self.name = self.name.take().or(other.name);
        let mut put = |own: &mut Option<u32>, new: Option<u32>| {
            if let Some(what) = new.and_then(|value| figures::put(own, value)) {
                problems.push(Problem { what, row, column: None });
            }
        };
        self.pupils.iter_mut().zip(other.pupils).for_each(|(own, new)| put(own, new));
        self.classes.iter_mut().zip(other.classes).for_each(|(own, new)| put(own, new));
        self.boarders.iter_mut().zip(other.boarders).for_each(|(own, new)| put(own, new));
        let theirs = other.staff.fields();
        self.staff.fields_mut().into_iter().zip(theirs).for_each(|(own, new)| put(own, new));
        for (age, n) in other.ages {
            self.ages.entry(age).or_insert(n);
        }
        for (title, n) in other.titles {
            self.titles.entry(title).or_insert(n);
        }
        for (course, n) in other.courses {
            self.courses.entry(course).or_insert(n);
        }
    }
}

impl Staff {
    fn fields(&self) -> [Option<u32>; 8] {
        [
            self.all,
            self.teachers,
            self.administrators,
            self.assistants,
            self.workers,
            self.others,
            self.established,
            self.established_teachers,
        ]
    }

    fn fields_mut(&mut self) -> [&mut Option<u32>; 8] {
        [
            &mut self.all,
            &mut self.teachers,
            &mut self.administrators,
            &mut self.assistants,
            &mut self.workers,
            &mut self.others,
            &mut self.established,
            &mut self.established_teachers,
        ]
    }
}
