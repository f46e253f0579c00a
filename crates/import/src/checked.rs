//! The tables validated before anything is written: words that the policy does not know, and what rows lack, are asked about like
//! anything else.

use crate::county;
use crate::desk::Desk;
use crate::draft::Draft;
use crate::facts::likely_year;
use crate::question::{Allowed, Item, NOT_USED, Question, Takes};
use crate::read;
use crate::recognise::Recognised;
use crate::request::Request;
use crate::sources::Sources;
use lungang_domain::calendar::SchoolYear;
use lungang_domain::finding::{Finding, Findings};
use lungang_domain::policy::Policy;
use lungang_tables::write::PlainTable;
use lungang_tables::{read as tables_read, schema, validate};
use std::path::Path;

/// What was read, to be validated.
pub struct Read<'a> {
    pub sheets: &'a [Recognised],
    pub drafts: &'a mut Vec<Draft>,
    pub name: Option<&'a str>,
    pub year: Option<SchoolYear>,
    pub policy: Option<&'a str>,
    /// Whether there is no roster in any form.
    pub counted: bool,
}

/// The tables as they are written, validated as they will be; words that the policy does not know are asked about like any other.
pub fn validated(read: Read<'_>, request: &Request<'_>, desk: &mut Desk<'_>) -> Vec<PlainTable> {
    let (Some(year), Some(policy)) = (read.year, read.policy) else {
        ask_beforehand(read, request, desk);
        return vec![];
    };
    let Some(policy) = (request.load)(policy) else { return vec![] };
    // A second time where answers have put other words in place of those that the policy does not know.
    for last in [false, true] {
        let (plain, mut found, sources) = examined(&read, year, &policy, request);
        if last || !reworded(read.drafts, &found, &sources, desk) {
            // Those that are open are questions; an answer that the policy does not know either is reported.
            found.retain(|f| !(desk_asks(f) && desk.is_open() || waits(f, read.drafts)));
            // That no file lists schools or people is told of the files.
            found.retain(|f| f.code != "missing-table");
            desk.findings.extend(found.relocated(|finding| {
                sources.relocate(finding);
                // What is said of the county as a whole.
                if finding.place.file.is_empty() {
                    COUNTY.clone_into(&mut finding.place.file);
                }
            }));
            return plain;
        }
    }
    vec![]
}

/// Before policy and year are known: what people's rows lack under any policy is asked in the first round already.
fn ask_beforehand(read: Read<'_>, request: &Request<'_>, desk: &mut Desk<'_>) {
    let Some(policy) = (request.load)("national") else { return };
    let year = read.year.or_else(|| likely_year(read.sheets).map(SchoolYear)).unwrap_or(SchoolYear(2026));
    let (_, mut found, sources) = examined(&read, year, &policy, request);
    found.retain(|f| OF_PERSON.iter().any(|(code, _)| *code == f.code));
    reworded(read.drafts, &found, &sources, desk);
}

/// The tables as they are written, and what is found in them.
fn examined(
    read: &Read<'_>,
    year: SchoolYear,
    policy: &Policy,
    request: &Request<'_>,
) -> (Vec<PlainTable>, Findings, Sources) {
    let sources = Sources::of(read.drafts, read.sheets);
    let plain: Vec<PlainTable> = read.drafts.iter().filter_map(|d| county::plain(d, request.lang)).collect();
    let raws = plain.iter().map(|t| county::raw(t, request.lang)).collect();
    let (mut tables, mut found) = tables_read::bound(Path::new(""), read.name.unwrap_or_default(), year, raws);
    tables.roster = !read.counted;
    found.extend(validate::validate(&tables, policy).1);
    (plain, found, sources)
}

/// The file of a county as a whole.
const COUNTY: &str = "county.toml";

