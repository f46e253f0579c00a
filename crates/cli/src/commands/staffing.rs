//! `staffing COUNTY`: the establishment by school and stage, the allocation within the authorised total.

use super::input;
use crate::args::Staffing;
use crate::exit::{Exit, Stop};
use crate::progress::Line;
use crate::terminal::Terminal;
use lungang_domain::county::{County, CountyParts};
use lungang_domain::finding::Severity;
use lungang_domain::needs::Needs;
use lungang_domain::policy::Policy;
use lungang_domain::words::say;
use lungang_report::json::{self, StaffingDocument};
use lungang_report::text;
use lungang_runner::load::Loaded;
use lungang_tables::validate::validate_schools;

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
    let document = StaffingDocument::new(&county, &policy, &needs);
    line.done();
    if terminal.json {
        terminal.print(&json::to_text(&document))?;
    } else {
        terminal.print(&text::staffing(&document, &county, &policy, terminal.view()))?;
    }
    Ok(Exit::Done)
}

/// A county without a roster whose schools table says how many teachers each school has: enough for the head-counts.
fn whole_or_counted(
    loaded: &Loaded,
    args: &Staffing,
    terminal: &Terminal,
    line: &Line,
) -> Result<Option<(County, Policy)>, Stop> {
    let tables = &loaded.tables;
    let counts = tables.table("schools").is_some_and(|t| t.has("staff"));
    let (None, true, Some(policy)) = (tables.table("teachers"), counts, &loaded.policy) else { return Ok(None) };
    let (schools, findings) = validate_schools(tables, policy);
    let Some(schools) = schools else { return Ok(None) };
    // Errors of the files themselves still stand in the way; a missing roster does not.
    let others =
        loaded.findings.counts().filter(|(code, severity, _)| *severity == Severity::Error && *code != "missing-table");
    if others.count() > 0 {
        return Ok(None);
    }
    input::warn(&findings, terminal, line);
    let path = args.input.county.display().to_string();
    line.suspend(|| terminal.tell(&say(terminal.lang, "cli.staffing.counted", &[("path", &path)])));
    let parts = CountyParts {
        name: tables.name.clone(),
        school_year: Some(tables.school_year),
        detour: policy.movement.detour.value,
        schools,
        ..CountyParts::default()
    };
    Ok(Some((County::new(parts), policy.clone())))
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
