//! Tables and lines of text. Columns are padded by the width that a terminal gives Chinese characters.

use crate::block::{Cut, TERMINAL, Table};
use crate::text::View;
use comfy_table::{Cell, CellAlignment, ContentArrangement, LineStyle, Table as Grid, TableStyle};
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

    /// An empty line, unless the page is empty or has just had one.
    pub fn gap(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with("\n\n") {
            self.text.push('\n');
        }
    }

    /// A table under its title; rows beyond the view's number are only counted. A table without rows leaves nothing.
    pub fn table(&mut self, table: &Table) {
        if table.is_empty() {
            return;
        }
        let limit = match table.cut {
            Cut::AsAsked => self.view.rows,
            Cut::At(most) if self.view.rows != usize::MAX => most,
            Cut::At(_) | Cut::Never => usize::MAX,
        };
        let columns = table.columns(TERMINAL);
        let mut grid = Grid::new();
        grid.load_style(PLAIN).set_content_arrangement(ContentArrangement::Disabled);
        grid.set_header(columns.iter().map(|c| c.header(TERMINAL)));
        for row in table.rows(TERMINAL).take(limit) {
            let texts = row.iter().map(|cell| cell.shown(TERMINAL));
            grid.add_row(texts.map(|t| Cell::new(if limit == usize::MAX { clean(&t) } else { one_line(&t) })));
        }
        for (at, _) in columns.iter().enumerate().filter(|(_, column)| column.figures) {
            if let Some(column) = grid.column_mut(at) {
                column.set_cell_alignment(CellAlignment::Right);
            }
        }
        self.gap();
        self.line(table.title(TERMINAL));
        for line in grid.lines() {
            self.line(&line);
        }
        self.more(table.len(), limit);
    }

    /// How many more there are than are shown.
    pub fn more(&mut self, all: usize, shown: usize) {
        let more = all.saturating_sub(shown);
        if more > 0 {
            self.line(&names::sentence(self.view.lang, "more", &[("n", &more.to_string())]));
        }
    }

    /// A titled list of items with what is said of each, one a line and never cut; rows beyond the view's number are counted.
    pub fn list(&mut self, title: &str, items: Vec<Vec<String>>) {
        if items.is_empty() {
            return;
        }
        self.gap();
        self.say(title, &[("n", &items.len().to_string())]);
        let all = items.len();
        for item in items.into_iter().take(self.view.rows) {
            self.line(&format!("  {}", item.join(&names::word(self.view.lang, "text.explain.of"))));
        }
        self.more(all, self.view.rows);
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
