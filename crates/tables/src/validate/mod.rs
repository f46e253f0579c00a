//! From tables to a county: immutable, indexed, it cannot be built invalid; or all findings at once.
//!
//! The loader is a table of contents: one call a table, in the order in which tables refer to one another.

mod applications;
mod authorised;
mod couples;
mod ladder;
mod needs;
mod pins;
mod place;
mod postings;
mod projection_checks;
mod projections;
mod published;
mod reading;
mod relatives;
mod row;
mod school_checks;
mod schools;
mod scores;
mod teacher_checks;
mod teachers;
mod travel;
mod vocabulary;
mod wishes;

pub(crate) use applications::ApplicationDraft;
pub(crate) use authorised::AuthorisedDraft;
pub use ladder::{Granted, granted};
pub(crate) use needs::NeedDraft;
pub(crate) use pins::PinDraft;
pub use pins::PinPlaces;
pub(crate) use postings::PostingDraft;
pub(crate) use projections::ProjectionDraft;
pub(crate) use published::PublishedDraft;
pub(crate) use reading::{Against, Reading};
pub(crate) use relatives::RelativeDraft;
pub(crate) use row::Row;
pub(crate) use schools::SchoolDraft;
pub(crate) use scores::ScoreDraft;
pub(crate) use teachers::TeacherDraft;
pub(crate) use travel::TripDraft;
pub(crate) use vocabulary::PolicyWords;
pub(crate) use wishes::WishDraft;

use crate::names::{Directory, Named};
use crate::schema;
use crate::table::{Col, Table, Tables};
use lungang_domain::calendar::SchoolYear;
use lungang_domain::county::{County, CountyParts};
use lungang_domain::finding::{Finding, Findings, Place, Severity};
use lungang_domain::id::{SchoolIx, TeacherIx};
use lungang_domain::nearest;
use lungang_domain::policy::Policy;
use lungang_domain::school::School;
use lungang_domain::teacher::Teacher;
use std::collections::{HashMap, HashSet};

/// Validates a county's tables under a policy.
///
/// The county is absent where any finding is an error, and where it says that it has no roster: what can be told of it without
/// people [`validate_without_roster`] gives. Findings of [`crate::read()`] are not repeated here; a caller
/// that has errors from there should not plan either.
pub fn validate(tables: &Tables, policy: &Policy) -> (Option<County>, Findings) {
    let mut findings = Findings::default();
    check_missing_table(tables, "schools", &mut findings);
    if tables.roster || tables.table("teachers").is_some() {
        check_missing_table(tables, "teachers", &mut findings);
    } else {
        findings.push(Finding::warning("no-roster", tables.place()));
    }
    let (parts, whole) = parts(tables, policy, !tables.roster, &mut findings);
    let county = (whole && !parts.teachers.is_empty() && !findings.has_errors()).then(|| County::new(parts));
    (county, findings)
}

/// Validates a county's tables but for its people: schools, needs, posts and what is foreseen of them.
///
/// The county has nobody on its roster; it is absent where any finding is an error.
pub fn validate_without_roster(tables: &Tables, policy: &Policy) -> (Option<County>, Findings) {
    let mut findings = Findings::default();
    check_missing_table(tables, "schools", &mut findings);
    let (parts, whole) = parts(tables, policy, true, &mut findings);
    let county = (whole && !findings.has_errors()).then(|| County::new(parts));
    (county, findings)
}

/// What the tables hold, in the order in which they refer to one another; and whether it is known of everybody where they are.
/// A county that is `counted` has head-counts of its schools for a roster.
fn parts(tables: &Tables, policy: &Policy, counted: bool, findings: &mut Findings) -> (CountyParts, bool) {
    let mut cx = Context::new(tables, policy);
    let f = findings;
    let schools = tables.table("schools").map(|t| schools::read(t, &mut cx, f)).unwrap_or_default();
    let roster = tables.table("teachers").map(|t| teachers::read(t, &mut cx, &schools, f)).unwrap_or_default();
    cx.index_teachers(&roster);
    match tables.table("schools") {
        Some(table) if !roster.is_empty() => school_checks::check_staff(table, &cx, &schools, &roster, f),
        Some(table) if counted && tables.table("teachers").is_none() && table.has("staff") => {
            school_checks::check_reported_staff(table, &cx, &schools, f);
        }
        _ => {}
    }

    let mut parts = CountyParts {
        name: tables.name.clone(),
        school_year: Some(tables.school_year),
        detour: policy.movement.detour.value,
        ..CountyParts::default()
    };
    let people = People { schools: &schools, teachers: &roster };
    parts.needs = tables.table("needs").map(|t| needs::read(t, &cx, people, f)).unwrap_or_default();
    parts.wishes = tables.table("wishes").map(|t| wishes::read(t, &cx, people, f)).unwrap_or_default();
    parts.applications =
        tables.table("applications").map(|t| applications::read(t, &cx, people, f)).unwrap_or_default();
    parts.scores = tables.table("scores").map(|t| scores::read(t, &cx, f)).unwrap_or_default();
    parts.pins = tables.table("pins").map(|t| pins::read(t, &cx, people, f)).unwrap_or_default();
    if let Some(flags) = &tables.pins {
        let typed = pins::read(flags, &cx, people, f);
        pins::check_flags_contradict(flags, &typed, &parts.pins, &roster, f);
        parts.pins.extend(typed);
    }
    parts.relatives = tables.table("relatives").map(|t| relatives::read(t, &cx, f)).unwrap_or_default();
    parts.published = tables.table("published").map(|t| published::read(t, &cx, people, tables.max_changes, f));
    parts.travel = tables.table("travel").map(|t| travel::read(t, &cx, f)).unwrap_or_default();
    parts.postings = tables.table("postings").map(|t| postings::read(t, &cx, people, f)).unwrap_or_default();
    parts.authorised = tables.table("authorised").map(|t| authorised::read(t, &cx, f)).unwrap_or_default();
    let needs = &parts.needs;
    parts.projections =
        tables.table("projections").map(|t| projections::read(t, &cx, people, needs, f)).unwrap_or_default();
    // Why nobody is there, or nobody knows where, was told with the table or the file; what only follows was not.
    let placed = roster.iter().all(|teacher| teacher.school != teachers::NOWHERE);
    let whole = !schools.is_empty() && placed;
    parts.schools = schools;
    parts.teachers = roster;
    (parts, whole)
}

