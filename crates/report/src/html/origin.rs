//! What is proved, and where it all comes from.

use super::PlanSource;
use crate::pages::goals;
use crate::pens::html::{Sheet, sentence, word};
use lungang_domain::record::RunInfo;
use lungang_domain::words::Lang;
use lungang_results::names;

/// The goals with what a certificate proves of each.
pub fn goals(sheet: &mut Sheet, source: &PlanSource<'_>) {
    let lang = sheet.lang;
    sheet.section("goals");
    sheet.paragraph(&word(lang, "goals.words"));
    sheet.table(&goals::recomputed(lang, source.county, source.audit));
}

/// Where the page comes from: what made the plan, and how anybody checks it.
pub fn footer(source: &PlanSource<'_>, lang: Lang) -> Vec<String> {
    let run = source.run;
    vec![
        made_by(run, lang),
        sentence(lang, "footer.hashes", &[("plan", source.sha256.to_owned()), ("policy", run.policy_sha256.clone())]),
        word(lang, "footer.check"),
        word(lang, "footer.charts"),
    ]
}

/// What made a plan: program, engine, solver, seed.
pub fn made_by(run: &RunInfo, lang: Lang) -> String {
    let made = [
        ("version", run.version.as_str()),
        ("engine", &run.engine),
        ("solver", &run.solver),
        ("solver_version", &run.solver_version),
        ("seed", &run.seed.to_string()),
    ];
    names::sentence(lang, "overview.made-by", &made)
}
