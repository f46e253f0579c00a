//! Tasks, stand-ins for the worker, and the plan that this process makes itself.

use crate::counties;
use lungang_domain::plan::GoalValue;
use lungang_domain::policy::Policy;
use lungang_domain::words::Lang;
use lungang_runner::case::Case;
use lungang_runner::workers::{Done, Method, Orders, Outcome, PlannedMove, Pool, Program, Ran, Settings, Task};
use lungang_runner::year::{self, Year};
use lungang_solver::Limits;
use lungang_solver::engine::Watch;
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::time::Duration;
use tempfile::TempDir;

/// The program under test.
pub const LUNGANG: &str = env!("CARGO_BIN_EXE_lungang");

/// The first path of every job here.
pub const FIRST: Method = Method::Fast { presolve: true, random_seed: 0 };

/// Moves and goals.
pub type Plan = (Vec<PlannedMove>, Vec<GoalValue>);

fn base() -> &'static Policy {
    static BASE: OnceLock<Policy> = OnceLock::new();
    BASE.get_or_init(counties::base)
}

/// A random small county.
pub fn task(seed: u64) -> Task {
    let (county, policy) = counties::county(seed, base());
    Task::new(Arc::new(county), Arc::new(policy), Orders { seed: 59, ..Orders::default() })
}

/// The plan that this process makes of a task; `None` where there is none.
pub fn in_process(task: &Task) -> Option<Plan> {
    // Tests run side by side, and HiGHS must not.
    static ALONE: Mutex<()> = Mutex::new(());
    let _alone = ALONE.lock().unwrap_or_else(PoisonError::into_inner);
    let case = Case::of(task.county.as_ref().clone(), task.policy.as_ref().clone());
    let engine = task.orders.method.engine();
    let settings =
        year::Settings { seed: task.orders.seed, engine: engine.as_ref(), limits: Limits::default(), start: None };
    let watch = Watch { progress: &|_| {}, stop: &AtomicBool::new(false) };
    match year::plan(case, &settings, &watch).expect("the solver does not fail") {
        Year::Planned(record) => {
            let moves = record.plan.moves.iter().map(|m| PlannedMove::of(m, &task.county, &task.policy));
            Some((moves.collect(), record.plan.goals.clone()))
        }
        Year::Infeasible(_) => None,
        Year::Nothing => panic!("no limit was set"),
    }
}

/// A county whose plan has at least two moves, and that plan.
pub fn with_moves() -> (Task, Plan) {
    static FOUND: OnceLock<(u64, Plan)> = OnceLock::new();
    let (seed, plan) = FOUND.get_or_init(|| {
        let found = (0..).find_map(|seed| in_process(&task(seed)).filter(|p| p.0.len() >= 2).map(|p| (seed, p)));
        found.expect("some county has such a plan")
    });
    (task(*seed), plan.clone())
}

/// The plan of a result.
pub fn plan_of(done: &Done) -> Option<Plan> {
    match &done.result {
        Ok(Outcome::Planned { planned, audit }) => {
            assert!(audit.clean);
            Some((planned.moves.clone(), planned.goals.clone()))
        }
        Ok(Outcome::Infeasible(_)) => None,
        other => panic!("job {}: {other:?}\n{}", done.number, done.say(Lang::EN)),
    }
}

/// One worker, and little patience.
pub fn settings() -> Settings {
    Settings { workers: 1, job_timeout: Duration::from_secs(120), grace: Duration::from_secs(1), ..Settings::default() }
}

/// Runs tasks; results in the order of the tasks.
pub fn run(program: Program, settings: Settings, tasks: Vec<Task>) -> (Vec<Done>, Ran) {
    let mut all = Vec::new();
    let never = AtomicBool::new(false);
    let ran = Pool::new(program, settings).run(tasks, &never, |done| all.push(done)).expect("workers start");
    all.sort_by_key(|d| d.number);
    (all, ran)
}

/// The real worker.
pub fn real() -> Program {
    Program { exe: LUNGANG.into(), args: vec!["worker".into()] }
}

/// A folder with stand-ins.
pub struct StandIns {
    dir: TempDir,
}

impl StandIns {
    pub fn new() -> StandIns {
        StandIns { dir: TempDir::new().expect("a temporary folder") }
    }

    /// A path inside.
    pub fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    /// A script; it finds the worker as `$lungang` and the folder as `$here`.
    pub fn script(&self, body: &str) -> Program {
        let path = self.path("stand-in.sh");
        let head = format!("lungang='{LUNGANG}'\nhere='{}'\n", self.dir.path().display());
        std::fs::write(&path, head + body).expect("a script");
        Program { exe: "/bin/sh".into(), args: vec![path.into()] }
    }

    /// Misbehaves when it is started for the first time; later it is the real worker.
    pub fn once(&self, misdeed: &str) -> Program {
        self.script(&format!("if mkdir \"$here/once\" 2>/dev/null; then\n{misdeed}\nfi\nexec \"$lungang\" worker\n"))
    }

    /// The real worker, its answers changed by a sed script where the request has this in it.
    pub fn changed(&self, request: &str, sed: &str) -> Program {
        self.script(&format!(
            "own=$(mktemp -d \"$here/relay.XXXXXX\")\nmkfifo \"$own/in\" \"$own/out\"\n\
             \"$lungang\" worker <\"$own/in\" >\"$own/out\" &\nexec 3>\"$own/in\" 4<\"$own/out\"\n\
             while IFS= read -r request; do\n  printf '%s\\n' \"$request\" >&3\n  IFS= read -r answer <&4\n  \
             case \"$request\" in\n    *'{request}'*) printf '%s\\n' \"$answer\" | sed '{sed}' ;;\n    \
             *) printf '%s\\n' \"$answer\" ;;\n  esac\ndone\n"
        ))
    }

    /// The processes that noted themselves in `pids`.
    pub fn pids(&self) -> Vec<String> {
        let text = std::fs::read_to_string(self.path("pids")).unwrap_or_default();
        text.lines().map(str::to_owned).collect()
    }
}

/// Whether a process is there.
pub fn lives(pid: &str) -> bool {
    if Path::new("/proc/self/stat").exists() {
        // Who has ended but was not yet seen off by the system does not live.
        let stat = std::fs::read_to_string(format!("/proc/{pid}/stat")).unwrap_or_default();
        return stat.rsplit_once(')').is_some_and(|(_, rest)| !rest.trim_start().starts_with(['Z', 'X']));
    }
    std::process::Command::new("kill").args(["-0", pid]).output().is_ok_and(|o| o.status.success())
}

/// Waits until something is so.
pub fn until(what: &str, mut so: impl FnMut() -> bool) {
    for _ in 0..1_000 {
        if so() {
            return;
        }
        std::thread::sleep(Duration::from_millis(10));
    }
    panic!("ten seconds have passed: {what}");
}
