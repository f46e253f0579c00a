//! `county.toml`, mappings, assignments and plans: what they say, and every fault with its line and column.

use crate::county_support::{Told, World, told};
use lungang_domain::calendar::SchoolYear;
use lungang_domain::finding::Severity::{Error, Warning};
use lungang_domain::school::{Area, Part};
use lungang_tables::assignments::read_assignments;
use lungang_tables::county_toml::PolicySource;
use lungang_tables::raw::ReadOptions;
use lungang_tables::read::{Options, read};
use lungang_tables::validate::validate_schools;
use lungang_tables::{county_toml::Datum, input_hashes};
use std::path::Path;

fn with_toml(toml: &str) -> Told {
    let mut world = World::new();
    toml.clone_into(&mut world.toml);
    world.told()
}

#[test]
fn county_toml_is_checked_with_line_and_column() {
    with_toml("").expect("no-county-file", Warning, None, "");
    with_toml("name = \"x\"\n").expect("no-school-year", Warning, None, "");
    with_toml("name = \"x\"\nschool_year = = 2026\n").expect("bad-toml", Error, 2, "15");
    with_toml("name = \"x\"\nschool_year = \"last\"\n").expect("toml-value", Error, 2, "15");
    with_toml("name = \"x\"\n  schol_year = 2026\n").expect("unknown-key", Error, 2, "3");
    with_toml("name = [1]\nschool_year = 2026\n").expect("wrong-toml-type", Error, 1, "8");
    with_toml("school_year = 2026\ndatum = \"mars\"\n").expect("toml-value", Error, 2, "9");
    with_toml("school_year = 2026\nmapping = \"none.toml\"\n").expect("unreadable-file", Error, None, "");
}

#[test]
fn what_county_toml_says_is_kept() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut world = World::new();
    world.toml =
        "name = \"某县\"\nschool_year = \"2025-2026\"\npolicy = \"rules/own.toml\"\ndatum = \"GCJ-02\"\n".to_owned();
    world.write(folder.path());
    let (tables, findings) = read(folder.path(), &Options::default());
    assert!(findings.is_empty(), "{:?}", findings.sorted());
    assert_eq!((tables.name.as_str(), tables.school_year, tables.datum), ("某县", SchoolYear(2025), Datum::Gcj02));
    assert_eq!(tables.policy, Some(PolicySource::File(folder.path().join("rules/own.toml"))));
    let hashes = input_hashes(&tables).expect("the files are there");
    assert_eq!(hashes.len(), world.tables.len() + 1);
    assert!(hashes.iter().any(|h| h.file == "county.toml" && h.sha256.len() == 64));
    assert!(hashes.is_sorted_by_key(|h| h.file.clone()));
}

#[test]
fn without_a_county_file_the_year_follows_the_roster() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut world = World::new();
    world.toml.clear();
    world.write(folder.path());
    let (tables, _) = read(folder.path(), &Options::default());
    assert_eq!(tables.school_year, SchoolYear(2020), "the last of the roster joined in September 2019");
    let (tables, _) = read(folder.path(), &Options { year: Some(2024), ..Options::default() });
    assert_eq!(tables.school_year, SchoolYear(2024));
}

const FOREIGN: &str = "NPSN;Nama;BP;PD;Rombel;Tahun;Kec;Guru\n\
    100;A;SD;30;6;2025;X;7\n100;A;SD;30;6;2025;X;7\n200;B;SMP;90;3;2025;Y;9\n300;C;SMA;90;3;2025;Y;9\n400;D;SD;5;6;2024;Y;9\n";
const MAPPING: &str = "[schools]\nfile = \"export.csv\"\n[schools.columns]\nschool_id = \"NPSN\"\nstage = \"BP\"\n\
    pupils = \"PD\"\nclasses = \"Rombel\"\nstaff = \"Guru\"\n[schools.values.stage]\nSD = \"primary\"\nSMP = \"junior\"\n\
    [schools.filter]\nTahun = \"{year}\"\nBP = [\"SD\", \"SMP\"]\n[schools.constants]\ntier = \"weak\"\n\
    [schools.derive.area]\ncolumn = \"Kec\"\ncases = { X = \"urban\" }\notherwise = \"rural\"\n";

fn mapped(mapping: &str, year: Option<i16>) -> (Option<Vec<lungang_domain::school::School>>, Told) {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("export.csv"), FOREIGN).expect("written");
    let file = folder.path().join("map.toml");
    std::fs::write(&file, mapping).expect("written");
    let options = Options { mapping: Some(file), year, ..Options::default() };
    let (tables, mut findings) = read(folder.path(), &options);
    let (schools, more) = validate_schools(&tables, &World::new().policy);
    findings.extend(more);
    (schools.filter(|_| !findings.has_errors()), Told { county: None, findings })
}

