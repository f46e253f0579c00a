//! The results as tables; written anew after every contestant, so that an interrupted bench keeps what it has.

use crate::contestants::Rival;
use crate::process::{Goal, Run};
use crate::shared::middle;
use serde_json::Value;

/// What the engine is asked for, by county.
const ASKED: &[(&str, &str)] = &[
    ("S", "≥ 5×"),
    ("M", "≥ 20×"),
    ("L", "≥ 50×, < 5 s"),
    ("XL", "≥ 100×, < 20 s, < 1 GB"),
    ("province", "certified gap ≤ 0.01 % in 600 s, < 6 GB"),
];

/// A contestant's runs on one county.
#[derive(Default)]
pub struct Runs(pub Vec<Run>);

impl Runs {
    /// The run whose time is the middle one.
    pub fn middle(&self) -> Option<&Run> {
        let mut runs: Vec<&Run> = self.0.iter().collect();
        runs.sort_by(|a, b| a.seconds().total_cmp(&b.seconds()));
        runs.get(runs.len() / 2).copied()
    }

    /// Median seconds of all goals.
    pub fn seconds(&self) -> f64 {
        middle(self.0.iter().map(Run::seconds).collect())
    }

    /// The largest memory of any run.
    pub fn peak(&self) -> f64 {
        self.0.iter().map(|r| r.peak_megabytes).fold(0.0, f64::max)
    }

    /// Median seconds of a goal, where it was begun.
    fn goal_seconds(&self, goal: usize) -> Option<f64> {
        let times: Vec<f64> = self.0.iter().filter_map(|r| r.goals.get(goal)).map(|g| g.seconds).collect();
        (!times.is_empty()).then(|| middle(times))
    }
}

/// One county and all who took part.
pub struct County {
    pub size: String,
    /// Columns, rows, eligible, receiving.
    pub figures: Value,
    pub engine: Runs,
    pub rivals: Vec<(Rival, Runs)>,
}

impl County {
    /// Move columns of the whole model.
    pub fn columns(&self) -> f64 {
        self.figures["columns"].as_f64().unwrap_or(0.0)
    }

    /// The runs of a rival.
    pub fn of(&self, rival: Rival) -> Option<&Runs> {
        self.rivals.iter().find(|(r, _)| *r == rival).map(|(_, runs)| runs)
    }

    /// The engine's goals.
    pub fn goals(&self) -> &[Goal] {
        self.engine.middle().map_or(&[], |r| &r.goals)
    }
}

/// Everything that is known so far.
pub struct Report {
    pub heading: String,
    pub command: String,
    pub notes: Vec<String>,
    pub counties: Vec<County>,
    pub differences: Vec<String>,
}

/// Seconds or a ratio, with as many places as mean something.
pub fn figure(value: f64) -> String {
    match value {
        v if v < 10.0 => format!("{v:.3}"),
        v if v < 100.0 => format!("{v:.1}"),
        v => format!("{v:.0}"),
    }
}

/// What a rival took, and how often the engine's time goes into it.
pub fn measured(runs: &Runs, county: &County) -> (String, String) {
    let Some(run) = runs.middle() else { return ("–".to_owned(), "–".to_owned()) };
    let ratio = figure(runs.seconds() / county.engine.seconds().max(1e-9));
    let goals = county.goals().len();
    if run.finished(goals) {
        let once = if runs.0.len() == 1 { ", once" } else { "" };
        return (format!("{}{once}", figure(runs.seconds())), ratio);
    }
    let reason = run.failed.as_ref().map(|f| format!(": {f}")).unwrap_or_default();
    match run.goals.iter().position(|g| !g.finished) {
        Some(at) => {
            let text = format!("> {}, goal {} of {goals} not finished{reason}", figure(run.seconds()), at + 1);
            (text, format!("≥ {ratio}"))
        }
        None => (format!("failed{reason}"), "–".to_owned()),
    }
}

