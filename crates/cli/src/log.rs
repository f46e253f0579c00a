//! What a run says of itself, for whoever looks for a fault or for time: a log on stderr (`LUNGANG_LOG=info`, or `debug`, `trace`)
//! and a trace of its stages (`--trace FILE`). Both hold counts and the names of stages, never of people.

use std::io::{self, Write};
use std::str::FromStr;
use std::sync::{Arc, Mutex, PoisonError};
use tracing::Level;
use tracing_chrome::{ChromeLayerBuilder, FlushGuard};
use tracing_subscriber::Layer;
use tracing_subscriber::filter::LevelFilter;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;

/// A trace that is being taken; it is in memory, since stages are few.
pub struct Trace {
    guard: FlushGuard,
    taken: Shared,
}

impl Trace {
    /// Ends the trace: a document in the format of Chrome's trace viewer, which <https://ui.perfetto.dev> opens too.
    pub fn end(self) -> Vec<u8> {
        drop(self.guard);
        std::mem::take(&mut *self.taken.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// Bytes that the tracer writes and the command takes.
#[derive(Clone, Default)]
struct Shared(Arc<Mutex<Vec<u8>>>);

impl Write for Shared {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Starts the log where the environment asks for one (an unknown level means `info`), and a trace where `traced`.
pub fn start(traced: bool) -> Option<Trace> {
    let level = std::env::var_os(lungang_runner::workers::LOG)
        .map(|l| Level::from_str(&l.to_string_lossy()).unwrap_or(Level::INFO));
    let log = level.map(|level| {
        let log = tracing_subscriber::fmt::layer().with_ansi(false).with_writer(io::stderr);
        log.with_filter(LevelFilter::from_level(level))
    });
    let (layer, trace) = if traced {
        let taken = Shared::default();
        let builder = ChromeLayerBuilder::new().writer(taken.clone()).include_args(true).include_locations(false);
        let (layer, guard) = builder.build();
        (Some(layer.with_filter(LevelFilter::INFO)), Some(Trace { guard, taken }))
    } else {
        (None, None)
    };
    if log.is_some() || layer.is_some() {
        // Started once, at the beginning: a second subscriber cannot be in the way.
        let _ = tracing_subscriber::registry().with(log).with(layer).try_init();
    }
    trace
}
