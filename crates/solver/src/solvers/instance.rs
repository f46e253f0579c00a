//! A living HiGHS model behind safe calls: the only unsafe code of the crate.
//!
//! Columns and rows can be added to a model that has been solved; it is solved on from where it stands. HiGHS resets a
//! scheduler of the whole process when an instance ends (ERGO-Code/HiGHS#3141), so instances run and end one at a time:
//! [`alone`] is held meanwhile. Work that should go on side by side belongs in processes of its own.
#![allow(unsafe_code)]

use super::columns::Columns;
use crate::engine::Reporter;
use highs_sys::{
    Highs_addCols, Highs_addRows, Highs_changeCoeff, Highs_changeColBounds, Highs_changeColCost,
    Highs_changeColsBoundsBySet, Highs_changeColsCostByRange, Highs_changeColsIntegralityByRange,
    Highs_changeObjectiveOffset, Highs_changeRowBounds, Highs_clearSolver, Highs_create, Highs_deleteColsBySet,
    Highs_destroy, Highs_getBasis, Highs_getDoubleInfoValue, Highs_getIntInfoValue, Highs_getModelStatus,
    Highs_getNumCol, Highs_getNumRow, Highs_getSolution, Highs_run, Highs_setBoolOptionValue, Highs_setCallback,
    Highs_setDoubleOptionValue, Highs_setIntOptionValue, Highs_setSolution, Highs_setStringOptionValue,
    Highs_startCallback, Highs_zeroAllClocks, HighsCallbackDataIn, HighsCallbackDataOut, HighsInt,
    kHighsCallbackIpmInterrupt, kHighsCallbackMipInterrupt, kHighsCallbackMipLogging, kHighsCallbackSimplexInterrupt,
};
use std::ffi::{CStr, c_char, c_int, c_void};
use std::ptr::{NonNull, null, null_mut};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Instant;

static ALONE: Mutex<()> = Mutex::new(());

/// Held while HiGHS runs or ends, however it is reached.
pub fn alone() -> MutexGuard<'static, ()> {
    ALONE.lock().unwrap_or_else(PoisonError::into_inner)
}

/// HiGHS refused a call; which one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Refused(pub &'static str);

/// How a run ended: HiGHS's model status.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// Solved to optimality (within the gap, for an integer model), or to the target.
    Optimal,
    /// No point keeps the rows. Every column is bounded here, so "unbounded or infeasible" is this too.
    Infeasible,
    /// Stopped by the clock or the watch.
    Stopped,
    /// Anything else: a fault; the number is HiGHS's.
    Fault(i32),
}

/// A HiGHS model.
pub struct Instance {
    highs: NonNull<c_void>,
    columns: usize,
    rows: usize,
    offset: i64,
}

/// What the callback looks at.
struct Onlooker<'a> {
    reporter: &'a Reporter<'a>,
    until: Option<Instant>,
    /// What the model's objective has too much.
    offset: i64,
}

macro_rules! accepted {
    ($name:literal, $call:expr) => {
        // SAFETY: `self.highs` is a live instance from `Highs_create`; every pointer points to as many values as the
        // counts given with it say, and HiGHS copies what it keeps.
        match unsafe { $call } {
            -1 => Err(Refused($name)),
            _ => Ok(()),
        }
    };
}

impl Instance {
    /// An empty model that prints nothing and uses one thread, so that a result never depends on the machine.
    ///
    /// # Errors
    /// HiGHS could not be started or refused an option.
    pub fn new() -> Result<Self, Refused> {
        // SAFETY: takes nothing; a null answer is turned into an error.
        let highs = NonNull::new(unsafe { Highs_create() }).ok_or(Refused("create"))?;
        let mut instance = Instance { highs, columns: 0, rows: 0, offset: 0 };
        instance.set_bool(c"output_flag", false)?;
        instance.set_int(c"threads", 1)?;
        instance.set_text(c"parallel", c"off")?;
        Ok(instance)
    }

    /// Sets an option.
    ///
    /// # Errors
    /// There is no such option, or no such value.
    pub fn set_bool(&mut self, option: &CStr, value: bool) -> Result<(), Refused> {
        let value = HighsInt::from(value);
        accepted!("option", Highs_setBoolOptionValue(self.highs.as_ptr(), option.as_ptr(), value))
    }

    /// Sets an option.
    ///
    /// # Errors
    /// There is no such option, or no such value.
    pub fn set_int(&mut self, option: &CStr, value: i32) -> Result<(), Refused> {
        accepted!("option", Highs_setIntOptionValue(self.highs.as_ptr(), option.as_ptr(), value))
    }