/// Validates the schools table alone: what a roster is generated on.
///
/// Schools are sorted by id, and [`School::central_school`] points into the list as it is returned.
pub fn validate_schools(tables: &Tables, policy: &Policy) -> (Option<Vec<School>>, Findings) {
    let mut findings = Findings::default();
    check_missing_table(tables, "schools", &mut findings);
    let mut cx = Context::new(tables, policy);
    let schools = tables.table("schools").map(|t| schools::read(t, &mut cx, &mut findings)).unwrap_or_default();
    if let Some(table) = tables.table("schools") {
        school_checks::check_reported_staff(table, &cx, &schools, &mut findings);
    }
    let whole = !schools.is_empty();
    let parts = CountyParts { schools, school_year: Some(tables.school_year), ..CountyParts::default() };
    let schools = (whole && !findings.has_errors()).then(|| County::new(parts).schools);
    (schools, findings)
}

fn check_missing_table(tables: &Tables, name: &'static str, findings: &mut Findings) {
    let Some(spec) = schema::table(name) else { return };
    match tables.table(name) {
        Some(_) if tables.emptied.contains(&name) => {}
        Some(table) if table.is_empty() => {
            findings.push(
                Finding::error("table-without-rows", table.place()).with("table", name).with("table_zh", spec.zh),
            );
        }
        Some(_) => {}
        // Why it is not there was told when the files were read.
        None if tables.unread.contains(&name) => {}
        None => {
            let finding = Finding::error("missing-table", tables.place()).with("table", name);
            findings.push(finding.with("zh", spec.zh));
        }
    }
}

/// What every table is read against.
pub(crate) struct Context<'a> {
    policy: &'a Policy,
    words: PolicyWords,
    year: SchoolYear,
    county: &'a str,
    /// Schools by id and name.
    school_names: Directory,
    /// Teachers by id and name.
    teacher_names: Directory,
    /// All ids in order; none where some may be lacking, for then nobody can tell who is not there.
    school_ids: Vec<String>,
    teacher_ids: Vec<String>,
    /// The row of each school in its table.
    school_rows: Vec<usize>,
    doubts: Doubts,
}

/// What could not be read of schools and teachers, which was told where they stand: nothing that only follows from it is.
#[derive(Default)]
struct Doubts {
    /// Whether rows of the schools or the teachers table may be lacking.
    schools_cut: bool,
    teachers_cut: bool,
    /// Schools without a stage.
    stage: HashSet<SchoolIx>,
    /// Schools without a number of pupils.
    pupils: HashSet<SchoolIx>,
    /// Teachers of whose subjects some are not known.
    subjects: HashSet<TeacherIx>,
}

/// The lists that the tables point into, as they stand in the files.
#[derive(Clone, Copy)]
struct People<'a> {
    schools: &'a [School],
    teachers: &'a [Teacher],
}

impl People<'_> {
    /// For a table that points into no list.
    const NOBODY: People<'static> = People { schools: &[], teachers: &[] };
}

impl<'a> Context<'a> {
    /// With the lists that a table points into, all that its rows are read against.
    fn against<'b>(&'b self, people: People<'b>) -> Against<'b> {
        Against { cx: self, people }
    }

    fn new(tables: &'a Tables, policy: &'a Policy) -> Self {
        Context {
            policy,
            county: &tables.name,
            words: PolicyWords::new(policy),
            year: tables.school_year,
            school_names: Directory::default(),
            teacher_names: Directory::default(),
            school_ids: Vec::new(),
            teacher_ids: Vec::new(),
            school_rows: Vec::new(),
            doubts: Doubts {
                schools_cut: tables.unread.contains(&"schools"),
                teachers_cut: tables.unread.contains(&"teachers"),
                ..Doubts::default()
            },
        }
    }

