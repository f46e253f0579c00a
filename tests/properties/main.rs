//! Properties over random small counties: optimal against brute force, engines against one another, audits against forgery.

mod brute;
mod certificates;
mod counties;
mod diagnose;
mod duality;
mod engine;
mod futures;
mod lookahead;
mod plans;
mod replan;
mod staffing;
mod warm;
mod years;
