//! What things are called: rules, goals, reasons and the rest, each looked up in the table of words by its name.

use crate::mask;
use lungang_domain::audit::{AuditReport, GoalAudit, RuleAudit, Unit, Verdict};
use lungang_domain::county::County;
use lungang_domain::document::SuspendedLaw;
use lungang_domain::eligibility::Reason;
use lungang_domain::finding::Severity;
use lungang_domain::goal::CHANGES;
use lungang_domain::id::{SchoolIx, SubjectIx, TeacherIx};
use lungang_domain::missing::{Missing, Unchecked};
use lungang_domain::plan::{Direction, Move, PlanStatus, Serves, Standing};
use lungang_domain::policy::{Mode, Policy};
use lungang_domain::published::Published;
use lungang_domain::rule::RuleName;
use lungang_domain::school::{Part, School, Side};
use lungang_domain::teacher::{Sex, Title};
use lungang_domain::words::{self, Lang};
use lungang_domain::years::Happening;
use std::collections::BTreeMap;

/// A word of the reports themselves: `report.<key>`.
pub fn word(lang: Lang, key: &str) -> String {
    words::say(lang, &format!("report.{key}"), &[])
}

/// A sentence of the reports themselves, with its placeholders filled.
pub fn sentence(lang: Lang, key: &str, args: &[(&str, &str)]) -> String {
    words::say(lang, &format!("report.{key}"), args)
}

/// A rule.
pub fn rule(lang: Lang, rule: RuleName) -> String {
    words::say(lang, &format!("rule.{}.name", rule.name()), &[])
}

/// A rule with its clause, where it has one.
pub fn cited(lang: Lang, of: RuleName, clause: &str) -> String {
    let called = rule(lang, of);
    if clause.is_empty() { called } else { sentence(lang, "cited", &[("rule", &called), ("clause", clause)]) }
}

/// A goal: one of the policy's list, `breach:<rule>`, or a user's own, which is called what its table calls it.
pub fn goal(lang: Lang, name: &str) -> String {
    if let Some(breached) = name.strip_prefix("breach:") {
        let called = RuleName::from_name(breached).map_or_else(|| breached.to_owned(), |r| rule(lang, r));
        return words::say(lang, "goal.breach.name", &[("rule", &called)]);
    }
    let key = format!("goal.{name}.name");
    if words::has(&key) { words::say(lang, &key, &[]) } else { name.to_owned() }
}

/// A goal of a county's plan: changes are counted from what was published, or from the table that the office edited.
pub fn goal_of(lang: Lang, county: &County, name: &str) -> String {
    let edited = name == CHANGES && county.published.as_ref().is_some_and(Published::is_edited);
    if edited { words::say(lang, "goal.changes.name-edited", &[]) } else { goal(lang, name) }
}

/// A reason against asking a teacher to move, with its figure.
pub fn reason(lang: Lang, policy: &Policy, reason: Reason) -> String {
    let detail = match reason {
        Reason::Exempt(at) => {
            policy.eligibility.exemptions.value.get(usize::from(at)).map(|l| l.name.get(lang).to_owned())
        }
        other => reason_detail(other).map(|n| n.to_string()),
    };
    words::say(lang, &format!("reason.{}", reason.name()), &[("detail", &detail.unwrap_or_default())])
}

/// The figure that a reason carries.
pub fn reason_detail(reason: Reason) -> Option<u32> {
    match reason {
        Reason::TooFewYears(n) | Reason::TooOld(n) | Reason::Resting(n) => Some(n),
        _ => None,
    }
}

/// How a rule binds.
pub fn mode(lang: Lang, mode: Mode) -> String {
    let name = match mode {
        Mode::Hard => "hard",
        Mode::Soft => "soft",
        Mode::Off => "off",
    };
    words::say(lang, &format!("mode.{name}"), &[])
}

