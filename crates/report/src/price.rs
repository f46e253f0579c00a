//! The table of prices as CSV, for a spreadsheet.

use crate::json::PriceDocument;
use lungang_results::assignments::guard;
use std::io::{self, Write};

/// Writes the prices: one line each, with two columns for every goal (`change_<goal>`, `lp_<goal>`).
///
/// # Errors
/// The writer's.
pub fn price_csv(document: &PriceDocument, out: impl Write) -> io::Result<()> {
    let mut out = out;
    out.write_all("\u{feff}".as_bytes())?;
    let mut writer = csv::Writer::from_writer(out);
    let mut header: Vec<String> = [
        "rank",
        "rule",
        "clause",
        "words",
        "school_id",
        "school",
        "stage",
        "subject",
        "from",
        "to",
        "binds",
        "verdict",
    ]
    .map(str::to_owned)
    .to_vec();
    header.extend(document.goals.iter().flat_map(|g| [format!("change_{}", g.name), format!("lp_{}", g.name)]));
    writer.write_record(header.iter().map(|h| guard(h)))?;
    for price in &document.prices {
        let text = |t: &Option<String>| t.as_deref().map(guard).unwrap_or_default();
        let verdict = serde_json::to_value(price.verdict).ok();
        let mut cells = vec![
            price.rank.to_string(),
            price.rule.clone(),
            guard(&price.clause),
            guard(&price.words),
            text(&price.school_id),
            text(&price.school),
            text(&price.stage),
            text(&price.subject),
            text(&price.from),
            text(&price.to),
            price.binds.to_string(),
            verdict.and_then(|v| v.as_str().map(str::to_owned)).unwrap_or_default(),
        ];
        for at in 0..document.goals.len() {
            cells.push(price.changes.as_ref().and_then(|c| c.get(at)).map(ToString::to_string).unwrap_or_default());
            cells.push(price.lp.as_ref().and_then(|lp| lp.get(at)).map(ToString::to_string).unwrap_or_default());
        }
        writer.write_record(&cells)?;
    }
    writer.flush()
}
