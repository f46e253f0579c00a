//! One county under one policy: read, stated as a model, solved, audited.

use crate::evidence::Files;
use lungang_audit::{Submission, SubmittedMove, SubmittedVisit, check, submission_of};
use lungang_domain::audit::AuditReport;
use lungang_domain::county::County;
use lungang_domain::eligibility::Eligibility;
use lungang_domain::needs::Needs;
use lungang_domain::plan::Plan;
use lungang_domain::policy::Policy;
use lungang_domain::rule::RuleName;
use lungang_domain::words::Lang;
use lungang_runner::load::load;
use lungang_solver::engine::fast::Fast;
use lungang_solver::engine::whole::Whole;
use lungang_solver::engine::{Engine, Watch};
use lungang_solver::export::Export;
use lungang_solver::model::Model;
use lungang_solver::solvers::good_lp::GoodLp;
use lungang_solver::{Limits, Outcome, eligibility, formulate, staffing};
use lungang_tables::assignments::read_assignments;
use lungang_tables::raw::ReadOptions;
use lungang_tables::read::Options;
use std::collections::BTreeSet;
use std::sync::atomic::AtomicBool;
use std::sync::{Mutex, PoisonError};

/// HiGHS keeps process-wide state: one solve at a time.
static SOLVER: Mutex<()> = Mutex::new(());

/// A county under a policy, with its model.
pub struct Case {
    pub county: County,
    pub policy: Policy,
    needs: Needs,
    who: Eligibility,
    model: Model,
    folder: tempfile::TempDir,
}

impl Case {
    /// Seed of the lottery in every golden.
    pub const SEED: u64 = 59;

    /// Reads the files as the program does, from a folder of their own.
    pub fn open(files: &Files, policy: &str) -> Result<Case, String> {
        let folder = files.lay().map_err(|e| format!("cannot lay out the county: {e}"))?;
        let world = folder.path().join("world");
        let spec = world.join(policy);
        // The variants of all rules lie over one policy, a folder above.
        lungang_files::allow_outside();
        let loaded = load(&world, &Options::default(), Some(&spec.display().to_string()));
        let (Some(county), Some(policy)) = (loaded.county, loaded.policy) else {
            let faults: Vec<String> = loaded
                .findings
                .sorted()
                .iter()
                .map(|f| format!("{}: {} [{}]", f.place.say(Lang::EN), f.cause(Lang::EN), f.code))
                .collect();
            return Err(format!("`{policy}`: the county cannot be read:\n    {}", faults.join("\n    ")));
        };
        let needs = staffing::needs(&county, &policy, Self::SEED).map_err(|e| format!("{e:?}"))?;
        let who = eligibility::verdicts(&county, &policy);
        let model = formulate(&county, &policy, &needs, &who, Self::SEED).map_err(|e| format!("{e:?}"))?.whole();
        Ok(Case { county, policy, needs, who, model, folder })
    }

