//! `compare.xlsx`: the sides, their figures, rules and shortages, who is treated differently, the sweep; with charts.

use super::sheet::cut;
use super::style::Style;
use crate::compare::{goes, notes, point_note, rule_cell, side_columns, side_row, title};
use crate::measure::measure;
use lungang_domain::comparison::CompareDocument;
use lungang_domain::whatif::Amount;
use lungang_domain::words::{Lang, say};
use lungang_results::names;
use rust_xlsxwriter::{
    Chart, ChartFormat, ChartLegendPosition, ChartLine, ChartMarker, ChartMarkerType, ChartPatternFill,
    ChartPatternFillType, ChartSolidFill, ChartType, Color, Workbook, Worksheet, XlsxError,
};
use unicode_width::UnicodeWidthStr;

/// The bytes of `compare.xlsx` in one language.
///
/// # Errors
/// The format cannot hold the comparison.
pub fn comparison(document: &CompareDocument, lang: Lang) -> Result<Vec<u8>, XlsxError> {
    let book = Book { document, lang, style: Style::new(lang) };
    let mut workbook = Workbook::new();
    if !document.sides.is_empty() {
        book.sides(workbook.add_worksheet())?;
        book.figures(workbook.add_worksheet())?;
        book.rules(workbook.add_worksheet())?;
        book.subjects(workbook.add_worksheet())?;
        book.schools(workbook.add_worksheet())?;
        book.people(workbook.add_worksheet())?;
    }
    if !document.points.is_empty() {
        book.points(workbook.add_worksheet())?;
    }
    if document.frontier.is_some() {
        book.frontier(workbook.add_worksheet())?;
    }
    workbook.save_to_buffer()
}

struct Book<'a> {
    document: &'a CompareDocument,
    lang: Lang,
    style: Style,
}

/// What stands in a cell.
enum Value {
    Text(String),
    Figure(Option<f64>),
}

impl From<String> for Value {
    fn from(text: String) -> Value {
        Value::Text(text)
    }
}

impl From<Option<Amount>> for Value {
    fn from(amount: Option<Amount>) -> Value {
        Value::Figure(amount.map(Amount::as_f64))
    }
}

impl From<Option<u32>> for Value {
    fn from(count: Option<u32>) -> Value {
        Value::Figure(count.map(f64::from))
    }
}

/// Row of a list's header, under the title.
const HEADER: u32 = 1;

