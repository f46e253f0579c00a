//! Coefficients of variation between schools, as the compliance table has them: the weighted one, which is judged, before and
//! after the moves, its limit, and the unweighted one beside it.

use lungang_domain::audit::{AuditReport, VariationAudit};
use lungang_domain::words::Lang;
use lungang_results::names;

/// The columns: figures are marked by `#`.
pub const COLUMNS: [&str; 7] =
    ["indicator", "stage", "#weighted-before", "#weighted-after", "#at-most", "holds", "#unweighted-after"];

/// A row for each stage and indicator that the rule or a goal looks at.
pub fn rows(lang: Lang, report: &AuditReport) -> Vec<Vec<String>> {
    report.balance.iter().map(|b| row(lang, b)).collect()
}

fn row(lang: Lang, b: &VariationAudit) -> Vec<String> {
    let figure = |x: f64| format!("{x:.4}");
    let holds = match b.holds {
        Some(true) => names::word(lang, "holds.yes"),
        Some(false) => names::word(lang, "holds.no"),
        None => "-".to_owned(),
    };
    vec![
        names::word(lang, &format!("indicator.{}", b.indicator.name())),
        names::stage(lang, b.stage),
        figure(b.before.weighted),
        figure(b.after.weighted),
        b.limit.map_or_else(|| "-".to_owned(), figure),
        holds,
        figure(b.after.unweighted),
    ]
}