    fn index_schools(&mut self, schools: &[School], rows: &[usize]) {
        self.school_rows = rows.to_vec();
        self.school_ids.extend(schools.iter().map(|school| school.id.clone()));
        self.school_names = Directory::of_schools(schools, self.county);
        if self.doubts.schools_cut {
            self.school_ids.clear();
        }
        self.school_ids.sort();
    }

    fn index_teachers(&mut self, teachers: &[Teacher]) {
        self.teacher_ids.extend(teachers.iter().map(|teacher| teacher.id.clone()));
        self.teacher_names = Directory::of_teachers(teachers);
        if self.doubts.teachers_cut {
            self.teacher_ids.clear();
        }
        self.teacher_ids.sort();
    }

    /// A school of which the stage is known.
    fn staged<'s>(&self, schools: &'s [School], at: SchoolIx) -> Option<&'s School> {
        schools.get(at.at()).filter(|_| !self.doubts.stage.contains(&at))
    }

    /// A school by its id, or by a name that only one may bear.
    fn find_school(&self, word: &str) -> Option<SchoolIx> {
        self.school_names.find(word).one().map(SchoolIx::new)
    }

    /// The school that a word means; a short name and one that several bear are told.
    fn named_school(&self, row: &mut Row<'_>, col: Col, word: &str) -> Named {
        let named = self.school_names.find(word);
        row.check_named(col, word, &named, &self.school_names, ["several-schools", "short-name"]);
        named
    }

    /// A school by the word in a cell; an unknown one is told.
    fn school(&self, row: &mut Row<'_>, col: Col) -> Option<SchoolIx> {
        let word = row.id(col)?;
        let named = self.named_school(row, col, &word);
        if named == Named::Nobody {
            check_unknown_school(row, col, &word, &self.school_ids);
        }
        named.one().map(SchoolIx::new)
    }

    /// The teacher that a word means; a name that several bear is told.
    fn named_teacher(&self, row: &mut Row<'_>, col: Col, word: &str) -> Named {
        let named = self.teacher_names.find(word);
        row.check_named(col, word, &named, &self.teacher_names, ["several-teachers", "short-name"]);
        named
    }

    /// A teacher by the word in a cell; an unknown one is told.
    fn teacher(&self, row: &mut Row<'_>, col: Col) -> Option<TeacherIx> {
        let word = row.id(col)?;
        let named = self.named_teacher(row, col, &word);
        if named == Named::Nobody {
            check_unknown_teacher(row, col, &word, &self.teacher_ids);
        }
        named.one().map(TeacherIx::new)
    }

    /// The name beside a teacher's id: another one means that the row may be about somebody else.
    fn check_teacher_name(&self, row: &mut Row<'_>, col: Col, who: Option<TeacherIx>) {
        row.check_name_beside(col, who.map(TeacherIx::at), &self.teacher_names, Severity::Error);
    }

    /// The name beside a school's id; schools change their names.
    fn check_school_name(&self, row: &mut Row<'_>, col: Col, school: Option<SchoolIx>) {
        row.check_name_beside(col, school.map(SchoolIx::at), &self.school_names, Severity::Warning);
    }
}

/// A list of more ids than this is not searched for likenesses: one broken column would take minutes.
const HINTS_UP_TO: usize = 20_000;

fn id_hint(id: &str, known: &[String]) -> String {
    if known.len() > HINTS_UP_TO {
        return String::new();
    }
    nearest::id_hint(id, known.iter().map(String::as_str))
}

fn check_unknown_school(row: &mut Row<'_>, col: Col, id: &str, known: &[String]) {
    // Where no school at all is known, the cause was told with their table.
    if known.is_empty() {
        return;
    }
    let finding = Finding::error("unknown-school", row.place(col)).with("id", id);
    row.tell_hinted(finding, || id_hint(id, known));
}

fn check_unknown_teacher(row: &mut Row<'_>, col: Col, id: &str, known: &[String]) {
    if known.is_empty() {
        return;
    }
    let finding = Finding::error("unknown-teacher", row.place(col)).with("id", id);
    row.tell_hinted(finding, || id_hint(id, known));
}

/// Ids seen so far with the row that had them first; a second row with one is told.
struct Ids {
    seen: HashMap<String, usize>,
    col: Col,
}

impl Ids {
    fn new(col: Col) -> Self {
        Ids { seen: HashMap::new(), col }
    }

    /// The row's id, where it has one that no row before it has.
    fn check_doubled_id(&mut self, row: &mut Row<'_>, table: &Table) -> Option<String> {
        let id = row.id(self.col)?;
        if let Some(first) = self.seen.get(&id) {
            let first = table.raw.rows[*first].number;
            let finding = Finding::error("doubled-id", row.place(self.col)).with("id", &id);
            row.tell(finding.with("first", first));
            return None;
        }
        self.seen.insert(id.clone(), row.at);
        Some(id)
    }
}

/// The first of two cells, as part of another's message: file, sheet and row in short.
fn elsewhere(place: &Place) -> String {
    let row = place.row.map(|r| r.to_string()).unwrap_or_default();
    match &place.sheet {
        Some(sheet) => format!("{sheet}:{row}"),
        None => format!("{}:{row}", place.file),
    }
}
