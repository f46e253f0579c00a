//! One list of schools: the sheet that lists them, and those that add to it by name.

use crate::counts::{Counted, Stated};
use crate::draft::{Draft, DraftRow, Spot};
use crate::names::{Match, SchoolNames};
use crate::question::{Allowed, Desk, Item, NOT_USED, Question};
use crate::read::{self, At, LeftOut};
use crate::recognise::{Kind, Recognised};
use crate::values::Values;
use lungang_domain::finding::{Finding, Place};
use lungang_domain::sentence::Sentence;
use std::collections::BTreeMap;

/// A name under which a sheet has a school.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spelling {
    /// The school, by position; nothing where it is none of this county's.
    pub school: Option<usize>,
    /// Whether it is its full name or its code.
    pub full: bool,
    /// How often it was met.
    pub count: usize,
}

/// The schools of the county.
#[derive(Debug, Default)]
pub struct Schools {
    /// The table.
    pub rows: Vec<DraftRow>,
    /// Names that lead to them.
    names: SchoolNames,
    /// What each name that was met means.
    pub spellings: BTreeMap<String, Spelling>,
    /// Schools that are no schools of a rotation, by what they are.
    pub outside: BTreeMap<&'static str, usize>,
    /// What the yearly statistics say of them, by position.
    pub counted: BTreeMap<usize, Counted>,
    /// Rows that were left out, by sheet.
    pub left_out: BTreeMap<usize, LeftOut>,
    /// Rows that were read, by sheet.
    pub read: BTreeMap<usize, usize>,
}

impl Schools {
    /// Reads the sheets of schools, the one that lists them first, and what the statistics state of them.
    pub fn read(
        sheets: &[Recognised],
        stated: Vec<Stated>,
        county: &str,
        values: &Values,
        desk: &mut Desk<'_>,
    ) -> Schools {
        let mut schools = Schools::default();
        let mut own: Vec<usize> = (0..sheets.len()).filter(|at| sheets[*at].kind == Kind::Schools).collect();
        own.sort_by_key(|at| (!lists(&sheets[*at]), *at));
        let (lists, adds): (Vec<usize>, Vec<usize>) = own.into_iter().partition(|at| lists(&sheets[*at]));
        for at in lists {
            schools.list(&sheets[at], at, values, desk);
        }
        let listed = !schools.rows.is_empty();
        if !listed {
            schools.found(&stated);
        }
        schools.index(county);
        for at in adds {
            schools.add(&sheets[at], at, values, desk);
        }
        schools.count(stated, desk);
        if !listed {
            schools.ask_areas(desk);
        }
        schools
    }

    /// The schools that a sheet lists.
    fn list(&mut self, sheet: &Recognised, at: usize, values: &Values, desk: &mut Desk<'_>) {
        let Some(key) = sheet.field("name").or_else(|| sheet.field("school_id")) else { return };
        let (rows, out) = read::rows(sheet, key, desk);
        self.left_out.insert(at, out);
        let mut count = 0;
        for row in rows {
            let of = |field: &str| sheet.field(field).map(|column| row.cell(column).show()).unwrap_or_default();
            let (name, stage) = (of("name"), of("stage"));
            if let Some(what) = crate::values::outside(&stage, &name) {
                *self.outside.entry(what).or_default() += 1;
                self.spellings.insert(crate::names::key(&name), Spelling { school: None, full: true, count: 0 });
                continue;
            }
            let mut made = DraftRow::default();
            fill(sheet, at, row, &mut made, &[], values, desk);
            if made.text("school_id").is_none() {
                // Without a code the name is one: it is the same next year.
                let spot = Spot { sheet: at, row: row.number, column: key };
                made.put("school_id", name, spot);
            }
            count += 1;
            self.rows.push(made);
        }
        self.read.insert(at, count);
    }

    /// What a sheet adds to the schools that are listed.
    fn add(&mut self, sheet: &Recognised, at: usize, values: &Values, desk: &mut Desk<'_>) {
        let Some(key) = sheet.field("name").or_else(|| sheet.field("school_id")) else { return };
        let (rows, out) = read::rows(sheet, key, desk);
        self.left_out.insert(at, out);
        let mut count = 0;
        for row in rows {
            let written = row.cell(key).show();
            let place = sheet.sheet.place(row.number, Some(key));
            let Some(school) = self.find(&written, place, desk) else { continue };
            count += 1;
            let mut made = std::mem::take(&mut self.rows[school]);
            fill(sheet, at, row, &mut made, &["name", "school_id", "remark"], values, desk);
            self.rows[school] = made;
        }
        self.read.insert(at, count);
    }

    fn index(&mut self, county: &str) {
        let entries: Vec<(String, String, Option<String>)> = self
            .rows
            .iter()
            .map(|row| {
                let text = |column: &str| row.text(column).unwrap_or_default().to_owned();
                (text("school_id"), text("name"), row.text("township").map(str::to_owned))
            })
            .collect();
        let each = entries.iter().map(|(id, name, township)| (id.as_str(), name.as_str(), township.as_deref()));
        self.names = SchoolNames::of(county, each);
    }

    /// The school that a name means; what is not clear is asked, once a name.
    pub fn find(&mut self, written: &str, place: Place, desk: &mut Desk<'_>) -> Option<usize> {
        let key = crate::names::key(written);
        if let Some(known) = self.spellings.get_mut(&key) {
            known.count += 1;
            return known.school;
        }
        let remembered = desk.memory().school.iter().find(|s| crate::names::key(&s.written) == key);
        let found = match remembered.map(|s| s.school_id.clone()) {
            Some(id) if id == NOT_USED => Some((None, false)),
            Some(id) => self.position(&id).map(|at| (Some(at), false)),
            None => None,
        };
        let found = found.or_else(|| match self.names.find(written) {
            Match::Full(at) => Some((Some(at), true)),
            Match::Short(at) => Some((Some(at), false)),
            Match::Asked(near) => {
                let answer = desk.ask_word(self.question(), self.item(written, &near, place))?;
                Some((if answer == NOT_USED { None } else { Some(self.position(&answer)?) }, false))
            }
        });
        let (school, full) = found?;
        self.spellings.insert(key, Spelling { school, full, count: 1 });
        school
    }

