//! `import` of what systems export: the sheets of the national system with their codes, and the district's workbook, whose exchanges
//! stand beside the people. All people are made up.

use crate::import::{open, table, text};
use crate::support::Place;
use crate::xls::{Sheet, Value, book};
use serde_json::{Value as Json, json};

/// A number that nobody has, with its check character: a region that does not exist.
fn number(first: &str) -> String {
    const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let sum: u32 = first.bytes().zip(WEIGHTS).map(|(b, w)| u32::from(b - b'0') * w).sum();
    format!("{first}{}", b"10X98765432"[(sum % 11) as usize] as char)
}

fn sheet<'a>(name: &'a str, rows: &'a [String]) -> Sheet<'a> {
    let cell = |text: &'a str| if text.trim().is_empty() { Value::Nothing } else { Value::Text(text.trim()) };
    Sheet { name, rows: rows.iter().map(|row| row.split('|').map(cell).collect()).collect(), ..Sheet::default() }
}

fn numbers() -> [String; 5] {
    ["62992119800301100", "62992119850712101", "62992119800520102", "62992119790911103", "62992119950915105"]
        .map(number)
}

const ANSWERS: &str = "format = 1\n\
    [[question]]\nid = \"policy\"\nanswer = \"national\"\n\
    [[question]]\nid = \"county-name\"\nanswer = \"云山县\"\n\
    [[question]]\nid = \"school-year.2026\"\nanswer = \"2026-2027\"\n";

const SCHOOLS: &str = "学校标识码,学校名称,学校办学类型,学校所在地城乡类型,在校生数,教学班数\n\
    3001,云山县第一小学,小学,111-主城区,240,6\n3002,东山乡中心小学,小学,210-乡中心区,120,6\n\
    3003,东山乡初级中学,初级中学,121-镇中心区,90,3\n";

/// The five sheets of the system in one workbook; the last person is at school without being on its establishment.
fn system(reversed: bool) -> Vec<u8> {
    let ids = numbers();
    let first = ["许安|N001", "何平|N002", "郑晴|N003", "王朗|N004", "冯远|N005"];
    let who = |n: usize| format!("{}|{}", first[n], ids[n]);
    let basics = [
        "姓名|教职工号|身份证件号|性别|单位名称|国籍/地区|民族|政治面貌|参加工作年月|进本校年月|教职工来源|教职工类别|是否在编|用人形式|签订合同情况|现任岗位类别|现任岗位等级|现任专业技术职务|是否县级及以上骨干教师|是否特级教师|人员状态".to_owned(),
        who(0) + "|2-女|云山县第一小学|156-中国|01-汉族|13-群众|2003-08|2005-09|11|10-专任教师|1-是|1|1|2-专业技术岗位|07-专业技术七级|高级教师|0-否|0-否|100-在本单位任职",
        who(1) + "|1-男|云山县第一小学|156-中国|01-汉族|13-群众|2008-08|2012-09|11|10-专任教师|1-是|1|1|2-专业技术岗位|09-专业技术九级|一级教师|1-是|0-否|205交流轮岗",
        who(2) + "|2-女|东山乡中心小学|156-中国|01-汉族|13-群众|2003-08|2012-09|11|10-专任教师|1-是|1|1|2-专业技术岗位|12-专业技术十二级|二级教师|0-否|0-否|203-长病假",
        who(3) + "|1-男|东山乡初级中学|156-中国|01-汉族|13-群众|2003-08|2003-09|11|10-专任教师|1-是|1|1|2-专业技术岗位|07-专业技术七级|高级教师|0-否|0-否|201",
        who(4) + "|1-男|东山乡中心小学|156-中国|01-汉族|13-群众|2018-08|2018-09|11|10-专任教师|0-否|4|1||||0-否|0-否|100",
    ];
    let teaching = [
        "姓名|教职工号|任教学段|任课状况|任教课程|平均每周课堂教学课时数|平均每周其他工作折合教学课时数|兼任工作"
            .to_owned(),
        format!("{}|2-小学|1-任课|语文|12|2|", first[0]),
        format!("{}|2-小学|1-任课|13-数学|12|2|", first[1]),
        format!("{}|2-小学|1-任课|英语|12|2|", first[2]),
        format!("{}|3-初中|1-任课|物理|12|2|", first[3]),
        format!("{}|2-小学|1-任课|体育|12|2|", first[4]),
    ];
    // The certificates name other subjects than those that are taught; the first person has three.
    let certificates = [
        "姓名|教职工号|身份证件号|教师资格证种类|任教学科|证书颁发日期".to_owned(),
        who(0) + "|2-小学|数学|2003-06",
        who(0) + "|3-初级中学|历史|2009-06",
        who(0) + "|4-高级中学|地理|2012-06",
        who(1) + "|2-小学|美术|2007-06",
        who(3) + "|3-初级中学|化学|2001-06",
        "外人|N999||2-小学|音乐|2001-06".to_owned(),
    ];
    // By identity number alone.
    let posts = [
        "姓名|身份证件号|岗位类别|岗位等级|聘任开始年月|校级职务".to_owned(),
        format!("许安|{}|2-专业技术岗位|07-专业技术七级|2019-01|校长", ids[0]),
        format!("王朗|{}|2-专业技术岗位|07-专业技术七级|2019-01|", ids[3]),
    ];
    let exchange = [
        "姓名|教职工号|交流轮岗类型|是否调动人事关系|开始年月|结束年月|原单位名称|交流轮岗单位名称".to_owned(),
        format!("{}|205交流轮岗|0-否|2025-09|2026-07|云山县第一小学|东山乡中心小学", first[1]),
        format!("{}|跟岗学习|0-否|2023-09|2024-07|云山县第一小学|东山乡初级中学", first[0]),
    ];
    let mut sheets = vec![
        sheet("基本信息", &basics),
        sheet("教育教学", &teaching),
        sheet("教师资格", &certificates),
        sheet("岗位聘任", &posts),
        sheet("交流轮岗", &exchange),
    ];
    if reversed {
        sheets.reverse();
    }
    book(&sheets)
}

