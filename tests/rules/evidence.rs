//! A rule's folder, and everything that is wrong with it.

use crate::case::Case;
use crate::twin::Twin;
use crate::{forged, golden};
use lungang_domain::policy::Mode;
use lungang_domain::rule::RuleName;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// The files of a rule's folder, by name; `../quiet.toml` is among them.
#[derive(Debug, Clone, Default)]
pub struct Files(BTreeMap<String, String>);

impl Files {
    /// Reads the folder of a rule; one that does not exist has no files.
    pub fn read(root: &Path, folder: &str) -> Files {
        let entries = std::fs::read_dir(root.join(folder)).into_iter().flatten().filter_map(Result::ok);
        let own = entries.map(|e| (e.file_name().to_string_lossy().into_owned(), e.path()));
        let all = own.chain([("../quiet.toml".to_owned(), root.join("quiet.toml"))]);
        Files(all.filter_map(|(name, path)| Some((name, std::fs::read_to_string(path).ok()?))).collect())
    }

    /// A file's text.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(String::as_str)
    }

    /// Adds or replaces a file.
    pub fn put(&mut self, name: &str, text: String) {
        self.0.insert(name.to_owned(), text);
    }

    /// Takes a file out.
    pub fn remove(&mut self, name: &str) {
        self.0.remove(name);
    }

    /// The names, in order.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }

    /// Writes everything but evidence into a new folder, the county under `world`.
    pub fn lay(&self) -> std::io::Result<tempfile::TempDir> {
        let folder = tempfile::tempdir()?;
        let world = folder.path().join("world");
        std::fs::create_dir(&world)?;
        for (name, text) in &self.0 {
            std::fs::write(world.join(name), text)?;
        }
        Ok(folder)
    }
}

/// What examining a folder gave.
pub struct Examined {
    complaints: Vec<String>,
    /// Golden files by name, with the lines found.
    goldens: BTreeMap<String, Vec<String>>,
}

impl Examined {
    /// Everything that is wrong, goldens included.
    pub fn complaints(&self, files: &Files) -> Vec<String> {
        let mut all = self.complaints.clone();
        for (name, found) in &self.goldens {
            all.extend(golden::complaints(name, files.get(name), found));
        }
        let strays = files.names().filter(|n| n.ends_with(".golden") && !self.goldens.contains_key(*n));
        all.extend(strays.map(|n| format!("`{n}` belongs to no policy and no twin")));
        all
    }

    /// Writes the goldens anew.
    pub fn write(&self, folder: &Path, files: &Files) {
        for (name, found) in &self.goldens {
            let text = golden::blessed(files.get(name), found);
            std::fs::write(folder.join(name), text).expect("the folder can be written to");
        }
    }
}

/// Examines the evidence of a rule.
pub fn examine(rule: RuleName, files: &Files) -> Examined {
    let mut examined = Examined { complaints: Vec::new(), goldens: BTreeMap::new() };
    let mut modes = BTreeSet::new();
    for name in ["county.toml", "schools.csv", "teachers.csv", "policy.toml"] {
        if files.get(name).is_none() {
            examined.complaints.push(format!("`{name}` is missing"));
        }
    }
    if !examined.complaints.is_empty() {
        return examined;
    }
    for policy in files.names().filter(|n| n.starts_with("policy") && n.ends_with(".toml")) {
        let variant = policy.trim_start_matches("policy").trim_end_matches(".toml");
        match variant_of(rule, files, policy) {
            Ok((mode, rows, plan, complaints)) => {
                modes.insert(mode);
                examined.goldens.insert(format!("rows{variant}.golden"), rows);
                examined.goldens.insert(format!("plan{variant}.golden"), plan);
                examined.complaints.extend(complaints);
            }
            Err(e) => examined.complaints.push(e),
        }
    }
    for mode in [Mode::Hard, Mode::Soft] {
        if !modes.contains(&mode) && (mode == Mode::Hard || !rule.always()) {
            examined.complaints.push(format!("no policy has the rule {mode:?}"));
        }
    }
    for twin in files.names().filter(|n| n.starts_with("twin-") && n.ends_with(".toml")) {
        match plans_of_twins(files, twin) {
            Ok((plan, other)) => {
                if plan == other {
                    examined.complaints.push(format!("`{twin}` changes nothing in the plan"));
                }
                examined.goldens.insert(format!("plan-{}.golden", twin.trim_end_matches(".toml")), other);
            }
            Err(e) => examined.complaints.push(format!("`{twin}`: {e}")),
        }
    }
    examined.complaints.extend(forged::complaints(rule, files));
    examined
}

/// How the rule binds under one policy, its rows, the plan, and what is wrong with the plan.
type Variant = (Mode, Vec<String>, Vec<String>, Vec<String>);

fn variant_of(rule: RuleName, files: &Files, policy: &str) -> Result<Variant, String> {
    let case = Case::open(files, policy)?;
    let plan = case.plan().map_err(|e| format!("`{policy}`: {e}"))?;
    let mut complaints = Vec::new();
    let off_card = case.off_card(rule);
    if !off_card.is_empty() {
        complaints.push(format!("`{policy}`: rows that are not on the rule's card: {off_card:?}"));
    }
    if let Some(plan) = &plan {
        let report = case.audit(plan);
        if !report.clean {
            let broken: Vec<&str> =
                report.rules.iter().filter(|r| r.holds == Some(false)).map(|r| r.rule.name()).collect();
            complaints.push(format!("`{policy}`: the audit of the plan: {broken:?}, {:?}", report.faults));
        }
    }
    Ok((case.policy.rules.mode(rule), case.rows(rule), case.plan_lines(&plan), complaints))
}

/// The plans of a county and its twin.
fn plans_of_twins(files: &Files, name: &str) -> Result<(Vec<String>, Vec<String>), String> {
    let twin = Twin::read(files.get(name).unwrap_or_default())?;
    if twin.why.trim().is_empty() {
        return Err("does not say why".to_owned());
    }
    let plan = |files: &Files| -> Result<Vec<String>, String> {
        let case = Case::open(files, &twin.policy)?;
        let plan = case.plan()?;
        if plan.as_ref().is_some_and(|p| !case.audit(p).clean) {
            return Err("the audit of the plan is not clean".to_owned());
        }
        Ok(case.plan_lines(&plan))
    };
    Ok((plan(files)?, plan(&twin.of(files)?)?))
}