/// What a pair of numbers counts.
pub fn unit(lang: Lang, unit: Unit) -> String {
    let name = match unit {
        Unit::People => "people",
        Unit::Posts => "posts",
        Unit::Yuan => "yuan",
        Unit::Periods => "periods",
        Unit::Instances => "instances",
    };
    words::say(lang, &format!("unit.{name}"), &[])
}

/// How a solve ended, by the solver's own account.
pub fn status(lang: Lang, status: PlanStatus) -> String {
    words::say(lang, &format!("status.{}", status.name()), &[])
}

/// How a solve ended, and whether that is proved.
pub fn ended(lang: Lang, ended: PlanStatus, standing: Standing) -> String {
    match (ended, standing) {
        (PlanStatus::Optimal, Standing::Certified) => words::say(lang, "status.optimal-certified", &[]),
        _ => status(lang, ended),
    }
}

/// How a plan ended, by its audit: proved is what the certificate proves, and of what else is claimed the goals are named.
pub fn ended_by(lang: Lang, status: PlanStatus, audit: &AuditReport) -> String {
    let measured = audit.goals.iter().filter(|g| g.measured());
    let open = open_goals(lang, audit.standing, measured.map(|g| (g.name.as_str(), g.standing)));
    if status == PlanStatus::Optimal && audit.standing != Standing::Certified && !open.is_empty() {
        return words::say(lang, "status.optimal-claimed", &[("goals", &open)]);
    }
    ended(lang, status, audit.standing)
}

/// Of the measured goals of a plan those that keep it from being proved, in words. `standing` is what is known of them together:
/// of a plan that is claimed to be optimal the claimed ones count, and what is open beside them does not.
pub fn open_goals<'a>(lang: Lang, standing: Standing, goals: impl Iterator<Item = (&'a str, Standing)>) -> String {
    let open = goals.filter(|(_, own)| *own > Standing::Drawn && *own <= standing);
    let open: Vec<String> = open.map(|(name, _)| goal(lang, name)).collect();
    open.join(&word(lang, "word-separator"))
}

/// What is proved of a goal: by the certificate; claimed by the solver; a gap; nothing.
pub fn proof(lang: Lang, name: &str, audit: &AuditReport) -> String {
    let own = audit.goals.iter().find(|g| g.name == name);
    let key = match own.map(|g| (g.standing, g.certified_bound.or(g.claimed_bound))) {
        Some((Standing::Certified, _)) => "certified",
        Some((Standing::Drawn, _)) => "drawn",
        Some((Standing::Claimed, _)) => "claimed",
        Some((Standing::Open, Some(_))) => "gap",
        Some((Standing::Open, None)) | None => "none",
    };
    word(lang, &format!("proof.{key}"))
}

/// Which way a move goes, in a word.
pub fn direction(lang: Lang, direction: Direction) -> String {
    words::say(lang, &format!("direction-short.{}", direction.name()), &[])
}

/// A sex.
pub fn sex(lang: Lang, sex: Sex) -> String {
    words::say(lang, &format!("sex.{}", sex.name()), &[])
}

/// A professional title.
pub fn title(lang: Lang, title: Title) -> String {
    words::say(lang, &format!("title.{}", title.name()), &[])
}

/// A level of the policy's ladder of backbone teachers; nothing of who is none.
pub fn backbone(lang: Lang, policy: &Policy, level: Option<u8>) -> Option<String> {
    let level = policy.ladders.backbone.value.get(usize::from(level?))?;
    Some(level.name.get(lang).to_owned())
}

/// A stage.
pub fn stage(lang: Lang, part: Part) -> String {
    words::say(lang, &format!("stage.{}", part.name()), &[])
}

/// A word that a name in files has: `<section>.<name>`.
pub fn word_of(lang: Lang, section: &str, name: &str) -> String {
    words::say(lang, &format!("{section}.{name}"), &[])
}

/// A school's side.
pub fn side(lang: Lang, side: Side) -> String {
    let name = match side {
        Side::Sending => "sending",
        Side::Receiving => "receiving",
        Side::Outside => "outside",
    };
    words::say(lang, &format!("side.{name}"), &[])
}

