//! What only follows from a fault is not told beside it: one fault of the tables is one cause.

use crate::county_support::{Told, World, policy, told};
use lungang_domain::cause::Cause;
use lungang_tables::read::Options;
use lungang_tables::schema::{TableSpec, tables};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

fn example() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data/examples/county")
}

/// The example county in a folder of its own, where one of its files is changed.
fn changed(file: &str, change: impl Fn(&Path)) -> Told {
    let folder = tempfile::tempdir().expect("a folder");
    for entry in std::fs::read_dir(example()).expect("the example county").flatten() {
        std::fs::copy(entry.path(), folder.path().join(entry.file_name())).expect("a copy");
    }
    change(&folder.path().join(file));
    told(folder.path(), &Options::default(), &policy())
}

fn rows(path: &Path) -> Vec<Vec<String>> {
    let text = std::fs::read_to_string(path).expect("a table");
    let text = text.trim_start_matches('\u{feff}');
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
    reader.records().map(|r| r.expect("a row").iter().map(str::to_owned).collect()).collect()
}

fn put(path: &Path, rows: &[Vec<String>]) {
    let mut writer = csv::WriterBuilder::new().flexible(true).from_path(path).expect("a table");
    rows.iter().for_each(|row| writer.write_record(row).expect("a row"));
    writer.flush().expect("written");
}

/// Takes away the columns that hold one of these.
fn without(path: &Path, spec: &TableSpec, columns: &[&str]) {
    let mut all = rows(path);
    let gone = |header: &String| spec.find_header(header).is_some_and(|c| columns.contains(&spec.columns[c].name));
    let keep: Vec<bool> = all[0].iter().map(|header| !gone(header)).collect();
    for row in &mut all {
        let mut at = 0..;
        row.retain(|_| at.next().is_none_or(|at: usize| keep.get(at).copied().unwrap_or(true)));
    }
    put(path, &all);
}

fn said(told: &Told) -> Vec<String> {
    let line = |c: &&Cause| format!("{} {:?} ×{}", c.code(), c.place().column, c.count());
    told.findings.causes().iter().map(line).collect()
}

#[test]
fn the_example_county_has_nothing_to_tell() {
    let sound = changed("schools.csv", |_| ());
    assert!(sound.findings.is_empty(), "{:?}", said(&sound));
}

#[test]
fn a_required_column_that_is_not_there_is_one_cause() {
    let mut tried = 0;
    for spec in tables() {
        let file = format!("{}.csv", spec.name);
        if !example().join(&file).is_file() {
            continue;
        }
        for column in spec.columns.iter().filter(|c| c.required) {
            let gone: Vec<&str> = [column.name].into_iter().chain(column.instead.iter().copied()).collect();
            let told = changed(&file, |path| without(path, spec, &gone));
            assert_eq!(said(&told).len(), 1, "{} without {}: {:?}", spec.name, column.name, said(&told));
            assert_eq!(told.codes(), ["missing-column"], "{} without {}", spec.name, column.name);
            tried += 1;
        }
    }
    assert!(tried > 20, "{tried} columns were tried");
}

#[test]
fn a_total_that_no_grade_replaces_is_one_cause() {
    for (column, schools) in [("pupils", 10), ("classes", 0)] {
        let spec = lungang_tables::schema::table("schools").expect("schools");
        let told = changed("schools.csv", |path| without(path, spec, &[column]));
        let causes = told.findings.causes();
        assert!(causes.len() <= 1, "{column}: {:?}", said(&told));
        assert_eq!(causes.first().map_or(0, |c| c.count()), schools, "{column}: {:?}", said(&told));
    }
}

