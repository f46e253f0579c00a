//! `import`: an office's files become the county that they mean, in two rounds at most; what they cannot say is asked once a cause,
//! remembered, and nobody's identity number is left anywhere.

use crate::support::{Ended, Place, root};
use lungang::tables::raw::{Cell, Grid, ReadOptions, read_grids};
use rust_xlsxwriter::Workbook;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// The case, or a line that it is not there.
fn qingyuan() -> Option<PathBuf> {
    let case = root().join("../shared/cases/qingyuan");
    if !case.join("truth.json").is_file() {
        eprintln!("skipped: {} is not there", case.display());
        return None;
    }
    Some(case.canonicalize().expect("a folder"))
}

/// What the office answers; nothing of it is in the files.
const ANSWERS: &str = "format = 1\n\
    [[question]]\nid = \"policy\"\nanswer = \"national\"\n\
    [[question]]\nid = \"school-year.2026\"\nanswer = \"2026-2027\"\n\
    [[question]]\nid = \"beds-a-flat\"\nanswer = \"-\"\n\
    [[question]]\nid = \"people.postings\"\nanswer = \"yes\"\n\
    [[question]]\nid = \"people.no-subject\"\nanswer = \"yes\"\n\
    [[question]]\nid = \"people.stage\"\n[question.values]\n\
    \"江琳晶（白水镇九年一贯制学校）\" = \"primary\"\n\"周  丽（青山乡九年一贯制学校）\" = \"primary\"\n\
    \"沈颖莉（青山乡九年一贯制学校）\" = \"primary\"\n\"萧婷海（青山乡九年一贯制学校）\" = \"junior\"\n";

/// A table as rows of its English headers.
pub fn table(place: &Place, name: &str, lang: &str) -> Vec<BTreeMap<String, String>> {
    let text = place.read(name);
    let mut lines = text.trim_start_matches('\u{feff}').lines();
    let spec = lungang::tables::schema::table(Path::new(name).file_stem().and_then(|s| s.to_str()).expect("a name"));
    let spec = spec.expect("a table");
    let headers: Vec<String> = lines.next().expect("a header").split(',').map(str::to_owned).collect();
    let names: Vec<String> = headers
        .iter()
        .map(|h| {
            spec.columns
                .iter()
                .find(|c| c.zh == h || c.name == h)
                .unwrap_or_else(|| panic!("{lang}: {h}"))
                .name
                .to_owned()
        })
        .collect();
    lines.map(|line| names.iter().cloned().zip(line.split(',').map(str::to_owned)).collect()).collect()
}

pub fn text<'a>(row: &'a BTreeMap<String, String>, column: &str) -> &'a str {
    row.get(column).map_or("", String::as_str)
}

pub fn open(document: &Value) -> Vec<String> {
    let questions = document["questions"].as_array().expect("questions");
    questions.iter().map(|q| q["id"].as_str().expect("an id").to_owned()).collect()
}

/// Imports the case: the first round asks, the second has the answers.
fn imported(case: &Path, lang: &str) -> Place {
    let place = Place::empty();
    let files = case.display().to_string();
    let (code, document) =
        place.json("import", &["import", &files, "-o", "county", "--questions", "questions.toml", "--lang", lang]);
    assert_eq!(code, 1, "{document:#}");
    assert!(!place.path("county").exists() && !place.path("county.key").exists());
    let asked = open(&document);
    assert!(asked.len() <= 25, "{asked:?}");
    let file: toml::Table = place.read("questions.toml").parse().expect("TOML");
    assert_eq!(file["question"].as_array().map(Vec::len), Some(asked.len()));
    place.write("answers.toml", ANSWERS);
    let args = ["import", &files, "-o", "county", "--answers", "answers.toml", "--author", "周敏", "--lang", lang];
    let (code, document) = place.json("import", &args);
    assert_eq!((code, open(&document)), (0, vec![]), "{document:#}");
    place
}

#[test]
fn an_office_s_files_mean_what_their_truth_says() {
    let Some(case) = qingyuan() else { return };
    let truth: Value =
        serde_json::from_str(&std::fs::read_to_string(case.join("truth.json")).expect("truth")).expect("JSON");
    for lang in ["zh", "en"] {
        let place = imported(&case, lang);
        let word = |zh: &'static str, en: &'static str| if lang == "zh" { zh } else { en };
        schools_agree(&place, &truth, word, lang);
        let people = people_agree(&place, &truth, word, lang);
        postings_agree(&place, &truth, &people, lang);
        wishes_agree(&place, &truth, &people, &case, lang);
        let check = place.run(&["check", "county", "--lang", lang]);
        assert_eq!(check.code, 0, "{}", check.stdout);
    }
}

