//! `plan`: the plan, the folder, and the ways in which there is none.

use crate::support::Place;

#[test]
fn a_plan_in_both_languages() {
    let place = Place::new();
    place.snapshots("plan", &["plan", "county", "-o", "plan"]);
    for file in ["plan.json", "assignments.csv", "plan.xlsx", "audit.json", "run.toml"] {
        assert!(place.path("plan").join(file).is_file(), "{file} is missing");
    }
    assert_eq!(place.names("."), ["county", "plan"], "nothing else is left");
}

#[test]
fn its_summary_and_its_files_fit_their_schemas() {
    let place = Place::new();
    let (code, summary) = place.json("plan", &["plan", "county", "-o", "a/b/plan"]);
    assert_eq!((code, summary["status"].as_str()), (0, Some("optimal")));
    assert_eq!(summary["audit"]["clean"], true);
    for goal in summary["goals"].as_array().expect("goals") {
        assert_eq!(goal["value"], goal["bound"], "optimal is said, so every bound meets its value");
    }
    for (schema, file) in [("plan-file", "a/b/plan/plan.json"), ("audit", "a/b/plan/audit.json")] {
        let described = place.run(&["schema", schema]).json();
        let value = serde_json::from_str(&place.read(file)).expect("JSON");
        let faults = crate::json_schema::faults(&described, &value);
        assert!(faults.is_empty(), "{file}:\n{}", faults.join("\n"));
    }
}

#[test]
fn the_reference_engine_finds_the_same_plan() {
    let place = Place::new();
    let fast = place.run(&["plan", "county", "-o", "fast", "-q"]);
    let reference =
        place.run(&["plan", "county", "-o", "reference", "-q", "--engine", "reference", "--solver", "highs"]);
    assert_eq!((fast.code, reference.code), (0, 0), "{}{}", fast.stderr, reference.stderr);
    assert_eq!(place.read("fast/assignments.csv"), place.read("reference/assignments.csv"));
    assert!(fast.stderr.is_empty(), "quiet is quiet: {}", fast.stderr);
}

#[test]
fn a_conflict_is_a_result_in_words() {
    let place = Place::new();
    let policy = "extends = \"kizilsu-2018\"\nid = \"strict\"\n[rules.exchange-quota]\n\
        share = { value = \"100%\", source = \"a test\", grade = \"practice\" }\n";
    place.write("strict.toml", policy);
    place.snapshots("plan-infeasible", &["plan", "county", "-o", "plan", "--policy", "strict.toml"]);
    let (code, document) = place.json("plan", &["plan", "county", "-o", "plan", "--policy", "strict.toml"]);
    assert_eq!((code, document["status"].as_str()), (3, Some("infeasible")));
    assert_eq!(document["conflict"]["kind"], "rules");
    assert!(document["message"].as_str().is_some_and(|m| !m.is_empty()));
    assert!(!place.path("plan").exists());
}

#[test]
fn too_few_authorised_posts_are_a_conflict_too() {
    let place = Place::new();
    place.write("county/authorised.csv", "stage,posts\ntotal,3\n");
    place.snapshots("plan-authorised", &["plan", "county", "-o", "plan"]);
    assert_eq!(place.run(&["staffing", "county"]).code, 3);
}

#[test]
fn a_folder_that_cannot_be_written_is_refused_before_the_work() {
    let place = Place::new();
    place.write("mine/thesis.docx", "not a plan");
    place.write("file", "a file");
    for (name, target) in [("foreign", "mine"), ("file", "file")] {
        place.snapshots(&format!("plan-refused-{name}"), &["plan", "county", "-o", target]);
    }
    let (code, document) = place.json("error", &["plan", "county", "-o", "mine"]);
    assert_eq!((code, document["error"].as_str(), document["exit_code"].as_u64()), (2, Some("write"), Some(2)));
    assert_eq!(place.read("mine/thesis.docx"), "not a plan");
}

#[test]
fn an_older_plan_is_replaced() {
    let place = Place::new();
    for seed in ["1", "2"] {
        let run = place.run(&["plan", "county", "-o", "plan", "--seed", seed]);
        assert_eq!(run.code, 0, "{}", run.stderr);
    }
    assert!(place.read("plan/run.toml").contains("seed = 2"));
}

#[test]
fn a_limit_that_leaves_no_time_ends_with_four() {
    let place = Place::empty();
    assert_eq!(place.run(&["generate", "-o", "county", "--size", "M", "-q"]).code, 0);
    let run = place.run(&["plan", "county", "-o", "plan", "--time-limit", "0.05", "-q"]);
    assert_eq!(run.code, 4, "{}{}", run.stdout, run.stderr);
}

#[test]
fn a_plan_that_was_stopped_is_clean_all_the_same() {
    let place = Place::empty();
    assert_eq!(place.run(&["generate", "-o", "county", "--size", "M", "-q"]).code, 0);
    for limit in ["0.5", "1", "2", "4"] {
        let run = place.run(&["plan", "county", "-o", "plan", "--time-limit", limit, "-q"]);
        assert!(matches!(run.code, 0 | 4), "limit {limit} s, exit {}:\n{}{}", run.code, run.stdout, run.stderr);
        if place.path("plan").exists() {
            assert_eq!(place.run(&["audit", "county", "plan"]).code, 0, "limit {limit} s");
        }
    }
}

#[test]
fn a_plan_edited_by_hand_is_not_replaced_unasked() {
    let place = Place::new();
    assert_eq!(place.run(&["plan", "county", "-o", "plan", "-q"]).code, 0);
    assert_eq!(place.run(&["plan", "county", "-o", "plan", "-q"]).code, 0, "as it was left, it is replaced");
    let made = place.read("plan/assignments.csv");
    let edited = made.lines().take(3).collect::<Vec<_>>().join("\n");
    place.write("plan/assignments.csv", &edited);
    let run = place.run(&["plan", "county", "-o", "plan", "--lang", "en"]);
    assert_eq!(run.code, 2, "{}", run.stderr);
    assert!(run.stderr.contains("assignments.csv") && run.stderr.contains("--force"), "{}", run.stderr);
    assert_eq!(place.read("plan/assignments.csv"), edited);
    assert_eq!(place.run(&["plan", "county", "-o", "plan", "-q", "--force"]).code, 0);
    assert_eq!(place.read("plan/assignments.csv"), made);
}
