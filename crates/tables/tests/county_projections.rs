//! The projections table: what its rows say together, and how offices write them.

use crate::county_support::{Told, World};
use lungang_domain::calendar::SchoolYear;
use lungang_domain::finding::Severity::{Error, Warning};
use lungang_domain::projection::{Projected, Projection};
use lungang_domain::school::Part;
use lungang_domain::words::Lang;

const HEADER: &str = "school_year,kind,school_id,stage,grade,subject,teacher_id,count";

fn told(rows: &str) -> Told {
    let mut world = World::new();
    world.put("projections", &format!("{HEADER}\n{rows}"));
    world.told()
}

#[test]
fn the_sound_table_is_read() {
    let county = World::new().told().county.expect("a county");
    let (s1, s3) = (county.find_school("S1").expect("S1"), county.find_school("S3").expect("S3"));
    let t2 = county.find_teacher("T2").expect("T2");
    assert_eq!(county.projections.len(), 8);
    let of = |year: i16| {
        let rows = county.projections.iter().filter(move |p| p.year == SchoolYear(year));
        rows.map(|p| p.what).collect::<Vec<Projected>>()
    };
    assert!(of(2027).contains(&Projected::Classes { school: s3, part: Part::Primary, grade: Some(1), count: 2 }));
    assert!(of(2027).contains(&Projected::Classes { school: s3, part: Part::Junior, grade: None, count: 2 }));
    assert!(matches!(of(2028)[1], Projected::Recruits { school, count: 1, .. } if school == s1));
    assert_eq!(county.projections.last(), Some(&Projection { year: SchoolYear(2029), what: Projected::Departure(t2) }));
}

#[test]
fn years_and_kinds_as_offices_write_them() {
    let written = |rows: &str| {
        let told = told(rows);
        assert!(told.findings.is_empty(), "{rows}: {:?}", told.findings.sorted());
        told.county.expect("a county").projections
    };
    let expected = written("2027,classes,S3,junior,7,,,2\n2027,leave,,,,,T4,\n2028,return,,,,,T4,");
    for rows in [
        "2027-2028,班数,S3,初中,7,,,2\n2027学年,病假,,,,,T4,\n2028—2029学年,复岗,,,,,T4,",
        "２０２７,教学班,Three,,7,,,2班\n2027,离岗,,,,,T4,\n2028,返岗,,,,,T4,",
    ] {
        assert_eq!(written(rows), expected, "{rows}");
    }
    for (rows, same) in
        [("2027,离职,,,,,T2,", "2027,departure,,,,,T2,"), ("2027,调出,,,,,T2,", "2027,departure,,,,,T2,")]
    {
        assert_eq!(written(rows), written(same));
    }
    for word in ["招聘", "新教师"] {
        assert_eq!(written(&format!("2027,{word},S1,,,英语,,2")), written("2027,recruits,S1,,,english,,2"));
    }
    let grade = written("2027,classes,S3,,8,,,2");
    assert!(
        matches!(grade[0].what, Projected::Classes { part: Part::Junior, grade: Some(8), .. }),
        "the grade says it"
    );
}

#[test]
fn years_without_a_row_are_named() {
    let rows =
        "2027,pupils,S4,,,,,80\n2030,pupils,S4,,,,,70\n2028,classes,S3,primary,,,,6\n2027,classes,S3,junior,,,,3";
    let told = told(rows);
    let missing: Vec<_> = told.findings.sorted().into_iter().filter(|f| f.code == "projection-year-missing").collect();
    assert_eq!(missing.len(), 2);
    let of = |row: u32| *missing.iter().find(|f| f.place.row == Some(row)).expect("told at the last row stated");
    assert!(of(3).cause(Lang::EN).contains("2028-2029, 2029-2030"), "{}", of(3).cause(Lang::EN));
    assert!(of(4).cause(Lang::ZH).contains("小学") && of(4).cause(Lang::ZH).ends_with("2027-2028"));
}

