//! Values are matched as values: what stands in a cell is understood whole, told, or refused.

use crate::county_support::{Told, World, told};
use lungang_domain::finding::Severity::{Error, Warning};
use lungang_domain::teacher::{Role, Status, Teacher};
use lungang_policies as policies;
use lungang_tables::read::{Options, read};
use lungang_tables::validate::{validate, validate_schools};

fn spoilt(table: &str, row: usize, column: &str, value: &str) -> Told {
    World::new().set(table, row, column, value).told()
}

fn teacher(told: &Told, id: &str) -> Teacher {
    let county = told.county.as_ref().unwrap_or_else(|| panic!("{:?}", told.codes()));
    county.teacher(county.find_teacher(id).expect("a teacher")).clone()
}

#[test]
fn of_two_statuses_the_sharper_is_taken_and_told() {
    for (value, status) in [
        ("在编（产假）", Status::Leave),
        ("在职(产假)", Status::Leave),
        ("在岗【病假】", Status::Leave),
        ("在岗〔病假〕", Status::Leave),
        ("病假[在编]", Status::Leave),
        ("在编（借调）", Status::Seconded),
        ("on_duty (retired)", Status::Retired),
    ] {
        let told = spoilt("teachers", 6, "status", value);
        told.expect("remark-sharper", Warning, 6, "status");
        assert_eq!(teacher(&told, "T5").status, status, "{value}");
    }
    for (value, role) in [("教师（副校长）", Role::VicePrincipal), ("校长（专任教师）", Role::Principal)]
    {
        let told = spoilt("teachers", 6, "role", value);
        told.expect("remark-sharper", Warning, 6, "role");
        assert_eq!(teacher(&told, "T5").role, role, "{value}");
    }
}

#[test]
fn words_that_say_the_same_twice_are_no_news() {
    for (column, value) in [("status", "在编（在岗）"), ("role", "教师（专任教师）"), ("title", "中级（一级教师）")]
    {
        let told = spoilt("teachers", 6, column, value);
        assert!(told.findings.is_empty(), "{value}: {:?}", told.codes());
    }
}

#[test]
fn a_remark_behind_an_absence_is_told() {
    for value in ["借调（县委办）", "病假【2026年3月起】", "退休（返聘）"] {
        let told = spoilt("teachers", 6, "status", value);
        told.expect("remark-unread", Warning, 6, "status");
        assert_ne!(teacher(&told, "T5").status, Status::OnDuty, "{value}");
    }
}

#[test]
fn no_free_words_are_on_duty() {
    for value in [
        "在职（借调县委办）",
        "在编（援疆）",
        "在岗（外派）",
        "在岗-产假",
        "在岗*",
        "在岗（",
        "在岗）",
        "在岗：借调",
        "（在岗）",
        "在岗（在岗（产假））",
        "产假（借调）",
        "在 岗",
    ] {
        spoilt("teachers", 6, "status", value).expect("unknown-value", Error, 6, "status");
    }
}

#[test]
fn a_value_forgives_case_width_and_outer_blanks_only() {
    for (table, row, column, value, code) in [
        ("pins", 3, "kind", "必须交流（已取消）", "unknown-value"),
        ("pins", 3, "kind", "留任-", "unknown-value"),
        ("teachers", 2, "class_teacher", "是（已卸任）", "wrong-type-flag"),
        ("teachers", 2, "class_teacher", "-1", "wrong-type-flag"),
        ("teachers", 2, "title", "高级（拟聘）", "unknown-value"),
        ("teachers", 2, "title", "中级（高级）", "unknown-value"),
        ("teachers", 2, "exemptions", "重病（已痊愈）", "unknown-exemption"),
        ("teachers", 2, "backbone", "骨干教师（拟）", "unknown-backbone"),
        ("teachers", 2, "language_level", "二级甲等（未过）", "unknown-language"),
        ("teachers", 2, "subjects", "语文（停）", "unknown-subject"),
        ("needs", 2, "subject", "音乐（停）", "unknown-subject"),
        ("schools", 2, "ownership", "公办（民办）", "unknown-value"),
    ] {
        spoilt(table, row, column, value).expect(code, Error, row as u32, column);
    }
    let told =
        World::new().set("teachers", 2, "title", "　Ｓenior ").set("teachers", 2, "class_teacher", "ＹＥＳ").told();
    assert!(told.findings.is_empty(), "{:?}", told.codes());
}

