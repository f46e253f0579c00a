//! What a page is made of: a table is described once, column by column, and every pen draws it.
//!
//! A column is one line: where it is drawn, what stands above it, what stands in each of its rows. So a header and its cells
//! cannot come apart, and what one pen leaves out is said where the column is.

use lungang_domain::audit::Relation;
use std::cmp::Ordering;

/// A set of pens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pens(u8);

/// The terminal: text in columns.
pub const TERMINAL: Pens = Pens(1);
/// The page that a browser opens.
pub const PAGE: Pens = Pens(2);
/// A sheet of a workbook.
pub const WORKBOOK: Pens = Pens(4);
/// A table for machines: its headers are names and not words.
pub const CSV: Pens = Pens(8);
/// Every pen.
pub const ALL: Pens = Pens(15);
/// No pen.
pub const NONE: Pens = Pens(0);

impl Pens {
    /// These and others.
    pub const fn and(self, other: Pens) -> Pens {
        Pens(self.0 | other.0)
    }

    /// These where something holds, else none.
    pub const fn given(self, holds: bool) -> Pens {
        if holds { self } else { NONE }
    }

    /// Whether a pen is among them.
    pub const fn has(self, pen: Pens) -> bool {
        self.0 & pen.0 != 0
    }
}

/// What stands in a cell.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    /// Text as it is; in a workbook it wraps where it is longer than the column.
    Text(String),
    /// A short word, in the middle of a workbook's cell.
    Word(String),
    /// The same in grey: it is measured and asked for by nobody.
    Muted(String),
    /// Whether something holds: its sign, which needs no colour, and its word. Only a page shows both.
    Verdict(&'static str, String),
    /// A person's name: whole in a workbook, which is the office's own; elsewhere as the policy lets it be shown.
    Name {
        /// As it stands in the roster.
        whole: String,
        /// As it may be shown.
        shown: String,
    },
    /// A whole number.
    Number(i64),
    /// A number with places.
    Real(f64),
    /// A number that a workbook holds as such and that is shown in words elsewhere: `20 (−6)`.
    Told(f64, String),
    /// A whole number that a rule asks for, with its sign.
    Required(Relation, i64),
    /// A whole number, with what is asked for at least where something is.
    Against(u32, Option<u32>),
    /// A distance in metres, shown in kilometres.
    Metres(u32),
    /// A day: year, month, day.
    Day(i16, i8, i8),
    /// Nothing, as where a field does not apply.
    Empty,
    /// A figure that nobody knows.
    Unknown,
}

impl Cell {
    /// Text, or nothing where it is empty.
    pub fn stated(text: impl Into<String>) -> Cell {
        let text = text.into();
        if text.is_empty() { Cell::Empty } else { Cell::Text(text) }
    }

    /// A figure that may not be known.
    pub fn known(number: Option<impl Into<Cell>>) -> Cell {
        number.map_or(Cell::Unknown, Into::into)
    }

    /// A word.
    pub fn word(word: impl Into<String>) -> Cell {
        Cell::Word(word.into())
    }

    /// Which of two cells of a column comes first: figures by size, all else by what is shown.
    fn order(&self, other: &Cell, text: impl Fn(&str, &str) -> Ordering) -> Ordering {
        match (self.figure(), other.figure()) {
            (Some(a), Some(b)) => a.total_cmp(&b),
            (a, b) => b.is_some().cmp(&a.is_some()).then_with(|| text(&self.shown(CSV), &other.shown(CSV))),
        }
    }

    /// The figure that it holds.
    fn figure(&self) -> Option<f64> {
        match self {
            Cell::Number(n) | Cell::Required(_, n) => Some(*n as f64),
            Cell::Real(x) | Cell::Told(x, _) => Some(*x),
            Cell::Against(n, _) | Cell::Metres(n) => Some(f64::from(*n)),
            _ => None,
        }
    }

    /// As a terminal or a page shows it.
    pub fn shown(&self, pen: Pens) -> String {
        let page = pen == PAGE;
        match self {
            Cell::Text(text) | Cell::Word(text) | Cell::Muted(text) | Cell::Told(_, text) => text.clone(),
            Cell::Verdict(sign, word) => {
                if page {
                    format!("{sign} {word}")
                } else {
                    word.clone()
                }
            }
            Cell::Name { whole, .. } if pen == CSV => whole.clone(),
            Cell::Name { shown, .. } => shown.clone(),
            Cell::Number(n) => n.to_string(),
            Cell::Real(x) => x.to_string(),
            Cell::Required(relation, n) => format!("{} {n}", relation.sign()),
            Cell::Against(n, None) => n.to_string(),
            Cell::Against(n, Some(least)) if page => format!("{n} (≥ {least})"),
            Cell::Against(n, Some(least)) => format!("{n} ≥ {least}"),
            Cell::Metres(metres) => kilometres(*metres),
            Cell::Day(year, month, day) => format!("{year:04}-{month:02}-{day:02}"),
            Cell::Empty | Cell::Unknown if page => "–".to_owned(),
            Cell::Unknown if pen == TERMINAL => "-".to_owned(),
            Cell::Empty | Cell::Unknown => String::new(),
        }
    }
}

