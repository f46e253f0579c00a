//! What `import` remembers: the same files again, next year's beside this year's county, and a conversation that is broken off.

use crate::import::{open, table, text};
use crate::support::{Place, copy, root};
use serde_json::Value;
use std::process::Command;

const YEAR: &str = "[[question]]\nid = \"school-year.2026\"\nanswer = \"2026-2027\"\n";
const NEXT: &str = "[[question]]\nid = \"school-year.2027\"\nanswer = \"2027-2028\"\n";
const POLICY: &str = "[[question]]\nid = \"policy\"\nanswer = \"national\"\n";

/// An office whose people have neither numbers nor birthdays, with one status that has to be asked about.
fn office() -> Place {
    let place = Place::empty();
    write(&place, "files", "2026", "支教");
    place
}

fn write(place: &Place, folder: &str, year: &str, status: &str) {
    place.write(
        &format!("{folder}/学校.csv"),
        format!(
            "云山县{year}年学校情况,,,,,\n学校代码,学校名称,办学类型,城乡类型,在校生数,班级数\n\
            3001,云山县第一小学,小学,城区,240,6\n3002,东山乡中心小学,小学,乡村,120,6\n"
        ),
    );
    place.write(
        &format!("{folder}/花名册.csv"),
        format!(
            "单位,姓名,任教学科,到校时间,人员状态\n县一小,郑一,语文,2010.09,在岗\n县一小,王二,数学,2012.09,{status}\n\
            东山小学,冯三,数学,2012.09,在岗\n"
        ),
    );
}

fn import(place: &Place, args: &[&str], answers: &str) -> (i32, Value) {
    place.write("answers.toml", format!("format = 1\n{answers}"));
    place.json("import", &[&["import"], args, &["--answers", "answers.toml"]].concat())
}

fn remembered(document: &Value) -> Vec<String> {
    let answers = document["answers"].as_array().expect("answers").iter().filter(|a| a["from"] == "memory");
    answers.map(|a| a["question"].as_str().expect("a question").to_owned()).collect()
}

const SECONDED: &str = "[[question]]\nid = \"values.teachers.status.elsewhere\"\nanswer = \"借调\"\n";

#[test]
fn after_corrections_nothing_is_asked_again() {
    let place = office();
    let first = ["files", "-o", "county", "--author", "周敏"];
    let (code, document) = import(&place, &first, &[POLICY, YEAR, SECONDED].concat());
    assert_eq!((code, open(&document)), (0, vec![]), "{document:#}");
    let before = table(&place, "county/teachers.csv", "zh");
    let text_of = place.read("files/花名册.csv").replace("王二,数学,2012.09", "王二,科学,2013.09");
    place.write("files/花名册.csv", text_of);
    let (code, document) = import(&place, &["files", "-o", "county"], "");
    assert_eq!((code, open(&document)), (0, vec![]), "{document:#}");
    assert_eq!(remembered(&document), ["policy", "school-year.2026", "values.teachers.status.elsewhere"]);
    assert!(document["answers"].as_array().expect("answers").iter().all(|a| a["by"] == "周敏"), "{document:#}");
    let after = table(&place, "county/teachers.csv", "zh");
    let ids = |rows: &[std::collections::BTreeMap<String, String>]| -> Vec<String> {
        rows.iter().map(|r| text(r, "teacher_id").to_owned()).collect()
    };
    assert_eq!(ids(&before), ids(&after));
    assert_eq!((text(&after[1], "subjects"), text(&after[1], "status")), ("科学", "借调"));
    let run = place.run(&["import", "files", "-o", "county"]);
    assert!(run.stdout.contains("沿用以前的回答 3 个：policy = national"), "{}", run.stdout);
}

