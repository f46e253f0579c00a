//! The evidence of the exchange of heads, `tests/rules/heads/`: no rule of the plan but a matching of its own, in files of the same names.
//!
//! `rows.golden` has the tenures, the offices with their places, and every column with its costs; `plan.golden` who leads which school and
//! the values of the goals. A forged plan is a table `head,to`; `forged.toml` names the faults that the audit must find in it.

use crate::case::Case;
use crate::evidence::Files;
use crate::twin::Twin;
use crate::{golden, root};
use lungang_audit::{check, submission_of};
use lungang_domain::audit::AuditReport;
use lungang_domain::heads::{GOALS, Heads, Ranked};
use lungang_domain::id::SchoolIx;
use lungang_domain::needs::Needs;
use lungang_domain::plan::{Plan, PlanStatus};
use lungang_solver::heads::{heads, ways};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};

/// The folder's name.
pub const FOLDER: &str = "heads";

/// `forged.toml`
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct List {
    forged: Vec<Forged>,
}

/// A forged matching and what the audit must say of it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Forged {
    /// Who leads which school: whoever is not named leads the one of the best matching.
    led: BTreeMap<String, String>,
    /// Another price of a head's row: head, goal, price.
    #[serde(default)]
    price: Option<(String, usize, i64)>,
    /// What is wrong with it, for the reader.
    why: String,
    /// Kinds of faults, in order.
    faults: BTreeSet<String>,
}

/// The matching of a case, without any move.
fn matched(case: &Case) -> Heads {
    let found = heads(&case.county, &case.policy, &[], Case::SEED).expect("the solver does not fail");
    found.expect("the exchange of heads is on")
}

fn costs(cost: Ranked) -> String {
    GOALS.iter().zip(cost).filter(|(_, n)| *n != 0).map(|(goal, n)| format!(" {goal} {n}")).collect()
}

/// Tenures, offices and columns.
fn rows(case: &Case) -> Vec<String> {
    let (county, found) = (&case.county, matched(case));
    let (person, school) = (|t| county.teacher(t).id.as_str(), |s: SchoolIx| county.school(s).id.as_str());
    let tenures = found.heads.iter().map(|h| {
        let years = h.years.map_or_else(String::new, |n| format!(", {n} years"));
        format!("{} {} of {}: {}{years}", person(h.teacher), h.role.name(), school(h.from), h.tenure.name())
    });
    let offices =
        found.offices.iter().map(|o| format!("office.{}.{}: = {}", school(o.school), o.role.name(), o.places));
    let ways = ways(county, &case.policy, &[], Case::SEED).expect("the solver does not fail");
    let columns = ways.iter().map(|w| format!("y.{}.{}:{}", person(w.head), school(w.school), costs(w.cost)));
    tenures.chain(offices).chain(columns.collect::<Vec<_>>()).collect()
}

/// Who leads which school, and the values of the goals.
fn plan(case: &Case) -> Vec<String> {
    let (county, found) = (&case.county, matched(case));
    let led = found.heads.iter().map(|h| {
        let does = if h.moves() { "goes to" } else { "stays at" };
        format!("{} {does} {}", county.teacher(h.teacher).id, county.school(h.to).id)
    });
    let goals = GOALS.iter().zip(found.goals).map(|(name, value)| format!("{name} = {value}"));
    let unchecked = found.unchecked.iter().map(|u| format!("not checked: {} {}", u.missing.name(), u.places));
    led.chain(goals).chain(unchecked).collect()
}

fn audited(case: &Case, heads: Heads) -> AuditReport {
    let nothing = (Vec::new(), Vec::new(), Vec::new());
    let (moves, retasks, visits) = nothing;
    let plan = Plan { status: PlanStatus::Gap, moves, retasks, visits, heads: Some(heads), goals: Vec::new() };
    check(&case.county, &case.policy, &submission_of(&plan, &case.county, &case.policy, &Needs::default(), Case::SEED))
}

