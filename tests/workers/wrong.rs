//! Answers that are wrong: the audit tells, and another path gives the right one.

use crate::support::{FIRST, Plan, StandIns, in_process, plan_of, run, settings, task, with_moves};
use lungang_domain::words::Lang;
use lungang_runner::workers::{Done, Fault, Method, Outcome, Program, Solver, Task, Unanswered, Wrong};

/// What only the first path's request has in it.
const FIRST_ONLY: &str = "\"presolve\":true,\"random_seed\":0";

/// Answers of the first path are changed: the fault that was told, after the second path's plan was found right.
fn healed(edit: impl Fn(&Task, &Plan) -> String) -> Fault {
    let (task, plan) = with_moves();
    let stand_ins = StandIns::new();
    let program = stand_ins.changed(FIRST_ONLY, &edit(&task, &plan));
    let (all, _) = run(program, settings(), vec![task]);
    assert_eq!(plan_of(&all[0]), Some(plan), "{}", all[0].say(Lang::EN));
    let methods: Vec<Method> = all[0].attempts.iter().map(|a| a.method).collect();
    assert_eq!(methods, [FIRST, Method::Fast { presolve: false, random_seed: 0 }]);
    all[0].attempts[0].fault.clone().expect("the first attempt is at fault")
}

fn audit_told(fault: &Fault, kind: &str) {
    match fault {
        Fault::Wrong(Wrong::Audit(report)) => assert!(!report.clean),
        other => panic!("{other:?}"),
    }
    assert!(fault.say(Lang::EN).contains(kind), "{}", fault.say(Lang::EN));
    assert!(!fault.say(Lang::ZH).is_ascii());
}

#[test]
fn a_move_led_elsewhere() {
    let fault = healed(|task, (moves, _)| {
        let one = &moves[0];
        let other = task.county.schools.iter().find(|s| s.id != one.to_school).expect("another school");
        let at = format!("\"teacher_id\":\"{}\",\"to_school\":", one.teacher_id);
        format!("s/{at}\"{}\"/{at}\"{}\"/", one.to_school, other.id)
    });
    audit_told(&fault, "`");
}

#[test]
fn a_move_left_out() {
    let fault = healed(|_, (moves, _)| format!("s/{{\"teacher_id\":\"{}\"[^}}]*}},//", moves[0].teacher_id));
    audit_told(&fault, "`goal-differs`");
}

#[test]
fn a_move_of_nobody() {
    let fault =
        healed(|_, (moves, _)| format!("s/\"teacher_id\":\"{}\"/\"teacher_id\":\"T-none\"/", moves[0].teacher_id));
    audit_told(&fault, "`");
}

#[test]
fn a_goal_with_another_value() {
    let fault = healed(|_, _| "s/\"value\":\\(-\\{0,1\\}\\)\\([0-9]\\)/\"value\":\\19\\2/".to_owned());
    audit_told(&fault, "`goal-differs`");
}

#[test]
fn posts_that_are_not_the_countys() {
    let fault = healed(|_, _| "s/\"posts\":\\([0-9]\\)/\"posts\":9\\1/".to_owned());
    audit_told(&fault, "`establishment-differs`");
}

#[test]
fn a_goal_that_is_missing() {
    let fault = healed(|_, (_, goals)| format!("s/{{\"name\":\"{}\"[^}}]*}},//", goals[0].name));
    assert_eq!(fault, Fault::Wrong(Wrong::Goals));
}

#[test]
fn a_bound_that_does_not_meet_its_value() {
    let fault = healed(|_, _| "s/\"bound\":-\\{0,1\\}[0-9][0-9]*/\"bound\":null/".to_owned());
    assert!(matches!(fault, Fault::Wrong(Wrong::Bound { .. })), "{fault:?}");
}

#[test]
fn a_plan_stopped_by_no_limit() {
    let fault = healed(|_, _| "s/\"status\":\"optimal\"/\"status\":\"stopped\"/".to_owned());
    assert_eq!(fault, Fault::Wrong(Wrong::Stopped));
}