#[test]
fn a_row_that_was_told_is_no_missing_year() {
    for rows in [
        "2027,pupils,S4,,,,,many\n2028,pupils,S4,,,,,70",
        "2027,pupils,S4,,,,,\n2028,pupils,S4,,,,,70",
        "soon,pupils,S4,,,,,80\n2028,pupils,S4,,,,,70",
        "2027,pupils,S44,,,,,80\n2028,pupils,S4,,,,,70",
        "2027,pupuls,S4,,,,,80\n2028,pupils,S4,,,,,70",
        "2026,pupils,S4,,,,,80\n2028,pupils,S4,,,,,70",
    ] {
        let told = told(rows);
        assert_eq!(told.codes().len(), 1, "{rows}: {:?}", told.codes());
        assert_ne!(told.codes(), ["projection-year-missing"], "{rows}");
    }
}

#[test]
fn a_row_in_doubt_leaves_other_schools_alone() {
    let gap = "2027,pupils,S4,,,,,80\n2029,pupils,S4,,,,,70";
    for (row, told_too) in [
        ("soon,pupils,S1,,,,,240", true),
        ("soon,leave,,,,,T4,", true),
        ("2027,recruits,S4,,,alchemy,,1", true),
        ("soon,pupils,S4,,,,,75", false),
        ("2028,pupuls,S4,,,,,75", false),
        ("2028,pupils,S44,,,,,75", false),
    ] {
        let told = told(&format!("{gap}\n{row}"));
        assert_eq!(told.codes().contains(&"projection-year-missing"), told_too, "{row}: {:?}", told.codes());
    }
}

#[test]
fn classes_are_a_total_or_by_grade() {
    let mixed = told("2027,classes,S3,junior,7,,,2\n2027,classes,S3,junior,,,,4");
    let found = mixed.expect("projection-classes-mixed", Error, 3, "grade");
    assert!(found.cause(Lang::ZH).contains("第 2 行"));
    for sound in [
        "2027,classes,S3,junior,7,,,2\n2028,classes,S3,junior,,,,4",
        "2027,classes,S3,junior,7,,,2\n2027,classes,S3,primary,,,,7",
        "2027,classes,S3,junior,7,,,2\n2027,classes,S3,junior,8,,,1",
    ] {
        let told = told(sound);
        assert!(told.findings.is_empty(), "{sound}: {:?}", told.codes());
    }
    told("2027,classes,S3,junior,7,,,2\n2027,classes,S3,,7,,,3").expect("doubled-projection", Error, 3, "kind");
}

#[test]
fn people_do_what_people_can() {
    for (rows, code, row) in [
        ("2027,departure,,,,,T2,\n2028,departure,,,,,T2,", "projection-after-departure", 3),
        ("2028,leave,,,,,T2,\n2027,departure,,,,,T2,", "projection-after-departure", 2),
        ("2027,return,,,,,T2,", "projection-not-on-leave", 2),
        ("2027,return,,,,,T2,\n2027,leave,,,,,T2,", "projection-not-on-leave", 2),
        ("2027,leave,,,,,T2,\n2028,return,,,,,T2,\n2029,return,,,,,T2,", "projection-not-on-leave", 4),
        ("2027,leave,,,,,T2,\n2028,leave,,,,,T2,", "projection-on-leave-already", 3),
    ] {
        let told = told(rows);
        assert_eq!(told.codes(), [code], "{rows}");
        told.expect(code, Warning, row, "teacher_id");
    }
    told("2027,departure,,,,,T2,\n2027,departure,,,,,T2,").expect("doubled-projection", Error, 3, "kind");

    for (status, code) in [("on_duty", Some("projection-not-on-leave")), ("leave", None), ("seconded", None)] {
        let mut world = World::new();
        world.set("teachers", 3, "status", status);
        world.put("projections", &format!("{HEADER}\n2027,return,,,,,T2,"));
        assert_eq!(world.told().codes(), code.into_iter().collect::<Vec<_>>(), "{status}");
    }
}

#[test]
fn a_need_makes_a_subject_taught() {
    let rows = format!("{HEADER}\n2027,recruits,S1,,,physics,,1");
    let mut world = World::new();
    world.put("projections", &rows);
    world.told().expect("projection-subject-not-taught", Warning, 2, "subject");
    world.add("needs", "S1,,physics,1");
    assert!(world.told().findings.is_empty(), "{:?}", world.told().codes());
}
