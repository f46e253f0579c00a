//! HiGHS callbacks for progress and interruption: the only unsafe code of the crate.
#![allow(unsafe_code)]

use super::Reporter;
use highs::{HighsStatus, Model, SolvedModel};
use highs_sys::{
    Highs_setCallback, Highs_startCallback, HighsCallbackDataIn, HighsCallbackDataOut, kHighsCallbackIpmInterrupt,
    kHighsCallbackMipInterrupt, kHighsCallbackMipLogging, kHighsCallbackSimplexInterrupt,
};
use std::ffi::{c_char, c_int, c_void};

/// Solves the model while the reporter looks on.
///
/// # Errors
/// HiGHS's.
pub fn solve(mut model: Model, reporter: &Reporter<'_>) -> Result<SolvedModel, HighsStatus> {
    let highs = model.as_mut_ptr();
    let data = std::ptr::from_ref(reporter).cast_mut().cast::<c_void>();
    // SAFETY: `highs` is a live instance; the reporter outlives this function, and the callback is taken off again before
    // it returns; a failed call leaves no callback set.
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
    let mut solved = model.try_solve()?;
    // SAFETY: the instance is live; no callback is a valid callback.
    unsafe {
        Highs_setCallback(solved.as_mut_ptr(), None, std::ptr::null_mut());
    }
    Ok(solved)
}

unsafe extern "C" fn on_callback(
    kind: c_int,
    _message: *const c_char,
    out: *const HighsCallbackDataOut,
    into: *mut HighsCallbackDataIn,
    data: *mut c_void,
) {
    // SAFETY: HiGHS hands back the pointer given in `solve`, which points to a live reporter; the other two are valid
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
