//! The plan of the example county: `cargo run --release --example plan_in_ten_lines`, in the project's folder.

use lungang::{Year, plan, read};

/// Reads, plans, prints.
pub fn main() {
    let case = read("data/examples/county", None).unwrap_or_else(|found| panic!("{:?}", found.sorted()));
    let Ok(Year::Planned(record)) = plan(case, 1) else { panic!("the example has a plan") };
    for goal in &record.plan.goals {
        println!("{}: {}", goal.name, goal.value);
    }
    println!("{} moves, audit clean: {}", record.plan.moves.len(), record.audit.clean);
}
