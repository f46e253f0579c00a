//! `audit`: clean plans, forged ones, and tables made by hand.

use crate::support::Place;

fn planned() -> Place {
    let place = Place::new();
    let run = place.run(&["plan", "county", "-o", "plan", "-q"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    place
}

#[test]
fn a_plan_of_its_own_is_clean() {
    let place = planned();
    place.snapshots("audit-clean", &["audit", "county", "plan"]);
    let (code, document) = place.json("audit", &["audit", "county", "plan"]);
    assert_eq!((code, document["clean"].as_bool(), document["breaches"].as_u64()), (0, Some(true), Some(0)));
    for rule in document["rules"].as_array().expect("rules") {
        for field in ["rule", "clause", "required", "achieved", "holds"] {
            assert!(rule.get(field).is_some(), "{field}");
        }
    }
}

#[test]
fn a_plan_without_one_of_its_moves_is_not() {
    let place = planned();
    let text = place.read("plan/assignments.csv");
    let lines: Vec<&str> = text.lines().collect();
    place.write("plan/assignments.csv", lines[..lines.len() - 1].join("\n"));
    place.snapshots("audit-forged", &["audit", "county", "plan"]);
    let (code, document) = place.json("audit", &["audit", "county", "plan"]);
    assert_eq!((code, document["clean"].as_bool()), (1, Some(false)));
}

#[test]
fn a_table_made_by_hand_is_audited() {
    let place = planned();
    std::fs::copy(place.path("plan/assignments.csv"), place.path("hand.csv")).expect("a copy");
    let (code, document) = place.json("audit", &["audit", "county", "hand.csv"]);
    assert_eq!((code, document["clean"].as_bool()), (0, Some(true)));
    assert!(document["goals"][0].get("claimed").is_none(), "a bare table claims nothing");
    place.write("empty.csv", "教师编号,接收学校\n");
    place.write("none.csv", "教师编号,接收学校\nT999,S01\n");
    place.snapshots("audit-hand", &["audit", "county", "none.csv"]);
    assert_eq!(place.run(&["audit", "county", "none.csv"]).code, 1);
}

#[test]
fn the_workbook_that_was_sent_on_is_audited_too() {
    let place = planned();
    let (code, document) = place.json("audit", &["audit", "county", "plan/plan.xlsx"]);
    assert_eq!((code, document["clean"].as_bool()), (0, Some(true)), "{document:#}");
}

#[test]
fn another_policy_gives_another_verdict() {
    let place = planned();
    let (code, document) = place.json("audit", &["audit", "county", "plan", "--policy", "anhui"]);
    assert_eq!(code, 1);
    let faults = document["faults"].as_array().expect("faults");
    assert!(faults.iter().any(|f| f["kind"] == "policy-differs"), "{faults:?}");
}

#[test]
fn what_is_no_plan_is_said() {
    let place = Place::new();
    place.snapshots("audit-missing", &["audit", "county", "nowhere"]);
    place.write("empty/readme.txt", "");
    place.snapshots("audit-no-table", &["audit", "county", "empty"]);
    place.write("bad/plan.json", "{");
    place.write("bad/assignments.csv", "teacher_id,to_school\n");
    assert_eq!(place.run(&["audit", "county", "bad"]).code, 2);
}
