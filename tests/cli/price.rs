//! `price`: what rules cost on the example county, and twins that really differ by the number that is priced.

use crate::support::Place;
use serde_json::Value;

const SCHOOLS: &str = "county/schools.csv";

fn planned() -> Place {
    let place = Place::new();
    let run = place.run(&["plan", "county", "-o", "plan", "-q"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    place
}

/// Under another share of the inflow cap.
fn with_inflow(place: &Place, share: &str) {
    let share = format!("share = {{ value = \"{share}\", source = \"twin\", grade = \"practice\" }}");
    let policy = "extends = \"kizilsu-2018\"\nid = \"twin\"\nname = { zh = \"孪生\", en = \"twin\" }\n";
    place.write("twin.toml", format!("{policy}\n[rules.inflow-cap]\n{share}\n"));
}

/// Under a share of the inflow cap that lets the plan be as it is, and would not with one point less.
fn planned_at_the_edge() -> Place {
    let place = Place::new();
    with_inflow(&place, "13%");
    goals(&place, "plan", &["--policy", "twin.toml"]);
    place
}

fn goals(place: &Place, dir: &str, more: &[&str]) -> Vec<i64> {
    let mut args = vec!["plan", "county", "-o", dir, "-q"];
    args.extend(more);
    let (code, summary) = place.json("plan", &args);
    assert_eq!(code, 0);
    let goals = summary["goals"].as_array().expect("goals");
    let kept = goals.iter().filter(|g| g["name"] != "lottery" && g["name"] != "lottery-posts");
    kept.map(|g| g["value"].as_i64().expect("a value")).collect()
}

fn priced(place: &Place, args: &[&str]) -> Value {
    let mut all = vec!["price", "plan"];
    all.extend(args);
    let (code, document) = place.json("price", &all);
    assert_eq!(code, 0);
    document
}

/// The goals once one thing is otherwise, as the table of prices says.
fn promised(document: &Value, wanted: impl Fn(&Value) -> bool) -> Vec<i64> {
    let mut found = document["prices"].as_array().expect("prices").iter().filter(|p| wanted(p));
    let price = found.next().expect("the price");
    assert!(found.next().is_none(), "{price}");
    let changes = price["changes"].as_array().expect("changes").iter().filter_map(Value::as_i64);
    let values = document["goals"].as_array().expect("goals").iter().filter_map(|g| g["value"].as_i64());
    values.zip(changes).map(|(v, c)| v + c).collect()
}

#[test]
fn the_example_county_in_both_languages() {
    let place = planned();
    place.snapshots("price", &["price", "plan"]);
    planned_at_the_edge().snapshots("price-rule", &["price", "plan", "--rule", "inflow-cap"]);
    place.snapshot("price-json", &["price", "plan", "--rule", "post-balance", "--format", "json", "--lang", "en"]);
    place.snapshot("price-csv", &["price", "plan", "--rule", "outflow-cap", "-o", "-", "--lang", "en"]);
    assert_eq!(place.run(&["price", "plan", "-o", "prices.csv", "-q"]).code, 0);
    let lines = place.read("prices.csv").lines().count();
    assert_eq!(lines - 1, priced(&place, &[])["prices"].as_array().expect("prices").len());
}

#[test]
fn ranks_go_from_the_largest_gain_on() {
    let document = priced(&planned_at_the_edge(), &[]);
    let prices = document["prices"].as_array().expect("prices");
    assert!(prices.len() > 50);
    let of =
        |p: &Value| -> Vec<i64> { p["changes"].as_array().expect("known").iter().filter_map(Value::as_i64).collect() };
    assert!(prices.windows(2).all(|w| of(&w[0]) <= of(&w[1])));
    assert!(prices.iter().any(|p| p["verdict"] == "better") && prices.iter().any(|p| p["verdict"] == "worse"));
}

#[test]
fn a_county_with_one_bed_more_is_worth_what_its_price_says() {
    let place = Place::new();
    // As many men and as many women as before, but one person alone.
    place.replace(SCHOOLS, ",6,2,4,鹿渡乡", ",1,2,4,鹿渡乡");
    let before = goals(&place, "plan", &[]);
    let document = priced(&place, &["--rule", "housing"]);
    let promised = promised(&document, |p| p["school_id"] == "S10" && p["sentence"] == "all");
    assert_ne!(promised, before);
    place.replace(SCHOOLS, ",1,2,4,鹿渡乡", ",2,2,4,鹿渡乡");
    assert_eq!(goals(&place, "twin", &[]), promised);
}

#[test]
fn a_policy_with_another_share_is_worth_what_its_price_says() {
    let place = Place::new();
    // One point more lets a school receive one more, one point less one fewer.
    for (share, to) in [("12%", "0.13"), ("13%", "0.12")] {
        with_inflow(&place, share);
        let before = goals(&place, "plan", &["--force", "--policy", "twin.toml"]);
        let document = priced(&place, &["--rule", "inflow-cap"]);
        let promised = promised(&document, |p| p["lever"] == "share" && p["to"] == to);
        assert_ne!(promised, before, "{share}");
        with_inflow(&place, to);
        assert_eq!(goals(&place, "twin", &["--force", "--policy", "twin.toml"]), promised, "{to}");
    }
}

/// Who asks the questions is of no account: workers beside one another, or this process one after another.
#[test]
fn as_many_cores_as_there_are_leave_the_same_bytes() {
    let place = planned();
    let by = |jobs: &str, more: &[&str]| {
        let run = place.run(&[&["price", "plan", "--jobs", jobs, "--format", "json"], more].concat());
        assert_eq!(run.code, 0, "{}", run.stderr);
        run
    };
    let alone = by("1", &["-v"]);
    let shared = by("3", &["-v"]);
    assert_eq!(alone.stdout, shared.stdout);
    // Workers were at it: each has read the county.
    let read = |stderr: &str| stderr.lines().filter(|line| line.contains(" read ")).count();
    assert!(read(&alone.stderr) == 0 && read(&shared.stderr) > 1, "{}", shared.stderr);
}

#[test]
fn what_was_not_computed_is_said() {
    let place = planned();
    let run = place.run(&["price", "plan", "--time-limit", "0.000001"]);
    assert_eq!(run.code, 4, "{}", run.stderr);
    assert!(run.stderr.contains("时限"), "{}", run.stderr);
}

#[test]
fn faults_of_the_command_line_and_of_the_plan() {
    let place = planned();
    let faults: [(&str, &[&str]); 5] = [
        ("rule", &["price", "plan", "--rule", "quotas"]),
        ("off", &["price", "plan", "--rule", "budget"]),
        ("none", &["price", "plan", "--rule", "one-post"]),
        ("limit", &["price", "plan", "--time-limit", "0"]),
        ("folder", &["price", "nowhere"]),
    ];
    for (name, args) in faults {
        place.snapshots(&format!("price-bad-{name}"), args);
        assert_eq!(place.json("error", args).0, 2, "{name}");
    }
    assert_eq!(place.json("error", &["price", "plan", "-o", "-"]).0, 2);
    assert_eq!(place.run(&["price", "plan", "-o", "nowhere/prices.csv"]).code, 2);
    // A plan of an earlier version, which keeps no county.
    place.without_copies("plan");
    place.replace(SCHOOLS, "云岭县第一小学,小学", "云岭县第一小学甲,小学");
    place.snapshots("price-bad-stale", &["price", "plan"]);
    assert_eq!(place.run(&["price", "plan"]).code, 2);
}
