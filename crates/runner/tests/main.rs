//! Tests of the runner, one module an idea.

mod generator;
