//! Every document keeps to its schema, and says what it should.

use crate::again::difference;
use crate::world::{certificate, record};
use lungang_domain::balance::{Indicator, Variation};
use lungang_domain::county::Authorised;
use lungang_domain::diagnosis::{Asks, Change, Diagnosis, Illness, Instance, Place, Reason, Repair};
use lungang_domain::disclosure::{Field, Period};
use lungang_domain::document::Summary;
use lungang_domain::frontier::{FrontierDocument, GoalReached, SizeFigures, SizePoint};
use lungang_domain::id::{SchoolIx, TeacherIx};
use lungang_domain::imported::{ImportDocument, ImportedColumn, ImportedSheet};
use lungang_domain::number::Decimal;
use lungang_domain::plan::{PlanStatus, Standing};
use lungang_domain::policy::Param;
use lungang_domain::record::{Ahead, GivenUp, Record};
use lungang_domain::recruitment::{Opening, Recruitment, Room, Vacancies};
use lungang_domain::remarks::Matter;
use lungang_domain::rule::RuleName;
use lungang_domain::school::{ByPart, Part};
use lungang_domain::teacher::Role;
use lungang_domain::words::Lang;
use lungang_domain::years::{Event, Happening, StageVariation, SubjectShortage, Turns, YearFigures, YearsDocument};
use lungang_report::json::{
    Against, CheckDocument, CheckedFile, Choices, DiagnoseDocument, DisclosureDocument, DisclosureSource, Drawn,
    EligibleDocument, ErrorDocument, ErrorKind, ExplainDocument, LotteryDocument, LotteryNumberDocument,
    PublicCommitment, RecruitDocument, RemarkDoc, ReplanDocument, SchoolEstablishment, StaffingDocument, plain, schema,
    schema_names, to_text,
};
use lungang_results::plan_document::plan_document;
use lungang_results::summary::summary;
use serde_json::{Value, json};

#[path = "../../../../tests/support/json_schema.rs"]
mod json_schema;

pub fn validated(name: &str, text: &str) -> Value {
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
        solved_again: true,
    };
    DisclosureDocument::new(&source, choices, lang)
}

/// A year with everything that a year can hold, and every happening.
fn years(record: &Record) -> YearsDocument {
    let text = || "x".to_owned();
    let (from_school, to_school) = (text(), text());
    let all = [
        Happening::Sent { from_school, to_school, until: text() },
        Happening::Transferred { from_school: text(), to_school: text() },
        Happening::Returned { from_school: text(), to_school: text() },
        Happening::Retired,
        Happening::Departed,
        Happening::LeaveBegan,
        Happening::LeaveEnded,
        Happening::Recruited { to_school: text(), subject: text() },
        Happening::Promoted { level: text() },
        Happening::Honoured { honour: text(), years: 10 },
    ];
    let given_up = GivenUp { name: text(), alone: 1, value: 2, together: 3 };
    let lookahead = Ahead { years: 1, status: PlanStatus::Optimal, goals: vec![given_up] };
    let variation = Variation { weighted: 0.5, unweighted: 0.25 };
    let year = YearFigures {
        school_year: text(),
        folder: text(),
        teachers: 1,
        pupils: 1,
        away: 1,
        plan: Summary { lookahead: Some(lookahead), ..summary(record) },
        shortages: vec![SubjectShortage { subject: text(), before: 1, after: 0 }],
        balance: vec![StageVariation { indicator: Indicator::Teachers, stage: Part::Primary, variation }],
        measures: Vec::new(),
    };
    YearsDocument {
        county: text(),
        policy: text(),
        seed: 1,
        lookahead: 1,
        years: vec![year],
        infeasible: Some(text()),
        turns: Turns { never: vec![text()], once: 1, twice: vec![text()], times: Some([1, 1, 1, 0]) },
        events: all.map(|what| Event { school_year: text(), teacher_id: text(), what }).into(),
    }
}

/// One of the things that a diagnosis can hold.
fn ill() -> Diagnosis {
    let place = Place::School(SchoolIx(0));
    let instance =
        Instance { rule: RuleName::InflowCap, sentence: "", place, asks: Asks::Number(1), people: vec![TeacherIx(0)] };
    let pair = Instance {
        rule: RuleName::TwoWay,
        sentence: "schools",
        place: Place::Pair(SchoolIx(0), SchoolIx(1), None),
        asks: Asks::Nothing,
        people: Vec::new(),
    };
    let exception = Change::Exception { instance: instance.clone(), by: 1, to: Asks::Number(2) };
    let raised = Change::Authorised { part: None, from: 3, to: 5 };
    Diagnosis::Infeasible(Illness {
        reasons: vec![Reason::Staffing { part: None, floor: 5, authorised: 3 }],
        instances: vec![instance, pair],
        proven_irreducible: true,
        repairs: vec![Repair { changes: vec![exception, raised], law: false, price: 3 }],
        all_tried: true,
    })
}

