//! `whatif` that is killed, loses a worker or is interrupted: what is finished stays, and the end is the same.

use crate::whatif::{joined, place};
use std::collections::BTreeSet;
use std::process::Stdio;
use std::time::{Duration, Instant};

/// Killed at random moments and begun again, the runs come to the same bytes; nothing that was finished is made twice.
#[cfg(unix)]
#[test]
fn kills_lose_nothing_that_is_finished() {
    use std::os::unix::fs::MetadataExt;
    let kills = std::env::var("LUNGANG_KILLS").ok().and_then(|n| n.parse().ok()).unwrap_or(4_u64);
    let place = place();
    let grid = "scenarios/quota-grid.toml";
    let began = Instant::now();
    assert_eq!(place.run(&["whatif", grid, "-o", "whole"]).code, 0);
    let whole = began.elapsed();
    let mut finished: BTreeSet<(String, u64)> = BTreeSet::new();
    let mut state = 0x59_u64;
    for kill in 0..kills {
        let mut child = place.command(&["whatif", grid, "-o", "parts", "-q"]);
        let mut child = child.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("the program runs");
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        // Each begins where the one before was killed: moments over the whole of a run, early ones among them.
        let share = (state >> 33) % 1_000;
        std::thread::sleep(whole.mul_f64(share as f64 / 1_000.0 * 1.1 / (kill + 1) as f64) + Duration::from_millis(20));
        // One that has ended already has nothing to lose.
        let _ = child.kill();
        let _ = child.wait();
        let results = place.path("parts/results");
        let stands: BTreeSet<(String, u64)> = std::fs::read_dir(results)
            .into_iter()
            .flatten()
            .flatten()
            .filter(|e| !e.file_name().to_string_lossy().starts_with('.'))
            .map(|e| (e.file_name().to_string_lossy().into_owned(), e.metadata().expect("a result").ino()))
            .collect();
        assert!(stands.is_superset(&finished), "a finished result is gone or was written again");
        for (name, _) in &stands {
            assert!(place.read(&format!("parts/results/{name}")).ends_with("}\n"), "a result is not whole");
        }
        finished = stands;
    }
    let last = place.run(&["whatif", grid, "-o", "parts"]);
    assert_eq!(last.code, 0, "{}", last.stderr);
    assert!(joined(&place, "whole") == joined(&place, "parts"), "the joined files differ");
    assert!(place.names("parts/results").iter().all(|name| !name.starts_with('.')), "a draft is left");
}

/// A worker that is killed in the middle of a run is replaced, and the run is made by another.
#[cfg(target_os = "linux")]
#[test]
fn a_killed_worker_is_replaced() {
    let place = place();
    let grid = "scenarios/quota-grid.toml";
    assert_eq!(place.run(&["whatif", grid, "-o", "whole"]).code, 0);
    let mut command = place.command(&["whatif", grid, "-o", "out", "--jobs", "1"]);
    let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("the program runs");
    let mut killed = 0;
    let until = Instant::now() + Duration::from_secs(20);
    while killed < 2 && Instant::now() < until && child.try_wait().expect("a child").is_none() {
        for worker in children(child.id()) {
            std::thread::sleep(Duration::from_millis(60));
            let kill =
                std::process::Command::new("kill").args(["-9", &worker.to_string()]).stderr(Stdio::null()).status();
            killed += u32::from(kill.is_ok_and(|s| s.success()));
        }
    }
    assert!(child.wait().expect("a child").success());
    assert!(killed > 0, "no worker was there to kill");
    assert!(joined(&place, "whole") == joined(&place, "out"), "the joined files differ");
}

#[cfg(target_os = "linux")]
fn children(parent: u32) -> Vec<u32> {
    let list = std::fs::read_to_string(format!("/proc/{parent}/task/{parent}/children")).unwrap_or_default();
    let own: Vec<u32> = list.split_whitespace().filter_map(|p| p.parse().ok()).collect();
    if !own.is_empty() {
        return own;
    }
    // Workers belong to the thread that started them.
    let tasks = std::fs::read_dir(format!("/proc/{parent}/task")).into_iter().flatten().flatten();
    let lists = tasks.filter_map(|t| std::fs::read_to_string(t.path().join("children")).ok());
    lists.flat_map(|l| l.split_whitespace().filter_map(|p| p.parse().ok()).collect::<Vec<u32>>()).collect()
}

/// Ctrl-C keeps what stands and ends with 130.
#[cfg(unix)]
#[test]
fn an_interrupt_keeps_what_stands() {
    let place = place();
    let mut command =
        place.command(&["whatif", "scenarios/quota-grid.toml", "-o", "out", "--lang", "en", "--jobs", "1"]);
    let child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the program runs");
    let until = Instant::now() + Duration::from_secs(20);
    let standing = || std::fs::read_dir(place.path("out/results")).map_or(0, |d| d.flatten().count());
    while standing() < 2 && Instant::now() < until {
        std::thread::sleep(Duration::from_millis(5));
    }
    let sent = std::process::Command::new("kill").args(["-INT", &child.id().to_string()]).status();
    assert!(sent.is_ok_and(|s| s.success()));
    let run = crate::support::ended(child.wait_with_output().expect("it ends"));
    assert_eq!(run.code, 130, "{}", run.stderr);
    assert!(run.stderr.contains("results that are kept"), "{}", run.stderr);
    assert!(standing() >= 2 && !place.path("out/whatif.json").exists());
}
