//! The scores table → scores for goals of the user's own.

use super::row::Row;
use super::{Context, People};
use crate::schema::SCORES;
use crate::table::{Col, Table};
use lungang_domain::county::Score;
use lungang_domain::finding::{Finding, Findings};
use lungang_domain::goal::Measure;
use lungang_domain::id::{SchoolIx, TeacherIx};
use std::collections::BTreeMap;

/// What a row says.
#[derive(Default)]
pub(crate) struct ScoreDraft {
    /// Who.
    pub teacher: Option<TeacherIx>,
    /// Where.
    pub school: Option<SchoolIx>,
    /// Of which goal.
    pub goal: Option<String>,
    /// How much.
    pub value: Option<i64>,
}

/// Reads the table.
pub(super) fn read(table: &Table, cx: &Context<'_>, findings: &mut Findings) -> Vec<Score> {
    let [goal, teacher_name, school_name] = table.cols(["goal", "teacher_name", "school_name"]);
    let [first, rest, last] = SCORES.order(&["teacher_id", "school_id"], &["value"]);
    let is_scores = |g: &&lungang_domain::goal::GoalSpec| g.measure() == Some(Measure::Scores);
    let goals: Vec<&str> = cx.policy.goals.iter().filter(is_scores).map(|g| g.name.as_str()).collect();
    let mut scores = Vec::with_capacity(table.len());
    let mut seen = BTreeMap::new();
    for at in 0..table.len() {
        let row = &mut Row::new(table, at, findings);
        let (against, mut draft) = (cx.against(People::NOBODY), ScoreDraft::default());
        SCORES.read(&first, row, against, &mut draft);
        cx.check_teacher_name(row, teacher_name, draft.teacher);
        cx.check_school_name(row, school_name, draft.school);
        SCORES.read(&rest, row, against, &mut draft);
        let name = draft.goal.take().and_then(|name| check_unknown_goal(row, goal, &name, &goals));
        SCORES.read(&last, row, against, &mut draft);
        let (Some(teacher), Some(school), Some(at_goal), Some(value)) =
            (draft.teacher, draft.school, name, draft.value)
        else {
            continue;
        };
        check_doubled_score(row, table, goal, (at_goal, teacher, school), &mut seen);
        scores.push(Score { goal: goals[at_goal].to_owned(), teacher, school, value });
    }
    scores
}

/// The position of a goal among those of the policy that are made of scores.
fn check_unknown_goal(row: &mut Row<'_>, col: Col, name: &str, goals: &[&str]) -> Option<usize> {
    let found = goals.iter().position(|g| *g == name);
    if found.is_none() {
        let hint = lungang_domain::nearest::hint(name, goals.iter().copied());
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
