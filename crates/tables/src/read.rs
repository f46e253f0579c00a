//! Reads a county: `county.toml`, the mapping and all tables, each bound to the registry.

use crate::cells;
use crate::county_toml::{self, CountyFile};
use crate::headed::check_header;
use crate::ids;
use crate::left_out;
use crate::mapping::{self, Mapping, TableMapping};
use crate::names::Directory;
use crate::pin_flag::{self, PinFlag};
use crate::raw::{self, RawTable};
use crate::schema::{self, TableSpec};
use crate::table::{Source, Table, Tables};
use lungang_domain::calendar::SchoolYear;
use lungang_domain::finding::{Finding, Findings, Place, Severity};
use lungang_domain::identity;
use lungang_domain::nearest;
use lungang_domain::shown;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// How a county is read; what is absent comes from `county.toml`.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// A mapping file, before the one that `county.toml` names.
    pub mapping: Option<PathBuf>,
    /// The year that `{year}` of a mapping stands for, and the school year where the county states none.
    pub year: Option<i16>,
    /// Pins beside those of the table.
    pub pins: Vec<PinFlag>,
    /// How files are read; the encoding goes before that of `county.toml`.
    pub raw: raw::ReadOptions,
}

/// Reads the tables of a county: a folder, a workbook or one file.
///
/// Everything that is wrong with files, headers, `county.toml` and the mapping is in the findings; what the cells mean
/// is checked by [`crate::validate::validate`].
pub fn read(path: &Path, options: &Options) -> (Tables, Findings) {
    let mut findings = Findings::default();
    let toml = county_toml_of(path);
    let mut county = toml.as_ref().map(|file| county_toml::read_county_file(file, &mut findings)).unwrap_or_default();

    let given = match &options.mapping {
        Some(file) => Mapping::read(file, &mut findings),
        None => county.mapping.take(),
    };
    let mut raw_options = options.raw.clone();
    raw_options.encoding = raw_options.encoding.or_else(|| county.encoding.clone());
    raw_options.named = given.as_ref().map(Mapping::named).unwrap_or_default();
    let mut told = Findings::default();
    let mut raws = raw::read_county_tables(path, &raw_options, &mut told);
    let nothing = raws.is_empty();
    let mut files: Vec<PathBuf> = raws.iter().map(|r| PathBuf::from(&r.file)).collect();

    let folder = if path.is_dir() { path } else { path.parent().unwrap_or(Path::new("")) };
    let sheet = raws.iter().position(|r| schema::bare_key(&r.name) == "county" || r.name == "县");
    if let Some(at) = sheet {
        let table = raws.remove(at);
        if toml.is_none() {
            county = county_toml::read_county_sheet(&table, folder, &mut findings);
        }
    }
    let stated = toml.is_some() || sheet.is_some();

    files.extend(options.mapping.clone());
    // The county's own sheet may name one, where nothing else has.
    let mapping = given.or_else(|| county.mapping.take().filter(|_| options.mapping.is_none()));
    files.append(&mut county.files);
    files.sort();
    files.dedup();

    let year = options.year.or(county.school_year.map(|y| y.0));
    let mapping = mapping.unwrap_or_default();
    let unread = Unread::of(path, &told);
    let mapped_file = |name: &str| mapping.tables.get(name).and_then(|m| m.file.as_ref()).map(|l| l.text.clone());
    let mut unread_tables: Vec<&'static str> = schema::tables()
        .iter()
        .filter(|spec| unread.holds(spec, mapped_file(spec.name).as_deref()))
        .map(|spec| spec.name)
        .collect();
    let list = bind_all(path, raws, mapping, year, &mut unread_tables, &mut told);
    let filtered = |name: &str| {
        let told = told.sorted();
        told.iter().any(|f| f.code == "filter-keeps-nothing" && f.arg("table") == Some(name))
    };
    let none_kept = list.iter().filter(|t| t.is_empty() && filtered(t.spec.name)).map(|t| t.spec.name);
    let emptied = none_kept.collect();
    check_table_without_rows(&list, &mut told);
    findings.extend(told);
    let mut tables = Tables {
        path: path.to_owned(),
        name: county_name(county.name.clone().unwrap_or_else(|| name_of(path)), path, &mut findings),
        school_year: SchoolYear(2026),
        policy: county.policy.clone(),
        datum: county.datum,
        max_changes: county.max_changes,
        roster: county.roster.unwrap_or(true),
        pins: None,
        files,
        unread: unread_tables,
        emptied,
        list,
    };
    if !options.pins.is_empty() {
        tables.pins = Some(pin_flag::table(&options.pins, &Directory::teachers_of(&tables), &mut findings));
    }
    // A county of which nothing could be read has been told so.
    let stated = stated || nothing;
    tables.school_year = school_year(&county, options, &tables, stated, &mut findings);
    (tables, findings)
}

