//! However a run ends, no worker is left.

use crate::support::{LUNGANG, StandIns, lives, real, run, settings, task, until};
use lungang_domain::words::Lang;
use lungang_generate::{Size, Spec};
use lungang_runner::workers::{Done, Job, Method, Orders, Pool, Program, Request, Settings, Source, Task, World};
use std::io::{Read, Write};
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

/// Notes who it is, then works.
const NOTES: &str = "echo $$ >>\"$here/pids\"\nexec \"$lungang\" worker\n";

/// Where the stand-in for a parent has its folder.
const PARENT: &str = "LUNGANG_TEST_PARENT";

/// A county that takes longer than any test here.
fn long() -> World {
    let policy = lungang_policies::load("kizilsu-2018", None).expect("the built-in policy loads");
    let county = lungang_generate::county(&Spec { seed: 1, size: Size::Xl, names: Lang::ZH }, &policy);
    World { county, policy }
}

fn long_task() -> Task {
    let world = long();
    let county = lungang_domain::county::County::new(world.county);
    // microlp has no end with it.
    let method = Method::Reference { solver: lungang_runner::workers::Solver::Microlp };
    Task::new(Arc::new(county), Arc::new(world.policy), Orders { method, ..Orders::default() })
}

#[test]
fn a_stop_ends_the_run_and_the_workers() {
    let stand_ins = StandIns::new();
    let program = stand_ins.script(NOTES);
    let pool = Pool::new(program, Settings { workers: 2, ..settings() });
    let stop = AtomicBool::new(false);
    let task = long_task();
    let tasks = std::iter::repeat_with(|| task.clone());
    std::thread::scope(|scope| {
        let run = scope.spawn(|| pool.run(tasks, &stop, |done: Done| panic!("{done:?}")));
        until("two workers run", || stand_ins.pids().len() == 2);
        std::thread::sleep(Duration::from_millis(200));
        assert!(stand_ins.pids().iter().all(|p| lives(p)));
        let asked = Instant::now();
        stop.store(true, Ordering::Relaxed);
        let ran = run.join().expect("no panic").expect("workers started");
        assert!(asked.elapsed() < Duration::from_secs(5), "{:?}", asked.elapsed());
        assert!(ran.stopped && ran.done == 0, "{ran:?}");
    });
    assert!(!stand_ins.pids().iter().any(|p| lives(p)));
}

#[test]
fn a_run_that_is_done_leaves_no_worker() {
    let stand_ins = StandIns::new();
    let program = stand_ins.script(NOTES);
    let (all, ran) = run(program, Settings { workers: 3, ..settings() }, (0..30).map(task).collect());
    assert_eq!((all.len(), ran.started), (30, 3));
    assert_eq!(stand_ins.pids().len(), 3);
    assert!(!stand_ins.pids().iter().any(|p| lives(p)));
}

#[test]
fn a_sink_that_panics_leaves_no_worker() {
    let stand_ins = StandIns::new();
    let pool = Pool::new(stand_ins.script(NOTES), Settings { workers: 2, ..settings() });
    let run = std::panic::AssertUnwindSafe(|| {
        let _ = pool.run((0..).map(task), &AtomicBool::new(false), |done| assert!(done.number < 3, "enough"));
    });
    assert!(std::panic::catch_unwind(run).is_err());
    assert!(!stand_ins.pids().is_empty());
    assert!(!stand_ins.pids().iter().any(|p| lives(p)));
}

/// Not a test of its own: the parent that the next one kills.
#[test]
fn stands_in_as_parent() {
    let Some(dir) = std::env::var_os(PARENT) else { return };
    let script = std::path::Path::new(&dir).join("stand-in.sh");
    let program = Program { exe: "/bin/sh".into(), args: vec![script.into()] };
    let pool = Pool::new(program, Settings { workers: 2, ..settings() });
    let task = long_task();
    let tasks = std::iter::repeat_with(|| task.clone());
    let _ = pool.run(tasks, &AtomicBool::new(false), |_| ());
}