/// A subject.
pub fn subject(lang: Lang, policy: &Policy, subject: SubjectIx) -> String {
    policy.subjects[subject.at()].name.get(lang).to_owned()
}

/// A subject that a document names by its id.
pub fn subject_of_id(lang: Lang, policy: &Policy, id: &str) -> String {
    policy.subject(id).map_or_else(|| id.to_owned(), |ix| subject(lang, policy, ix))
}

/// A teacher's name as the policy lets it be shown.
pub fn teacher(county: &County, policy: &Policy, teacher: TeacherIx) -> String {
    mask::shown(policy, &county.teacher(teacher).name)
}

/// A school's name.
pub fn school(county: &County, school: SchoolIx) -> &str {
    &county.school(school).name
}

/// The name of what a move serves, as files have it.
pub fn serves_name(serves: Serves) -> &'static str {
    match serves {
        Serves::Rule(rule) => rule.name(),
        Serves::Need => "unmet-need",
        Serves::Wish(_) => "wishes",
    }
}

/// The clause that a policy states for a rule, with its document; empty where it states none.
pub fn clause(policy: &Policy, rule: RuleName) -> String {
    policy.rules.clause(rule).unwrap_or_default().to_owned()
}

/// What a move serves, in words.
pub fn serves(lang: Lang, county: &County, policy: &Policy, m: &Move, serves: Serves) -> String {
    let (clause, called) = match serves {
        Serves::Rule(r) => (clause(policy, r), rule(lang, r)),
        Serves::Need | Serves::Wish(_) => (String::new(), goal(lang, serves_name(serves))),
    };
    let rank = if let Serves::Wish(rank) = serves { rank.to_string() } else { String::new() };
    let args = [
        ("rule", called.as_str()),
        ("clause", &clause),
        ("detail", &rank),
        ("school", school(county, m.to)),
        ("from", school(county, county.teacher(m.teacher).school)),
        ("stage", &stage(lang, m.part)),
        ("subject", &subject(lang, policy, m.subject)),
    ];
    words::say(lang, &format!("serves.{}", serves_name(serves)), &args)
}

/// Whole metres as kilometres with three places: `12.345`.
pub fn kilometres(metres: u32) -> String {
    format!("{}.{:03}", metres / 1000, metres % 1000)
}

/// Error or warning.
pub fn severity(lang: Lang, severity: Severity) -> String {
    word(
        lang,
        match severity {
            Severity::Error => "severity.error",
            Severity::Warning => "severity.warning",
        },
    )
}

/// Schools as they are called in lists, by position: the name; with the id where another school has the same name.
pub fn school_labels(county: &County) -> Vec<String> {
    let mut bearers: BTreeMap<&str, u32> = BTreeMap::new();
    for s in &county.schools {
        *bearers.entry(&s.name).or_default() += 1;
    }
    let label = |s: &School| match bearers.get(s.name.as_str()) {
        Some(2..) => format!("{} ({})", s.name, s.id),
        _ => s.name.clone(),
    };
    county.schools.iter().map(label).collect()
}

/// What a rule asks for: a number with its sign, or the number of places where it is looked at.
pub fn asked(lang: Lang, rule: &RuleAudit) -> String {
    match rule.unit {
        Unit::Instances if rule.checked == 0 => word(lang, "rule.nothing"),
        Unit::Instances => sentence(lang, "rule.places", &[("n", &rule.required.to_string())]),
        _ => format!("{} {}", rule.relation.sign(), rule.required),
    }
}

/// What a plan has of it: a number, or the places where it holds; where it binds, those where it does not.
pub fn achieved(lang: Lang, rule: &RuleAudit) -> String {
    match rule.unit {
        Unit::Instances if rule.checked == 0 => word(lang, "rule.nothing"),
        Unit::Instances if rule.holds != Some(false) || rule.mode == Mode::Off => {
            sentence(lang, "rule.kept", &[("n", &rule.achieved.to_string())])
        }
        Unit::Instances => sentence(lang, "rule.broken", &[("n", &rule.required.abs_diff(rule.achieved).to_string())]),
        _ => rule.achieved.to_string(),
    }
}

