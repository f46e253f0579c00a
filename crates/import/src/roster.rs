//! People: every sheet of a roster, row by row; identity numbers are read here and go no further.

use crate::draft::{DraftRow, Spot};
use crate::forms::Reading;
use crate::forms::remark::Mention;
use crate::identity::Key;
use crate::layout::Row;
use crate::names;
use crate::question::{Desk, Item};
use crate::read::{self, At, LeftOut};
use crate::recognise::{Kind, Recognised};
use crate::schools::Schools;
use crate::values::{self, Values};
use jiff::civil::Date;
use lungang_domain::finding::{Finding, Place};
use std::collections::{BTreeMap, BTreeSet};

/// Somebody on a roster.
#[derive(Debug, Clone)]
pub struct Person {
    /// The cells of the standard table, but for the id.
    pub row: DraftRow,
    /// The name as it is written.
    pub name: String,
    /// The school, by position.
    pub school: usize,
    /// The birthday, or the first of its month.
    pub birth: Option<Date>,
    /// What the identity number was turned into.
    pub pseudonym: Option<String>,
    /// The number that the office gave.
    pub number: Option<String>,
    /// Where the name stands.
    pub spot: Spot,
    /// Its place, for messages.
    pub place: Place,
    /// The spouse as written, with the place.
    pub spouse: Option<(String, Spot, Place)>,
    /// The id that lasts; empty until it is given.
    pub id: String,
}

/// What a remark mentions.
#[derive(Debug, Clone)]
pub struct Remark {
    /// Who, by position among the people.
    pub person: usize,
    /// What.
    pub mentions: Vec<Mention>,
    /// Where it stands.
    pub place: Place,
}

/// Everybody on the rosters.
#[derive(Debug, Default)]
pub struct Roster {
    /// In the order of the sheets and rows.
    pub people: Vec<Person>,
    /// What remarks mention.
    pub remarks: Vec<Remark>,
    /// People whose status says that they are on an exchange.
    pub exchanged: Vec<(usize, Place)>,
    /// People at schools that are no schools of a rotation.
    pub outside: usize,
    /// Rows that were left out, by sheet.
    pub left_out: BTreeMap<usize, LeftOut>,
    /// Rows that were read, by sheet.
    pub read: BTreeMap<usize, usize>,
}

impl Roster {
    /// Reads every sheet of a roster.
    pub fn read(
        sheets: &[Recognised],
        schools: &mut Schools,
        key: &Key,
        values: &Values,
        desk: &mut Desk<'_>,
    ) -> Roster {
        let mut roster = Roster::default();
        for (at, sheet) in sheets.iter().enumerate().filter(|(_, s)| s.kind == Kind::Roster) {
            let Some(name) = sheet.field("name") else { continue };
            let (rows, out) = read::rows(sheet, name, desk);
            roster.left_out.insert(at, out);
            let before = roster.people.len();
            for row in rows {
                roster.person(sheet, at, row, name, schools, (key, values), desk);
            }
            roster.read.insert(at, roster.people.len() - before);
        }
        roster
    }

    #[allow(clippy::too_many_arguments, reason = "what a row is read against")]
    fn person(
        &mut self,
        sheet: &Recognised,
        at: usize,
        row: Row<'_>,
        name: usize,
        schools: &mut Schools,
        (key, values): (&Key, &Values),
        desk: &mut Desk<'_>,
    ) {
        let cell = |column: usize| At { read: sheet, sheet: at, row, column };
        let place = sheet.sheet.place(row.number, Some(name));
        let school = match sheet.field("school_id") {
            Some(column) if !row.cell(column).is_empty() => {
                let here = sheet.sheet.place(row.number, Some(column));
                schools.find(&row.cell(column).show(), here, desk).map(|school| (school, cell(column).spot()))
            }
            // A form that a school has filled in need not name it in every row.
            Some(column) if is_of_one_school(sheet, column) => school_of_sheet(sheet, at, schools, desk),
            Some(column) => {
                let here = sheet.sheet.place(row.number, Some(column));
                desk.findings.push(Finding::error("import-no-school", here));
                return;
            }
            None => school_of_sheet(sheet, at, schools, desk),
        };
        let Some((school, spot)) = school else {
            self.outside += usize::from(!schools.rows.is_empty());
            return;
        };
        let mut made = DraftRow::default();
        made.put("name", cell(name).text(), cell(name).spot());
        made.put("school_id", schools.id(school), spot);
        let mut person = Person {
            name: cell(name).text(),
            school,
            birth: None,
            pseudonym: None,
            number: None,
            spot: cell(name).spot(),
            place,
            spouse: None,
            id: String::new(),
            row: made,
        };
        person.identity(sheet.field("identity").map(cell), key, desk);
        for (field, column) in sheet.fields() {
            match field {
                "name" | "school_id" | "identity" => {}
                field if field.starts_with("of_school_") => schools.told(school, field, cell(column), values),
                "spouse_name" | "spouse_id" => person.spouse(cell(column)),
                "teacher_id" => person.number(cell(column)),
                "remark" => self.remark(cell(column)),
                "birth_date" | "sex" => person.compared(field, cell(column), values, desk),
                field => read::cell(cell(column), "teachers", field, &mut person.row, values, desk),
            }
        }
        self.beside(&mut person, cell(name), desk);
        self.people.push(person);
    }