impl Report {
    /// The results file.
    pub fn markdown(&self) -> String {
        let mut out = format!("# The engine and its rivals\n\n{}\n\n`{}`\n\n", self.heading, self.command);
        self.notes.iter().for_each(|note| out += &format!("- {note}\n"));
        let rivals: Vec<Rival> =
            Rival::ALL.into_iter().filter(|r| self.counties.iter().any(|c| c.of(*r).is_some())).collect();
        out += "\n## Counties\n\n";
        out += &table(&["county", "columns", "rows", "eligible", "receiving schools", "priced", "largest program"]);
        for c in &self.counties {
            let done = c.engine.middle().map_or(&Value::Null, |r| &r.figures);
            let figures = ["columns", "rows", "eligible", "receiving"].map(|name| c.figures[name].to_string());
            out += &row(c, figures.into_iter().chain(["priced", "columns"].map(|name| done[name].to_string())));
        }
        out += "\n## Seconds, all goals\n\n";
        let mut heads = vec!["county", "columns", "lungang"];
        rivals.iter().for_each(|r| heads.extend([r.name(), "×"]));
        heads.push("asked");
        out += &table(&heads);
        for c in &self.counties {
            let mut cells = vec![c.figures["columns"].to_string(), own(c)];
            for rival in &rivals {
                let (seconds, ratio) =
                    c.of(*rival).map_or(("–".to_owned(), "–".to_owned()), |runs| measured(runs, c));
                cells.extend([seconds, ratio]);
            }
            let asked = ASKED.iter().find(|(size, _)| *size == c.size).map_or("–", |(_, asked)| asked);
            out += &row(c, cells.into_iter().chain([asked.to_owned()]));
        }
        out += "\n## Peak memory, MB\n\n";
        let names: Vec<&str> = rivals.iter().map(|r| r.name()).collect();
        out += &table(&[&["county", "lungang"], names.as_slice()].concat());
        for c in &self.counties {
            let others = rivals.iter().map(|r| c.of(*r).map_or("–".to_owned(), |runs| format!("{:.0}", runs.peak())));
            out += &row(c, std::iter::once(format!("{:.0}", c.engine.peak())).chain(others));
        }
        out += "\n![growth](growth.svg)\n\n## By goal\n";
        self.counties.iter().for_each(|c| out += &by_goal(c));
        out += "\n## Agreement\n\n";
        match self.differences.as_slice() {
            [] => out += "Every value that a rival proved is the engine's.\n",
            all => all.iter().for_each(|d| out += &format!("- **{d}**\n")),
        }
        out
    }
}

/// The engine's seconds, or what became of it.
fn own(county: &County) -> String {
    match county.engine.middle() {
        None => "–".to_owned(),
        Some(Run { failed: Some(reason), .. }) => format!("failed: {reason}"),
        Some(run) if run.finished(run.goals.len()) => figure(county.engine.seconds()),
        Some(_) => format!("{}, with a gap", figure(county.engine.seconds())),
    }
}

fn by_goal(county: &County) -> String {
    let names: Vec<&str> = county.rivals.iter().map(|(r, _)| r.name()).collect();
    let mut out = format!("\n### {}\n\n", county.size);
    out += &table(&[&["goal", "value", "bound", "certified gap", "lungang s"], names.as_slice()].concat());
    for (i, goal) in county.goals().iter().enumerate() {
        let number = |n: Option<i64>| n.map_or("–".to_owned(), |n| n.to_string());
        let gap = goal.value.zip(goal.certified).map(|(value, bound)| {
            format!("{:.4} %", 100.0 * (value - bound).abs() as f64 / (value.abs().max(1)) as f64)
        });
        let mut cells = vec![
            goal.name.clone(),
            number(goal.value),
            number(goal.bound),
            gap.unwrap_or_else(|| "–".to_owned()),
            county.engine.goal_seconds(i).map_or("–".to_owned(), figure),
        ];
        cells.extend(county.rivals.iter().map(|(_, runs)| {
            let finished = runs.middle().and_then(|r| r.goals.get(i)).is_some_and(|g| g.finished);
            runs.goal_seconds(i)
                .map_or("–".to_owned(), |s| format!("{}{}", if finished { "" } else { "> " }, figure(s)))
        }));
        out += &format!("| {} |\n", cells.join(" | "));
    }
    out
}

fn table(heads: &[&str]) -> String {
    format!("| {} |\n|{}\n", heads.join(" | "), "---|".repeat(heads.len()))
}

fn row(county: &County, cells: impl Iterator<Item = String>) -> String {
    let cells: Vec<String> = std::iter::once(county.size.clone()).chain(cells).collect();
    format!("| {} |\n", cells.join(" | "))
}
