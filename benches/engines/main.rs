//! The engine and its rivals on the same models in the same run: time and memory of each, and whether they agree.
//!
//! `cargo bench -p lungang --bench engines [-- --sizes S,M,L,XL --runs 5 --limit 300 --rivals highs,cbc,scip,cp-sat]`
//! prints as it goes and leaves tables and a plot in `benches/results`. A difference between two answers fails it.

mod contest;
mod contestants;
mod options;
mod plot;
mod process;
mod results;
#[path = "../shared/mod.rs"]
mod shared;

use contest::Part;
use contestants::{Peers, Place, Rival};
use lungang_solver::Limits;
use options::Options;
use process::{Patience, Run};
use results::{County, Report, Runs, figure, measured};
use std::collections::BTreeSet;
use std::path::Path;
use std::process::{Command, ExitCode, Stdio};
use std::time::Duration;

/// Who needs more than this many seconds is run once.
const SLOW: f64 = 60.0;

/// The largest county: only the engine, with a time limit for all goals and a gap.
const PROVINCE: (&str, f64, f64) = ("province", 600.0, 1e-4);

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let done = options::read(&arguments).and_then(|options| match &options.contest {
        Some((part, county, gap)) => contest(part, county, options.limit, *gap).map(|()| true),
        None => bench(&options, &arguments),
    });
    match done {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(message) => {
            eprintln!("{message}");
            ExitCode::from(2)
        }
    }
}

/// One contestant in this process.
fn contest(part: &str, county: &Path, limit: f64, gap: f64) -> Result<(), String> {
    let time = Duration::from_secs_f64(limit);
    let part = match part {
        "count" => Part::Count,
        "fast" => Part::Fast(Limits { time: Some(time), gap }),
        "highs" => Part::Highs(time),
        other => return Err(format!("no such part: {other}")),
    };
    contest::run(&part, county)
}

/// The whole bench; whether all agree.
fn bench(options: &Options, arguments: &[String]) -> Result<bool, String> {
    let typed: Vec<&str> = arguments.iter().map(String::as_str).filter(|a| *a != "--bench").collect();
    let command = format!("cargo bench -p lungang --bench engines -- {}", typed.join(" "));
    println!("{}\n", shared::heading());
    std::fs::create_dir_all(&options.results).map_err(|e| format!("{}: {e}", options.results.display()))?;
    println!("making the rivals ready");
    let peers = Peers::prepare(&options.rivals);
    peers.skipped.iter().for_each(|line| println!("{line}"));
    let mut report = Report {
        heading: shared::heading(),
        command: command.trim_end_matches([' ', '-']).to_owned(),
        notes: notes(options, &peers),
        counties: Vec::new(),
        differences: Vec::new(),
    };
    for size in &options.sizes {
        let scratch = Path::new(env!("CARGO_TARGET_TMPDIR")).join("engines").join(size);
        // What an interrupted bench left; that there is nothing is the usual case.
        let _ = std::fs::remove_dir_all(&scratch);
        let done = county(size, &scratch, options, &peers, &mut report);
        // Left behind it would only cost disk; there is nobody to tell.
        let _ = std::fs::remove_dir_all(&scratch);
        done?;
    }
    println!("\n{}", report.markdown());
    Ok(report.differences.is_empty())
}

/// What the tables rest on.
fn notes(options: &Options, peers: &Peers) -> Vec<String> {
    let mut notes = vec![
        format!("Medians of up to {} runs, each a process of its own; a rival that needs more than {SLOW} s is run once.", options.runs),
        format!(
            "Every goal to its proved optimum (gap 0) and then held as a row. A rival has {} s for each goal and is out at \
             the first that it does not finish; its ratio is then a lower bound.",
            options.limit
        ),
        "The engine's seconds are all of its solving; a rival's are its solver's alone, without reading or stating the model."
            .to_owned(),
        "By goal: the bound is what the engine proves, the certified gap what its certificate alone leaves open.".to_owned(),
        format!(
            "{}: the engine alone, {} s for all goals, gap {} %.",
            PROVINCE.0,
            PROVINCE.1,
            100.0 * PROVINCE.2
        ),
    ];
    notes.extend(peers.skipped.iter().cloned());
    notes
}

/// One county: the engine, then its rivals.
fn county(size: &str, scratch: &Path, options: &Options, peers: &Peers, report: &mut Report) -> Result<(), String> {
    std::fs::create_dir_all(scratch).map_err(|e| format!("{}: {e}", scratch.display()))?;
    let place =
        Place { county: scratch.join("county"), model: scratch.join("model.mps"), goals: scratch.join("goals.txt") };
    println!("\n{size}: making the county");
    shared::generate(&place.county, &["--size", size]);
    let patience = Patience {
        reading: Duration::from_secs(1800),
        silence: Duration::from_secs_f64(options.limit * 1.5 + 60.0),
        memory: options.memory,
    };
    let counted = process::run(contestants::own("count", &place.county, 0.0, 0.0), &patience);
    if let Some(reason) = counted.failed {
        return Err(format!("{size} could not be counted: {reason}"));
    }
    println!("{size}: {}", counted.figures);
    let province = size == PROVINCE.0;
    report.counties.push(County {
        size: size.to_owned(),
        figures: counted.figures,
        engine: Runs::default(),
        rivals: Vec::new(),
    });

    engine(&place, options, &patience, province, report)?;
    if province || peers.rivals().next().is_none() {
        return Ok(());
    }
    if peers.rivals().any(|r| r != Rival::Highs) {
        export(&place)?;
    }
    for rival in peers.rivals() {
        race(rival, &place, options, &patience, peers, report)?;
    }
    Ok(())
}

