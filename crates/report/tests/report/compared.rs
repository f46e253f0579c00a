//! A comparison with something of everything: it keeps to its schema and comes back, and every form of it can be made.

use crate::json::validated;
use lungang_domain::comparison::{
    Apart, Axis, CompareDocument, Doubt, Ended, FigureRow, Frontier, Goes, Mark, PersonRow, Point, RuleCell, RuleRow,
    SchoolRow, Side, SideKind, Spread, SubjectRow,
};
use lungang_domain::plan::{PlanStatus, Standing};
use lungang_domain::rule::RuleName;
use lungang_domain::school::Part;
use lungang_domain::whatif::Amount;
use lungang_domain::words::{Lang, Words};
use lungang_report::json::{PageKind, ReportDocument, to_text};
use lungang_report::text::{View, compare};
use lungang_report::{html, write_compare};
use lungang_results::claim::Scratch;
use lungang_results::json::read;

const YEAR: &str = "2026-2027";

/// What would do harm in a page, a workbook or a table.
const HOSTILE: &str = "=cmd|' /C calc'!A0</script><script>alert(1)</script>";

/// A comparison of a plan and a run without one.
pub fn document() -> CompareDocument {
    let year = || YEAR.to_owned();
    let side = |letter: &str, kind: SideKind, status: PlanStatus| Side {
        letter: letter.to_owned(),
        label: HOSTILE.to_owned(),
        kind,
        county: "云岭县".to_owned(),
        policy: "kizilsu-2018".to_owned(),
        policy_sha256: (kind == SideKind::Plan).then(|| "00".repeat(32)),
        seed: u64::MAX,
        school_years: vec![year()],
        status,
        standing: Standing::Open,
        doubts: [Some(2), None].map(|breaches| Doubt { school_year: year(), breaches }).into(),
        parameters: [("quota".to_owned(), "10%".to_owned())].into(),
    };
    let figure = |measure: &str, values: [Option<Amount>; 2]| FigureRow {
        school_year: year(),
        measure: measure.to_owned(),
        values: values.to_vec(),
    };
    let spread = |measure: &str| Spread {
        school_year: year(),
        measure: measure.to_owned(),
        runs: 2,
        least: Amount::Whole(1),
        tenth: Amount::Whole(1),
        median: Amount::Whole(2),
        ninetieth: Amount::Whole(3),
        most: Amount::Whole(4),
    };
    let goes = Goes {
        school_id: "S01".to_owned(),
        school: HOSTILE.to_owned(),
        stage: Part::Primary,
        subject: "art".to_owned(),
    };
    let axis = |measure: &str, more: bool| Axis { measure: measure.to_owned(), more };
    let mark = |label: &str, front: bool| Mark { label: label.to_owned(), x: 1.5, y: 2.0, front };
    CompareDocument {
        sides: vec![side("A", SideKind::Plan, PlanStatus::Optimal), side("B", SideKind::Run, PlanStatus::Infeasible)],
        apart: vec![Apart::Counties, Apart::SchoolYears, Apart::Policies, Apart::Seeds, Apart::NoPlan],
        figures: vec![
            figure("moves", [Some(Amount::Whole(6)), None]),
            figure("short-posts-after", [Some(Amount::Whole(20)), Some(Amount::Whole(26))]),
            figure("goal.unmet-need", [Some(Amount::Whole(149)), Some(Amount::Whole(203))]),
            figure("cv-weighted.backbone.primary", [Some(Amount::Places(5153)), Some(Amount::Places(4888))]),
            figure(HOSTILE, [None, None]),
        ],
        rules: vec![RuleRow {
            school_year: year(),
            rule: RuleName::Housing,
            clause: "三(二)4".to_owned(),
            cells: vec![
                Some(RuleCell { required: Some(8), achieved: Some(7), holds: Some(false), unchecked: None }),
                None,
            ],
        }],
        subjects: vec![SubjectRow {
            school_year: year(),
            subject: "art".to_owned(),
            words: Words { zh: "美术".to_owned(), en: "art".to_owned() },
            before: vec![Some(4), Some(4)],
            after: vec![Some(3), None],
        }],
        schools: vec![SchoolRow {
            school_year: year(),
            school_id: "S01".to_owned(),
            name: HOSTILE.to_owned(),
            before: vec![Some(4), Some(4)],
            after: vec![Some(3), Some(4)],
        }],
        people: vec![PersonRow {
            school_year: year(),
            teacher_id: "T001".to_owned(),
            name: "张*".to_owned(),
            home: "S02".to_owned(),
            goes: vec![Some(goes), None],
        }],
        points: vec![Point {
            label: HOSTILE.to_owned(),
            scenario: "quota".to_owned(),
            parameters: [("quota".to_owned(), "10%".to_owned())].into(),
            seeds: vec![1, 2, u64::MAX],
            infeasible: 1,
            endings: [(PlanStatus::Optimal, 1), (PlanStatus::Stopped, 1), (PlanStatus::Infeasible, 1)]
                .map(|(status, runs)| Ended { status, runs })
                .to_vec(),
            spread: vec![spread("short-posts-after"), spread("moves-down")],
        }],
        frontier: Some(Frontier {
            x: axis("short-posts-after", false),
            y: axis("moves", true),
            marks: vec![mark("a", true), mark(HOSTILE, false)],
        }),
    }
}

/// What `report` says.
pub fn page() -> String {
    to_text(&ReportDocument {
        kind: PageKind::Comparison,
        county: "云岭县".to_owned(),
        school_year: YEAR.to_owned(),
        file: "page.html".to_owned(),
        bytes: 1,
        people: true,
    })
}

#[test]
fn it_comes_back_as_it_went() {
    let document = document();
    let text = to_text(&document);
    validated("compare", &text);
    assert_eq!(read::<CompareDocument>(text.as_bytes()).ok(), Some(document.clone()));
    assert!(document.is_whole());
    let mut uneven = document;
    uneven.figures[0].values.pop();
    assert!(!uneven.is_whole());
}

#[test]
fn every_form_of_it_can_be_made_and_hostile_names_stay_text() {
    let mut document = document();
    let dir = tempfile::TempDir::new().expect("a folder");
    for (at, lang) in Lang::COMPLETE.into_iter().enumerate() {
        let text = compare(&document, View::whole(lang));
        assert!(text.contains("20") && text.contains("26 (+6)") && text.contains("✗ 7 / 8"), "{text}");
        let place = dir.path().join(at.to_string());
        write_compare(&document, &place, lang, &Scratch::new()).expect("it is written");
        let csv = std::fs::read_to_string(place.join("compare.csv")).expect("the table");
        assert!(
            csv.lines().skip(1).all(|l| !l.split(',').any(|c| c.starts_with('=') || c.starts_with("\"="))),
            "{csv}"
        );
        let page = html::comparison_page(&document, true, lang);
        assert_eq!(page.matches("<script>alert").count(), 0, "a name became a script");
        assert_eq!(page.matches("</script>").count(), 3);
    }
    // Without sides, as of a large sweep.
    (document.sides, document.apart) = (Vec::new(), Vec::new());
    (document.figures, document.rules, document.subjects) = (Vec::new(), Vec::new(), Vec::new());
    (document.schools, document.people) = (Vec::new(), Vec::new());
    assert!(document.is_whole());
    for lang in Lang::COMPLETE {
        assert!(compare(&document, View::new(lang)).contains("2 (1–3)"));
        assert!(html::comparison_page(&document, false, lang).contains("2 (1–3)"));
    }
}