/// The county under a policy whose ladder states who granted each level.
fn graded() -> World {
    World { policy: policies::load("national", None).expect("the packaged policy is sound"), ..World::new() }
}

#[test]
fn a_backbone_level_is_read_by_who_granted_it() {
    for (value, level) in [
        ("校级骨干", 0),
        ("county backbone teacher", 1),
        ("喀什地区骨干", 2),
        ("广东省学科带头人", 3),
        ("教学能手（国家级）", 4),
    ] {
        let told = graded().set("teachers", 6, "backbone", value).told();
        assert!(told.findings.is_empty(), "{value}: {:?}", told.codes());
        assert_eq!(teacher(&told, "T5").backbone, Some(level), "{value}");
    }
    // Of several that leave it open one is told.
    let mut world = graded();
    world.set("teachers", 6, "backbone", "骨干教师").set("teachers", 3, "backbone", "教学能手");
    let told = world.told();
    told.expect("backbone-without-grade", Warning, 3, "backbone");
    assert_eq!(told.codes().len(), 1, "{:?}", told.codes());
    assert_eq!((teacher(&told, "T5").backbone, teacher(&told, "T2").backbone), (Some(1), Some(1)));
}

#[test]
fn a_subject_taught_besides_is_taught() {
    for value in ["语文（兼音乐、美术）", "chinese (also music; art)", "语文【兼教音乐，美术】"] {
        let told = spoilt("teachers", 6, "subjects", value);
        told.expect("subject-besides", Warning, 6, "subjects");
        assert_eq!(teacher(&told, "T5").subjects.len(), 3, "{value}");
    }
    spoilt("teachers", 6, "subjects", "语文（兼会计）").expect("unknown-subject", Error, 6, "subjects");
}

#[test]
fn a_policys_word_in_brackets_is_its_own() {
    let mut world = World::new();
    let mut bilingual = world.policy.subjects[0].clone();
    "cbi".clone_into(&mut bilingual.id);
    bilingual.name.zh = "语文（双语）".to_owned();
    bilingual.name.en = "bilingual".to_owned();
    bilingual.aliases.clear();
    for first in [true, false] {
        let mut world = world.clone();
        let at = if first { 0 } else { world.policy.subjects.len() };
        world.policy.subjects.insert(at, bilingual.clone());
        world.set("teachers", 2, "subjects", "语文").set("teachers", 6, "subjects", "语文(双语)");
        let told = world.told();
        let id = |who: &str| world.policy.subject_id(teacher(&told, who).subjects[0]).to_owned();
        assert_eq!((id("T1").as_str(), id("T5").as_str()), ("chinese", "cbi"));
        world.set("teachers", 6, "subjects", "语文（双语）");
        let told = world.told();
        assert_eq!(world.policy.subject_id(teacher(&told, "T5").subjects[0]), "cbi");
    }
    world.set("teachers", 6, "subjects", "语文（双语）").told().expect("unknown-subject", Error, 6, "subjects");
}

#[test]
fn two_words_of_a_policy_that_are_one_key_are_told() {
    let folder = tempfile::tempdir().expect("a folder");
    let own = |name: &str| {
        let file = folder.path().join("own.toml");
        let text = format!(
            "extends = \"national\"\nid = \"own\"\nname = {{ zh = \"本县\", en = \"own\" }}\n[[subjects]]\nid = \"cbi\"\nname = {{ zh = \"{name}\", en = \"cbi\" }}\nweekly = {{ value = [1, 1, 1, 1, 1, 1, 1, 1, 1], source = \"县\", grade = \"practice\" }}\n[[subjects]]\nid = \"cbj\"\nname = {{ zh = \"语文（双语）\", en = \"cbj\" }}\nweekly = {{ value = [1, 1, 1, 1, 1, 1, 1, 1, 1], source = \"县\", grade = \"practice\" }}\n"
        );
        std::fs::write(&file, text).expect("written");
        policies::load(&file.display().to_string(), None)
            .map(|_| ())
            .map_err(|f| f.counts().map(|(c, ..)| c).collect::<Vec<_>>())
    };
    assert_eq!(own("语文(双语)"), Err(vec!["policy-ambiguous-word"]));
    assert_eq!(own("语文（三语）"), Ok(()));
}