#[test]
fn no_answer_in_time_where_there_is_no_limit() {
    let fault = healed(|_, _| "s/\"answer\":.*/\"answer\":\"nothing\"}/".to_owned());
    assert_eq!(fault, Fault::Wrong(Wrong::Stopped));
}

#[test]
fn a_solver_that_failed_says_so() {
    let fault = healed(|_, _| {
        "s/\"answer\":.*/\"answer\":{\"failed\":{\"solver\":\"HiGHS\",\"status\":\"run: Error\"}}}/".to_owned()
    });
    assert_eq!(fault, Fault::Failed { solver: "HiGHS".to_owned(), status: Some("run: Error".to_owned()) });
}

#[test]
fn that_there_is_no_plan_must_be_said_twice() {
    let edit = "s/\"answer\":.*/\"answer\":{\"infeasible\":{\"kind\":\"rules\",\"give_way\":[],\"law_instead\":[]}}}/";
    let fault = healed(|_, _| edit.to_owned());
    // Where nobody has to move, the audit of no moves knows it at once.
    assert!(matches!(fault, Fault::Alone | Fault::Wrong(Wrong::Feasible)), "{fault:?}");
}

#[test]
fn that_the_posts_do_not_suffice_is_the_audits_to_know() {
    let edit = "s/\"answer\":.*/\"answer\":{\"infeasible\":{\"kind\":\"staffing\",\"stage\":null,\"floor\":9,\"authorised\":1}}}/";
    assert_eq!(healed(|_, _| edit.to_owned()), Fault::Wrong(Wrong::Feasible));
}

#[test]
fn a_county_without_a_plan_is_infeasible() {
    let task = (0..).map(task).find(|t| in_process(t).is_none()).expect("some county has no plan");
    let (all, ran) = run(crate::support::real(), settings(), vec![task]);
    assert!(matches!(all[0].result, Ok(Outcome::Infeasible(_))), "{:?}", all[0]);
    assert!(all[0].attempts.iter().rev().skip(1).all(|a| a.fault == Some(Fault::Alone)));
    assert_eq!(ran.started, 1);
}

fn always(sed: &str) -> Done {
    let (task, _) = with_moves();
    let stand_ins = StandIns::new();
    let program: Program = stand_ins.changed("engine", sed);
    let (mut all, _) = run(program, settings(), vec![task]);
    all.remove(0)
}

#[test]
fn when_every_path_is_wrong_all_of_them_are_told() {
    let done = always("s/\"value\":\\(-\\{0,1\\}\\)\\([0-9]\\)/\"value\":\\19\\2/");
    assert_eq!(done.result, Err(Unanswered::Exhausted));
    let methods: Vec<Method> = done.attempts.iter().map(|a| a.method).collect();
    assert_eq!(methods.len(), 4);
    assert_eq!(methods[0], FIRST);
    assert_eq!(methods[1], Method::Fast { presolve: false, random_seed: 0 });
    assert!(matches!(methods[2], Method::Fast { presolve: true, random_seed } if random_seed != 0));
    assert_eq!(methods[3], Method::Reference { solver: Solver::Microlp });
    let english = done.say(Lang::EN);
    assert!(english.contains("microlp") && english.contains("without presolve"), "{english}");
    let chinese = done.say(Lang::ZH);
    assert!(chinese.contains("不化简") && chinese.lines().count() == 5, "{chinese}");
}

#[test]
fn the_last_path_is_another_solver() {
    let (task, plan) = with_moves();
    let stand_ins = StandIns::new();
    let program = stand_ins.changed("\"engine\":\"fast\"", "s/\"status\":\"optimal\"/\"status\":\"gap\"/");
    let (all, _) = run(program, settings(), vec![task]);
    assert_eq!(plan_of(&all[0]).map(|p| p.0), Some(plan.0));
    assert_eq!(all[0].attempts.len(), 4);
    assert_eq!(all[0].attempts[3].method, Method::Reference { solver: Solver::Microlp });
}
