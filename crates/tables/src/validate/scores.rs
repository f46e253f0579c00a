//! The scores table → scores for goals of the user's own.

use super::Context;
use super::row::Row;
use crate::table::{Col, Table};
use lungang_domain::county::Score;
use lungang_domain::finding::{Finding, Findings};
use lungang_domain::goal::Measure;
use lungang_domain::id::{SchoolIx, TeacherIx};
use std::collections::BTreeMap;

/// Reads the table.
pub(super) fn read(table: &Table, cx: &Context<'_>, findings: &mut Findings) -> Vec<Score> {
    let [teacher, school, goal, value] = table.cols(["teacher_id", "school_id", "goal", "value"]);
    let [teacher_name, school_name] = table.cols(["teacher_name", "school_name"]);
    let is_scores = |g: &&lungang_domain::goal::GoalSpec| g.measure() == Some(Measure::Scores);
    let goals: Vec<&str> = cx.policy.goals.iter().filter(is_scores).map(|g| g.name.as_str()).collect();
    let mut scores = Vec::with_capacity(table.len());
    let mut seen = BTreeMap::new();
    for at in 0..table.len() {
        let row = &mut Row::new(table, at, findings);
        let (who, to) = (cx.teacher(row, teacher), cx.school(row, school));
        cx.check_teacher_name(row, teacher_name, who);
        cx.check_school_name(row, school_name, to);
        let name = row.text(goal);
        let name = name.and_then(|n| check_unknown_goal(row, goal, &n, &goals));
        let number = row.int(value);
        let (Some(teacher), Some(school), Some(at_goal), Some(value)) = (who, to, name, number) else { continue };
        check_doubled_score(row, table, goal, (at_goal, teacher, school), &mut seen);
        scores.push(Score { goal: goals[at_goal].to_owned(), teacher, school, value });
    }
    scores
}

/// The position of a goal among those of the policy that are made of scores.
fn check_unknown_goal(row: &mut Row<'_>, col: Col, name: &str, goals: &[&str]) -> Option<usize> {
    let found = goals.iter().position(|g| *g == name);
    if found.is_none() {
        let hint = crate::nearest::hint(name, goals.iter().copied());
        let finding = Finding::error("unknown-goal", row.place(col)).with("goal", name).with("hint", hint);
        let known = if goals.is_empty() { "-".to_owned() } else { goals.join(", ") };
        row.tell(finding.with("known", known));
    }
    found
}

type Key = (usize, TeacherIx, SchoolIx);

fn check_doubled_score(row: &mut Row<'_>, table: &Table, col: Col, key: Key, seen: &mut BTreeMap<Key, usize>) {
    if let Some(first) = seen.get(&key) {
        let finding = Finding::error("doubled-score", row.place(col));
        row.tell(finding.with("first", table.raw.rows[*first].number));
    } else {
        seen.insert(key, row.at);
    }
}
