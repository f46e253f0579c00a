//! What the establishment of a county is computed from: its tables whole, or, where there is no roster, the numbers of teachers
//! that its schools state.

use crate::load::Loaded;
use crate::years;
use lungang_domain::county::County;
use lungang_domain::finding::{Findings, Severity};
use lungang_domain::needs::Needs;
use lungang_domain::policy::Policy;
use lungang_solver::staffing::{self, StaffingError};
use lungang_tables::validate::validate_without_roster;

/// A county whose posts can be computed.
#[derive(Debug, Clone)]
pub struct Basis {
    /// The county.
    pub county: County,
    /// Its policy.
    pub policy: Policy,
    /// What was found in its tables, none of it an error.
    pub findings: Findings,
    /// Whether the teachers are counted by what the schools state: there is no roster.
    pub counted: bool,
}

/// Posts and people of this year, and of each later one of which pupils or classes are foreseen.
#[derive(Debug, Clone)]
pub struct Established {
    /// This year.
    pub needs: Needs,
    /// Later years.
    pub later: Vec<(County, Needs)>,
}

impl Basis {
    /// From what was read.
    ///
    /// # Errors
    /// The tables have errors, or say nothing of the teachers: what was read comes back.
    pub fn of(loaded: Loaded) -> Result<Basis, Box<Loaded>> {
        if let Some((county, policy, findings)) = counted(&loaded) {
            return Ok(Basis { county, policy, findings, counted: true });
        }
        match loaded {
            Loaded { county: Some(county), policy: Some(policy), findings, .. } => {
                Ok(Basis { county, policy, findings, counted: false })
            }
            loaded => Err(Box::new(loaded)),
        }
    }

    /// Posts by the seed that decides where authorised posts go among equals.
    ///
    /// # Errors
    /// The authorised total cannot staff every class, or the solver failed.
    pub fn established(&self, seed: u64) -> Result<Established, StaffingError> {
        let mut needs = staffing::needs(&self.county, &self.policy, seed)?;
        if self.counted {
            take_counts(&self.county, &mut needs);
        }
        let of = |later: County| staffing::needs(&later, &self.policy, seed).map(|needs| (later, needs));
        let later = years::foreseen(&self.county).into_iter().map(of).collect::<Result<_, _>>()?;
        Ok(Established { needs, later })
    }

    /// Ids of public schools whose number of teachers nobody states, where there is no roster.
    pub fn not_counted(&self) -> Vec<String> {
        let silent = self.county.schools.iter().filter(|s| self.counted && s.public && s.staff_reported.is_none());
        silent.map(|s| s.id.clone()).collect()
    }
}

/// A county that says it has no roster, or one without a roster whose schools table says how many teachers each school has: enough
/// for posts and head-counts.
fn counted(loaded: &Loaded) -> Option<(County, Policy, Findings)> {
    let tables = &loaded.tables;
    let counts = !tables.roster || tables.table("schools").is_some_and(|t| t.has("staff"));
    let (None, true, Some(policy)) = (tables.table("teachers"), counts, &loaded.policy) else { return None };
    let (county, findings) = validate_without_roster(tables, policy);
    // Errors of the files themselves still stand in the way; a missing roster does not.
    let others =
        loaded.findings.counts().filter(|(code, severity, _)| *severity == Severity::Error && *code != "missing-table");
    let county = county.filter(|_| others.count() == 0)?;
    Some((county, policy.clone(), findings))
}

/// Staff as the schools report it; a nine-year school's is split by its posts. Subjects are not known.
fn take_counts(county: &County, needs: &mut Needs) {
    needs.posts.clear();
    needs.staff = county.schools.iter().map(|s| s.staff_reported.unwrap_or(0)).collect();
    let mut left = needs.staff.clone();
    for e in &mut needs.establishments {
        let school = county.school(e.school);
        let left = &mut left[e.school.at()];
        if school.parts().last() == Some(&e.part) {
            e.staff = *left;
        } else {
            let posts = needs.school_posts[e.school.at()].max(1);
            let share = u64::from(needs.staff[e.school.at()]) * u64::from(e.posts) / u64::from(posts);
            e.staff = u32::try_from(share).unwrap_or(u32::MAX).min(*left);
        }
        *left -= e.staff;
        e.payroll = e.staff;
    }
    // Who else is on the payroll, or away, no statistics table says.
    needs.payroll.clone_from(&needs.staff);
    needs.on_duty.clone_from(&needs.staff);
}
