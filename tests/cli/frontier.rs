//! `frontier`: how many to send, on the example county, its plan, and twins that differ by what a size may be.

use crate::support::Place;
use serde_json::Value;

fn planned() -> Place {
    let place = Place::new();
    let run = place.run(&["plan", "county", "-o", "plan", "-q"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    place
}

fn points(document: &Value) -> &Vec<Value> {
    document["points"].as_array().expect("points")
}

#[test]
fn the_example_county_in_both_languages() {
    let place = planned();
    place.snapshots("frontier", &["frontier", "plan"]);
    place.snapshots("frontier-sizes", &["frontier", "plan", "--sizes", "0,5,99"]);
    // The county is planned as the plan was.
    let of = |source: &str| place.run(&["frontier", source]).stdout;
    assert_eq!(of("county"), of("plan"));
}

#[test]
fn the_last_size_is_the_plan_and_every_size_is_audited() {
    let place = planned();
    let (code, document) = place.json("frontier", &["frontier", "plan"]);
    assert_eq!(code, 0);
    let plan: Value = serde_json::from_str(&place.read("plan/plan.json")).expect("JSON");
    let last = points(&document).last().expect("a size");
    for (own, field) in [("moves", "moves"), ("short_posts", "short_posts_after"), ("unmet_need", "unmet_need_after")] {
        assert_eq!(last["figures"][own], plan["summary"][field], "{own}");
    }
    assert_eq!((&last["size"], &document["own"]), (&plan["summary"]["moves"], &plan["summary"]["moves"]));
    let retasks = plan["retasks"].as_array().expect("retasks").len();
    assert_eq!(last["figures"]["retasks"], retasks);
    let first = &points(&document)[0];
    assert_eq!(first["size"], document["least"]);
    let value = |p: &Value, name: &str| p["figures"][name].as_i64().expect("a figure");
    for pair in points(&document).windows(2) {
        assert!(value(&pair[0], "moves") <= value(&pair[1], "moves"), "{pair:?}");
        assert_eq!(pair[1]["status"], "optimal");
        assert!(pair[1]["standing"] == "certified" || pair[1]["standing"] == "claimed", "{pair:?}");
    }
}

#[test]
fn a_limit_of_moves_in_the_plan_is_what_its_size_says() {
    // A twin whose schools may send nobody: the plan of size 0, as far as its own rules go.
    let place = planned();
    let (_, document) = place.json("frontier", &["frontier", "plan", "--sizes", "0,6"]);
    let none = &points(&document)[0];
    assert_eq!((&none["status"], none.get("figures")), (&Value::from("infeasible"), None));
    assert_eq!(none["rules"], serde_json::json!(["exchange-quota"]));
    let twin = "extends = \"kizilsu-2018\"\nid = \"free\"\nname = { zh = \"不限\", en = \"free\" }\n\
        [rules.exchange-quota]\nmode = \"off\"\nreason = \"twin\"\n[rules.backbone-share]\nmode = \"off\"\nreason = \"twin\"\n";
    place.write("free.toml", twin);
    let (code, document) = place.json("frontier", &["frontier", "county", "--policy", "free.toml", "--sizes", "0"]);
    assert_eq!(code, 0);
    let figures = &points(&document)[0]["figures"];
    for none in ["moves", "metres", "newly_short"] {
        assert_eq!(figures[none], 0, "{none}");
    }
    assert_eq!(figures["short_posts"], document["short_posts_before"]);
    assert_eq!(document["least"], 0);
}

#[test]
fn a_folder_is_whole_and_its_page_is_made_again() {
    let place = planned();
    let run = place.run(&["frontier", "plan", "--step", "3", "-o", "sizes"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert_eq!(place.names("sizes"), ["frontier.csv", "frontier.html", "frontier.json", "frontier.xlsx"]);
    let document: Value = serde_json::from_str(&place.read("sizes/frontier.json")).expect("JSON");
    assert_eq!(place.read("sizes/frontier.csv").lines().count(), points(&document).len() + 1);
    let (code, report) = place.json("report", &["report", "sizes", "--html", "again.html"]);
    assert_eq!((code, &report["kind"]), (0, &Value::from("frontier")));
    assert_eq!(place.read("again.html"), place.read("sizes/frontier.html"));
    // Nobody is named in it, and it takes the place of no other folder.
    place.snapshots("frontier-people", &["report", "sizes", "--html", "x.html", "--people"]);
    assert_eq!(place.run(&["frontier", "plan", "-o", "plan", "-q"]).code, 2);
    assert_eq!(place.run(&["frontier", "plan", "-o", "sizes", "-q"]).code, 0);
}

#[test]
fn bad_input() {
    let place = planned();
    place.snapshots("frontier-no-number", &["frontier", "plan", "--sizes", "five"]);
    place.snapshots("frontier-own-policy", &["frontier", "plan", "--policy", "national"]);
    place.snapshots("frontier-conflict", &["frontier", "plan", "--sizes", "5", "--step", "2"]);
    assert_eq!(place.run(&["frontier", "plan", "--step", "0"]).code, 2);
    assert_eq!(place.run(&["frontier", "nowhere"]).code, 2);
    place.write("sizes/frontier.json", "{");
    assert_eq!(place.run(&["report", "sizes", "--html", "x.html"]).code, 2);
}

#[test]
fn a_size_that_is_stopped_is_a_result() {
    let place = planned();
    let (code, document) = place.json("frontier", &["frontier", "plan", "--time-limit", "0.000001"]);
    assert_eq!(code, 4);
    let last = points(&document).last().expect("the plan itself");
    assert_eq!((&last["size"], &last["status"]), (&document["own"], &Value::from("optimal")));
}