/// The tables of a county that no folder holds yet: each bound to the registry by its headers, as if it had been read.
///
/// `path` is what findings about the county as a whole name.
pub fn bound(path: &Path, name: &str, year: SchoolYear, raws: Vec<RawTable>) -> (Tables, Findings) {
    let mut findings = Findings::default();
    let mut unread = Vec::new();
    let list = bind_all(path, raws, Mapping::default(), Some(year.0), &mut unread, &mut findings);
    let tables = Tables {
        path: path.to_owned(),
        name: name.to_owned(),
        school_year: year,
        policy: None,
        datum: county_toml::Datum::default(),
        max_changes: None,
        roster: true,
        pins: None,
        files: Vec::new(),
        unread,
        emptied: Vec::new(),
        list,
    };
    (tables, findings)
}

/// The sheets of a county as they stand in their files, whatever a mapping makes of them; nothing is told twice.
pub fn sheets(path: &Path, options: &Options) -> Vec<RawTable> {
    let mut raw_options = options.raw.clone();
    if raw_options.encoding.is_none() {
        let toml = county_toml_of(path);
        let county = toml.as_ref().map(|file| county_toml::read_county_file(file, &mut Findings::default()));
        raw_options.encoding = county.and_then(|county| county.encoding);
    }
    raw::read_county_tables(path, &raw_options, &mut Findings::default())
}

/// Files and sheets of which no table came, with the reason told.
struct Unread {
    /// Whether it is the county as a whole.
    all: bool,
    /// Names of files with and without extension, and of sheets.
    names: Vec<String>,
}

impl Unread {
    fn of(path: &Path, told: &Findings) -> Self {
        const FATAL: &[&str] = &[
            "special-file",
            "path-outside",
            "missing-county",
            "unreadable-file",
            "no-tables",
            "no-sheet-read",
            "not-excel",
            "broken-excel",
            "zip-bomb",
            "not-parquet",
            "parquet-not-built",
            "not-text",
            "file-too-large",
            "too-many-columns",
            "too-many-rows",
            "too-much-data",
            "empty-table",
            "table-in-another-form",
        ];
        let mut unread = Unread { all: false, names: Vec::new() };
        for finding in told.sorted().into_iter().filter(|f| FATAL.contains(&f.code)) {
            let file = Path::new(&finding.place.file);
            let name = |part: Option<&std::ffi::OsStr>| part.map(|n| n.to_string_lossy().into_owned());
            let stem = name(file.file_stem()).unwrap_or_default();
            let book = finding.place.sheet.is_none() && (file == path || stem.eq_ignore_ascii_case("county"));
            unread.all |= book && finding.severity == Severity::Error;
            let table = finding.args.iter().find(|(name, _)| *name == "table").map(|(_, table)| table.clone());
            let own = [name(file.file_name()), Some(stem), finding.place.sheet.clone(), table];
            unread.names.extend(own.into_iter().flatten());
        }
        unread
    }

    /// Whether the table would have come from there.
    fn holds(&self, spec: &TableSpec, mapped: Option<&str>) -> bool {
        self.all || self.names.iter().any(|n| spec.is_named(n) || mapped == Some(n.as_str()))
    }
}