    /// Sets an option.
    ///
    /// # Errors
    /// There is no such option, or no such value.
    pub fn set_real(&mut self, option: &CStr, value: f64) -> Result<(), Refused> {
        accepted!("option", Highs_setDoubleOptionValue(self.highs.as_ptr(), option.as_ptr(), value))
    }

    /// Sets an option.
    ///
    /// # Errors
    /// There is no such option, or no such value.
    pub fn set_text(&mut self, option: &CStr, value: &CStr) -> Result<(), Refused> {
        accepted!("option", Highs_setStringOptionValue(self.highs.as_ptr(), option.as_ptr(), value.as_ptr()))
    }

    /// Adds a number to the objective.
    ///
    /// # Errors
    /// HiGHS's.
    pub fn set_offset(&mut self, offset: i64) -> Result<(), Refused> {
        self.offset = offset;
        accepted!("offset", Highs_changeObjectiveOffset(self.highs.as_ptr(), offset as f64))
    }

    /// Rows of the model.
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// Columns of the model.
    pub fn columns(&self) -> usize {
        self.columns
    }

    /// Adds rows by their sides and entries (column, coefficient) and returns the first one's position.
    ///
    /// # Errors
    /// HiGHS's.
    pub fn add_rows(&mut self, sides: &[(f64, f64)], entries: &[Vec<(usize, i64)>]) -> Result<usize, Refused> {
        let count: usize = entries.iter().map(Vec::len).sum();
        if i32::try_from(count).is_err() || i32::try_from(self.rows + sides.len()).is_err() {
            return Err(Refused("add rows"));
        }
        let (lower, upper): (Vec<f64>, Vec<f64>) = sides.iter().copied().unzip();
        let (mut starts, mut columns, mut coefficients) = (Vec::new(), Vec::<HighsInt>::new(), Vec::<f64>::new());
        for i in 0..sides.len() {
            starts.push(columns.len() as HighsInt);
            for (column, coefficient) in entries.get(i).into_iter().flatten() {
                columns.push(*column as HighsInt);
                coefficients.push(*coefficient as f64);
            }
        }
        accepted!(
            "add rows",
            Highs_addRows(
                self.highs.as_ptr(),
                sides.len() as HighsInt,
                lower.as_ptr(),
                upper.as_ptr(),
                columns.len() as HighsInt,
                starts.as_ptr(),
                columns.as_ptr(),
                coefficients.as_ptr(),
            )
        )?;
        let first = self.rows;
        self.rows += sides.len();
        Ok(first)
    }

    /// Adds columns to the living model.
    ///
    /// # Errors
    /// HiGHS's; a row that does not exist is one.
    pub fn add_columns(&mut self, new: &Columns) -> Result<(), Refused> {
        let too_many = i32::try_from(new.rows.len()).is_err() || i32::try_from(self.columns + new.count()).is_err();
        if too_many || new.rows.iter().any(|row| *row < 0 || *row as usize >= self.rows) {
            return Err(Refused("add columns"));
        }
        accepted!(
            "add columns",
            Highs_addCols(
                self.highs.as_ptr(),
                new.count() as HighsInt,
                new.costs.as_ptr(),
                new.lower.as_ptr(),
                new.upper.as_ptr(),
                new.rows.len() as HighsInt,
                new.starts.as_ptr(),
                new.rows.as_ptr(),
                new.coefficients.as_ptr(),
            )
        )?;
        self.columns += new.count();
        Ok(())
    }

    /// Replaces the costs of all columns.
    ///
    /// # Errors
    /// HiGHS's; a wrong number of costs is one.
    pub fn set_costs(&mut self, costs: &[i64]) -> Result<(), Refused> {
        if costs.len() != self.columns {
            return Err(Refused("costs"));
        }
        let costs: Vec<f64> = costs.iter().map(|c| *c as f64).collect();
        let last = costs.len() as HighsInt - 1;
        accepted!("costs", Highs_changeColsCostByRange(self.highs.as_ptr(), 0, last, costs.as_ptr()))
    }

    /// Gives these columns, in ascending order, these values and no others.
    ///
    /// # Errors
    /// HiGHS's.
    pub fn fix(&mut self, columns: &[(usize, i64)]) -> Result<(), Refused> {
        if columns.is_empty() {
            return Ok(());
        }
        let (set, values): (Vec<HighsInt>, Vec<f64>) =
            columns.iter().map(|(column, value)| (*column as HighsInt, *value as f64)).unzip();
        accepted!(
            "bounds",
            Highs_changeColsBoundsBySet(
                self.highs.as_ptr(),
                set.len() as HighsInt,
                set.as_ptr(),
                values.as_ptr(),
                values.as_ptr(),
            )
        )
    }

