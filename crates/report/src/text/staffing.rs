//! `staffing`: the establishment by stage and school, the schools that lack teachers or have too many, who does not teach, and
//! what an inspection asks.

use super::View;
use crate::json::StaffingDocument;
use crate::naming::Naming;
use crate::pages::staffing::{counts, establishments, later, not_teaching, said, schools, stages, subjects, teaching};
use crate::pens::text::Page;
use lungang_domain::county::County;
use lungang_domain::policy::Policy;
use lungang_results::names;

/// The text of a staffing document.
///
/// Schools with the most missing teachers come first; schools that are neither short nor over are left out.
pub fn staffing(document: &StaffingDocument, county: &County, policy: &Policy, view: View) -> String {
    let lang = view.lang;
    let mut page = Page::new(view);
    let args =
        [("county", document.county.as_str()), ("year", &document.school_year), ("policy", policy.name.get(lang))];
    page.say("staffing.title", &args);
    if let Some(total) = &document.authorised {
        for (key, posts) in [("total", total.total), ("primary", total.primary), ("junior", total.junior)] {
            if let Some(posts) = posts {
                page.say(&format!("staffing.authorised-{key}"), &[("n", &posts.to_string())]);
            }
        }
    }
    if let Some(line) = names::private(lang, county.private_schools()) {
        page.line(&line);
    }
    if document.non_teaching_unknown {
        page.say("staffing.non-teaching-unknown", &[]);
    }
    let naming = Naming::new(lang, county, policy);
    page.table(&stages(document, lang));
    page.table(&counts(document, lang));
    page.say("staffing.not-netted", &[]);
    page.table(&teaching(document, lang));
    page.table(&later(document, lang));
    page.table(&establishments(document, false, lang));
    page.table(&schools(document, false, lang));
    page.table(&subjects(document, policy, lang));
    page.table(&not_teaching(document, &naming));
    if !document.remarks.is_empty() {
        page.gap();
        page.say("staffing.remarks", &[]);
        document.remarks.iter().for_each(|remark| page.line(&said(remark, &naming)));
    }
    page.finish()
}
