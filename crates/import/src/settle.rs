//! What the recognised sheets leave open: two states of one list, and columns that no header names.

use crate::desk::Desk;
use crate::facts::years_in;
use crate::question::{Allowed, Question};
use crate::read;
use crate::recognise::{Kind, Meant, Recognised, field_named};
use crate::schools::Schools;
use crate::stands;
use crate::values::Values;
use lungang_domain::finding::Finding;
use lungang_tables::schema;
use std::collections::BTreeSet;
use std::path::Path;

/// The year of which a sheet is, by its name, its title or its file's name; and whether it is marked as old.
fn dated(sheet: &Recognised) -> (Option<i16>, bool) {
    let grid = &sheet.sheet.grid;
    let name = grid.sheet.clone().unwrap_or_default();
    let titles = sheet.sheet.titles.join(" ");
    let file = Path::new(&grid.file).file_stem().map(|s| s.to_string_lossy().into_owned()).unwrap_or_default();
    let old = ["旧", "作废", "备份", "old", "副本"].iter().any(|w| name.contains(w))
        || ["旧", "作废", "备份"].iter().any(|w| file.contains(w));
    let year = [&name, &titles, &file].iter().find_map(|text| years_in(text).max());
    (year, old)
}

/// Two sheets of the same people are two states of one list: the newer one counts, where something tells which it is.
pub fn old_sheets(sheets: &mut [Recognised], desk: &mut Desk<'_>) -> BTreeSet<usize> {
    let mut old = BTreeSet::new();
    // As long as nobody has said which of two counts, the first is read: who stands in both is no second person.
    let mut open = BTreeSet::new();
    let parts = crate::parts::find(sheets);
    for kind in [Kind::Roster, Kind::Schools] {
        let is_own = |at: &usize| sheets[*at].kind == kind && !parts.contains(at);
        let own: Vec<usize> = (0..sheets.len()).filter(is_own).collect();
        let named: Vec<BTreeSet<String>> = own.iter().map(|at| keys(&sheets[*at])).collect();
        for (i, a) in own.iter().enumerate() {
            for (j, b) in own.iter().enumerate().skip(i + 1) {
                let same = named[i].intersection(&named[j]).count();
                let least = named[i].len().min(named[j].len());
                // Sheets of schools may each say something else of the same schools.
                let aside = [a, b].iter().any(|at| old.contains(*at) || open.contains(*at));
                if least < 3 || same * 2 < least || aside || adds(&sheets[*a], &sheets[*b]) {
                    continue;
                }
                match older(sheets, *a, *b, desk) {
                    Some(older) => old.insert(older),
                    None => open.insert(*b),
                };
            }
        }
    }
    for at in &open {
        sheets[*at].kind = Kind::Nothing;
    }
    for at in &old {
        sheets[*at].kind = Kind::Nothing;
        desk.findings.push(Finding::warning("import-old-sheet", sheets[*at].sheet.here()));
    }
    old
}

/// What names the rows of a sheet.
fn keys(sheet: &Recognised) -> BTreeSet<String> {
    let Some(name) = sheet.field("name") else { return BTreeSet::new() };
    let school = sheet.field("school_id").filter(|_| sheet.kind == Kind::Roster);
    let of = |row: crate::layout::Row<'_>| {
        let school = school.map(|c| row.cell(c).show()).unwrap_or_default();
        format!("{} {}", crate::names::key(&row.cell(name).show()), crate::names::key(&school))
    };
    sheet.sheet.rows().filter(|row| !row.cell(name).is_empty()).map(of).collect()
}

/// Whether each of two sheets of schools says what the other does not.
fn adds(a: &Recognised, b: &Recognised) -> bool {
    let own = |s: &Recognised| {
        s.fields().map(|(f, _)| f).filter(|f| !["name", "school_id", "remark"].contains(f)).collect::<BTreeSet<_>>()
    };
    a.kind == Kind::Schools && own(a).intersection(&own(b)).count() * 5 < own(a).len().min(own(b).len()) * 4
}

/// The older of two sheets, by their years and marks; without either it is asked.
fn older(sheets: &[Recognised], a: usize, b: usize, desk: &mut Desk<'_>) -> Option<usize> {
    match (dated(&sheets[a]), dated(&sheets[b])) {
        ((_, true), (_, false)) => return Some(a),
        ((_, false), (_, true)) => return Some(b),
        ((Some(x), _), (Some(y), _)) if x != y => return Some(if x < y { a } else { b }),
        _ => {}
    }
    let (first, second) = (stands::named(sheets, a), stands::named(sheets, b));
    let options = vec![stands::option("1", &first), stands::option("2", &second)];
    let id = format!("sheets.{first}.{second}");
    let places = [sheets[a].sheet.here(), sheets[b].sheet.here()];
    let question = Question::new(id, "old-sheet").options(options).about(2, places);
    let answer = desk.ask(question)?;
    Some(if answer == "1" { b } else { a })
}

