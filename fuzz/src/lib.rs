//! What the fuzz targets share.

pub mod readers;

/// A target: hands what the fuzzer makes to the reader of its name.
#[macro_export]
macro_rules! target {
    ($name:literal) => {
        libfuzzer_sys::fuzz_target!(
            init: $crate::panics_may_be_caught(),
            |bytes: &[u8]| $crate::readers::read($name, bytes)
        );
    };
}

/// Libraries that panic inside a reader are caught by it, so a panic alone is not a crash; one that leaves the reader is, since
/// it cannot leave the fuzzer's function.
pub fn panics_may_be_caught() {
    std::panic::set_hook(Box::new(|info| eprintln!("{info}")));
}