/// A required table that is empty is told once, and nobody is asked to delete it.
fn check_table_without_rows(list: &[Table], findings: &mut Findings) {
    let mut blank: BTreeMap<&'static str, Place> = BTreeMap::new();
    findings.retain(|f| {
        let stem = Path::new(&f.place.file).file_stem().map(|s| s.to_string_lossy().into_owned()).unwrap_or_default();
        let named = |spec: &&TableSpec| {
            spec.required && (spec.is_named(&stem) || f.place.sheet.as_ref().is_some_and(|s| spec.is_named(s)))
        };
        let Some(spec) = schema::tables().iter().find(named).filter(|_| f.code == "empty-table") else { return true };
        match list.iter().find(|t| t.spec.name == spec.name) {
            // Told when the county is validated.
            Some(table) => !table.is_empty(),
            None => {
                blank.entry(spec.name).or_insert_with(|| f.place.clone());
                false
            }
        }
    });
    for (name, place) in blank {
        let zh = schema::table(name).map_or("", |t| t.zh);
        findings.push(Finding::error("table-without-rows", place).with("table", name).with("table_zh", zh));
    }
}

/// The folder's `county.toml`; for `county.xlsx` the one beside it.
fn county_toml_of(path: &Path) -> Option<PathBuf> {
    let file = if path.is_dir() {
        path.join("county.toml")
    } else {
        let stem = path.file_stem()?.to_str()?;
        if !stem.eq_ignore_ascii_case("county") {
            return None;
        }
        path.with_file_name("county.toml")
    };
    file.exists().then_some(file)
}

/// The county's name as people see it: what nobody sees in it is left out, and told.
fn county_name(text: String, path: &Path, findings: &mut Findings) -> String {
    let seen = shown::stripped(&text);
    if seen != text {
        let place = Place::file(path.display().to_string());
        findings.push(Finding::warning("invisible-in-name", place).with("value", &seen));
    }
    identity::scrub(&seen, identity::WORD).into_owned()
}

fn name_of(path: &Path) -> String {
    let full = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let name = if path.is_dir() { full.file_name() } else { full.file_stem() };
    name.map(|n| n.to_string_lossy().into_owned()).unwrap_or_else(|| path.display().to_string())
}

/// The stated school year, else the year asked for, else the one after the last date on the roster.
fn school_year(
    county: &CountyFile,
    options: &Options,
    tables: &Tables,
    stated: bool,
    findings: &mut Findings,
) -> SchoolYear {
    if let Some(year) = county.school_year {
        return year;
    }
    let year = options.year.filter(|y| (1990..=2100).contains(y)).map(SchoolYear);
    let assumed = year.unwrap_or_else(|| year_after(tables));
    if !stated {
        let finding = Finding::warning("no-county-file", tables.place()).with("name", &tables.name);
        findings.push(finding.with("year", assumed.label()));
    } else if year.is_none() && !tables.list.is_empty() {
        findings.push(Finding::warning("no-school-year", tables.place()).with("year", assumed.label()));
    }
    assumed
}

/// The school year that begins after the last day on which somebody joined a school or began a posting.
fn year_after(tables: &Tables) -> SchoolYear {
    let columns = [("teachers", "joined_school"), ("postings", "start")];
    let last = columns
        .into_iter()
        .filter_map(|(name, column)| tables.table(name).map(|t| (t, t.col(column))))
        .flat_map(|(table, col)| (0..table.len()).filter_map(move |row| cells::day(table.cell(row, col)).ok()))
        .filter(|day| (1990..=2100).contains(&day.year()))
        .max();
    match last {
        Some(day) if day.month() >= 9 => SchoolYear(day.year() + 1),
        Some(day) => SchoolYear(day.year()),
        None => SchoolYear(2026),
    }
}