fn renamed(table: &str, from: &str, to: &str) -> Told {
    let mut world = World::new();
    let header = &mut world.tables.get_mut(table).expect("a table")[0];
    let at = header.iter().position(|h| h == from).expect("a column");
    to.clone_into(&mut header[at]);
    world.told()
}

#[test]
fn the_error_of_a_formula_is_no_empty_cell() {
    for error in ["#N/A", "#REF!", "#VALUE!", "#n/a"] {
        let mut world = World::new();
        let rows = world.tables.get_mut("teachers").expect("teachers");
        let at = rows[0].iter().position(|h| h == "status").expect("a column");
        error.clone_into(&mut rows[1][at]);
        world.told().expect("error-cell", Error, 2, "status");
    }
}

#[test]
fn two_columns_of_one_header_that_are_not_read_are_no_question() {
    let doubled = |header: &str| {
        let mut world = World::new();
        let headers = &mut world.tables.get_mut("schools").expect("schools")[0];
        headers.extend([header.to_owned(), header.to_owned()]);
        world.told()
    };
    assert_eq!(doubled("备注").codes(), ["unknown-column"]);
    assert!(doubled("学校简称甲").county.is_some());
    doubled("pupils").find("doubled-column");
}

#[test]
fn a_remark_that_makes_another_known_header_of_it_is_read_so() {
    for (table, from, to) in [
        ("schools", "establishment", "编制数（核定）"),
        ("schools", "establishment", "编制（教职工）"),
        ("schools", "beds_male", "床位（男）"),
        ("schools", "posts_senior", "岗位数（高级）"),
        ("teachers", "sex", "性别（男/女）"),
        ("teachers", "status", "在岗状态（在岗、借调、请假）"),
        ("teachers", "class_teacher", "班主任（有/无）"),
        ("teachers", "birth_date", "出生日期（如1980-01-01）"),
        ("schools", "area", "城乡类型（城区/镇区/乡村）"),
        ("schools", "alliance", "教育联盟（没有填无）"),
    ] {
        let told = renamed(table, from, to);
        assert!(told.findings.is_empty(), "{to}: {:?}", told.codes());
    }
    let boarders = renamed("schools", "boarding", "学生数（寄宿）");
    assert!(boarders.findings.is_empty(), "{:?}", boarders.codes());
    for (table, from, to) in [("schools", "establishment", "编制数（实有）"), ("teachers", "sex", "性别（男/甲）")]
    {
        renamed(table, from, to).expect("header-remark", Warning, None, to);
    }
}

#[test]
fn a_header_is_not_read_as_another_for_its_remark() {
    for header in ["班级数（其中小班）", "班级数（2024年）", "classes (female)"] {
        let told = renamed("schools", "classes", header);
        told.expect("header-remark", Warning, None, header);
    }
    let told = renamed("teachers", "joined_school", "到校时间（曾任）");
    told.expect("header-remark", Error, None, "到校时间（曾任）");
    assert!(!told.codes().contains(&"missing-column"), "one cause is told once: {:?}", told.codes());
    for header in ["到校时间（必填）", "* 到校时间【文本格式】", "到校 时间(yyyy-mm)", "到校时间（格式：2020-09）"]
    {
        assert!(renamed("teachers", "joined_school", header).findings.is_empty(), "{header}");
    }
    let mut world = World::new();
    world.tables.get_mut("schools").expect("schools")[0].push("pupils (girls)".to_owned());
    let told = world.told();
    told.expect("header-remark", Warning, None, "pupils (girls)");
    let county = told.county.as_ref().expect("a county");
    assert_eq!(county.schools[0].pupils.primary, 240);
    let mut world = World::new();
    world.tables.get_mut("schools").expect("schools")[0].push("pupils（人）".to_owned());
    world.told().expect("two-headers-one-column", Error, None, "pupils（人）");
}

#[test]
fn a_table_is_named_with_its_remark() {
    let mut world = World::new();
    let wishes = world.tables.remove("wishes").expect("wishes");
    world.tables.insert("wishes (old)".to_owned(), wishes);
    world.told().expect("table-remark", Warning, None, "");
}

/// Schools of a foreign table through a mapping.
fn mapped(
    csv: &str,
    mapping: &str,
) -> (Option<Vec<lungang_domain::school::School>>, lungang_domain::finding::Findings) {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("list.csv"), csv).expect("written");
    let file = folder.path().join("mapping.toml");
    std::fs::write(&file, mapping).expect("written");
    let options = Options { mapping: Some(file), year: Some(2026), ..Options::default() };
    let (tables, mut findings) = read(folder.path(), &options);
    let (schools, more) = validate_schools(&tables, &World::new().policy);
    findings.extend(more);
    let sound = !findings.has_errors();
    (schools.filter(|_| sound), findings)
}

