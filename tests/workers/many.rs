//! Thousands of small solves over four workers: no crash, no wrong answer.

use crate::seeds;
use crate::support::{in_process, plan_of, real, settings, task};
use lungang_domain::words::Lang;
use lungang_runner::workers::{Fault, Pool, Settings};
use std::sync::atomic::AtomicBool;
use std::time::{Duration, Instant};

#[test]
fn many_small_solves_over_four_workers() {
    let seeds = seeds::some(50_000, 400);
    let count = seeds.len() as u64;
    let pool = Pool::new(real(), Settings { workers: 4, grace: Duration::from_secs(60), ..settings() });
    let (mut solved, mut infeasible, mut compared) = (0, 0, 0);
    let mut seen = vec![false; count as usize];
    let began = Instant::now();
    let never = AtomicBool::new(false);
    let mut judging = Duration::ZERO;
    let ran = pool.run(seeds.iter().copied().map(task), &never, |done| {
        let faults: Vec<&Fault> = done.attempts.iter().filter_map(|a| a.fault.as_ref()).collect();
        let plan = plan_of(&done);
        match &plan {
            Some(_) => assert!(faults.is_empty(), "{}", done.say(Lang::EN)),
            // That there is no plan is said twice.
            None => assert!(faults.iter().all(|f| **f == Fault::Alone), "{}", done.say(Lang::EN)),
        }
        assert!(!std::mem::replace(&mut seen[done.number], true));
        *(if plan.is_some() { &mut solved } else { &mut infeasible }) += 1;
        if done.number % 10 == 0 {
            let judged = Instant::now();
            let seed = seeds[done.number];
            assert_eq!(plan, in_process(&task(seed)), "county {seed}");
            judging += judged.elapsed();
            compared += 1;
        }
    });
    let ran = ran.expect("workers start");
    let seconds = began.elapsed().as_secs_f64();
    println!(
        "{count} counties in {seconds:.1} s, {:.0} a second: {solved} plans, {infeasible} without; \
         {compared} compared with this process's own in {:.1} s",
        count as f64 / seconds,
        judging.as_secs_f64()
    );
    assert!(seen.iter().all(|s| *s));
    assert_eq!((ran.done, ran.started, ran.stopped), (count, 4.min(count), false));
}