fn codes(document: &Json) -> Vec<&str> {
    document["causes"].as_array().expect("causes").iter().map(|c| c["code"].as_str().expect("a code")).collect()
}

#[test]
fn the_sheets_of_the_national_system_are_one_roster() {
    for reversed in [false, true] {
        let place = Place::empty();
        place.write("files/教师信息.xls", system(reversed));
        place.write("files/2026学校.csv", SCHOOLS);
        let (_, document) = place.json("import", &["import", "files", "-o", "county"]);
        let mut asked = open(&document);
        asked.sort();
        let expected = [
            "county-name",
            "people.established",
            "policy",
            "school-year.2026",
            "values.postings.kind.counts-as-exchange",
            "values.teachers.backbone.who-granted",
        ];
        assert_eq!(asked, expected, "{document:#}");
        let more = "[[question]]\nid = \"people.established\"\nanswer = \"leave-out\"\n\
            [[question]]\nid = \"values.postings.kind.counts-as-exchange\"\nanswer = \"no\"\n\
            [[question]]\nid = \"values.teachers.backbone.who-granted\"\nanswer = \"yes\"\n";
        place.write("answers.toml", format!("{ANSWERS}{more}"));
        let args = ["import", "files", "-o", "county", "--answers", "answers.toml"];
        let (code, document) = place.json("import", &args);
        assert_eq!((code, open(&document), codes(&document)), (0, vec![], vec!["import-part-unknown"]), "{document:#}");
        let columns = [
            "teacher_id",
            "school_id",
            "sex",
            "birth_date",
            "stage",
            "subjects",
            "title",
            "status",
            "role",
            "backbone",
        ];
        let people = table(&place, "county/teachers.csv", "zh");
        let made: Vec<[&str; 10]> = people.iter().map(|r| columns.map(|c| text(r, c))).collect();
        let expected = [
            ["N001", "3001", "女", "1980-03-01", "小学", "语文", "高级", "在岗", "校长", ""],
            ["N002", "3001", "男", "1985-07-12", "小学", "数学", "中级", "在岗", "", "县级骨干教师"],
            ["N003", "3002", "女", "1980-05-20", "小学", "英语", "初级", "请假", "", ""],
            ["N004", "3003", "男", "1979-09-11", "初中", "物理", "高级", "借调", "", ""],
        ];
        assert_eq!(made, expected, "reversed: {reversed}");
        let postings = table(&place, "county/postings.csv", "zh");
        let made: Vec<[&str; 5]> = postings
            .iter()
            .map(|r| ["teacher_id", "from_school", "to_school", "start", "end"].map(|c| text(r, c)))
            .collect();
        assert_eq!(made, [["N002", "3001", "3002", "2025-09-01", "2026-07-31"]]);
        let areas: Vec<String> =
            table(&place, "county/schools.csv", "zh").iter().map(|r| text(r, "area").to_owned()).collect();
        assert_eq!(areas, ["城区", "乡村", "镇区"]);
        let left: Vec<&Json> = document["sheets"].as_array().expect("sheets").iter().map(|s| &s["left_out"]).collect();
        assert!(left.contains(&&json!({ "not-established": [6] })) && left.contains(&&json!({ "not-exchange": [3] })));
        // Nothing of an identity number is in the county or what was said of it.
        let mut all = document.to_string();
        for name in ["teachers.csv", "postings.csv", "memory.toml", "sources.json"] {
            all += &place.read(&format!("county/{name}"));
        }
        assert!(numbers().iter().all(|number| !all.contains(&number[..12]) && !all.contains(&number[6..])));
    }
}