    /// Rows of the rule of which its card does not speak, by sentence.
    pub fn off_card(&self, rule: RuleName) -> BTreeSet<&'static str> {
        let own = self.model.row_names.iter().filter(|name| name.rule == Some(rule));
        own.map(|name| name.sentence).filter(|sentence| rule.row(sentence).is_none()).collect()
    }

    /// The rule's rows as lines; where it states none, the columns that exist say what the rule does.
    pub fn rows(&self, rule: RuleName) -> Vec<String> {
        let export =
            Export { model: &self.model, county: &self.county, policy: &self.policy, needs: &self.needs, goal: 0 };
        let lines = export.rule_lines(rule);
        if !lines.is_empty() {
            return lines;
        }
        let columns = export.moves().into_iter().map(|name| format!("column {name}"));
        std::iter::once("no row".to_owned()).chain(columns).collect()
    }

    /// The optimal plan; `None` where there is none. HiGHS and microlp must agree on every goal and every move.
    pub fn plan(&self) -> Result<Option<Plan>, String> {
        let plan = self.solved(&Fast::default())?;
        let second = self.solved(&Whole(GoodLp::Microlp))?;
        let told = |p: &Option<Plan>| self.plan_lines(p).join("; ");
        if told(&plan) != told(&second) {
            return Err(format!("the fast engine plans: {}\n    microlp plans: {}", told(&plan), told(&second)));
        }
        Ok(plan)
    }

    fn solved(&self, engine: &dyn Engine) -> Result<Option<Plan>, String> {
        let _one_at_a_time = SOLVER.lock().unwrap_or_else(PoisonError::into_inner);
        let never = AtomicBool::new(false);
        let watch = Watch { progress: &|_| {}, stop: &never };
        let model =
            formulate(&self.county, &self.policy, &self.needs, &self.who, Self::SEED).map_err(|e| format!("{e:?}"))?;
        match engine.solve(&model, &Limits::default(), &watch) {
            Ok(Outcome::Solved(s)) => Ok(Some(s.into_plan().0)),
            Ok(Outcome::Infeasible) => Ok(None),
            other => Err(format!("{} ended with {other:?}", engine.name())),
        }
    }

    /// A plan as lines: its moves, retasks and visits, then its goals.
    pub fn plan_lines(&self, plan: &Option<Plan>) -> Vec<String> {
        let Some(plan) = plan else { return vec!["infeasible".to_owned()] };
        let school = |s| self.county.school(s).id.as_str();
        let moves = plan.moves.iter().map(|m| {
            let teacher = self.county.teacher(m.teacher);
            let subject = self.policy.subject_id(m.subject);
            format!(
                "{} moves from {} to {}, {} {subject}",
                teacher.id,
                school(teacher.school),
                school(m.to),
                m.part.name()
            )
        });
        let stays = plan.retasks.iter().map(|r| {
            let teacher = self.county.teacher(r.teacher);
            let subject = self.policy.subject_id(r.subject);
            format!("{} stays at {} and teaches {subject}", teacher.id, school(teacher.school))
        });
        let nobody = plan.moves.is_empty().then(|| "nobody moves".to_owned());
        let goals = plan.goals.iter().map(|g| format!("{} = {}", g.name, g.value));
        let visits = plan.visits.iter().map(|v| {
            let (teacher, subject) = (&self.county.teacher(v.teacher).id, self.policy.subject_id(v.subject));
            let (base, to, stage) = (school(v.base), school(v.school), v.part.name());
            format!("{teacher} travels from {base} to {to}, {stage} {subject}: {}", v.periods)
        });
        moves.chain(nobody).chain(stays).chain(visits).chain(goals).collect()
    }

    /// The audit of a plan with everything that it says of itself.
    pub fn audit(&self, plan: &Plan) -> AuditReport {
        check(&self.county, &self.policy, &submission_of(plan, &self.county, &self.policy, &self.needs, Self::SEED))
    }

    /// The audit of an assignments table in the county's folder.
    pub fn audit_table(&self, file: &str, visits: &[(String, String, String, u32)]) -> Result<AuditReport, String> {
        let path = self.folder.path().join("world").join(file);
        let (rows, findings) = read_assignments(&path, &ReadOptions::default(), None);
        if findings.has_errors() {
            let codes: Vec<&str> = findings.sorted().iter().map(|f| f.code).collect();
            return Err(format!("`{file}` cannot be read: {codes:?}"));
        }
        let moves = rows.into_iter().map(|row| SubmittedMove {
            teacher_id: row.teacher_id,
            name: row.name,
            from_school: row.from_school,
            to_school: row.to_school,
            stage: row.stage,
            subject: row.subject,
            start: row.start.map(|d| d.to_string()),
            end: row.end.map(|d| d.to_string()),
            place: Some(row.place),
            ..SubmittedMove::default()
        });
        let visits = visits.iter().map(|(teacher, school, subject, periods)| SubmittedVisit {
            teacher_id: teacher.clone(),
            school: school.clone(),
            stage: None,
            subject: subject.clone(),
            periods: *periods,
            place: None,
        });
        let submission =
            Submission { moves: moves.collect(), visits: visits.collect(), seed: Self::SEED, ..Submission::default() };
        Ok(check(&self.county, &self.policy, &submission))
    }
}
