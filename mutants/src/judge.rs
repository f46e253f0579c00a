//! Tests against mutants: which tests come to which mutants, and whether one of them fails when the mutant is on.

use crate::build::Program;
use crate::mutant::Ended;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

/// A test, how long it takes when nothing is wrong, and the mutants it comes to.
pub struct Test {
    program: usize,
    pub name: String,
    took: Duration,
    reaches: BTreeSet<u32>,
    /// How many mutants it has killed: the likeliest killer is asked first.
    kills: AtomicUsize,
}

/// The tests of all programs.
///
/// # Errors
///
/// A test fails or hangs without any mutant.
pub fn tests(programs: &[Program], work: &Path, jobs: usize) -> Result<Vec<Test>, String> {
    let mut named = Vec::new();
    for (index, program) in programs.iter().enumerate() {
        let output =
            Command::new(&program.file).args(["--list", "--format", "terse"]).current_dir(&program.folder).output();
        let text = output.map_err(|e| format!("{}: {e}", program.file.display()))?.stdout;
        let names = String::from_utf8_lossy(&text)
            .lines()
            .filter_map(|l| l.strip_suffix(": test"))
            .map(str::to_owned)
            .collect::<Vec<_>>();
        named.extend(names.into_iter().map(|name| (index, name)));
    }
    let traced = each(&named, jobs, |at, (index, name)| {
        let file = work.join(format!("reached-{at}.txt"));
        let _ = fs::remove_file(&file);
        let began = Instant::now();
        let ended = run(&programs[*index], name, &format!("reached:{}", file.display()), Duration::from_secs(3600));
        let reaches = fs::read_to_string(&file).unwrap_or_default().lines().filter_map(|l| l.parse().ok()).collect();
        let _ = fs::remove_file(&file);
        let test =
            Test { program: *index, name: name.clone(), took: began.elapsed(), reaches, kills: AtomicUsize::new(0) };
        (ended == Some(true))
            .then_some(test)
            .ok_or_else(|| format!("fails without any mutant: {} {name}", programs[*index].name))
    });
    traced
        .into_iter()
        .collect::<Result<Vec<_>, _>>()
        .map(|tests| tests.into_iter().filter(|t| !t.reaches.is_empty()).collect())
}

/// How a mutant ends, and the test that killed it.
pub fn judged(id: u32, tests: &[Test], programs: &[Program]) -> (Ended, String) {
    let mut reaching: Vec<&Test> = tests.iter().filter(|t| t.reaches.contains(&id)).collect();
    // The chance of a kill for the time it costs.
    let worth = |t: &Test| (t.kills.load(Ordering::Relaxed) as f64 + 0.5) / (t.took.as_secs_f64() + 0.02);
    let worths: BTreeMap<&str, f64> = reaching.iter().map(|t| (t.name.as_str(), worth(t))).collect();
    reaching.sort_by(|a, b| worths[b.name.as_str()].total_cmp(&worths[a.name.as_str()]));
    for test in &reaching {
        let patience = Duration::from_secs(20).max(test.took * 8);
        if run(&programs[test.program], &test.name, &id.to_string(), patience) != Some(true) {
            test.kills.fetch_add(1, Ordering::Relaxed);
            return (Ended::Killed, test.name.clone());
        }
    }
    (if reaching.is_empty() { Ended::Unreached } else { Ended::Survived }, String::new())
}

/// Whether a test passes; none where it goes beyond its time.
fn run(program: &Program, test: &str, mutant: &str, patience: Duration) -> Option<bool> {
    let mut command = Command::new(&program.file);
    command
        .args(["--exact", test, "--test-threads", "1", "-q"])
        .current_dir(&program.folder)
        .env("LUNGANG_MUTANT", mutant);
    // The counties of every mutant are the same, or a kill would be chance.
    for (variable, usual) in [("LUNGANG_SEED", "0"), ("LUNGANG_COUNTIES", "100")] {
        if std::env::var_os(variable).is_none() {
            command.env(variable, usual);
        }
    }
    let mut child = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn().ok()?;
    waited(&mut child, patience)
}

fn waited(child: &mut Child, patience: Duration) -> Option<bool> {
    let began = Instant::now();
    let mut pause = Duration::from_millis(2);
    loop {
        if let Ok(Some(status)) = child.try_wait() {
            return Some(status.success());
        }
        if began.elapsed() > patience {
            let _ = child.kill();
            let _ = child.wait();
            return None;
        }
        thread::sleep(pause);
        pause = (pause * 2).min(Duration::from_millis(50));
    }
}

/// Does the work of every item, several at a time; the answers in the order of the items.
pub fn each<T: Sync, R: Send>(items: &[T], jobs: usize, work: impl Fn(usize, &T) -> R + Sync) -> Vec<R> {
    let next = AtomicUsize::new(0);
    let done = Mutex::new(Vec::new());
    thread::scope(|scope| {
        for _ in 0..jobs.max(1) {
            scope.spawn(|| {
                loop {
                    let at = next.fetch_add(1, Ordering::Relaxed);
                    let Some(item) = items.get(at) else { return };
                    let answer = work(at, item);
                    done.lock().unwrap_or_else(|broken| broken.into_inner()).push((at, answer));
                }
            });
        }
    });
    let mut done = done.into_inner().unwrap_or_else(|broken| broken.into_inner());
    done.sort_by_key(|(at, _)| *at);
    done.into_iter().map(|(_, answer)| answer).collect()
}