fn bind_all(
    path: &Path,
    raws: Vec<RawTable>,
    mut mapping: Mapping,
    year: Option<i16>,
    unread: &mut Vec<&'static str>,
    findings: &mut Findings,
) -> Vec<Table> {
    // With a mapping the file is somebody else's, and its other sheets are none of ours.
    let foreign = !mapping.tables.is_empty();
    let mut open: Vec<Option<RawTable>> = raws.into_iter().map(Some).collect();
    let mut list = Vec::new();
    for spec in schema::tables() {
        let mapped = mapping.tables.remove(spec.name);
        let found = match &mapped {
            Some(m) => choose_mapped(path, spec, m, &open, unread.contains(&spec.name), findings),
            None => choose_named(spec, &open, findings),
        };
        let Some(raw) = found.and_then(|at| open[at].take()) else { continue };
        if mapped.is_none() && !check_header(spec, &raw, findings) {
            forget_form(&raw, findings);
            unread.push(spec.name);
            continue;
        }
        list.push(bind(spec, raw, mapped.as_ref(), year, findings));
    }
    for raw in open.into_iter().flatten().filter(|_| !foreign) {
        let beside = [schema::assignments(), schema::itinerant(), schema::events()];
        let known = beside.iter().any(|spec| spec.is_named(&raw.name));
        let note = schema::is_note(&raw.name);
        let doubled = schema::table_named(&raw.name).is_some();
        if !known && !note && !doubled {
            forget_form(&raw, findings);
            let names = schema::tables().iter().flat_map(|t| [t.name, t.zh]);
            let finding = Finding::warning("unknown-table", raw.place(None, None)).with("table", &raw.name);
            findings.push(finding.with("hint", nearest::hint(&raw.name, names)));
        }
    }
    list
}

/// What the cells of a table look like that nobody reads is no question to anybody.
fn forget_form(raw: &RawTable, findings: &mut Findings) {
    const OF_FORM: &[&str] = &[
        "doubled-column",
        "empty-header",
        "error-cell",
        "formula-cell",
        "formula-no-value",
        "hidden-columns",
        "hidden-rows",
        "merged-cells",
        "merged-header",
        "ragged-row",
        "title-row-skipped",
        "three-line-header",
        "two-line-header",
    ];
    let own = |f: &Finding| f.place.file == raw.file && f.place.sheet == raw.sheet;
    findings.retain(|f| !(own(f) && OF_FORM.contains(&f.code)));
}

/// Two columns of one header that are not read are no question.
fn forget_doubled(raw: &RawTable, unknown: &[usize], findings: &mut Findings) {
    if findings.counts().all(|(code, ..)| code != "doubled-column") {
        return;
    }
    let unread: BTreeSet<Option<String>> = unknown.iter().map(|at| raw.place(None, Some(*at)).column).collect();
    let own = |f: &Finding| f.place.file == raw.file && f.place.sheet == raw.sheet && unread.contains(&f.place.column);
    findings.retain(|f| !(f.code == "doubled-column" && own(f)));
}

/// The table of this name; a second one under another name (`schools`, `学校`) is told.
fn choose_named(spec: &'static TableSpec, open: &[Option<RawTable>], findings: &mut Findings) -> Option<usize> {
    let mut named =
        open.iter().enumerate().filter_map(|(i, r)| r.as_ref().filter(|r| spec.is_named(&r.name)).map(|r| (i, r)));
    let (first, raw) = named.next()?;
    check_table_remark(spec, raw, findings);
    for (_, other) in named {
        let finding =
            Finding::error("table-twice", other.place(None, None)).with("table", spec.name).with("table_zh", spec.zh);
        findings.push(finding.with("first", there(raw)).with("second", there(other)));
    }
    Some(first)
}

/// A table whose name says more in brackets than which table it is: `教师（退休）`.
fn check_table_remark(spec: &TableSpec, raw: &RawTable, findings: &mut Findings) {
    if schema::header_key(&raw.name) != schema::bare_key(&raw.name) {
        let finding = Finding::warning("table-remark", raw.place(None, None)).with("name", &raw.name);
        findings.push(finding.with("table", spec.name).with("table_zh", spec.zh));
    }
}

fn there(raw: &RawTable) -> String {
    match &raw.sheet {
        Some(sheet) => format!("{} / {sheet}", raw.file),
        None => raw.file.clone(),
    }
}

