//! Properties over random small counties: optimal against brute force, engines against one another, audits against forgery.

mod alternatives;
mod brute;
mod certificates;
mod counties;
mod diagnose;
mod duality;
mod edges;
mod engine;
mod explain;
mod frontier;
mod futures;
mod heads;
mod lookahead;
mod plans;
mod price;
mod pricing;
mod recruit;
mod replan;
mod seeds;
mod solving;
mod staffing;
mod warm;
mod wishes;
mod years;
