//! Every column of every table: what a county keeps of it is written, and what is written is read.

use crate::county_support::{Told, World, parts};
use lungang_domain::goal::{GoalSpec, Measure};
use lungang_domain::words::Lang;
use lungang_tables::schema::{self, ColumnSpec};
use lungang_tables::write::{Format, WriteOptions, write_county};

/// A county with something in every column; what a column holds differs from what its absence would mean.
fn full() -> World {
    let mut world = World::new();
    let grades = |kind: &str| (1..=9).map(|n| format!("{kind}_g{n}")).collect::<Vec<_>>().join(",");
    let many = |text: &str| [text; 9].join(",");
    let head = "school_id,name,stage,area,tier,ownership,boarding,hardship,alliance,central_school,lon,lat,establishment,posts_senior,posts_intermediate,beds,beds_male,beds_female,township,staff,pupils,classes";
    let none = many("");
    world.put(
        "schools",
        &format!(
            "{head},{},{}
             S1,One,primary,urban,quality,public,0,0,A,,76.10,39.70,20,2,5,,,,North,9,240,6,{none},{none}
             S2,Two,junior,town,,,20,1,A,,76.20,39.71,,,,4,2,2,South,,150,3,{none},{none}
             S3,Three,nine_year,rural,weak,,10,4,,S4,76.30,39.72,,,,2,,,,,,,{},{}
             S4,Four,primary,rural,,,0,2,,,76.40,39.73,,,,,,,,,90,6,{none},{none}
             S5,Five,teaching_point,rural,,,0,6,,S4,76.50,39.74,,,,,,,,,12,1,{none},{none}
             S6,Six,primary,town,,private,0,0,,,,,,,,,,,,,60,6,{none},{none}",
            grades("pupils"),
            grades("classes"),
            many("10"),
            many("1"),
        ),
    );
    world.set("teachers", 2, "backbone", "rising-star").set("teachers", 4, "graduating_grade", "yes");
    let level = world.policy.ladders.language.value[1].id.clone();
    world.set("teachers", 4, "volunteer", "yes");
    world.set("teachers", 2, "language_level", &level).set("teachers", 7, "status", "seconded");
    world.set("teachers", 8, "office_since", "2019-09-01");
    world.put("published", "teacher_id,school_id,subject,stage,edited\nT1,S4,maths,,\nT2,S3,,primary,yes\nT7,,,,");
    world.put("scores", "teacher_id,school_id,goal,value\nT1,S1,welfare,5\nT1,S4,welfare,7");
    let measure = Some(Measure::Scores);
    world.policy.goals.insert(1, GoalSpec { name: "welfare".to_owned(), measure, ..GoalSpec::default() });
    world
}

/// The world with its tables as they are written.
fn written(world: &World, headers: Lang) -> World {
    let told = world.told();
    let county = told.county.unwrap_or_else(|| panic!("a sound county: {:?}", told.findings.sorted()));
    let folder = tempfile::tempdir().expect("a folder");
    let dir = folder.path().join("county");
    let options = WriteOptions { format: Format::Csv, headers, policy: "kizilsu-2018", remark: None, force: false };
    write_county(&county.to_parts(), &world.policy, &dir, &options).expect("a county is written");
    let mut again = World::new();
    again.tables.clear();
    again.policy = world.policy.clone();
    for table in schema::tables() {
        let text = std::fs::read_to_string(dir.join(format!("{}.csv", table.name))).expect("every table is written");
        again.put(table.name, text.trim_start_matches('\u{feff}'));
    }
    again
}

/// Every column that a county keeps, with its table.
fn kept() -> impl Iterator<Item = (&'static str, &'static ColumnSpec)> {
    let all = schema::tables().iter().flat_map(|table| table.columns.iter().map(|column| (table.name, column)));
    all.filter(|(_, column)| column.kept)
}

fn told_of(told: &Told) -> Option<String> {
    told.county.as_ref().map(parts)
}

#[test]
fn every_column_is_written_in_every_language() {
    let world = full();
    for lang in Lang::COMPLETE {
        let again = written(&world, lang);
        for (table, column) in kept() {
            let rows = &again.tables[table];
            let at = rows[0].iter().position(|header| header == column.header(lang));
            let at = at.unwrap_or_else(|| panic!("{table}.{} is not written ({lang})", column.name));
            assert!(rows[1..].iter().any(|row| !row[at].is_empty()), "{table}.{} is written empty", column.name);
        }
        for table in schema::tables() {
            let own = table.columns.iter().filter(|column| column.kept).count();
            assert_eq!(again.tables[table.name][0].len(), own, "{}: what is for people is not written", table.name);
        }
    }
}

#[test]
fn what_is_written_is_read() {
    let world = full();
    let expected = told_of(&world.told()).expect("a sound county");
    for lang in Lang::COMPLETE {
        let again = written(&world, lang);
        assert!(told_of(&again.told()).as_ref() == Some(&expected), "{lang}");
        assert!(written(&again, lang).tables == again.tables, "{lang}: written twice alike");
    }
}

#[test]
fn every_column_is_read() {
    let again = written(&full(), Lang::EN);
    let whole = told_of(&again.told());
    let mut seen = 0;
    for (table, column) in kept() {
        // A total may be absent where its parts are there, but not differ from their sum.
        let other = if column.instead.is_empty() { "" } else { "99" };
        let mut without = again.clone();
        for row in 2..=again.tables[table].len() {
            without.set(table, row, column.name, other);
        }
        assert!(
            told_of(&without.told()) != whole,
            "{table}.{} is not read: the county is the same without",
            column.name
        );
        seen += 1;
    }
    assert!(seen > 90, "the columns were not walked: {seen}");
}