fn schools_agree(place: &Place, truth: &Value, word: impl Fn(&'static str, &'static str) -> &'static str, lang: &str) {
    let rows = table(place, "county/schools.csv", lang);
    let expected = truth["schools"].as_array().expect("schools");
    assert_eq!(rows.len(), expected.len());
    for school in expected {
        let of = |key: &str| school[key].as_str().unwrap_or_default();
        let row = rows.iter().find(|r| text(r, "school_id") == of("school_id")).expect("the school");
        let stage = match of("kind") {
            "小学" | "完全小学" => word("小学", "primary"),
            "初中" => word("初中", "junior"),
            "教学点" => word("教学点", "teaching_point"),
            _ => word("九年一贯制", "nine_year"),
        };
        let area = match of("area") {
            "城区" => word("城区", "urban"),
            "镇区" => word("镇区", "town"),
            _ => word("乡村", "rural"),
        };
        let tier = match of("tier") {
            "优质" => word("优质", "quality"),
            "普通" => word("普通", "ordinary"),
            _ => word("薄弱", "weak"),
        };
        let ownership = if of("ownership") == "民办" { word("民办", "private") } else { word("公办", "public") };
        for (column, value) in [
            ("name", of("name")),
            ("stage", stage),
            ("area", area),
            ("tier", tier),
            ("ownership", ownership),
            ("township", of("township")),
        ] {
            assert_eq!(text(row, column), value, "{} {column}", of("name"));
        }
        let number = |column: &str| text(row, column).parse::<u64>().unwrap_or(0);
        for key in ["classes", "pupils"] {
            let all: Vec<u64> =
                school[key].as_array().expect("grades").iter().map(|n| n.as_u64().expect("a number")).collect();
            let first = if of("kind") == "初中" { 7 } else { 1 };
            assert_eq!(number(key), all.iter().sum::<u64>(), "{} {key}", of("name"));
            for grade in 1..=9_u64 {
                let index = grade.checked_sub(first).and_then(|at| usize::try_from(at).ok());
                let expected = index.and_then(|at| all.get(at)).copied().unwrap_or(0);
                assert_eq!(number(&format!("{key}_g{grade}")), expected, "{} {key} {grade}", of("name"));
            }
        }
        assert_eq!(number("boarding"), school["boarding"].as_u64().unwrap_or(0), "{}", of("name"));
        assert_eq!(text(row, "establishment").parse().ok(), school["establishment"].as_u64(), "{}", of("name"));
        assert_eq!(text(row, "beds"), "", "nobody has said how many beds a flat has");
    }
}

