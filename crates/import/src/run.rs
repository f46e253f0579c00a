//! The whole way, from files to a county or to what has to be asked first.

use crate::answers::Answers;
use crate::county;
use crate::distances;
use crate::draft::Draft;
use crate::gather::gather;
use crate::identity::Key;
use crate::layout::Sheet;
use crate::memory::{Mapped, Memory, Spelled};
use crate::people::{self, People};
use crate::postings::{self, Listed};
use crate::question::{Desk, Option_, Question, Used};
use crate::read::{self, LeftOut};
use crate::recognise::{Kind, Meant, Recognised, recognise};
use crate::roster::Roster;
use crate::schools::Schools;
use crate::sources::Sources;
use crate::values::Values;
use crate::wishes;
use jiff::civil::Date;
use lungang_domain::calendar::SchoolYear;
use lungang_domain::finding::{Finding, Findings, Place, Severity};
use lungang_domain::format::Document;
use lungang_domain::policy::Policy;
use lungang_domain::sentence::Sentence;
use lungang_domain::words::Lang;
use lungang_tables::raw::{Grid, ReadOptions};
use lungang_tables::write::PlainTable;
use lungang_tables::{read as tables_read, schema, validate};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// A policy that may be chosen.
#[derive(Debug, Clone)]
pub struct PolicyName {
    /// As it is named.
    pub id: String,
    /// What it is called, in Chinese.
    pub zh: String,
    /// What it is called, in English.
    pub en: String,
}

/// What is to be imported, and what is known beforehand.
pub struct Request<'a> {
    /// Files and folders.
    pub paths: &'a [PathBuf],
    /// How files are read.
    pub encoding: Option<String>,
    /// Answers that are given now.
    pub answers: &'a Answers,
    /// What is remembered.
    pub memory: &'a Memory,
    /// The key of the pseudonyms.
    pub key: &'a Key,
    /// Whether suggestions are taken for answers.
    pub accept: bool,
    /// Who answers.
    pub author: Option<String>,
    /// The day of the answers.
    pub today: Date,
    /// Policies that may be chosen.
    pub policies: &'a [PolicyName],
    /// The policy, where it was named beforehand.
    pub policy: Option<String>,
    /// Reads a policy by its name.
    pub load: &'a dyn Fn(&str) -> Option<Policy>,
    /// The language of the headers that are written.
    pub lang: Lang,
}

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

