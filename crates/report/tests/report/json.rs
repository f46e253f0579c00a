//! Every document keeps to its schema, and says what it should.

use crate::world::{certificate, record};
use lungang_domain::disclosure::{Field, Period};
use lungang_domain::county::PinKind;
use lungang_domain::explanation::{
    Answered, AtLeast, Binding, Changed, Comes, Explanation, Made, NoMove, Obstacle, OfPair, OfRule, OfSchool, OfTeacher,
    Price, Shift, Spot, StaysShort,
};
use lungang_domain::id::{SchoolIx, SubjectIx, TeacherIx};
use lungang_domain::plan::{Direction, Serves};
use lungang_domain::policy::Mode;
use lungang_domain::record::Record;
use lungang_domain::rule::RuleName;
use lungang_domain::words::Lang;
use lungang_report::json::{
    CheckDocument, CheckedFile, Choices, DisclosureDocument, DisclosureSource, EligibleDocument, ErrorDocument,
    ErrorKind, ExplainDocument, LotteryDocument, PublicCommitment, StaffingDocument, plan_document, schema, schema_names, summary,
    to_text,
};
use serde_json::{Value, json};

#[path = "../../../../tests/support/json_schema.rs"]
mod json_schema;

fn validated(name: &str, text: &str) -> Value {
    let schema = schema(name).expect("a schema of this name");
    let document: Value = serde_json::from_str(text).expect("JSON");
    let faults = json_schema::faults(&schema, &document);
    assert!(faults.is_empty(), "{name}: {faults:?}");
    document
}

/// With every field and all that may be stated.
fn disclosure(record: &Record, lang: Lang) -> DisclosureDocument {
    let source = DisclosureSource {
        county: &record.county,
        policy: &record.policy,
        plan: &plan_document(record, lang),
        run: &record.run,
        outputs: &record.run.inputs,
        audit: &record.audit,
    };
    let choices = Choices {
        fields: Field::ALL.to_vec(),
        period: Period::starting("2026-07-01", 7).expect("a period"),
        contact: Some("x".to_owned()),
        commitment: Some(PublicCommitment { sha256: "00".to_owned(), salt: Some("x".to_owned()) }),
        command: "x".to_owned(),
        lottery_command: Some("x".to_owned()),
    };
    DisclosureDocument::new(&source, choices, lang)
}

/// An answer to each kind of question, with all that may be stated.
fn explanations(record: &Record) -> Vec<Explanation> {
    let m = record.plan.moves[0];
    let (teacher, school, post) = (m.teacher, m.to, record.needs.posts[0]);
    let shift = |after| Shift { name: "unmet-need".to_owned(), maximised: false, before: 5, after };
    let possible = |after| Comes::Possible { proved: true, goals: vec![shift(after)] };
    let spots = [
        Spot::County,
        Spot::School(school),
        Spot::Post(school, post.part, SubjectIx(0)),
        Spot::Teacher(teacher),
        Spot::Couple(teacher, TeacherIx(0)),
        Spot::Pin(teacher, PinKind::Stay),
    ];
    let at = |place| Obstacle { rule: RuleName::Housing, sentence: "men", place };
    let impossible = Comes::Impossible { because: spots.map(at).to_vec(), proved: true };
    let of_teacher = OfTeacher {
        teacher,
        reasons: record.eligibility.verdicts.iter().flat_map(|v| v.reasons.clone()).collect(),
        moves: 3,
        made: Some(Made {
            planned: m,
            direction: Direction::Down,
            metres: Some(12_345),
            serves: vec![Serves::Rule(RuleName::ExchangeQuota), Serves::Need, Serves::Wish(1)],
        }),
        otherwise: Some(impossible.clone()),
        alternatives: vec![(None, possible(7)), (Some(m), possible(5)), (Some(m), Comes::Unknown)],
        rest: vec![
            AtLeast { choice: None, loss: Some(("unmet-need".to_owned(), 2)) },
            AtLeast { choice: Some(m), loss: None },
        ],
    };
    let of_pair = OfPair {
        teacher,
        school,
        subject: Some(m.subject),
        planned: false,
        instead: None,
        reasons: Vec::new(),
        no_move: vec![NoMove::Outside(SchoolIx(0)), NoMove::Direction(Direction::Up), NoMove::Subject(m.subject)],
        comes: Some(possible(4)),
        others: vec![Changed { teacher, before: Some(m), after: None }],
    };
    let short = StaysShort { post, short: 1, able: 3, elsewhere: 2, weightier: 1, comes: Some(impossible) };
    let of_school = OfSchool {
        school,
        posts: 3,
        staff: 2,
        arrive: vec![m],
        leave: Vec::new(),
        subjects: vec![(post, 1)],
        short: vec![short.clone(), StaysShort { comes: None, ..short }],
        more: 1,
    };
    let of_rule = OfRule {
        rule: RuleName::Housing,
        mode: Mode::Hard,
        law: true,
        places: 2,
        binding: vec![Binding { at: at(Spot::School(school)), limit: 1, least: false }],
        comes: Some(possible(3)),
        prices: vec![Price { goal: "burden".to_owned(), at: at(Spot::County), price: -3, denominator: 2 }],
    };
    let answers =
        [Answered::Teacher(of_teacher), Answered::Pair(of_pair), Answered::School(of_school), Answered::Rule(of_rule)];
    let whole = |answer| Explanation { goals: record.plan.goals.clone(), proved: false, lottery: true, answer };
    answers.into_iter().map(whole).collect()
}