/// By number in the truth, the person's id.
fn people_agree(
    place: &Place,
    truth: &Value,
    word: impl Fn(&'static str, &'static str) -> &'static str,
    lang: &str,
) -> BTreeMap<u64, String> {
    let rows = table(place, "county/teachers.csv", lang);
    let expected = truth["people"].as_array().expect("people");
    assert_eq!(rows.len(), expected.len());
    let mut ids = BTreeMap::new();
    for (row, person) in rows.iter().zip(expected) {
        let of = |key: &str| person[key].as_str().unwrap_or_default();
        let who = format!("{} {}", person["number"], of("name"));
        ids.insert(person["number"].as_u64().expect("a number"), text(row, "teacher_id").to_owned());
        assert_eq!(text(row, "name").replace([' ', '\u{3000}'], ""), of("name"));
        assert_eq!(text(row, "school_id"), of("school_id"), "{who}");
        assert_eq!(
            text(row, "sex"),
            if of("sex") == "男" { word("男", "male") } else { word("女", "female") },
            "{who}"
        );
        assert_eq!(text(row, "birth_date"), of("birth"), "{who}");
        assert_eq!(&text(row, "joined_school")[..7], of("joined"), "{who}");
        let stage = text(row, "stage");
        let stated = if of("stage") == "小学" { word("小学", "primary") } else { word("初中", "junior") };
        assert!(stage.is_empty() || stage == stated, "{who}: {stage}");
        let main = text(row, "subjects").split(';').next().unwrap_or_default();
        let subject = match of("subject") {
            "政治" => "道德与法治",
            other => other,
        };
        let same = main == subject || subject == "信息技术" && main.contains("信息");
        assert!(same, "{who}: {main} is not {subject}");
        let title = match of("title") {
            "未定级" => word("未定级", "none"),
            "二级教师" => word("初级", "junior"),
            "一级教师" => word("中级", "intermediate"),
            _ => word("高级", "senior"),
        };
        assert_eq!(text(row, "title"), title, "{who}");
        let grade = of("backbone").chars().next();
        assert_eq!(text(row, "backbone").is_empty(), of("backbone").is_empty(), "{who}");
        let kept = text(row, "backbone").chars().next();
        assert!(of("backbone").is_empty() || of("backbone") == "特级教师" || kept == grade, "{who}");
        let status = match of("status") {
            "在编在岗" => word("在岗", "on_duty"),
            "产假" | "病假" | "长期病休" => word("请假", "leave"),
            "待岗" => word("不在岗", "absent"),
            _ => word("借调", "seconded"),
        };
        assert_eq!(text(row, "status"), status, "{who}");
        assert_eq!(status == word("在岗", "on_duty"), person["on_duty"].as_bool().expect("a flag"), "{who}");
        let role = match of("duty") {
            "校长" => word("校长", "principal"),
            "副校长" => word("副校长", "vice_principal"),
            "校医" | "后勤" | "会计" | "图书管理员" => word("工勤", "support"),
            "总务主任" if of("subject").is_empty() => word("行政", "administrator"),
            _ => word("教师", "teacher"),
        };
        let kept = text(row, "role");
        let beside = ["会计", "图书管理员"].contains(&of("duty")) && !of("subject").is_empty();
        assert!(kept == role || kept.is_empty() && of("duty").is_empty() || beside, "{who}: {kept} is not {role}");
    }
    for (row, person) in rows.iter().zip(expected) {
        let spouse = person["spouse"].as_u64().map(|n| ids[&n].as_str()).unwrap_or_default();
        assert_eq!(text(row, "spouse_id"), spouse, "{}", person["name"]);
    }
    assert_eq!(ids.values().collect::<BTreeSet<_>>().len(), ids.len(), "an id for each");
    ids
}

fn postings_agree(place: &Place, truth: &Value, people: &BTreeMap<u64, String>, lang: &str) {
    let rows = table(place, "county/postings.csv", lang);
    let day = |text: &str, last: bool| {
        // As the office wrote them: 2025.9, 2024年9月.
        let (year, month) = text.split_once(['.', '年']).expect("a month");
        let month = month.trim_end_matches('月');
        let first = jiff::civil::date(year.parse().expect("a year"), month.parse().expect("a month"), 1);
        if last { first.last_of_month().to_string() } else { first.to_string() }
    };
    let expected: BTreeSet<[String; 4]> = truth["postings"]
        .as_array()
        .expect("postings")
        .iter()
        .map(|p| {
            let of = |key: &str| p[key].as_str().expect("a text").to_owned();
            let id = people[&p["number"].as_u64().expect("a number")].clone();
            [id, of("to"), day(&of("start"), false), day(&of("end"), true)]
        })
        .collect();
    let made: BTreeSet<[String; 4]> = rows
        .iter()
        .map(|r| ["teacher_id", "to_school", "start", "end"].map(|column| text(r, column).to_owned()))
        .collect();
    assert_eq!((made, rows.len()), (expected.clone(), expected.len()));
}

/// The wishes as the sheet has them, by the truth's people and schools.
fn wishes_agree(place: &Place, truth: &Value, people: &BTreeMap<u64, String>, case: &Path, lang: &str) {
    let applied = table(place, "county/applications.csv", lang);
    let made: BTreeSet<&str> = applied.iter().map(|r| text(r, "teacher_id")).collect();
    let numbers = truth["applied"].as_array().expect("numbers");
    let expected: BTreeSet<&str> = numbers.iter().map(|n| people[&n.as_u64().expect("a number")].as_str()).collect();
    assert_eq!((made, applied.len()), (expected, numbers.len()));

    let schools: BTreeMap<&str, &str> = truth["schools"]
        .as_array()
        .expect("schools")
        .iter()
        .map(|s| (s["in_roster"].as_str().expect("a name"), s["school_id"].as_str().expect("a code")))
        .collect();
    let grid = &grids(&case.join("2026年交流志愿汇总表.xlsx"))[0];
    let mut expected = BTreeSet::new();
    let rows = grid.rows.iter().filter(|(_, cells)| cells.len() > 3 && matches!(cells[0].1, Cell::Int(_)));
    for ((_, cells), number) in rows.zip(numbers) {
        for (rank, column) in [(1, 4), (2, 5)] {
            if let Some((_, cell)) = cells.iter().find(|(at, _)| *at == column) {
                let id = &people[&number.as_u64().expect("a number")];
                expected.insert((id.clone(), rank.to_string(), schools[cell.show().as_str()].to_owned()));
            }
        }
    }
    let made: BTreeSet<(String, String, String)> = table(place, "county/wishes.csv", lang)
        .iter()
        .map(|r| (text(r, "teacher_id").to_owned(), text(r, "rank").to_owned(), text(r, "school_id").to_owned()))
        .collect();
    assert_eq!(made, expected);
}

