//! The same county however it is written: language, file type, encoding, order of rows, header spelling.

use crate::county_support::{World, parts, told};
use lungang_domain::words::Lang;
use lungang_tables::read::Options;
use lungang_tables::write::{Format, WriteOptions, write_county, write_workbook};
use std::path::Path;

fn sound() -> (World, String) {
    let world = World::new();
    let county = world.told().county.expect("a sound county");
    let parts = parts(&county);
    (world, parts)
}

#[track_caller]
fn same(path: &Path, world: &World, expected: &str, what: &str) {
    let told = told(path, &Options::default(), &world.policy);
    let county = told.county.as_ref().unwrap_or_else(|| panic!("{what}: {:?}", told.findings.sorted()));
    let found = parts(county);
    let differs = found.lines().zip(expected.lines()).find(|(a, b)| a != b);
    assert!(found == expected, "{what}: {differs:?}");
}

#[test]
fn every_file_type_in_both_languages() {
    let (world, expected) = sound();
    let county = world.told().county.expect("a county").to_parts();
    let folder = tempfile::tempdir().expect("a folder");
    for lang in Lang::COMPLETE {
        let formats = [
            Format::Csv,
            Format::Xlsx,
            #[cfg(feature = "frames")]
            Format::Parquet,
        ];
        for format in formats {
            let dir = folder.path().join(format!("{lang}-{format:?}"));
            let options = WriteOptions { format, headers: lang, policy: "kizilsu-2018", remark: None, force: false };
            write_county(&county, &world.policy, &dir, &options).expect("a county is written");
            same(&dir, &world, &expected, &format!("{lang} {format:?}"));
        }
        let book = folder.path().join(format!("book-{lang}.xlsx"));
        write_workbook(&county, &world.policy, &book, lang, "kizilsu-2018").expect("a workbook is written");
        same(&book, &world, &expected, &format!("{lang} one workbook"));
    }
}

#[test]
fn chinese_csv_in_gbk_with_semicolons() {
    let (world, expected) = sound();
    let county = world.told().county.expect("a county").to_parts();
    let folder = tempfile::tempdir().expect("a folder");
    let dir = folder.path().join("zh");
    let options =
        WriteOptions { format: Format::Csv, headers: Lang::ZH, policy: "kizilsu-2018", remark: None, force: false };
    write_county(&county, &world.policy, &dir, &options).expect("a county is written");
    for entry in std::fs::read_dir(&dir).expect("the folder") {
        let path = entry.expect("an entry").path();
        if path.extension().is_some_and(|e| e == "csv") {
            let text = std::fs::read_to_string(&path).expect("utf-8");
            let text = text.trim_start_matches('\u{feff}');
            let (bytes, _, unmappable) = encoding_rs::GBK.encode(text);
            assert!(!unmappable);
            std::fs::write(&path, bytes).expect("gbk is written");
        }
    }
    same(&dir, &world, &expected, "gbk");
}

#[test]
fn the_order_of_rows_does_not_matter() {
    let (mut world, expected) = sound();
    for rows in world.tables.values_mut() {
        rows[1..].reverse();
    }
    assert_eq!(parts(&world.told().county.expect("a county")), expected);
    for rows in world.tables.values_mut() {
        let half = (rows.len() - 1) / 2;
        rows[1..].rotate_left(half);
    }
    assert_eq!(parts(&world.told().county.expect("a county")), expected);
}

#[test]
fn cells_as_offices_write_them() {
    let (mut world, expected) = sound();
    world
        .set("schools", 2, "stage", "完全小学")
        .set("schools", 2, "area", "城市")
        .set("schools", 2, "tier", "优质校")
        .set("schools", 2, "school_id", "Ｓ１")
        .set("schools", 3, "area", "县城")
        .set("schools", 4, "stage", "九年一贯制学校")
        .set("schools", 5, "area", "农村")
        .set("teachers", 2, "subjects", "语文；数学")
        .set("teachers", 2, "birth_date", "1980年5月")
        .set("teachers", 2, "joined_school", "2010.9")
        .set("teachers", 2, "title", "正高级教师")
        .set("teachers", 2, "backbone", "无")
        .set("teachers", 2, "sex", "女")
        .set("teachers", 2, "school_id", "One")
        .set("teachers", 3, "joined_school", "201209")
        .set("teachers", 3, "graduating_grade", "是")
        .set("teachers", 4, "exemptions", "重病")
        .set("teachers", 7, "role", "工勤")
        .set("teachers", 8, "role", "校长")
        .set("schools", 1, "school_id", "* 学校（机构）代码")
        .set("schools", 1, "pupils", "在校生数（人）");
    let told = world.told();
    let county = told.county.as_ref().unwrap_or_else(|| panic!("{:?}", told.findings.sorted()));
    assert_eq!(parts(county), expected);
}

#[test]
fn private_schools_and_defaults() {
    let mut world = World::new();
    world.set("schools", 3, "ownership", "民办");
    let county = world.told().county.expect("a county");
    assert!(!county.school(county.find_school("S2").expect("S2")).public);
    let t5 = county.teacher(county.find_teacher("T5").expect("T5"));
    assert_eq!((t5.sex, t5.birth, t5.spouse), (None, None, None));
    assert_eq!(t5.status, lungang_domain::teacher::Status::OnDuty);
    assert_eq!(t5.title, lungang_domain::teacher::Title::None);
    let t1 = county.teacher(county.find_teacher("T1").expect("T1"));
    let t2 = county.teacher(county.find_teacher("T2").expect("T2"));
    assert!(t1.together && t2.together, "what one of the two asks for holds for both");
    assert_eq!(county.school(county.find_school("S4").expect("S4")).classes, [1, 1, 1, 1, 1, 1, 0, 0, 0]);
}