/// The table that a mapping means: by file and sheet where it says so, else by name, else the only one there is.
fn choose_mapped(
    path: &Path,
    spec: &'static TableSpec,
    mapping: &TableMapping,
    open: &[Option<RawTable>],
    unread: bool,
    findings: &mut Findings,
) -> Option<usize> {
    let all: Vec<(usize, &RawTable)> =
        open.iter().enumerate().filter_map(|(i, r)| r.as_ref().map(|r| (i, r))).collect();
    let in_file = |r: &RawTable| match &mapping.file {
        // A file that was named on the command line is the file.
        Some(_) if !path.is_dir() => true,
        Some(file) => Path::new(&r.file).file_name().is_some_and(|n| n.to_string_lossy() == file.text.as_str()),
        None => true,
    };
    let in_sheet = |r: &RawTable| match &mapping.sheet {
        Some(sheet) => r.sheet.as_ref().is_none_or(|s| s.eq_ignore_ascii_case(&sheet.text)),
        None => true,
    };
    let fits: Vec<(usize, &RawTable)> = all.iter().filter(|(_, r)| in_file(r) && in_sheet(r)).copied().collect();
    let told = mapping.file.is_some() || mapping.sheet.is_some();
    let found = fits
        .iter()
        .find(|(_, r)| spec.is_named(&r.name))
        .or_else(|| fits.first().filter(|_| told || fits.len() == 1))
        .map(|(i, _)| *i);
    if found.is_none() && !unread && (told || spec.required) {
        let asked = [&mapping.file, &mapping.sheet].into_iter().flatten().map(|l| l.text.as_str());
        let there: Vec<String> = all.iter().map(|(_, r)| there(r)).collect();
        let place = mapping.file.as_ref().or(mapping.sheet.as_ref()).map_or(&mapping.place, |l| &l.place);
        let finding =
            Finding::error("mapping-no-file", place.clone()).with("table", spec.name).with("table_zh", spec.zh);
        let finding = finding.with("asked", asked.collect::<Vec<_>>().join(" / "));
        findings.push(finding.with("there", there.join(", ")));
    }
    found
}

/// Binds a table's headers to the columns of its schema; also what a plan's assignments are read by.
pub(crate) fn bind(
    spec: &'static TableSpec,
    mut raw: RawTable,
    mapping: Option<&TableMapping>,
    year: Option<i16>,
    findings: &mut Findings,
) -> Table {
    let mut sources = vec![Source::Missing; spec.columns.len()];
    let mut unknown = Vec::new();
    for (at, header) in raw.headers.iter().enumerate() {
        let Some(c) = spec.find_header(&header.text) else {
            unknown.push(at);
            continue;
        };
        match sources[c] {
            Source::Column(first) => {
                if let Some(winner) = check_two_headers(spec, c, &raw, (first, at), mapping.is_none(), findings) {
                    sources[c] = Source::Column(winner);
                }
            }
            _ => sources[c] = Source::Column(at),
        }
    }
    let mut remarked = Vec::new();
    match mapping {
        Some(mapping) => mapping::apply(mapping, spec, &mut raw, &mut sources, year, findings),
        None => {
            forget_doubled(&raw, &unknown, findings);
            for at in unknown {
                match spec.find_without_remark(&raw.headers[at].text) {
                    Some(c) => remarked.extend(check_header_remark(spec, &raw, at, c, &sources, findings)),
                    None => check_unknown_column(spec, &raw, at, findings),
                }
            }
        }
    }
    left_out::take_out(spec, mapping, &mut raw, &sources, findings);
    if let Some(mapping) = mapping {
        mapping::settle_doubled(mapping, spec, &mut raw, &sources, findings);
    }
    let mut table = Table { spec, raw, sources, patched: BTreeMap::new() };
    settle_1904(&mut table);
    ids::check(&mut table, findings);
    check_missing_column(&table, mapping, &remarked, findings);
    table
}

/// A header whose remark in brackets may say that the column holds something else: it is not read as the column that it
/// would mean without. Gives the column, where it is one that the table cannot do without.
fn check_header_remark(
    spec: &TableSpec,
    raw: &RawTable,
    at: usize,
    c: usize,
    sources: &[Source],
    findings: &mut Findings,
) -> Option<&'static str> {
    let column = &spec.columns[c];
    let there = |name: &str| spec.columns.iter().zip(sources).any(|(c, s)| c.name == name && *s != Source::Missing);
    let needed = column.required && !there(column.name) && !column.instead.iter().any(|name| there(name));
    let severity = if needed { Severity::Error } else { Severity::Warning };
    let finding = Finding { severity, ..Finding::error("header-remark", raw.place(None, Some(at))) };
    let finding = finding.with("header", &raw.headers[at].text);
    findings.push(finding.with("column", column.name).with("column_zh", column.zh));
    needed.then_some(column.name)
}

