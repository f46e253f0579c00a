//! Workbooks: sheets with titles, lines, tables and charts, set up for print.
//!
//! Every cell is written as text, number or day, never as a formula or a link, whatever the data say. A workbook has the date
//! that it is given and no clock, so that the same document gives the same bytes.

use crate::block::{Alarm, Cell, Table, WORKBOOK};
use lungang_domain::words::Lang;
use lungang_results::names;
pub use rust_xlsxwriter::XlsxError;
use rust_xlsxwriter::{
    ConditionalFormatCell, ConditionalFormatCellRule, ConditionalFormatValue, DocProperties, ExcelDateTime, Workbook,
    Worksheet,
};
use std::collections::BTreeSet;
use style::Style;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

mod cell;
pub mod chart;
pub mod copy;
mod style;

/// Rows of data on one sheet; Excel holds 1 048 576 rows in all.
const ROWS: usize = 1_000_000;
/// Widest column where nothing else is said, in columns of a terminal; longer text wraps.
const WIDEST: usize = 46;
/// Height of a row of one line, and what every further line adds, in points. A row is not fitted by every program
/// that opens the file, so its height is stated.
const ROW: f64 = 17.0;
const LINE: f64 = 14.5;
/// Height of a title's row, in points.
const TITLE: f64 = 28.0;
/// Most lines that a row makes room for.
const LINES: usize = 25;
/// Characters in a line outside a table.
const SAID: usize = 2000;
/// Pixels of one unit of a column's width.
const PIXELS: f64 = 7.0;

/// A workbook in the making.
pub struct Book {
    workbook: Workbook,
    style: Style,
    lang: Lang,
    taken: BTreeSet<String>,
}

impl Book {
    /// An empty workbook of a date: year, month, day; and of a title, where it has one.
    ///
    /// # Errors
    /// The date is none.
    pub fn new(lang: Lang, title: Option<&str>, (year, month, day): (u16, u8, u8)) -> Result<Book, XlsxError> {
        let born = ExcelDateTime::from_ymd(year, month, day)?;
        let mut properties = DocProperties::new().set_author("lungang").set_creation_datetime(&born);
        if let Some(title) = title {
            properties = properties.set_title(cut(title, 200));
        }
        let mut workbook = Workbook::new();
        workbook.set_properties(&properties);
        Ok(Book { workbook, style: Style::new(lang), lang, taken: BTreeSet::new() })
    }

    /// A new sheet under the name, or under the next that is free: Excel has rules of its own for names.
    ///
    /// # Errors
    /// The format cannot hold it.
    pub fn sheet(&mut self, name: &str) -> Result<Sheet<'_>, XlsxError> {
        let plain: String =
            name.chars().map(|c| if "[]:*?/\\'".contains(c) || c.is_control() { ' ' } else { c }).collect();
        let plain = if plain.trim().is_empty() || plain.eq_ignore_ascii_case("history") { "-" } else { plain.trim() };
        let short = |room: usize| {
            let mut units = 0;
            let fits = plain.chars().take_while(|c| {
                units += c.len_utf16();
                units <= room
            });
            fits.collect::<String>().trim().to_owned()
        };
        let mut free = short(31);
        let mut n = 1_usize;
        while !self.taken.insert(free.to_lowercase()) {
            n += 1;
            free = format!("{} {n}", short(31 - 8));
        }
        let sheet = self.workbook.add_worksheet().set_name(&free)?;
        Ok(Sheet { sheet, style: &self.style, lang: self.lang, name: free, widths: Vec::new(), at: 0 })
    }

    /// The bytes.
    ///
    /// # Errors
    /// The format cannot hold it.
    pub fn finish(mut self) -> Result<Vec<u8>, XlsxError> {
        self.workbook.save_to_buffer()
    }
}

/// How a line outside a table looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Look {
    /// Plain.
    Note,
    /// That must not be overlooked.
    Warning,
    /// The title of what follows.
    Section,
}

/// What stands above a list and is printed at the head of its pages.
pub struct Head {
    /// The line above the list.
    pub title: String,
    /// What is printed: whose it is, and which sheet.
    pub page: [String; 2],
}

/// Rows of a table on its sheet: its header, the first and the last row of its data.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    /// Row of the header.
    pub header: u32,
    /// First row of data; above the last where there is none.
    pub first: u32,
    /// Last row of data.
    pub last: u32,
}

/// A sheet in the making: what is written next stands below what is there.
pub struct Sheet<'a> {
    sheet: &'a mut Worksheet,
    style: &'a Style,
    lang: Lang,
    name: String,
    widths: Vec<usize>,
    at: u32,
}

