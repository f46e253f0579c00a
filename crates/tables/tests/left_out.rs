//! Rows that are none of the table's, and cells that say that there is nothing.

use crate::county_support::{Told, World, parts};
use lungang_domain::county::Authorised;
use lungang_domain::finding::Severity::{Error, Warning};

fn spoil(spoil: impl FnOnce(&mut World)) -> Told {
    let mut world = World::new();
    spoil(&mut world);
    world.told()
}

/// Puts a row among those of a table; 1 is the first under the header.
fn insert(world: &mut World, table: &str, at: usize, cells: &str) {
    let rows = world.tables.get_mut(table).expect("a table");
    let mut row: Vec<String> = cells.split(',').map(str::to_owned).collect();
    row.resize(rows[0].len(), String::new());
    rows.insert(at, row);
}

#[test]
fn totals_stand_in_any_row() {
    let sound = parts(&spoil(|_| {}).county.expect("sound"));
    for (label, at) in [
        ("总计,,,,,,492,16", 1),
        ("全县合计,,,,,,492,16", 3),
        ("汇总,,,,,,492,16", 6),
        ("Grand Total,,,,,,492,16", 2),
        (",小计,,,,,492,16", 4),
        ("东乡 小计,,,,,,492,16", 5),
        ("全县,合计,,,,,492,16", 6),
        ("Subtotal:,,,,,,492,16", 1),
        (",合计（5所）,,,,,492,16", 6),
        ("Total (5 schools),,,,,,492,16", 6),
        (",其中：乡村,,,,,102,7", 6),
        ("共计5所,,,,,,492,16", 6),
    ] {
        let told = spoil(|w| insert(w, "schools", at, label));
        assert_eq!(told.find("total-row").place.row, Some(at as u32 + 1), "{label}");
        assert_eq!(told.codes(), ["total-row"], "{label}");
        assert_eq!(parts(&told.county.expect("a county")), sound, "{label}");
    }
    let many = spoil(|w| {
        insert(w, "schools", 6, "总计,,,,,,492,16");
        insert(w, "schools", 4, "小计,,,,,,102,7");
        insert(w, "schools", 2, "小计,,,,,,390,9");
    });
    let finding = many.expect("total-row", Warning, 3, "school_id");
    assert!(finding.args.contains(&("rows", "3, 6, 9".into())), "{finding:?}");
    assert_eq!(many.codes(), ["total-row"]);
}

#[test]
fn examples_notes_and_headers_are_no_teachers() {
    for (row, at, code) in [
        ("示例,张三,S1,chinese,,,,,,2012-09-01", 1, "example-row"),
        ("例：T000,张三,S1,chinese,,,,,,2012-09-01", 1, "example-row"),
        ("e.g.,Ann,S1,chinese,,,,,,2012-09-01", 2, "example-row"),
        ("注：本表一式两份，学校留存一份", 8, "note-row"),
        ("填表人：王某,,,,审核人：李某", 8, "note-row"),
        ("单位负责人（签字）：", 8, "note-row"),
        ("制表日期：2026年7月1日", 8, "note-row"),
        ("以上人员均在岗。", 8, "note-row"),
        ("teacher_id,name,school_id,subjects", 4, "repeated-header"),
        ("教师编号,姓名,学校代码,任教学科", 1, "repeated-header"),
        ("1,2,3,4,5,6,7", 1, "note-row"),
        ("甲,乙,丙,1,2,3", 1, "note-row"),
        ("2026年7月1日", 8, "note-row"),
        ("（盖章）", 8, "note-row"),
        ("填写示例,张三,S1,chinese,,,,,,2012-09-01", 1, "example-row"),
    ] {
        let told = spoil(|w| insert(w, "teachers", at, row));
        told.expect(code, Warning, at as u32 + 1, "teacher_id");
        assert_eq!(told.codes(), [code], "{row}");
        assert_eq!(told.county.expect("a county").teachers.len(), 7, "{row}");
    }
}

/// Whatever the first column of a table holds, such a row is none of it.
#[test]
fn every_table_may_have_such_rows() {
    let sound = parts(&spoil(|_| {}).county.expect("sound"));
    for (table, row, at, code) in [
        ("needs", "合计,,,3,,", 3, "total-row"),
        ("needs", "示例,primary,chinese,2,,", 1, "example-row"),
        ("wishes", "注：每人至多填两个志愿", 4, "note-row"),
        ("pins", "填表人：王某,,,,审核人：李某", 4, "note-row"),
        ("travel", "合计,,58.5,105", 3, "total-row"),
        ("postings", "单位负责人（签字）：", 3, "note-row"),
        ("authorised", "填表人：王某", 3, "note-row"),
        ("authorised", "total,90", 3, "total-row"),
        ("authorised", "全县合计,90", 1, "total-row"),
        ("authorised", "学段,编制数", 3, "repeated-header"),
        ("projections", "合计,,,,,,,150", 9, "total-row"),
        ("projections", "2027年小计,,,,,,,80", 2, "total-row"),
        ("projections", "2027,pupils,合计,,,,,80", 3, "total-row"),
        ("projections", "示例,pupils,S4,,,,,80", 1, "example-row"),
        ("projections", "注：按出生人口测算", 9, "note-row"),
        ("projections", "学年,类型,学校代码,学段,年级,学科,教师编号,数量", 5, "repeated-header"),
        ("projections", ",,,,,,,人", 1, "note-row"),
    ] {
        let told = spoil(|w| insert(w, table, at, row));
        assert_eq!(told.find(code).severity, Warning, "{table}: {row}");
        assert_eq!(told.find(code).place.row, Some(at as u32 + 1), "{table}: {row}");
        assert_eq!(told.codes(), [code], "{table}: {row}");
        assert_eq!(parts(&told.county.expect("a county")), sound, "{table}: {row}");
    }
    // The only row of its table is no sum of others.
    let told = spoil(|w| w.put("authorised", "stage,posts\n全县合计,90"));
    assert!(told.findings.is_empty(), "{:?}", told.codes());
    assert!(matches!(told.county.expect("a county").authorised, Authorised::Total(90)));
    // Two that do not add up are asked about.
    let told = spoil(|w| insert(w, "authorised", 3, "total,91"));
    assert_eq!(told.codes(), ["mixed-authorised"]);
}

