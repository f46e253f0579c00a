//! The reports of one small record: a county of three schools and four teachers, some with names that bite.

mod again;
mod answers;
mod compared;
mod excel;
mod explain;
mod figures;
mod folder;
mod json;
mod kept;
mod marked;
mod nothing;
mod terminal;
mod world;
