//! One year from tables to record: orchestration, generator, benchmarks.
