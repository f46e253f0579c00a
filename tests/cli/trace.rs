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

/// A county that stands as it was planned is known by its files: only the copy that the plan keeps is read. One that was changed is
/// read too, and what has changed is told.
#[test]
fn a_county_that_is_as_it_was_is_read_once() {
    let place = Place::new();
    assert_eq!(place.run(&["plan", "county", "-o", "plan", "-q"]).code, 0);
    let explained = || {
        let args = ["explain", "plan", "--school", "S01", "--trace", "trace.json", "--lang", "en"];
        let run = place.run(&args);
        assert_eq!(run.code, 0, "{}", run.stderr);
        let text = place.read("trace.json");
        let events: Value = serde_json::from_str(&text).expect("JSON");
        let read = |e: &&Value| e["name"] == "read" && e["ph"] == "B";
        (events.as_array().expect("events").iter().filter(read).count(), run.stderr)
    };
    assert_eq!(explained(), (1, String::new()));
    let teachers = place.read("county/teachers.csv");
    // A cell, a table that is new, and one that is gone.
    place.set_cell("county/teachers.csv", "T001", "到校时间", "2025-09-01");
    let (reads, told) = explained();
    assert!(reads == 2 && told.contains("T001"), "{reads}: {told}");
    place.write("county/teachers.csv", &teachers);
    assert_eq!(explained().0, 1);
    place.write("county/scores.csv", "teacher_id,school_id,goal,value\n");
    assert_eq!(explained().0, 2);
    std::fs::remove_file(place.path("county/scores.csv")).expect("removed");
    let wishes = place.read("county/wishes.csv");
    std::fs::remove_file(place.path("county/wishes.csv")).expect("removed");
    assert_eq!(explained().0, 2);
    place.write("county/wishes.csv", &wishes);
    // Another policy of the same county.
    let county = place.read("county/county.toml");
    place.write("county/county.toml", county.replace("kizilsu-2018", "national"));
    assert_eq!(explained().0, 2);
}
