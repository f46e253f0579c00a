//! What was made of a county: a plan, a comparison, an answer, a diagnosis, a notice.

use crate::block::{Column, Layout, PAGE, Table};
use crate::compare;
use crate::disclosure;
use crate::html::{PlanSource, comparison as sides, plan as page};
use crate::json::{AlternativeDoc, ChoiceDoc, DiagnoseDocument, DisclosureDocument, ExplainDocument, RestDoc};
use crate::naming::Naming;
use crate::pages::notice as list;
use crate::pens::html::{Address, Fragment, Sheet, sentence, word};
use lungang_domain::comparison::CompareDocument;
use lungang_domain::county::County;
use lungang_domain::policy::Policy;
use lungang_domain::words::{Lang, say};
use lungang_results::names;

/// The sections of a plan, people among them; `leads` gives the address of a teacher.
pub fn plan(source: &PlanSource<'_>, leads: Address, lang: Lang) -> (String, Fragment) {
    let mut sheet = Sheet::leading(lang, leads);
    page::sections(&mut sheet, source, true);
    (page::title(source, lang), sheet.fragment())
}

/// Results side by side, with who is treated differently.
pub fn comparison(document: &CompareDocument, lang: Lang) -> (String, Fragment) {
    let mut sheet = Sheet::new(lang);
    sides::sections(&mut sheet, document, true);
    (compare::title(document, lang), sheet.fragment())
}

/// Why a plan decides as it does on a teacher, and what else there was.
pub fn explanation(document: &ExplainDocument, county: &County, policy: &Policy, lang: Lang) -> String {
    let naming = Naming::new(lang, county, policy);
    let mut sheet = Sheet::new(lang);
    sheet.section_called("answer", word(lang, "person.answer"));
    sheet.list(&document.answer);
    let Some(of) = &document.teacher else { return sheet.fragment().html };
    let header = |key: &str| word(lang, &format!("person.{key}"));
    let columns = |key: &str| Column::words(header(key));
    if !of.alternatives.is_empty() {
        let table = Table::of(&of.alternatives)
            .column(columns("choice"), |a: &&AlternativeDoc| choice(&naming, &a.choice))
            .column(columns("comes"), |a| a.comes.words.clone())
            .table();
        sheet.table(&table.titled(PAGE, header("alternatives")).layout(Layout::Stacked));
    }
    if !of.rest.is_empty() {
        let table = Table::of(&of.rest)
            .column(columns("choice"), |r: &&RestDoc| choice(&naming, &r.choice))
            .column(columns("comes"), |r| at_least(r, document, lang))
            .table();
        sheet.table(&table.titled(PAGE, header("rest")).layout(Layout::Stacked));
    }
    sheet.fragment().html
}

/// A choice in words.
fn choice(of: &Naming<'_>, choice: &ChoiceDoc) -> String {
    match choice {
        ChoiceDoc::Stays => say(of.lang, "explain.stays", &[]),
        ChoiceDoc::Moves { to_school, stage, subject } => {
            let (stage, subject) = (names::stage(of.lang, *stage), names::subject_of_id(of.lang, of.policy, subject));
            let school = of.school_of(to_school);
            say(of.lang, "explain.moves", &[("school", &school), ("stage", &stage), ("subject", &subject)])
        }
    }
}

/// What a choice that was not solved costs at least.
fn at_least(rest: &RestDoc, document: &ExplainDocument, lang: Lang) -> String {
    let (Some(goal), Some(least)) = (&rest.goal, rest.at_least) else {
        return names::word(lang, "text.explain.not-solved");
    };
    // No goal comes before the first.
    let first = document.goals.first().is_some_and(|g| g.name == *goal);
    let key = if first { "text.explain.at-least-first" } else { "text.explain.at-least" };
    names::sentence(lang, key, &[("goal", &names::goal(lang, goal)), ("n", &least.to_string())])
}

/// Why there is no plan, and each repair that was tried.
pub fn diagnosis(document: &DiagnoseDocument, lang: Lang) -> String {
    let mut sheet = Sheet::new(lang);
    let told = |rule: &str, clause: &str, words: &str| {
        let rule = if rule.is_empty() { String::new() } else { say(lang, &format!("rule.{rule}.name"), &[]) };
        let cited = match (rule.as_str(), clause) {
            ("", _) => return words.to_owned(),
            (rule, "") => rule.to_owned(),
            (rule, clause) => names::sentence(lang, "cited", &[("rule", rule), ("clause", clause)]),
        };
        names::sentence(lang, "at-place", &[("place", &cited), ("words", words)])
    };
    if !document.reasons.is_empty() {
        sheet.section_called("reasons", word(lang, "diagnosis.reasons"));
        let all = document.reasons.iter().flat_map(|r| {
            let first = told(r.rule.as_deref().unwrap_or_default(), &r.clause, &r.words);
            std::iter::once(first).chain(r.narrow.iter().cloned())
        });
        sheet.list(&all.collect::<Vec<_>>());
    }
    if let Some(conflict) = &document.conflict {
        sheet.section_called("conflict", word(lang, "diagnosis.conflict"));
        sheet.note(&word(
            lang,
            if conflict.proven_irreducible { "diagnosis.irreducible" } else { "diagnosis.not-irreducible" },
        ));
        let all: Vec<String> = conflict.instances.iter().map(|i| told(&i.rule, &i.clause, &i.words)).collect();
        sheet.list(&all);
    }
    sheet.section_called("repairs", word(lang, "diagnosis.repairs"));
    if document.repairs.is_empty() {
        sheet.paragraph(&word(lang, "diagnosis.no-repairs"));
    } else {
        sheet.note(&word(lang, "diagnosis.each"));
        let law = |law: bool| word(lang, if law { "diagnosis.law" } else { "diagnosis.no-law" });
        let table = Table::of(document.repairs.iter().enumerate())
            .column(Column::figures(names::word(lang, "col.number")), |(at, _)| at + 1)
            .column(Column::words(word(lang, "diagnosis.repair")), |(_, r)| r.words.clone())
            .column(Column::words(word(lang, "diagnosis.touches")), |(_, r)| law(r.law))
            .table();
        sheet.table(&table.titled(PAGE, word(lang, "diagnosis.repairs")).layout(Layout::Stacked));
    }
    if !document.all_tried {
        sheet.note(&word(lang, "diagnosis.not-all"));
    }
    sheet.fragment().html
}

/// The notice as it is hung out, and what it takes to check it.
pub fn notice(document: &DisclosureDocument, lang: Lang) -> (String, Fragment) {
    let mut sheet = Sheet::new(lang);
    disclosure::notice(document, lang).iter().for_each(|line| sheet.paragraph(line));
    let title = sentence(lang, "notice.list", &[("n", document.moves.len().to_string())]);
    sheet.table(&list::list(lang, document).titled(PAGE, title).layout(Layout::Stacked));
    sheet.paragraph(&say(lang, "disclosure.office", &[]));
    let checks = list::checks(lang, document).titled(PAGE, say(lang, "disclosure.check.title", &[]));
    sheet.table(&checks.layout(Layout::Folded));
    (disclosure::title(document, lang), sheet.fragment())
}