/// The district's workbook: exchanges and supporting teaching beside the person, without staff number or birthday.
#[test]
fn exchanges_in_a_roster_s_columns_become_postings() {
    let ids = numbers();
    let head = "姓名|身份证号码（文本格式）|进入现单位任教时间|主教学科（只能选一门）|现聘专业技术职称|2025年9月在岗状态|支教单位全称（只填最近一次）|支教地域|支教开始时间|支教结束时间|交流单位全称（包括城乡交流，不包括跟岗和集中办公）|交流开始时间|交流结束时间|籍贯".to_owned();
    let rows = [
        "云山县第一小学教师信息采集表".to_owned(),
        head.clone(),
        format!("许安|{}|2005.09|语文|高级教师|在岗|东山乡中心小学|乡村|2019.09|2020.07||||某省", ids[0]),
        format!("何平|{}|2012.09|数学|一级教师|在岗|||||东山乡中心小学|2022.09|2023.07|某省", ids[1]),
        format!("郑晴|{}|2012.09|英语|二级教师|在岗|||||东山乡初级中学|2025.09||某省", ids[2]),
        format!("王朗|{}|2003.09|体育|高级教师|在岗|邻县第二小学|外县|2018.09|2019.07|无|||某省", ids[3]),
    ];
    let place = Place::empty();
    place.write("files/云山县第一小学.xls", book(&[sheet("采集表", &rows)]));
    place.write("files/2026学校.csv", SCHOOLS);
    // A list that has one of them too, with another end.
    place.write(
        "files/台账.csv",
        "姓名,原单位,交流单位,开始时间,结束时间\n何平,云山县第一小学,东山乡中心小学,2022.9,2024.7\n",
    );
    let (_, document) = place.json("import", &["import", "files", "-o", "county"]);
    let mut asked = open(&document);
    asked.sort();
    let expected =
        ["policy", "postings.running.2026", "school-year.2026", "schools", "values.postings.kind.counts-as-exchange"];
    assert_eq!(asked, expected, "{document:#}");
    for (answer, supports) in [("yes", true), ("no", false)] {
        let more = format!(
            "[[question]]\nid = \"values.postings.kind.counts-as-exchange\"\nanswer = \"{answer}\"\n\
             [[question]]\nid = \"postings.running.2026\"\n[question.values]\n\"郑晴（东山乡初级中学）\" = \"2028.7\"\n\
             [[question]]\nid = \"schools\"\n[question.values]\n\"邻县第二小学\" = \"-\"\n"
        );
        place.write("answers.toml", format!("{ANSWERS}{more}"));
        let args = ["import", "files", "-o", "county", "--force", "--answers", "answers.toml"];
        let (code, document) = place.json("import", &args);
        assert_eq!((code, open(&document)), (0, vec![]), "{document:#}");
        let mut found = codes(&document);
        // Nobody is listed at the two other schools.
        found.retain(|code| *code != "pupils-without-staff");
        found.sort_unstable();
        assert_eq!(found, ["import-contradiction", "import-row-elsewhere"], "{document:#}");
        let names: Vec<(String, String)> = table(&place, "county/teachers.csv", "zh")
            .iter()
            .map(|r| (text(r, "teacher_id").to_owned(), text(r, "name").to_owned()))
            .collect();
        let name = |id: &str| names.iter().find(|(own, _)| own == id).map(|(_, name)| name.clone()).expect("somebody");
        let mut made: Vec<[String; 5]> = table(&place, "county/postings.csv", "zh")
            .iter()
            .map(|r| {
                let of = |column: &str| text(r, column).to_owned();
                [name(text(r, "teacher_id")), of("from_school"), of("to_school"), of("start"), of("end")]
            })
            .collect();
        made.sort();
        let row = |cells: [&str; 5]| cells.map(str::to_owned);
        let mut expected = vec![
            // The list and the roster say one stay; the list stands first, and the other end is told.
            row(["何平", "3001", "3002", "2022-09-01", "2024-07-31"]),
            row(["郑晴", "3001", "3003", "2025-09-01", "2028-07-31"]),
        ];
        if supports {
            expected.push(row(["许安", "3001", "3002", "2019-09-01", "2020-07-31"]));
        }
        expected.sort();
        assert_eq!(made, expected, "{answer}");
    }
}

