//! The protocol: a request a line, a response a line, both JSON.

use super::answer::Answer;
use super::job::Job;
use serde::{Deserialize, Serialize};
use std::io::{self, BufRead, Read, Write};

/// The longest line that is read; a plan of a whole province with its certificate is far shorter.
const LONGEST: u64 = 256 << 20;

/// A job for a worker.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Request {
    /// Number of the request; the response repeats it.
    pub id: u64,
    /// The most address space that the worker may take, in bytes; absent: as much as there is. Kept on Linux only.
    pub memory_bytes: Option<u64>,
    /// The job.
    pub job: Job,
}

/// A worker's answer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Response {
    /// Number of the request; 0 where the line was no request.
    pub id: u64,
    /// The answer.
    pub answer: Answer,
}

/// A line as it was read.
#[derive(Debug)]
pub(super) enum Line {
    /// Whole, without its end.
    Whole(String),
    /// No text, or without an end: its beginning.
    Broken(String),
}

/// Reads the next line; `None` at the end.
///
/// # Errors
/// The stream cannot be read.
pub(super) fn read_line(from: &mut impl BufRead) -> io::Result<Option<Line>> {
    let mut bytes = Vec::new();
    from.take(LONGEST).read_until(b'\n', &mut bytes)?;
    if bytes.is_empty() {
        return Ok(None);
    }
    if bytes.pop_if(|b| *b == b'\n').is_some()
        && let Ok(text) = std::str::from_utf8(&bytes)
    {
        return Ok(Some(Line::Whole(text.to_owned())));
    }
    bytes.truncate(1_000);
    Ok(Some(Line::Broken(String::from_utf8_lossy(&bytes).into_owned())))
}

/// Writes a message as one line.
///
/// # Errors
/// The stream cannot be written.
pub(super) fn write_line(to: &mut impl Write, message: &impl Serialize) -> io::Result<()> {
    let mut line = serde_json::to_vec(message)?;
    line.push(b'\n');
    to.write_all(&line)?;
    to.flush()
}
