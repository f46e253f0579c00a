//! The whole way, from files to a county or to what has to be asked first.

use crate::checked::{Read, validated};
use crate::desk::Desk;
use crate::distances;
use crate::draft::Draft;
use crate::facts;
use crate::gather::Files;
use crate::identity::Key;
use crate::layout::Sheet;
use crate::memory::{Mapped, Memory, Spelled, Used};
use crate::people::{self, People};
use crate::postings::{self, Listed};
use crate::question::Question;
use crate::read::LeftOut;
use crate::recognise::{self, Kind, Meant, Recognised, recognise};
use crate::request::Request;
use crate::roster::Roster;
use crate::schools::Schools;
use crate::settle;
use crate::sources::Sources;
use crate::tide;
use crate::values::Values;
use crate::wishes;
use crate::{counted, counts};
use lungang_domain::calendar::SchoolYear;
use lungang_domain::finding::{Finding, Findings, Place, Severity};
use lungang_domain::format::Document;
use lungang_tables::raw::Grid;
use lungang_tables::schema;
use lungang_tables::write::PlainTable;
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

/// A county, ready to be written.
#[derive(Debug)]
pub struct Made {
    /// Its name.
    pub name: String,
    /// Its school year.
    pub year: SchoolYear,
    /// The policy that it names.
    pub policy: String,
    /// Its tables.
    pub tables: Vec<PlainTable>,
    /// Where their cells came from.
    pub sources: Sources,
    /// What is to be remembered.
    pub memory: Memory,
}

/// What came of an import.
#[derive(Debug)]
pub struct Outcome {
    /// Every sheet, with what it is.
    pub(crate) sheets: Vec<Recognised>,
    /// Sheets that are older states of others.
    pub(crate) old: BTreeSet<usize>,
    /// Files that hold no tables.
    pub(crate) passed: Vec<PathBuf>,
    /// The schools.
    pub(crate) schools: Schools,
    /// The people.
    pub(crate) roster: Roster,
    /// Words that were read as another name of a subject, with the subject, and how often each was met.
    pub(crate) renamed: BTreeMap<(String, String), usize>,
    /// People who were known before.
    pub(crate) known: usize,
    /// Spouses on no roster.
    pub(crate) spouses_elsewhere: usize,
    /// The tables.
    pub(crate) drafts: Vec<Draft>,
    /// Rows that were read and left out, by sheet.
    pub(crate) rows: BTreeMap<usize, usize>,
    pub(crate) left_out: BTreeMap<usize, LeftOut>,
    /// The county's name, year and policy, as far as they are known.
    pub(crate) name: Option<String>,
    pub(crate) year: Option<SchoolYear>,
    pub(crate) policy: Option<String>,
    /// What was known before.
    pub(crate) before: Memory,
    /// What is open.
    pub questions: Vec<Question>,
    /// Answers that were used.
    pub used: Vec<Used>,
    /// Everything that was found, at the office's own places.
    pub findings: Findings,
    /// The county; nothing while questions are open, or where nothing could be read.
    pub made: Option<Made>,
}

