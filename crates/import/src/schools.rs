//! One list of schools: the sheet that lists them, and those that add to it by name.

use crate::by_stage;
use crate::counts::{Counted, Stated};
use crate::desk::Desk;
use crate::draft::{Draft, DraftRow, Spot};
use crate::forms::Reading;
use crate::names::{Match, SchoolNames};
use crate::question::{Allowed, Item, NOT_USED, Question};
use crate::read::{self, At, LeftOut};
use crate::recognise::{Kind, OF_SCHOOL, POSTS_BY_GRADE, Recognised};
use crate::stands;
use crate::values::Values;
use lungang_domain::finding::Place;
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
    /// What rosters say of their schools, with where.
    told: BTreeMap<(usize, &'static str), Vec<(String, Spot)>>,
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
        own.sort_unstable();
        // Where no sheet says all that a list does, the ones with figures are the lists.
        let figures = |at: &usize| ["pupils", "classes"].iter().any(|field| sheets[*at].field(field).is_some());
        let listed = own.iter().any(|at| lists(&sheets[*at]));
        let (lists, adds): (Vec<usize>, Vec<usize>) =
            own.into_iter().partition(|at| if listed { lists(&sheets[*at]) } else { figures(at) });
        for at in lists {
            schools.list(sheets, at, values, desk);
        }
        let listed = !schools.rows.is_empty();
        if !listed {
            schools.found(&stated);
        }
        schools.index(county);
        for at in adds {
            schools.add(sheets, at, values, desk);
        }
        // Codes may have come with them.
        schools.index(county);
        for row in &mut schools.rows {
            by_stage::settle(row, |spot| sheets[spot.sheet].sheet.place(spot.row, Some(spot.column)), desk);
        }
        schools.count(stated, desk);
        if !listed {
            schools.ask_areas(desk);
        }
        schools
    }

    /// The schools that a sheet lists.
    fn list(&mut self, sheets: &[Recognised], at: usize, values: &Values, desk: &mut Desk<'_>) {
        let sheet = &sheets[at];
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
            // Two sheets may each list the schools, with other figures.
            if let Some(known) = self.listed(at, &of("school_id"), &name) {
                let mut made = std::mem::take(&mut self.rows[known]);
                fill(sheets, at, row, &mut made, &["name", "school_id", "remark"], values, desk);
                self.rows[known] = made;
                count += 1;
                continue;
            }
            let mut made = DraftRow::default();
            fill(sheets, at, row, &mut made, &[], values, desk);
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

    /// Whether a name is that of a unit outside compulsory education that no sheet lists; it is counted.
    fn is_outside(&mut self, name: &str) -> bool {
        let key = crate::names::key(name);
        if let Some(known) = self.spellings.get(&key) {
            return known.school.is_none();
        }
        let Some(what) = crate::values::outside("", name).filter(|_| self.names.find(name) == Match::Asked(vec![]))
        else {
            return false;
        };
        *self.outside.entry(what).or_default() += 1;
        self.spellings.insert(key, Spelling { school: None, full: true, count: 0 });
        true
    }

    /// The school of that code or name, where another sheet has listed it already: rows of one sheet are schools of their own, and of
    /// one name and two codes are two.
    fn listed(&self, sheet: usize, id: &str, name: &str) -> Option<usize> {
        let name = crate::names::key(name);
        self.rows.iter().position(|row| {
            let own_id = row.text("school_id").filter(|own| row.text("name") != Some(own));
            let codes = own_id.filter(|_| !id.is_empty());
            let same_name = !name.is_empty() && row.text("name").is_some_and(|own| crate::names::key(own) == name);
            let elsewhere = row.cells.values().all(|(_, spot)| spot.is_none_or(|spot| spot.sheet != sheet));
            elsewhere && codes.map_or(same_name, |own| own == id)
        })
    }

    /// What a sheet adds to the schools that are listed.
    fn add(&mut self, sheets: &[Recognised], at: usize, values: &Values, desk: &mut Desk<'_>) {
        let sheet = &sheets[at];
        let Some(key) = sheet.field("name").or_else(|| sheet.field("school_id")) else { return };
        let (rows, out) = read::rows(sheet, key, desk);
        self.left_out.insert(at, out);
        let mut count = 0;
        for row in rows {
            let written = row.cell(key).show();
            let place = sheet.sheet.place(row.number, Some(key));
            if self.is_outside(&written) {
                continue;
            }
            let Some(school) = self.find(&written, place, desk) else { continue };
            count += 1;
            let mut made = std::mem::take(&mut self.rows[school]);
            fill(sheets, at, row, &mut made, &["name", "school_id", "remark"], values, desk);
            // The code of a school that another sheet lists without one.
            let code = sheet.field("school_id").filter(|column| *column != key && !row.cell(*column).is_empty());
            if let Some(column) = code.filter(|_| made.text("school_id") == made.text("name")) {
                let cell = At { read: sheet, sheet: at, row, column };
                made.put("school_id", cell.text(), cell.spot());
            }
            self.rows[school] = made;
        }
        self.read.insert(at, count);
    }

    /// Hears what a roster says of a school.
    pub fn told(&mut self, school: usize, field: &str, at: At<'_>, values: &Values) {
        let Some((_, column)) = OF_SCHOOL.iter().find(|(of, _)| *of == field) else { return };
        if let Reading::Is(said) = values.read("schools", column, at.cell(), at.read.habits(at.column)) {
            let own = said.into_iter().filter(|(of, _)| of == column).map(|(_, text)| (text, at.spot()));
            self.told.entry((school, *column)).or_default().extend(own);
        }
    }

    /// Takes what rosters say of schools where no list of schools says it and all agree.
    pub fn take_told(&mut self) {
        for ((school, column), said) in std::mem::take(&mut self.told) {
            let Some((first, spot)) = said.first() else { continue };
            let row = &mut self.rows[school];
            if row.text(column).is_none() && !row.open.contains(column) && said.iter().all(|(text, _)| text == first) {
                row.put(column, first.clone(), *spot);
            }
        }
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
        if self.rows.is_empty() {
            // Where no list of schools was found, that is what is told.
            return None;
        }
        let told = desk.is_given("schools", written.trim());
        if !told
            && !desk.memory().school.iter().any(|s| crate::names::key(&s.written) == key)
            && self.is_outside(written)
        {
            return None;
        }
        let remembered = desk.memory().school.iter().find(|s| crate::names::key(&s.written) == key);
        let found = match remembered.map(|s| s.school_id.clone()).filter(|_| !told) {
            Some(id) if id == NOT_USED => Some((None, false)),
            Some(id) => self.position(&id).map(|at| (Some(at), false)),
            None => None,
        };
        let found = found.or_else(|| match self.names.find(written) {
            Match::Full(at) | Match::Short(at) if told => {
                let answer = desk.ask_word(self.question(), self.item(written, &[at], place))?;
                Some((self.position(&answer), false))
            }
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

    /// Whether a name is like that of a school, be it of several.
    pub fn is_like(&self, written: &str) -> bool {
        !matches!(self.names.find(written), Match::Asked(near) if near.is_empty())
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
            ..Item::default()
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
    sheets: &[Recognised],
    at: usize,
    row: crate::layout::Row<'_>,
    made: &mut DraftRow,
    but: &[&str],
    values: &Values,
    desk: &mut Desk<'_>,
) {
    let sheet = &sheets[at];
    let of = |column: &'static str| stands::Of { sheets, table: "schools", column };
    for (field, column) in sheet.fields().filter(|(field, _)| !but.contains(field)) {
        let cell = At { read: sheet, sheet: at, row, column };
        match field {
            "rooms" => rooms(cell, made, desk),
            "remark" => {}
            // What stands there is added up below.
            field if POSTS_BY_GRADE.contains(&field) => {
                if let Ok(posts) = cell.cell().show().trim().parse::<u32>() {
                    made.put(field, posts.to_string(), cell.spot());
                }
            }
            "name" | "school_id" | "township" | "alliance" | "central_school" => {
                let text = cell.text();
                if !text.is_empty() && !crate::values::nothing(&text) {
                    of(field).put(made, (text, cell.spot()), desk);
                }
            }
            field => {
                let mut own = DraftRow::default();
                read::cell(cell, "schools", field, &mut own, values, desk);
                made.open.extend(own.open);
                for (column, (text, spot)) in own.cells {
                    of(column).put(made, (text, spot.unwrap_or(cell.spot())), desk);
                }
            }
        }
    }
    add_up_posts(made);
}

/// Posts that are approved by grade add up to senior ones, down to the seventh grade, and intermediate ones, down to the tenth; where a
/// sheet states these itself, they stand.
fn add_up_posts(made: &mut DraftRow) {
    for (column, grades) in [("posts_senior", 0..7), ("posts_intermediate", 7..10)] {
        let of = |at: usize| {
            let (text, spot) = made.cells.get(POSTS_BY_GRADE[at])?;
            Some((text.parse::<u32>().ok()?, *spot))
        };
        let posts: Vec<(u32, Option<Spot>)> = grades.filter_map(of).collect();
        if let (Some((_, spot)), None) = (posts.first(), made.text(column)) {
            made.put(column, posts.iter().map(|(n, _)| u64::from(*n)).sum::<u64>().to_string(), *spot);
        }
    }
    made.cells.retain(|column, _| !POSTS_BY_GRADE.contains(column));
}

/// Flats for teachers: how many beds one has no table says, so it is asked, once.
fn rooms(at: At<'_>, made: &mut DraftRow, desk: &mut Desk<'_>) {
    let flats = at.cell().show().trim_end_matches(['套', '间']).trim().parse::<u32>().ok().filter(|n| *n > 0);
    let Some(flats) = flats else { return };
    let place = at.place();
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
