//! What is proved, and where it all comes from.

use super::PlanSource;
use super::sheet::{Layout, Sheet, Table, sentence, word};
use lungang_domain::audit::GoalAudit;
use lungang_domain::plan::Standing;
use lungang_domain::record::RunInfo;
use lungang_domain::words::{Lang, say};
use lungang_results::names;

/// The goals with what a certificate proves of each.
pub fn goals(sheet: &mut Sheet, source: &PlanSource<'_>) {
    let lang = sheet.lang;
    sheet.section("goals");
    sheet.paragraph(&word(lang, "goals.words"));
    let row = |g: &GoalAudit| {
        if !g.measured() {
            let unmeasured = format!("? {}", names::word(lang, "proof.unmeasured"));
            return vec![names::goal(lang, &g.name), "–".to_owned(), unmeasured, says(lang, &g.name)];
        }
        let proof = match (g.standing, g.certified_bound, g.claimed_bound) {
            (Standing::Certified, _, _) => format!("✓ {}", word(lang, "goals.certified")),
            (Standing::Claimed, _, _) => word(lang, "goals.claimed"),
            (Standing::Open, Some(bound), _) => sentence(lang, "goals.bound", &[("bound", bound.to_string())]),
            (Standing::Open, None, Some(bound)) => {
                sentence(lang, "goals.claimed-bound", &[("bound", bound.to_string())])
            }
            (Standing::Open, None, None) => word(lang, "goals.open"),
        };
        vec![names::goal(lang, &g.name), g.value.to_string(), proof, says(lang, &g.name)]
    };
    let columns = [
        names::word(lang, "col.goal"),
        format!("#{}", names::word(lang, "col.value")),
        names::word(lang, "col.proof"),
        word(lang, "goals.says"),
    ];
    let rows = source.audit.goals.iter().map(row).collect();
    sheet.table(Table { caption: word(lang, "goals.title"), columns: &columns, rows, layout: Layout::Stacked });
}

/// What a goal makes small, in one sentence; nothing of a user's own.
fn says(lang: Lang, name: &str) -> String {
    let key = format!("goal.{name}.sentence");
    if lungang_domain::words::has(&key) { say(lang, &key, &[]) } else { String::new() }
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
