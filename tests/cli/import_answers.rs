//! Answers to what `import` asks: each is used, or it is said which is not and why; an option is known by its code and by its names.

use crate::import::{open, table, text};
use crate::support::Place;
use serde_json::Value;

const ROSTER: &str = "职工号,姓名,单位,任教学科,到校时间,人员状态\n\
    T1,王甲,甲学校,语文,2010-09,在岗\nT2,李乙,乙小学,数学,2015,在编（休长期病假）\nT3,张丙,乙小学,数学,2016,在岗（患癌症）\n";

fn office() -> Place {
    let place = Place::empty();
    place.write(
        "files/学校.csv",
        "学校代码,学校名称,办学类型,城乡类型,学生数,班级数\n1,甲学校,九年一贯制,城区,300,8\n2,乙小学,小学,乡村,100,6\n",
    );
    place.write("files/名册.csv", ROSTER);
    place
}

fn import(place: &Place, answers: &[(&str, &str)], more: &[&str]) -> (i32, Value) {
    let one = |(id, answer): &(&str, &str)| match answer.split_once('→') {
        None => format!("[[question]]\nid = \"{id}\"\nanswer = \"{answer}\"\n"),
        Some((value, answer)) => {
            format!("[[question]]\nid = \"{id}\"\n[question.values]\n\"{value}\" = \"{answer}\"\n")
        }
    };
    place.write("answers.toml", format!("format = 1\n{}", answers.iter().map(one).collect::<String>()));
    place.json("import", &[&["import", "files", "-o", "county", "--answers", "answers.toml"], more].concat())
}

/// The answers that every office gives.
const GIVEN: [(&str, &str); 3] = [("policy", "national"), ("county-name", "云山县"), ("school-year", "2026-2027")];

/// Code, place and message of everything that was found.
fn found(document: &Value) -> Vec<[&str; 3]> {
    let causes = document["causes"].as_array().expect("causes");
    causes.iter().map(|c| ["code", "place", "message"].map(|key| c[key].as_str().expect("a text"))).collect()
}

/// Whoever is on leave, or may be ill, is suggested as on duty to nobody, and a suggestion that is taken unasked never sends them.
#[test]
fn no_suggestion_puts_the_sick_on_duty() {
    let place = office();
    let (_, document) = import(&place, &GIVEN, &["--accept-suggestions"]);
    let question = |id: &str| {
        let all = document["questions"].as_array().expect("questions");
        all.iter().find(|q| q["id"] == id).cloned().unwrap_or_default()
    };
    let remark = question("values.teachers.status.remark");
    assert_eq!(remark["values"].as_array().map(Vec::len), Some(1), "{document:#}");
    assert_eq!(
        (&remark["values"][0]["value"], &remark["values"][0]["suggestion"]),
        (&"在岗（患癌症）".into(), &Value::Null)
    );
    let options: Vec<&str> = remark["options"].as_array().expect("options").iter().filter_map(Value::as_str).collect();
    assert!(
        !options.iter().any(|option| option.starts_with("- ")),
        "without a status they would be on duty: {options:?}"
    );
    let answers = document["answers"].as_array().expect("answers");
    let ill = answers.iter().find(|a| a["value"] == "在编（休长期病假）").expect("an answer");
    assert_eq!((&ill["answer"], &ill["from"]), (&"leave".into(), &"suggested".into()));
}

#[test]
fn an_option_is_known_by_its_code_and_its_names() {
    for (policy, year, stage, status) in [
        ("NATIONAL", "2026-2027", "primary", "absent"),
        ("全国通用", "2026—2027学年", "小学", "不在岗"),
        (" Ｎational ", "２０２６学年", "Primary", "ABSENT"),
    ] {
        let place = office();
        let name = policy_name(&place, policy);
        let (code, document) = import(
            &place,
            &[
                ("policy", &name),
                ("county-name", "云山县"),
                ("school-year", year),
                ("people.stage", stage),
                ("values.teachers.status.remark", status),
                ("values.teachers.joined_school.year-alone", "９月"),
            ],
            &[],
        );
        assert_eq!((code, open(&document)), (0, vec![]), "{document:#}");
        let people = table(&place, "county/teachers.csv", "zh");
        let made: Vec<[&str; 3]> =
            people.iter().map(|r| ["stage", "status", "joined_school"].map(|c| text(r, c))).collect();
        let expected = [["小学", "在岗", "2010-09-01"], ["", "不在岗", "2015-09-01"], ["", "不在岗", "2016-09-01"]];
        assert_eq!(made, expected);
    }
}