#[test]
fn a_mapping_reads_a_foreign_file_as_it_comes() {
    let numbered = MAPPING.replace("[schools.columns]", "doubled = \"number\"\n[schools.columns]");
    let (schools, told) = mapped(&numbered, Some(2025));
    let schools = schools.unwrap_or_else(|| panic!("{:?}", told.findings.sorted()));
    let ids: Vec<&str> = schools.iter().map(|s| s.id.as_str()).collect();
    assert_eq!(ids, ["100", "100-2", "200"]);
    assert_eq!(schools[0].area, Area::Urban);
    assert_eq!((schools[2].area, schools[2].staff_reported), (Area::Rural, Some(9)));
    assert_eq!(told.find("doubled-row-numbered").place.row, Some(3));

    let first = MAPPING.replace("[schools.columns]", "doubled = \"first\"\n[schools.columns]");
    let (schools, told) = mapped(&first, Some(2025));
    assert_eq!(schools.map(|s| s.len()), Some(2));
    assert_eq!(told.find("doubled-row-left-out").place.row, Some(3));

    let (schools, told) = mapped(MAPPING, Some(2025));
    assert!(schools.is_none());
    let found = told.find("doubled-id");
    assert_eq!((found.place.row, found.place.column.as_deref()), (Some(3), Some("NPSN")));
}

#[test]
fn a_mapping_is_checked_with_line_and_column() {
    let spoilt = |from: &str, to: &str| mapped(&MAPPING.replace(from, to), Some(2025)).1;
    let at = |told: &Told, code: &str| {
        let place = &told.find(code).place;
        assert!(place.file.ends_with("map.toml"), "{code}: {place:?}");
        (place.row, place.column.clone())
    };
    let line = |row: u32, column: u32| (Some(row), Some(column.to_string()));
    assert_eq!(at(&spoilt("\"NPSN\"", "\"NPSM\""), "mapping-unknown-header"), line(4, 13));
    assert!(spoilt("\"NPSN\"", "\"NPSM\"").find("mapping-unknown-header").cause(Default::default()).contains("≈ NPSN"));
    assert_eq!(at(&spoilt("stage = \"BP\"", "stege = \"BP\""), "unknown-key"), line(5, 1));
    assert_eq!(at(&spoilt("[schools]", "[school]"), "unknown-key"), line(1, 2));
    assert_eq!(at(&spoilt("SD = \"primary\"", "SD = \"prime\""), "toml-value"), line(10, 6));
    assert_eq!(at(&spoilt("otherwise = \"rural\"", "otherwise = \"bush\""), "toml-value"), line(20, 13));
    assert_eq!(at(&spoilt("column = \"Kec\"\n", ""), "mapping-no-column"), line(17, 17));
    assert_eq!(at(&spoilt("export.csv", "other.csv"), "mapping-no-file"), line(2, 8));
    assert_eq!(at(&spoilt("\"{year}\"", "2030"), "filter-keeps-nothing"), line(13, 1));
    assert_eq!(at(&mapped(MAPPING, None).1, "mapping-no-year"), line(13, 1));
    // What only follows is not told: a column that the mapping looks for in vain, a table without rows.
    for (from, to, code) in [
        ("\"NPSN\"", "\"NPSM\"", "mapping-unknown-header"),
        ("column = \"Kec\"", "column = \"Kek\"", "mapping-unknown-header"),
        ("\"{year}\"", "2030", "filter-keeps-nothing"),
    ] {
        let told = spoilt(from, to);
        // The foreign file has no `county.toml`, and one school twice.
        let others = ["no-county-file", "doubled-id"];
        let codes: Vec<_> = told.codes().into_iter().filter(|c| !others.contains(c)).collect();
        assert_eq!(codes, [code], "{to}");
    }
}

#[test]
fn assignments_made_by_hand() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("名单.csv");
    std::fs::write(&file, "教师编号,姓名,接收学校,学科,学段,开始时间\nT1,甲,S4,语文,小学,2026年9月\nT2,乙,,,,\nT1,甲,S5,,,x\nT3,丙,S5,,大学,\n")
        .expect("written");
    let (rows, findings) = read_assignments(&file, &ReadOptions::default(), None);
    assert_eq!(rows.len(), 3);
    assert_eq!((rows[0].teacher_id.as_str(), rows[0].to_school.as_str()), ("T1", "S4"));
    assert_eq!((rows[0].subject.as_deref(), rows[0].stage), (Some("语文"), Some(Part::Primary)));
    assert_eq!(rows[0].start.map(|d| d.to_string()).as_deref(), Some("2026-09-01"));
    assert_eq!(rows[1].place.row, Some(4));
    let told = Told { county: None, findings };
    for (code, row, column) in [
        ("empty-cell", 3, "接收学校"),
        ("doubled-assignment", 4, "教师编号"),
        ("wrong-type-date", 4, "开始时间"),
        ("unknown-value", 5, "学段"),
    ] {
        let place = &told.find(code).place;
        assert_eq!((place.row, place.column.as_deref()), (Some(row), Some(column)), "{code}");
    }
    let (_, findings) = read_assignments(Path::new("/nowhere/assignments.csv"), &ReadOptions::default(), None);
    assert!(findings.has_errors());
}

