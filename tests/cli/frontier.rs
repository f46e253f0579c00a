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

/// A policy that differs from the example's by the rules given.
fn twin(place: &Place, id: &str, rules: &str) -> String {
    let file = format!("{id}.toml");
    place.write(
        &file,
        format!("extends = \"kizilsu-2018\"\nid = \"{id}\"\nname = {{ zh = \"对照\", en = \"twin\" }}\n{rules}"),
    );
    file
}

/// The largest share of the quota asks for what a size asks for, as far as all moves go down.
#[test]
fn a_size_is_the_plan_of_a_policy_that_allows_no_more() {
    let place = planned();
    let (_, document) = place.json("frontier", &["frontier", "county"]);
    let all: Vec<&Value> = points(&document).iter().filter(|p| p["size"] != document["own"]).collect();
    assert!(!all.is_empty(), "{document}");
    for point in all {
        // Per cent of the eligible to two places, rounded up: so much and no more.
        let (size, eligible) =
            (point["size"].as_u64().expect("a size"), document["eligible"].as_u64().expect("people"));
        let share = (10_000 * size).div_ceil(eligible);
        let most = format!(
            "[rules.exchange-quota]\nmost = {{ value = \"{}.{:02}%\", source = \"twin\", grade = \"practice\" }}\n",
            share / 100,
            share % 100
        );
        let file = twin(&place, &format!("most-{size}"), &most);
        let out = format!("plan-{size}");
        let (code, plan) = place.json("plan", &["plan", "county", "--policy", &file, "-o", &out]);
        assert_eq!(code, 0, "{plan}");
        let pairs = [
            ("moves", "moves"),
            ("short_posts", "short_posts_after"),
            ("unmet_need", "unmet_need_after"),
            ("newly_short", "short_posts_new"),
        ];
        for (own, field) in pairs {
            assert_eq!(point["figures"][own], plan[field], "at most {size}: {own}");
        }
        let values = |goals: &Value| -> Vec<(String, i64)> {
            let one =
                |g: &Value| (g["name"].as_str().expect("a name").to_owned(), g["value"].as_i64().expect("a value"));
            goals.as_array().expect("goals").iter().map(one).collect()
        };
        assert_eq!(values(&point["figures"]["goals"]), values(&plan["goals"]), "at most {size}");
    }
}

#[test]
fn what_forbids_a_size_is_named_and_without_it_there_is_a_plan() {
    let place = planned();
    let (_, document) = place.json("frontier", &["frontier", "plan", "--sizes", "0,6"]);
    let none = &points(&document)[0];
    assert_eq!((&none["status"], none.get("figures")), (&Value::from("infeasible"), None));
    // No fewer than one rule, and each of the three that ask for moves would do.
    let rules = none["rules"].as_array().expect("rules");
    assert_eq!(rules.len(), 1, "{none}");
    let asks = ["exchange-quota", "backbone-share", "pins"];
    assert!(asks.iter().any(|rule| rules[0] == *rule), "{none}");
    let off: Vec<String> =
        asks.iter().map(|rule| format!("[rules.{rule}]\nmode = \"off\"\nreason = \"twin\"\n")).collect();
    twin(&place, "free", &off.concat());
    let (code, document) = place.json("frontier", &["frontier", "county", "--policy", "free.toml", "--sizes", "0"]);
    assert_eq!(code, 0);
    let figures = &points(&document)[0]["figures"];
    for none in ["moves", "metres", "newly_short"] {
        assert_eq!(figures[none], 0, "{none}");
    }
    // Nobody moves: what can be had is what the schools can do themselves. For the worst of them one retask more may be made, which
    // is worth as much as the post that it fills.
    assert_eq!(figures["unmet_need"], document["unmet_need_before"]);
    let short = |value: &Value| value.as_i64().expect("posts");
    assert!(short(&figures["short_posts"]) <= short(&document["short_posts_before"]), "{figures}");
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

#[test]
fn a_county_without_a_plan_is_sent_to_diagnose() {
    let place = Place::new();
    let share = "[rules.exchange-quota]\nshare = { value = \"90%\", source = \"twin\", grade = \"practice\" }\n";
    let file = twin(&place, "much", share);
    let run = place.run(&["frontier", "county", "--policy", &file, "-o", "sizes", "--lang", "en"]);
    assert_eq!(run.code, 3, "{}", run.stderr);
    assert!(run.stderr.contains("`lungang diagnose county --policy much.toml`"), "{}", run.stderr);
    assert!(!place.path("sizes").exists());
}