/// Words of a column that only the policy knows, by the finding that reports one it does not.
const OF_POLICY: &[(&str, &str, &str)] = &[
    ("unknown-subject", "teachers", "subjects"),
    ("unknown-backbone", "teachers", "backbone"),
    ("unknown-language", "teachers", "language_level"),
    ("unknown-exemption", "teachers", "exemptions"),
];

/// What a row lacks that only somebody who knows the person can say: by the finding, with the question.
const OF_PERSON: &[(&str, &str)] = &[("missing-stage", "stage"), ("no-subject", "no-subject")];

/// Whether a cell is empty because it is asked about.
fn waits(finding: &Finding, drafts: &[Draft]) -> bool {
    let name = Path::new(&finding.place.file).file_stem().map(|s| s.to_string_lossy().into_owned()).unwrap_or_default();
    let row = finding.place.row.and_then(|row| usize::try_from(row).ok()?.checked_sub(2));
    let column = finding.place.column.as_deref().and_then(|header| {
        let spec = schema::table(&name)?;
        spec.find_header(header).map(|at| spec.columns[at].name)
    });
    let (Some(row), Some(column)) = (row, column) else { return false };
    let row = drafts.iter().find(|d| d.table == name).and_then(|d| d.rows.get(row));
    row.is_some_and(|row| row.open.contains(column))
}

fn desk_asks(finding: &Finding) -> bool {
    OF_POLICY.iter().any(|(code, ..)| *code == finding.code) || OF_PERSON.iter().any(|(code, _)| *code == finding.code)
}

/// Asks about the words that the policy does not know, and puts the answers in their place; whether any was.
fn reworded(drafts: &mut [Draft], found: &Findings, sources: &Sources, desk: &mut Desk<'_>) -> bool {
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
        let item = Item { spelling: text, count: 1, examples: vec![place], ..Default::default() };
        let question = read::words_question(table, column, Some("import.ask.not-in-policy"));
        if let Some(answer) = desk.ask_word(question, item)
            && let Some((text, _)) = row.cells.get_mut(column)
        {
            *text = if answer == NOT_USED { String::new() } else { answer };
            changed = true;
        }
    }
    changed
}

/// Asks for what a person's row lacks, one question for all such people, and completes it.
fn completed(drafts: &mut [Draft], finding: &Finding, name: &str, sources: &Sources, desk: &mut Desk<'_>) -> bool {
    let at = finding.place.row.and_then(|row| usize::try_from(row).ok()?.checked_sub(2));
    let Some(at) = at else { return false };
    // What is asked of the person already may say it.
    let teachers = drafts.iter().find(|d| d.table == "teachers");
    let waits: &[&str] = if name == "stage" { &["stage"] } else { &["subjects", "role"] };
    if teachers.and_then(|d| d.rows.get(at)).is_some_and(|row| waits.iter().any(|column| row.open.contains(column))) {
        return false;
    }
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
    // A column that the files do not have is no place in them.
    place.column = place.column.filter(|c| schema::table("teachers").is_none_or(|spec| spec.column(c).is_none()));
    let mut question = Question::new(format!("people.{name}"), name);
    let teachers = drafts.iter().filter(|d| d.table == "teachers").flat_map(|d| &d.rows);
    let (taught, others): (Vec<_>, Vec<_>) = teachers.partition(|row| row.text("subjects").is_some());
    // Where the files say of hardly anybody what they teach, that they do not say it means nothing.
    let suggestion = (name == "no-subject" && taught.len() > others.len()).then(|| "administrator".to_owned());
    if name == "stage" {
        question.options = schema::PARTS.iter().map(Allowed::choice).collect();
    } else {
        // A subject, or one of the posts of those who teach none.
        let posts = schema::ROLES.iter().filter(|role| !role.everyday && role.name != "teacher");
        question = question.options(posts.map(Allowed::choice).collect()).takes(Takes::Beside);
    }
    let item = Item { spelling, count: 1, examples: vec![place], suggestion, ..Default::default() };
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