/// Faults of the exchange of heads; of a plan without moves others are not asked for.
fn faults(report: &AuditReport) -> BTreeSet<String> {
    let own = |kind: &String| kind.starts_with("head") || kind == "certificate-heads";
    report.faults.iter().map(|f| f.kind.clone()).filter(own).collect()
}

fn judged(case: &Case, forged: &Forged) -> BTreeSet<String> {
    let mut heads = matched(case);
    for (who, to) in &forged.led {
        let teacher = case.county.find_teacher(who).expect("a teacher");
        let school = case.county.find_school(to).expect("a school");
        heads.heads.iter_mut().find(|h| h.teacher == teacher).expect("a head").to = school;
    }
    if let Some((who, goal, price)) = &forged.price {
        let teacher = case.county.find_teacher(who).expect("a teacher");
        let head = heads.heads.iter_mut().find(|h| h.teacher == teacher).expect("a head");
        head.price.as_mut().expect("a head who takes part has a price")[*goal] = *price;
    }
    faults(&audited(case, heads))
}

#[test]
fn the_exchange_of_heads_has_its_evidence() {
    let bless = std::env::var_os("LUNGANG_BLESS").is_some();
    let files = Files::read(&root(), FOLDER);
    let (mut complaints, mut goldens) = (Vec::new(), BTreeMap::new());
    for policy in files.names().filter(|n| n.starts_with("policy") && n.ends_with(".toml")) {
        let variant = policy.trim_start_matches("policy").trim_end_matches(".toml");
        let case = Case::open(&files, policy).expect("the county can be read");
        let report = audited(&case, matched(&case));
        let proved = report.heads.as_ref().is_some_and(|heads| heads.certified);
        if !faults(&report).is_empty() || !proved {
            complaints.push(format!("`{policy}`: proved {proved}, faults {:?}", faults(&report)));
        }
        goldens.insert(format!("rows{variant}.golden"), rows(&case));
        goldens.insert(format!("plan{variant}.golden"), plan(&case));
    }
    for name in files.names().filter(|n| n.starts_with("twin-") && n.ends_with(".toml")) {
        let twin = Twin::read(files.get(name).unwrap_or_default()).expect("a patch");
        assert!(!twin.why.trim().is_empty(), "`{name}` does not say why");
        let own = plan(&Case::open(&files, &twin.policy).expect("the county can be read"));
        let changed = twin.of(&files).expect("a patch that applies");
        let other = plan(&Case::open(&changed, &twin.policy).expect("the twin can be read"));
        assert_ne!(own, other, "`{name}` changes nothing in the plan");
        goldens.insert(format!("plan-{}.golden", name.trim_end_matches(".toml")), other);
    }
    let case = Case::open(&files, "policy.toml").expect("the county can be read");
    let list: List = toml::from_str(files.get("forged.toml").unwrap_or_default()).expect("`forged.toml`");
    assert!(list.forged.len() > 3, "`forged.toml` names few forged matchings");
    for forged in &list.forged {
        let found = judged(&case, forged);
        if found != forged.faults || found.is_empty() || forged.why.trim().is_empty() {
            complaints
                .push(format!("`forged.toml`, {}: expected {:?}, the audit says {found:?}", forged.why, forged.faults));
        }
    }
    for (name, lines) in &goldens {
        if bless {
            let text = golden::blessed(files.get(name), lines);
            std::fs::write(root().join(FOLDER).join(name), text).expect("the folder can be written to");
        }
        complaints.extend(golden::complaints(name, files.get(name), lines));
    }
    let strays = files.names().filter(|n| n.ends_with(".golden") && !goldens.contains_key(*n));
    complaints.extend(strays.map(|n| format!("`{n}` belongs to no policy and no twin")));
    assert!(complaints.is_empty(), "\n{}\n", complaints.join("\n"));
}