/// Metres as kilometres with one place, rounded half up.
pub fn kilometres(metres: u32) -> String {
    let tenths = metres / 100 + u32::from(metres % 100 >= 50);
    format!("{}.{}", tenths / 10, tenths % 10)
}

impl From<String> for Cell {
    fn from(text: String) -> Cell {
        Cell::Text(text)
    }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Cell {
        Cell::Text(text.to_owned())
    }
}

impl From<&String> for Cell {
    fn from(text: &String) -> Cell {
        Cell::Text(text.clone())
    }
}

impl From<i64> for Cell {
    fn from(n: i64) -> Cell {
        Cell::Number(n)
    }
}

impl From<u32> for Cell {
    fn from(n: u32) -> Cell {
        Cell::Number(n.into())
    }
}

impl From<usize> for Cell {
    fn from(n: usize) -> Cell {
        Cell::Number(i64::try_from(n).unwrap_or(i64::MAX))
    }
}

impl<T: Into<Cell>> From<Option<T>> for Cell {
    fn from(cell: Option<T>) -> Cell {
        cell.map_or(Cell::Empty, Into::into)
    }
}

/// What calls for attention in a column of a workbook.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Alarm {
    /// A figure above zero.
    AboveZero,
    /// One of these words.
    Says(Vec<String>),
}

/// A column: what stands above it, whether it holds figures, and which pens draw it.
#[derive(Debug, Clone)]
pub struct Column {
    header: String,
    other: Option<(Pens, String)>,
    /// Whether it holds figures, which stand to the right.
    pub figures: bool,
    /// Who draws it.
    pub pens: Pens,
    /// What calls for attention in it.
    pub alarm: Option<Alarm>,
}

impl Column {
    /// A column of words.
    pub fn words(header: impl Into<String>) -> Column {
        Column { header: header.into(), other: None, figures: false, pens: ALL, alarm: None }
    }

    /// A column of figures.
    pub fn figures(header: impl Into<String>) -> Column {
        Column { figures: true, ..Column::words(header) }
    }

    /// The same for these pens alone.
    pub fn only(self, pens: Pens) -> Column {
        Column { pens, ..self }
    }

    /// The same with another header for some pens.
    pub fn called(self, pens: Pens, header: impl Into<String>) -> Column {
        Column { other: Some((pens, header.into())), ..self }
    }

    /// The same with an alarm.
    pub fn alarm(self, alarm: Alarm) -> Column {
        Column { alarm: Some(alarm), ..self }
    }

    /// What a pen writes above it.
    pub fn header(&self, pen: Pens) -> &str {
        match &self.other {
            Some((pens, header)) if pens.has(pen) => header,
            _ => &self.header,
        }
    }
}

/// How many rows a terminal shows; the rest is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cut {
    /// As many as are asked for.
    AsAsked,
    /// All: what is left out would be misread.
    Never,
    /// This many, unless all are asked for.
    At(usize),
}

/// How a page lays a table out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Layout {
    /// As it is; on a narrow screen it is scrolled sideways.
    Plain,
    /// No wider than it needs to be.
    Small,
    /// On a narrow screen every row becomes a list.
    Stacked,
    /// Folded until it is asked for: the figures of a chart, or a long list.
    Folded,
}

/// How a sheet of a workbook that is one list is laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fit {
    /// Columns that stay in view.
    pub frozen: u16,
    /// Widest column, in columns of a terminal; longer text wraps.
    pub widest: usize,
}

/// A table as every pen draws it.
#[derive(Debug, Clone)]
pub struct Table {
    titles: Vec<(Pens, String)>,
    columns: Vec<Column>,
    rows: Vec<Vec<Cell>>,
    about: Vec<String>,
    /// How many rows a terminal shows.
    pub cut: Cut,
    /// How a page lays it out.
    pub layout: Layout,
    /// How a list of its own is laid out in a workbook.
    pub fit: Fit,
}

impl Table {
    /// A table with a row for each of these; its columns follow.
    pub fn of<R>(rows: impl IntoIterator<Item = R>) -> Rows<R> {
        let of: Vec<R> = rows.into_iter().collect();
        let rows = of.iter().map(|_| Vec::new()).collect();
        let (cut, layout, fit) = (Cut::AsAsked, Layout::Plain, Fit { frozen: 0, widest: 46 });
        let table = Table { titles: Vec::new(), columns: Vec::new(), rows, about: Vec::new(), cut, layout, fit };
        Rows { of, table }
    }

    /// Whether it has no rows.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// How many rows it has.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// What these pens write above it; what is said last holds.
    #[must_use]
    pub fn titled(mut self, pens: Pens, title: impl Into<String>) -> Table {
        self.titles.push((pens, title.into()));
        self
    }

    /// How many of its rows a terminal shows.
    #[must_use]
    pub fn cut(self, cut: Cut) -> Table {
        Table { cut, ..self }
    }

    /// How a page lays it out.
    #[must_use]
    pub fn layout(self, layout: Layout) -> Table {
        Table { layout, ..self }
    }

