//! Where the files say two things of one: which of them stands.
//!
//! Which of two sheets is right somebody says once a column. Of several rows about one person in one sheet the newest stands where the
//! days beside them tell it; else somebody says which.

use crate::desk::Desk;
use crate::draft::{DraftRow, Spot};
use crate::forms::Reading;
use crate::layout::Row;
use crate::parts::WHO;
use crate::question::{Allowed, Question};
use crate::recognise::{Meant, Recognised, field_name};
use crate::stay_fields;
use crate::values;
use jiff::civil::Date;
use lungang_domain::finding::{Finding, Place};
use lungang_domain::sentence::Sentence;
use lungang_domain::teacher::Title;
use lungang_domain::words::Lang;
use lungang_tables::schema::{self, Kind};

/// A column of a table that two cells fill in.
#[derive(Debug, Clone, Copy)]
pub struct Of<'a> {
    /// Every sheet.
    pub sheets: &'a [Recognised],
    /// The table.
    pub table: &'static str,
    /// The column.
    pub column: &'static str,
}

impl Of<'_> {
    /// Puts what a cell says; where one that was read before has said something else, one of the two stands.
    pub fn put(self, row: &mut DraftRow, (text, spot): (String, Spot), desk: &mut Desk<'_>) {
        match row.cells.get(self.column).cloned() {
            None => row.put(self.column, text, spot),
            Some((own, _)) if own == text => {}
            Some((own, from)) => {
                let kept = self.two((&own, from), (&text, spot), desk);
                let from = if kept == text { Some(spot) } else { from };
                row.put(self.column, kept, from);
            }
        }
    }

    /// What stands of two texts, the one that was read first, if a cell says it, and one that was read behind it; both are told.
    fn two(self, (first, from): (&str, Option<Spot>), (second, spot): (&str, Spot), desk: &mut Desk<'_>) -> String {
        let place = self.sheets[spot.sheet].sheet.place(spot.row, Some(spot.column));
        let answer = from.and_then(|from| desk.ask_of(self.question(from.sheet, spot.sheet), &place));
        let kept = match answer.as_deref() {
            Some(LATER | LAST) => second.to_owned(),
            Some(HIGHEST) if Title::from_name(first) < Title::from_name(second) => second.to_owned(),
            Some(ALL) => {
                let more = second.split(';').filter(|one| !first.split(';').any(|own| own == *one));
                std::iter::once(first).chain(more).collect::<Vec<_>>().join(";")
            }
            _ => first.to_owned(),
        };
        // Several subjects of one teacher differ, and none is wrong.
        if answer.as_deref() == Some(ALL) {
            return kept;
        }
        let texts = [("first", first), ("second", second), ("kept", &kept)];
        let finding = Finding::warning("import-contradiction", place);
        desk.findings
            .push(texts.into_iter().fold(finding, |finding, (name, text)| finding.with(name, self.called(text))));
        kept
    }

    /// A word of the column in Chinese.
    fn called(self, text: &str) -> String {
        let kind = schema::table(self.table).and_then(|spec| spec.column(self.column)).map(|column| column.kind);
        match kind {
            Some(Kind::Choice(choices)) => {
                choices.iter().find(|choice| choice.name == text).map_or(text, |choice| choice.zh).to_owned()
            }
            _ => text.replace(';', "、"),
        }
    }

    /// What is asked about two texts of these sheets, which may be one.
    fn question(self, first: usize, second: usize) -> Question {
        let (table, column) = (self.table, self.column);
        let names = [first, second].map(|at| named(self.sheets, at));
        let question = if first == second {
            let choice = |value: &str| Allowed::labelled(value, Sentence::plain(format!("import.option.row-{value}")));
            let more = match column {
                "title" => Some(HIGHEST),
                "subjects" | "second_subjects" => Some(ALL),
                _ => None,
            };
            // A list of what is taught has a row a subject.
            let suggestion = more.filter(|more| *more == ALL).map(str::to_owned);
            let options = [FIRST, LAST].into_iter().chain(more).map(choice).collect();
            Question::new(format!("rows.{table}.{column}.{}", names[0]), "rows").options(options).suggest(suggestion)
        } else {
            let options = vec![option("1", &names[0]), option(LATER, &names[1])];
            Question::new(format!("sheets.{table}.{column}.{}.{}", names[0], names[1]), "sheets").options(options)
        };
        let called = |lang| field_name(Some(table), column, lang);
        question.with("column", called(Lang::EN)).with("column_zh", called(Lang::ZH)).with("sheet", &names[0])
    }
}