/// The answers of a county that has nothing else open.
fn answered(place: &Place, more: &str) -> (i32, Json) {
    place.write("answers.toml", format!("{ANSWERS}{more}"));
    place.json("import", &["import", "files", "-o", "county", "--force", "--answers", "answers.toml"])
}

fn column(place: &Place, name: &str) -> Vec<String> {
    table(place, "county/teachers.csv", "zh").iter().map(|r| text(r, name).to_owned()).collect()
}

/// A roster of three with a sheet that says more of them.
fn with_posts(posts: &[String]) -> Place {
    let people = [
        "姓名|教职工号|单位名称|性别|任教课程|进本校年月|人员状态".to_owned(),
        "许安|N001|云山县第一小学|女|语文|2005-09|在岗".to_owned(),
        "何平|N002|东山乡中心小学|男|数学|2012-09|在岗".to_owned(),
        "王朗|N004|东山乡初级中学|男|英语|2003-09|在岗".to_owned(),
    ];
    let place = Place::empty();
    place.write("files/教师信息.xls", book(&[sheet("基本信息", &people), sheet("岗位聘任", posts)]));
    place.write("files/2026学校.csv", SCHOOLS);
    place
}

#[test]
fn of_several_rows_about_one_person_the_newest_stands() {
    let place = with_posts(&[
        "姓名|教职工号|现任专业技术职务|校级职务|聘任开始年月".to_owned(),
        "许安|N001|二级教师|副校长|2006-09".to_owned(),
        "许安|N001|高级教师||2019-09".to_owned(),
        "许安|N001|一级教师||2011-09".to_owned(),
        "何平|N002|一级教师||2020-09".to_owned(),
        "王朗|N004|高级教师|校长|2018-09".to_owned(),
    ]);
    let (code, document) = answered(&place, "");
    assert_eq!((code, open(&document), codes(&document)), (0, vec![], Vec::<&str>::new()), "{document:#}");
    assert_eq!(column(&place, "title"), ["高级", "中级", "高级"]);
    assert_eq!(column(&place, "role"), ["", "", "校长"], "an office that was given up is none");
    let left: Vec<&Json> = document["sheets"].as_array().expect("sheets").iter().map(|s| &s["left_out"]).collect();
    assert!(left.contains(&&json!({ "older-row": [2, 4] })), "{left:?}");
}

