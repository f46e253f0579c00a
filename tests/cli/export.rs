//! `export`: the model whole, or not at all.

use crate::support::Place;

#[test]
fn both_forms_are_written() {
    let place = Place::new();
    for (option, file, begins, ends) in
        [("--mps", "m.mps", "* lungang", "ENDATA\n"), ("--lp", "m.lp", "\\ lungang", "End\n")]
    {
        let run = place.run(&["export", "county", option, file]);
        assert_eq!(run.code, 0, "{}", run.stderr);
        assert!(run.stdout.is_empty());
        let text = place.read(file);
        assert!(text.starts_with(begins), "{}", &text[..text.len().min(80)]);
        assert!(text.ends_with(ends), "{}", &text[text.len().saturating_sub(80)..]);
        let out = place.run(&["export", "county", option, "-", "-q"]);
        assert_eq!(out.stdout, text, "stdout gives the same");
    }
    assert_eq!(place.names("."), ["county", "m.lp", "m.mps"], "nothing else is left");
}

#[test]
fn exporting_says_what_was_written() {
    let place = Place::new();
    place.snapshots("export", &["export", "county", "--mps", "m.mps"]);
}

#[test]
fn the_goal_is_chosen_by_name() {
    let place = Place::new();
    let burden = place.run(&["export", "county", "--lp", "-", "--goal", "burden", "-q"]);
    assert!(burden.stdout.starts_with("\\ lungang: minimise burden"));
    place.snapshots("export-no-goal", &["export", "county", "--lp", "m.lp", "--goal", "happiness"]);
    assert!(!place.path("m.lp").exists());
}

/// The names after a word at the beginning of a line.
fn names_after<'a>(text: &'a str, word: &str) -> Vec<&'a str> {
    let lines = text.lines().filter_map(|l| l.strip_prefix(word));
    lines.filter_map(|l| l.split(' ').next()).collect()
}

#[test]
fn the_goals_come_in_order_with_the_costs_of_the_model() {
    let place = Place::new();
    let run = place.run(&["export", "county", "--mps", "m.mps", "--goals", "goals.txt", "-q"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let text = place.read("goals.txt");
    assert!(text.ends_with("\nEND\n"));
    let goals = names_after(&text, "GOAL ");
    let soft = ["breach%3astaffing_floor", "breach%3ano_new_short"];
    let need = ["unmet_need", "worst_school", "retasks"];
    let people = ["wishes", "turns", "alliance", "burden", "disruption", "lottery", "lottery_posts"];
    assert_eq!(goals, [&soft[..], &need, &people].concat());
    // A goal's costs are those that the model has when it is the objective.
    for goal in ["unmet_need", "burden"] {
        let model = place.run(&["export", "county", "--mps", "-", "--goal", &goal.replace('_', "-"), "-q"]).stdout;
        let stated: Vec<String> = model
            .lines()
            .filter_map(|l| match l.split_whitespace().collect::<Vec<_>>()[..] {
                [column, objective, cost] if objective == goal && cost != "0" => Some(format!(" {column} {cost}")),
                _ => None,
            })
            .collect();
        let (_, rest) = text.split_once(&format!("GOAL {goal} min\n")).expect("the goal is there");
        let written: Vec<&str> = rest.lines().take_while(|l| l.starts_with(' ')).collect();
        assert_eq!(written, stated);
        assert!(!written.is_empty());
    }
    let both = place.run(&["export", "county", "--lp", "-", "--goals", "-", "-q"]);
    assert!(both.stdout.ends_with(&text));
}

#[test]
fn a_file_that_cannot_be_written_leaves_nothing() {
    let place = Place::new();
    let run = place.run(&["export", "county", "--lp", "no/such/folder/m.lp"]);
    assert_eq!(run.code, 2);
    assert_eq!(place.run(&["export", "county", "--lp", "county"]).code, 2);
    assert_eq!(place.names("."), ["county"]);
}
