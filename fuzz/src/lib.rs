//! What the fuzz targets share.

mod readers;

pub use readers::read;

/// Libraries that panic inside a reader are caught by it, so a panic alone is not a crash; one that leaves the reader is, since
/// it cannot leave the fuzzer's function.
pub fn panics_may_be_caught() {
    std::panic::set_hook(Box::new(|info| eprintln!("{info}")));
}
