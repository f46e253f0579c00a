//! The pages as a browser shows them: they load without a network and without a fault, every chart is drawn, nothing runs out of
//! the window on a desk or on a telephone, and they print.

#[path = "../support/json_schema.rs"]
mod json_schema;
#[allow(dead_code)]
#[path = "../cli/support.rs"]
mod support;

#[allow(dead_code)]
mod browser;
mod shown;