/// A sheet that somebody sees and that looks like a table, and of which nobody knows what it is: it is told.
pub fn unread(sheets: &[Recognised], desk: &mut Desk<'_>) {
    /// Less is no table: a cover, a note, a list of words.
    const ROWS: usize = 4;
    const CELLS: usize = 3;
    for sheet in sheets.iter().filter(|s| s.kind == Kind::Nothing && s.sheet.grid.visible) {
        if sheet.sheet.rows().filter(|row| row.cells.len() >= CELLS).count() >= ROWS {
            desk.findings.push(Finding::warning("import-sheet-unread", sheet.sheet.here()));
        }
    }
}

/// Two columns may name the school: by its code in another office's list (the budget's), and by its name. The one that names schools of
/// the county is read.
pub fn school_columns(sheets: &mut [Recognised], schools: &Schools) {
    const FIELDS: [&str; 4] = ["school_id", "own_school", "from_school", "to_school"];
    for sheet in sheets.iter_mut().filter(|s| matches!(s.kind, Kind::Roster | Kind::Postings | Kind::Wishes)) {
        for field in FIELDS {
            let known = |column: usize| {
                let cells = sheet.sheet.rows().map(|row| row.cell(column).show()).filter(|text| !text.is_empty());
                cells.filter(|text| schools.known(text).is_some()).count()
            };
            let is_other = |at: &usize| sheet.meant[*at] == Meant::Doubled(field);
            let read = sheet.meant.iter().position(|m| matches!(m, Meant::Field(own, _) if *own == field));
            let others = (0..sheet.meant.len()).filter(is_other);
            let best = others.max_by_key(|at| known(sheet.sheet.columns[*at].at));
            if let (Some(read), Some(other)) = (read, best)
                && known(sheet.sheet.columns[other].at) > known(sheet.sheet.columns[read].at)
            {
                sheet.meant.swap(read, other);
            }
        }
    }
}

/// Columns that no header names and that are there by what stands in them: those that a table cannot do without, and those whose
/// values are like no others. They are asked about, among the headers that nobody reads.
pub fn columns(sheets: &mut [Recognised], values: &Values, desk: &mut Desk<'_>) {
    /// Not every table has them.
    const NEEDED: [(Kind, &str); 3] =
        [(Kind::Roster, "name"), (Kind::Roster, "subjects"), (Kind::Roster, "joined_school")];
    const TOLD: [(Kind, &[&str]); 2] = [
        (
            Kind::Roster,
            &[
                "school_id",
                "subjects",
                "joined_school",
                "identity",
                "title",
                "status",
                "role",
                "backbone",
                "sex",
                "name",
            ],
        ),
        (Kind::Schools, &["stage", "area", "tier", "ownership"]),
    ];
    let parts = crate::parts::find(sheets);
    for (kind, fields) in TOLD {
        for field in fields {
            // What a sheet that adds to others says, no other need say.
            if kind == Kind::Roster && parts.iter().any(|at| sheets[*at].field(field).is_some()) {
                continue;
            }
            let lacks = |sheet: &Recognised| sheet.kind == kind && sheet.field(field).is_none();
            let lacking: Vec<usize> =
                (0..sheets.len()).filter(|at| lacks(&sheets[*at]) && !parts.contains(at)).collect();
            // What one sheet of schools says, the others need not say.
            if kind == Kind::Schools && sheets.iter().any(|s| s.kind == kind && s.field(field).is_some()) {
                continue;
            }
            let Some((table, zh, name)) = kind.table().and_then(|t| {
                let spec = schema::table(t)?;
                let column = spec.column(field);
                Some((t, column.map_or("身份证号", |c| c.zh), column.map_or("identity", |c| c.name)))
            }) else {
                continue;
            };
            let like = |not_needed: bool| -> BTreeSet<String> {
                lacking.iter().flat_map(|at| sheets[*at].unread(name, values, not_needed)).collect()
            };
            let mut headers = like(false);
            let suggestion = headers.first().filter(|_| headers.len() == 1).cloned();
            if headers.is_empty() && NEEDED.contains(&(kind, *field)) {
                headers = like(true);
            }
            let Some(first) = lacking.first().filter(|_| !headers.is_empty()) else { continue };
            let mut options: Vec<Allowed> = headers.into_iter().map(Allowed::plain).collect();
            options.push(read::not_used());
            let question = Question::new(format!("column.{table}.{name}"), "column")
                .with("column", name)
                .with("column_zh", zh)
                .options(options)
                .suggest(suggestion)
                .about(lacking.len(), [sheets[*first].sheet.here()]);
            let likely = question.suggestion.clone();
            // What is likely is read as if it were said, so that what its values raise is asked in the same round; nothing is written
            // as long as the question is open.
            let Some(answer) = desk.ask(question).or(likely) else { continue };
            for at in lacking {
                let sheet = &mut sheets[at];
                let column = sheet.sheet.columns.iter().position(|c| c.text() == answer);
                if let (Some(column), Some(field)) = (column, field_named(table, name)) {
                    sheet.meant[column] = Meant::Field(field, 100);
                }
            }
        }
    }
}