const LIST: &str =
    "id,n,classes,level,state\nA,100,5,1,Open\nB,90,4,-1,Open\nC,80,4,1,Open (closing in July)\nD,70,4,1,OPEN \n";

#[test]
fn a_mapping_matches_values_as_values() {
    let head = "[schools]\nfile = \"list.csv\"\n[schools.constants]\narea = \"rural\"\n[schools.columns]\nschool_id = \"id\"\npupils = \"n\"\n";
    let values = "stage = \"level\"\n[schools.values.stage]\n1 = \"primary\"\n";
    let (schools, findings) = mapped(LIST, &format!("{head}{values}"));
    assert!(schools.is_none() && findings.counts().any(|(code, ..)| code == "unknown-value"));
    let derive = "[schools.derive.stage]\ncolumn = \"level\"\ncases = { \"1\" = \"primary\" }\n";
    let (schools, findings) = mapped(LIST, &format!("{head}{derive}"));
    assert!(schools.is_none() && findings.counts().any(|(code, ..)| code == "unknown-value"));
    let filter = "[schools.filter]\nstate = [\"Open\"]\nlevel = [\"1\"]\n";
    let (schools, findings) = mapped(LIST, &format!("{head}{values}{filter}"));
    let ids: Vec<String> = schools.into_iter().flatten().map(|s| s.id).collect();
    assert_eq!(ids, ["A", "D"], "{:?}", findings.sorted());
}

#[test]
fn a_column_of_the_file_is_read_each_time_it_is_used() {
    let head = "[schools]\nfile = \"list.csv\"\n[schools.columns]\nschool_id = \"id\"\npupils = \"n\"\nclasses = \"c\"\nstage = \"kind\"\narea = \"kind\"\n";
    let values = "[schools.values.stage]\nA1 = \"primary\"\nB1 = \"junior\"\n[schools.values.area]\nA1 = \"urban\"\nB1 = \"rural\"\n";
    let derive = "[schools.derive.tier]\ncolumn = \"kind\"\ncases = { A1 = \"quality\", B1 = \"weak\" }\n";
    let (schools, findings) = mapped("id,n,c,kind\nx,100,5,A1\ny,90,4,B1\n", &format!("{head}{values}{derive}"));
    let schools = schools.unwrap_or_else(|| panic!("{:?}", findings.sorted()));
    let said: Vec<_> = schools.iter().map(|s| format!("{} {:?} {:?} {:?}", s.id, s.stage, s.area, s.tier)).collect();
    assert_eq!(said, ["x Primary Urban Quality", "y Junior Rural Weak"]);
}

#[test]
fn a_mapping_names_headers_that_are_there() {
    let mapping = "[schools]\nfile = \"list.csv\"\n[schools.columns]\nschool_id = \"id\"\npupils = \"Students\"\n[schools.constants]\nstage = \"primary\"\narea = \"rural\"\n";
    for csv in [
        "id,Students (Female),Students (Total),classes\n1,55,115,5\n",
        "id,Students *,Students (人),classes\n1,55,115,5\n",
    ] {
        let (schools, findings) = mapped(csv, mapping);
        assert!(schools.is_none() && findings.counts().any(|(code, ..)| code == "mapping-unknown-header"), "{csv}");
    }
    let (schools, _) = mapped("id,STUDENTS (人),classes\n1,115,5\n", mapping);
    assert_eq!(schools.expect("schools")[0].pupils.primary, 115);
}

#[test]
fn names_in_any_width_are_one() {
    let mut world = World::new();
    world.set("schools", 2, "name", "第一小学（东校区）　Ａ").set("teachers", 2, "school_id", "第一小学(东校区) A");
    world.set("schools", 2, "alliance", "东片（一）").set("schools", 3, "alliance", "东片(一)");
    let told = world.told();
    let county = told.county.as_ref().unwrap_or_else(|| panic!("{:?}", told.findings.sorted()));
    assert_eq!(county.school(teacher(&told, "T1").school).id, "S1");
    assert!(told.findings.is_empty(), "two of one alliance: {:?}", told.codes());
}

