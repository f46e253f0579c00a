//! `import` of the sheets of the yearly statistics alone: a county without a roster, with its posts, what is short, and the tide of
//! pupils, each figure by hand.

use crate::import::{open, table, text};
use crate::support::Place;
use crate::xls::{Sheet, Value, book};
use serde_json::{Value as Json, json};

/// A sheet typed a line a row, its cells parted by `|`.
fn sheet<'a>(name: &'a str, rows: &'a str) -> Sheet<'a> {
    let cell = |text: &'a str| match (text.trim(), text.trim().parse::<f64>()) {
        ("", _) => Value::Nothing,
        // Codes are texts.
        (text, Ok(number)) if text.len() < 4 => Value::Number(number),
        (text, _) => Value::Text(text),
    };
    let rows = rows.trim_matches('\n').lines().map(|row| row.split('|').map(cell).collect()).collect();
    Sheet { name, rows, ..Sheet::default() }
}

const FIRST: &str = "
 | | | | | | | | | | | 表号：教基3112
小学学生数
学校（机构）名称：云山县第一小学 | | | | 学校（机构）标识码：3001 | | | | | | | 2026学年初
 | 编号 | 毕业生数 | 招生数 | 在校生数 | | | | | | | 预计毕业生数
 | | | | 合计 | 一年级 | 二年级 | 三年级 | 四年级 | 五年级 | 六年级 |
甲 | 乙 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10
总计 | 01 | 60 | 64 | 380 | 64 | 63 | 62 | 65 | 64 | 62 | 62
#女 | 02 | 30 | 30 | 190 | 32 | 31 | 31 | 33 | 32 | 31 | 31
";

const CENTRAL: &str = "
小学学生数
教基3112
学校名称：东山乡中心小学 | | | | 学校标识码：3002 | | | | 2026学年初
 | 编号 | 招生数 | 在校生数 | | | | | |
 | | | 合计 | 一年级 | 二年级 | 三年级 | 四年级 | 五年级 | 六年级
总计 | 01 | 32 | 190 | 32 | 31 | 32 | 31 | 32 | 32
#寄宿生 | 02 | 0 | 8 | 0 | 0 | 0 | 0 | 4 | 4
";

const JUNIOR: &str = "
教基3115 | | | | | 2026学年初
初中学生数
学校名称： | 东山乡初级中学 | | 学校代码： | 3003
指标名称 | 编号 | 招生数 | 在校生数 | | |
 | | | 合计 | 一年级 | 二年级 | 三年级
总计 | 1 | 45 | 135 | 45 | 45 | 45
";

const CLASSES: &str = "
教基2105 小学班数（分学校）
序号 | 学校名称 | 学校标识码 | 合计 | 一年级 | 二年级 | 三年级 | 四年级 | 五年级 | 六年级
1 | 云山县第一小学 | 3001 | 12 | 2 | 2 | 2 | 2 | 2 | 2
2 | 东山乡中心小学 | 3002 | 6 | 1 | 1 | 1 | 1 | 1 | 1
合计 | | | 18 | 3 | 3 | 3 | 3 | 3 | 3
";

const JUNIOR_CLASSES: &str = "
教基2107 初中班数（分学校）
序号 | 学校名称 | 学校标识码 | 合计 | 七年级 | 八年级 | 九年级
1 | 东山乡初级中学 | 3003 | 3 | 1 | 1 | 1
";

const STAFF: &str = "
教基4149 教职工数（分学校）
序号 | 学校名称 | 学校标识码 | 教职工数 | | | | |
 | | | 合计 | 专任教师 | 行政人员 | 教辅人员 | 工勤人员
1 | 云山县第一小学 | 3001 | 24 | 22 | 1 | 1 | 0
2 | 东山乡中心小学 | 3002 | 9 | 8 | 1 | 0 | 0
3 | 东山乡初级中学 | 3003 | 12 | 11 | 1 | 0 | 0
";

