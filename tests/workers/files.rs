//! Counties that a worker reads itself.

use crate::support::{in_process, plan_of, real, run, settings};
use lungang_domain::words::Lang;
use lungang_runner::workers::{Files, Method, Orders, Refusal, Solver, Task, Unanswered};
use std::path::Path;

fn example() -> Files {
    let county = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data/examples/county");
    Files { county, ..Files::default() }
}

#[test]
fn the_example_county_by_its_path_and_sent_along() {
    let by_path = Task::of_files(example(), Orders::default()).expect("the example is valid");
    let sent = Task { files: None, ..by_path.clone() };
    let second = Method::Fast { presolve: false, random_seed: 5 };
    let other = Task { orders: Orders { method: second, ..Orders::default() }, ..by_path.clone() };
    let own = in_process(&by_path);
    assert!(own.as_ref().is_some_and(|(moves, _)| !moves.is_empty()));
    let (all, ran) = run(real(), settings(), vec![by_path, sent, other]);
    assert_eq!(ran.started, 1);
    for done in &all {
        assert!(done.at_once(), "{}", done.say(Lang::EN));
        assert_eq!(plan_of(done), own);
    }
    assert_eq!(all[2].attempts[0].method, second);
}

#[test]
fn a_plan_by_the_reference_engine() {
    let (mut task, plan) = crate::support::with_moves();
    task.orders.method = Method::Reference { solver: Solver::Highs };
    let (all, _) = run(real(), settings(), vec![task]);
    assert!(all[0].at_once());
    assert_eq!(plan_of(&all[0]).map(|p| p.0), Some(plan.0));
}

#[test]
fn files_with_errors_are_refused_once() {
    let gone = Files { county: "/nowhere/county".into(), ..Files::default() };
    let loaded = Task::of_files(gone.clone(), Orders::default()).expect_err("nothing is there");
    assert!(loaded.findings.has_errors());
    // The files were there when the parent read them.
    let task = Task { files: Some(gone), ..Task::of_files(example(), Orders::default()).expect("valid") };
    let (all, _) = run(real(), settings(), vec![task]);
    assert_eq!(all[0].attempts.len(), 1);
    match &all[0].result {
        Err(Unanswered::Refused(Refusal::Findings { path, errors, codes })) => {
            assert_eq!(path, "/nowhere/county");
            assert!(*errors > 0 && !codes.is_empty());
        }
        other => panic!("{other:?}"),
    }
    for lang in Lang::COMPLETE {
        let words = all[0].say(lang);
        assert!(words.contains("/nowhere/county") && !words.contains("worker."), "{words}");
    }
}

#[test]
fn a_county_read_from_other_files_than_the_parents_is_found_out() {
    // The worker reads the example; the parent judges by a county of its own.
    let (task, _) = crate::support::with_moves();
    let (all, _) = run(real(), settings(), vec![Task { files: Some(example()), ..task }]);
    assert_eq!(all[0].result, Err(Unanswered::Exhausted), "{}", all[0].say(Lang::EN));
}
