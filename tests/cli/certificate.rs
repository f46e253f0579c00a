//! `audit` of a plan with a certificate: good, absent, broken, forged.

use crate::support::Place;
use serde_json::{Value, json};

/// A planned folder, and the values of its goals.
fn planned() -> (Place, Value) {
    let place = Place::new();
    assert_eq!(place.run(&["plan", "county", "-o", "plan", "-q"]).code, 0);
    let values: Value = serde_json::from_str(&place.read("plan/plan.json")).expect("JSON");
    (place, values)
}

fn value(plan: &Value, name: &str) -> i64 {
    let goals = plan["summary"]["goals"].as_array().expect("goals");
    goals.iter().find(|g| g["name"] == name).and_then(|g| g["value"].as_i64()).expect("a value")
}

/// How many must move down.
fn required(plan: &Value) -> i64 {
    plan["summary"]["quota_required"].as_i64().expect("a quota")
}

/// Made by hand: no need is below 0, and as many must move down as the quota says, so that there are so many moves at least.
fn by_hand(plan: &Value) -> Value {
    json!({
        "format": 1,
        "seed": 1,
        "denominator": 2,
        "goals": [
            { "name": "unmet-need", "value": value(plan, "unmet-need"), "bound": 0, "prices": {}, "held": [] },
            {
                "name": "disruption", "value": value(plan, "disruption"), "bound": required(plan),
                "prices": { "exchange_quota.county": 2 }, "held": [0, 0, 0, 0]
            },
        ],
    })
}

fn leave(place: &Place, certificate: &Value) {
    place.write("plan/certificate.json", certificate.to_string());
}

#[test]
fn a_certificate_is_checked() {
    let (place, plan) = planned();
    let good = by_hand(&plan);
    leave(&place, &good);
    place.snapshots("audit-certificate", &["audit", "county", "plan"]);
    let (code, document) = place.json("audit", &["audit", "county", "plan"]);
    // What it proves is said, and that it is neither the plan's own nor whole.
    let faults = document["faults"].as_array().expect("faults");
    let kinds: std::collections::BTreeSet<&str> = faults.iter().filter_map(|f| f["kind"].as_str()).collect();
    let told = ["certificate-claim", "certificate-gap", "certificate-partial", "file-edited", "file-unrecorded"];
    assert!(code == 1 && kinds.contains("certificate-partial"), "{document:#}");
    assert!(kinds.iter().all(|kind| told.contains(kind)), "{kinds:?}");
    let goals = document["goals"].as_array().expect("goals");
    let certified = |name: &str| goals.iter().find(|g| g["name"] == name).expect("a goal");
    assert_eq!(certified("disruption")["certified_bound"], required(&plan));
    assert_eq!(certified("disruption")["certified_gap"], value(&plan, "disruption") - required(&plan));
    assert!(certified("lottery").get("certified_bound").is_none(), "no proof of it");

    let faults = crate::json_schema::faults(&place.run(&["schema", "certificate"]).json(), &good);
    assert!(faults.is_empty(), "{faults:?}");
}

#[test]
fn an_absent_certificate_is_said() {
    let (place, _) = planned();
    if place.path("plan/certificate.json").exists() {
        std::fs::remove_file(place.path("plan/certificate.json")).expect("removed");
    }
    place.snapshots("audit-certificate-absent", &["audit", "county", "plan"]);
}

#[test]
fn a_broken_certificate_is_told_with_its_place() {
    let (place, plan) = planned();
    let text = by_hand(&plan).to_string().replace("\"seed\":1", "\"seed\":\n \"one\"");
    place.write("plan/certificate.json", text);
    place.snapshots("audit-certificate-broken", &["audit", "county", "plan"]);
    for text in ["", "{", "[]", "{\"format\":1}", "\u{0}"] {
        place.write("plan/certificate.json", text);
        let run = place.run(&["audit", "county", "plan"]);
        assert_eq!((run.code, run.stdout.as_str()), (2, ""), "{text}");
        assert!(run.stderr.contains("certificate.json"), "{}", run.stderr);
    }
}

#[test]
fn a_forged_certificate_is_refused() {
    let (place, plan) = planned();
    let mut forged = by_hand(&plan);
    forged["goals"][0]["bound"] = json!(value(&plan, "unmet-need"));
    forged["goals"][1]["value"] = json!(value(&plan, "disruption") - 1);
    leave(&place, &forged);
    place.snapshots("audit-certificate-forged", &["audit", "county", "plan"]);

    let mut stranger = by_hand(&plan);
    stranger["goals"][1]["prices"] = json!({ "exchange_quota.county": -1, "one_post.\u{1b}nobody": -1 });
    leave(&place, &stranger);
    place.snapshots("audit-certificate-refused", &["audit", "county", "plan"]);
    assert_eq!(place.run(&["audit", "county", "plan"]).code, 1);
}

#[test]
fn of_a_plan_that_breaks_rules_a_certificate_says_nothing() {
    let (place, plan) = planned();
    leave(&place, &by_hand(&plan));
    let text = place.read("plan/assignments.csv");
    let first: Vec<&str> = text.lines().take(1).collect();
    place.write("plan/assignments.csv", first.join("\n"));
    let run = place.run(&["audit", "county", "plan", "--lang", "en"]);
    assert_eq!(run.code, 1);
    assert!(run.stderr.contains("certificate was not checked"), "{}", run.stderr);
}
