//! What lacked data is not checked: in text, JSON, page and notice, and a goal without a distance is not 0 and proved.

use crate::support::Place;
use serde_json::Value;

/// The example county without any journey: neither a table nor coordinates.
fn nowhere() -> Place {
    let place = Place::proved();
    std::fs::remove_file(place.path("county/travel.csv")).expect("journeys");
    place.replace("county/schools.csv", "经度,纬度", "一号栏,二号栏");
    place.replace("county/teachers.csv", "家庭经度,家庭纬度", "一号栏,二号栏");
    assert_eq!(place.run(&["plan", "county", "-o", "plan", "-q"]).code, 0);
    place
}

#[test]
fn a_goal_of_distance_without_any_distance_is_not_measured() {
    let place = nowhere();
    let read = |file: &str| -> Value { serde_json::from_str(&place.read(file)).expect("JSON") };
    let of = |goals: &Value| goals.as_array().and_then(|all| all.iter().find(|g| g["name"] == "burden")).cloned();
    for goal in [of(&read("plan/plan.json")["summary"]["goals"]), of(&read("plan/audit.json")["goals"])] {
        let goal = goal.expect("the goal");
        assert_eq!((&goal["unmeasured"]["missing"], goal["certified_gap"].as_i64()), (&"travel.km".into(), None));
        assert_eq!(goal["unmeasured"]["places"], goal["unmeasured"]["of"]);
    }
    assert_eq!(
        read("plan/audit.json")["unchecked"][0]["missing"],
        "travel.km",
        "the longest journey was not looked at"
    );
    let text = place.run(&["audit", "county", "plan", "--lang", "en"]).stdout;
    assert!(text.contains("none of 6 could be measured"), "{text}");
    let moved = place.read("plan/assignments.csv").lines().nth(1).and_then(|l| l.split(',').next().map(str::to_owned));
    let why = place.run(&["explain", "plan", "--teacher", &moved.expect("a move"), "--lang", "en"]).stdout;
    assert!(!why.contains("not proved"), "the other goals are proved: {why}");
    assert_eq!(place.run(&["report", "plan", "--html", "page.html", "--lang", "en", "-q"]).code, 0);
    assert!(place.read("page.html").contains("not measured"));
    assert_eq!(place.run(&["disclose", "plan", "-o", "out", "-q", "--lang", "en"]).code, 0);
    let notice = place.read("out/disclosure.json");
    assert!(notice.contains("travel table"), "{notice}");
}

#[test]
fn a_rule_without_data_never_holds() {
    let place = Place::new();
    // Somebody who comes from far goes there, and the table says no longer how many beds there are.
    for beds in ["周转床位数", "男床位数", "女床位数"] {
        place.set_cell("county/schools.csv", "S11", beds, "");
    }
    // Asked for, and without a level to ask for.
    place.write("asked.toml", "extends = \"kizilsu-2018\"\nid = \"asked\"\n[rules.language]\nmode = \"hard\"\n");
    let made = place.run(&["plan", "county", "-o", "plan", "--policy", "asked.toml", "--lang", "en"]);
    assert_eq!(made.code, 0);
    for column in ["the column `beds` of the schools table", "`rules.language.minimum`"] {
        assert!(made.stdout.contains(column), "{}", made.stdout);
    }
    let audit: Value = serde_json::from_str(&place.read("plan/audit.json")).expect("JSON");
    for rule in audit["rules"].as_array().expect("rules") {
        let looked_at = rule["checked"] != 0 && rule.get("unchecked").is_none();
        assert!(rule["holds"] != true || looked_at, "{rule}");
    }
    // Once every school states its beds there is nothing left unchecked of housing.
    let schools = place.read("county/schools.csv");
    let at = schools.lines().next().expect("a header").split(',').position(|h| h == "周转床位数").expect("beds");
    let with_beds = schools.lines().enumerate().map(|(row, line)| {
        let mut cells: Vec<&str> = line.split(',').collect();
        if row > 0 && cells[at].is_empty() {
            cells[at] = "9";
        }
        format!("{}\n", cells.join(","))
    });
    place.write("county/schools.csv", with_beds.collect::<String>());
    assert_eq!(place.run(&["plan", "county", "-o", "other", "-q"]).code, 0);
    let audit: Value = serde_json::from_str(&place.read("other/audit.json")).expect("JSON");
    let housing =
        audit["rules"].as_array().and_then(|all| all.iter().find(|r| r["rule"] == "housing")).expect("housing");
    assert_eq!((&housing["holds"], housing.get("unchecked")), (&Value::Bool(true), None));
}

#[test]
fn a_level_that_the_policy_leaves_to_the_county_is_told_of_once() {
    let place = Place::new();
    for policy in ["kizilsu-2018", "national", "anhui"] {
        let check = |lang: &str| place.run(&["check", "county", "--policy", policy, "--lang", lang]).stdout;
        for (lang, said) in [("zh", "留给县里规定"), ("en", "left to the county")] {
            assert_eq!(check(lang).matches(said).count(), 1, "{policy}: {}", check(lang));
        }
        assert!(check("en").contains("`rules.language.minimum`"), "{}", check("en"));
    }
    let (_, document) = place.json("check", &["check", "county"]);
    assert_eq!(document["policy"]["left_open"], serde_json::json!(["rules.language.minimum"]));
    // No move is told to be unchecked for a level that nobody asks for.
    let made = place.run(&["plan", "county", "-o", "plan", "--lang", "en"]);
    assert!(made.code == 0 && !made.stdout.contains("rules.language"), "{}", made.stdout);
    let rules = "[rules.language]\nminimum = { value = \"3B\", source = \"a test\", grade = \"practice\" }\n";
    // Stated and asked: nothing is left open; stated and off: told, so that nobody takes it for asked.
    for (mode, warned) in [("mode = \"hard\"\n", false), ("", true)] {
        place.write("own.toml", format!("extends = \"kizilsu-2018\"\nid = \"own\"\n{rules}{mode}"));
        let run = place.run(&["check", "county", "--policy", "own.toml", "--lang", "en"]);
        assert!(run.code == 0 && !run.stdout.contains("left to the county"), "{}", run.stdout);
        assert_eq!(run.stdout.contains("policy-level-not-asked"), warned, "{}", run.stdout);
    }
}

#[test]
fn nothing_of_the_national_policy_cites_one_county() {
    let place = Place::new();
    let args = ["--policy", "national", "-q"];
    assert_eq!(place.run(&[&["plan", "county", "-o", "plan"], &args[..]].concat()).code, 0);
    let mover = {
        let plan: Value = serde_json::from_str(&place.read("plan/plan.json")).expect("JSON");
        plan["moves"][0]["teacher_id"].as_str().expect("somebody moves").to_owned()
    };
    let mut said: Vec<String> = ["plan/plan.json", "plan/audit.json"].iter().map(|file| place.read(file)).collect();
    for asked in [
        &["explain", "plan", "--teacher", &mover][..],
        &["explain", "plan", "--rule", "housing"],
        &["explain", "plan", "--school", "S10"],
        &["price", "plan"],
        &["audit", "county", "plan", "--policy", "national"],
    ] {
        let run = place.run(asked);
        assert_eq!(run.code, 0, "{asked:?}: {}", run.stderr);
        said.push(run.stdout);
    }
    assert!(said.iter().all(|text| !text.contains("克政办发")), "one county's document is cited");
    let audit: Value = serde_json::from_str(&said[1]).expect("JSON");
    let housing =
        audit["rules"].as_array().and_then(|all| all.iter().find(|r| r["rule"] == "housing")).expect("housing");
    assert_eq!(housing["clause"], Value::Null);
}