/// The name of a policy as the office is shown it, where it is asked for by name.
fn policy_name(place: &Place, asked: &str) -> String {
    if asked != "全国通用" {
        return asked.to_owned();
    }
    let (_, document) = place.json("import", &["import", "files", "-o", "county"]);
    let policy = document["questions"].as_array().expect("questions").iter().find(|q| q["id"] == "policy");
    let options = policy.expect("a question")["options"].as_array().expect("options");
    let national = options.iter().filter_map(Value::as_str).find_map(|o| o.strip_prefix("national = "));
    national.expect("a name").to_owned()
}

#[test]
fn a_day_and_a_year_have_to_be_one() {
    let place = office();
    let year = "2026年的事";
    let answers = [
        ("policy", "national"),
        ("county-name", "云山县"),
        ("school-year", year),
        ("people.stage", "也许"),
        ("values.teachers.status.remark", "leave"),
        ("values.teachers.joined_school.year-alone", "开学"),
    ];
    let (code, document) = import(&place, &answers, &[]);
    let mut said: Vec<(&str, bool)> =
        found(&document).iter().map(|[code, place, _]| (*code, place.contains("answers.toml"))).collect();
    said.sort_unstable();
    assert_eq!(code, 1);
    assert_eq!(
        said,
        [("import-answer", true), ("import-not-a-day", true), ("import-school-year", true)],
        "{document:#}"
    );
    let answers =
        [("policy", "national"), ("county-name", "云山县"), ("school-year", "2026"), ("people.stage", "也许")];
    let (_, document) = import(&place, &answers, &["--accept-suggestions"]);
    let wrong = found(&document).into_iter().find(|[code, ..]| *code == "import-answer").expect("a finding");
    assert!(wrong[1].contains("第 13 行") && wrong[2].contains("也许"), "{wrong:?}");
    let remedy = document["causes"].as_array().expect("causes").iter().find(|c| c["code"] == "import-answer");
    let remedy = remedy.expect("a cause")["remedy"].as_str().expect("a remedy");
    assert!(remedy.contains("primary = 小学"), "{remedy}");
}

/// Two answers to one question, a slip in a name, a value that is not asked about: each is said with its line.
#[test]
fn no_answer_is_passed_over_in_silence() {
    let place = office();
    let (code, document) = import(
        &place,
        &[
            ("policy", "national"),
            ("county-nam", "云山县"),
            ("school-year", "2026-2027"),
            ("values.teachers.status.remark", "在岗（患癌）→leave"),
            ("values.teachers.title", "senior"),
        ],
        &[],
    );
    assert_eq!(code, 1);
    let told = found(&document);
    for (code, line, words) in [
        ("import-answer-no-question", "第 7 行", "county-nam ≈ county-name"),
        ("import-answer-no-value", "第 14 行", "在岗（患癌） ≈ 在岗（患癌症）"),
        ("import-answer-no-question", "第 17 行", "values.teachers.title"),
    ] {
        let one = |[c, place, message]: &&[&str; 3]| *c == code && place.contains(line) && message.contains(words);
        assert!(told.iter().any(|f| one(&f)), "{code} {line} {words}: {told:#?}");
    }
    place.write(
        "answers.toml",
        "format = 1\n[[question]]\nid = \"policy\"\nanswer = \"national\"\n\n[[question]]\nid = \"policy\"\nanswer = \"kizilsu-2018\"\n",
    );
    let (code, document) = place.json("check", &["import", "files", "-o", "county", "--answers", "answers.toml"]);
    let twice = &document["causes"][0];
    assert_eq!(
        (code, &twice["code"], &twice["rows"][0]),
        (2, &"import-answer-twice".into(), &8.into()),
        "{document:#}"
    );
    assert!(twice["message"].as_str().is_some_and(|m| m.contains("第 4 行")), "{document:#}");
    assert!(!place.path("county").exists());
}
