//! The records of a BIFF stream: a kind, a length, and data that may go on in the records behind it.

/// Why a stream cannot be read further.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Broken(pub &'static str);

/// The kind of a record that continues the one before it.
const CONTINUE: u16 = 0x003C;

/// A record with its continuations.
#[derive(Debug, Clone)]
pub struct Record<'a> {
    /// What it is.
    pub kind: u16,
    /// Its data.
    pub data: &'a [u8],
    /// Its data in the records behind it.
    pub more: Vec<&'a [u8]>,
}

/// The records from a place of the stream on.
#[derive(Debug, Clone, Copy)]
pub struct Records<'a> {
    rest: &'a [u8],
    /// Bytes that were gone through.
    pub walked: usize,
}

impl<'a> Records<'a> {
    /// From these bytes on.
    pub fn of(rest: &'a [u8]) -> Self {
        Records { rest, walked: 0 }
    }

    fn one(&mut self) -> Result<Option<(u16, &'a [u8])>, Broken> {
        // A stream may be filled up behind its end.
        let Some((head, rest)) = self.rest.split_at_checked(4) else { return Ok(None) };
        let (kind, length) = (u16_at(head, 0)?, usize::from(u16_at(head, 2)?));
        let (data, rest) = rest.split_at_checked(length).ok_or(Broken("@tables.broken.record-cut"))?;
        self.rest = rest;
        self.walked += 4 + length;
        Ok(Some((kind, data)))
    }

    /// The next record; `None` at the end.
    ///
    /// # Errors
    /// It is longer than what is left.
    pub fn next(&mut self) -> Result<Option<Record<'a>>, Broken> {
        let Some((kind, data)) = self.one()? else { return Ok(None) };
        let mut more = Vec::new();
        while self.rest.get(..2).is_some_and(|head| head == CONTINUE.to_le_bytes()) {
            let Some((_, data)) = self.one()? else { break };
            more.push(data);
        }
        Ok(Some(Record { kind, data, more }))
    }
}

/// Bytes at a place.
fn at<const N: usize>(data: &[u8], from: usize) -> Result<[u8; N], Broken> {
    let bytes = data.get(from..).and_then(|rest| rest.first_chunk::<N>());
    bytes.copied().ok_or(Broken("@tables.broken.record-short"))
}

/// A number of two bytes.
pub fn u16_at(data: &[u8], from: usize) -> Result<u16, Broken> {
    at(data, from).map(u16::from_le_bytes)
}

/// A number of four bytes.
pub fn u32_at(data: &[u8], from: usize) -> Result<u32, Broken> {
    at(data, from).map(u32::from_le_bytes)
}

/// A number with a fraction.
pub fn f64_at(data: &[u8], from: usize) -> Result<f64, Broken> {
    at(data, from).map(f64::from_le_bytes)
}

/// A byte.
pub fn u8_at(data: &[u8], from: usize) -> Result<u8, Broken> {
    data.get(from).copied().ok_or(Broken("@tables.broken.record-short"))
}