    fn remark(&mut self, at: At<'_>) {
        let mentions = values::mentions(&at.text());
        if !mentions.is_empty() {
            let place = at.read.sheet.place(at.row.number, Some(at.column));
            self.remarks.push(Remark { person: self.people.len(), mentions, place });
        }
    }

    /// What cells have said beside a column of their own: other subjects behind the main one, another post beside the first, a task
    /// that teachers do too, an exchange that a status names.
    fn beside(&mut self, person: &mut Person, at: At<'_>, desk: &mut Desk<'_>) {
        let row = &mut person.row;
        if let Some((more, spot)) = row.cells.remove("second_subjects") {
            let known: Vec<String> = row.text("subjects").unwrap_or_default().split(';').map(str::to_owned).collect();
            let new = more.split(';').filter(|s| !known.iter().any(|k| k == s));
            let all: Vec<&str> = known.iter().map(String::as_str).filter(|k| !k.is_empty()).chain(new).collect();
            let spot = row.cells.get("subjects").map_or(spot, |(_, own)| own.or(spot));
            row.put("subjects", all.join(";"), spot);
        }
        if let Some((other, spot)) = row.cells.remove("other_role")
            && row.text("role").is_none_or(|role| role == "teacher")
        {
            row.put("role", other, spot);
        }
        // 会计, 图书管理员: of somebody who has a subject nobody knows which is the post.
        if let Some((task, _)) = row.cells.remove("beside")
            && row.text("subjects").is_some_and(|s| !s.is_empty())
        {
            let suggestion = Some("teacher".to_owned());
            let item =
                Item { spelling: task, count: 1, examples: vec![person.place.clone()], suggestion, ..Item::default() };
            let question = read::words_question("teachers", "role", Some("import.ask.task-beside"));
            if let Some(role) = desk.ask_word(question, item) {
                row.put("role", role, at.spot());
            }
        }
        if row.cells.remove("on_exchange").is_some() {
            self.exchanged.push((self.people.len(), person.place.clone()));
        }
    }
}

/// Whether a column of schools is blank throughout, or names one school and no other.
fn is_of_one_school(sheet: &Recognised, column: usize) -> bool {
    let written = sheet.sheet.rows().map(|row| row.cell(column)).filter(|cell| !cell.is_empty());
    let named: BTreeSet<String> = written
        .map(|cell| names::key(&cell.show()))
        .filter(|name| lungang_tables::says_no_row(name, false).is_none())
        .collect();
    named.len() <= 1
}

/// The school of a sheet that does not name it in its rows: the sheet's name, its file's, or what stands in its title says it.
fn school_of_sheet(sheet: &Recognised, at: usize, schools: &mut Schools, desk: &mut Desk<'_>) -> Option<(usize, Spot)> {
    let spot = Spot { sheet: at, row: sheet.sheet.header.map_or(1, |(first, _)| first), column: 0 };
    let own = names_of_sheet(sheet);
    if let Some(school) = own.iter().find_map(|name| schools.known(name)) {
        return Some((school, spot));
    }
    // The one that is like a school's is asked about.
    let like = own.iter().find(|name| schools.is_like(name)).or(own.first())?;
    schools.find(like, sheet.sheet.here(), desk).map(|school| (school, spot))
}

