//! Text for the terminal: in both languages, padded for Chinese, long lists cut, nothing that steers a terminal.

use crate::world::record;
use lungang_domain::finding::{Finding, Findings, Place};
use lungang_domain::plan::{PlanStatus, Standing};
use lungang_domain::words::Lang;
use lungang_report::json::{CheckDocument, EligibleDocument, StaffingDocument};
use lungang_report::text::{self, View};
use lungang_results::error::WriteError;
use unicode_width::UnicodeWidthStr;

fn all(view: View) -> Vec<String> {
    let record = record();
    let (county, policy) = (&record.county, &record.policy);
    vec![
        text::check(
            &CheckDocument::new(Some(&county.name), Vec::new(), &record.findings, view.lang),
            &record.findings,
            view,
        ),
        text::staffing(&StaffingDocument::new(county, policy, &record.needs), county, policy, view),
        text::eligible(&EligibleDocument::new(county, policy, &record.eligibility, view.lang), county, policy, view),
        text::plan(&record, view),
        text::audit(&record.audit, county, policy, view),
    ]
}

#[test]
fn no_word_is_missing_and_no_placeholder_left() {
    for lang in Lang::COMPLETE {
        for text in all(View::whole(lang)) {
            let sections =
                ["report", "goal", "rule", "mode", "unit", "holds", "stage", "reason", "against", "serves", "status"];
            let keys = sections.map(|s| format!("{s}."));
            for bad in keys.iter().map(String::as_str).chain(["{", "}", "\u{1b}"]) {
                assert!(!text.contains(bad), "`{bad}` in:\n{text}");
            }
            assert!(text.ends_with('\n') && !text.contains("\n\n\n"), "{text}");
        }
    }
}

#[test]
fn every_refusal_to_write_has_its_words() {
    let path = || std::path::PathBuf::from("out/plan");
    let refusals = [
        WriteError::NotAFolder(path()),
        WriteError::Foreign { dir: path(), entry: "notes.txt".to_owned() },
        WriteError::NoName(path()),
        WriteError::io(&path(), std::io::Error::other("full")),
        WriteError::Content { file: "plan.xlsx", reason: "full".to_owned() },
        WriteError::Interrupted,
    ];
    for (lang, refusal) in Lang::COMPLETE.iter().flat_map(|lang| refusals.iter().map(move |r| (*lang, r))) {
        let words = refusal.say(lang);
        assert!(!words.contains("report.") && !words.contains('{'), "{words}");
    }
}

#[test]
fn columns_line_up_under_chinese() {
    let text = text::plan(&record(), View::new(Lang::ZH));
    let at = text.lines().position(|l| l.contains("依据条款")).expect("the compliance table");
    let lines: Vec<&str> = text.lines().skip(at).collect();
    let column = |line: &str, word: &str| line.find(word).map(|byte| line[..byte].width());
    let clause = column(lines[0], "依据条款").expect("the header");
    let quota = lines.iter().find(|l| l.contains("≥") && l.contains("三(二)3")).expect("the quota's line");
    assert_eq!(column(quota, "县教〔2026〕1号"), Some(clause), "{text}");
}

#[test]
fn long_lists_are_cut_and_the_rest_counted() {
    let view = View { lang: Lang::EN, rows: 2 };
    let texts = all(view);
    assert!(texts[0].contains(" ×25: rows 2, 3, 4, 5, 6, 7, 8, 9, 10, 11 …\n"), "{}", texts[0]);
    assert!(texts[3].contains("… and 1 more"), "{}", texts[3]);
    let whole = text::plan(&record(), View::whole(Lang::EN));
    assert!(!whole.contains("… and"), "{whole}");
}

#[test]
fn one_heading_and_one_remedy_for_all_values_of_a_column() {
    let mut found = Findings::default();
    for n in 0..25 {
        let place = Place { row: Some(n + 2), column: Some("school_id".to_owned()), ..Place::file("teachers.csv") };
        let unknown = |id: String| Finding::error("unknown-school", place.clone()).with("id", id).with("hint", "");
        found.push(unknown(format!("S{n}")));
        found.push(unknown("S7".to_owned()));
    }
    found.push(Finding::warning("no-school-year", Place::file("county")).with("year", "2026-2027"));
    let text = text::findings(&found, View { lang: Lang::EN, rows: 2 });
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines[0], "error [unknown-school] teachers.csv, column school_id");
    // The most frequent first.
    assert_eq!(lines[1], "  there is no such school: `S7` ×26: rows 2, 3, 4, 5, 6, 7, 8, 9, 9, 10 …");
    assert_eq!(lines[2], "  there is no such school: `S0`: row 2");
    assert!(lines[3].starts_with("  remedy: "), "{text}");
    assert_eq!(lines[4], "… and 23 more of `unknown-school`");
    assert_eq!(lines.last(), Some(&"errors: 50 (causes: 25), warnings: 1 (causes: 1)"));
    let whole = text::findings(&found, View::whole(Lang::EN));
    assert_eq!(whole.lines().filter(|l| l.starts_with("    teachers.csv, row ")).count(), 26, "{whole}");
    assert_eq!(whole.matches("remedy: ").count(), 2, "{whole}");
}

#[test]
fn an_infeasible_plan_says_so_and_no_more() {
    let mut record = record();
    record.plan.status = PlanStatus::Infeasible;
    record.plan.moves.clear();
    record.serves.clear();
    let text = text::plan(&record, View::new(Lang::EN));
    assert!(text.lines().count() <= 4, "{text}");
}

/// Of the standing of the whole a draw is no part, yet what is said of every goal has to hold of it too.
#[test]
fn every_goal_is_said_to_be_proved_only_where_the_draws_are() {
    let said = |draw: Standing| {
        let mut record = record();
        record.audit.standing = Standing::Certified;
        let goals = &mut record.audit.goals;
        (goals[0].standing, goals[0].certified_gap) = (Standing::Certified, Some(0));
        let mut lottery = goals[0].clone();
        (lottery.name, lottery.standing) = ("lottery".to_owned(), draw);
        goals.push(lottery);
        let text = text::audit(&record.audit, &record.county, &record.policy, View::new(Lang::EN));
        text.contains("every goal is proved")
    };
    assert!(said(Standing::Certified));
    for draw in [Standing::Drawn, Standing::Claimed, Standing::Open] {
        assert!(!said(draw), "{draw:?}");
    }
}

#[test]
fn a_name_cannot_steer_the_terminal() {
    let mut record = record();
    let mut parts = record.county.to_parts();
    parts.teachers[0].name = "a\u{1b}[2Jb\nc".to_owned();
    parts.name = "x\u{1b}[2Jy".to_owned();
    record.county = lungang_domain::county::County::new(parts);
    let text = text::plan(&record, View::whole(Lang::ZH));
    assert!(!text.contains('\u{1b}'), "{text}");
}
