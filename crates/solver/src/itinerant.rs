//! Who teaches at which schools: the periods of the ways, given to the teachers of their posts, FORMULATION §16.

use crate::model::candidates::Made;
use crate::model::rows::{Auxiliary, Measured};
use crate::model::world::World;
use crate::tenure::takes_part;
use lungang_domain::id::TeacherIx;
use lungang_domain::lottery;
use lungang_domain::needs::Post;
use lungang_domain::plan::Visit;
use std::collections::{BTreeMap, BTreeSet};

/// The visits of a plan: its moves and retasks, and the values of the auxiliaries. Who came for the post travels first, then those
/// of least lottery number; each is given periods up to the load, nearer schools first.
pub fn visits(world: &World<'_>, made: &Made, auxiliaries: &[Auxiliary], values: &[i64]) -> Vec<Visit> {
    let needs = world.needs;
    let mut by_post: BTreeMap<u32, Vec<(u32, u32, u32)>> = BTreeMap::new();
    for (auxiliary, value) in auxiliaries.iter().zip(values) {
        if let (Measured::Periods(route), 1..) = (auxiliary.what, *value) {
            let route = needs.routes[route as usize];
            let periods = u32::try_from(*value).unwrap_or(0);
            by_post.entry(route.post).or_default().push((route.metres, route.shared, periods));
        }
    }
    if by_post.is_empty() {
        return Vec::new();
    }
    let mut heads = heads(world, made, |post| by_post.contains_key(&post));
    let mut visits = Vec::new();
    for (ix, mut ways) in by_post {
        ways.sort_unstable();
        let post = world.post(ix);
        let load = world.policy.travel_load(post.subject, post.part);
        let mut teachers = heads.remove(&ix).unwrap_or_default().into_iter();
        let (mut teacher, mut room) = (None, 0);
        for (_, shared, mut periods) in ways {
            while periods > 0 {
                if room == 0 {
                    (teacher, room) = (teachers.next(), load);
                }
                // The rows leave nobody's periods without a teacher.
                let Some((.., who)) = teacher else { break };
                let given = periods.min(room);
                (periods, room) = (periods - given, room - given);
                let school = needs.shared[shared as usize].school;
                let (base, part, subject) = post.key();
                visits.push(Visit { teacher: who, base, school, part, subject, periods: given });
            }
        }
    }
    visits.sort_unstable();
    visits
}

/// Whose turn comes when periods are given out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Turn {
    Arrives,
    Stays,
    /// A head whom the exchange of heads may lead to another school.
    MayLead,
}

/// Who serves at some posts after the moves: who arrives first, heads who may lead another school last, each by lottery number.
fn heads(
    world: &World<'_>,
    made: &Made,
    asked: impl Fn(u32) -> bool,
) -> BTreeMap<u32, BTreeSet<(Turn, u32, TeacherIx)>> {
    let mut heads: BTreeMap<u32, BTreeSet<(Turn, u32, TeacherIx)>> = BTreeMap::new();
    let mut put = |stays: bool, teacher: TeacherIx, at: Option<usize>| {
        let Some(at) = at.map(|at| at as u32).filter(|at| asked(*at)) else { return };
        let Post { school, subject, .. } = *world.post(at);
        let (school, subject) = (&world.county.school(school).id, world.policy.subject_id(subject));
        let number = lottery::number(world.seed, &world.teacher(teacher).id, school, subject);
        let turn = match stays {
            false => Turn::Arrives,
            true if takes_part(world.county, world.policy, teacher) => Turn::MayLead,
            true => Turn::Stays,
        };
        heads.entry(at).or_default().insert((turn, number, teacher));
    };
    for m in &made.moves {
        put(false, m.teacher, world.needs.find(m.to, m.part, m.subject));
    }
    for r in &made.retasks {
        let teacher = world.teacher(r.teacher);
        put(true, r.teacher, world.needs.find(teacher.school, teacher.part, r.subject));
    }
    let moved = |t: &TeacherIx| {
        made.moves.binary_search_by_key(t, |m| m.teacher).is_ok()
            || made.retasks.binary_search_by_key(t, |r| r.teacher).is_ok()
    };
    let stay = world.county.teacher_ixs().filter(|t| world.teacher(*t).teaches() && !moved(t));
    for t in stay {
        let at = world.county.serves_as(t);
        put(true, t, at.and_then(|k| world.needs.find(world.county.serves_at(t), world.teacher(t).part, k)));
    }
    heads
}