impl Book<'_> {
    fn word(&self, key: &str) -> String {
        say(self.lang, &format!("compare.{key}"), &[])
    }

    fn columns(&self, first: &[&str]) -> Vec<String> {
        let mut all: Vec<String> = first.iter().map(|key| self.word(&format!("col.{key}"))).collect();
        all.extend(self.document.sides.iter().map(|s| format!("{} {}", s.letter, s.label)));
        all
    }

    /// A list: title, header, rows, frozen, with widths that fit. Returns the last row.
    fn list(
        &self,
        sheet: &mut Worksheet,
        name: &str,
        columns: &[String],
        rows: Vec<Vec<Value>>,
    ) -> Result<u32, XlsxError> {
        sheet.set_name(self.word(&format!("sheet.{name}")))?;
        sheet.write_string_with_format(0, 0, cut(&title(self.document, self.lang), 250), &self.style.title)?;
        let mut widths: Vec<usize> = columns.iter().map(|c| c.width()).collect();
        super::sheet::row(sheet, &self.style, HEADER, columns)?;
        let mut at = HEADER;
        for cells in rows {
            at += 1;
            for ((column, cell), width) in (0_u16..).zip(cells).zip(widths.iter_mut()) {
                match cell {
                    Value::Text(text) if text.is_empty() => {}
                    Value::Text(text) => {
                        *width = (*width).max(text.width());
                        sheet.write_string_with_format(at, column, cut(&text, 16_000), &self.style.text)?;
                    }
                    Value::Figure(Some(n)) if n.fract() == 0.0 => {
                        sheet.write_number_with_format(at, column, n, &self.style.number)?;
                    }
                    Value::Figure(Some(n)) => {
                        sheet.write_number_with_format(at, column, n, &self.style.kilometres)?;
                    }
                    Value::Figure(None) => {
                        sheet.write_string_with_format(at, column, "–", &self.style.centred)?;
                    }
                }
            }
        }
        for (column, width) in (0_u16..).zip(widths) {
            sheet.set_column_width(column, (width.clamp(6, 46) + 2) as f64)?;
        }
        sheet.set_freeze_panes(HEADER + 1, 1)?;
        sheet.set_landscape().set_paper_size(9).set_print_fit_to_pages(1, 0);
        Ok(at)
    }

    fn sides(&self, sheet: &mut Worksheet) -> Result<(), XlsxError> {
        let rows = self.document.sides.iter().map(|s| side_row(s, self.lang).into_iter().map(Value::from).collect());
        let last = self.list(sheet, "sides", &side_columns(self.lang), rows.collect())?;
        for (row, line) in (last + 2..).zip(notes(self.document, self.lang)) {
            sheet.write_string_with_format(row, 0, cut(&line, 16_000), &self.style.note)?;
        }
        Ok(())
    }

    fn figures(&self, sheet: &mut Worksheet) -> Result<(), XlsxError> {
        let row = |f: &lungang_domain::comparison::FigureRow| {
            let mut cells: Vec<Value> = vec![measure(self.lang, self.document, &f.measure).into()];
            cells.extend([Value::from(f.measure.clone()), Value::from(f.school_year.clone())]);
            cells.extend(f.values.iter().map(|v| Value::from(*v)));
            cells
        };
        let rows = self.document.figures.iter().map(row).collect();
        self.list(sheet, "figures", &self.columns(&["figure", "measure", "year"]), rows)?;
        Ok(())
    }

    fn rules(&self, sheet: &mut Worksheet) -> Result<(), XlsxError> {
        let row = |r: &lungang_domain::comparison::RuleRow| {
            let mut cells: Vec<Value> = vec![names::rule(self.lang, r.rule).into(), r.clause.clone().into()];
            cells.push(r.school_year.clone().into());
            cells.extend(r.cells.iter().map(|c| Value::from(rule_cell(c.as_ref()))));
            cells
        };
        let rows = self.document.rules.iter().map(row).collect();
        self.list(sheet, "rules", &self.columns(&["rule", "clause", "year"]), rows)?;
        Ok(())
    }

    fn subjects(&self, sheet: &mut Worksheet) -> Result<(), XlsxError> {
        let row = |s: &lungang_domain::comparison::SubjectRow| {
            let mut cells: Vec<Value> = vec![s.words.get(self.lang).to_owned().into(), s.school_year.clone().into()];
            cells.extend(s.after.iter().map(|n| Value::from(*n)));
            cells
        };
        let rows: Vec<Vec<Value>> = self.document.subjects.iter().map(row).collect();
        let count = u32::try_from(rows.len()).unwrap_or(0);
        let last = self.list(sheet, "subjects", &self.columns(&["subject", "year"]), rows)?;
        let of_last = self.document.subjects.last().map(|s| s.school_year.clone()).unwrap_or_default();
        let before = self.document.subjects.iter().filter(|s| s.school_year != of_last).count();
        let first = HEADER + 1 + u32::try_from(before).unwrap_or(0);
        if count > 0 {
            let chart = self.bars("subjects", 2, (first, last));
            sheet.insert_chart_with_offset(last + 2, 0, &chart, 4, 4)?;
        }
        Ok(())
    }

    fn schools(&self, sheet: &mut Worksheet) -> Result<(), XlsxError> {
        let row = |s: &lungang_domain::comparison::SchoolRow| {
            let mut cells: Vec<Value> = vec![s.name.clone().into(), s.school_id.clone().into()];
            cells.push(s.school_year.clone().into());
            cells.extend(s.after.iter().map(|n| Value::from(*n)));
            cells
        };
        let rows = self.document.schools.iter().map(row).collect();
        self.list(sheet, "schools", &self.columns(&["school", "school-id", "year"]), rows)?;
        Ok(())
    }

    fn people(&self, sheet: &mut Worksheet) -> Result<(), XlsxError> {
        let row = |p: &lungang_domain::comparison::PersonRow| {
            let said = [&p.teacher_id, &p.name, &p.home, &p.school_year];
            let mut cells: Vec<Value> = said.into_iter().cloned().map(Value::from).collect();
            cells.extend(p.goes.iter().map(|g| Value::from(goes(g.as_ref(), self.document, self.lang))));
            cells
        };
        let rows = self.document.people.iter().map(row).collect();
        self.list(sheet, "people", &self.columns(&["teacher", "name", "home", "year"]), rows)?;
        Ok(())
    }

    fn points(&self, sheet: &mut Worksheet) -> Result<(), XlsxError> {
        let columns = ["point", "runs", "year", "figure", "measure", "least", "tenth", "median", "ninetieth", "most"];
        let columns = columns.map(|key| self.word(&format!("col.{key}")));
        let mut rows = Vec::new();
        for point in &self.document.points {
            for s in &point.spread {
                let said = [
                    point.label.clone(),
                    point_note(point, self.lang),
                    s.school_year.clone(),
                    measure(self.lang, self.document, &s.measure),
                    s.measure.clone(),
                ];
                let mut cells: Vec<Value> = said.into_iter().map(Value::from).collect();
                cells.extend([s.least, s.tenth, s.median, s.ninetieth, s.most].map(|a| Value::from(Some(a))));
                rows.push(cells);
            }
        }
        self.list(sheet, "points", &columns, rows)?;
        Ok(())
    }

    fn frontier(&self, sheet: &mut Worksheet) -> Result<(), XlsxError> {
        let Some(frontier) = &self.document.frontier else { return Ok(()) };
        let (x, y) = (
            measure(self.lang, self.document, &frontier.x.measure),
            measure(self.lang, self.document, &frontier.y.measure),
        );
        let columns = [self.word("col.label"), x.clone(), y.clone(), self.word("col.front"), y.clone()];
        let row = |m: &lungang_domain::comparison::Mark| {
            let front = if m.front { self.word("front") } else { String::new() };
            // The last column holds the frontier alone, for its line.
            let line = if m.front { Value::Figure(Some(m.y)) } else { Value::Text(String::new()) };
            vec![m.label.clone().into(), Value::Figure(Some(m.x)), Value::Figure(Some(m.y)), front.into(), line]
        };
        let last = self.list(sheet, "frontier", &columns, frontier.marks.iter().map(row).collect())?;
        let name = self.word("sheet.frontier");
        let name = name.as_str();
        let mut chart = Chart::new(ChartType::Scatter);
        let blue = Color::RGB(COLOURS[0]);
        for (column, kind, line) in [(2_u16, ChartMarkerType::Circle, false), (4, ChartMarkerType::Square, true)] {
            let mut marker = ChartMarker::new();
            marker.set_type(kind).set_size(8);
            let mut format = ChartFormat::new();
            if line {
                format.set_line(ChartLine::new().set_color(blue).set_width(1.5));
            } else {
                format.set_no_line();
            }
            let series = chart.add_series();
            series.set_categories((name, HEADER + 1, 1, last, 1)).set_values((name, HEADER + 1, column, last, column));
            series.set_marker(&marker).set_format(&mut format);
            series.set_name(self.word(if line { "front" } else { "others" }).as_str());
        }
        chart.x_axis().set_name(&x);
        chart.y_axis().set_name(&y);
        chart.legend().set_position(ChartLegendPosition::Bottom);
        chart.set_width(720).set_height(420);
        chart.set_alt_text(self.word("frontier"));
        sheet.insert_chart_with_offset(last + 2, 0, &chart, 4, 4)?;
        Ok(())
    }

    /// Columns, one colour and pattern a side.
    fn bars(&self, name: &str, figures: u16, (first, last): (u32, u32)) -> Chart {
        let sheet = self.word(&format!("sheet.{name}"));
        let mut chart = Chart::new_column();
        for (at, _) in self.document.sides.iter().enumerate().take(COLOURS.len()) {
            let column = figures + u16::try_from(at).unwrap_or(0);
            let colour = Color::RGB(COLOURS[at]);
            let mut format = ChartFormat::new();
            match PATTERNS[at] {
                None => format.set_solid_fill(ChartSolidFill::new().set_color(colour)),
                Some(pattern) => format.set_pattern_fill(
                    ChartPatternFill::new()
                        .set_pattern(pattern)
                        .set_foreground_color(colour)
                        .set_background_color(Color::White),
                ),
            };
            format.set_border(ChartLine::new().set_color(Color::RGB(0x0040_4040)).set_width(0.5));
            chart
                .add_series()
                .set_name((sheet.as_str(), HEADER, column))
                .set_categories((sheet.as_str(), first, 0, last, 0))
                .set_values((sheet.as_str(), first, column, last, column))
                .set_format(&mut format);
        }
        chart.title().set_name(self.word("subjects").as_str());
        chart.legend().set_position(ChartLegendPosition::Bottom);
        chart.y_axis().set_num_format("0").set_min(0);
        chart.set_width(860).set_height(380);
        chart.set_alt_text(self.word("subjects"));
        chart
    }
}

/// Okabe and Ito's colours, as on the page.
const COLOURS: [u32; 6] = [0x0000_72B2, 0x00D5_5E00, 0x0000_9E73, 0x00CC_79A7, 0x00E6_9F00, 0x0056_B4E9];
/// A pattern each, so that grey tells them apart too.
const PATTERNS: [Option<ChartPatternFillType>; 6] = [
    None,
    Some(ChartPatternFillType::DiagonalStripesDarkUpwards),
    Some(ChartPatternFillType::LargeGrid),
    Some(ChartPatternFillType::VerticalStripesDark),
    Some(ChartPatternFillType::DiagonalStripesDarkDownwards),
    Some(ChartPatternFillType::Dotted25Percent),
];
