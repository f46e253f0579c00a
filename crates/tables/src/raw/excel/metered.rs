//! The bytes of a package, handed out a few times over and then no more.
//!
//! A workbook of a thousand sheets may name the same large part for each of them.

use super::super::caps::MAX_READINGS;
use std::io::{Cursor, Error, ErrorKind, Read, Result, Seek, SeekFrom};

/// A package's bytes with what may still be read of them.
pub struct Metered<'a> {
    bytes: Cursor<&'a [u8]>,
    left: u64,
}

impl<'a> Metered<'a> {
    /// The bytes; what it takes to find the parts comes on top.
    pub fn new(bytes: &'a [u8]) -> Self {
        Metered { bytes: Cursor::new(bytes), left: (bytes.len() as u64).saturating_mul(MAX_READINGS) + (32 << 10) }
    }
}

impl Read for Metered<'_> {
    fn read(&mut self, into: &mut [u8]) -> Result<usize> {
        let n = self.bytes.read(into)?;
        let spent = || Error::new(ErrorKind::QuotaExceeded, "one part stands for many sheets / 多个工作表指向同一内容");
        self.left = self.left.checked_sub(n as u64).ok_or_else(spent)?;
        Ok(n)
    }
}

impl Seek for Metered<'_> {
    fn seek(&mut self, to: SeekFrom) -> Result<u64> {
        self.bytes.seek(to)
    }
}