#[test]
fn people_and_schools_are_named_everywhere() {
    let mut world = World::new();
    world.toml = world.toml.replace("Test", "甲县");
    world.set("schools", 2, "name", "甲县第一小学").set("schools", 5, "name", "东乡中心小学");
    world.set("wishes", 2, "teacher_id", "Ann").set("wishes", 2, "school_id", "东乡中心小学");
    world.set("pins", 2, "teacher_id", "ann").set("postings", 2, "teacher_id", "Ann");
    world.set("projections", 7, "teacher_id", "Dil").set("travel", 3, "from", "Ann");
    world.set("teachers", 2, "spouse_id", "Ben");
    let told = world.told();
    assert!(told.findings.is_empty(), "{:?}", told.findings.sorted());
    assert_eq!(told.county.as_ref().map(|c| c.pins.len()), Some(3));

    world.set("teachers", 2, "school_id", "一小").told().expect("short-name", Warning, 2, "school_id");
    world.set("teachers", 2, "school_id", "三小").told().expect("unknown-school", Error, 2, "school_id");
    world.set("teachers", 2, "school_id", "S1").set("schools", 4, "name", "西乡第一小学");
    let told = world.set("postings", 2, "from_school", "一小").told();
    let found = told.expect("several-schools", Error, 2, "from_school").cause(Default::default());
    assert!(found.contains("S1 甲县第一小学") && found.contains("S3 西乡第一小学"), "{found}");

    let told = World::new().set("teachers", 3, "name", "Ann").set("pins", 2, "teacher_id", "Ann").told();
    let found = told.expect("several-teachers", Error, 2, "teacher_id").cause(Default::default());
    assert!(found.contains("T1") && found.contains("T2"), "{found}");
}

#[test]
fn an_id_goes_before_a_name() {
    let mut world = World::new();
    world.set("schools", 3, "name", "S1").set("teachers", 3, "name", "T1");
    let told = world.told();
    assert!(told.findings.is_empty(), "{:?}", told.findings.sorted());
    assert_eq!(told.county.as_ref().expect("a county").postings_of(lungang_domain::id::TeacherIx::new(0)).len(), 2);
}

#[test]
fn a_name_beside_an_id_is_compared() {
    for (table, column, value, severity) in [
        ("wishes", "teacher_name", "Ben", Error),
        ("wishes", "school_name", "Two", Warning),
        ("pins", "姓名", "Ben", Error),
        ("pins", "学校名称", "Two", Warning),
        ("postings", "name", "Ben", Error),
        ("postings", "派出学校名称", "Two", Warning),
        ("postings", "接收学校名称", "Two", Warning),
        ("published", "姓名", "Ben", Error),
    ] {
        let mut world = World::new();
        world.put("published", "teacher_id,school_id,subject\nT1,S4,chinese");
        let rows = world.tables.get_mut(table).expect("a table");
        rows[0].push(column.to_owned());
        world.set(table, 2, column, value);
        let told = world.told();
        let found = told.expect("name-beside-differs", severity, 2, column).cause(Default::default());
        assert!(found.contains(value), "both are said: {found}");
    }
    let mut world = World::new();
    for column in ["姓名", "school_name"] {
        world.tables.get_mut("wishes").expect("wishes")[0].push(column.to_owned());
    }
    world.set("wishes", 2, "姓名", "Ａ ＮＮ").set("wishes", 3, "姓名", "A*").set("wishes", 4, "姓名", "ben");
    world.set("wishes", 2, "school_name", "four").set("wishes", 4, "school_name", "Three");
    assert!(world.told().findings.is_empty(), "{:?}", world.told().codes());
}