/// The answers: of two sheets the second, of the rows of one the first, the last, the highest title, or all of them.
const LATER: &str = "2";
const FIRST: &str = "first";
const LAST: &str = "last";
const HIGHEST: &str = "highest";
const ALL: &str = "all";

/// What a sheet is called: its file, and its name in a workbook.
pub fn named(sheets: &[Recognised], at: usize) -> String {
    let place = sheets[at].sheet.here();
    format!("{}{}", place.file, place.sheet.map(|s| format!(" / {s}")).unwrap_or_default())
}

/// A sheet as an answer.
pub fn option(number: &str, name: &str) -> Allowed {
    Allowed::labelled(number, Sentence::new("import.option.sheet", [("name", name)]))
}

/// Rows, each with its sheet.
pub type Rows<'a> = Vec<(usize, Row<'a>)>;

/// The rows of somebody in the sheets that add to a roster, without those that are older than another of the same sheet; and the
/// older ones.
pub fn newest<'a>(sheets: &[Recognised], rows: &[(usize, Row<'a>)]) -> (Rows<'a>, Rows<'a>) {
    let of = |sheet: usize| rows.iter().filter(|(at, _)| *at == sheet).map(|(_, row)| *row).collect::<Vec<_>>();
    rows.iter().partition(|(at, row)| {
        let own = of(*at);
        own.len() < 2
            || !differ(&sheets[*at], &own)
            || newest_of(&sheets[*at], &own).is_none_or(|newest| own[newest].number == row.number)
    })
}

/// Whether rows say different things of what is read of them; stays at other schools may be several.
fn differ(sheet: &Recognised, rows: &[Row<'_>]) -> bool {
    let read = sheet.fields().filter(|(field, _)| !WHO.contains(field) && !stay_fields::is_of_stay(field));
    let says = |row: &Row<'_>, column: usize| row.cell(column).show().trim().to_owned();
    read.map(|(_, column)| column)
        .any(|column| rows.windows(2).any(|pair| says(&pair[0], column) != says(&pair[1], column)))
}

/// The newest of several rows, by every column of days in which each row has one; nothing where none tells, or two tell differently.
fn newest_of(sheet: &Recognised, rows: &[Row<'_>]) -> Option<usize> {
    // Birthdays and the like are of the person; whatever else is a day in each row is the row's.
    let of_row = |meant: &Meant| !matches!(meant, Meant::Field(field, _) if *field != "office_since");
    let columns = sheet.meant.iter().zip(&sheet.sheet.columns).filter(|(meant, _)| of_row(meant)).map(|(_, c)| c.at);
    let tells = |column: usize| {
        let day = |row: &Row<'_>| match values::day(row.cell(column), sheet.habits(column)) {
            Reading::Is(when) if is_day(&row.cell(column).show()) => Some(when.first),
            _ => None,
        };
        let days: Option<Vec<Date>> = rows.iter().map(day).collect();
        let days = days?;
        let last = *days.iter().max()?;
        let at = days.iter().position(|day| *day == last)?;
        (days.iter().filter(|day| **day == last).count() == 1).then_some(at)
    };
    let mut told = columns.filter_map(tells);
    let first = told.next()?;
    told.all(|other| other == first).then_some(first)
}

/// Whether a text may be a day: a plain number is one of something else.
fn is_day(text: &str) -> bool {
    text.chars().filter(char::is_ascii_digit).count() >= 4
}

/// Tells two texts of which the first stands and nobody is asked.
pub fn first_stands(place: Place, first: &str, second: &str) -> Finding {
    contradiction(place, first, second).with("kept", first)
}

/// Tells two texts that both stand: the ways there and back.
pub fn both_stand(place: Place, first: &str, second: &str) -> Finding {
    contradiction(place, first, second).with("kept", "@import.option.both-ways")
}

fn contradiction(place: Place, first: &str, second: &str) -> Finding {
    Finding::warning("import-contradiction", place).with("first", first).with("second", second)
}