    /// The school that a name surely means; nothing is asked.
    pub fn known(&self, written: &str) -> Option<usize> {
        if let Some(known) = self.spellings.get(&crate::names::key(written)) {
            return known.school;
        }
        match self.names.find(written) {
            Match::Full(at) | Match::Short(at) => Some(at),
            Match::Asked(_) => None,
        }
    }

    /// Whether somebody has said that a name is no school of the county's.
    pub fn is_elsewhere(&self, written: &str) -> bool {
        self.spellings.get(&crate::names::key(written)).is_some_and(|s| s.school.is_none())
    }

    fn item(&self, written: &str, near: &[usize], place: Place) -> Item {
        let suggestion = match near {
            [only] => self.rows[*only].text("school_id").map(str::to_owned),
            _ => None,
        };
        let candidates = near.iter().map(|at| format!("{} {}", self.id(*at), self.name(*at))).collect();
        Item {
            spelling: written.trim().to_owned(),
            count: 1,
            examples: vec![place],
            suggestion,
            candidates,
            short: vec![],
        }
    }

    fn question(&self) -> Question {
        let mut options: Vec<Allowed> = (0..self.rows.len()).map(|at| self.option(at)).collect();
        options.push(read::not_used());
        Question::new("schools", "schools").options(options)
    }

    /// A school as an answer.
    fn option(&self, at: usize) -> Allowed {
        let (id, name) = (self.id(at).to_owned(), self.name(at).to_owned());
        Allowed::labelled(id, Sentence::new("import.option.school", [("name", name)]))
    }

    fn position(&self, id: &str) -> Option<usize> {
        self.rows.iter().position(|row| row.text("school_id") == Some(id))
    }

    /// Its code.
    pub fn id(&self, at: usize) -> &str {
        self.rows[at].text("school_id").unwrap_or_default()
    }

    /// Its name.
    pub fn name(&self, at: usize) -> &str {
        self.rows[at].text("name").unwrap_or_else(|| self.id(at))
    }

    /// The table. How many teach there the roster says better, where there is one.
    pub fn draft(&self, roster: bool) -> Draft {
        let mut rows = self.rows.clone();
        for row in &mut rows {
            row.cells.remove("remark");
            if roster {
                row.cells.remove("staff");
            }
        }
        Draft { table: "schools", rows }
    }
}

/// Whether a sheet is a list of schools, and not one that says more of schools that another lists.
fn lists(sheet: &Recognised) -> bool {
    sheet.field("stage").is_some() && (sheet.field("area").is_some() || sheet.field("pupils").is_some())
}

/// Reads the cells of a row, but for some fields.
fn fill(
    sheet: &Recognised,
    at: usize,
    row: crate::layout::Row<'_>,
    made: &mut DraftRow,
    but: &[&str],
    values: &Values,
    desk: &mut Desk<'_>,
) {
    for (field, column) in sheet.fields().filter(|(field, _)| !but.contains(field)) {
        let cell = At { read: sheet, sheet: at, row, column };
        match field {
            "rooms" => rooms(cell, made, desk),
            "remark" => {}
            "name" | "school_id" | "township" | "alliance" | "central_school" => {
                let text = cell.text();
                if !text.is_empty() && !crate::values::nothing(&text) {
                    made.put(field, text, cell.spot());
                }
            }
            field => {
                let before = made.text(field).map(str::to_owned);
                let mut own = DraftRow::default();
                read::cell(cell, "schools", field, &mut own, values, desk);
                check_contradiction(cell, before, own.text(field), desk);
                for (column, (text, spot)) in own.cells {
                    made.cells.entry(column).or_insert((text, spot));
                }
            }
        }
    }
}

/// Two sheets that say different things of one school: the first stands, and it is told.
fn check_contradiction(at: At<'_>, before: Option<String>, now: Option<&str>, desk: &mut Desk<'_>) {
    if let (Some(before), Some(now)) = (before, now)
        && before != now
    {
        let place = at.read.sheet.place(at.row.number, Some(at.column));
        desk.findings.push(Finding::warning("import-contradiction", place).with("first", before).with("second", now));
    }
}

/// Flats for teachers: how many beds one has no table says, so it is asked, once.
fn rooms(at: At<'_>, made: &mut DraftRow, desk: &mut Desk<'_>) {
    let flats = at.cell().show().trim_end_matches(['套', '间']).trim().parse::<u32>().ok().filter(|n| *n > 0);
    let Some(flats) = flats else { return };
    let place = at.read.sheet.place(at.row.number, Some(at.column));
    let mut options: Vec<Allowed> = (1..=4).map(|n: u32| Allowed::plain(n.to_string())).collect();
    options.push(read::not_used());
    let rows = at.read.sheet.rows().filter(|row| !row.cell(at.column).is_empty()).count();
    let question = Question::new("beds-a-flat", "flats").options(options).about(rows, [place]);
    let question = question.suggest(Some(NOT_USED.to_owned()));
    let Some(answer) = desk.ask(question) else { return };
    if let Ok(beds) = answer.parse::<u32>() {
        made.put("beds", flats.saturating_mul(beds).to_string(), at.spot());
    }
}