    /// Gives a row other sides.
    ///
    /// # Errors
    /// HiGHS's; a row that does not exist is one.
    pub fn set_sides(&mut self, row: usize, (lower, upper): (f64, f64)) -> Result<(), Refused> {
        if row >= self.rows {
            return Err(Refused("sides"));
        }
        accepted!("sides", Highs_changeRowBounds(self.highs.as_ptr(), row as HighsInt, lower, upper))
    }

    /// Puts a column of its own cost, at least 0, into one row; with a coefficient of 0 it is out of it and stays at 0.
    ///
    /// # Errors
    /// HiGHS's; a row or a column that does not exist is one.
    pub fn spare(&mut self, column: usize, row: usize, coefficient: i64, cost: f64) -> Result<(), Refused> {
        if row >= self.rows || column >= self.columns {
            return Err(Refused("spare"));
        }
        let (at, most) = (column as HighsInt, if coefficient == 0 { 0.0 } else { f64::INFINITY });
        let coefficient = coefficient as f64;
        accepted!("spare", Highs_changeCoeff(self.highs.as_ptr(), row as HighsInt, at, coefficient))?;
        accepted!("spare", Highs_changeColBounds(self.highs.as_ptr(), at, 0.0, most))?;
        accepted!("spare", Highs_changeColCost(self.highs.as_ptr(), at, cost))
    }

    /// Takes columns, in ascending order, out of the model; those behind move up.
    ///
    /// # Errors
    /// HiGHS's; a column that does not exist is one.
    pub fn delete(&mut self, columns: &[usize]) -> Result<(), Refused> {
        if columns.last().is_some_and(|c| *c >= self.columns) {
            return Err(Refused("delete"));
        }
        let set: Vec<HighsInt> = columns.iter().map(|c| *c as HighsInt).collect();
        accepted!("delete", Highs_deleteColsBySet(self.highs.as_ptr(), set.len() as HighsInt, set.as_ptr()))?;
        self.columns -= columns.len();
        Ok(())
    }

    /// Makes every column integer.
    ///
    /// # Errors
    /// HiGHS's.
    pub fn make_integer(&mut self) -> Result<(), Refused> {
        if self.columns == 0 {
            return Ok(());
        }
        let kinds: Vec<HighsInt> = vec![1; self.columns];
        let last = self.columns as HighsInt - 1;
        accepted!("integrality", Highs_changeColsIntegralityByRange(self.highs.as_ptr(), 0, last, kinds.as_ptr()))
    }

    /// A point to start an integer solve from.
    ///
    /// # Errors
    /// HiGHS's; a point of another size is one.
    pub fn start_from(&mut self, point: &[i64]) -> Result<(), Refused> {
        if point.len() != self.columns {
            return Err(Refused("start"));
        }
        let point: Vec<f64> = point.iter().map(|v| *v as f64).collect();
        accepted!("start", Highs_setSolution(self.highs.as_ptr(), point.as_ptr(), null(), null(), null()))
    }

    /// Forgets where the last run ended: the next one begins anew.
    ///
    /// # Errors
    /// HiGHS's.
    pub fn forget(&mut self) -> Result<(), Refused> {
        accepted!("forget", Highs_clearSolver(self.highs.as_ptr()))
    }

    /// Solves while the reporter looks on, at the longest until the given moment.
    ///
    /// # Errors
    /// HiGHS's.
    pub fn run(&mut self, reporter: &Reporter<'_>, until: Option<Instant>) -> Result<Status, Refused> {
        let left = until.map_or(f64::INFINITY, |u| u.saturating_duration_since(Instant::now()).as_secs_f64().max(1e-3));
        self.set_real(c"time_limit", left)?;
        let onlooker = Onlooker { reporter, until, offset: self.offset };
        let data = std::ptr::from_ref(&onlooker).cast_mut().cast::<c_void>();
        let _alone = alone();
        let highs = self.highs.as_ptr();
        // SAFETY: the instance is live; the onlooker outlives the run, and the callback is taken off again before this
        // function returns.
        let ran = unsafe {
            Highs_zeroAllClocks(highs);
            let set = Highs_setCallback(highs, Some(on_callback), data);
            if set == 0 {
                for kind in [
                    kHighsCallbackMipLogging,
                    kHighsCallbackMipInterrupt,
                    kHighsCallbackSimplexInterrupt,
                    kHighsCallbackIpmInterrupt,
                ] {
                    Highs_startCallback(highs, kind);
                }
            }
            // Without it nobody could stop the run.
            let ran = if set == 0 { Highs_run(highs) } else { -1 };
            Highs_setCallback(highs, None, null_mut());
            ran
        };
        if ran == -1 {
            return Err(Refused("run"));
        }
        // SAFETY: the instance is live.
        Ok(match unsafe { Highs_getModelStatus(highs) } {
            highs_sys::MODEL_STATUS_OPTIMAL
            | highs_sys::MODEL_STATUS_OBJECTIVE_TARGET
            | highs_sys::MODEL_STATUS_MODEL_EMPTY => Status::Optimal,
            highs_sys::MODEL_STATUS_INFEASIBLE | highs_sys::MODEL_STATUS_UNBOUNDED_OR_INFEASIBLE => Status::Infeasible,
            highs_sys::MODEL_STATUS_REACHED_TIME_LIMIT
            | highs_sys::MODEL_STATUS_REACHED_SOLUTION_LIMIT
            | highs_sys::MODEL_STATUS_REACHED_INTERRUPT => Status::Stopped,
            other => Status::Fault(other),
        })
    }