#[test]
fn workers_of_a_killed_parent_end() {
    let stand_ins = StandIns::new();
    stand_ins.script(NOTES);
    // The file that `Program::this` names is this test's own.
    let mut parent = Command::new(Program::this().expect("its own file").exe)
        .args(["left::stands_in_as_parent", "--exact"])
        .env(PARENT, stand_ins.path(""))
        .stdout(Stdio::null())
        .spawn()
        .expect("this test starts");
    until("two workers run", || stand_ins.pids().len() == 2);
    std::thread::sleep(Duration::from_millis(500));
    assert!(stand_ins.pids().iter().all(|p| lives(p)), "they are at work");
    parent.kill().expect("SIGKILL");
    parent.wait().expect("gone");
    until("the workers end", || !stand_ins.pids().iter().any(|p| lives(p)));
}

#[test]
fn the_end_of_input_ends_a_worker_in_the_middle_of_a_job() {
    let orders =
        Orders { method: Method::Reference { solver: lungang_runner::workers::Solver::Microlp }, ..Orders::default() };
    let job = Job { source: Source::Inline(Box::new(long())), orders };
    let line = serde_json::to_string(&Request { id: 1, memory_bytes: None, job }).expect("JSON") + "\n";
    let mut worker = Command::new(LUNGANG)
        .arg("worker")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("the worker starts");
    let mut stdin = worker.stdin.take().expect("stdin");
    stdin.write_all(line.as_bytes()).expect("it reads");
    std::thread::sleep(Duration::from_millis(300));
    assert!(worker.try_wait().expect("a child").is_none(), "it is at work");
    drop(stdin);
    until("the worker ends", || worker.try_wait().expect("a child").is_some());
    let mut said = String::new();
    worker.stdout.take().expect("stdout").read_to_string(&mut said).expect("text");
    assert_eq!(said, "");
}

#[test]
fn an_idle_worker_ends_well_and_a_strange_line_is_refused() {
    let mut worker = Command::new(LUNGANG)
        .arg("worker")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("the worker starts");
    let mut stdin = worker.stdin.take().expect("stdin");
    let mut stdout = std::io::BufReader::new(worker.stdout.take().expect("stdout"));
    for strange in ["", "{}", "[1]", "{\"id\":7,\"job\":null}"] {
        writeln!(stdin, "{strange}").expect("it reads");
        let mut line = String::new();
        std::io::BufRead::read_line(&mut stdout, &mut line).expect("it answers");
        assert!(line.starts_with("{\"id\":0,\"answer\":{\"refused\":{\"not-a-job\":"), "{line}");
    }
    // What points outside its list is refused too, not stumbled over.
    let mut world = long();
    world.county.teachers[0].school = lungang_domain::id::SchoolIx(1_000_000);
    let job = Job { source: Source::Inline(Box::new(world)), orders: Orders::default() };
    let line = serde_json::to_string(&Request { id: 7, memory_bytes: None, job }).expect("JSON");
    writeln!(stdin, "{line}").expect("it reads");
    let mut line = String::new();
    std::io::BufRead::read_line(&mut stdout, &mut line).expect("it answers");
    assert!(line.starts_with("{\"id\":7,\"answer\":{\"refused\":"), "{line}");
    drop(stdin);
    assert_eq!(worker.wait().expect("gone").code(), Some(0));
}

#[test]
fn the_worker_stands_in_no_help() {
    for args in [&["--help"][..], &["completions", "bash"], &["man", "--lang", "en"]] {
        let output = Command::new(LUNGANG).args(args).stdin(Stdio::null()).output().expect("the program runs");
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        assert!(output.status.success() && !text.contains("worker"), "{args:?}: {text}");
    }
    assert_eq!(real().args, ["worker"]);
}
