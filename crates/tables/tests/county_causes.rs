//! A fault is told once: its cause comes first, and what only follows from it is not told at all.

use crate::county_support::{Told, World, told};
use lungang_domain::finding::Severity::{Error, Warning};
use lungang_domain::words::Lang;
use lungang_policies as policies;
use lungang_tables::read::Options;
use rust_xlsxwriter::{Format, Workbook};
use std::path::Path;

fn spoil(spoil: impl Fn(&mut World)) -> Told {
    let mut world = World::new();
    spoil(&mut world);
    world.told()
}

fn folder(world: &World, more: impl Fn(&Path)) -> Told {
    let folder = tempfile::tempdir().expect("a folder");
    world.write(folder.path());
    more(folder.path());
    told(folder.path(), &Options::default(), &world.policy)
}

#[test]
fn what_cannot_be_read_is_told_and_nothing_that_follows() {
    let gone = told(Path::new("/no/such/county"), &Options::default(), &World::new().policy);
    assert_eq!(gone.codes(), ["missing-county"]);

    let mut world = World::new();
    world.tables.remove("teachers");
    let broken = folder(&world, |f| std::fs::write(f.join("teachers.xlsx"), "<html>").expect("a file"));
    assert_eq!(broken.codes(), ["not-excel"]);

    let empty = folder(&world, |f| std::fs::write(f.join("teachers.csv"), "").expect("a file"));
    assert_eq!(empty.codes(), ["table-without-rows"]);
    let none = World { tables: Default::default(), ..World::new() };
    assert_eq!(folder(&none, |_| ()).codes(), ["no-tables"]);
}

#[test]
fn an_empty_or_keyless_table_makes_no_strangers() {
    for table in ["teachers", "schools"] {
        let told = spoil(|w| w.tables.get_mut(table).expect("a table").truncate(1));
        assert_eq!(told.codes(), ["table-without-rows"], "{table}");
    }
    let told = spoil(|w| "nonsense".clone_into(&mut w.tables.get_mut("teachers").expect("teachers")[0][0]));
    assert_eq!(told.codes(), ["missing-column", "unknown-column"]);
    let told = spoil(|w| "nonsense".clone_into(&mut w.tables.get_mut("teachers").expect("teachers")[0][3]));
    assert_eq!(told.codes(), ["missing-column", "unknown-column"]);
}

#[test]
fn causes_come_before_rows() {
    let told = spoil(|w| {
        w.set("schools", 2, "hardship", "7");
        "nonsense".clone_into(&mut w.tables.get_mut("teachers").expect("teachers")[0][3]);
    });
    let order: Vec<_> = told.findings.sorted().iter().map(|f| f.code).collect();
    assert_eq!(order, ["missing-column", "out-of-range", "unknown-column"]);
}

#[test]
fn a_title_above_the_header_is_passed_over() {
    let folder = tempfile::tempdir().expect("a folder");
    World::new().write(folder.path());
    let schools = std::fs::read_to_string(folder.path().join("schools.csv")).expect("schools");
    for title in ["某县学校基本情况、2026年\n", "某县学校基本情况,,,\n", "某县学校基本情况\n单位：人\n"]
    {
        std::fs::write(folder.path().join("schools.csv"), format!("{title}{schools}")).expect("schools");
        let told = told(folder.path(), &Options::default(), &World::new().policy);
        told.expect("title-row-skipped", Warning, 1, "");
        assert_eq!(told.codes(), ["title-row-skipped"], "{title}");
    }
    std::fs::remove_file(folder.path().join("schools.csv")).expect("removed");
    let mut book = Workbook::new();
    let sheet = book.add_worksheet().set_name("学校").expect("a name");
    sheet.merge_range(0, 0, 0, 7, "某县学校基本情况", &Format::new()).expect("a title");
    for (r, line) in (1..).zip(schools.lines()) {
        for (c, cell) in (0..).zip(line.split(',')) {
            sheet.write(r, c, cell).expect("a cell");
        }
    }
    let notes = book.add_worksheet().set_name("填表说明").expect("a name");
    notes.merge_range(0, 0, 3, 7, "先填学校", &Format::new()).expect("a note");
    notes.merge_range(4, 0, 7, 7, "后填教师", &Format::new()).expect("a note");
    book.save(folder.path().join("学校.xlsx")).expect("saved");
    let told = told(folder.path(), &Options::default(), &World::new().policy);
    assert_eq!(told.codes(), ["title-row-skipped"], "{:?}", told.findings.sorted());
}

#[test]
fn a_total_below_the_table_is_passed_over() {
    for label in ["合计", "总计", "合 计"] {
        let told = spoil(|w| {
            w.add("schools", &format!("{label},,,,,,492,16"));
        });
        told.expect("total-row", Warning, 7, "school_id");
        assert_eq!(told.codes(), ["total-row"]);
        assert_eq!(told.county.expect("a county").schools.len(), 5);
    }
    let told = spoil(|w| w.put("authorised", "stage,posts\n合计,60"));
    assert!(told.findings.is_empty(), "{:?}", told.codes());
}

