//! A plan made again: every kind of reason has words, in the document, on the terminal and in the workbook.

use crate::world::record;
use calamine::{Data, Reader, Xlsx};
use lungang_domain::audit::Breach;
use lungang_domain::replan::{Difference, Edit, EventDoc, EventKind, PersonChange, Post, Why};
use lungang_domain::rule::RuleName;
use lungang_domain::school::Part;
use lungang_domain::words::Lang;
use lungang_report::text::{self, View};
use lungang_report::xlsx::workbook_again;
use std::io::Cursor;

/// A difference with every kind of reason.
pub fn difference() -> Difference {
    let post = |school: &str| Post {
        school_id: school.to_owned(),
        school: String::new(),
        stage: Part::Primary,
        subject: "maths".to_owned(),
    };
    let event = EventDoc {
        kind: EventKind::Illness,
        teacher_id: Some("t".to_owned()),
        school_id: None,
        subject: None,
        required: Some(1),
        date: Some("2026-08-20".to_owned()),
        note: "=1+1".to_owned(),
    };
    let breach = Breach {
        kind: "inflow-cap".to_owned(),
        school: Some("s".to_owned()),
        other: None,
        stage: None,
        subject: None,
        teachers: vec!["t".to_owned()],
        required: 1,
        achieved: 2,
    };
    let reasons = [
        Why::Event(0),
        Why::Departed,
        Why::Impossible { event: Some(0), faults: Vec::new() },
        Why::Rules(vec![(RuleName::InflowCap, breach)]),
        Why::Goal { name: "unmet-need".to_owned(), kept: 2, now: 1 },
        Why::Edited,
        Why::Together,
    ];
    let person = |why: &Why| PersonChange {
        teacher_id: "t".to_owned(),
        name: "赵飞燕".to_owned(),
        before: Some(post("a")),
        after: None,
        why: why.clone(),
    };
    let edit = Edit {
        teacher_id: "t".to_owned(),
        name: String::new(),
        before: None,
        wanted: Some(post("b")),
        against: Some(Why::Together),
    };
    Difference {
        published: 2,
        events: vec![event],
        people: reasons.iter().map(person).collect(),
        edits: vec![edit],
        ..Difference::default()
    }
}

#[test]
fn the_changes_have_a_sheet_of_their_own() {
    let (record, difference) = (record(), difference());
    for (lang, name) in [(Lang::ZH, "变动"), (Lang::EN, "Changes")] {
        let bytes = workbook_again(&record, Some(&difference), lang).expect("a workbook");
        let mut book = Xlsx::new(Cursor::new(bytes)).expect("it opens");
        let range = book.worksheet_range(name).expect("the sheet");
        let people = range.rows().filter(|row| row.first() == Some(&Data::String("t".to_owned()))).count();
        assert_eq!(people, difference.people.len());
    }
}

#[test]
fn every_reason_has_words_in_both_languages() {
    for lang in Lang::COMPLETE {
        let mut record = record();
        record.policy.disclosure.mask_names.value = true;
        let page = text::replan(&record, &difference(), View::whole(lang));
        assert!(!page.contains("report.") && !page.contains('{'), "{page}");
        assert!(!page.contains("飞燕"), "names are masked: {page}");
    }
}
