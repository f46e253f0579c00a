//! Two-way exchange on the example county: who trains has a partner, in the plan, the audit, the answers and the diagnosis.

use crate::support::Place;
use serde_json::Value;

const POLICY: &str = "extends = \"kizilsu-2018\"\nid = \"two-way\"\n\
    name = { zh = \"双向交流\", en = \"two-way exchange\" }\n\
    movement.directions = { value = [\"down\", \"up\"], source = \"s\", grade = \"practice\" }\n\
    [rules.two-way]\nmode = \"hard\"\nshare = { value = \"30%\", source = \"s\", grade = \"practice\" }\n";

fn policy(place: &Place, old: &str, new: &str) {
    assert!(POLICY.contains(old));
    place.write("two-way.toml", POLICY.replace(old, new));
}

fn moves(document: &Value, direction: &str) -> Vec<Value> {
    let moves = document["moves"].as_array().expect("moves").iter().filter(|m| m["direction"] == direction);
    moves.cloned().collect()
}

/// Who comes in return to the post of somebody who trains.
fn partner(document: &Value, trains: &Value) -> String {
    let comes = |m: &Value| {
        let post = |key: &str| m[key] == trains[key];
        m["from_school"] == trains["to_school"]
            && m["to_school"] == trains["from_school"]
            && post("stage")
            && post("subject")
    };
    let partner = moves(document, "down").into_iter().find(comes).expect("a partner");
    partner["teacher_id"].as_str().expect("an id").to_owned()
}

fn plan(place: &Place) -> Value {
    let run = place.run(&["plan", "county", "-o", "plan", "-q", "--policy", "two-way.toml"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    serde_json::from_str(&place.read("plan/plan.json")).expect("plan.json")
}

#[test]
fn pairs_on_the_example_county() {
    let place = Place::new();
    policy(&place, "30%", "30%");
    place.snapshots("two-way", &["plan", "county", "-o", "plan", "--force", "--policy", "two-way.toml"]);
    let document = plan(&place);
    let up = moves(&document, "up");
    assert_eq!(up.len(), 2, "three tenths of six who move down, rounded up");
    let partners: Vec<String> = up.iter().map(|m| partner(&document, m)).collect();
    for m in &up {
        assert_eq!(m["because"][0]["serves"], "two-way");
    }
    let trains = up[0]["teacher_id"].as_str().expect("an id");
    place.snapshots("two-way-teacher", &["explain", "plan", "--teacher", trains]);
    // What becomes of the teacher is said first; that the school does not send is no bar to going up.
    let (_, explained) = place.json("explain", &["explain", "plan", "--teacher", trains, "--lang", "en"]);
    let said = explained["answer"].as_array().expect("sentences");
    assert!(said[1].as_str().is_some_and(|line| line.contains("moves to") && line.contains("(up)")), "{said:?}");
    assert!(!said.iter().any(|line| line.as_str().is_some_and(|line| line.starts_with("not eligible"))), "{said:?}");
    place.snapshots("two-way-rule", &["explain", "plan", "--rule", "two-way"]);
    place.snapshots("two-way-price", &["price", "plan", "--rule", "two-way"]);
    // Without the partner the list is no longer two-way.
    let list = place.read("plan/assignments.csv");
    let without: Vec<&str> = list.lines().filter(|line| !line.contains(&partners[0])).collect();
    place.write("list.csv", without.join("\n"));
    let (code, audit) = place.json("audit", &["audit", "county", "list.csv", "--policy", "two-way.toml"]);
    let mut rules = audit["rules"].as_array().expect("rules").iter();
    assert!(code == 1 && rules.any(|r| r["rule"] == "two-way" && r["holds"] == false), "{audit:#}");
    place.snapshots("two-way-forged", &["audit", "county", "list.csv", "--policy", "two-way.toml"]);
}

#[test]
fn another_share_gives_another_number_of_pairs() {
    let place = Place::new();
    // Nobody goes up where nothing asks for it.
    for (share, up) in [("0%", 0), ("10%", 1), ("30%", 2)] {
        policy(&place, "30%", share);
        let document = plan(&place);
        assert_eq!(moves(&document, "up").len(), up, "{share}");
        assert_eq!(place.run(&["audit", "county", "plan", "--policy", "two-way.toml"]).code, 0, "{share}");
        std::fs::remove_dir_all(place.path("plan")).expect("the plan goes");
    }
}

#[test]
fn whoever_is_fixed_to_train_without_a_partner_is_found() {
    let place = Place::new();
    policy(&place, "30%", "0%");
    // Only two teachers of mathematics at S03 could come in return, and both are kept; the one place there is at S06 is free.
    place.replace("county/pins.csv", "T044,派到,S06,语文", "T044,留任,,");
    let pins = place.read("county/pins.csv");
    let more = "T080,派到,S03,,跟岗\nT050,留任,,,留任\nT051,留任,,,留任\n";
    place.write("county/pins.csv", format!("{pins}{more}").as_bytes());
    place.snapshots("two-way-diagnose", &["diagnose", "county", "--policy", "two-way.toml"]);
    let (_, document) = place.json("diagnose", &["diagnose", "county", "--policy", "two-way.toml"]);
    let of_rule = |key: &str| -> Vec<Value> {
        let sets = document["conflict"]["instances"].as_array().expect("a set").iter();
        sets.filter(|i| i["rule"] == "two-way").map(|i| i[key].clone()).collect()
    };
    assert_eq!((of_rule("school_id"), of_rule("other_school_id")), (vec!["S06".into()], vec!["S03".into()]));
}

#[test]
fn a_policy_without_moves_up_is_told() {
    let place = Place::new();
    policy(&place, "\"down\", \"up\"", "\"down\"");
    place.snapshots("two-way-bad-policy", &["plan", "county", "-o", "plan", "--policy", "two-way.toml"]);
}