#[test]
fn a_header_that_is_not_known_is_told_with_what_lacks_for_it() {
    for spec in tables() {
        let file = format!("{}.csv", spec.name);
        if !example().join(&file).is_file() {
            continue;
        }
        for column in spec.columns.iter().filter(|c| c.required && c.instead.is_empty()) {
            let told = changed(&file, |path| {
                let mut all = rows(path);
                let is = |h: &String| spec.find_header(h).is_some_and(|c| spec.columns[c].name == column.name);
                let at = all[0].iter().position(is).expect("the column");
                "某列".clone_into(&mut all[0][at]);
                put(path, &all);
            });
            assert_eq!(said(&told).len(), 2, "{} {}: {:?}", spec.name, column.name, said(&told));
            assert_eq!(told.codes(), ["missing-column", "unknown-column"], "{} {}", spec.name, column.name);
        }
    }
}

#[test]
fn a_table_that_is_not_there_or_cannot_be_read_is_one_cause() {
    for spec in tables() {
        let file = format!("{}.csv", spec.name);
        if !example().join(&file).is_file() {
            continue;
        }
        let gone = changed(&file, |path| std::fs::remove_file(path).expect("removed"));
        if spec.required {
            assert_eq!(gone.codes(), ["missing-table"], "without {}", spec.name);
        }
        assert!(said(&gone).len() <= 1, "without {}: {:?}", spec.name, said(&gone));
        let broken = changed(&file, |path| std::fs::write(path, b"PK\x03\x04\0\0\0\0").expect("written"));
        assert_eq!(said(&broken).len(), 1, "{}: {:?}", spec.name, said(&broken));
        let bare = changed(&file, |path| put(path, &rows(path)[..1]));
        assert!(said(&bare).len() <= 1, "{}: {:?}", spec.name, said(&bare));
    }
}

#[test]
fn a_wrong_school_id_is_one_cause_in_each_column_that_names_it() {
    let told = changed("schools.csv", |path| {
        let mut all = rows(path);
        assert_eq!(all[1][0], "S01");
        "S0l".clone_into(&mut all[1][0]);
        put(path, &all);
    });
    let mut by_column: BTreeMap<(String, Option<String>), usize> = BTreeMap::new();
    for cause in told.findings.causes() {
        let place = cause.place();
        *by_column.entry((place.file, place.column)).or_default() += 1;
        assert!(["unknown-school", "unknown-end"].contains(&cause.code()), "{:?}", said(&told));
    }
    assert!(by_column.values().all(|n| *n == 1), "{by_column:?}");
    let counts: Vec<usize> = told.findings.causes().iter().map(|c| c.count()).collect();
    assert!(counts.iter().any(|n| *n > 10), "{counts:?}");
}

fn spoilt(table: &str, row: usize, column: &str, value: &str) -> Vec<&'static str> {
    let mut world = World::new();
    world.set(table, row, column, value);
    world.told().codes()
}

#[test]
fn a_wrong_cell_makes_no_others_wrong() {
    // Junior teachers and needs at a school whose stage is misspelt.
    assert_eq!(spoilt("schools", 3, "stage", "中学校"), ["unknown-value"]);
    assert_eq!(spoilt("schools", 4, "stage", ""), ["empty-cell"]);
    // Boarders and staff of a school whose pupils cannot be read.
    assert_eq!(spoilt("schools", 3, "pupils", "-150"), ["negative-number"]);
    assert_eq!(spoilt("schools", 3, "pupils", ""), ["empty-cell"]);
    // A pin to teach what a misspelt cell says.
    assert_eq!(spoilt("teachers", 5, "subjects", "musik"), ["unknown-subject"]);
    // The other of a couple, and a school that seems to have nobody.
    assert_eq!(spoilt("teachers", 2, "spouse_id", "T99"), ["unknown-spouse"]);
    assert_eq!(spoilt("teachers", 6, "school_id", "S55"), ["unknown-school"]);
}

#[test]
fn rows_beyond_a_limit_make_no_strangers() {
    let (folder, world) = (tempfile::tempdir().expect("a folder"), World::new());
    world.write(folder.path());
    let mut options = Options::default();
    options.raw.cap.rows = 3;
    let told = told(folder.path(), &options, &world.policy);
    assert!(told.codes().contains(&"too-many-rows"), "{:?}", told.codes());
    assert!(told.codes().iter().all(|c| !c.starts_with("unknown-")), "{:?}", said(&told));
}