/// Reads everything and makes a county of it, or asks.
pub fn import(request: &Request<'_>) -> Outcome {
    let memory = request.memory;
    let mut desk =
        Desk::new(request.answers, memory, request.accept, request.author.clone(), request.today);
    let mut found = Findings::default();
    let options = ReadOptions { encoding: request.encoding.clone(), ..ReadOptions::default() };
    let gathered = gather(request.paths, &options, &mut found);
    let mapped = memory.mapping.iter().filter_map(|m| {
        Some(((schema::table(&m.table)?.name, m.header.clone()), m.column.clone()))
    });
    let mapped = mapped.collect();
    // Subjects and levels are the policy's, so it is asked for first.
    let policy = policy(request, &mut desk);
    let values = Values::under(policy.as_deref().and_then(|name| (request.load)(name)));
    let mut sheets: Vec<Recognised> =
        gathered.grids.into_iter().map(|grid: Grid| recognise(Sheet::of(grid), &mapped, &values)).collect();
    let old = settle_old(&mut sheets, &mut desk);
    settle_columns(&mut sheets, &mut desk);
    desk.findings.extend(of_read_cells(found, &sheets));

    let name = county_name(&sheets, memory, &mut desk);
    let mut schools = Schools::read(&sheets, name.as_deref().unwrap_or_default(), &values, &mut desk);
    let mut roster = Roster::read(&sheets, &mut schools, request.key, &values, &mut desk);
    check_key(memory, request.key, &roster, &mut desk);
    let known = people::give_ids(&mut roster, &schools, memory, request.key, &mut desk);
    let spouses_elsewhere = people::join_spouses(&mut roster, &mut schools, &mut desk);
    let mut lists: Vec<Listed> = Vec::new();
    {
        let (people, by) = (People::of(&roster), (request.key, &values));
        lists.push(postings::read(&sheets, &people, &mut schools, by, &mut desk));
        lists.push(wishes::read(&sheets, &people, &mut schools, by, &mut desk));
    }
    lists.push(distances::read(&sheets, &mut schools, &mut desk));

    let teachers = Draft { table: "teachers", rows: roster.people.iter().map(|p| p.row.clone()).collect() };
    let mut drafts = vec![schools.draft(), teachers];
    let (mut rows, mut left_out) = (schools.read.clone(), schools.left_out.clone());
    rows.extend(roster.read.clone());
    left_out.extend(roster.left_out.clone());
    for list in lists {
        drafts.extend(list.drafts);
        rows.extend(list.read);
        left_out.extend(list.left_out);
    }
    let year = school_year(&sheets, &mut desk);
    check_found(&schools, &roster, request.paths, &mut desk);

    let read = Read { sheets: &sheets, drafts: &mut drafts, name: name.as_deref(), year, policy: policy.as_deref() };
    let tables = validated(read, request, &mut desk);
    let sources = Sources::of(&drafts, &sheets);
    let open = desk.is_open();
    let (questions, used, findings) = desk.end();
    let made = match (open, name.clone(), year, policy.clone()) {
        (false, Some(name), Some(year), Some(policy)) if !schools.rows.is_empty() && !roster.people.is_empty() => {
            let kept = remembered(request, &sheets, &schools, &roster, &used, (&name, year));
            Some(Made { name, year, policy, tables, sources, memory: kept })
        }
        _ => None,
    };
    Outcome {
        sheets,
        old,
        passed: gathered.passed,
        schools,
        roster,
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

/// What was read, to be validated.
struct Read<'a> {
    sheets: &'a [Recognised],
    drafts: &'a mut Vec<Draft>,
    name: Option<&'a str>,
    year: Option<SchoolYear>,
    policy: Option<&'a str>,
}

/// The tables as they are written, validated as they will be; words that the policy does not know are asked about like any other.
fn validated(read: Read<'_>, request: &Request<'_>, desk: &mut Desk<'_>) -> Vec<PlainTable> {
    let (Some(year), Some(policy)) = (read.year, read.policy) else { return vec![] };
    let Some(policy) = (request.load)(policy) else { return vec![] };
    // A second time where answers have put other words in place of those that the policy does not know.
    for last in [false, true] {
        let sources = Sources::of(read.drafts, read.sheets);
        let plain: Vec<PlainTable> = read.drafts.iter().filter_map(|d| county::plain(d, request.lang)).collect();
        let raws = plain.iter().map(|t| county::raw(t, request.lang)).collect();
        let path = Path::new("");
        let (tables, mut found) = tables_read::bound(path, read.name.unwrap_or_default(), year, raws);
        found.extend(validate::validate(&tables, &policy).1);
        if last || !reworded(read.drafts, &found, &sources, desk) {
            // Those that are open are questions; an answer that the policy does not know either is reported.
            found.retain(|f| !(desk_asks(f) && desk.is_open()));
            desk.findings.extend(found.relocated(|place| sources.translate(place)));
            return plain;
        }
    }
    vec![]
}

/// Words of a column that only the policy knows, by the finding that reports one it does not.
const OF_POLICY: &[(&str, &str, &str)] = &[
    ("unknown-subject", "teachers", "subjects"),
    ("unknown-backbone", "teachers", "backbone"),
    ("unknown-language", "teachers", "language_level"),
    ("unknown-exemption", "teachers", "exemptions"),
];

/// What a row lacks that only somebody who knows the person can say: by the finding, with the question.
const OF_PERSON: &[(&str, &str)] = &[("missing-stage", "stage"), ("no-subject", "no-subject")];

fn desk_asks(finding: &Finding) -> bool {
    OF_POLICY.iter().any(|(code, ..)| *code == finding.code) || OF_PERSON.iter().any(|(code, _)| *code == finding.code)
}

/// Asks about the words that the policy does not know, and puts the answers in their place; whether any was.
fn reworded(
    drafts: &mut [Draft],
    found: &Findings,
    sources: &Sources,
    desk: &mut Desk<'_>,
) -> bool {
    let mut changed = false;
    let unknown: Vec<Finding> = found.causes().into_iter().flat_map(|c| c.findings()).filter(desk_asks).collect();
    for finding in unknown {
        if let Some((_, name)) = OF_PERSON.iter().find(|(code, _)| *code == finding.code) {
            changed |= completed(drafts, &finding, name, sources, desk);
            continue;
        }
        let Some((_, table, column)) = OF_POLICY.iter().find(|(code, ..)| *code == finding.code) else { continue };
        let at = finding.place.row.and_then(|row| usize::try_from(row).ok()?.checked_sub(2));
        let (Some(at), Some(draft)) = (at, drafts.iter_mut().find(|d| d.table == *table)) else { continue };
        let Some(row) = draft.rows.get_mut(at) else { continue };
        let Some(text) = row.text(column).map(str::to_owned) else { continue };
        let mut place = finding.place.clone();
        sources.translate(&mut place);
        let item = crate::question::Item { spelling: text, count: 1, examples: vec![place], ..Default::default() };
        let question = read::words_question(table, column, Some("import.ask.not-in-policy"));
        if let Some(answer) = desk.ask_word(question, item)
            && let Some((text, _)) = row.cells.get_mut(column)
        {
            *text = if answer == crate::question::NOT_USED { String::new() } else { answer };
            changed = true;
        }
    }
    changed
}

/// Asks for what a person's row lacks, one question for all such people, and completes it.
fn completed(drafts: &mut [Draft], finding: &Finding, name: &str, sources: &Sources, desk: &mut Desk<'_>) -> bool {
    let at = finding.place.row.and_then(|row| usize::try_from(row).ok()?.checked_sub(2));
    let Some(at) = at else { return false };
    let school = |id: &str| {
        let schools = drafts.iter().find(|d| d.table == "schools")?;
        schools.rows.iter().find(|row| row.text("school_id") == Some(id))?.text("name").map(str::to_owned)
    };
    let named = drafts.iter().find(|d| d.table == "teachers").and_then(|d| d.rows.get(at)).map(|row| {
        let text = |column: &str| row.text(column).unwrap_or_default().to_owned();
        format!("{}（{}）", text("name"), school(&text("school_id")).unwrap_or_default())
    });
    let Some(spelling) = named else { return false };
    let mut place = finding.place.clone();
    sources.translate(&mut place);
    let mut question = Question::new(format!("people.{name}"), name);
    let suggestion = (name == "no-subject").then(|| "administrator".to_owned());
    if name == "stage" {
        question.options = ["primary", "junior"].map(Option_::plain).to_vec();
    }
    let item = crate::question::Item { spelling, count: 1, examples: vec![place], suggestion, ..Default::default() };
    let Some(answer) = desk.ask_word(question, item) else { return false };
    let teachers = drafts.iter_mut().find(|d| d.table == "teachers");
    let Some(row) = teachers.and_then(|d| d.rows.get_mut(at)) else { return false };
    let column = match name {
        "stage" => "stage",
        _ if schema::choose(&schema::ROLES, &answer).is_some() => "role",
        _ => "subjects",
    };
    row.put(column, answer, None);
    true
}

/// What was found in cells that are read; what a column looks like that nobody reads is no question to anybody.
fn of_read_cells(found: Findings, sheets: &[Recognised]) -> Findings {
    let mut kept = found;
    kept.retain(|f| {
        let sheet = sheets.iter().find(|s| s.sheet.grid.file == f.place.file && s.sheet.grid.sheet == f.place.sheet);
        match (sheet, f.place.row) {
            (Some(sheet), _) if sheet.kind.table().is_none() => false,
            (Some(sheet), Some(row)) => {
                let below = sheet.sheet.header.is_some_and(|(_, last)| row > last);
                f.severity == Severity::Error && below && sheet.sheet.rows().any(|r| r.number == row)
            }
            _ => f.severity == Severity::Error || sheet.is_none(),
        }
    });
    kept
}

/// The year of which a sheet is, by its name, its title or its file's name; and whether it is marked as old.
fn dated(sheet: &Recognised) -> (Option<i16>, bool) {
    let grid = &sheet.sheet.grid;
    let name = grid.sheet.clone().unwrap_or_default();
    let titles = sheet.sheet.titles.join(" ");
    let file = Path::new(&grid.file).file_stem().map(|s| s.to_string_lossy().into_owned()).unwrap_or_default();
    let old = ["旧", "作废", "备份", "old", "副本"].iter().any(|w| name.contains(w));
    let year = [&name, &titles, &file].iter().find_map(|text| years_in(text).max());
    (year, old)
}

fn years_in(text: &str) -> impl Iterator<Item = i16> {
    let digits: Vec<String> = text
        .split(|c: char| !schema::half_width(c).is_ascii_digit())
        .map(|t| t.chars().map(schema::half_width).collect::<String>())
        .collect();
    digits.into_iter().filter(|t| t.len() == 4).filter_map(|t| t.parse().ok()).filter(|y| (2000..=2060).contains(y))
}

/// Two sheets of the same people are two states of one list: the newer one counts, where something tells which it is.
fn settle_old(sheets: &mut [Recognised], desk: &mut Desk<'_>) -> BTreeSet<usize> {
    let mut old = BTreeSet::new();
    for kind in [Kind::Roster, Kind::Schools] {
        let own: Vec<usize> = (0..sheets.len()).filter(|at| sheets[*at].kind == kind).collect();
        let named: Vec<BTreeSet<String>> = own.iter().map(|at| keys(&sheets[*at])).collect();
        for (i, a) in own.iter().enumerate() {
            for (j, b) in own.iter().enumerate().skip(i + 1) {
                let same = named[i].intersection(&named[j]).count();
                let least = named[i].len().min(named[j].len());
                // Sheets of schools may each say something else of the same schools.
                if least < 3 || same * 2 < least || old.contains(a) || old.contains(b) || adds(&sheets[*a], &sheets[*b]) {
                    continue;
                }
                if let Some(older) = older(sheets, *a, *b, desk) {
                    old.insert(older);
                }
            }
        }
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

/// Whether one of two sheets of schools says nothing that the other says.
fn adds(a: &Recognised, b: &Recognised) -> bool {
    let own = |s: &Recognised| s.fields().map(|(f, _)| f).filter(|f| !["name", "school_id", "remark"].contains(f)).collect::<BTreeSet<_>>();
    a.kind == Kind::Schools && own(a).intersection(&own(b)).count() * 2 < own(a).len().min(own(b).len())
}

/// The older of two sheets, by their years and marks; without either it is asked.
fn older(sheets: &[Recognised], a: usize, b: usize, desk: &mut Desk<'_>) -> Option<usize> {
    match (dated(&sheets[a]), dated(&sheets[b])) {
        ((_, true), (_, false)) => return Some(a),
        ((_, false), (_, true)) => return Some(b),
        ((Some(x), _), (Some(y), _)) if x != y => return Some(if x < y { a } else { b }),
        _ => {}
    }
    let named = |at: usize| {
        let place = sheets[at].sheet.here();
        format!("{}{}", place.file, place.sheet.map(|s| format!(" / {s}")).unwrap_or_default())
    };
    let options = vec![Option_::plain(named(a)), Option_::plain(named(b))];
    let id = format!("sheets.{}", named(a));
    let places = [sheets[a].sheet.here(), sheets[b].sheet.here()];
    let question = Question::new(id, "old-sheet").options(options).about(2, places);
    let answer = desk.ask(question)?;
    Some(if answer == named(a) { b } else { a })
}

/// Columns that a table cannot do without, and that no header names: they are asked about, among the headers that nobody reads.
fn settle_columns(sheets: &mut [Recognised], desk: &mut Desk<'_>) {
    const NEEDED: &[(Kind, &[&str])] = &[(Kind::Roster, &["subjects", "joined_school"])];
    for (kind, fields) in NEEDED {
        for field in *fields {
            let lacking: Vec<usize> =
                (0..sheets.len()).filter(|at| sheets[*at].kind == *kind && sheets[*at].field(field).is_none()).collect();
            let Some(first) = lacking.first() else { continue };
            let open = |m: &Meant| matches!(m, Meant::Unknown | Meant::OtherValues(_) | Meant::NotNeeded);
            let headers: BTreeSet<String> = lacking
                .iter()
                .flat_map(|at| sheets[*at].meant.iter().zip(&sheets[*at].sheet.columns))
                .filter(|(m, _)| open(m))
                .map(|(_, c)| c.text())
                .collect();
            let Some((table, spec)) = kind.table().and_then(|t| Some((t, schema::table(t)?.column(field)?))) else {
                continue;
            };
            let mut options: Vec<Option_> = headers.into_iter().map(Option_::plain).collect();
            options.push(read::not_used());
            let question = Question::new(format!("column.{table}.{field}"), "column")
                .with("column", spec.name)
                .with("column_zh", spec.zh)
                .options(options)
                .about(lacking.len(), [sheets[*first].sheet.here()]);
            let Some(answer) = desk.ask(question) else { continue };
            for at in lacking {
                let sheet = &mut sheets[at];
                let column = sheet.sheet.columns.iter().position(|c| c.text() == answer);
                if let Some(column) = column {
                    sheet.meant[column] = Meant::Field(spec.name, 100);
                }
            }
        }
    }
}

/// The county's name: what most titles begin with.
fn county_name(sheets: &[Recognised], memory: &Memory, desk: &mut Desk<'_>) -> Option<String> {
    if !memory.county.is_empty() {
        return Some(memory.county.clone());
    }
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for sheet in sheets {
        let file = Path::new(&sheet.sheet.grid.file).file_stem().map(|s| s.to_string_lossy().into_owned());
        let texts = sheet.sheet.titles.iter().cloned().chain(file);
        let named: BTreeSet<String> = texts.filter_map(|text| county_in(&text)).collect();
        named.into_iter().for_each(|name| *counts.entry(name).or_default() += 1);
    }
    let most = counts.iter().max_by_key(|(_, n)| **n).map(|(name, n)| (name.clone(), *n));
    let all: usize = counts.values().sum();
    match most {
        Some((name, n)) if n * 3 >= all * 2 => Some(name),
        most => {
            let question = Question::new("county-name", "county-name").suggest(most.map(|(name, _)| name));
            desk.ask(question.about(sheets.len(), sheets.iter().map(|s| s.sheet.here())))
        }
    }
}

/// A county at the start of a title, or behind its colon.
fn county_in(text: &str) -> Option<String> {
    const NOT: &[&str] = &["学区", "校区", "片区", "城区", "镇区", "地区", "社区"];
    let from = text.rsplit_once(['：', ':']).map_or(text, |(_, after)| after).trim();
    let han: String = from.chars().take_while(|c| ('\u{4e00}'..='\u{9fff}').contains(c)).take(14).collect();
    let end = |marks: &[char]| {
        let at = han.rmatch_indices(marks).map(|(at, mark)| at + mark.len()).find(|at| {
            let name = &han[..*at];
            (3..=9).contains(&name.chars().count()) && !NOT.iter().any(|n| name.ends_with(n))
        })?;
        Some(han[..at].to_owned())
    };
    end(&['县', '旗']).or_else(|| end(&['区', '市']))
}

/// The school year that is planned: the files may suggest one, and only the office knows.
fn school_year(sheets: &[Recognised], desk: &mut Desk<'_>) -> Option<SchoolYear> {
    let years = sheets.iter().filter(|s| s.kind.table().is_some()).filter_map(|s| {
        let grid = &s.sheet.grid;
        let texts = s.sheet.titles.iter().cloned().chain([grid.file.clone(), grid.sheet.clone().unwrap_or_default()]);
        texts.flat_map(|t| years_in(&t).collect::<Vec<_>>()).max()
    });
    let last = years.max();
    let label = |y: i16| SchoolYear(y).label();
    // Another year's files bring another question.
    let id = format!("school-year{}", last.map(|y| format!(".{y}")).unwrap_or_default());
    let mut question = Question::new(id, "school-year").suggest(last.map(label));
    question.options = last.into_iter().flat_map(|y| [y - 1, y, y + 1]).map(|y| Option_::plain(label(y))).collect();
    question = question.about(sheets.len(), sheets.iter().take(1).map(|s| s.sheet.here()));
    let answer = desk.ask(question)?;
    let year = answer.get(..4).and_then(|y| y.parse().ok()).filter(|y| (1990..=2100).contains(y)).map(SchoolYear);
    if year.is_none() {
        let finding = Finding::error("import-school-year", Place::default()).with("value", answer);
        desk.findings.push(finding);
    }
    year
}

/// The policy: no file of an office names one, and none is taken unasked.
fn policy(request: &Request<'_>, desk: &mut Desk<'_>) -> Option<String> {
    if let Some(named) = &request.policy {
        return Some(named.clone());
    }
    let option = |p: &PolicyName| {
        let label = Sentence::new("import.option.policy", [("name", p.en.as_str()), ("name_zh", p.zh.as_str())]);
        Option_::labelled(p.id.clone(), label)
    };
    let question = Question::new("policy", "policy").options(request.policies.iter().map(option).collect());
    desk.ask(question)
}

/// A memory whose pseudonyms were made with another key knows nobody by their number.
fn check_key(memory: &Memory, key: &Key, roster: &Roster, desk: &mut Desk<'_>) {
    let other = memory.key.as_ref().is_some_and(|k| *k != key.fingerprint());
    if other && roster.people.iter().any(|p| p.pseudonym.is_some()) {
        desk.findings.push(Finding::error("import-key", Place::default()));
    }
}

/// What a county cannot do without.
fn check_found(schools: &Schools, roster: &Roster, paths: &[PathBuf], desk: &mut Desk<'_>) {
    let place = || Place::file(paths.first().map(|p| p.display().to_string()).unwrap_or_default());
    for (missing, kind) in [(schools.rows.is_empty(), "schools"), (roster.people.is_empty(), "roster")] {
        if missing && !desk.is_open() {
            desk.findings.push(Finding::error("import-nothing-found", place()).with("kind", format!("@import.kind.{kind}")));
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
    memory.mapping =
        mapping.into_iter().map(|((table, header), column)| Mapped { table, header, column }).collect();
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