#[test]
fn where_nothing_tells_which_row_is_newer_it_is_asked() {
    let place = with_posts(&[
        "姓名|教职工号|现任专业技术职务|兼教学科".to_owned(),
        "许安|N001|二级教师|美术".to_owned(),
        "许安|N001|高级教师|音乐".to_owned(),
        "何平|N002|一级教师|".to_owned(),
        "王朗|N004|高级教师|".to_owned(),
        "王朗|N004|一级教师|".to_owned(),
    ]);
    let (_, document) = answered(&place, "");
    let asked = open(&document);
    let of = |column: &str| {
        let id = asked.iter().find(|id| id.starts_with(&format!("rows.teachers.{column}.")));
        id.unwrap_or_else(|| panic!("{column}: {asked:?}")).clone()
    };
    let (title, second) = (of("title"), of("second_subjects"));
    assert_eq!(asked.len(), 2, "{asked:?}");
    let first = document["questions"].as_array().expect("questions").iter().find(|q| q["id"] == *title).expect("it");
    assert_eq!(first["count"], 2, "{first:#}");
    assert!(first["options"].to_string().contains("highest = 最高的职称"), "{first:#}");
    for (answer, expected) in [
        ("first", ["初级", "中级", "高级"]),
        ("last", ["高级", "中级", "中级"]),
        ("最高的职称", ["高级", "中级", "高级"]),
    ] {
        let more = format!(
            "[[question]]\nid = \"{title}\"\nanswer = \"{answer}\"\n[[question]]\nid = \"{second}\"\nanswer = \"all\"\n"
        );
        let (code, document) = answered(&place, &more);
        assert_eq!((code, open(&document)), (0, vec![]), "{document:#}");
        assert_eq!(column(&place, "title"), expected, "{answer}");
        assert_eq!(column(&place, "subjects")[0], "语文;美术;音乐");
        assert!(document["causes"].to_string().contains("采用：高级") || answer != "last", "{document:#}");
    }
}

#[test]
fn of_two_sheets_that_differ_an_answer_says_which_is_right() {
    let place = with_posts(&[
        "姓名|教职工号|人员状态|现任专业技术职务|岗位等级|校级职务".to_owned(),
        "许安|N001|在岗|高级教师|七级|".to_owned(),
        "何平|N002|病休|一级教师|九级|".to_owned(),
        "王朗|N004|借调|高级教师|七级|校长".to_owned(),
    ]);
    let (_, document) = answered(&place, "");
    let asked = open(&document);
    assert_eq!(asked.len(), 1, "{asked:?}");
    assert!(asked[0].starts_with("sheets.teachers.status."), "{asked:?}");
    assert_eq!(document["questions"][0]["count"], 2, "{document:#}");
    for (answer, expected) in [("1", ["在岗", "在岗", "在岗"]), ("2", ["在岗", "请假", "借调"])] {
        let more = format!("[[question]]\nid = \"{}\"\nanswer = \"{answer}\"\n", asked[0]);
        let (code, document) = answered(&place, &more);
        assert_eq!((code, open(&document), codes(&document)), (0, vec![], vec!["import-contradiction"; 2]));
        assert_eq!(column(&place, "status"), expected, "{answer}");
    }
}

/// What was held before beside what is held now: titles by the day on which they were granted.
#[test]
fn a_history_of_titles_is_no_second_roster() {
    let people = [
        "姓名|教职工号|单位名称|性别|任教课程|进本校年月|人员状态|专业技术职务".to_owned(),
        "许安|N001|云山县第一小学|女|语文|2005-09|在岗|高级教师".to_owned(),
        "何平|N002|东山乡中心小学|男|数学|2012-09|在岗|一级教师".to_owned(),
    ];
    let titles = [
        "姓名|教职工号|职称|取得时间|聘任单位".to_owned(),
        "许安|N001|二级教师|2006-08|云山县第一小学".to_owned(),
        "许安|N001|高级教师|2020-08|云山县第一小学".to_owned(),
        "许安|N001|一级教师|2012-08|云山县第一小学".to_owned(),
        "何平|N002|二级教师|2013-08|东山乡中心小学".to_owned(),
    ];
    let place = Place::empty();
    place.write("files/教师信息.xls", book(&[sheet("基本信息", &people), sheet("职称评聘", &titles)]));
    place.write("files/2026学校.csv", SCHOOLS);
    let (_, document) = answered(&place, "");
    let asked = open(&document);
    assert_eq!((asked.len(), document["people"]["count"].as_u64()), (1, Some(2)), "{document:#}");
    assert!(asked[0].starts_with("sheets.teachers.title."), "only of the second person two titles differ: {asked:?}");
    let more = format!("[[question]]\nid = \"{}\"\nanswer = \"1\"\n", asked[0]);
    let (code, document) = answered(&place, &more);
    assert_eq!((code, open(&document)), (0, vec![]), "{document:#}");
    assert_eq!(column(&place, "title"), ["高级", "中级"]);
    assert_eq!(column(&place, "joined_school"), ["2005-09-01", "2012-09-01"]);
}