/// A size with a plan, and one that rules forbid.
fn frontier(record: &Record) -> FrontierDocument {
    let figures = SizeFigures {
        moves: 1,
        moves_down: 1,
        retasks: 0,
        unmet_need: 10,
        short_posts: 1,
        newly_short: 0,
        metres: 1_500,
        mean_metres: Some(1_500),
        unknown_journeys: 0,
        yuan: Some(3_600),
        goals: vec![GoalReached { name: "unmet-need".to_owned(), value: 10 }],
    };
    let none = SizePoint {
        size: 0,
        status: PlanStatus::Infeasible,
        standing: Standing::Open,
        rules: vec![RuleName::ExchangeQuota],
        figures: None,
    };
    let (status, standing) = (PlanStatus::Optimal, Standing::Certified);
    let best = SizePoint { size: 1, status, standing, rules: Vec::new(), figures: Some(figures) };
    FrontierDocument {
        county: record.county.name.clone(),
        school_year: record.county.school_year.label(),
        policy: record.policy.id.clone(),
        seed: 1,
        eligible: 2,
        short_posts_before: 2,
        unmet_need_before: 20,
        least: Some(1),
        own: 1,
        points: vec![none, best],
    }
}

/// Recruits for a post of the first school, within one total.
fn recruit(record: &Record) -> RecruitDocument {
    let Record { county, policy, needs, plan, .. } = record;
    let (school, part, subject) = needs.posts[0].key();
    let found = Recruitment {
        years: 2,
        vacancies: vec![Vacancies { school, establishment: 3, stated: true, payroll: 2, retiring: 1, departing: 0 }],
        rooms: vec![Room { part: Some(part), authorised: 3, payroll: 3, leaving: 1 }],
        openings: vec![Opening { school, part, subject, now: 1, later: 1, weight: 10, recruits: 1 }],
    };
    let document = RecruitDocument::new(county, policy, needs, plan, 1, &found);
    assert_eq!((document.vacancies, document.recruits, document.held_back), (2, 1, 1));
    assert_eq!((document.totals[0].left, document.totals[0].over()), (1, 0));
    document
}