/// A workbook a school for pupils, one of all schools for classes and one for staff.
fn statistics() -> Place {
    let place = Place::empty();
    place.write("files/云山县第一小学.xls", book(&[sheet("3112", FIRST)]));
    place.write("files/东山乡中心小学.xls", book(&[sheet("3112", CENTRAL)]));
    place.write("files/东山乡初级中学.xls", book(&[sheet("3115", JUNIOR)]));
    place.write("files/班数.xls", book(&[sheet("2105", CLASSES), sheet("2107", JUNIOR_CLASSES)]));
    place.write("files/教职工.xls", book(&[sheet("4149", STAFF)]));
    place
}

const ANSWERS: &str = "format = 1\n\
    [[question]]\nid = \"policy\"\nanswer = \"national\"\n\
    [[question]]\nid = \"school-year.2026\"\nanswer = \"2026-2027\"\n\
    [[question]]\nid = \"schools.area\"\nanswer = \"yes\"\n\
    [[question]]\nid = \"tide.first-grade\"\nanswer = \"same\"\n";

/// Imports with the answers and more of them; gives how it ended and what it said.
fn imported(place: &Place, more: &str) -> (i32, Json) {
    place.write("answers.toml", format!("{ANSWERS}{more}"));
    place.json("import", &["import", "files", "-o", "county", "--answers", "answers.toml"])
}

fn codes(document: &Json) -> Vec<&str> {
    document["causes"].as_array().expect("causes").iter().map(|c| c["code"].as_str().expect("a code")).collect()
}

#[test]
fn statistics_alone_make_a_county_without_a_roster() {
    let place = statistics();
    let (code, document) = place.json("import", &["import", "files", "-o", "county"]);
    assert_eq!(code, 1);
    assert_eq!(open(&document), ["policy", "schools.area", "school-year.2026", "tide.first-grade"], "{document:#}");
    assert!(document["sheets"].as_array().expect("sheets").iter().all(|s| s["kind"] == "statistics"));
    let (code, document) = imported(&place, "");
    assert_eq!((code, open(&document), codes(&document)), (0, vec![], vec!["no-roster"]), "{document:#}");
    assert_eq!(document["county"], "云山县");
    let schools = table(&place, "county/schools.csv", "zh");
    let columns = ["school_id", "stage", "area", "pupils", "pupils_g6", "classes", "classes_g7", "boarding", "staff"];
    let made: Vec<[&str; 9]> = schools.iter().map(|r| columns.map(|c| text(r, c))).collect();
    let expected = [
        ["3002", "小学", "乡村", "190", "32", "6", "", "8", "8"],
        ["3003", "初中", "乡村", "135", "", "3", "1", "", "11"],
        ["3001", "小学", "城区", "380", "62", "12", "", "", "22"],
    ];
    assert_eq!(made, expected);
    assert!(!place.path("county/teachers.csv").exists());

    let (code, check) = place.json("check", &["check", "county"]);
    assert_eq!((code, codes(&check)), (0, vec!["no-roster"]), "{check:#}");
    for lang in ["zh", "en"] {
        let run = place.run(&["check", "county", "--lang", lang]);
        assert_eq!(run.code, 0, "{}", run.stdout);
        for word in ["可以编制方案", "a plan can be made", "missing-table"] {
            assert!(!run.stdout.contains(word) && !run.stderr.contains(word), "{word}: {}{}", run.stdout, run.stderr);
        }
    }
}

