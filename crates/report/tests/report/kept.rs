//! What is kept of a run without a plan is told in the language of the reader; words of earlier versions are read too.

use lungang_domain::whatif::WhatifDocument;
use lungang_domain::words::Lang;
use lungang_report::json::to_text;
use lungang_report::text::{View, whatif};
use lungang_results::json::read;
use serde_json::{Value, json};

fn told(conflict: &Value, lang: Lang) -> String {
    let run = json!({
        "run": "a.1", "scenario": "a", "parameters": {}, "seed": 1, "years": 0, "hash": "00", "conflict": conflict,
    });
    let document = json!({ "version": "0.1.0", "scenarios": [], "runs": [run] }).to_string();
    let document: WhatifDocument = read(document.as_bytes()).expect("a document");
    assert_eq!(
        read::<WhatifDocument>(to_text(&document).as_bytes()).ok().as_ref(),
        Some(&document),
        "it goes as it came"
    );
    whatif(&document, View::new(lang))
}

#[test]
fn a_sentence_is_kept_by_its_key_and_values() {
    let args = json!({ "stage": "@stage.primary", "floor": "12", "authorised": "9" });
    let conflict = json!({ "rules": ["staffing"], "told": [{ "key": "cli.conflict.staffing", "args": args }] });
    let english = told(&conflict, Lang::EN);
    assert!(english.contains("the authorised total of primary is 9, staffing every class takes 12"), "{english}");
    let chinese = told(&conflict, Lang::ZH);
    assert!(chinese.contains("小学编制总额为 9"), "{chinese}");
}

#[test]
fn words_of_earlier_versions_are_read() {
    let conflict = json!({ "rules": ["pins"], "zh": "旧的句子", "en": "an old sentence" });
    assert!(told(&conflict, Lang::ZH).contains("  旧的句子\n"));
    assert!(told(&conflict, Lang::EN).contains("  an old sentence\n"));
}
