//! `--trace FILE`: the stages of a run, in the format of Chrome's trace viewer.

use crate::support::Place;
use serde_json::Value;
use std::collections::BTreeSet;

fn stages(place: &Place, file: &str) -> BTreeSet<String> {
    let events: Value = serde_json::from_str(&place.read(file)).expect("JSON");
    let events = events.as_array().expect("a list of events");
    let mut open: Vec<&str> = Vec::new();
    let mut seen = BTreeSet::new();
    for event in events {
        let name = event["name"].as_str().expect("a name");
        match event["ph"].as_str().expect("a phase") {
            "B" => open.push(name),
            "E" => assert_eq!(open.pop(), Some(name), "stages end in the order in which they nest"),
            _ => continue,
        }
        assert!(event["ts"].as_f64().expect("microseconds") >= 0.0);
        seen.insert(name.to_owned());
    }
    assert!(open.is_empty(), "stages that never end: {open:?}");
    seen
}

#[test]
fn a_trace_names_the_stages_of_a_plan() {
    let place = Place::new();
    assert_eq!(place.run(&["plan", "county", "-o", "plan", "--trace", "trace.json", "-q"]).code, 0);
    let seen = stages(&place, "trace.json");
    for stage in ["read", "validate", "year", "needs", "formulate", "solve", "goal", "audit", "write"] {
        assert!(seen.contains(stage), "{stage} is not among {seen:?}");
    }
    // Names of stages and goals, none of people or schools.
    let text = place.read("trace.json");
    assert!(text.contains("unmet-need") && text.is_ascii());
    // A trace changes nothing of what is made.
    assert_eq!(place.run(&["plan", "county", "-o", "again", "-q"]).code, 0);
    for file in ["assignments.csv", "certificate.json"] {
        assert!(place.read(&format!("plan/{file}")) == place.read(&format!("again/{file}")), "{file}");
    }
}

#[test]
fn a_command_that_fails_leaves_its_trace() {
    let place = Place::new();
    place.write("county/schools.csv", "school_id\n");
    assert_ne!(place.run(&["plan", "county", "-o", "plan", "--trace", "trace.json"]).code, 0);
    assert!(stages(&place, "trace.json").contains("read"));
}

#[test]
fn a_trace_that_cannot_be_written_is_an_error() {
    let place = Place::new();
    let run = place.run(&["check", "county", "--trace", "nowhere/trace.json"]);
    assert_ne!(run.code, 0);
    assert!(run.stderr.contains("nowhere"), "{}", run.stderr);
}
