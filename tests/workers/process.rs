//! Processes that crash, hang, talk nonsense or take too much: each is told, and another worker gives the plan.

use crate::support::{FIRST, StandIns, lives, plan_of, real, run, settings, task, with_moves};
use lungang_domain::words::Lang;
use lungang_runner::workers::{Done, End, Fault, Outcome, Pool, PoolError, Program, Settings, Unanswered};
use std::sync::atomic::AtomicBool;
use std::time::{Duration, Instant};

/// A job for a worker that misbehaves once: the fault that was told, after the plan was found right.
fn healed(misdeed: &str, settings: Settings) -> Fault {
    let (task, plan) = with_moves();
    let stand_ins = StandIns::new();
    let (all, ran) = run(stand_ins.once(misdeed), settings, vec![task.clone(), task]);
    assert_eq!((ran.done, ran.started, ran.stopped), (2, 2, false));
    assert_eq!(plan_of(&all[0]), Some(plan.clone()), "{}", all[0].say(Lang::EN));
    assert_eq!(all[0].attempts.len(), 2);
    let fault = all[0].attempts[0].fault.clone().expect("the first attempt is at fault");
    let again = matches!(fault, Fault::Crashed { .. } | Fault::Garbled { .. });
    assert_eq!(all[0].attempts[0].method, FIRST);
    assert_eq!(all[0].attempts[1].method == FIRST, again, "the same is asked again where that may help");
    assert!(all[1].at_once() && plan_of(&all[1]) == Some(plan), "the new worker goes on");
    said(&all[0]);
    fault
}

/// Both languages have words for everything.
fn said(done: &Done) {
    for lang in Lang::COMPLETE {
        let words = done.say(lang);
        assert!(!words.contains("worker.") && !words.contains(['{', '}']), "{words}");
        assert_eq!(words.replace('…', "").is_ascii(), lang == Lang::EN, "{words}");
        let head = usize::from(done.result.is_err());
        assert_eq!(words.lines().count(), done.attempts.len() + head, "{words}");
    }
}

#[test]
fn a_worker_that_crashes_is_replaced() {
    let fault = healed("read -r job; echo 'no luck today' >&2; kill -s SEGV $$", settings());
    assert!(matches!(&fault, Fault::Crashed { end: End::Signal(11), .. }), "{fault:?}");
    assert!(fault.say(Lang::EN).ends_with("no luck today"), "{}", fault.say(Lang::EN));
}

#[test]
fn a_worker_that_ends_before_it_is_asked_is_replaced() {
    let fault = healed("exit 3", settings());
    assert_eq!(fault, Fault::Crashed { end: End::Code(3), said: Vec::new() });
}

#[test]
fn a_worker_that_closes_its_output_is_replaced() {
    let fault = healed("exec >&-; exec sleep 60", settings());
    assert_eq!(fault, Fault::Crashed { end: End::Silent, said: Vec::new() });
}

#[test]
fn a_worker_that_hangs_is_killed_with_all_it_started() {
    let (mut task, plan) = with_moves();
    task.orders.time = Some(Duration::from_secs(1));
    let stand_ins = StandIns::new();
    let program = stand_ins.once("sleep 60 &\necho $$ $! | tr ' ' '\\n' >\"$here/pids\"\nwait");
    let began = Instant::now();
    let (all, _) = run(program, settings(), vec![task]);
    assert!(began.elapsed() < Duration::from_secs(30));
    assert_eq!(plan_of(&all[0]), Some(plan));
    // Three solves within the limit, and the grace.
    assert_eq!(all[0].attempts[0].fault, Some(Fault::Hung { seconds: 4.0 }));
    assert_eq!(stand_ins.pids().len(), 2);
    assert!(!stand_ins.pids().iter().any(|p| lives(p)));
}

#[test]
fn a_worker_that_reads_nothing_is_killed() {
    let patience = Settings { job_timeout: Duration::from_secs(2), ..settings() };
    // Larger than any pipe holds.
    let mut big = task(1);
    let mut parts = big.county.to_parts();
    parts.schools[0].township = Some("x".repeat(1 << 20));
    big.county = std::sync::Arc::new(lungang_domain::county::County::new(parts));
    let (all, _) = run(StandIns::new().once("exec sleep 60"), patience, vec![big]);
    assert_eq!(all[0].attempts[0].fault, Some(Fault::Hung { seconds: 3.0 }));
    assert!(all[0].result.is_ok());
}

#[test]
fn what_is_no_answer_is_not_taken_for_one() {
    for (misdeed, beginning) in [
        ("echo 'Running HiGHS 1.15.0'; exec sleep 60", "Running HiGHS 1.15.0"),
        ("echo; exec sleep 60", ""),
        ("printf '{\"id\":1,\"answer\":'", "{\"id\":1,\"answer\":"),
        ("printf '\\377\\376\\n'; exec sleep 60", "\u{fffd}\u{fffd}"),
        // The answer to something else.
        ("read -r job; echo '{\"id\":99,\"answer\":\"nothing\"}'; exec sleep 60", "{\"id\":99,\"answer\":\"nothing\"}"),
        ("read -r job; echo '{\"id\":1,\"answer\":\"nothing\",\"more\":1}'; exec sleep 60", "{\"id\":1,\"answer\":\"n"),
    ] {
        let (task, plan) = with_moves();
        let (all, _) = run(StandIns::new().once(misdeed), settings(), vec![task]);
        assert_eq!(plan_of(&all[0]), Some(plan));
        match &all[0].attempts[0].fault {
            Some(Fault::Garbled { said }) => assert!(said.starts_with(beginning), "{said}"),
            other => panic!("{misdeed}: {other:?}"),
        }
    }
}