#[test]
fn next_year_s_county_lies_beside_this_year_s() {
    let place = office();
    assert_eq!(import(&place, &["files", "-o", "out/county-2026"], &[POLICY, YEAR, SECONDED].concat()).0, 0);
    write(&place, "next", "2027", "支教");
    let (_, document) = import(&place, &["next", "-o", "out/county-2027"], NEXT);
    assert_eq!(open(&document), ["people.same"], "names alone do not say who is who: {document:#}");
    assert_eq!(remembered(&document), ["policy", "values.teachers.status.elsewhere"]);
    let run = place.run(&["import", "next", "-o", "out/county-2027", "--answers", "answers.toml"]);
    assert!(run.stderr.contains("out/county-2026/memory.toml"), "{}", run.stderr);
    let same = [NEXT, "[[question]]\nid = \"people.same\"\nanswer = \"yes\"\n"].concat();
    assert_eq!(import(&place, &["next", "-o", "out/county-2027"], &same).0, 0);
    let ids = |county: &str| -> Vec<String> {
        table(&place, county, "zh").iter().map(|r| text(r, "teacher_id").to_owned()).collect()
    };
    assert_eq!(ids("out/county-2026/teachers.csv"), ids("out/county-2027/teachers.csv"));
    assert_eq!(place.read("out/county-2026.key"), place.read("out/county-2027.key"));
    // The last year's is the one that goes on.
    write(&place, "third", "2028", "在岗");
    let run = place.run(&["import", "third", "-o", "out/county-2028"]);
    assert!(run.stderr.contains("out/county-2027/memory.toml"), "{}", run.stderr);
    let (_, document) = import(&place, &["third", "-o", "out/county-2028", "--no-memory"], NEXT);
    assert_eq!((remembered(&document).len(), open(&document)[0].as_str()), (0, "policy"), "{document:#}");
}

/// Another office's memory is left alone, and of two that know people by other keys nobody takes one unasked.
#[test]
fn a_memory_is_that_of_the_office() {
    let place = office();
    assert_eq!(import(&place, &["files", "-o", "out/one"], &[POLICY, YEAR, SECONDED].concat()).0, 0);
    copy(&root().join("data/examples/office"), &place.path("other"));
    let (_, document) = import(&place, &["other", "-o", "out/other"], "");
    assert!(remembered(&document).is_empty() && open(&document).contains(&"policy".to_owned()), "{document:#}");
    assert_eq!(import(&place, &["files", "-o", "out/two", "--no-memory"], &[POLICY, YEAR, SECONDED].concat()).0, 0);
    let (code, document) = place.json("check", &["import", "files", "-o", "out/three"]);
    assert_eq!((code, document["causes"][0]["code"].as_str()), (2, Some("import-several-memories")), "{document:#}");
    assert!(!place.path("out/three").exists());
    let named = ["import", "files", "-o", "out/three", "--memory", "out/one/memory.toml"];
    assert_eq!(place.run(&named).code, 0);
}

/// At a terminal, with what is typed: `script` gives the program one, where it is there.
#[test]
fn a_conversation_that_is_broken_off_is_gone_on_with() {
    let place = office();
    let program = crate::support::program();
    let line = format!("'{}' import files -o county --lang zh", program.display());
    let typed = |text: &str| {
        place.write("typed", text);
        let ran = Command::new("script")
            .args(["-qefc", &line, "/dev/null"])
            .current_dir(place.path("."))
            .stdin(std::fs::File::open(place.path("typed")).expect("what is typed"))
            .output();
        ran.ok().map(|ran| (ran.status.code(), String::from_utf8_lossy(&ran.stdout).into_owned()))
    };
    // A wrong answer, a right one, and the end (Ctrl-D).
    let Some((code, said)) = typed("mine\nnational\n\u{4}") else {
        eprintln!("skipped: there is no `script`");
        return;
    };
    assert_eq!(code, Some(1), "{said}");
    assert!(said.contains("不在可选的回答之内：mine") && said.contains("--answers county.questions.toml"), "{said}");
    assert!(!place.path("county").exists());
    let kept = place.read("county.questions.toml");
    assert!(kept.contains("answer = \"national\""), "{kept}");
    let (_, document) =
        place.json("import", &["import", "files", "-o", "county", "--answers", "county.questions.toml"]);
    assert_eq!(open(&document), ["values.teachers.status.elsewhere", "school-year.2026"], "{document:#}");
    let (code, said) = typed("national\nseconded\n\n").expect("`script`");
    assert_eq!(code, Some(0), "{said}");
    assert_eq!(text(&table(&place, "county/teachers.csv", "zh")[1], "status"), "借调");
}
