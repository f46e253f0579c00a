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
use std::collections::{BTreeMap, BTreeSet};

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
    /// Row of the grid where they begin, from 0.
    pub row: usize,
    /// Figures of which two places say different things: no third place settles that.
    disputed: BTreeSet<Figure>,
}

/// One of the figures of a school.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Figure {
    /// Pupils of a grade, from 0.
    Pupils(usize),
    /// Classes of a grade, from 0.
    Classes(usize),
    /// Boarders of primary grades (0) or of junior ones (1).
    Boarders(usize),
    /// Of the staff, in the order of [`Staff`].
    Staff(usize),
    /// Teachers of an age.
    Age(String),
    /// Teachers of a title.
    Title(Title),
    /// Teachers of a course.
    Course(String),
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
    /// The code of the finding that tells it.
    pub fn code(&self) -> &'static str {
        match self {
            What::UnknownSheet => "import-statistics-unknown",
            What::NoSchool => "import-statistics-no-school",
            What::NoStage => "import-statistics-no-stage",
            What::NotANumber { .. } => "import-statistics-no-number",
            What::NoGrade { .. } => "import-statistics-no-grade",
            What::SumDiffers { .. } => "import-statistics-sum",
            What::Twice { .. } => "import-statistics-twice",
        }
    }

    /// The code of every problem.
    pub const CODES: [&'static str; 7] = [
        "import-statistics-unknown",
        "import-statistics-no-school",
        "import-statistics-no-stage",
        "import-statistics-no-number",
        "import-statistics-no-grade",
        "import-statistics-sum",
        "import-statistics-twice",
    ];
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
            Some(own) => problems.extend(own.absorb(figures, row)),
            None => schools.push(figures),
        }
    }
    (schools, problems)
}

/// Puts figures together that are known to be of one school; as [`merge`].
pub fn together(all: impl IntoIterator<Item = Figures>) -> (Figures, Vec<Problem>) {
    let mut all = all.into_iter().enumerate();
    let mut own = all.next().map(|(_, first)| first).unwrap_or_default();
    let mut problems = Vec::new();
    for (row, figures) in all {
        problems.extend(own.absorb(figures, row));
    }
    (own, problems)
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

    /// Takes the figures of another place; what it says differently is told and not kept.
    fn absorb(&mut self, other: Figures, row: usize) -> Vec<Problem> {
        self.school_id = self.school_id.take().or_else(|| other.school_id.clone());
        self.name = self.name.take().or_else(|| other.name.clone());
        for figure in &other.disputed {
            self.unset(figure);
        }
        let problem = |what| Problem { what, row, column: None };
        other.stated().into_iter().filter_map(|(figure, value)| self.put(figure, value)).map(problem).collect()
    }

    /// Whether two places say different things of the pupils of a grade.
    pub fn disputes_pupils(&self) -> bool {
        self.disputed.iter().any(|figure| matches!(figure, Figure::Pupils(_)))
    }

    /// Whether two places say different things of the classes of a grade.
    pub fn disputes_classes(&self) -> bool {
        self.disputed.iter().any(|figure| matches!(figure, Figure::Classes(_)))
    }

    /// Everything that is stated.
    fn stated(&self) -> Vec<(Figure, u32)> {
        let grades = |of: &[Option<u32>], figure: fn(usize) -> Figure| {
            of.iter().enumerate().filter_map(|(at, n)| Some((figure(at), (*n)?))).collect::<Vec<_>>()
        };
        let mut all = grades(&self.pupils, Figure::Pupils);
        all.extend(grades(&self.classes, Figure::Classes));
        all.extend(grades(&self.boarders, Figure::Boarders));
        all.extend(grades(&self.staff.fields(), Figure::Staff));
        all.extend(self.ages.iter().map(|(age, n)| (Figure::Age(age.clone()), *n)));
        all.extend(self.titles.iter().map(|(title, n)| (Figure::Title(*title), *n)));
        all.extend(self.courses.iter().map(|(course, n)| (Figure::Course(course.clone()), *n)));
        all
    }

    /// Sets a figure; a second value that differs unsets it for good.
    fn put(&mut self, figure: Figure, value: u32) -> Option<What> {
        if self.disputed.contains(&figure) {
            return None;
        }
        match self.get(&figure) {
            Some(first) if first != value => {
                self.unset(&figure);
                Some(What::Twice { first, second: value })
            }
            _ => {
                self.set(&figure, Some(value));
                None
            }
        }
    }

    /// Adds to a figure that a sheet has in several parts: teachers of a title.
    fn add(&mut self, figure: &Figure, value: u32) {
        if self.disputed.contains(figure) {
            return;
        }
        let before = self.get(figure).unwrap_or(0);
        self.set(figure, Some(before.saturating_add(value)));
    }

    fn unset(&mut self, figure: &Figure) {
        self.set(figure, None);
        self.disputed.insert(figure.clone());
    }

    fn get(&self, figure: &Figure) -> Option<u32> {
        match figure {
            Figure::Pupils(at) => self.pupils.get(*at).copied().flatten(),
            Figure::Classes(at) => self.classes.get(*at).copied().flatten(),
            Figure::Boarders(at) => self.boarders.get(*at).copied().flatten(),
            Figure::Staff(at) => self.staff.fields().get(*at).copied().flatten(),
            Figure::Age(age) => self.ages.get(age).copied(),
            Figure::Title(title) => self.titles.get(title).copied(),
            Figure::Course(course) => self.courses.get(course).copied(),
        }
    }

    fn set(&mut self, figure: &Figure, value: Option<u32>) {
        fn keep<K: Ord + Clone>(map: &mut BTreeMap<K, u32>, key: &K, value: Option<u32>) {
            match value {
                Some(n) => drop(map.insert(key.clone(), n)),
                None => drop(map.remove(key)),
            }
        }
        let own = match figure {
            Figure::Pupils(at) => self.pupils.get_mut(*at),
            Figure::Classes(at) => self.classes.get_mut(*at),
            Figure::Boarders(at) => self.boarders.get_mut(*at),
            Figure::Staff(at) => self.staff.fields_mut().into_iter().nth(*at),
            Figure::Age(age) => return keep(&mut self.ages, age, value),
            Figure::Title(title) => return keep(&mut self.titles, title, value),
            Figure::Course(course) => return keep(&mut self.courses, course, value),
        };
        if let Some(own) = own {
            *own = value;
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