fn grids(path: &Path) -> Vec<Grid> {
    let mut findings = lungang::Findings::default();
    let grids = read_grids(path, &ReadOptions::default(), &mut findings);
    assert!(!grids.is_empty(), "{findings:?}");
    grids
}

/// The identity numbers of the case's roster.
fn numbers(case: &Path) -> Vec<String> {
    let grid = &grids(&case.join("清源县在编教职工花名册（2026.5）.xlsx"))[0];
    let cells = grid.rows.iter().flat_map(|(_, cells)| cells).map(|(_, c)| c.show());
    let all: Vec<String> = cells.filter(|t| t.len() == 18 && t.bytes().take(17).all(|b| b.is_ascii_digit())).collect();
    assert_eq!(all.len(), 594);
    all
}

/// Every file below a folder.
fn files(folder: &Path, all: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("a folder").flatten() {
        if entry.path().is_dir() { files(&entry.path(), all) } else { all.push(entry.path()) }
    }
}

/// No eight digits of an identity number in a row stand in any text.
fn forgotten(numbers: &[String], texts: &[(String, String)]) {
    let parts: BTreeSet<&str> = numbers.iter().flat_map(|n| (0..=n.len() - 8).map(move |at| &n[at..at + 8])).collect();
    for (name, text) in texts {
        for run in text.split(|c: char| !c.is_ascii_digit() && c != 'X').filter(|run| run.len() >= 8) {
            let held = (0..=run.len() - 8).find(|at| parts.contains(&run[*at..at + 8]));
            assert!(held.is_none(), "{name} holds a part of an identity number");
        }
    }
}

#[test]
fn no_identity_number_is_left_anywhere() {
    let Some(case) = qingyuan() else { return };
    let numbers = numbers(&case);
    let place = imported(&case, "zh");
    let case_text = case.display().to_string();
    let mut texts = Vec::new();
    for args in [
        vec!["import", &case_text, "-o", "county", "-v"],
        vec!["import", &case_text, "-o", "county", "--format", "json"],
        vec!["import", &case_text, "--preview", "--trace", "trace.json"],
        vec!["check", "county", "-v"],
    ] {
        let Ended { stdout, stderr, .. } = place.run(&args);
        texts.extend([(args.join(" "), stdout), (args.join(" "), stderr)]);
    }
    let mut all = Vec::new();
    files(&place.path("."), &mut all);
    assert!(all.len() >= 8, "{all:?}");
    for file in all {
        texts.push((
            file.display().to_string(),
            String::from_utf8_lossy(&std::fs::read(&file).expect("a file")).into_owned(),
        ));
    }
    forgotten(&numbers, &texts);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = std::fs::metadata(place.path("county.key")).expect("the key").permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }
    let key = place.read("county.key");
    for (name, text) in texts.iter().filter(|(name, _)| !name.ends_with("county.key")) {
        assert!(!text.contains(key.trim()), "{name} holds the key");
    }
}

