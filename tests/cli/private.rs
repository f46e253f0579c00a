//! Private schools are in no post, shortage, goal, chart or warning; one line counts them.

use crate::support::Place;
use serde_json::{Value, json};

/// The example county, S02 private.
fn county() -> Place {
    let place = Place::new();
    let text = place.read("county/schools.csv");
    let lines = text.lines().enumerate().map(|(at, line)| {
        let owner = if at == 0 {
            "举办者"
        } else if line.starts_with("S02,") {
            "民办"
        } else {
            "公办"
        };
        format!("{line},{owner}\n")
    });
    place.write("county/schools.csv", lines.collect::<String>());
    // The example pins a teacher of that school.
    std::fs::remove_file(place.path("county/pins.csv")).expect("pins");
    place
}

#[test]
fn one_line_counts_them() {
    let place = county();
    let (code, document) = place.json("staffing", &["staffing", "county"]);
    assert_eq!(code, 0);
    let schools = document["schools"].as_array().expect("schools");
    assert!(schools.iter().all(|s| s["school_id"] != "S02"), "no posts");
    let table =
        |id: &str, header: &str| -> i64 { place.cell("county/schools.csv", id, header).parse().expect("a figure") };
    let whole = Place::new().json("staffing", &["staffing", "county"]).1;
    let of = |document: &Value, what: &str| document["stages"][0][what].as_i64().expect("a figure");
    let less = |what: &str| of(&whole, what) - of(&document, what);
    let (pupils, classes) = (table("S02", "学生数"), table("S02", "班级数"));
    assert_eq!((less("pupils"), less("classes"), whole.get("private")), (pupils, classes, None));
    assert!(less("staff") > 0);
    assert_eq!(
        document["private"],
        json!([{ "stage": "primary", "schools": 1, "pupils": pupils, "classes": classes, "staff": less("staff") }])
    );
    // The office's own figure stands beside the posts that are computed.
    let approved = table("S01", "编制数");
    assert!(schools.iter().any(|s| s["school_id"] == "S01" && s["establishment"] == approved), "{schools:?}");
    for (lang, line) in [("zh", "民办学校 1 所"), ("en", "private schools, in no post")] {
        let text = place.run(&["staffing", "county", "--lang", lang]).stdout;
        assert!(text.contains(line) && !text.contains("云岭县第二小学"), "{text}");
    }
}

#[test]
fn a_plan_leaves_them_out() {
    let place = county();
    let run = place.run(&["plan", "county", "-o", "plan", "--lang", "zh"]);
    assert_eq!(run.code, 0, "{run:?}");
    assert!(run.stdout.contains("民办学校 1 所"), "{}", run.stdout);
    let plan: Value = serde_json::from_str(&place.read("plan/plan.json")).expect("JSON");
    assert_eq!(plan["summary"]["private_schools"], 1);
    let shortages = plan["shortages"].as_array().expect("shortages");
    assert!(shortages.iter().all(|s| s["school_id"] != "S02"));
    assert_eq!(place.run(&["report", "plan", "--html", "page.html", "-q", "--lang", "zh"]).code, 0);
    let page = place.read("page.html");
    assert!(page.contains("民办学校 1 所") && !page.contains("云岭县第二小学"), "neither on the map nor in a table");
    assert_eq!(place.run(&["audit", "county", "plan"]).code, 0);
}

#[test]
fn nothing_warns_of_them() {
    let place = county();
    place.set_cell("county/schools.csv", "S02", "学生数", "700");
    let (_, document) = place.json("check", &["check", "county"]);
    let of = |row: u64| document["findings"].as_array().expect("findings").iter().filter(|f| f["row"] == row).count();
    assert_eq!(of(3), 0, "{document}");
    // A public twin is warned of.
    place.set_cell("county/schools.csv", "S01", "学生数", "700");
    let (_, document) = place.json("check", &["check", "county"]);
    assert!(document["findings"].as_array().expect("findings").iter().any(|f| f["code"] == "crowded-class"));
}