impl Sheet<'_> {
    /// Sets the widths of the columns, in columns of a terminal.
    ///
    /// # Errors
    /// There are too many.
    pub fn widths(&mut self, widths: &[usize]) -> Result<(), XlsxError> {
        self.widths = widths.to_vec();
        for (column, width) in (0_u16..).zip(widths) {
            self.sheet.set_column_width(column, units(*width))?;
        }
        Ok(())
    }

    /// How many pixels columns from one on take together.
    pub fn pixels(&self, from: usize) -> u32 {
        self.widths[from..].iter().map(|w| units(*w) * PIXELS).sum::<f64>() as u32
    }

    /// The title of the sheet.
    ///
    /// # Errors
    /// The format cannot hold it.
    pub fn title(&mut self, title: &str) -> Result<(), XlsxError> {
        self.sheet.write_string_with_format(self.at, 0, cut(title, 1000), &self.style.title)?;
        self.sheet.set_row_height(self.at, TITLE)?;
        self.at += 1;
        Ok(())
    }

    /// A line.
    ///
    /// # Errors
    /// The format cannot hold it.
    pub fn line(&mut self, look: Look, text: &str) -> Result<(), XlsxError> {
        let format = match look {
            Look::Note => &self.style.note,
            Look::Warning => &self.style.warning,
            Look::Section => &self.style.section,
        };
        self.sheet.write_string_with_format(self.at, 0, cut(text, SAID), format)?;
        self.at += 1;
        Ok(())
    }

    /// A sentence over the whole width of the sheet, with room for the lines that it takes.
    ///
    /// # Errors
    /// The format cannot hold it.
    pub fn said(&mut self, text: &str) -> Result<(), XlsxError> {
        let text = cut(text, SAID);
        let last = u16::try_from(self.widths.len()).unwrap_or(1).saturating_sub(1);
        let lines = text.width().div_ceil(self.widths.iter().sum::<usize>().max(1)).clamp(1, LINES);
        match last {
            0 => drop(self.sheet.write_string_with_format(self.at, 0, text, &self.style.said)?),
            last => drop(self.sheet.merge_range(self.at, 0, self.at, last, &text, &self.style.said)?),
        }
        self.sheet.set_row_height(self.at, ROW + LINE * (lines - 1) as f64)?;
        self.at += 1;
        Ok(())
    }

    /// What is printed: everything that was written, and so many rows below it.
    ///
    /// # Errors
    /// There are too many rows.
    pub fn area(&mut self, more: u32) -> Result<(), XlsxError> {
        let last = u16::try_from(self.widths.len()).unwrap_or(1).saturating_sub(1);
        self.sheet.set_print_area(0, 0, self.at.saturating_sub(1) + more, last).map(drop)
    }

    /// An empty row.
    pub fn gap(&mut self) {
        self.at += 1;
    }

    /// A table under its title, where it has one, in the widths of the sheet.
    ///
    /// # Errors
    /// The format cannot hold it.
    pub fn table(&mut self, table: &Table) -> Result<Span, XlsxError> {
        if !table.title(WORKBOOK).is_empty() {
            self.line(Look::Section, table.title(WORKBOOK))?;
        }
        let room = self.widths.clone();
        self.rows(table, &room, &mut [])
    }

    /// A list that fills the sheet: title, header, rows, widths that fit, frozen header, filter, page set up. Rows that the
    /// format cannot hold are counted on a last line.
    ///
    /// # Errors
    /// The format cannot hold it.
    pub fn list(&mut self, head: &Head, table: &Table) -> Result<Span, XlsxError> {
        let columns = table.columns(WORKBOOK);
        self.title(&head.title)?;
        self.sheet.set_row_height(self.at, ROW + LINE)?;
        let span = self.fitted(table)?;
        let last_column = u16::try_from(columns.len()).unwrap_or(1).saturating_sub(1);
        self.sheet.autofilter(span.header, 0, span.last, last_column)?;
        if table.is_empty() {
            self.line(Look::Note, &names::word(self.lang, "none"))?;
            self.at -= 1;
        }
        self.sheet.set_freeze_panes(span.first, table.fit.frozen)?;
        self.sheet.set_repeat_rows(0, span.header)?;
        self.print(&head.page);
        Ok(span)
    }

    /// A table whose cells set the widths of the sheet's columns.
    ///
    /// # Errors
    /// The format cannot hold it.
    pub fn fitted(&mut self, table: &Table) -> Result<Span, XlsxError> {
        let columns = table.columns(WORKBOOK);
        let room = vec![table.fit.widest; columns.len()];
        // Room for a filter's button beside the header.
        let mut widths: Vec<usize> = columns.iter().map(|c| header_width(c.header(WORKBOOK)) + 2).collect();
        let span = self.rows(table, &room, &mut widths)?;
        widths.iter_mut().for_each(|width| *width = (*width).min(table.fit.widest));
        self.widths(&widths)?;
        Ok(span)
    }

    /// Header and rows; `widths` take what the cells need.
    fn rows(&mut self, table: &Table, room: &[usize], widths: &mut [usize]) -> Result<Span, XlsxError> {
        let columns = table.columns(WORKBOOK);
        for (column, of) in (0_u16..).zip(&columns) {
            self.sheet.write_string_with_format(self.at, column, of.header(WORKBOOK), &self.style.header)?;
        }
        let header = self.at;
        self.at += 1;
        for cells in table.rows(WORKBOOK).take(ROWS) {
            self.cells(&cells, room)?;
            widths.iter_mut().zip(&cells).for_each(|(width, cell)| *width = (*width).max(cell::width(cell)));
        }
        let span = Span { header, first: header + 1, last: self.at - 1 };
        for (column, of) in (0_u16..).zip(&columns) {
            self.alarmed(column, of.alarm.as_ref(), span)?;
        }
        if table.len() > ROWS {
            let left = (table.len() - ROWS).to_string();
            self.line(Look::Note, &names::sentence(self.lang, "more", &[("n", &left)]))?;
        }
        Ok(span)
    }

    /// The cells of one row in columns of given widths, with room for those that wrap.
    fn cells(&mut self, cells: &[&Cell], room: &[usize]) -> Result<(), XlsxError> {
        let room = |column: usize| room.get(column).copied().unwrap_or(WIDEST);
        for (column, cell) in (0_u16..).zip(cells) {
            cell::write(cell, room(usize::from(column)), self.sheet, self.style, (self.at, column))?;
        }
        let lines = cells.iter().enumerate().map(|(at, c)| cell::lines(c, room(at))).max().unwrap_or(1);
        if lines > 1 {
            self.sheet.set_row_height(self.at, ROW + LINE * (lines.min(LINES) - 1) as f64)?;
        }
        self.at += 1;
        Ok(())
    }

    /// Lays the alarm over what calls for attention in a column.
    fn alarmed(&mut self, column: u16, alarm: Option<&Alarm>, span: Span) -> Result<(), XlsxError> {
        let rules: Vec<ConditionalFormatCellRule<ConditionalFormatValue>> = match alarm {
            _ if span.last < span.first => Vec::new(),
            None => Vec::new(),
            Some(Alarm::AboveZero) => vec![ConditionalFormatCellRule::GreaterThan(0.into())],
            Some(Alarm::Says(words)) => {
                words.iter().map(|word| ConditionalFormatCellRule::EqualTo(word.as_str().into())).collect()
            }
        };
        for rule in rules {
            let format = ConditionalFormatCell::new().set_rule(rule).set_format(&self.style.alarm);
            self.sheet.add_conditional_format(span.first, column, span.last, column, &format)?;
        }
        Ok(())
    }

    /// A4 landscape, as wide as the page, with what is printed at its head and the page's number.
    pub fn print(&mut self, head: &[String; 2]) {
        let [owner, name] = head.each_ref().map(|text| cut(text, 80).replace('&', "&&"));
        self.sheet.set_header(format!("&L{owner}&R{name}"));
        self.print_bare();
    }

    /// The same without a head, as of what is published.
    pub fn print_bare(&mut self) {
        self.sheet.set_default_row_height(ROW);
        self.sheet.set_landscape().set_paper_size(9).set_print_fit_to_pages(1, 0);
        self.sheet.set_margins(0.5, 0.5, 0.7, 0.7, 0.3, 0.3);
        self.sheet.set_footer(format!("&C{}", names::word(self.lang, "page")));
    }

    /// A4 upright instead.
    pub fn upright(&mut self) {
        self.sheet.set_portrait();
    }

    /// Begins a page where the next row stands.
    ///
    /// # Errors
    /// There are too many pages.
    pub fn new_page(&mut self) -> Result<(), XlsxError> {
        self.sheet.set_page_breaks(&[self.at]).map(drop)
    }

    /// Keeps the rows down to one in view, and prints some at the head of every page.
    ///
    /// # Errors
    /// There are no such rows.
    pub fn keep(&mut self, down_to: u32, (first, last): (u32, u32)) -> Result<(), XlsxError> {
        self.sheet.set_freeze_panes(down_to + 1, 0)?;
        self.sheet.set_repeat_rows(first, last).map(drop)
    }
}

/// The beginning of a text.
pub fn cut(text: &str, characters: usize) -> String {
    match text.char_indices().nth(characters) {
        Some((at, _)) => format!("{}…", &text[..at]),
        None => text.to_owned(),
    }
}

/// A terminal's columns as Excel's: a Chinese character takes a little more than two digits.
fn units(columns: usize) -> f64 {
    columns as f64 * 1.06 + 2.0
}

/// A header of several words may stand on two lines; a Chinese one above eight characters too.
fn header_width(header: &str) -> usize {
    let whole = header.width();
    let longest = header.split_whitespace().map(UnicodeWidthStr::width).max().unwrap_or(0);
    let chinese = header.chars().any(|c| c.width() == Some(2));
    if chinese && whole > 12 { whole.div_ceil(2) } else { longest.max(whole.div_ceil(2)).min(whole) }
}
