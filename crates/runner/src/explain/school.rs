//! Who comes to a school and who goes, what stays short there, and what one less short would take.

use super::ask::Ask;
use crate::year::YearError;
use lungang_domain::explanation::{OfSchool, StaysShort};
use lungang_domain::id::{SchoolIx, TeacherIx};
use lungang_domain::needs::{Post, PostAfter};
use lungang_domain::plan::{Direction, Move};
use lungang_solver::Formulation;
use lungang_solver::model::candidates::Leaver;
use rayon::prelude::*;
use std::cmp::Reverse;
use std::collections::BTreeSet;

/// Answers for a school.
///
/// # Errors
/// The model cannot be stated, or the solver failed.
pub fn explain(ask: &Ask<'_>, school: SchoolIx, most: usize) -> Result<OfSchool, YearError> {
    let (county, needs, moves) = (ask.county, &ask.needs, &ask.planned.moves);
    let after = needs.after(county, &ask.policy, ask.planned.decided());
    let of = |keep: &dyn Fn(&Move) -> bool| {
        let mut list: Vec<Move> = moves.iter().filter(|m| keep(m)).copied().collect();
        list.sort();
        list
    };
    let each = needs.posts.iter().copied().zip(after);
    let subjects: Vec<(Post, PostAfter)> = each.filter(|(post, _)| post.school == school).collect();
    let short = |(post, after): &(Post, PostAfter)| after.short(post);
    let mut lacking: Vec<(Post, PostAfter)> = subjects.iter().copied().filter(|s| short(s) > 0).collect();
    lacking.sort_by_key(|s| (Reverse(u64::from(s.0.weight) * u64::from(short(s))), s.0.key()));
    let more = lacking.len().saturating_sub(most);
    let mut answer = OfSchool {
        school,
        posts: needs.teaching_posts.get(school.at()).copied().unwrap_or(0),
        staff: needs.staff.get(school.at()).copied().unwrap_or(0),
        arrive: of(&|m| m.to == school),
        leave: of(&|m| county.teacher(m.teacher).school == school),
        short: Vec::new(),
        more: more as u32,
        subjects,
    };
    if lacking.is_empty() {
        return Ok(answer);
    }
    let model = ask.model()?;
    lacking.truncate(most);
    // Each is a solve of its own from the same plan.
    let came: Vec<_> = lacking.par_iter().map(|state| stays_short(ask, &model, &state.0, short(state))).collect();
    answer.short = came.into_iter().collect::<Result<_, _>>()?;
    Ok(answer)
}

fn stays_short(ask: &Ask<'_>, model: &Formulation<'_>, post: &Post, short: u32) -> Result<StaysShort, YearError> {
    let at = ask.needs.find(post.school, post.part, post.subject).map_or(u32::MAX, |at| at as u32);
    let fills = |m: &Move| (m.to, m.part, m.subject) == post.key();
    let could = model.leavers.iter().filter(|l| l.retasks.contains(&at) || l.each(&model.world).any(|c| c.post == at));
    let retasked = |t: TeacherIx| ask.planned.retasks.iter().any(|r| r.teacher == t && r.subject == post.subject);
    let does = |l: &Leaver| {
        let at_home = l.from == post.school && retasked(l.teacher);
        at_home || ask.planned.move_of(l.teacher).is_some_and(|m| fills(&m))
    };
    let able: BTreeSet<TeacherIx> = could.filter(|l| !does(l)).map(|l| l.teacher).collect();
    let elsewhere: Vec<Move> = able.iter().filter_map(|t| ask.planned.move_of(*t)).collect();
    let heavier = |m: &&Move| {
        let other = ask.needs.find(m.to, m.part, m.subject).map(|p| ask.needs.posts[p]);
        other.is_some_and(|p| p.short() > 0 && p.weight > post.weight)
    };
    let moves = &ask.planned.moves;
    let leaves = |m: &&Move| {
        let teacher = ask.county.teacher(m.teacher);
        let from = teacher.main_subject().map(|k| (teacher.school, teacher.part, k));
        from == Some(post.key())
    };
    let sent: Vec<TeacherIx> = moves.iter().filter(leaves).map(|m| m.teacher).collect();
    let comes = match able.is_empty() && sent.is_empty() {
        true => None,
        false => Some(ask.changed(true, |model| model.ask_filled(at, short.saturating_sub(1)))?),
    };
    Ok(StaysShort {
        post: *post,
        short,
        able: able.len() as u32,
        weightier: elsewhere.iter().filter(heavier).count() as u32,
        elsewhere: elsewhere.len() as u32,
        sent,
        coming: moves.iter().filter(|m| fills(m)).count() as u32,
        open: open(ask, post.school),
        comes,
    })
}

/// Whether the policy makes moves to a school from the side of any other.
fn open(ask: &Ask<'_>, school: SchoolIx) -> bool {
    let side = |s: SchoolIx| ask.policy.side(ask.county.school(s));
    let made = |from: SchoolIx| Direction::between(side(from), side(school));
    let directions = &ask.policy.movement.directions.value;
    ask.county.school_ixs().filter(|from| *from != school).filter_map(made).any(|d| directions.contains(&d))
}
