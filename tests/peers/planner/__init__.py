"""A second planner, written from crates/solver/FORMULATION.md alone. Section numbers in comments are of that text."""