    /// Values of the columns and prices (duals) of the rows.
    ///
    /// # Errors
    /// HiGHS's, or its model is not of the size known here.
    pub fn solution(&self) -> Result<(Vec<f64>, Vec<f64>), Refused> {
        self.check_size()?;
        let (mut values, mut prices) = (vec![0.0; self.columns], vec![0.0; self.rows]);
        accepted!(
            "solution",
            Highs_getSolution(self.highs.as_ptr(), values.as_mut_ptr(), null_mut(), null_mut(), prices.as_mut_ptr())
        )?;
        Ok((values, prices))
    }

    /// Whether each column is in the basis; all are where there is none.
    ///
    /// # Errors
    /// HiGHS's model is not of the size known here.
    pub fn in_basis(&self) -> Result<Vec<bool>, Refused> {
        self.check_size()?;
        let (mut columns, mut rows) = (vec![1; self.columns], vec![0; self.rows]);
        let got: Result<(), Refused> =
            accepted!("basis", Highs_getBasis(self.highs.as_ptr(), columns.as_mut_ptr(), rows.as_mut_ptr()));
        Ok(columns.iter().map(|status| got.is_err() || *status == 1).collect())
    }

    /// What HiGHS writes into must have a place for everything it holds.
    fn check_size(&self) -> Result<(), Refused> {
        // SAFETY: the instance is live.
        let (columns, rows) = unsafe { (Highs_getNumCol(self.highs.as_ptr()), Highs_getNumRow(self.highs.as_ptr())) };
        let same = usize::try_from(columns) == Ok(self.columns) && usize::try_from(rows) == Ok(self.rows);
        same.then_some(()).ok_or(Refused("size"))
    }

    /// Whether the last run left a feasible point.
    pub fn has_point(&self) -> bool {
        let mut value: HighsInt = 0;
        let name = c"primal_solution_status";
        // SAFETY: the name is a C string, the place for the value is valid.
        let known = unsafe { Highs_getIntInfoValue(self.highs.as_ptr(), name.as_ptr(), &mut value) };
        known == 0 && value == highs_sys::SOLUTION_STATUS_FEASIBLE
    }

    /// A figure of the last run.
    pub fn figure(&self, name: &CStr) -> Option<f64> {
        let mut value = 0.0;
        // SAFETY: the name is a C string, the place for the value is valid.
        let known = unsafe { Highs_getDoubleInfoValue(self.highs.as_ptr(), name.as_ptr(), &mut value) };
        (known == 0).then_some(value)
    }
}

impl Drop for Instance {
    fn drop(&mut self) {
        let _alone = alone();
        // SAFETY: the instance is live and this is its end.
        unsafe { Highs_destroy(self.highs.as_ptr()) };
    }
}

unsafe extern "C" fn on_callback(
    kind: c_int,
    _message: *const c_char,
    out: *const HighsCallbackDataOut,
    into: *mut HighsCallbackDataIn,
    data: *mut c_void,
) {
    // SAFETY: HiGHS hands back the pointer given in `run`, which points to a live onlooker; the other two are valid for
    // the length of the call or null.
    unsafe {
        let Some(onlooker) = data.cast::<Onlooker<'_>>().as_ref() else { return };
        if kind == kHighsCallbackMipLogging
            && let Some(out) = out.as_ref()
        {
            let known = out.mip_primal_bound.abs() < 9e15;
            let value = known.then(|| out.mip_primal_bound.round() as i64 - onlooker.offset);
            let bound = out.mip_dual_bound - onlooker.offset as f64;
            // A panic must not cross into C.
            let _ = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
                onlooker.reporter.report(value, super::proved(bound));
            }));
        }
        if let Some(into) = into.as_mut()
            && (onlooker.reporter.watch.stopped() || onlooker.until.is_some_and(|u| Instant::now() >= u))
        {
            into.user_interrupt = 1;
        }
    }
}
