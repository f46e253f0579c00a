//! A small sound county, among whose tables a made-up one is put, and a plan of it, to which made-up documents belong.

use lungang_audit::{Claims, Submission, visits_of};
use lungang_domain::county::County;
use lungang_domain::document::PlanDocument;
use lungang_domain::policy::Policy;
use lungang_policies as policies;
use lungang_tables::{Options, validate};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::{LazyLock, Mutex};

/// The county's files.
const FILES: [(&str, &str); 4] = [
    ("county.toml", include_str!("../../county/county.toml")),
    ("schools.csv", include_str!("../../county/schools.csv")),
    ("teachers.csv", include_str!("../../county/teachers.csv")),
    ("needs.csv", include_str!("../../county/needs.csv")),
];

/// How it is read.
pub static OPTIONS: LazyLock<Options> = LazyLock::new(Options::default);

/// The policy that it is planned under.
pub static POLICY: LazyLock<Policy> =
    LazyLock::new(|| policies::load("kizilsu-2018", None).unwrap_or_else(|told| panic!("{:?}", told.sorted())));

/// The county.
pub static COUNTY: LazyLock<County> = LazyLock::new(|| {
    let made = tempfile::tempdir().expect("a folder");
    let folder = folder(made.path(), "whole");
    let (tables, told) = lungang_tables::read(&folder, &OPTIONS);
    let (county, more) = validate(&tables, &POLICY);
    county.unwrap_or_else(|| panic!("the county is sound: {:?} {:?}", told.sorted(), more.sorted()))
});

/// What is handed in with a certificate: the plan that the first seed of the target `plan_json` is.
pub static PLAN: LazyLock<Submission> = LazyLock::new(|| {
    let document: PlanDocument =
        serde_json::from_str(include_str!("../../corpus/plan_json/plan.json")).expect("the seed is a plan");
    let claims = Claims::from(&document);
    let moves = claims.moves.clone().unwrap_or_default();
    let visits = visits_of(&document);
    Submission { moves, visits, claims: Some(claims), seed: document.seed, ..Submission::default() }
});

/// A folder of the county of its own for each name, made once a process.
pub fn folder(within: &Path, name: &str) -> PathBuf {
    static MADE: Mutex<BTreeSet<PathBuf>> = Mutex::new(BTreeSet::new());
    let folder = within.join(name);
    let mut made = MADE.lock().expect("nothing panics here");
    if made.insert(folder.clone()) {
        std::fs::create_dir_all(&folder).expect("a folder");
        for (file, text) in FILES {
            std::fs::write(folder.join(file), text).expect("a file of the county");
        }
    }
    folder
}