#[test]
fn hints_are_plausible_or_absent() {
    let hint = |table: &str, row, column: &str, value: &str, code: &str| {
        let told = spoil(|w| {
            w.set(table, row, column, value);
        });
        told.find(code).args.iter().find(|(n, _)| *n == "hint").map(|(_, v)| v.clone()).unwrap_or_default()
    };
    assert_eq!(hint("wishes", 2, "teacher_id", "T99", "unknown-teacher"), "");
    assert_eq!(hint("wishes", 2, "teacher_id", "T500", "unknown-teacher"), "");
    assert_eq!(hint("wishes", 2, "teacher_id", "T 2", "unknown-teacher"), " ≈ T2");
    assert_eq!(hint("teachers", 2, "subjects", "英文", "unknown-subject"), " ≈ 英语");
    assert_eq!(hint("teachers", 2, "subjects", "古琴", "unknown-subject"), "");
}

#[test]
fn joined_before_born_is_said_plainly() {
    let told = spoil(|w| {
        w.set("teachers", 2, "joined_school", "1979-09-01");
    });
    told.expect("joined-before-born", Error, 2, "joined_school");
    assert!(!told.codes().contains(&"joined-too-young"));
}

#[test]
fn an_end_that_is_two_things_is_told() {
    let told = spoil(|w| {
        w.set("schools", 6, "school_id", "T5").set("wishes", 3, "school_id", "T5").set("pins", 2, "school_id", "T5");
        w.set("pins", 4, "school_id", "T5").set("teachers", 6, "school_id", "T5").set("travel", 4, "to", "T5");
        w.set("postings", 3, "to_school", "T5");
    });
    assert_eq!(told.codes(), ["ambiguous-end"]);
    told.expect("ambiguous-end", Error, 4, "to");
}

#[test]
fn a_ban_on_another_subject_contradicts_nothing() {
    for (row, clash) in
        [("T4,forbid,S5,music,", true), ("T4,forbid,S5,maths,", false), ("T7,leave,,,", true), ("T4,forbid,,,", true)]
    {
        let told = spoil(|w| {
            w.add("pins", row);
        });
        assert_eq!(told.codes().contains(&"contradictory-pins"), clash, "{row}");
    }
}

#[test]
fn titles_and_months_as_bureaus_write_them() {
    let told = spoil(|w| {
        w.set("teachers", 2, "title", "中学一级教师").set("teachers", 3, "title", "小学高级教师");
        w.set("teachers", 4, "title", "中小学二级教师").set("teachers", 4, "joined_school", "2019年9月份");
    });
    assert!(told.findings.is_empty(), "{:?}", told.codes());
}

#[test]
fn a_year_in_a_cell_of_dates_is_a_year() {
    let mut world = World::new();
    let teachers = world.tables.remove("teachers").expect("teachers");
    let told = folder(&world, |f| {
        let mut book = Workbook::new();
        let sheet = book.add_worksheet().set_name("teachers").expect("a name");
        let date = Format::new().set_num_format("yyyy-mm-dd");
        for (r, line) in (0..).zip(&teachers) {
            for (c, cell) in (0..).zip(line) {
                sheet.write(r, c, cell).expect("a cell");
            }
        }
        sheet.write_with_format(1, 9, 2019, &date).expect("a year");
        book.save(f.join("teachers.xlsx")).expect("saved");
    });
    let found = told.expect("wrong-type-date", Error, 2, "J joined_school");
    assert!(found.cause(Lang::ZH).contains("2019"), "{}", found.cause(Lang::ZH));
}

#[test]
fn chinese_sentences_name_things_in_chinese() {
    let told = spoil(|w| {
        "nonsense".clone_into(&mut w.tables.get_mut("teachers").expect("teachers")[0][3]);
        w.set("teachers", 2, "stage", "junior").set("schools", 2, "area", "").set("needs", 2, "stage", "junior");
        w.set("pins", 4, "school_id", "S2");
    });
    for finding in told.findings.sorted() {
        let cause = finding.cause(Lang::ZH);
        for english in ["teachers", "subjects", "junior", "primary", "area"] {
            let allowed = cause.contains(&format!("（{english}）"));
            assert!(allowed || !cause.contains(english), "{cause}");
        }
    }
}

#[test]
fn loads_without_a_sensible_common_multiple_are_told() {
    let mut text = String::from("extends = 'national'\n");
    for (id, load) in [("a", "12.0007"), ("b", "13.0003"), ("c", "14.0011"), ("d", "15.0013"), ("e", "16.0017")] {
        text += &format!(
            "[[add-subjects]]\nid = '{id}'\nname = {{ zh = '{id}', en = '{id}' }}\nposts = true\nload = {{ value = {{ primary = {load}, junior = {load} }}, source = 'x', grade = 'practice' }}\n"
        );
    }
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("p.toml"), text).expect("a policy");
    let found = policies::load(&folder.path().join("p.toml").display().to_string(), None).expect_err("odd loads");
    let codes: Vec<_> = found.sorted().iter().map(|f| f.code).collect();
    assert!(codes.contains(&"policy-odd-loads"), "{codes:?}");
}