/// The engine's runs.
fn engine(
    place: &Place,
    options: &Options,
    patience: &Patience,
    province: bool,
    report: &mut Report,
) -> Result<(), String> {
    // The engine is silent until it ends: all goals within the time of one.
    let (limit, gap) = if province { (PROVINCE.1, PROVINCE.2) } else { (options.limit, 0.0) };
    let patience = Patience { silence: Duration::from_secs_f64(limit * 1.5 + 60.0), ..*patience };
    for n in 0..options.runs {
        let run = process::run(contestants::own("fast", &place.county, limit, gap), &patience);
        println!("  lungang: {} s, {:.0} MB{}", figure(run.seconds()), run.peak_megabytes, trouble(&run));
        let slow = run.seconds() > SLOW;
        note_version(report, "lungang", &run);
        let county = report.counties.last_mut().ok_or("no county")?;
        if let Some(reason) = &run.failed {
            report.differences.push(format!("{}: lungang failed: {reason}", county.size));
        }
        if n > 0 {
            report.differences.extend(differences(county, "lungang, another run", &run));
        }
        county.engine.0.push(run);
        write(report, options)?;
        if slow {
            break;
        }
    }
    Ok(())
}

/// A rival's runs.
fn race(
    rival: Rival,
    place: &Place,
    options: &Options,
    patience: &Patience,
    peers: &Peers,
    report: &mut Report,
) -> Result<(), String> {
    for _ in 0..options.runs {
        let Some(command) = peers.command(rival, place, options.limit) else { break };
        let run = process::run(command, patience);
        note_version(report, rival.name(), &run);
        let county = report.counties.last_mut().ok_or("no county")?;
        report.differences.extend(differences(county, rival.name(), &run));
        if let Some(reason) = run.failed.as_ref().filter(|_| run.gave_up) {
            report.differences.push(format!("{}: {} gave up: {reason}", county.size, rival.name()));
        }
        let again = run.seconds() <= SLOW && run.finished(county.goals().len());
        match county.rivals.iter_mut().find(|(r, _)| *r == rival) {
            Some((_, runs)) => runs.0.push(run),
            None => county.rivals.push((rival, Runs(vec![run]))),
        }
        write(report, options)?;
        if !again {
            break;
        }
    }
    if let Some(county) = report.counties.last()
        && let Some(runs) = county.of(rival)
    {
        let (seconds, ratio) = measured(runs, county);
        println!("  {}: {seconds} (seconds), ratio {ratio}, {:.0} MB", rival.name(), runs.peak());
    }
    Ok(())
}

/// Where an answer is not the engine's. Goals that either side left unfinished say nothing of those after them.
fn differences(county: &County, who: &str, run: &Run) -> Vec<String> {
    let pairs = county.goals().iter().zip(&run.goals).take_while(|(own, other)| own.finished && other.finished);
    let told = pairs.filter(|(own, other)| own.value != other.value).map(|(own, other)| {
        let number = |n: Option<i64>| n.map_or("nothing".to_owned(), |n| n.to_string());
        format!("{}, {}: lungang {}, {who} {}", county.size, own.name, number(own.value), number(other.value))
    });
    let told: Vec<String> = told.collect();
    told.iter().for_each(|line| println!("  DIFFERENT: {line}"));
    told
}

/// Why a run ended early, as the end of a line.
fn trouble(run: &Run) -> String {
    run.failed.as_ref().map(|reason| format!(", failed: {reason}")).unwrap_or_default()
}

/// Adds a contestant's version to the heading, once.
fn note_version(report: &mut Report, who: &str, run: &Run) {
    let known: BTreeSet<&str> = report.notes.iter().map(String::as_str).collect();
    let line = format!("{who}: {}", run.version);
    if !run.version.is_empty() && !known.contains(line.as_str()) {
        report.notes.push(line);
    }
}

/// Writes the whole model and all goals for the peers.
fn export(place: &Place) -> Result<(), String> {
    let mut export = Command::new(shared::PROGRAM);
    export.arg("export").arg(&place.county).arg("--mps").arg(&place.model).arg("--goals").arg(&place.goals).arg("-q");
    let done = export.stdout(Stdio::null()).status().map_err(|e| e.to_string())?;
    if done.success() { Ok(()) } else { Err(format!("the model could not be exported: {done}")) }
}

/// Writes what is known so far, each file whole.
fn write(report: &Report, options: &Options) -> Result<(), String> {
    for (name, text) in [("engines.md", report.markdown()), ("growth.svg", plot::svg(report))] {
        let (path, draft) = (options.results.join(name), options.results.join(format!("{name}.tmp")));
        let written = std::fs::write(&draft, text).and_then(|()| std::fs::rename(&draft, &path));
        written.map_err(|e| format!("{}: {e}", path.display()))?;
    }
    Ok(())
}