    /// How a workbook lays it out on a sheet of its own.
    #[must_use]
    pub fn fit(self, frozen: u16, widest: usize) -> Table {
        Table { fit: Fit { frozen, widest }, ..self }
    }

    /// The first rows alone.
    #[must_use]
    pub fn first(mut self, rows: usize) -> Table {
        self.rows.truncate(rows);
        self
    }

    /// With a row at the end whose cells are stated from the first column on; those that are not stated are empty.
    #[must_use]
    pub fn ending(mut self, row: impl IntoIterator<Item = Vec<Cell>>) -> Table {
        for mut cells in row {
            cells.resize(self.columns.len(), Cell::Empty);
            self.rows.push(cells);
        }
        self
    }

    /// With every cell as something makes of it.
    #[must_use]
    pub fn each(mut self, make: impl Fn(Cell) -> Cell) -> Table {
        for row in &mut self.rows {
            *row = std::mem::take(row).into_iter().map(&make).collect();
        }
        self
    }

    /// What a pen writes above it; empty where it writes nothing.
    pub fn title(&self, pen: Pens) -> &str {
        self.titles.iter().rev().find(|(pens, _)| pens.has(pen)).map_or("", |(_, title)| title)
    }

    /// What a row is about, where that is known: the id by which a page leads to more of it.
    pub fn about(&self, row: usize) -> Option<&str> {
        self.about.get(row).map(String::as_str).filter(|id| !id.is_empty())
    }

    /// The rows in the order of one of a pen's columns; equal ones stay as they are, and cells with nothing in them come last
    /// both ways. `text` says which of two words comes first.
    #[must_use]
    pub fn sorted(mut self, pen: Pens, by: usize, down: bool, text: impl Fn(&str, &str) -> Ordering) -> Table {
        let Some((at, _)) = self.places(pen).nth(by) else { return self };
        let nothing = |cell: &Cell| matches!(cell, Cell::Empty | Cell::Unknown);
        let mut order: Vec<usize> = (0..self.rows.len()).collect();
        order.sort_by(|a, b| {
            let (a, b) = (&self.rows[*a][at], &self.rows[*b][at]);
            nothing(a).cmp(&nothing(b)).then_with(|| {
                let order = a.order(b, &text);
                if down { order.reverse() } else { order }
            })
        });
        let taken = |list: &mut Vec<String>, at: &usize| list.get_mut(*at).map(std::mem::take).unwrap_or_default();
        self.about = order.iter().map(|at| taken(&mut self.about, at)).collect();
        self.rows = order.iter().map(|at| std::mem::take(&mut self.rows[*at])).collect();
        self
    }

    /// Some of the rows: from one on, no more than so many.
    #[must_use]
    pub fn part(&self, from: usize, most: usize) -> Table {
        let some = |n: usize| from.min(n)..from.saturating_add(most).min(n);
        let (rows, about) = (self.rows[some(self.rows.len())].to_vec(), self.about[some(self.about.len())].to_vec());
        Table { rows, about, titles: self.titles.clone(), columns: self.columns.clone(), ..*self }
    }

    /// The columns that a pen draws, with their positions among all.
    fn places(&self, pen: Pens) -> impl Iterator<Item = (usize, &Column)> + Clone {
        self.columns.iter().enumerate().filter(move |(_, column)| column.pens.has(pen))
    }

    /// The columns that a pen draws.
    pub fn columns(&self, pen: Pens) -> Vec<&Column> {
        self.places(pen).map(|(_, column)| column).collect()
    }

    /// The rows as a pen draws them.
    pub fn rows(&self, pen: Pens) -> impl Iterator<Item = Vec<&Cell>> {
        let places: Vec<usize> = self.places(pen).map(|(at, _)| at).collect();
        self.rows.iter().map(move |row| places.iter().map(|at| &row[*at]).collect())
    }
}

/// A table in the making: what each row is about, and the columns so far.
pub struct Rows<R> {
    of: Vec<R>,
    table: Table,
}

impl<R> Rows<R> {
    /// One more column, to the right of the others.
    #[must_use]
    pub fn column<C: Into<Cell>>(mut self, column: Column, cell: impl Fn(&R) -> C) -> Rows<R> {
        for (row, of) in self.table.rows.iter_mut().zip(&self.of) {
            row.push(cell(of).into());
        }
        self.table.columns.push(column);
        self
    }

    /// A column for each of a list, as of the sides of a comparison.
    #[must_use]
    pub fn columns<T, C: Into<Cell>>(
        self,
        list: impl IntoIterator<Item = T>,
        column: impl Fn(&T) -> Column,
        cell: impl Fn(&R, usize, &T) -> C,
    ) -> Rows<R> {
        let add = |rows: Rows<R>, (at, one): (usize, T)| rows.column(column(&one), |row| cell(row, at, &one));
        list.into_iter().enumerate().fold(self, add)
    }

    /// With the id of what each row is about.
    #[must_use]
    pub fn about(mut self, id: impl Fn(&R) -> String) -> Rows<R> {
        self.table.about = self.of.iter().map(id).collect();
        self
    }

    /// The table.
    pub fn table(self) -> Table {
        self.table
    }
}