#[test]
fn ids_that_a_spreadsheet_spoilt_are_told() {
    let ids = |ids: [&str; 7]| {
        let mut world = World::new();
        for (row, id) in ids.iter().enumerate() {
            world.set("teachers", row + 2, "teacher_id", id).set("teachers", row + 2, "spouse_id", "");
            world.set("teachers", row + 2, "together", "");
        }
        for table in ["wishes", "applications", "pins", "relatives", "travel", "postings", "projections"] {
            world.tables.remove(table);
        }
        world.told()
    };
    let rounded = ["1234567890123450", "1234567890123460", "1", "2", "3", "4", "5"];
    ids(rounded).expect("rounded-id", Warning, 2, "teacher_id");
    ids(["12345678901234500", "a", "1", "2", "3", "4", "5"]).expect("rounded-id", Warning, 2, "teacher_id");
    ids(["1234567890123450", "a", "1", "2", "3", "4", "5"]).expect("rounded-id", Warning, 2, "teacher_id");
    assert!(ids(["1234567890123450", "1234567890123461", "1", "2", "3", "4", "5"]).findings.is_empty());
    ids(["3.1E17", "a", "1", "2", "3", "4", "5"]).expect("rounded-id", Error, 2, "teacher_id");
    ids(["1", "2", "3", "4", "5", "6", "7"]).expect("ids-number-rows", Warning, None, "teacher_id");
    ids(["001", "002", "003", "004", "005", "006", "007"]).expect("ids-number-rows", Warning, None, "teacher_id");
    for fine in [["1", "2", "3", "4", "5", "6", "8"], ["2", "1", "3", "4", "5", "6", "7"]] {
        assert!(ids(fine).findings.is_empty(), "{fine:?}");
    }
    let told = ids(["=\"T001\"", "'T002", "T003", "T004", "T005", "T006", "T007"]);
    assert!(teacher(&told, "T001").id == "T001" && teacher(&told, "T002").id == "T002");
}

#[test]
fn an_identity_number_is_no_id_and_stands_nowhere() {
    let numbers =
        ["11010519491231002X", "653022198802290012", "T110105194912310021", "１１０１０５１９４９１２３１００２１"];
    for number in numbers {
        let mut world = World::new();
        world.set("teachers", 2, "teacher_id", number).set("postings", 2, "teacher_id", number);
        let told = world.told();
        let found = told.expect("identity-number", Error, 2, "teacher_id");
        assert!(found.cause(Default::default()).contains('1'), "the count is said");
        hidden(&told, number);
    }
    for (table, column) in
        [("teachers", "name"), ("teachers", "status"), ("pins", "reason"), ("schools", "name"), ("schools", "pupils")]
    {
        let told = spoilt(table, 2, column, numbers[0]);
        hidden(&told, numbers[0]);
        let kept = told.county.as_ref().map(|c| format!("{:?}", c.to_parts())).unwrap_or_default();
        assert!(!kept.contains("19491231"), "{column}");
    }
    let header = format!("备注{}", numbers[1]);
    hidden(&renamed("teachers", "backbone", &header), numbers[1]);

    // Old numbers of 15 digits, where all of a column of people are.
    let mut world = World::new();
    world.set("teachers", 4, "teacher_id", "110105491231002");
    for table in ["wishes", "pins", "relatives", "travel", "postings", "projections"] {
        world.tables.remove(table);
    }
    let told = world.told();
    told.expect("identity-number", Error, 4, "teacher_id");
    hidden(&told, "110105491231002");
    assert!(world.set("teachers", 4, "teacher_id", "110105490031002").told().findings.is_empty());
}

/// No finding has the number, nor its date of birth.
fn hidden(told: &Told, number: &str) {
    for lang in lungang_domain::words::Lang::COMPLETE {
        for f in told.findings.sorted() {
            let said = format!("{} {} {} {:?}", f.cause(lang), f.remedy(lang), f.place.say(lang), f.args);
            assert!(
                !said.contains(number)
                    && !said.contains("1949")
                    && !said.contains("19880229")
                    && !said.contains("１９４９"),
                "{said}"
            );
        }
    }
}

#[test]
fn a_rounded_identity_number_is_not_shown_either() {
    let folder = tempfile::tempdir().expect("a folder");
    let world = World::new();
    world.write(folder.path());
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    for (column, header) in ["teacher_id", "name", "school_id", "subjects", "joined_school"].iter().enumerate() {
        sheet.write(0, column as u16, *header).expect("a header");
        sheet.write(1, column as u16, ["T1", "", "S1", "chinese", "2019-09-01"][column]).expect("a cell");
    }
    sheet.write(1, 1, 110_105_194_912_310_021.0).expect("a number");
    std::fs::remove_file(folder.path().join("teachers.csv")).expect("removed");
    book.save(folder.path().join("teachers.xlsx")).expect("saved");
    let (tables, _) = read(folder.path(), &Options::default());
    let (_, findings) = validate(&tables, &world.policy);
    assert!(!format!("{tables:?}{findings:?}").contains("1949123"), "neither kept nor told");
    let _ = told(folder.path(), &Options::default(), &world.policy);
}
