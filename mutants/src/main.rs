//! Mutants: small faults are put into the audit, the rules and the engine; tests that stay green have a gap there.
//!
//! ```text
//! make mutants                                    every mutant that has no result yet
//! make mutants ARGS="rules/couples audit/budget"  those of files whose path holds one of the words
//! make mutants ARGS="--list rules/couples"        shows them and runs nothing
//! make mutants ARGS="--limit 100 --jobs 2"        stops after so many; so many at a time
//! ```
//!
//! All mutants are woven into one copy of the sources (`weave`), which is built once; a run of a test chooses one. Results are
//! kept by the content of the mutated file and of the tests: a run that was stopped goes on, what has changed is tried again.
//! `tests/mutants.toml` says of every survivor why it may live; an entry that fits no survivor is stale.
//! Exit 1: a survivor without a reason, or a stale reason.

mod build;
mod judge;
mod mutant;
mod weave;

use mutant::{Ended, Key, Mutant, Results, digest, reasons};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Mutex;
use std::time::Instant;

struct Asked {
    words: Vec<String>,
    list: bool,
    limit: usize,
    jobs: usize,
}

fn asked() -> Result<Asked, String> {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let mut asked = Asked { words: Vec::new(), list: false, limit: usize::MAX, jobs: cores };
    let mut given = std::env::args().skip(1);
    while let Some(word) = given.next() {
        let mut number =
            || given.next().and_then(|n| n.parse().ok()).ok_or_else(|| format!("a number belongs behind {word}"));
        match word.as_str() {
            "--list" => asked.list = true,
            "--limit" => asked.limit = number()?,
            "--jobs" => asked.jobs = number()?,
            _ if word.starts_with('-') => return Err(format!("unknown: {word}")),
            _ => asked.words.push(word),
        }
    }
    Ok(asked)
}

fn main() -> ExitCode {
    match asked().and_then(|asked| judge(&asked)) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(message) => {
            eprintln!("{message}");
            ExitCode::from(2)
        }
    }
}

/// Whether every survivor has a reason and every reason a survivor.
fn judge(asked: &Asked) -> Result<bool, String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().ok_or("no folder above")?.to_owned();
    let chosen = |m: &Mutant| asked.words.is_empty() || asked.words.iter().any(|w| m.key.file.contains(w.as_str()));
    if asked.list {
        let (mutants, _) = build::woven(&root, &BTreeSet::new())?;
        let chosen: Vec<_> = mutants.iter().filter(|m| chosen(m)).collect();
        chosen.iter().for_each(|m| println!("{}", shown(m)));
        println!("{} mutants", chosen.len());
        return Ok(true);
    }
    let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), PathBuf::from);
    let work = target.join("mutants");
    std::fs::create_dir_all(&work).map_err(|e| format!("{}: {e}", work.display()))?;
    let mut results = Results::open(work.join("results.jsonl"));
    let at = sums(&root);
    let reasons = reasons(&root.join("tests/mutants.toml"))?;

    // What the compiler refused before need not be built again to learn it.
    let (all, _) = build::woven(&root, &BTreeSet::new())?;
    let refused = |m: &&Mutant| matches!(results.get(&m.key, &at[&m.key.file]), Some((Ended::Unbuilt, _)));
    let mut left_out: BTreeSet<Key> = all.iter().filter(refused).map(|m| m.key.clone()).collect();
    let open: Vec<&Mutant> =
        all.iter().filter(|m| chosen(m) && results.get(&m.key, &at[&m.key.file]).is_none()).collect();
    println!("{} mutants, {} without a result", all.iter().filter(|m| chosen(m)).count(), open.len());
    if !open.is_empty() {
        let wanted: BTreeSet<Key> = open.iter().map(|m| m.key.clone()).collect();
        let (mutants, programs) = build::built(&root, &work.join("tree"), &mut left_out)?;
        let tests = judge::tests(&programs, &work, asked.jobs)?;
        println!("{} tests come to a mutant", tests.len());
        let todo: Vec<Mutant> = mutants.into_iter().filter(|m| wanted.contains(&m.key)).take(asked.limit).collect();
        for key in left_out.iter().filter(|k| wanted.contains(k)) {
            results.put(key, &at[&key.file], Ended::Unbuilt, "").map_err(|e| e.to_string())?;
        }
        let kept = Mutex::new((&mut results, 0));
        judge::each(&todo, asked.jobs, |_, mutant| {
            let began = Instant::now();
            let (ended, by) = judge::judged(mutant.id, &tests, &programs);
            let mut kept = kept.lock().unwrap_or_else(|broken| broken.into_inner());
            kept.1 += 1;
            let count = kept.1;
            println!(
                "[{count}/{}] {ended:?} {:.1} s {} {by}",
                todo.len(),
                began.elapsed().as_secs_f64(),
                shown(mutant)
            );
            kept.0.put(&mutant.key, &at[&mutant.key.file], ended, &by).map_err(|e| e.to_string())
        })
        .into_iter()
        .collect::<Result<Vec<()>, _>>()?;
    }
    Ok(summed(&all, &reasons, &results, &at, chosen))
}

/// The content of each mutated file and of the tests that judge it.
fn sums(root: &Path) -> BTreeMap<String, String> {
    let judges =
        ["tests/rules", "tests/properties", "crates/audit/src/tests", "crates/solver/tests"].map(|t| root.join(t));
    let judges = digest(&judges);
    build::sources(root)
        .into_iter()
        .map(|name| (name.clone(), format!("{}:{judges}", digest(&[root.join(&name)]))))
        .collect()
}

fn shown(mutant: &Mutant) -> String {
    let Key { file, line, change, nth } = &mutant.key;
    let nth = if *nth > 1 { format!(" ({nth})") } else { String::new() };
    format!("{file}:{}  {change}{nth}  {line}", mutant.number)
}

fn summed(
    all: &[Mutant],
    reasons: &[mutant::Reason],
    results: &Results,
    at: &BTreeMap<String, String>,
    chosen: impl Fn(&Mutant) -> bool,
) -> bool {
    let ended: Vec<(&Mutant, Option<Ended>)> =
        all.iter().filter(|m| chosen(m)).map(|m| (m, results.get(&m.key, &at[&m.key.file]).map(|r| r.0))).collect();
    let counts = Ended::ALL.map(|e| format!("{} {e:?}", ended.iter().filter(|(_, r)| *r == Some(e)).count()));
    println!("{}, {} not run", counts.join(", "), ended.iter().filter(|(_, r)| r.is_none()).count());
    let excused: BTreeSet<&Key> = reasons.iter().filter(|r| !r.reason.trim().is_empty()).map(|r| &r.key).collect();
    let bare: Vec<&Mutant> = ended
        .iter()
        .filter(|(m, r)| r.is_some_and(Ended::lives) && !excused.contains(&m.key))
        .map(|(m, _)| *m)
        .collect();
    bare.iter().for_each(|m| println!("lives without a reason: {}", shown(m)));
    let by_key: BTreeMap<&Key, Option<Ended>> =
        all.iter().map(|m| (&m.key, results.get(&m.key, &at[&m.key.file]).map(|r| r.0))).collect();
    let mut stale = 0;
    for reason in reasons {
        let fault = match by_key.get(&reason.key) {
            None => "fits no mutant",
            Some(Some(ended)) if !ended.lives() => "is killed",
            _ if reason.reason.trim().is_empty() => "gives no reason",
            _ => continue,
        };
        stale += 1;
        println!("stale in tests/mutants.toml ({fault}): {:?}", reason.key);
    }
    bare.is_empty() && stale == 0
}