/// Makes a county of the files, or asks.
pub fn import(files: Files, request: &Request<'_>) -> Outcome {
    let memory = request.memory;
    let mut desk = Desk::new(request.answers, memory, request.accept, request.author.clone(), request.today);
    let Files { paths, grids, passed, findings: found } = files;
    let mapped = memory
        .mapping
        .iter()
        .filter_map(|m| Some(((schema::table(&m.table)?.name, m.header.clone()), m.column.clone())));
    let mapped = mapped.collect();
    // Subjects and levels are the policy's, so it is asked for first.
    let policy = facts::policy(request, &mut desk);
    let values = Values::under(policy.as_deref().and_then(|name| (request.load)(name)));
    let one = |grid: Grid| match counts::is_one(&grid) {
        true => recognise::statistics(grid),
        false => recognise(Sheet::of(grid), &mapped, &values),
    };
    let mut sheets: Vec<Recognised> = grids.into_iter().map(one).collect();
    settle::unread(&sheets, &mut desk);
    desk.year = facts::likely_year(&sheets);
    let old = settle::old_sheets(&mut sheets, &mut desk);
    settle::columns(&mut sheets, &values, &mut desk);
    desk.findings.extend(of_read_cells(found, &sheets));

    let name = facts::county_name(&sheets, memory, &mut desk);
    let stated = counts::read(&sheets, &mut desk);
    let mut schools = Schools::read(&sheets, stated, name.as_deref().unwrap_or_default(), &values, &mut desk);
    settle::school_columns(&mut sheets, &schools);
    let mut roster = Roster::read(&sheets, &mut schools, request.key, &values, &mut desk);
    schools.take_told();
    let own_key = check_key(memory, request.key, &roster, &mut desk);
    let known = {
        let again = desk.year.is_some() && memory.answer(&facts::year_question(&sheets), None).is_some();
        people::give_ids(&mut roster, &schools, (memory, again), request.key, &mut desk)
    };
    let spouses_elsewhere = people::join_spouses(&mut roster, &mut schools, &mut desk);
    let mut lists: Vec<Listed> = Vec::new();
    // Where nobody knows yet whose name stands where, nobody is to be found by it.
    let named = sheets.iter().all(|s| s.kind != Kind::Roster || s.field("name").is_some());
    if named {
        let (people, by) = (People::of(&roster), (request.key, &values));
        lists.push(postings::read(&sheets, &people, &mut schools, by, &mut desk));
        lists.push(wishes::read(&sheets, &people, &mut schools, by, &mut desk));
    }
    if let Some(listed) = lists.first_mut() {
        postings::add_beside(listed, &roster, &sheets, &mut desk);
    }
    lists.push(distances::read(&sheets, &mut schools, &mut desk));

    let teachers = Draft { table: "teachers", rows: roster.people.iter().map(|p| p.row.clone()).collect() };
    let without_roster = is_counted(&sheets);
    let mut drafts = vec![schools.draft(!without_roster), teachers];
    let (mut rows, mut left_out) = (schools.read.clone(), schools.left_out.clone());
    rows.extend(roster.read.clone());
    left_out.extend(roster.left_out.clone());
    for list in lists {
        drafts.extend(list.drafts);
        rows.extend(list.read);
        left_out.extend(list.left_out);
    }
    let year = facts::school_year(&sheets, &mut desk);
    counted::compare(&schools, &roster, &mut desk);
    drafts.extend(tide::draft(&schools, facts::statistics_year(&sheets), year, &mut desk));
    // A list whose columns are asked about may turn out to be one.
    check_found(&schools, &roster, (&paths, without_roster, !named), &mut desk);

    let (named, policy_named) = (name.as_deref(), policy.as_deref());
    let read =
        Read { sheets: &sheets, drafts: &mut drafts, name: named, year, policy: policy_named, counted: without_roster };
    let tables = validated(read, request, &mut desk);
    let sources = Sources::of(&drafts, &sheets);
    let open = desk.is_open();
    let renamed = std::mem::take(&mut desk.renamed);
    let (mut questions, used, findings) = desk.end();
    if sheets.is_empty() {
        // Where nothing was read there is nothing to ask about.
        questions.clear();
    }
    let made = match (open, name.clone(), year, policy.clone()) {
        (false, Some(name), Some(year), Some(policy))
            if own_key && !schools.rows.is_empty() && (without_roster || !roster.people.is_empty()) =>
        {
            let kept = remembered(request, &sheets, &schools, &roster, &used, (&name, year));
            Some(Made { name, year, policy, tables, sources, memory: kept })
        }
        _ => None,
    };
    Outcome {
        sheets,
        old,
        passed,
        schools,
        roster,
        renamed,
        known,
        spouses_elsewhere,
        drafts,
        rows,
        left_out,
        name,
        year,
        policy,
        before: memory.clone(),
        questions,
        used,
        findings,
        made,
    }
}

