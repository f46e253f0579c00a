//! Reads the exported model (free-format MPS in which every column is an integer with two bounds) and its goals.

use std::collections::HashMap;
use std::fs::File;
use std::io::{BufRead, BufReader};

/// (least, largest, (column, coefficient)).
pub type Row = (Option<i64>, Option<i64>, Vec<(usize, i64)>);

/// The exported model.
#[derive(Default)]
pub struct Model {
    /// Least and largest value of each column.
    pub columns: Vec<(i64, i64)>,
    /// Rows.
    pub rows: Vec<Row>,
    position: HashMap<String, usize>,
}

/// A goal; everything is minimised.
pub struct Goal {
    /// Name.
    pub name: String,
    /// Whether its value has the sign turned.
    pub maximised: bool,
    /// (column, cost).
    pub costs: Vec<(usize, i64)>,
}

fn lines(path: &str) -> Result<impl Iterator<Item = Result<String, String>>, String> {
    let file = File::open(path).map_err(|e| format!("{path}: {e}"))?;
    Ok(BufReader::new(file).lines().map(|l| l.map_err(|e| e.to_string())))
}

fn whole(text: &str) -> Result<i64, String> {
    text.parse().map_err(|_| format!("{text} is no whole number"))
}

impl Model {
    /// Reads a model.
    pub fn read(path: &str) -> Result<Model, String> {
        let (mut model, mut rows) = (Model::default(), HashMap::new());
        let mut kinds: Vec<char> = Vec::new();
        let mut section = String::new();
        let unknown = |name: &str| format!("{name} was not declared");
        for line in lines(path)? {
            let line = line?;
            let words: Vec<&str> = line.split_whitespace().collect();
            if !line.starts_with(' ') {
                section = words.first().copied().unwrap_or_default().to_owned();
                continue;
            }
            match (section.as_str(), &words[..]) {
                ("ROWS", ["N", _]) | ("COLUMNS", [_, "'MARKER'", _]) => {}
                ("ROWS", [kind, name]) => {
                    rows.insert((*name).to_owned(), kinds.len());
                    kinds.push(kind.chars().next().unwrap_or('E'));
                    model.rows.push((Some(0), Some(0), Vec::new()));
                }
                ("COLUMNS", [name, row, coefficient]) => {
                    let next = model.columns.len();
                    let column = match model.position.get(*name) {
                        Some(column) => *column,
                        None => {
                            model.position.insert((*name).to_owned(), next);
                            model.columns.push((0, 1));
                            next
                        }
                    };
                    // The objective is no row.
                    if let Some(row) = rows.get(*row) {
                        model.rows[*row].2.push((column, whole(coefficient)?));
                    }
                }
                ("RHS", [_, name, side]) => {
                    let row = &mut model.rows[*rows.get(*name).ok_or_else(|| unknown(name))?];
                    (row.0, row.1) = (Some(whole(side)?), Some(whole(side)?));
                }
                ("RANGES", [_, name, width]) => {
                    let at = *rows.get(*name).ok_or_else(|| unknown(name))?;
                    let row = &mut model.rows[at];
                    row.1 = Some(row.0.unwrap_or(0) + whole(width)?);
                    kinds[at] = 'R';
                }
                ("BOUNDS", [side, _, name, value]) => {
                    let column = &mut model.columns[*model.position.get(*name).ok_or_else(|| unknown(name))?];
                    *(if *side == "LO" { &mut column.0 } else { &mut column.1 }) = whole(value)?;
                }
                _ => return Err(format!("{path}: {line}")),
            }
        }
        for (row, kind) in model.rows.iter_mut().zip(kinds) {
            match kind {
                'G' => row.1 = None,
                'L' => row.0 = None,
                _ => {}
            }
        }
        if section == "ENDATA" { Ok(model) } else { Err(format!("{path} is cut off")) }
    }

    /// Whether the values keep every bound and row.
    pub fn check(&self, values: &[i64]) -> Result<(), String> {
        let within = values.iter().zip(&self.columns).all(|(v, (lo, hi))| lo <= v && v <= hi);
        let kept = self.rows.iter().all(|(lo, hi, entries)| {
            let sum: i64 = entries.iter().map(|(column, coefficient)| coefficient * values[*column]).sum();
            lo.is_none_or(|lo| lo <= sum) && hi.is_none_or(|hi| sum <= hi)
        });
        if within && kept { Ok(()) } else { Err("the answer breaks a row".to_owned()) }
    }
}

impl Goal {
    /// The goals in order.
    pub fn read(path: &str, model: &Model) -> Result<Vec<Goal>, String> {
        let mut goals: Vec<Goal> = Vec::new();
        for line in lines(path)? {
            let line = line?;
            match (line.split_whitespace().collect::<Vec<_>>().as_slice(), goals.last_mut()) {
                (["*", ..], _) => {}
                (["GOAL", name, sense], _) => {
                    goals.push(Goal { name: (*name).to_owned(), maximised: *sense == "max", costs: Vec::new() });
                }
                (["END"], _) => return Ok(goals),
                ([name, cost], Some(goal)) => {
                    let column = model.position.get(*name).ok_or_else(|| format!("{name} was not declared"))?;
                    goal.costs.push((*column, whole(cost)?));
                }
                _ => return Err(format!("{path}: {line}")),
            }
        }
        Err(format!("{path} is cut off"))
    }
}