/// What may be the name of a sheet's school: the words of its name, of its file's, and of its titles, without what such names have
/// beside it.
fn names_of_sheet(sheet: &Recognised) -> Vec<String> {
    const ENDS: [&str; 12] = [
        "教师信息采集表",
        "信息采集表",
        "采集表",
        "教职工花名册",
        "教师花名册",
        "花名册",
        "教职工名册",
        "教师名册",
        "名册",
        "教师基本情况统计表",
        "教师信息",
        "教师",
    ];
    let grid = &sheet.sheet.grid;
    let file = std::path::Path::new(&grid.file);
    let text = |name: &std::ffi::OsStr| name.to_string_lossy().into_owned();
    let titles = sheet.sheet.titles.iter().flat_map(|title| {
        let behind = title.split_once(['：', ':']).map(|(_, name)| name.to_owned());
        behind.into_iter().chain([title.clone()])
    });
    let folder = file.parent().and_then(|p| p.file_name()).map(text);
    let own = grid.sheet.clone().into_iter().chain(file.file_stem().map(text)).chain(titles).chain(folder);
    let mut names: Vec<String> = Vec::new();
    for name in own {
        let name = name.split_whitespace().next().unwrap_or_default();
        let name =
            name.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | '-' | '_' | '、' | '（' | '）'));
        let bare = ENDS.iter().find_map(|end| name.strip_suffix(end)).unwrap_or(name);
        for name in [name, bare] {
            if name.chars().count() >= 2 && !names.iter().any(|known| known == name) {
                names.push(name.to_owned());
            }
        }
    }
    names
}

impl Person {
    /// Reads the identity number: sex, birthday and a pseudonym stay of it.
    fn identity(&mut self, at: Option<At<'_>>, key: &Key, desk: &mut Desk<'_>) {
        let Some(at) = at.filter(|at| !at.cell().is_empty()) else { return };
        match values::identity(&at.cell().show(), |number| key.pseudonym(number)) {
            Reading::Is((sex, birth, pseudonym)) => {
                self.pseudonym = Some(pseudonym);
                self.birth = Some(birth);
                self.row.put("sex", sex.name(), at.spot());
                self.row.put("birth_date", birth.to_string(), at.spot());
            }
            Reading::Nothing => {}
            Reading::Ask { .. } => {
                let place = at.read.sheet.place(at.row.number, Some(at.column));
                desk.findings.push(Finding::warning("import-identity", place));
            }
        }
    }

    /// Sex or birthday from a column of its own: where the identity number says it too, the two are compared.
    fn compared(&mut self, field: &'static str, at: At<'_>, values: &Values, desk: &mut Desk<'_>) {
        let Some(by_number) = self.row.text(field).map(str::to_owned) else {
            read::cell(at, "teachers", field, &mut self.row, values, desk);
            if field == "birth_date" {
                self.birth = self.row.text(field).and_then(|text| text.parse().ok());
            }
            return;
        };
        let habits = at.read.habits(at.column);
        let differs = match field {
            "sex" => match values.read("teachers", "sex", at.cell(), habits) {
                Reading::Is(said) => said.first().is_some_and(|(_, sex)| *sex != by_number),
                _ => false,
            },
            _ => match (values::day(at.cell(), habits), by_number.parse::<Date>()) {
                (Reading::Is(when), Ok(own)) => own < when.first || when.last < own,
                _ => false,
            },
        };
        if differs {
            let place = at.read.sheet.place(at.row.number, Some(at.column));
            desk.findings.push(Finding::warning("import-identity-differs", place));
        }
    }

    fn spouse(&mut self, at: At<'_>) {
        let text = at.text();
        if !values::nothing(&text) {
            let place = at.read.sheet.place(at.row.number, Some(at.column));
            self.spouse = Some((text, at.spot(), place));
        }
    }

    fn number(&mut self, at: At<'_>) {
        let text = at.text();
        if !values::nothing(&text) {
            self.number = Some(text.clone());
            self.row.put("teacher_id", text, at.spot());
        }
    }
}
