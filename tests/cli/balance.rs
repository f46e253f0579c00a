//! Coefficients of variation between schools: as a rule with a goal, a limit that cannot be kept, and figures that make no sense.

use crate::support::Place;

/// PE and arts teachers of primary schools within a limit, and as much alike as the needs allow.
fn even(place: &Place, limit: &str) {
    let policy = format!(
        "extends = \"kizilsu-2018\"\nid = \"even\"\n\
         goals = [{{ name = \"unmet-need\" }}, {{ name = \"balance\" }}, {{ name = \"lottery\" }}, {{ name = \"lottery-posts\" }}]\n\
         [rules.balance]\nmode = \"hard\"\n\
         stages = {{ value = [\"primary\"], source = \"a test\", grade = \"practice\" }}\n\
         indicators = {{ value = [\"pe-arts\"], source = \"a test\", grade = \"practice\" }}\n\
         limit.pe-arts = {{ value = {{ primary = {limit}, junior = {limit} }}, source = \"a test\", grade = \"practice\" }}\n"
    );
    place.write("even.toml", &policy);
}

#[test]
fn a_plan_within_the_limit() {
    let place = Place::new();
    even(&place, "0.8");
    let (code, summary) = place.json("plan", &["plan", "county", "-o", "plan", "--policy", "even.toml"]);
    assert_eq!((code, summary["status"].as_str()), (0, Some("optimal")));
    let balance = summary["goals"].as_array().and_then(|goals| goals.iter().find(|g| g["name"] == "balance"));
    assert_eq!(balance.map(|g| g["value"] == g["bound"]), Some(true), "{summary}");
    place.snapshots("audit-balance", &["audit", "county", "plan", "--policy", "even.toml"]);
    let (_, audit) = place.json("audit", &["audit", "county", "plan", "--policy", "even.toml"]);
    let judged: Vec<_> =
        audit["balance"].as_array().expect("figures").iter().filter(|b| !b["limit"].is_null()).collect();
    assert_eq!(judged.len(), 1, "one stage and one indicator are judged, the goal shows the others");
    assert_eq!((&judged[0]["indicator"], &judged[0]["holds"]), (&"pe-arts".into(), &true.into()));
    assert!(
        judged[0]["after"]["weighted"].as_f64() <= Some(0.8) && judged[0]["before"]["weighted"].as_f64() > Some(0.8)
    );
    // The reference engine agrees.
    let other =
        ["plan", "county", "-o", "other", "--policy", "even.toml", "-q", "--engine", "reference", "--solver", "highs"];
    assert_eq!(place.run(&other).code, 0);
    assert_eq!(place.read("plan/assignments.csv"), place.read("other/assignments.csv"));
}

#[test]
fn a_limit_that_cannot_be_kept_is_diagnosed() {
    let place = Place::new();
    even(&place, "0.5");
    place.snapshots("diagnose-balance", &["diagnose", "county", "--policy", "even.toml"]);
    // A part of a figure, pasted as it is printed.
    let (_, found) = place.json("diagnose", &["diagnose", "county", "--policy", "even.toml"]);
    let repairs = found["repairs"].as_array().expect("repairs").iter();
    let alone = repairs.filter(|r| r["changes"].as_array().is_some_and(|changes| changes.len() == 1));
    let pasted = alone.filter_map(|r| r["changes"][0]["toml"].as_str()).find(|t| t.contains("limit.pe-arts"));
    let pasted = pasted.expect("a change of the limit");
    place.write("pasted.toml", format!("extends = \"even.toml\"\nid = \"pasted\"\n{pasted}"));
    assert_eq!(place.run(&["diagnose", "county", "--policy", "pasted.toml"]).code, 0, "{pasted}");
}

#[test]
fn limits_and_indicators_that_make_no_sense_are_findings() {
    let place = Place::new();
    even(&place, "-0.1");
    place.snapshots("balance-bad-limit", &["plan", "county", "-o", "plan", "--policy", "even.toml"]);
    place.write(
        "even.toml",
        "extends = \"kizilsu-2018\"\n[rules.balance]\nindicators = { value = [\"computers\"], source = \"a test\", grade = \"practice\" }\n",
    );
    place.snapshots("balance-bad-indicator", &["plan", "county", "-o", "plan", "--policy", "even.toml"]);
}