/// 19 pupils a post in primary schools, 13.5 in junior ones (national policy): 20 and 10 of 22 and 8 teachers, 10 of 11.
#[test]
fn posts_and_the_tide_of_pupils_are_right_by_hand() {
    let place = statistics();
    assert_eq!(imported(&place, "").0, 0);
    let (code, staffing) = place.json("staffing", &["staffing", "county"]);
    assert_eq!(code, 0);
    let figures = |stage: &Json| {
        ["pupils", "classes", "staff"]
            .map(|key| stage[key].as_u64().expect("a number"))
            .into_iter()
            .chain(["posts", "surplus", "shortage"].map(|key| stage["posts"][key].as_u64().expect("a number")))
    };
    let stages: Vec<Vec<u64>> =
        staffing["stages"].as_array().expect("stages").iter().map(|s| figures(s).collect()).collect();
    assert_eq!(stages, [[570, 18, 30, 30, 2, 2], [135, 3, 11, 10, 1, 0]]);
    // A year later 62 + 32 of the sixth grades are the seventh: with 45 and 45 they are 184 pupils in 3 + 1 + 1 classes (94 are three
    // of 45), a small school, of 3 posts a class. Two years later 96 + 94 + 45 = 235 and 18 posts by pupils.
    let later = staffing["later"].as_array().expect("later years");
    let of = |year: &str, stage: &str| {
        let found = later.iter().find(|l| l["school_year"] == year && l["stage"] == stage);
        let found = found.unwrap_or_else(|| panic!("{year} {stage}: {later:#?}"));
        json!([found["pupils"], found["classes"], found["posts"]["posts"], found["posts"]["shortage"]])
    };
    assert_eq!(of("2027-2028", "junior"), json!([62 + 32 + 45 + 45, 3 + 1 + 1, 15, 4]));
    assert_eq!(of("2028-2029", "junior"), json!([64 + 32 + 94 + 45, 3 + 3 + 1, 18, 7]));
    // 64 new, and 64 + 63 + 62 + 65 + 64 of today; 32, and 32 + 31 + 32 + 31 + 32: 382 and 190, 21 and 10 posts for 22 and 8.
    assert_eq!(of("2027-2028", "primary"), json!([382 + 190, 18, 31, 2]));
    assert_eq!(later.len(), 12, "six years of two stages");

    // What cannot be done without people says so in one sentence.
    for args in [
        &["eligible", "county"][..],
        &["plan", "county", "-o", "plan"],
        &["years", "county", "--years", "2", "-o", "years"],
        &["diagnose", "county"],
    ] {
        for (lang, sentence) in [("zh", "没有人可以判断、可以安排"), ("en", "there is nobody to judge or to place")]
        {
            let run = place.run(&[args, &["--lang", lang]].concat());
            assert_eq!((run.code, run.stderr.matches(sentence).count()), (2, 1), "{args:?}: {}", run.stderr);
            assert!(run.stdout.is_empty());
        }
    }
    assert!(!place.path("plan").exists());
}

/// Where the table of schools says something else, the office is asked, once, school by school.
#[test]
fn a_table_of_schools_and_the_statistics_are_never_mixed() {
    let place = statistics();
    place.write(
        "files/2026年学校情况.csv",
        "学校标识码,学校名称,学校类型,城乡类型,在校生数,教学班数,核定编制\n\
         3001,云山县第一小学,小学,城区,390,12,21\n3002,东山乡中心小学,小学,乡村,190,6,10\n\
         3003,东山乡初级中学,初级中学,乡村,135,3,10\n3004,云山县幼儿园,幼儿园,城区,90,3,8\n",
    );
    let (code, document) = place.json("import", &["import", "files", "-o", "county"]);
    assert_eq!(
        (code, open(&document)[1..].to_vec()),
        (1, vec!["schools.figures.2026".to_owned(), "school-year.2026".to_owned(), "tide.first-grade".to_owned()])
    );
    let question = &document["questions"][1];
    assert_eq!(question["values"][0]["value"], "云山县第一小学");
    assert_eq!(question["values"][0]["candidates"], json!(["学生数 390 / 380"]));
    assert_eq!(question["values"].as_array().map(Vec::len), Some(1));
    for (answer, pupils, first) in [("list", "390", ""), ("statistics", "380", "64")] {
        let more = format!("[[question]]\nid = \"schools.figures.2026\"\nanswer = \"{answer}\"\n");
        let (_, document) = imported(&place, &more);
        assert_eq!(open(&document), Vec::<String>::new());
        let schools = table(&place, "county/schools.csv", "zh");
        let row = schools.iter().find(|r| text(r, "school_id") == "3001").expect("the school");
        assert_eq!(["pupils", "pupils_g1", "classes_g1"].map(|c| text(row, c)), [pupils, first, "2"], "{answer}");
        assert_eq!((text(row, "establishment"), text(row, "staff")), ("21", "22"));
        // Without the grades of one school nobody knows the years to come.
        assert_eq!(codes(&document).contains(&"import-tide-incomplete"), answer == "list");
        std::fs::remove_dir_all(place.path("county")).expect("removed");
    }
}

