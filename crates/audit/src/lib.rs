//! Re-checks a plan against the county and the policy, in integers, without a solver.
