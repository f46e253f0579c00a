//! How a sheet is filled and set up for print: cells, widths that fit Chinese, frozen header, filter, page.

use super::Source;
use super::style::Style;
use lungang_domain::audit::Relation;
use lungang_domain::shown::shown;
use lungang_domain::words::Lang;
use rust_xlsxwriter::{
    ConditionalFormatCell, ConditionalFormatCellRule, ConditionalFormatValue, ExcelDateTime, Worksheet, XlsxError,
};
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Rows of data on one sheet; Excel holds 1 048 576 rows in all.
const ROWS: usize = 1_000_000;
/// Characters in one cell; Excel holds 32 767 UTF-16 units.
const CHARACTERS: usize = 16_000;
/// Widest column unless a list says otherwise, in columns of a terminal; longer text wraps.
pub const WIDEST: usize = 46;
/// Row of a list's header, under the title.
const HEADER: u32 = 1;
/// First row of a list's data.
pub const FIRST: u32 = HEADER + 1;
/// Height of a row of one line, and what every further line adds, in points. A row is not fitted by every program
/// that opens the file, so its height is stated.
const ROW: f64 = 17.0;
const LINE: f64 = 14.5;
/// Height of a title's row, in points.
const TITLE: f64 = 28.0;
/// Most lines that a row makes room for.
const LINES: usize = 25;

/// What stands in a cell.
pub enum Cell {
    /// Text as it is; wraps where it is longer than the column.
    Text(String),
    /// A short word in the middle.
    Word(String),
    /// The same in grey: it is measured and asked for by nobody.
    Muted(String),
    /// A whole number.
    Number(i64),
    /// A whole number that a rule asks for.
    Required(Relation, i64),
    /// A distance in metres, shown in kilometres.
    Metres(u32),
    /// A day.
    Date(i16, i8, i8),
    /// Nothing.
    Empty,
}

impl Cell {
    /// A number, or nothing.
    pub fn maybe(number: Option<impl Into<i64>>) -> Cell {
        number.map_or(Cell::Empty, |n| Cell::Number(n.into()))
    }

    /// Its width in columns of a terminal.
    fn width(&self) -> usize {
        match self {
            Cell::Text(text) | Cell::Word(text) | Cell::Muted(text) => {
                text.lines().map(UnicodeWidthStr::width).max().unwrap_or(0)
            }
            Cell::Number(n) => thousands(*n),
            Cell::Required(_, n) => thousands(*n) + 2,
            Cell::Metres(_) => 6,
            Cell::Date(..) => 10,
            Cell::Empty => 0,
        }
    }

    /// Lines it takes in a column of a width.
    fn lines(&self, room: usize) -> usize {
        match self {
            Cell::Text(text) => text
                .lines()
                .map(|l| if l.width() > room { l.width().div_ceil(room.max(3) - 1) } else { 1 })
                .sum::<usize>()
                .max(1),
            _ => 1,
        }
    }

    /// Writes it into a column that has room for a text of [`WIDEST`].
    ///
    /// # Errors
    /// The format cannot hold it.
    pub fn write(&self, sheet: &mut Worksheet, style: &Style, row: u32, column: u16) -> Result<(), XlsxError> {
        self.write_in(WIDEST, sheet, style, row, column)
    }

    fn write_in(
        &self,
        room: usize,
        sheet: &mut Worksheet,
        style: &Style,
        row: u32,
        column: u16,
    ) -> Result<(), XlsxError> {
        match self {
            Cell::Text(text) => {
                let format = if self.width() > room || text.contains('\n') { &style.wrapped } else { &style.text };
                sheet.write_string_with_format(row, column, cut(&shown(text), CHARACTERS), format)
            }
            Cell::Word(text) => {
                sheet.write_string_with_format(row, column, cut(&shown(text), CHARACTERS), &style.centred)
            }
            Cell::Muted(text) => {
                sheet.write_string_with_format(row, column, cut(&shown(text), CHARACTERS), &style.muted)
            }
            Cell::Number(n) => sheet.write_number_with_format(row, column, *n as f64, &style.number),
            Cell::Required(how, n) => sheet.write_number_with_format(row, column, *n as f64, style.required(*how)),
            Cell::Metres(m) => sheet.write_number_with_format(row, column, f64::from(*m) / 1000.0, &style.kilometres),
            Cell::Date(year, month, day) => match ymd(*year, *month, *day) {
                Ok(date) => sheet.write_datetime_with_format(row, column, &date, &style.date),
                Err(_) => {
                    let text = format!("{year:04}-{month:02}-{day:02}");
                    sheet.write_string_with_format(row, column, text, &style.centred)
                }
            },
            Cell::Empty => sheet.write_blank(row, column, &style.text),
        }?;
        Ok(())
    }
}