#[test]
fn a_table_of_posts_adds_to_the_statistics() {
    let place = statistics();
    place.write("files/编制.csv", "序号,学校,核定编制\n1,县一小,21\n2,东山乡中心小学,10\n3,东山乡初级中学,12\n");
    let (code, document) = imported(&place, "");
    assert_eq!((code, open(&document)), (0, vec![]), "{document:#}");
    let schools = table(&place, "county/schools.csv", "zh");
    let posts: Vec<[&str; 2]> = schools.iter().map(|r| ["school_id", "establishment"].map(|c| text(r, c))).collect();
    assert_eq!(posts, [["3002", "10"], ["3003", "12"], ["3001", "21"]]);
    let (_, staffing) = place.json("staffing", &["staffing", "county"]);
    let first = &staffing["establishments"].as_array().expect("schools")[0];
    assert_eq!((&first["approved"], &first["staff"], &first["over"]), (&json!(21), &json!(22), &json!(1)), "{first:#}");
}

/// Three sheets of one school of which the second differs: the figure is an error with its place, and no total is made without it.
#[test]
fn sheets_that_disagree_are_told_whatever_comes_third() {
    let place = statistics();
    let other = FIRST.replace("| 63 |", "| 73 |").replace("| 380 |", "| 390 |");
    place.write("files/云山县第一小学（更正）.xls", book(&[sheet("3112", &other)]));
    place.write("files/云山县第一小学（再报）.xls", book(&[sheet("3112", FIRST)]));
    let (code, document) = imported(&place, "");
    assert_eq!(code, 1);
    let twice: Vec<&Json> = document["causes"]
        .as_array()
        .expect("causes")
        .iter()
        .filter(|c| c["code"] == "import-statistics-twice")
        .collect();
    assert_eq!(twice.len(), 1, "{document:#}");
    let told = format!("{} {}", twice[0]["place"], twice[0]["message"]);
    assert!(["63", "73", "云山县第一小学"].iter().all(|word| told.contains(word)), "{told}");
    let schools = table(&place, "county/schools.csv", "zh");
    let row = schools.iter().find(|r| text(r, "school_id") == "3001").expect("the school");
    assert_eq!(["pupils", "pupils_g1", "pupils_g2"].map(|c| text(row, c)), ["", "64", ""]);
}

/// Beside a roster the staff of the statistics is compared with it, all schools in one finding, and the roster counts.
#[test]
fn a_roster_and_the_statistics_are_compared() {
    let place = statistics();
    let people = |school: &str, from: usize, count: usize| {
        let digit = |n: usize| "甲乙丙丁戊己庚辛壬癸".chars().nth(n % 10).expect("ten");
        let row = |n: usize| {
            let name = format!("王{}{}", digit(n), digit(n / 10));
            format!("T{n},{name},女,1985-03-01,一级教师,语文,2012-09,在岗,{school}\n")
        };
        (from..from + count).map(row).collect::<String>()
    };
    let roster = ["云山县第一小学", "东山乡中心小学", "东山乡初级中学"];
    let rows = roster.iter().zip([(100, 24), (200, 8), (300, 13)]).map(|(school, (from, n))| people(school, from, n));
    let head = "教职工号,姓名,性别,出生日期,职称,任教学科,到校时间,在岗状态,单位\n";
    place.write("files/花名册.csv", format!("{head}{}", rows.collect::<String>()));
    let (_, document) = imported(&place, "");
    assert_eq!(open(&document), Vec::<String>::new(), "{document:#}");
    let causes = document["causes"].as_array().expect("causes");
    let differs: Vec<&Json> = causes.iter().filter(|c| c["code"] == "import-staff-differs").collect();
    assert_eq!(differs.len(), 1, "{document:#}");
    let message = differs[0]["message"].as_str().expect("a message");
    assert!(message.contains("东山乡中心小学 8/9、东山乡初级中学 13/12"), "{message}");
    assert!(
        !message.contains("云山县第一小学") && differs[0]["place"].as_str().expect("a place").contains("教职工.xls")
    );
    let schools = table(&place, "county/schools.csv", "zh");
    assert!(schools.iter().all(|r| !r.contains_key("staff")), "the roster says it better");
    assert!(place.path("county/projections.csv").exists() && place.path("county/teachers.csv").exists());
    assert!(!place.read("county/county.toml").contains("roster"));
}