#[test]
fn what_nobody_sees_is_left_out_of_settings() {
    let told = with_toml("name = \"Te\\u202est\\u001b\"\nschool_year = 2026\n");
    told.expect("invisible-in-settings", Warning, 1, "8");
    assert_eq!(told.county.as_ref().map(|c| c.name.as_str()), Some("Test"));
    assert_eq!(told.codes(), ["invisible-in-settings"], "told once");
    let mut world = World::new();
    world.toml.push_str("[mapping.schools.values.area]\n\"town\u{200b}\" = \"rural\"\n");
    let told = world.told();
    told.expect("invisible-in-settings", Warning, 5, "1");
    let county = told.county.expect("a county");
    assert!(county.schools.iter().all(|s| s.area != Area::Town), "the word is the one of the table");
    world.toml.push_str("town = \"urban\"\n");
    world.told().expect("bad-toml", Error, 5, "1");
}

/// The real regency, where it is at hand.
#[test]
fn a_real_export_reads_through_the_shipped_mapping() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let export = root.join("../shared/cases/banjar/dataset.xlsx");
    if !export.exists() {
        eprintln!("skipped: no {}", export.display());
        return;
    }
    let mapping = Some(root.join("data/mappings/dapodik.toml"));
    let options = Options { mapping, year: Some(2025), ..Options::default() };
    let (tables, findings) = read(&export, &options);
    assert!(!findings.has_errors(), "{:?}", findings.sorted());
    let numbered = findings.counts().find(|(code, ..)| *code == "doubled-row-numbered").map(|(.., n)| n);
    assert_eq!(numbered, Some(51), "the export lists the capital sub-district twice");
    let (schools, findings) = validate_schools(&tables, &World::new().policy);
    let schools = schools.unwrap_or_else(|| panic!("{:?}", findings.sorted()));
    assert_eq!(schools.iter().filter(|s| !s.public).count(), 36);
    for (part, count, pupils, classes, staff) in
        [(Part::Primary, 412, 49_425, 2_854, 3_681), (Part::Junior, 88, 17_325, 667, 1_346)]
    {
        let those: Vec<_> = schools.iter().filter(|s| s.parts() == [part]).collect();
        let sum = |f: &dyn Fn(&lungang_domain::school::School) -> u32| those.iter().map(|s| f(s)).sum::<u32>();
        assert_eq!(those.len(), count);
        assert_eq!(sum(&|s| *s.pupils.get(part)), pupils);
        assert_eq!(sum(&|s| s.classes_of(part)), classes);
        assert_eq!(sum(&|s| s.staff_reported.unwrap_or(0)), staff);
    }
    assert!(findings.counts().any(|(code, ..)| code == "staff-without-pupils"));
    let (none, findings) = lungang_tables::validate(&tables, &World::new().policy);
    assert!(none.is_none() && findings.counts().any(|(code, ..)| code == "missing-table"), "there is no roster");
}

/// A county of the size of a province is read and validated in seconds.
#[test]
fn a_large_roster_is_quick() {
    let mut world = World::new();
    world.tables.retain(|name, _| name == "schools" || name == "teachers");
    for n in 0..3_000 {
        world.add("schools", &format!("X{n:05},School {n},primary,rural,,,200,6,,,,,0,2,A,,76.30,39.70,20,2,5,4,,"));
    }
    for n in 0..120_000 {
        let (school, born) = (n % 3_000, 1970 + n % 25);
        world.add("teachers", &format!("Y{n:06},Name,X{school:05},chinese;maths,,female,{born}-03-0{},一级,,{}-09-01,在岗,,3,,教师,否,否,76.1,39.7,,", n % 9 + 1, born + 25));
    }
    let folder = tempfile::tempdir().expect("a folder");
    world.write(folder.path());
    let start = std::time::Instant::now();
    let (tables, _) = read(folder.path(), &Options::default());
    let reading = start.elapsed();
    let county = lungang_tables::validate(&tables, &world.policy).0.expect("a county");
    let all = start.elapsed();
    eprintln!("120 000 teachers: read {reading:?}, validated after {all:?}");
    assert_eq!(county.teachers.len(), 120_007);
    assert!(all.as_secs() < 20, "{all:?}");
    let _ = told(folder.path(), &Options::default(), &world.policy);
}
