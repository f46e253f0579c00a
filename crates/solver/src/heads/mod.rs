//! The exchange of heads (校长交流), FORMULATION §21: a matching of its own that follows the moves of a plan.
//!
//! y(h,s) ∈ {0,1}; Σ_s y(h,s) = 1 for every head; Σ_h y(h,s) = places for every office. In order: the fewest heads who are due and
//! stay; the fewest others who go; the shortest journeys, in 100 m; the public lottery. People. Clause: as the policy's source says.

mod columns;
mod matching;

use crate::engine::EngineError;
use crate::tenure;
use columns::{Places, columns};
use lungang_domain::county::County;
use lungang_domain::heads::{GOALS, Head, Heads, Office, Ranked, Tenure};
use lungang_domain::id::{SchoolIx, TeacherIx};
use lungang_domain::missing::{Missing, Unchecked};
use lungang_domain::plan::Move;
use lungang_domain::policy::{Policy, Principals};
use lungang_domain::teacher::Role;
use matching::{Matching, matched};

/// The roles in the order in which they are matched.
const ROLES: [Role; 2] = [Role::Principal, Role::VicePrincipal];

/// Who heads which school after the moves of a plan; `None` where the policy has no exchange of heads.
///
/// # Errors
/// The solver failed.
pub fn heads(county: &County, policy: &Policy, moves: &[Move], seed: u64) -> Result<Option<Heads>, EngineError> {
    let Some(terms) = policy.heads() else { return Ok(None) };
    let mut all = Heads { heads: tenure::heads(county, policy, terms), ..Heads::default() };
    for role in roles(terms) {
        let (heads, offices, goals) = of_role(county, terms, moves, seed, (role, &all.heads))?;
        all.heads = heads;
        all.offices.extend(offices);
        all.goals = std::array::from_fn(|goal| all.goals[goal] + goals[goal]);
    }
    all.offices.sort();
    all.unchecked = unchecked(county, terms, &all.heads);
    Ok(Some(all))
}

/// A school that a head who takes part could lead: a column of the matching.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Way {
    /// Who.
    pub head: TeacherIx,
    /// Which school; the head's own where the head stays.
    pub school: SchoolIx,
    /// What it costs, a number a goal.
    pub cost: Ranked,
}

/// Every column of the matching after the moves of a plan, role by role, by head and school; none where the policy has no exchange.
///
/// # Errors
/// The solver failed: deputies keep away from schools that kin among the principals leads from now on.
pub fn ways(county: &County, policy: &Policy, moves: &[Move], seed: u64) -> Result<Vec<Way>, EngineError> {
    let Some(terms) = policy.heads() else { return Ok(Vec::new()) };
    let (mut all, mut ways) = (tenure::heads(county, policy, terms), Vec::new());
    for role in roles(terms) {
        let taking = Taking::of(&all, role);
        let columns = columns(county, terms, moves, seed, &taking.places(&all));
        let way = |c: &columns::Column| Way {
            head: taking.heads[c.head].teacher,
            school: taking.schools[c.office],
            cost: c.cost,
        };
        ways.extend(columns.iter().map(way));
        all = of_role(county, terms, moves, seed, (role, &all))?.0;
    }
    Ok(ways)
}

/// The roles that are matched, in their order.
fn roles(terms: &Principals) -> impl Iterator<Item = Role> {
    ROLES.into_iter().filter(|role| terms.roles.value.contains(role))
}

type OfRole = (Vec<Head>, Vec<Office>, Ranked);

/// The heads with those of one role matched.
fn of_role(
    county: &County,
    terms: &Principals,
    moves: &[Move],
    seed: u64,
    (role, heads): (Role, &[Head]),
) -> Result<OfRole, EngineError> {
    let mut heads = heads.to_vec();
    let taking = Taking::of(&heads, role);
    let columns = columns(county, terms, moves, seed, &taking.places(&heads));
    let Matching { chosen, of_heads, of_offices } = matched(&columns, taking.heads.len(), &taking.places)?;
    let mut goals = [0; GOALS.len()];
    for (head, column) in chosen.iter().enumerate() {
        let column = &columns[*column];
        goals = std::array::from_fn(|goal| goals[goal] + column.cost[goal]);
        let head_at = &mut heads[taking.at[head]];
        (head_at.to, head_at.price) = (taking.schools[column.office], Some(of_heads[head]));
    }
    let rows = taking.schools.iter().zip(&taking.places).zip(of_offices);
    let offices = rows.map(|((school, places), price)| Office { school: *school, role, places: *places, price });
    Ok((heads, offices.collect(), goals))
}

/// Those of a role who take part, and the offices that they hold.
struct Taking {
    /// Positions among all heads.
    at: Vec<usize>,
    heads: Vec<Head>,
    /// Where they have offices, sorted.
    schools: Vec<SchoolIx>,
    /// How many, by school.
    places: Vec<u32>,
}

impl Taking {
    fn of(all: &[Head], role: Role) -> Taking {
        let takes = |at: &usize| all[*at].role == role && all[*at].tenure.takes_part();
        let at: Vec<usize> = (0..all.len()).filter(takes).collect();
        let heads: Vec<Head> = at.iter().map(|at| all[*at]).collect();
        let mut schools: Vec<SchoolIx> = heads.iter().map(|h| h.from).collect();
        schools.sort_unstable();
        schools.dedup();
        let places = schools.iter().map(|s| heads.iter().filter(|h| h.from == *s).count() as u32).collect();
        Taking { at, heads, schools, places }
    }

    fn places<'a>(&'a self, all: &'a [Head]) -> Places<'a> {
        Places { heads: &self.heads, all, schools: &self.schools, places: &self.places }
    }
}

/// What could not be looked at, by what is missing.
fn unchecked(county: &County, terms: &Principals, heads: &[Head]) -> Vec<Unchecked> {
    let count = |of: &dyn Fn(&Head) -> bool| heads.iter().filter(|h| of(h)).count() as u32;
    let far = |h: &Head| h.moves() && county.journey(h.teacher, h.to).is_none();
    let ageless = |h: &Head| h.moves() && county.teacher(h.teacher).birth.is_none();
    let lacks = [
        (Missing::OfficeSince, true, count(&|h| h.tenure == Tenure::Unknown)),
        (Missing::Birth, terms.exempt_before_retirement.value, count(&ageless)),
        (Missing::Journey, terms.max_km.is_some(), count(&far)),
    ];
    let lacks = lacks.into_iter().filter(|(_, asked, places)| *asked && *places > 0);
    lacks.map(|(missing, _, places)| Unchecked { missing, places }).collect()
}