#[test]
fn what_was_answered_is_not_asked_again() {
    let Some(case) = qingyuan() else { return };
    let place = imported(&case, "zh");
    let files = case.display().to_string();
    let memory = place.read("county/memory.toml");
    let (code, document) = place.json("import", &["import", &files, "-o", "county"]);
    assert_eq!((code, open(&document)), (0, vec![]), "{document:#}");
    let answers = document["answers"].as_array().expect("answers");
    assert!(!answers.is_empty() && answers.iter().all(|a| a["from"] == "memory" && a["by"] == "周敏"), "{answers:#?}");
    assert_eq!(document["people"]["known"], 594);
    assert_eq!(place.read("county/memory.toml"), memory, "the same files leave the same memory");
    // Without the key nobody could be recognised: nothing is written.
    std::fs::rename(place.path("county.key"), place.path("elsewhere.key")).expect("the key");
    let (code, document) = place.json("import", &["import", &files, "-o", "county"]);
    assert_eq!((code, &document["written"]), (1, &Value::Null), "{document:#}");
    assert!(document["causes"].as_array().expect("causes").iter().any(|c| c["code"] == "import-key"));
    assert!(!place.path("county.key").exists());
    std::fs::rename(place.path("elsewhere.key"), place.path("county.key")).expect("the key");
    // A policy of one's own goes into the county.
    place.write("mine.toml", "extends = \"national\"\nid = \"mine\"\nname = { zh = \"本县\", en = \"mine\" }\n");
    assert_eq!(
        place.run(&["import", &files, "-o", "other", "--memory", "county/memory.toml", "--policy", "mine.toml"]).code,
        0
    );
    assert_eq!(place.run(&["check", "other"]).code, 0);
    assert_eq!(who(&place), who_in(&place, "other"), "the same key, the same ids");
    // A county that somebody has edited since is not replaced unasked.
    place.replace("county/county.toml", "清源县", "清源县 ");
    place.replace("county/schools.csv", "6299210001", "6299210091");
    let run = place.run(&["import", &files, "-o", "county"]);
    assert_eq!(run.code, 2, "{}", run.stderr);
    assert_eq!(place.run(&["import", &files, "-o", "county", "--force"]).code, 0);
}

/// Next year's roster: another order and other numbers of rows, twelve people gone, ten new ones.
#[test]
fn nobody_s_history_changes_hands() {
    let Some(case) = qingyuan() else { return };
    let place = imported(&case, "zh");
    let before: BTreeMap<String, String> = who(&place);
    std::fs::create_dir(place.path("next")).expect("a folder");
    for entry in std::fs::read_dir(&case).expect("the case").flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let kept =
            name.ends_with(".csv") || name.ends_with(".xlsx") && !name.contains("花名册") && !name.contains("志愿");
        if kept {
            std::fs::copy(entry.path(), place.path("next").join(name)).expect("a copy");
        }
    }
    let gone = next_roster(&case, &place.path("next/清源县在编教职工花名册（2027.5）.xlsx"));
    place.write("next.toml", "format = 1\n[[question]]\nid = \"school-year.2027\"\nanswer = \"2027-2028\"\n");
    let args = ["import", "next", "-o", "county", "--answers", "next.toml"];
    let (code, document) = place.json("import", &args);
    assert_eq!(open(&document), Vec::<String>::new(), "{document:#}");
    assert_eq!(
        [&document["people"]["known"], &document["people"]["gone"], &document["people"]["count"]],
        [582, 12, 592],
        "{code} {:#}",
        document["people"]
    );
    let after = who(&place);
    for (person, id) in &before {
        match after.get(person) {
            Some(now) => assert_eq!(now, id, "{person}"),
            None => assert!(gone.contains(person.split('|').next().expect("a name")), "{person}"),
        }
    }
    let old: BTreeSet<&String> = before.values().collect();
    let new = after.iter().filter(|(person, _)| !before.contains_key(*person));
    assert!(new.clone().all(|(_, id)| !old.contains(id)) && new.count() == 10);
}

/// The id of everybody, by name and birthday.
fn who(place: &Place) -> BTreeMap<String, String> {
    who_in(place, "county")
}

fn who_in(place: &Place, county: &str) -> BTreeMap<String, String> {
    let rows = table(place, &format!("{county}/teachers.csv"), "zh");
    let name = |row: &BTreeMap<String, String>| text(row, "name").replace([' ', '\u{3000}'], "");
    rows.iter().map(|r| (format!("{}|{}", name(r), text(r, "birth_date")), text(r, "teacher_id").to_owned())).collect()
}

