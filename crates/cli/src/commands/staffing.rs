//! `staffing COUNTY`: the establishment by school and stage, the allocation within the authorised total.

use super::input;
use crate::args::Staffing;
use crate::exit::{Exit, Stop};
use crate::progress::Line;
use crate::terminal::Terminal;
use lungang_domain::county::County;
use lungang_domain::finding::Severity;
use lungang_domain::needs::Needs;
use lungang_domain::policy::Policy;
use lungang_domain::words::say;
use lungang_report::json::{self, StaffingDocument};
use lungang_report::text;
use lungang_runner::load::Loaded;
use lungang_runner::years;
use lungang_tables::validate::validate_without_roster;

/// Says the posts by each count, and who is short or over.
pub fn run(args: &Staffing, terminal: &Terminal) -> Result<Exit, Stop> {
    let line = Line::new(terminal);
    let loaded = input::examine(&args.input, &line);
    let (county, policy, counted) = match whole_or_counted(&loaded, args, terminal, &line)? {
        Some((county, policy)) => (county, policy, true),
        None => match (loaded.county, loaded.policy) {
            (Some(county), Some(policy)) => {
                input::warn(&loaded.findings, terminal, &line);
                (county, policy, false)
            }
            _ => {
                line.done();
                return Err(input::refuse(&loaded.tables, &loaded.findings, terminal));
            }
        },
    };
    let mut needs = input::needs(&county, &policy, args.seed, terminal)?;
    if counted {
        take_counts(&county, &mut needs);
    }
    let mut document = StaffingDocument::new(&county, &policy, &needs);
    for later in years::foreseen(&county) {
        let then = input::needs(&later, &policy, args.seed, terminal)?;
        document = document.with_later(&needs, &later, &then);
    }
    if counted {
        let silent = county.schools.iter().filter(|s| s.public && s.staff_reported.is_none());
        document.not_counted = silent.map(|s| s.id.clone()).collect();
        if !document.not_counted.is_empty() {
            let schools = document.not_counted.join(&say(terminal.lang, "import.list", &[]));
            let args = [("n", document.not_counted.len().to_string()), ("schools", schools)];
            let args: Vec<(&str, &str)> = args.iter().map(|(n, v)| (*n, v.as_str())).collect();
            line.suspend(|| terminal.tell(&say(terminal.lang, "cli.staffing.not-counted", &args)));
        }
    }
    line.done();
    if terminal.json {
        terminal.print(&json::to_text(&document))?;
    } else {
        terminal.print(&text::staffing(&document, &county, &policy, terminal.view()))?;
    }
    Ok(Exit::Done)
}

/// A county that says it has no roster, or one without a roster whose schools table says how many teachers each school has: enough
/// for posts and head-counts.
fn whole_or_counted(
    loaded: &Loaded,
    args: &Staffing,
    terminal: &Terminal,
    line: &Line,
) -> Result<Option<(County, Policy)>, Stop> {
    let tables = &loaded.tables;
    let counts = !tables.roster || tables.table("schools").is_some_and(|t| t.has("staff"));
    let (None, true, Some(policy)) = (tables.table("teachers"), counts, &loaded.policy) else { return Ok(None) };
    let (county, findings) = validate_without_roster(tables, policy);
    let Some(county) = county else { return Ok(None) };
    // Errors of the files themselves still stand in the way; a missing roster does not.
    let others =
        loaded.findings.counts().filter(|(code, severity, _)| *severity == Severity::Error && *code != "missing-table");
    if others.count() > 0 {
        return Ok(None);
    }
    input::warn(&findings, terminal, line);
    let path = args.input.county.display().to_string();
    line.suspend(|| terminal.tell(&say(terminal.lang, "cli.staffing.counted", &[("path", &path)])));
    Ok(Some((county, policy.clone())))
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