#[test]
fn every_explanation_keeps_to_its_schema_and_has_its_words() {
    let record = record();
    for lang in Lang::ALL {
        for explanation in explanations(&record) {
            let document = ExplainDocument::new(&record.county, &record.policy, &explanation, lang);
            validated("explain", &to_text(&document));
            let view = lungang_report::text::View::whole(lang);
            let text = lungang_report::text::explain(&record.county, &record.policy, &explanation, view);
            for said in document.answer.iter().map(String::as_str).chain(text.lines()) {
                assert!(!said.contains('{') && !said.contains("explain."), "{said}");
            }
        }
    }
}

#[test]
fn every_document_keeps_to_its_schema() {
    let record = record();
    let (county, policy) = (&record.county, &record.policy);
    let files = vec![CheckedFile {
        file: "schools.csv".to_owned(),
        table: "schools".to_owned(),
        rows: 3,
        encoding: Some("GBK".to_owned()),
    }];
    let error = ErrorDocument { error: ErrorKind::Input, message: "x".to_owned(), remedy: None, exit_code: 2 };
    let lottery = LotteryDocument {
        county: county.name.clone(),
        school_year: county.school_year.label(),
        sha256: "00".to_owned(),
        seed: Some(u64::MAX),
        holds: Some(true),
        message: "x".to_owned(),
    };
    for lang in Lang::ALL {
        let documents = [
            ("check", to_text(&CheckDocument::new(Some(&county.name), files.clone(), &record.findings, lang))),
            ("staffing", to_text(&StaffingDocument::new(county, policy, &record.needs))),
            ("eligible", to_text(&EligibleDocument::new(county, policy, &record.eligibility, lang))),
            ("plan", to_text(&summary(&record))),
            ("plan-file", to_text(&plan_document(&record, lang))),
            ("audit", to_text(&record.audit)),
            ("certificate", to_text(&certificate())),
            ("disclosure", to_text(&disclosure(&record, lang))),
            ("lottery", to_text(&lottery)),
            ("explain", to_text(&ExplainDocument::new(county, policy, &explanations(&record)[0], lang))),
            ("error", to_text(&error)),
        ];
        assert!(documents.iter().map(|(name, _)| *name).eq(schema_names()), "a document for every schema");
        for (name, text) in &documents {
            validated(name, text);
        }
    }
}

#[test]
fn a_schema_refuses_what_is_no_such_document() {
    let schema = schema("plan").expect("plan");
    let is_valid = |document: &Value| json_schema::faults(&schema, document).is_empty();
    assert!(!is_valid(&json!({"status": "optimal"})));
    let mut document = serde_json::to_value(summary(&record())).expect("JSON");
    assert!(is_valid(&document));
    document["status"] = json!("perfect");
    assert!(!is_valid(&document));
}

