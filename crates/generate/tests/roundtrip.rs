//! What is written reads back the same, in every format and language, without a finding.

use super::{parts, policy, whole};
use lungang_domain::county::{Authorised, County, CountyParts, Score};
use lungang_domain::finding::{Findings, Severity};
use lungang_domain::goal::{GoalSpec, Measure, Sense};
use lungang_domain::id::{SchoolIx, TeacherIx};
use lungang_domain::policy::Policy;
use lungang_domain::school::ByPart;
use lungang_domain::words::Lang;
use lungang_generate::Size;
use lungang_tables::read::{self, Options};
use lungang_tables::validate::validate;
use lungang_tables::write::{Format, WriteError, WriteOptions, write_county, write_workbook};
use std::path::Path;

fn options(format: Format, headers: Lang) -> WriteOptions<'static> {
    WriteOptions { format, headers, policy: "kizilsu-2018", remark: None, force: false }
}

fn read(path: &Path, policy: &Policy) -> (Option<County>, Findings) {
    let (tables, mut findings) = read::read(path, &Options::default());
    let (county, more) = validate(&tables, policy);
    findings.extend(more);
    (county, findings)
}

fn told(findings: &Findings) -> String {
    let line =
        |f: &&lungang_domain::finding::Finding| format!("{} {}: {}", f.code, f.place.say(Lang::EN), f.cause(Lang::EN));
    findings.sorted().iter().map(line).collect::<Vec<_>>().join("\n")
}

fn same_after(parts: &CountyParts, path: &Path) {
    let (county, findings) = read(path, &policy());
    assert!(findings.is_empty(), "{}", told(&findings));
    let (county, original) = (whole(&county.unwrap()), whole(&County::new(parts.clone())));
    for (a, b) in county.lines().zip(original.lines()) {
        assert_eq!(a, b);
    }
    assert_eq!(county.len(), original.len());
}

#[test]
fn every_format_and_language() {
    for (seed, size) in [(1, Size::Example), (2018, Size::S)] {
        let parts = parts(seed, size);
        for format in [Format::Csv, Format::Xlsx, Format::Parquet] {
            for headers in Lang::COMPLETE {
                let folder = tempfile::tempdir().unwrap();
                let dir = folder.path().join("county");
                write_county(&parts, &policy(), &dir, &options(format, headers)).unwrap();
                same_after(&parts, &dir);
            }
        }
    }
}

#[test]
fn a_workbook_is_a_county_by_itself() {
    for headers in Lang::COMPLETE {
        let parts = parts(3, Size::Example);
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("county.xlsx");
        write_workbook(&parts, &policy(), &path, headers, "kizilsu-2018").unwrap();
        same_after(&parts, &path);
    }
}

/// What the generator leaves empty: scores, private schools, a total for one stage only, text that looks like a formula.
#[test]
fn what_the_generator_does_not_make() {
    let mut policy = policy();
    policy.goals.push(GoalSpec {
        name: "welfare".into(),
        measure: Some(Measure::Scores),
        sense: Sense::Max,
        ..GoalSpec::default()
    });
    let mut parts = parts(4, Size::Example);
    parts.scores.push(Score { goal: "welfare".into(), teacher: TeacherIx(0), school: SchoolIx(1), value: -7 });
    parts.schools[10].public = false;
    parts.pins.retain(|p| p.school != Some(SchoolIx(10)));
    parts.wishes.retain(|w| w.school != SchoolIx(10));
    parts.authorised = Authorised::ByPart(ByPart { primary: Some(80), junior: None });
    parts.teachers[0].name = "=1+1".into();
    parts.teachers[1].name = "-\"逗号,引号\"".into();
    parts.teachers[2].sex = None;
    parts.teachers[2].birth = None;
    for format in [Format::Csv, Format::Xlsx, Format::Parquet] {
        let folder = tempfile::tempdir().unwrap();
        let dir = folder.path().join("county");
        write_county(&parts, &policy, &dir, &options(format, Lang::ZH)).unwrap();
        let (county, findings) = read(&dir, &policy);
        assert!(!findings.has_errors(), "{format:?}: {}", told(&findings));
        assert_eq!(whole(&county.unwrap()), whole(&County::new(parts.clone())), "{format:?}");
    }
}

/// A generated county has no error whatever the seed; warnings would be shown to every new user, so there are none.
#[test]
fn generated_counties_are_sound() {
    let seeds = (1..=25).map(|seed| (seed, Size::Example)).chain((1..=6).map(|seed| (seed, Size::S)));
    for (seed, size) in seeds.chain([(1, Size::M)]) {
        let folder = tempfile::tempdir().unwrap();
        let dir = folder.path().join("county");
        write_county(&parts(seed, size), &policy(), &dir, &options(Format::Csv, Lang::EN)).unwrap();
        let (_, findings) = read(&dir, &policy());
        assert_eq!(findings.count(Severity::Error), 0, "seed {seed}: {}", told(&findings));
        assert!(findings.is_empty(), "seed {seed}: {}", told(&findings));
    }
}

#[test]
fn a_folder_is_replaced_only_when_told() {
    let parts = parts(1, Size::Example);
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path().join("deep/county");
    let mut how = options(Format::Csv, Lang::EN);
    let write = |how: &WriteOptions| write_county(&parts, &policy(), &dir, how);
    write(&how).unwrap();
    assert!(matches!(write(&how), Err(WriteError::Stands(_))));
    how.force = true;
    write(&how).unwrap();
    how.format = Format::Parquet;
    write(&how).unwrap();
    assert!(!dir.join("schools.csv").exists() && dir.join("schools.parquet").exists());
    std::fs::write(dir.join("notes.txt"), "mine").unwrap();
    assert!(matches!(write(&how), Err(WriteError::Foreign { .. })));
    assert_eq!(std::fs::read_to_string(dir.join("notes.txt")).unwrap(), "mine");
    std::fs::remove_dir_all(&dir).unwrap();
    std::fs::write(&dir, "a file").unwrap();
    let refused = write(&how).unwrap_err();
    assert!(matches!(refused, WriteError::NotAFolder(_)));
    for lang in Lang::COMPLETE {
        assert!(refused.say(lang).contains("county"), "{}", refused.say(lang));
    }
    let left = std::fs::read_dir(dir.parent().unwrap()).unwrap().count();
    assert_eq!(left, 1, "temporary folders were left behind");
}
