//! `schema [NAME]`: the JSON Schema of a document, or the names of all.

use super::plan::PlanDocument;
use crate::args::Schema;
use crate::exit::{Exit, Failure, Stop};
use crate::terminal::Terminal;
use lungang_domain::words::say;
use lungang_report::json::{self, ErrorKind};

/// Prints a schema.
pub fn run(args: &Schema, terminal: &Terminal) -> Result<Exit, Stop> {
    let names: Vec<&str> = json::schema_names().collect();
    let Some(name) = &args.name else {
        if terminal.json {
            terminal.print(&json::plain(&names))?;
        } else {
            terminal.print(&format!("{}\n", names.join("\n")))?;
        }
        return Ok(Exit::Done);
    };
    let schema = match name.as_str() {
        // What `plan` prints says the conflict too where there is no plan.
        "plan" => Some(json::schema_of::<PlanDocument>()),
        name => json::schema(name),
    };
    match schema {
        Some(schema) => {
            terminal.print(&json::plain(&schema))?;
            Ok(Exit::Done)
        }
        None => {
            let message = say(terminal.lang, "cli.schema.unknown", &[("name", name)]);
            let remedy = say(terminal.lang, "cli.usage.one-of", &[("values", &names.join(", "))]);
            Err(Failure::new(ErrorKind::Usage, message).remedy(remedy).into())
        }
    }
}
