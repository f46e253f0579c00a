//! Tables and lines of text. Columns are padded by the width that a terminal gives Chinese characters.

use super::View;
use comfy_table::{Cell, CellAlignment, ContentArrangement, LineStyle, Table, TableStyle};
use lungang_results::names;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Columns set apart by blanks, a line of dashes under the header. Dashes are one column wide everywhere; the box
/// characters are not.
const PLAIN: TableStyle = TableStyle::new().header_separator(LineStyle::none().fill('-').junction('-'));
/// Widest cell where lists are cut; longer text is cut too.
const WIDEST: usize = 60;

/// Text that grows line by line.
pub struct Page {
    view: View,
    text: String,
}

impl Page {
    /// An empty page.
    pub fn new(view: View) -> Page {
        Page { view, text: String::new() }
    }

    /// A line of the page: `report.text.<key>` with its placeholders filled.
    pub fn say(&mut self, key: &str, args: &[(&str, &str)]) {
        let words = names::sentence(self.view.lang, &format!("text.{key}"), args);
        self.line(&words);
    }

    /// A line as it is, but for what would steer a terminal.
    pub fn line(&mut self, line: &str) {
        self.text.push_str(clean(line).trim_end());
        self.text.push('\n');
    }

    /// Lines of another page.
    pub fn append(&mut self, page: Page) {
        self.gap();
        self.text.push_str(&page.text);
    }

    /// An empty line, unless the page is empty or has just had one.
    pub fn gap(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with("\n\n") {
            self.text.push('\n');
        }
    }

    /// A titled list with a header: `report.text.<title>`, `report.col.<column>`. A column whose name begins with `#`
    /// holds numbers. Rows beyond the view's number are only counted; a list without rows leaves nothing.
    pub fn table(&mut self, title: &str, columns: &[&str], rows: Vec<Vec<String>>) {
        self.table_of(title, columns, rows, self.view.rows);
    }

    /// The same with another number of rows.
    pub fn table_of(&mut self, title: &str, columns: &[&str], rows: Vec<Vec<String>>, limit: usize) {
        if rows.is_empty() {
            return;
        }
        let lang = self.view.lang;
        let title = names::sentence(lang, &format!("text.{title}"), &[("n", &rows.len().to_string())]);
        let headers = columns.iter().map(|c| names::word(lang, &format!("col.{}", c.trim_start_matches('#'))));
        let numbers: Vec<bool> = columns.iter().map(|c| c.starts_with('#')).collect();
        self.grid_of(&title, &headers.collect::<Vec<_>>(), &numbers, (rows, limit));
    }

    /// The same with its title and header as they are; `numbers` says which columns hold numbers.
    pub fn grid(&mut self, title: &str, headers: &[String], numbers: &[bool], rows: Vec<Vec<String>>) {
        self.grid_of(title, headers, numbers, (rows, self.view.rows));
    }

    fn grid_of(&mut self, title: &str, headers: &[String], numbers: &[bool], (rows, limit): (Vec<Vec<String>>, usize)) {
        if rows.is_empty() {
            return;
        }
        self.gap();
        self.line(title);
        let lang = self.view.lang;
        let mut table = Table::new();
        table.load_style(PLAIN).set_content_arrangement(ContentArrangement::Disabled);
        table.set_header(headers);
        let more = rows.len().saturating_sub(limit);
        for row in rows.into_iter().take(limit) {
            table.add_row(
                row.iter().map(|text| Cell::new(if limit == usize::MAX { clean(text) } else { one_line(text) })),
            );
        }
        for (at, _) in numbers.iter().enumerate().filter(|(_, number)| **number) {
            if let Some(column) = table.column_mut(at) {
                column.set_cell_alignment(CellAlignment::Right);
            }
        }
        for line in table.lines() {
            self.line(&line);
        }
        if more > 0 {
            self.line(&names::sentence(lang, "more", &[("n", &more.to_string())]));
        }
    }

    /// A titled list of items with what is said of each, one a line and never cut; rows beyond the view's number are counted.
    pub fn list(&mut self, title: &str, items: Vec<Vec<String>>) {
        if items.is_empty() {
            return;
        }
        self.gap();
        self.say(title, &[("n", &items.len().to_string())]);
        let more = items.len().saturating_sub(self.view.rows);
        for item in items.into_iter().take(self.view.rows) {
            self.line(&format!("  {}", item.join(&names::word(self.view.lang, "text.explain.of"))));
        }
        if more > 0 {
            self.line(&names::sentence(self.view.lang, "more", &[("n", &more.to_string())]));
        }
    }

    /// The text.
    pub fn finish(self) -> String {
        self.text
    }
}

/// Text on one line: what would steer a terminal becomes a blank.
fn clean(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

/// Text on one line, no wider than a cell may be.
pub fn one_line(text: &str) -> String {
    let clean = clean(text);
    if clean.width() <= WIDEST {
        return clean;
    }
    let mut width = 0;
    let fits = clean.chars().take_while(|c| {
        width += c.width().unwrap_or(0);
        width < WIDEST
    });
    fits.collect::<String>() + "…"
}

/// A number that may be missing.
pub fn maybe(number: Option<impl ToString>) -> String {
    number.map_or_else(|| "-".to_owned(), |n| n.to_string())
}
