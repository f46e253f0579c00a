//! `[sweep]`: a grid over parameters of the policy, seeds, and pupils that nobody knows for sure.

use super::form::Form;
use lungang_domain::finding::{Finding, Findings};
use lungang_domain::nearest;
use lungang_domain::number::Decimal;
use lungang_settings::tree::{At, Node, Value};

/// Names for the policy's keys that are swept most; any other key is written out.
pub const PARAMETERS: [(&str, &str); 10] = [
    ("quota", "rules.exchange-quota.share"),
    ("backbone", "rules.backbone-share.share"),
    ("clock", "eligibility.years-same-school"),
    ("term", "movement.term-years"),
    ("max-km", "movement.max-km"),
    ("outflow", "rules.outflow-cap.share"),
    ("inflow", "rules.inflow-cap.share"),
    ("budget", "rules.budget.yuan"),
    ("departures", "years.departures"),
    ("replaced", "years.replaced"),
];

/// Most runs of one scenario.
pub const MOST_RUNS: u32 = 100_000;

/// One parameter with its values.
#[derive(Debug, Clone)]
pub struct Axis {
    /// Its name as written: `quota`, or the policy's key.
    pub name: String,
    /// Its values as written.
    pub shown: Vec<String>,
    pub(super) key: Vec<String>,
    pub(super) at: At,
    pub(super) values: Vec<Node>,
}

/// What a scenario sweeps over; without any of it there is one run.
#[derive(Debug, Clone)]
pub struct Sweep {
    /// Parameters, in the order of the file: the first changes slowest.
    pub axes: Vec<Axis>,
    /// Seeds: they change fastest.
    pub seeds: Vec<u64>,
    /// How far pupils may be from what the table says, either way.
    pub pupils: Option<Decimal>,
}

/// One run: a value for each parameter, and a seed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Point {
    /// Position of each parameter's value.
    pub at: Vec<usize>,
    /// Seed.
    pub seed: u64,
}

impl Sweep {
    /// How many runs there are.
    pub fn runs(&self) -> u32 {
        let grid = self.axes.iter().map(|a| a.values.len() as u64).try_fold(1, u64::checked_mul);
        let all = grid.and_then(|n| n.checked_mul(self.seeds.len() as u64)).unwrap_or(u64::MAX);
        u32::try_from(all).unwrap_or(u32::MAX)
    }

    /// The run at a position from 0.
    pub fn point(&self, run: u32) -> Point {
        let (run, seeds) = (run as usize, self.seeds.len().max(1));
        let mut rest = run / seeds;
        let mut at = vec![0; self.axes.len()];
        for (position, axis) in at.iter_mut().zip(&self.axes).rev() {
            let n = axis.values.len().max(1);
            *position = rest % n;
            rest /= n;
        }
        Point { at, seed: self.seeds.get(run % seeds).copied().unwrap_or(1) }
    }
}

/// Reads the section; `seed` is that of a scenario without seeds.
pub(super) fn read(root: &Form<'_>, seed: u64, findings: &mut Findings) -> Sweep {
    let mut sweep = Sweep { axes: Vec::new(), seeds: vec![seed], pupils: None };
    let Some(form) = root.table("sweep", findings) else { return sweep };
    for (key, at, node) in form.entries() {
        match key {
            "seeds" => {
                let seeds = seeds(&form, node, findings);
                if !seeds.is_empty() {
                    sweep.seeds = seeds;
                }
            }
            "noise" => {
                if let Some(noise) = form.table("noise", findings) {
                    noise.only(&["pupils"], findings);
                    sweep.pupils = share(&noise, findings);
                }
            }
            _ => axes(&form, vec![key.to_owned()], at, node, &mut sweep.axes, findings),
        }
    }
    if sweep.runs() > MOST_RUNS {
        let finding = Finding::error("sweep-too-many", form.place()).with("runs", sweep.runs());
        findings.push(finding.with("most", MOST_RUNS));
    }
    sweep
}

/// The parameters at and below a key.
fn axes(form: &Form<'_>, path: Vec<String>, at: At, node: &Node, all: &mut Vec<Axis>, findings: &mut Findings) {
    let name = path.join(".");
    if let Some(table) = node.as_table() {
        let mut inner: Vec<_> = table.iter().map(|(key, (at, node))| (*at, key, node)).collect();
        inner.sort_by_key(|(at, ..)| *at);
        for (at, key, node) in inner {
            axes(form, [path.clone(), vec![key.clone()]].concat(), at, node, all, findings);
        }
        return;
    }
    let Value::List(values) = &node.value else {
        return form.wrong(&name, node, "[value, value, …]", findings);
    };
    let place = form.key(&name, at).place;
    if values.is_empty() {
        return findings.push(Finding::error("sweep-without-values", place).with("key", name));
    }
    let key = match PARAMETERS.iter().find(|(known, _)| *known == name) {
        Some((_, key)) => *key,
        None if name.contains('.') => name.as_str(),
        None => {
            let names = PARAMETERS.iter().map(|(known, _)| *known);
            let finding = Finding::error("sweep-unknown-parameter", place).with("key", &name);
            let finding = finding.with("hint", nearest::hint(&name, names.clone()));
            return findings.push(finding.with("known", names.collect::<Vec<_>>().join(", ")));
        }
    };
    let shown = values.iter().map(|v| v.as_text().map_or_else(|| v.inline(), str::to_owned)).collect();
    let key = key.split('.').map(str::to_owned).collect();
    all.push(Axis { name, shown, key, at, values: values.clone() });
}

/// `[1, 2, 3]` or `"1-20"`.
fn seeds(form: &Form<'_>, node: &Node, findings: &mut Findings) -> Vec<u64> {
    let whole = |node: &Node| match node.value {
        Value::Whole(n) => u64::try_from(n).ok(),
        _ => None,
    };
    let range = |text: &str| {
        let (first, last) = text.split_once('-')?;
        let (first, last) = (first.trim().parse::<u64>().ok()?, last.trim().parse::<u64>().ok()?);
        (first <= last && last - first < u64::from(MOST_RUNS)).then(|| (first..=last).collect())
    };
    let found: Option<Vec<u64>> = match &node.value {
        Value::List(list) if !list.is_empty() => list.iter().map(whole).collect(),
        Value::Text(text) => range(text),
        _ => None,
    };
    found.unwrap_or_else(|| {
        form.wrong("seeds", node, "[1, 2, 3] | \"1-20\"", findings);
        Vec::new()
    })
}

fn share(noise: &Form<'_>, findings: &mut Findings) -> Option<Decimal> {
    let said = noise.needed("pupils", findings)?;
    match Decimal::parse(&said.text) {
        Ok(share) if (1..=Decimal::ONE / 2).contains(&share.0) => Some(share),
        _ => {
            let finding = Finding::error("toml-value", said.place).with("key", "noise.pupils").with("value", said.text);
            findings.push(finding.with("allowed", "\"0.01%\" … \"50%\""));
            None
        }
    }
}