/// How a list is laid out.
pub struct Layout<'a> {
    /// The sheet's name in the table of words.
    pub name: &'a str,
    /// Names of the columns.
    pub columns: &'a [&'a str],
    /// Columns that stay in view.
    pub frozen: u16,
    /// Widest column, in columns of a terminal.
    pub widest: usize,
}

/// What stands above a sheet and how it is written.
pub struct Head<'a> {
    /// Language of its words.
    pub lang: Lang,
    /// Its formats.
    pub style: &'a Style,
    /// The line above the list.
    pub title: String,
    /// What is printed at the head of a page: whose it is, and which sheet.
    pub page: [String; 2],
}

/// A sheet that is one list of a record: see [`list_under`].
///
/// # Errors
/// The format cannot hold it.
pub fn list(
    source: &Source<'_>,
    sheet: &mut Worksheet,
    layout: &Layout<'_>,
    rows: impl Iterator<Item = Vec<Cell>>,
) -> Result<u32, XlsxError> {
    list_under(&head(source, layout.name), sheet, layout, rows)
}

/// A sheet that is one list: title, header, rows, widths, frozen header, filter, page set up.
///
/// Returns the number of data rows, which begin at [`FIRST`]; rows that the format cannot hold are counted on a last
/// line.
///
/// # Errors
/// The format cannot hold it.
pub fn list_under(
    source: &Head<'_>,
    sheet: &mut Worksheet,
    layout: &Layout<'_>,
    rows: impl Iterator<Item = Vec<Cell>>,
) -> Result<u32, XlsxError> {
    let word = |key: &str| lungang_results::names::word(source.lang, key);
    let headers: Vec<String> = layout.columns.iter().map(|c| word(&format!("col.{c}"))).collect();
    // Room for the filter's button beside the header.
    let mut widths: Vec<usize> = headers.iter().map(|h| header_width(h) + 2).collect();
    sheet.write_string_with_format(0, 0, &source.title, &source.style.title)?;
    sheet.set_row_height(0, TITLE)?;
    row(sheet, source.style, HEADER, &headers)?;
    sheet.set_row_height(HEADER, ROW + LINE)?;
    let room = vec![layout.widest; layout.columns.len()];
    let (mut written, mut left) = (0_u32, 0_u64);
    for cells in rows {
        if written as usize >= ROWS {
            left += 1;
            continue;
        }
        line(sheet, source.style, FIRST + written, &cells, &room)?;
        written += 1;
        for (column, cell) in (0_u16..).zip(&cells) {
            if let Some(width) = widths.get_mut(usize::from(column)) {
                *width = (*width).max(cell.width());
            }
        }
    }
    for (column, width) in (0_u16..).zip(widths) {
        sheet.set_column_width(column, units(width.min(layout.widest)))?;
    }
    let last_column = u16::try_from(layout.columns.len()).unwrap_or(1).saturating_sub(1);
    sheet.autofilter(HEADER, 0, HEADER + written, last_column)?;
    if left > 0 {
        let more = lungang_results::names::sentence(source.lang, "more", &[("n", &left.to_string())]);
        sheet.write_string_with_format(FIRST + written, 0, more, &source.style.note)?;
    } else if written == 0 {
        sheet.write_string_with_format(FIRST, 0, word("none"), &source.style.note)?;
    }
    sheet.set_freeze_panes(FIRST, layout.frozen)?;
    sheet.set_repeat_rows(0, HEADER)?;
    page_under(source, sheet);
    Ok(written)
}

/// The head of a record's sheet.
fn head<'a>(source: &'a Source<'_>, name: &str) -> Head<'a> {
    let county = &source.record.county;
    let owner = format!("{} {}", cut(&county.name, 60), county.school_year.label());
    let page = [owner, source.word(&format!("sheet.{name}"))];
    Head { lang: source.lang, style: &source.style, title: title(source, name), page }
}

/// County, school year, and what the sheet is.
fn title(source: &Source<'_>, name: &str) -> String {
    let county = &source.record.county;
    let args = [
        ("county", cut(&county.name, 120)),
        ("year", county.school_year.label()),
        ("sheet", source.word(&format!("sheet.{name}"))),
    ];
    let args: Vec<(&str, &str)> = args.iter().map(|(n, v)| (*n, v.as_str())).collect();
    lungang_results::names::sentence(source.lang, "sheet-title", &args)
}