/// What an import read: a sheet with a column, and a question that nobody has answered.
fn imported() -> ImportDocument {
    let column = ImportedColumn {
        header: "在校学生数".to_owned(),
        state: "read".to_owned(),
        column: Some("pupils".to_owned()),
        name: Some("学生数".to_owned()),
        confidence: 90,
    };
    let sheet = ImportedSheet {
        file: "a.xlsx".to_owned(),
        sheet: Some("Sheet1".to_owned()),
        kind: "schools".to_owned(),
        confidence: 100,
        header: Some(3),
        rows: 25,
        columns: vec![column],
        left_out: [("total-row".to_owned(), vec![9, 30])].into(),
    };
    ImportDocument { county: Some("县".to_owned()), sheets: vec![sheet], errors: 1, ..ImportDocument::default() }
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
    let text = "7|person|T1".to_owned();
    let number = Drawn { goal: "lottery".to_owned(), sha256: "00".to_owned(), text, number: 1 };
    let drawn = LotteryNumberDocument { seed: 7, numbers: vec![number] };
    let (whatif, result) = crate::answers::whatif();
    for lang in Lang::COMPLETE {
        let documents = [
            ("import", to_text(&imported())),
            ("check", to_text(&CheckDocument::new(Some(&county.name), files.clone(), &record.findings, lang))),
            ("staffing", to_text(&StaffingDocument::new(county, policy, &record.needs))),
            ("eligible", to_text(&EligibleDocument::new(county, policy, &record.eligibility, lang))),
            ("plan", to_text(&summary(&record))),
            ("plan-file", to_text(&plan_document(&record, lang))),
            ("diagnose", to_text(&DiagnoseDocument::new(county, policy, &ill(), lang))),
            ("audit", to_text(&record.audit)),
            ("certificate", plain(&certificate())),
            ("disclosure", to_text(&disclosure(&record, lang))),
            ("lottery", to_text(&lottery)),
            ("lottery-number", to_text(&drawn)),
            (
                "explain",
                to_text(&ExplainDocument::new(county, policy, &crate::explain::explanations(&record)[0], lang)),
            ),
            ("replan", to_text(&ReplanDocument::new(county, policy, summary(&record), &difference(), lang))),
            ("years", to_text(&years(&record))),
            ("whatif", whatif.clone()),
            ("whatif-result", result.clone()),
            ("price", crate::answers::prices(&record, lang)),
            ("alternatives", crate::answers::alternatives(&record, lang)),
            ("report", crate::compared::page()),
            ("compare", to_text(&crate::compared::document())),
            ("frontier", to_text(&frontier(&record))),
            ("recruit", to_text(&recruit(&record))),
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
    let mut document: Value = serde_json::from_str(&to_text(&summary(&record()))).expect("JSON");
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
            "stage": "primary", "schools": 3, "pupils": 114, "classes": 7, "staff": 3, "on_payroll": 4,
            "by_pupils": {"parts": 3, "posts": 6, "surplus": 0, "shortage": 2},
            "by_classes": {"parts": 2, "posts": 8, "surplus": 0, "shortage": 7},
            "by_periods": {"parts": 3, "posts": 0, "surplus": 3, "shortage": 0},
            "boarding": 0,
            "computed": {"parts": 3, "posts": 11, "surplus": 0, "shortage": 7},
            "posts": {"parts": 3, "posts": 11, "surplus": 0, "shortage": 7},
            "teaching": {"parts": 3, "posts": 11, "surplus": 0, "shortage": 8},
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
    record.needs.establishments[0].payroll = 8;
    let document = StaffingDocument::new(&record.county, &record.policy, &record.needs);
    let posts = document.stages[0].posts;
    assert_eq!((posts.surplus, posts.shortage), (5, 7));
}

/// Approved, computed, on the payroll, on duty: each for itself, and the payroll against what is approved where anything is.
#[test]
fn four_figures_stand_side_by_side() {
    let mut record = record();
    record.county.schools[0].establishment = Some(2);
    let document = StaffingDocument::new(&record.county, &record.policy, &record.needs);
    let four = |s: &SchoolEstablishment| (s.approved, s.computed, s.on_payroll, s.on_duty, s.staff);
    let [first, second, third] = &document.establishments[..] else { panic!("{:?}", document.establishments) };
    assert_eq!(four(first), (Some(2), 3, Some(3), Some(3), 3));
    assert_eq!((first.against, first.over, first.short), (Against::Approved, 1, 0));
    assert_eq!(four(second), (None, 6, Some(1), Some(1), 0));
    assert_eq!((second.against, second.over, second.short), (Against::Computed, 0, 5));
    assert_eq!((third.over, third.short), (0, 2));
    let plan = plan_document(&record, Lang::ZH);
    let school = &plan.schools[0];
    assert_eq!((school.establishment, school.on_payroll, school.on_duty), (Some(2), Some(3), Some(3)));
    assert_eq!((school.posts, school.teaching_posts), (3, Some(3)));
}

#[test]
fn an_unknown_number_of_others_is_said() {
    let mut record = record();
    let unknown = |r: &Record| StaffingDocument::new(&r.county, &r.policy, &r.needs).non_teaching_unknown;
    record.needs.teachers_only = true;
    assert!(!unknown(&record), "the policy sets no posts aside for others");
    let shares = ByPart { primary: Decimal(900), junior: Decimal(1_500) };
    record.policy.staffing.non_teaching = Some(Param::practice(shares));
    assert!(unknown(&record));
    record.needs.teachers_only = false;
    assert!(!unknown(&record));
}

/// Every matter that an inspection asks of, each with what it is set against.
#[test]
fn what_an_inspection_asks_is_remarked() {
    let mut record = record();
    let remarks = |r: &Record| {
        let document = StaffingDocument::new(&r.county, &r.policy, &r.needs);
        let said = |r: &RemarkDoc| (r.matter, r.found, r.against, r.teachers.join(" "));
        document.remarks.iter().map(said).collect::<Vec<_>>()
    };
    assert_eq!(remarks(&record), [], "four on the payroll, nine authorised, nobody approved anything");

    record.county.schools[0].establishment = Some(2);
    record.county.schools[1].establishment = Some(8);
    record.policy.staffing.non_teaching = Some(Param::practice(ByPart::default()));
    record.policy.eligibility.head_terms_years = Some(Param::practice(11));
    record.policy.eligibility.senior_title_rural_years = Some(Param::practice(1));
    record.county.teachers[1].role = Role::Principal;
    // At the school long enough: since when the office is held decides.
    let beyond = |record: &Record| {
        let own = remarks(record).into_iter().filter(|(_, _, against, _)| *against == 11);
        own.map(|(matter, _, _, who)| (matter, who)).collect::<Vec<_>>()
    };
    assert_eq!(beyond(&record), [(Matter::HeadsTermsUnknown, "T2".to_owned())]);
    record.county.teachers[1].office_since = Some(record.county.teachers[1].joined);
    assert_eq!(beyond(&record), [(Matter::HeadsBeyondTerms, "T2".to_owned())]);
    record.county.teachers[0].rural_years = 1;
    let of_sending = "T2 T3".to_owned();
    assert_eq!(
        remarks(&record),
        [
            (Matter::PayrollAboveApproved, 3, 2, String::new()),
            (Matter::ApprovedAboveAuthorised, 10, 9, String::new()),
            (Matter::NotTeachingAboveShare, 1, 0, String::new()),
            (Matter::HeadsBeyondTerms, 1, 11, "T2".to_owned()),
            (Matter::RuralYearsForTitle, 2, 1, of_sending),
        ]
    );

    let years = record.policy.years.honours.value[0].years;
    record.county.teachers[3].rural_years = years;
    record.county.teachers[3].role = Role::Teacher;
    record.county.teachers[2].rural_years = years;
    let honours =
        |r: &Record| remarks(r).into_iter().filter(|r| r.0 == Matter::HonourReached).map(|r| r.3).collect::<Vec<_>>();
    record.policy.years.honours_consecutive = Param::practice(true);
    assert_eq!(honours(&record), ["T4"], "T3 serves in a town: the years are broken off");
    record.policy.years.honours_consecutive = Param::practice(false);
    assert_eq!(honours(&record), ["T3 T4"]);
    record.county.teachers[3].rural_years = years + 1;
    assert_eq!(honours(&record), ["T3"], "of this year alone");

    record.county.authorised = Authorised::Total(3);
    assert!(remarks(&record).contains(&(Matter::PayrollAboveAuthorised, 4, 3, String::new())));
    record.county.authorised = Authorised::ByPart(ByPart { primary: Some(3), junior: None });
    let by_stage = remarks(&record);
    assert!(by_stage.contains(&(Matter::PayrollAboveAuthorised, 4, 3, String::new())));
    assert!(by_stage.iter().all(|r| r.0 != Matter::ApprovedAboveAuthorised), "no total of all stages is stated");
    assert_eq!(Matter::ALL.map(|m| json!(m)), Matter::ALL.map(|m| json!(m.name())));
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
    let document = plan_document(&record(), Lang::ZH);
    let m = &document.moves[0];
    assert_eq!((m.teacher_id.as_str(), m.from_school.as_str(), m.to_school.as_str()), ("=T1", "S1", "S2"));
    assert_eq!((m.start.as_str(), m.end.as_str(), m.rank_of_wish), ("2026-09-01", "2027-08-31", Some(2)));
    let because: Vec<(&str, &str)> = m.because.iter().map(|b| (b.serves.as_str(), b.clause.as_str())).collect();
    assert_eq!(because, [("exchange-quota", "县教〔2026〕1号 三(二)3"), ("unmet-need", ""), ("wishes", "")]);
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
    let document = EligibleDocument::new(&record.county, &record.policy, &record.eligibility, Lang::EN);
    assert_eq!((document.eligible, document.roster), (3, 4));
    assert_eq!(document.counts.get("too-few-years"), Some(&1));
    let reasons = &document.teachers[3].reasons;
    assert_eq!((reasons[2].detail, reasons[3].detail), (Some(3), None));
    assert!(reasons[3].words.contains("illness"), "{}", reasons[3].words);
}

#[test]
fn a_check_lists_a_few_and_counts_all() {
    let document = CheckDocument::new(None, Vec::new(), &record().findings, Lang::EN);
    assert_eq!((document.errors, document.warnings, document.findings.len()), (0, 25, 20));
    assert_eq!((document.counts[0].count, document.counts[0].listed), (25, 20));
    let [cause] = &document.causes[..] else { panic!("{:?}", document.causes) };
    assert_eq!((cause.count, cause.rows.len(), cause.rows.last()), (25, 20, Some(&21)));
    assert_eq!(cause.place, "schools.csv, column =pupils");
}
