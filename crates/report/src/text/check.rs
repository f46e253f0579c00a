//! `check`: what was read, then every finding with its place, cause and remedy.

use super::View;
use super::table::{Page, one_line};
use crate::json::{CheckDocument, FindingDoc};
use crate::names;

/// The text of a check.
///
/// Findings are shown in full, one paragraph each, errors first: `view.rows` of each code at most.
pub fn check(document: &CheckDocument, view: View) -> String {
    let mut page = Page::new(view);
    if let Some(county) = &document.county {
        page.say("check.county", &[("county", &one_line(county))]);
    }
    if let Some(policy) = &document.policy {
        page.say("check.policy", &[("policy", &one_line(&policy.policy)), ("by", &policy.named_by)]);
    }
    let files = document.files.iter().map(|f| {
        let encoding = f.encoding.clone().unwrap_or_else(|| "-".to_owned());
        vec![f.file.clone(), f.table.clone(), f.rows.to_string(), encoding]
    });
    page.table("check.files", &["file", "table", "#rows", "encoding"], files.collect());
    page.gap();
    for count in &document.counts {
        let listed = document.findings.iter().filter(|f| f.code == count.code);
        let mut shown = 0;
        for finding in listed.take(view.rows) {
            shown += 1;
            paragraph(&mut page, view, finding);
        }
        if count.count > shown {
            let args = [("code", count.code.as_str()), ("n", &(count.count - shown).to_string())];
            page.say("check.more", &args);
            page.gap();
        }
    }
    let sum = [("errors", document.errors.to_string()), ("warnings", document.warnings.to_string())];
    let sum: Vec<(&str, &str)> = sum.iter().map(|(n, v)| (*n, v.as_str())).collect();
    page.say(if document.counts.is_empty() { "check.clean" } else { "check.sum" }, &sum);
    page.finish()
}

fn paragraph(page: &mut Page, view: View, finding: &FindingDoc) {
    let severity = names::severity(view.lang, finding.severity);
    page.line(&format!("{severity} [{}] {}", finding.code, one_line(&finding.place)));
    page.line(&format!("  {}", finding.cause));
    page.line(&format!("  {}{}", names::word(view.lang, "text.check.remedy"), finding.remedy));
}
