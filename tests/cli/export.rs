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

#[test]
fn a_file_that_cannot_be_written_leaves_nothing() {
    let place = Place::new();
    let run = place.run(&["export", "county", "--lp", "no/such/folder/m.lp"]);
    assert_eq!(run.code, 2);
    assert_eq!(place.run(&["export", "county", "--lp", "county"]).code, 2);
    assert_eq!(place.names("."), ["county"]);
}
