//! The examples run, each in the project's folder, as its reader would run it.

#[path = "../../examples/plan_in_ten_lines.rs"]
mod plan_in_ten_lines;

#[test]
fn the_example_plans_in_ten_lines() {
    // This program has no other test: where it stands is nobody else's matter.
    std::env::set_current_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/../..")).expect("the project's folder");
    plan_in_ten_lines::main();
    let text = include_str!("../../examples/plan_in_ten_lines.rs");
    let body = text.split_once("pub fn main() {").expect("a main").1;
    assert!(body.lines().count() <= 10, "ten lines");
}