/// How the audit of a rule ended, in a word.
pub fn holds(lang: Lang, rule: &RuleAudit) -> String {
    let key = match rule.verdict() {
        Verdict::Holds => "holds.yes",
        Verdict::Broken => "holds.no",
        Verdict::Nothing => "holds.nothing",
        Verdict::Off => "holds.off",
        Verdict::NotChecked(n) => return sentence(lang, "holds.unchecked", &[("n", &n.to_string())]),
    };
    word(lang, key)
}

/// The line that counts private schools; nothing where there are none.
pub fn private(lang: Lang, schools: u32) -> Option<String> {
    (schools > 0).then(|| sentence(lang, "private.line", &[("n", &schools.to_string())]))
}

/// What is missing: a column of a table, or a key of the policy.
pub fn missing(lang: Lang, missing: Missing) -> String {
    words::say(lang, &format!("missing.{}", missing.name()), &[])
}

/// Where a rule that binds could not be looked at, and what is missing there: a line for each.
pub fn unchecked_of(lang: Lang, rule: &RuleAudit) -> Vec<String> {
    let one = |u: &Unchecked| {
        sentence(lang, "unchecked.places", &[("n", &u.places.to_string()), ("missing", &missing(lang, u.missing))])
    };
    if rule.mode == Mode::Off { Vec::new() } else { rule.unchecked.iter().map(one).collect() }
}

/// Everything that an audit could not look at or measure, a line for each; nothing where it saw everything.
pub fn unchecked(lang: Lang, report: &AuditReport) -> Vec<String> {
    let of_rule = |r: &RuleAudit| {
        let called = rule(lang, r.rule);
        let named = move |words: String| sentence(lang, "unchecked.of", &[("what", &called), ("words", &words)]);
        unchecked_of(lang, r).into_iter().map(named).collect::<Vec<_>>()
    };
    let of_limit = |u: &Unchecked| {
        let (n, what) = (u.places.to_string(), missing(lang, u.missing));
        let key = if u.missing == Missing::Birth { "unchecked.retirement" } else { "unchecked.max-km" };
        sentence(lang, key, &[("n", &n), ("missing", &what)])
    };
    let of_goal = |g: &GoalAudit| {
        let u = g.unmeasured?;
        let counts = [u.places, u.of].map(|n| n.to_string());
        let (called, what) = (goal(lang, &g.name), missing(lang, u.missing));
        let args = [("goal", called.as_str()), ("n", &counts[0]), ("of", &counts[1]), ("missing", &what)];
        Some(sentence(lang, if u.whole() { "unchecked.goal" } else { "unchecked.goal-some" }, &args))
    };
    let rules = report.rules.iter().flat_map(of_rule);
    rules.chain(report.unchecked.iter().map(of_limit)).chain(report.goals.iter().filter_map(of_goal)).collect()
}

/// What the audit says could not be measured of a goal, where that is all of it.
pub fn not_measured(report: &AuditReport, goal: &str) -> bool {
    report.goals.iter().any(|g| g.name == goal && !g.measured())
}

/// A law that the policy switched off or made soft, with its clause and the written reason.
pub fn suspended(lang: Lang, policy: &Policy, law: &SuspendedLaw) -> String {
    let key = if law.mode == Mode::Off { "suspended.off" } else { "suspended.soft" };
    let reason = if law.reason.is_empty() { word(lang, "suspended.no-reason") } else { law.reason.clone() };
    let called = cited(lang, law.rule, &clause(policy, law.rule));
    sentence(lang, key, &[("rule", &called), ("reason", &reason)])
}

/// The word of an event.
pub fn happening(lang: Lang, what: &Happening) -> String {
    word(lang, &format!("event.{}", what.name()))
}
