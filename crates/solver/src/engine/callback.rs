//! HiGHS callbacks for progress and interruption: the only unsafe code of the crate.
#![allow(unsafe_code)]

use super::Reporter;
use highs::Model;
use highs_sys::{
    Highs_setCallback, Highs_startCallback, HighsCallbackDataIn, HighsCallbackDataOut, kHighsCallbackIpmInterrupt,
    kHighsCallbackMipInterrupt, kHighsCallbackMipLogging, kHighsCallbackSimplexInterrupt,
};
use std::ffi::{c_char, c_int, c_void};

/// Registers the reporter with the model.
///
/// The caller keeps the reporter alive and in place until the model has been solved; `minimise` in `highs.rs` does,
/// as both live on its stack and the model is dropped first.
pub fn attach(model: &mut Model, reporter: &Reporter<'_>) {
    let highs = model.as_mut_ptr();
    let data = std::ptr::from_ref(reporter).cast_mut().cast::<c_void>();
    // SAFETY: `highs` is a live instance; `data` outlives the solve, see above; a failed call leaves no callback set.
    unsafe {
        if Highs_setCallback(highs, Some(on_callback), data) == 0 {
            for kind in [
                kHighsCallbackMipLogging,
                kHighsCallbackMipInterrupt,
                kHighsCallbackSimplexInterrupt,
                kHighsCallbackIpmInterrupt,
            ] {
                Highs_startCallback(highs, kind);
            }
        }
    }
}

unsafe extern "C" fn on_callback(
    kind: c_int,
    _message: *const c_char,
    out: *const HighsCallbackDataOut,
    into: *mut HighsCallbackDataIn,
    data: *mut c_void,
) {
    // SAFETY: HiGHS hands back the pointer given in `attach`, which points to a live reporter; the other two are valid
    // for the length of the call or null.
    unsafe {
        let Some(reporter) = data.cast::<Reporter<'_>>().as_ref() else { return };
        if kind == kHighsCallbackMipLogging
            && let Some(out) = out.as_ref()
        {
            let value = (out.mip_primal_bound.abs() < 9e15).then(|| out.mip_primal_bound.round() as i64);
            // A panic must not cross into C.
            let _ = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
                reporter.report(value, super::proved(out.mip_dual_bound));
            }));
        }
        if let Some(into) = into.as_mut()
            && reporter.watch.stopped()
        {
            into.user_interrupt = 1;
        }
    }
}