/// Writes next year's roster; gives the names of those who are gone.
fn next_roster(case: &Path, path: &Path) -> BTreeSet<String> {
    let grid = &grids(&case.join("清源县在编教职工花名册（2026.5）.xlsx"))[0];
    let is_person = |cells: &&Vec<(usize, Cell)>| cells.len() > 8 && matches!(cells[0].1, Cell::Int(_));
    let mut people: Vec<Vec<(usize, Cell)>> =
        grid.rows.iter().map(|(_, cells)| cells).filter(is_person).cloned().collect();
    let name =
        |cells: &[(usize, Cell)]| cells.iter().find(|(at, _)| *at == 2).map(|(_, c)| c.show()).unwrap_or_default();
    // Nobody who has a posting, a spouse or a namesake goes.
    let plain = |cells: &Vec<(usize, Cell)>| cells.iter().all(|(at, _)| *at < 17);
    let counts = people.iter().fold(BTreeMap::new(), |mut all: BTreeMap<String, usize>, p| {
        *all.entry(name(p).replace([' ', '\u{3000}'], "")).or_default() += 1;
        all
    });
    let posted = String::from_utf8_lossy(&std::fs::read(case.join("历年交流教师台账.csv")).expect("the list")).len();
    assert!(posted > 0);
    let mut gone = BTreeSet::new();
    people.retain(|p| {
        let name = name(p).replace([' ', '\u{3000}'], "");
        let leaves = gone.len() < 12
            && plain(p)
            && counts[&name] == 1
            && p.iter().any(|(at, c)| *at == 1 && c.show() == "柳河中学");
        if leaves {
            gone.insert(name);
        }
        !leaves
    });
    people.reverse();
    for n in 0..10 {
        people.insert(n * 37, newcomer(n));
    }
    let mut book = Workbook::new();
    let page = book.add_worksheet();
    page.set_name("在编教职工").expect("a name");
    page.write_string(0, 0, "清源县义务教育学校在编教职工花名册").expect("a title");
    page.write_string(1, 0, "单位：清源县教育局人事科　　　　截止日期：2027年5月31日").expect("a title");
    let (_, header) = grid.rows.iter().find(|(_, cells)| cells.len() > 15).expect("the header");
    for (at, cell) in header {
        page.write_string(2, u16::try_from(*at).expect("few columns"), cell.show()).expect("a header");
    }
    for (n, person) in people.iter().enumerate() {
        let row = u32::try_from(n + 3).expect("few rows");
        page.write_number(row, 0, (n + 1) as f64).expect("a number");
        for (at, cell) in person.iter().filter(|(at, _)| *at > 0) {
            page.write_string(row, u16::try_from(*at).expect("few columns"), cell.show()).expect("a cell");
        }
    }
    book.save(path).expect("a workbook");
    gone
}

/// Somebody new, with an identity number whose check digit holds.
fn newcomer(n: usize) -> Vec<(usize, Cell)> {
    const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let body = format!("62992120010{}15{:03}", n % 9 + 1, 100 + 2 * n);
    let sum: u32 = body.bytes().zip(WEIGHTS).map(|(b, w)| u32::from(b - b'0') * w).sum();
    let check = b"10X98765432"[(sum % 11) as usize] as char;
    let cells = [
        (0, "1".to_owned()),
        (1, "县一小".to_owned()),
        (2, format!("新{}", "甲乙丙丁戊己庚辛壬癸".chars().nth(n).expect("ten"))),
        (3, "女".to_owned()),
        (4, format!("{body}{check}")),
        (7, "2026.09".to_owned()),
        (9, "未定级".to_owned()),
        (11, "小学语文".to_owned()),
        (12, "在编在岗".to_owned()),
    ];
    cells.into_iter().map(|(at, text)| (at, Cell::Text(text))).collect()
}

#[test]
fn check_speaks_of_the_office_s_own_files() {
    let Some(case) = qingyuan() else { return };
    let place = Place::empty();
    std::fs::create_dir(place.path("files")).expect("a folder");
    for entry in std::fs::read_dir(&case).expect("the case").flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        if name.ends_with(".xlsx") || name.ends_with(".csv") {
            std::fs::copy(entry.path(), place.path("files").join(name)).expect("a copy");
        }
    }
    place.write("answers.toml", ANSWERS);
    let run = place.run(&["import", "files", "-o", "county", "--answers", "answers.toml"]);
    assert_eq!(run.code, 0, "{}\n{}", run.stdout, run.stderr);
    // A second list of postings sends somebody to a school of which the first knows nothing: the day of its end is before its start.
    place.write("files/补充台账.csv", "姓名,原单位,交流单位,开始时间,结束时间\n杨梅,县二中,云台中学,2023.9,2022.7\n");
    let run = place.run(&["import", "files", "-o", "county"]);
    assert_eq!(run.code, 1, "{}\n{}", run.stdout, run.stderr);
    let (code, document) = place.json("check", &["check", "county"]);
    assert_eq!(code, 1);
    let causes = document["causes"].as_array().expect("causes");
    let error = causes.iter().find(|c| c["severity"] == "error").expect("an error");
    assert_eq!(error["file"], "files/补充台账.csv", "{error:#}");
    assert!(error["column"].as_str().is_some_and(|c| c.contains("时间")), "{error:#}");
}
