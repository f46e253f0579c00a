//! `alternatives`: a unique plan, others within a slack, what is written of them, and a twin that has more than one best plan.

use crate::support::Place;
use serde_json::Value;

fn planned() -> Place {
    let place = Place::new();
    let run = place.run(&["plan", "county", "-o", "plan", "-q"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    place
}

fn list<'a>(document: &'a Value, key: &str) -> &'a Vec<Value> {
    document[key].as_array().expect("a list")
}

/// Where the goal stands in the list, and its value in the plan.
fn goal(document: &Value, name: &str) -> (usize, i64) {
    let goals = list(document, "goals");
    let at = goals.iter().position(|g| g["name"] == name).expect("the goal");
    (at, goals[at]["value"].as_i64().expect("a value"))
}

#[test]
fn a_plan_without_its_like() {
    let place = planned();
    place.snapshots("alternatives-unique", &["alternatives", "plan"]);
    let (code, document) = place.json("alternatives", &["alternatives", "plan", "-n", "1"]);
    assert_eq!((code, document["ending"].as_str()), (0, Some("no-more")));
    assert!(list(&document, "alternatives").is_empty() && list(&document, "shared").is_empty());
    // Nothing to leave: no folder.
    assert_eq!(place.run(&["alternatives", "plan", "-o", "others"]).code, 0);
    assert!(!place.path("others").exists());
}

#[test]
fn others_within_a_slack_in_both_languages() {
    let place = planned();
    let slack = ["alternatives", "plan", "-n", "2", "--slack", "burden=5%", "--slack", "turns=5"];
    place.snapshots("alternatives", &slack);
    let mut args = slack.to_vec();
    args.extend(["--lang", "en", "--format", "json"]);
    place.snapshot("alternatives-json", &args);
    let (_, document) = place.json("alternatives", &slack);
    let (burden, value) = goal(&document, "burden");
    assert!(value % 20 > 0, "{value}: nothing to round");
    assert_eq!(document["goals"][burden]["slack"], value * 5 / 100, "5% of {value}, rounded down");
    // Without the second goal's slack, another plan is the furthest.
    let (_, tighter) = place.json("alternatives", &["alternatives", "plan", "-n", "1", "--slack", "burden=5%"]);
    assert_ne!(tighter["alternatives"][0]["goals"], document["alternatives"][0]["goals"]);
}

#[test]
fn a_slack_that_is_one_short_leaves_the_plan_alone() {
    let place = planned();
    let at = |slack: &str| place.json("alternatives", &["alternatives", "plan", "-n", "50", "--slack", slack]).1;
    let all = at("disruption=1");
    let values = |d: &Value| list(d, "alternatives").iter().map(|a| a["goals"].clone()).collect::<Vec<_>>();
    for name in ["unmet-need", "burden"] {
        let (at, value) = goal(&all, name);
        assert!(values(&all).iter().all(|g| g[at] == value), "{name}: {all}");
    }
    let wide = at("unmet-need=2");
    let (need, value) = goal(&wide, "unmet-need");
    assert!(values(&wide).iter().all(|g| g[need].as_i64() <= Some(value + 2)), "{wide}");
}

#[test]
fn every_alternative_that_is_written_is_a_clean_plan() {
    let place = planned();
    let args = ["alternatives", "plan", "-n", "2", "--slack", "burden=5%", "--slack", "wishes=3", "-o", "others"];
    let (code, document) = place.json("alternatives", &args);
    assert_eq!((code, document["alternatives"][1]["folder"].as_str()), (0, Some("alternative-2")));
    assert_eq!(place.names("others"), ["alternative-1", "alternative-2", "alternatives.json"]);
    assert_eq!(place.read("others/alternatives.json").parse::<Value>().expect("JSON"), document);
    let drawn = |g: &&Value| g["name"] == "lottery" || g["name"] == "lottery-posts";
    for (number, told) in list(&document, "alternatives").iter().enumerate() {
        let dir = format!("others/alternative-{}", number + 1);
        let (code, audit) = place.json("audit", &["audit", "county", &dir]);
        assert_eq!((code, audit["clean"].as_bool()), (0, Some(true)), "{audit}");
        let own = list(&audit, "goals").iter().filter(|g| !drawn(g)).map(|g| g["value"].clone());
        assert_eq!(own.collect::<Vec<_>>(), *list(told, "goals"));
        // It is a plan like any other: it can be published, as one that nothing proves, and asked for alternatives of its own.
        assert_eq!(place.run(&["disclose", &dir, "-o", "notice", "--unproved"]).code, 0);
        let (_, back) = place.json("alternatives", &["alternatives", &dir, "-n", "1"]);
        assert!(back["ending"].is_string());
    }
    // A folder that stands there is somebody's.
    assert_eq!(place.run(&args).code, 2);
    assert_eq!(place.names("others").len(), 3);
}

#[test]
fn a_twin_with_two_teachers_alike_has_two_best_plans() {
    // Nobody minds who of two alike goes, so long as no goal tells them apart: without journeys and wishes.
    let place = Place::new();
    let policy = "extends = \"kizilsu-2018\"\nid = \"few-goals\"\nname = { zh = \"少目标\", en = \"few goals\" }\n";
    place.write(
        "few.toml",
        format!(
            "{policy}goals = [{{ name = \"worst-school\" }}, {{ name = \"lottery\" }}, {{ name = \"lottery-posts\" }}]\n"
        ),
    );
    assert_eq!(place.run(&["plan", "county", "-o", "plan", "--policy", "few.toml", "-q"]).code, 0);
    let (code, document) = place.json("alternatives", &["alternatives", "plan", "-n", "4"]);
    assert_eq!((code, document["ending"].as_str()), (0, Some("found")));
    let distances: Vec<i64> = list(&document, "alternatives").iter().filter_map(|a| a["distance"].as_i64()).collect();
    assert!(distances.len() == 4 && distances.windows(2).all(|w| w[0] >= w[1]), "{distances:?}");
    let shared = list(&document, "shared").len();
    assert!(shared as u64 <= document["moves"].as_u64().expect("moves"));
}

#[test]
fn faults_of_the_command_line_and_of_the_plan() {
    let place = planned();
    let faults: [(&str, &[&str]); 8] = [
        ("none", &["alternatives", "plan", "-n", "0"]),
        ("goal", &["alternatives", "plan", "--slack", "happiness=3"]),
        ("lottery", &["alternatives", "plan", "--slack", "lottery=3"]),
        ("slack", &["alternatives", "plan", "--slack", "burden"]),
        ("negative", &["alternatives", "plan", "--slack", "burden=-1"]),
        ("fraction", &["alternatives", "plan", "--slack", "burden=0.5"]),
        ("doubled", &["alternatives", "plan", "--slack", "burden=1", "--slack", "burden=2%"]),
        ("folder", &["alternatives", "nowhere"]),
    ];
    for (name, args) in faults {
        place.snapshots(&format!("alternatives-bad-{name}"), args);
        assert_eq!(place.json("error", args).0, 2, "{name}");
    }
    let (code, stopped) = place.json("alternatives", &["alternatives", "plan", "--time-limit", "0.000001"]);
    assert_eq!((code, stopped["ending"].as_str()), (4, Some("stopped")));
    // A plan of an earlier version, which keeps no county.
    place.without_copies("plan");
    place.replace("county/schools.csv", "云岭县第一小学,小学", "云岭县第一小学甲,小学");
    place.snapshots("alternatives-bad-stale", &["alternatives", "plan"]);
}