#[test]
fn staffing_sums_school_by_school() {
    let record = record();
    let text = to_text(&StaffingDocument::new(&record.county, &record.policy, &record.needs));
    let document = validated("staffing", &text);
    assert_eq!(
        document["stages"],
        json!([{
            "stage": "primary", "schools": 3, "pupils": 114, "classes": 7, "staff": 3,
            "by_pupils": {"parts": 3, "posts": 6, "surplus": 0, "shortage": 3},
            "by_classes": {"parts": 2, "posts": 8, "surplus": 0, "shortage": 8},
            "computed": {"parts": 3, "posts": 11, "surplus": 0, "shortage": 8},
            "posts": {"parts": 3, "posts": 11, "surplus": 0, "shortage": 8},
            "fewer_staff_than_classes": 2
        }])
    );
    assert_eq!(document["authorised"], json!({"total": 9}));
    assert_eq!(document["not_teaching"], json!(["T4"]));
    assert_eq!(document["schools"][1]["shared_hours"], json!([{"subject": "music", "periods": 6}]));
    assert_eq!(document["schools"][2]["shared_hours"], json!([]));
    let english = &document["schools"][0]["subjects"][1];
    assert_eq!([&english["serving"], &english["over"]], [&json!(2), &json!(1)]);
}

#[test]
fn a_surplus_here_fills_no_shortage_there() {
    let mut record = record();
    record.needs.establishments[0].staff = 8;
    let document = StaffingDocument::new(&record.county, &record.policy, &record.needs);
    let posts = document.stages[0].posts;
    assert_eq!((posts.surplus, posts.shortage), (5, 8));
}

#[test]
fn the_summary_counts_what_the_moves_change() {
    let record = record();
    let s = summary(&record);
    assert_eq!((s.eligible, s.moves, s.moves_down, s.backbone_moves), (3, 1, 1, 0));
    assert_eq!((s.short_posts_before, s.short_posts_after), (8, 7));
    assert_eq!((s.unmet_need_before, s.unmet_need_after), (54, 42));
    assert_eq!((s.quota_required, s.backbone_required), (Some(1), None));
    assert_eq!(s.goals[1].certified_gap, Some(2));
    assert!(!s.audit.clean);
}

#[test]
fn a_plan_names_every_move_with_its_because() {
    let document = plan_document(&record(), Lang::Zh);
    let m = &document.moves[0];
    assert_eq!((m.teacher_id.as_str(), m.from_school.as_str(), m.to_school.as_str()), ("=T1", "S1", "S2"));
    assert_eq!((m.start.as_str(), m.end.as_str(), m.rank_of_wish), ("2026-09-01", "2027-08-31", Some(2)));
    let because: Vec<(&str, &str)> = m.because.iter().map(|b| (b.serves.as_str(), b.clause.as_str())).collect();
    assert_eq!(because, [("exchange-quota", "三(二)3"), ("unmet-need", ""), ("wishes", "")]);
    let first = &document.schools[0];
    assert_eq!((first.staff_before, first.moves_out, first.staff_after), (3, 1, 2));
    assert_eq!(document.suspended_laws.len(), 1);
    assert_eq!(document.shortages.len(), 4);
    let english = document.shortages.iter().find(|s| s.subject == "english").expect("short before");
    assert_eq!((english.short_before, english.short_after, english.serving_after), (1, 0, 1));
}

#[test]
fn the_eligible_are_counted_by_reason() {
    let record = record();
    let document = EligibleDocument::new(&record.county, &record.policy, &record.eligibility, Lang::En);
    assert_eq!((document.eligible, document.roster), (3, 4));
    assert_eq!(document.counts.get("too-few-years"), Some(&1));
    let reasons = &document.teachers[3].reasons;
    assert_eq!((reasons[2].detail, reasons[3].detail), (Some(3), None));
    assert!(reasons[3].words.contains("illness"), "{}", reasons[3].words);
}

#[test]
fn a_check_lists_a_few_and_counts_all() {
    let document = CheckDocument::new(None, Vec::new(), &record().findings, Lang::En);
    assert_eq!((document.errors, document.warnings, document.findings.len()), (0, 25, 20));
    assert_eq!((document.counts[0].count, document.counts[0].listed), (25, 20));
}