#[test]
fn a_line_without_end_does_not_fill_the_memory() {
    let fault = healed("head -c 300000000 /dev/zero; exec sleep 60", settings());
    assert!(matches!(fault, Fault::Garbled { .. }), "{fault:?}");
}

#[test]
fn an_answer_too_many_is_not_taken_for_the_next_one() {
    let (task, plan) = with_moves();
    let stand_ins = StandIns::new();
    let program = stand_ins.changed("presolve", "p");
    let (all, ran) = run(program, settings(), vec![task.clone(), task.clone(), task]);
    assert!(ran.started > 1);
    for done in &all {
        assert_eq!(plan_of(done), Some(plan.clone()), "{}", done.say(Lang::EN));
    }
}

#[test]
#[cfg(target_os = "linux")]
fn a_worker_that_takes_too_much_memory_ends_alone() {
    let (task, plan) = with_moves();
    // Far less than a worker needs: nothing helps, and everything that was tried is told.
    let tight = Settings { memory_bytes: Some(16 << 20), ..settings() };
    let (all, _) = run(real(), tight.clone(), vec![task.clone()]);
    assert_eq!(all[0].result, Err(Unanswered::Exhausted));
    assert_eq!(all[0].attempts.len(), 4, "every path is tried, none twice: {:?}", all[0].attempts);
    for attempt in &all[0].attempts {
        assert!(matches!(attempt.fault, Some(Fault::Memory { bytes, .. }) if bytes == 16 << 20), "{attempt:?}");
    }
    said(&all[0]);
    // Enough for all but one that asks for half a gigabyte at once.
    let enough = Settings { memory_bytes: Some(2 << 30), ..settings() };
    let (all, _) = run(real(), enough.clone(), vec![task.clone()]);
    assert!(all[0].at_once() && plan_of(&all[0]) == Some(plan));
    let fault = healed("ulimit -v 100000; head -c 500000000 /dev/zero | tail -n 1; exit 1", enough);
    assert!(matches!(fault, Fault::Memory { .. }), "{fault:?}");
}

#[test]
fn a_program_that_cannot_be_started_is_an_error() {
    let program = Program { exe: "/nowhere/lungang".into(), args: Vec::new() };
    let pool = Pool::new(program, Settings { workers: 3, ..settings() });
    let error =
        pool.run((0..10).map(task), &AtomicBool::new(false), |done| panic!("{done:?}")).expect_err("no program");
    assert!(matches!(&error, PoolError::Start { exe, .. } if exe.ends_with("lungang")));
    for lang in Lang::COMPLETE {
        assert!(error.say(lang).contains("/nowhere/lungang"), "{}", error.say(lang));
    }
}

#[test]
fn a_worker_that_always_crashes_is_given_up_after_every_path() {
    let program = StandIns::new();
    let program = program.script("read -r job; kill -s ABRT $$\n");
    let none = Settings { retries: 0, ..settings() };
    let (all, ran) = run(program, none, (0..3).map(task).collect());
    assert_eq!((ran.done, ran.started), (3, 12));
    for done in &all {
        assert_eq!(done.result, Err(Unanswered::Exhausted));
        said(done);
    }
}

#[test]
fn this_program_is_found() {
    let program = Program::this().expect("its own file");
    assert_eq!(program.args, ["worker"]);
    assert!(program.exe.exists());
}

#[test]
fn a_job_may_run_out_of_time() {
    let (mut task, _) = with_moves();
    task.orders.time = Some(Duration::from_nanos(1));
    let (all, _) = run(real(), settings(), vec![task]);
    assert!(matches!(all[0].result, Ok(Outcome::Nothing | Outcome::Planned { .. })), "{:?}", all[0].result);
}

#[test]
fn a_run_that_is_silent_is_told_of_before_its_patience_ends() {
    use lungang_runner::workers::{Errand, Orders, Source, Ticket};
    let stand_ins = StandIns::new();
    let pool = Pool::new(
        stand_ins.script("exec sleep 60"),
        Settings {
            notice: Duration::from_millis(100),
            job_timeout: Duration::from_secs(1),
            grace: Duration::ZERO,
            ..settings()
        },
    );
    let ticket = Ticket { scenario: "none.toml".into(), run: 0, hash: String::new() };
    let errand = Errand { source: Source::Scenario(ticket), orders: Orders::default(), years: 0 };
    let told = std::sync::Mutex::new(Vec::new());
    let began = Instant::now();
    let slow = |number: usize, waited: Duration, most: Duration| {
        told.lock().expect("alone").push((number, began.elapsed(), waited, most));
    };
    let mut all = Vec::new();
    pool.run_errands([errand], &|| false, &slow, Some, |finished| all.push(finished)).expect("workers start");
    assert_eq!(all[0].result, Err(Unanswered::Exhausted));
    assert!(all[0].attempts.iter().all(|a| a.fault == Some(Fault::Hung { seconds: 1.0 })), "{:?}", all[0].attempts);
    let told = told.into_inner().expect("alone");
    // Once for each worker that was asked, and each time while it was still waited for.
    assert_eq!(told.len(), all[0].attempts.len());
    let (number, at, waited, most) = told[0];
    assert_eq!((number, most), (0, Duration::from_secs(1)));
    assert!(at < Duration::from_secs(1) && waited >= Duration::from_millis(100), "{at:?} {waited:?}");
    assert!(Settings::default().notice < Duration::from_secs(60));
}