/// Writes the cells of one row into columns of given widths and makes room for those that wrap.
///
/// # Errors
/// The format cannot hold it.
pub fn line(sheet: &mut Worksheet, style: &Style, row: u32, cells: &[Cell], room: &[usize]) -> Result<(), XlsxError> {
    let room = |column: usize| room.get(column).copied().unwrap_or(WIDEST);
    for (column, cell) in (0_u16..).zip(cells) {
        cell.write_in(room(usize::from(column)), sheet, style, row, column)?;
    }
    let lines = cells.iter().enumerate().map(|(at, c)| c.lines(room(at))).max().unwrap_or(1);
    if lines > 1 {
        sheet.set_row_height(row, ROW + LINE * (lines.min(LINES) - 1) as f64)?;
    }
    Ok(())
}

/// Writes a header row.
///
/// # Errors
/// The format cannot hold it.
pub fn row(sheet: &mut Worksheet, style: &Style, row: u32, headers: &[String]) -> Result<(), XlsxError> {
    for (column, header) in (0_u16..).zip(headers) {
        sheet.write_string_with_format(row, column, header, &style.header)?;
    }
    Ok(())
}

/// A4 landscape, as wide as the page, with county, sheet and page number.
pub fn page(source: &Source<'_>, sheet: &mut Worksheet, name: &str) {
    page_under(&head(source, name), sheet);
}

/// The same under any head.
pub fn page_under(source: &Head<'_>, sheet: &mut Worksheet) {
    let [owner, name] = source.page.each_ref().map(|text| cut(text, 80).replace('&', "&&"));
    let head = format!("&L{owner}&R{name}");
    sheet.set_default_row_height(ROW);
    sheet.set_landscape();
    sheet.set_paper_size(9);
    sheet.set_print_fit_to_pages(1, 0);
    sheet.set_margins(0.5, 0.5, 0.7, 0.7, 0.3, 0.3);
    sheet.set_header(head);
    sheet.set_footer(format!("&C{}", lungang_results::names::word(source.lang, "page")));
}

/// Lays the alarm over the cells of one column that are above zero.
///
/// # Errors
/// The range is none.
pub fn alarm_above_zero(source: &Source<'_>, sheet: &mut Worksheet, column: u16, rows: u32) -> Result<(), XlsxError> {
    let rule = ConditionalFormatCellRule::GreaterThan(0.into());
    alarm(&source.style, sheet, column, FIRST, HEADER + rows, rule)
}

/// Lays the alarm over the cells of one column that say the word.
///
/// # Errors
/// The range is none.
pub fn alarm_at_word(
    source: &Source<'_>,
    sheet: &mut Worksheet,
    column: u16,
    first: u32,
    last: u32,
    word: &str,
) -> Result<(), XlsxError> {
    alarm(&source.style, sheet, column, first, last, ConditionalFormatCellRule::EqualTo(word.into()))
}

/// Lays the alarm over the cells of one column that a rule picks.
///
/// # Errors
/// The range is none.
pub fn alarm(
    style: &Style,
    sheet: &mut Worksheet,
    column: u16,
    first: u32,
    last: u32,
    rule: ConditionalFormatCellRule<ConditionalFormatValue>,
) -> Result<(), XlsxError> {
    if last < first {
        return Ok(());
    }
    let format = ConditionalFormatCell::new().set_rule(rule).set_format(&style.alarm);
    sheet.add_conditional_format(first, column, last, column, &format)?;
    Ok(())
}

/// The beginning of a text.
pub fn cut(text: &str, characters: usize) -> String {
    match text.char_indices().nth(characters) {
        Some((at, _)) => format!("{}…", &text[..at]),
        None => text.to_owned(),
    }
}

/// A terminal's columns as Excel's: a Chinese character takes a little more than two digits.
pub fn units(columns: usize) -> f64 {
    columns as f64 * 1.06 + 2.0
}

/// A header of several words may stand on two lines; a Chinese one above eight characters too.
fn header_width(header: &str) -> usize {
    let whole = header.width();
    let longest = header.split_whitespace().map(UnicodeWidthStr::width).max().unwrap_or(0);
    let chinese = header.chars().any(|c| c.width() == Some(2));
    if chinese && whole > 12 { whole.div_ceil(2) } else { longest.max(whole.div_ceil(2)).min(whole) }
}

fn thousands(n: i64) -> usize {
    let digits = n.unsigned_abs().to_string().len();
    digits + (digits - 1) / 3 + usize::from(n < 0)
}

fn ymd(year: i16, month: i8, day: i8) -> Result<ExcelDateTime, XlsxError> {
    let whole = |n: i16| u16::try_from(n).unwrap_or(0);
    let small = |n: i8| u8::try_from(n).unwrap_or(0);
    ExcelDateTime::from_ymd(whole(year), small(month), small(day))
}