/// Two headers that mean one column: the proper name goes before an alias, and two of a kind are a fault.
fn check_two_headers(
    spec: &TableSpec,
    column: usize,
    raw: &RawTable,
    (first, second): (usize, usize),
    tell: bool,
    findings: &mut Findings,
) -> Option<usize> {
    let column = &spec.columns[column];
    let proper = |at: usize| {
        let key = schema::header_key(&raw.headers[at].text);
        [column.name, column.zh].iter().any(|h| schema::header_key(h) == key)
    };
    let (a, b) = (&raw.headers[first].text, &raw.headers[second].text);
    let winner = if proper(second) && !proper(first) { second } else { first };
    // Twice the same header was told when the file was read.
    if tell && a.to_lowercase() != b.to_lowercase() {
        let code = |loser: usize| Finding::warning("column-passed-over", raw.place(None, Some(loser)));
        let finding = match (proper(first), proper(second)) {
            (true, false) => code(second).with("used", a).with("header", b),
            (false, true) => code(first).with("used", b).with("header", a),
            _ => {
                let finding = Finding::error("two-headers-one-column", raw.place(None, Some(second)));
                finding.with("first", a).with("second", b)
            }
        };
        findings.push(finding.with("column", column.name).with("column_zh", column.zh));
    }
    Some(winner)
}

/// In a workbook that counts days from 1904 a plain number in a column of dates counts from there too.
fn settle_1904(table: &mut Table) {
    let dates = table.spec.columns.iter().zip(&table.sources).filter(|(c, _)| matches!(c.kind, schema::Kind::Date));
    let columns = dates.filter_map(|(_, s)| if let Source::Column(at) = s { Some(*at) } else { None });
    for at in columns.filter(|_| table.raw.date1904).collect::<Vec<usize>>() {
        for row in &mut table.raw.rows {
            if let Some(day) = cells::day_from_1904(&row.cells[at]) {
                row.cells[at] = raw::Cell::Date(day);
            }
        }
    }
}

fn check_unknown_column(spec: &TableSpec, raw: &RawTable, at: usize, findings: &mut Findings) {
    let header = &raw.headers[at].text;
    let known = spec.columns.iter().flat_map(|c| [c.name, c.zh].into_iter().chain(c.aliases.iter().copied()));
    let finding = Finding::warning("unknown-column", raw.place(None, Some(at))).with("header", header);
    let finding = finding.with("table", spec.name).with("table_zh", spec.zh);
    findings.push(finding.with("hint", nearest::hint(header, known)));
}

/// A required column that is nowhere; where a mapping says which header it has, and there is none, this was told there,
/// and so it was for those `remarked`, with the header that may be theirs.
fn check_missing_column(table: &Table, mapping: Option<&TableMapping>, remarked: &[&str], findings: &mut Findings) {
    let unknown: BTreeSet<String> = findings
        .sorted()
        .into_iter()
        .filter(|f| f.code == "mapping-unknown-header" && f.arg("table") == Some(table.spec.name))
        .filter_map(|f| f.arg("header").map(str::to_owned))
        .collect();
    let mapped = |column: &str| {
        let mapping = mapping?;
        mapping.columns.get(column).or_else(|| mapping.derive.get(column).map(|d| &d.column))
    };
    for column in table.spec.columns.iter().filter(|c| c.required && !remarked.contains(&c.name)) {
        let there = |name: &str| table.has(name) || mapped(name).is_some_and(|header| unknown.contains(&header.text));
        if there(column.name) || column.instead.iter().any(|c| there(c)) {
            continue;
        }
        let place = Place { column: Some(column.name.to_owned()), ..table.place() };
        let finding = Finding::error("missing-column", place).with("column", column.name).with("zh", column.zh);
        let finding = finding.with("table", table.spec.name).with("table_zh", table.spec.zh);
        findings.push(finding.with("also", also(column)));
    }
}

fn also(column: &schema::ColumnSpec) -> String {
    let mut words = vec![column.zh];
    words.extend(column.aliases.iter().take(3));
    words.join(", ")
}