/// What was found in cells that are read; what a column looks like that nobody reads is no question to anybody.
fn of_read_cells(found: Findings, sheets: &[Recognised]) -> Findings {
    let mut kept = found;
    kept.retain(|f| {
        let sheet = sheets.iter().find(|s| s.sheet.grid.file == f.place.file && s.sheet.grid.sheet == f.place.sheet);
        match (sheet, f.place.row) {
            (Some(sheet), _) if sheet.kind.table().is_none() => false,
            (Some(sheet), _) if sheet.kind == Kind::Statistics => f.severity == Severity::Error,
            (Some(sheet), Some(row)) => {
                let below = sheet.sheet.header.is_some_and(|(_, last)| row > last);
                f.severity == Severity::Error && below && sheet.sheet.rows().any(|r| r.number == row)
            }
            _ => f.severity == Severity::Error || sheet.is_none(),
        }
    });
    kept
}

/// A memory whose pseudonyms were made with another key knows nobody by their number: nothing is written then, for everybody would get
/// another id.
fn check_key(memory: &Memory, key: &Key, roster: &Roster, desk: &mut Desk<'_>) -> bool {
    let other = memory.key.as_ref().is_some_and(|k| *k != key.fingerprint());
    if other && roster.people.iter().any(|p| p.pseudonym.is_some()) {
        desk.findings.push(Finding::error("import-key", Place::file(crate::memory::FILE)));
        return false;
    }
    true
}

/// Whether the files are statistics alone: figures of schools, and no roster in any form.
fn is_counted(sheets: &[Recognised]) -> bool {
    let any = |kind: Kind| sheets.iter().any(|sheet| sheet.kind == kind);
    any(Kind::Statistics) && !any(Kind::Roster)
}

/// What a county cannot do without; one that is `counted` does without a roster, and what `is_asked` for may still come.
fn check_found(
    schools: &Schools,
    roster: &Roster,
    (paths, counted, is_asked): (&[PathBuf], bool, bool),
    desk: &mut Desk<'_>,
) {
    let place = || Place::file(paths.first().map(|p| p.display().to_string()).unwrap_or_default());
    let people = !counted && roster.people.is_empty() && !schools.rows.is_empty();
    for (missing, kind) in [(schools.rows.is_empty(), "schools"), (people, "roster")] {
        if missing && !is_asked {
            desk.findings
                .push(Finding::error("import-nothing-found", place()).with("kind", format!("@import.kind.{kind}")));
        }
    }
}

/// What is to be remembered of this import.
fn remembered(
    request: &Request<'_>,
    sheets: &[Recognised],
    schools: &Schools,
    roster: &Roster,
    used: &[Used],
    (name, year): (&str, SchoolYear),
) -> Memory {
    let mut memory = request.memory.clone();
    memory.format = Memory::FORMAT;
    name.clone_into(&mut memory.county);
    memory.school_year = Some(year.0);
    if roster.people.iter().any(|p| p.pseudonym.is_some()) || memory.key.is_none() {
        memory.key = Some(request.key.fingerprint());
    }
    let mut mapping: BTreeMap<(String, String), String> =
        memory.mapping.iter().map(|m| ((m.table.clone(), m.header.clone()), m.column.clone())).collect();
    for sheet in sheets.iter().filter(|s| s.kind != Kind::Distances) {
        let Some(table) = sheet.kind.table() else { continue };
        for (meant, column) in sheet.meant.iter().zip(&sheet.sheet.columns) {
            if let Meant::Field(field, _) = meant {
                mapping.insert((table.to_owned(), column.text()), (*field).to_owned());
            }
        }
    }
    memory.mapping = mapping.into_iter().map(|((table, header), column)| Mapped { table, header, column }).collect();
    let mut names: BTreeMap<String, String> =
        memory.school.iter().map(|s| (s.written.clone(), s.school_id.clone())).collect();
    for (written, spelling) in schools.spellings.iter().filter(|(_, s)| !s.full) {
        let id = spelling.school.map_or("-", |at| schools.id(at));
        names.insert(written.clone(), id.to_owned());
    }
    memory.school = names.into_iter().map(|(written, school_id)| Spelled { written, school_id }).collect();
    memory.person = people::remember(roster, schools, request.memory, year.0);
    memory.keep(used);
    memory
}
