//! `recruit`: the structural balance, the schools that may recruit or are short, and what is proposed post by post.

use super::View;
use crate::json::RecruitDocument;
use crate::pages::recruit as pages;
use crate::pens::text::Page;
use lungang_domain::policy::Policy;
use lungang_domain::words::say;

/// The text of a recruitment plan.
pub fn recruit(document: &RecruitDocument, policy: &Policy, view: View) -> String {
    let lang = view.lang;
    let mut page = Page::new(view);
    page.line(&pages::title(lang, document));
    pages::notes(lang, policy, document).iter().for_each(|line| page.line(line));
    page.table(&pages::balance(lang, policy, document));
    let mut schools: Vec<_> = document.schools.iter().filter(|s| s.short > 0 || s.vacancies > 0).collect();
    schools.sort_by_key(|s| (std::cmp::Reverse(s.recruits), std::cmp::Reverse(s.short)));
    page.table(&pages::schools(lang, schools));
    page.table(&pages::posts(lang, policy, document));
    if document.short == 0 {
        page.gap();
        page.line(&say(lang, "recruit.none", &[]));
    }
    page.finish()
}
