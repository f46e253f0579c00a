//! What a worker process does: its desks, one for each kind of job that it reads itself.

use crate::workers::{self, Answer, Desks, Question, Ticket};
use crate::{price, whatif};
use lungang_solver::Limits;
use lungang_solver::engine::Engine;
use std::io::{self, BufRead, Write};

#[derive(Default)]
struct All {
    whatif: whatif::Desk,
    price: price::Desk,
}

impl Desks for All {
    fn run(&mut self, ticket: &Ticket, engine: &dyn Engine, limits: Limits) -> Answer {
        self.whatif.run(ticket, engine, limits)
    }

    fn ask(&mut self, question: &Question, engine: &dyn Engine, limits: Limits) -> Answer {
        self.price.ask(question, engine, limits.time)
    }
}

/// Answers the jobs that come in, until no more can come.
///
/// # Errors
/// As of [`workers::serve`].
pub fn serve(input: impl BufRead + Send + 'static, output: impl Write) -> io::Result<()> {
    workers::serve(input, output, &mut All::default())
}