#[test]
fn a_row_of_units_is_no_school() {
    for (row, column) in [(",,,,,,人,个", "pupils"), (",,,,,,（人）,（个）,,,", "pupils"), (",单位,,,,,人,个", "name")]
    {
        let told = spoil(|w| insert(w, "schools", 1, row));
        told.expect("note-row", Warning, 2, column);
        assert_eq!(told.codes(), ["note-row"], "{row}");
        assert_eq!(told.county.expect("a county").schools.len(), 5, "{row}");
    }
    let journey = spoil(|w| insert(w, "travel", 1, "S1,S2,3,4"));
    assert!(!journey.codes().contains(&"note-row"), "{:?}", journey.codes());
}

#[test]
fn people_and_schools_with_such_a_name_stay() {
    let told = spoil(|w| {
        w.set("teachers", 2, "name", "总小明").set("teachers", 3, "name", "例红").set("teachers", 4, "name", "注大山");
        w.set("schools", 2, "name", "合计路小学").set("schools", 3, "name", "总寨中学").set(
            "schools",
            5,
            "name",
            "说明村小学",
        );
    });
    assert!(told.findings.is_empty(), "{:?}", told.codes());
    assert_eq!(told.county.expect("a county").teachers.len(), 7);
    // With an id of its own nobody can say which is right: it is asked, not dropped.
    for (table, name) in
        [("schools", "全县合计"), ("schools", "Grand Total"), ("teachers", "张三（示例）"), ("teachers", "合计")]
    {
        let told = spoil(|w| {
            w.set(table, 2, "name", name);
        });
        told.expect("looks-like-no-row", Error, 2, "name");
        assert_eq!(told.codes(), ["looks-like-no-row"], "{name}");
    }
}

#[test]
fn what_is_left_out_is_told_once() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut world = World::new();
    let rows = world.tables.remove("schools").expect("schools");
    world.write(folder.path());
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    for (r, cells) in rows.iter().enumerate() {
        for (c, text) in cells.iter().enumerate().filter(|(_, t)| !t.is_empty()) {
            sheet.write(r as u32, c as u16, text).expect("a cell");
        }
    }
    let last = rows.len() as u32;
    sheet.write(last, 0, "合计").expect("a label");
    let sum = rust_xlsxwriter::Formula::new("=SUM(G2:G6)").set_result("492");
    sheet.write_formula(last, 6, sum).expect("a sum");
    sheet
        .merge_range(last + 1, 0, last + 1, 7, "注：以教育事业统计为准", &rust_xlsxwriter::Format::new())
        .expect("a note");
    book.save(folder.path().join("schools.xlsx")).expect("a workbook");
    let told = crate::county_support::told(folder.path(), &Default::default(), &world.policy);
    assert_eq!(told.codes(), ["note-row", "total-row"]);
    assert_eq!(told.county.expect("a county").schools.len(), 5);
}

#[test]
fn words_for_nothing_are_empty_cells() {
    let sound = parts(&spoil(|_| {}).county.expect("sound"));
    for nothing in ["无", "/", "—", "–", "-", "·", "N/A", "空", "暂无", "没有", "--", "——", "（无）", "NaN"]
    {
        let told = spoil(|w| {
            for (table, columns) in [
                (
                    "schools",
                    &["alliance", "central_school", "establishment", "posts_senior", "beds", "township", "lon"][..],
                ),
                (
                    "teachers",
                    &["name", "birth_date", "title", "backbone", "spouse_id", "exemptions", "language_level"][..],
                ),
                ("teachers", &["sex", "status", "role", "class_teacher", "rural_years", "home_lat"][..]),
                ("needs", &["limit", "weight"][..]),
                ("pins", &["school_id", "subject"][..]),
                ("postings", &["subject"][..]),
            ] {
                for column in columns {
                    let rows = w.tables.get_mut(table).expect("a table");
                    let at = rows[0].iter().position(|h| h == column);
                    let Some(at) = at else {
                        rows[0].push((*column).to_owned());
                        rows[1..].iter_mut().for_each(|r| r.push(nothing.to_owned()));
                        continue;
                    };
                    let width = rows[0].len();
                    for row in &mut rows[1..] {
                        row.resize(width.max(row.len()), String::new());
                        if row[at].is_empty() {
                            nothing.clone_into(&mut row[at]);
                        }
                    }
                }
            }
        });
        assert!(told.findings.is_empty(), "{nothing}: {:?}", told.findings.sorted());
        assert_eq!(parts(&told.county.expect("a county")), sound, "{nothing}");
    }
    let told = spoil(|w| {
        w.set("teachers", 2, "school_id", "/");
    });
    told.expect("empty-cell", Error, 2, "school_id");
}

#[test]
fn an_end_given_as_a_month_is_its_last_day() {
    let told = spoil(|w| {
        w.set("postings", 2, "end", "2016年8月").set("postings", 3, "end", "2019-08");
    });
    let read = parts(&told.county.expect("a county"));
    assert_eq!(read, parts(&spoil(|_| {}).county.expect("sound")), "as 2016-08-31 and 2019-08-31");
}
