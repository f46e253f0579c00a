//! People: every sheet of a roster, row by row; identity numbers are read here and go no further.

use crate::desk::Desk;
use crate::draft::{DraftRow, Spot};
use crate::forms::Reading;
use crate::forms::backbone;
use crate::forms::remark::Mention;
use crate::identity::Key;
use crate::layout::{Column, Row};
use crate::names;
use crate::parts::{self, Parts, Who};
use crate::question::{Allowed, Item, Question};
use crate::read::{self, At, LeftOut};
use crate::recognise::{Kind, Recognised};
use crate::schools::Schools;
use crate::stands;
use crate::stay_fields::{self, BESIDE};
use crate::stays::{self, Stay};
use crate::values::{self, Values};
use jiff::civil::Date;
use lungang_domain::finding::{Finding, Place};
use lungang_domain::sentence::Sentence;
use std::collections::{BTreeMap, BTreeSet};

/// What a row keeps of a cell until it is settled, which no cell contradicts.
const OF_THE_READER: [&str; 3] = ["is_backbone", "beside", "on_exchange"];

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
    /// Stays at other schools that stand beside people, with who they are by position.
    pub stays: Vec<(usize, DraftRow)>,
    /// People at schools that are no schools of a rotation.
    pub outside: usize,
    /// The school of the row that was read last, and its sheet.
    above: Option<(usize, Option<(usize, Spot)>)>,
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
        let adding = parts::find(sheets);
        let mut lists: Vec<(usize, Row<'_>)> = Vec::new();
        let mut more: Vec<(usize, Row<'_>)> = Vec::new();
        for (at, sheet) in sheets.iter().enumerate().filter(|(_, s)| s.kind == Kind::Roster) {
            let Some(name) = sheet.field("name") else { continue };
            let (rows, out) = read::rows(sheet, name, desk);
            roster.left_out.entry(at).or_default().extend(out);
            roster.read.insert(at, 0);
            let to = if adding.contains(&at) { &mut more } else { &mut lists };
            to.extend(rows.into_iter().map(|row| (at, row)));
        }
        let mut names: BTreeMap<String, usize> = BTreeMap::new();
        for (at, row) in &lists {
            let name = sheets[*at].field("name").map(|c| row.cell(c).show()).unwrap_or_default();
            *names.entry(crate::names::key(&name)).or_default() += 1;
        }
        let mut parts = Parts::of(sheets, more, key);
        for (at, row) in lists {
            let before = roster.people.len();
            roster.person(sheets, at, row, schools, (&names, &mut parts), (key, values), desk);
            *roster.read.entry(at).or_default() += roster.people.len() - before;
        }
        for at in adding {
            roster.read.insert(at, parts.used_of(at));
        }
        for (at, row) in parts.rest() {
            let place = sheets[at].sheet.place(row.number, sheets[at].field("name"));
            desk.findings.push(Finding::warning("import-part-unknown", place));
        }
        roster
    }

    #[allow(clippy::too_many_arguments, reason = "what a row is read against")]
    fn person(
        &mut self,
        sheets: &[Recognised],
        at: usize,
        row: Row<'_>,
        schools: &mut Schools,
        (names, parts): (&BTreeMap<String, usize>, &mut Parts<'_>),
        (key, values): (&Key, &Values),
        desk: &mut Desk<'_>,
    ) {
        let sheet = &sheets[at];
        let Some(name) = sheet.field("name") else { return };
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
                let Some(above) = self.school_above(sheets, at, &here, desk) else {
                    desk.findings.push(Finding::error("import-no-school", here));
                    return;
                };
                above
            }
            None => school_of_sheet(sheet, at, schools, desk),
        };
        self.above = Some((at, school));
        let Some((school, spot)) = school else {
            self.outside += usize::from(!schools.rows.is_empty());
            let who = Who::of(sheet, row, key);
            let own = row.cell(name).show();
            let only = names.get(&crate::names::key(&own)) == Some(&1);
            parts.rows_of(who.number.as_deref(), who.pseudonym.as_deref(), &own, only);
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
        self.fields((sheet, at, row), &mut person, values, desk);
        for (field, column) in sheet.fields().filter(|(field, _)| field.starts_with("of_school_")) {
            schools.told(school, field, cell(column), values);
        }
        let only = names.get(&crate::names::key(&person.name)) == Some(&1);
        let more = parts.rows_of(person.number.as_deref(), person.pseudonym.as_deref(), &person.name, only);
        let (standing, older) = stands::newest(sheets, &more);
        for (part, row) in standing {
            self.add(sheets, (part, row), &mut person, values, desk);
        }
        for (part, row) in older {
            self.left_out.entry(part).or_default().entry("older-row").or_default().push(row.number);
        }
        let gone = person.row.cells.remove(read::LEAVE_OUT).is_some();
        if gone || !self.beside(&mut person, cell(name), values, desk) {
            let reason = if gone { "not-of-staff" } else { "not-established" };
            self.left_out.entry(at).or_default().entry(reason).or_default().push(row.number);
            // Their remarks go with them.
            self.remarks.retain(|remark| remark.person < self.people.len());
            return;
        }
        for (at, row) in std::iter::once((at, row)).chain(more) {
            self.stays((&sheets[at], at, row), &person, schools, values, desk);
        }
        self.people.push(person);
    }

    /// The school of a row that names none, where somebody says that it is the one above; nothing where there is none, or it is not.
    #[allow(clippy::option_option, reason = "the school above may be none of the county's")]
    fn school_above(
        &self,
        sheets: &[Recognised],
        at: usize,
        place: &Place,
        desk: &mut Desk<'_>,
    ) -> Option<Option<(usize, Spot)>> {
        let (_, above) = self.above.filter(|(sheet, _)| *sheet == at)?;
        let option = |value: &str| Allowed::labelled(value, Sentence::plain(format!("import.option.above-{value}")));
        let question = Question::new(format!("people.school-above.{}", stands::named(sheets, at)), "school-above");
        let question = question.options(vec![option(values::YES), option(values::NO)]);
        let answer = desk.ask_of(question.suggest(Some(values::YES.to_owned())), place);
        // What is likely is read as if it were said, so that what the rows raise is asked in the same round.
        (answer.as_deref() != Some(values::NO)).then_some(above)
    }

    /// Reads the cells of a row about somebody.
    fn fields(
        &mut self,
        (sheet, at, row): (&Recognised, usize, Row<'_>),
        person: &mut Person,
        values: &Values,
        desk: &mut Desk<'_>,
    ) {
        let cell = |column: usize| At { read: sheet, sheet: at, row, column };
        for (field, column) in sheet.fields() {
            match field {
                "name" | "school_id" | "identity" => {}
                // What is said of the school.
                field if field.starts_with("of_school_") => {}
                "spouse_name" | "spouse_id" => person.spouse(cell(column)),
                "teacher_id" => person.number(cell(column)),
                "remark" => self.remark(cell(column)),
                field if stay_fields::is_of_stay(field) => {}
                "backbone" | "is_backbone" => {
                    read::cell(cell(column), "teachers", field, &mut person.row, values, desk);
                    // Whose level is asked for is said under its header.
                    if let Some((text, _)) =
                        person.row.cells.get_mut("is_backbone").filter(|(text, _)| text == values::YES)
                    {
                        *text =
                            sheet.sheet.columns.iter().find(|c| c.at == column).map(Column::text).unwrap_or_default();
                    }
                }
                "subjects" | "second_subjects" => {
                    desk.renamed(values.renamed(row.cell(column)));
                    read::cell(cell(column), "teachers", field, &mut person.row, values, desk);
                }
                "birth_date" | "sex" => person.compared(field, cell(column), values, desk),
                field => read::cell(cell(column), "teachers", field, &mut person.row, values, desk),
            }
        }
    }

    /// Adds what another sheet says of somebody; what the two say differently is asked about and told.
    fn add(
        &mut self,
        sheets: &[Recognised],
        (at, row): (usize, Row<'_>),
        person: &mut Person,
        values: &Values,
        desk: &mut Desk<'_>,
    ) {
        let mut more = Person { row: DraftRow::default(), ..person.clone() };
        self.fields((&sheets[at], at, row), &mut more, values, desk);
        person.number = person.number.take().or(more.number);
        person.spouse = person.spouse.take().or(more.spouse);
        person.birth = person.birth.or(more.birth);
        person.row.open.extend(more.row.open);
        for (column, (text, spot)) in more.row.cells {
            let Some(own) = person.row.text(column) else {
                person.row.put(column, text, spot);
                continue;
            };
            let spot = spot.unwrap_or(person.spot);
            if *own == text || OF_THE_READER.contains(&column) {
                continue;
            }
            // What an identity number says no other cell does.
            if person.pseudonym.is_some() && ["sex", "birth_date"].contains(&column) {
                let place = sheets[at].sheet.place(row.number, Some(spot.column));
                desk.findings.push(Finding::warning("import-identity-differs", place));
                continue;
            }
            stands::Of { sheets, table: "teachers", column }.put(&mut person.row, (text, spot), desk);
        }
    }

    /// Stays at other schools that columns beside a person state.
    fn stays(
        &mut self,
        (sheet, at, row): (&Recognised, usize, Row<'_>),
        person: &Person,
        schools: &mut Schools,
        values: &Values,
        desk: &mut Desk<'_>,
    ) {
        for fields in &BESIDE {
            if !stays::is_stated(sheet, row, fields) {
                continue;
            }
            let Some(mut made) = stays::schools_of((sheet, at, row), fields, schools, desk) else { continue };
            if made.text("from_school").is_none() {
                made.put("from_school", schools.id(person.school), person.spot);
            }
            let who = stays::called(&person.name, &made, schools);
            match stays::complete((sheet, at, row), fields, made, &who, values, desk) {
                Stay::Counts(made) => self.stays.push((self.people.len(), made)),
                Stay::Not => {
                    let out = self.left_out.entry(at).or_default();
                    out.entry("not-exchange").or_default().push(row.number);
                }
                Stay::None => {}
            }
        }
    }

    fn remark(&mut self, at: At<'_>) {
        let mentions = values::mentions(&at.text());
        if !mentions.is_empty() {
            let place = at.place();
            self.remarks.push(Remark { person: self.people.len(), mentions, place });
        }
    }

    /// What cells have said beside a column of their own: other subjects behind the main one, another post beside the first, a task
    /// that teachers do too, an exchange that a status names, a backbone teacher of some level. False for somebody who is not on the
    /// establishment and is to be left out for that.
    fn beside(&mut self, person: &mut Person, at: At<'_>, values: &Values, desk: &mut Desk<'_>) -> bool {
        let row = &mut person.row;
        if row.cells.remove("established").is_some_and(|(text, _)| text == values::NO) {
            let option =
                |value: &str| Allowed::labelled(value, Sentence::plain(format!("import.option.established-{value}")));
            let question = Question::new("people.established", "established");
            let question = question.options(vec![option("leave-out"), option("keep")]);
            let question = question.suggest(Some("leave-out".to_owned())).about(1, [person.place.clone()]);
            if desk.ask(question).is_some_and(|answer| answer == "leave-out") {
                return false;
            }
        }
        if let Some((header, _)) = row.cells.remove("is_backbone")
            && row.text("backbone").is_none()
        {
            let item = Item {
                spelling: format!("{header}：是"),
                count: 1,
                examples: vec![person.place.clone()],
                suggestion: backbone::least(&header).map(|level| level.word),
                ..Item::default()
            };
            let question = read::words_question("teachers", "backbone", Some(crate::forms::why::WHO_GRANTED));
            match desk.ask_word(question, item) {
                Some(answer) => {
                    read::put(row, read::understood("teachers", "backbone", &answer, &header, values), at.spot())
                }
                None => drop(row.open.insert("backbone")),
            }
        }
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
        true
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
                let place = at.place();
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
            let place = at.place();
            desk.findings.push(Finding::warning("import-identity-differs", place));
        }
    }

    fn spouse(&mut self, at: At<'_>) {
        let text = at.text();
        if !values::nothing(&text) {
            let place = at.place();
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
