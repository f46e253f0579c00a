//! Examples worked out by hand, brute force, and hostile input.

mod allocation;
mod certificate;
mod claims;
mod eligibility;
mod establishment;
mod goals;
mod headships;
mod hostile;
mod missing;
mod moves;
mod recruitment;
mod required;
mod retasks;
mod rules;
mod words;
