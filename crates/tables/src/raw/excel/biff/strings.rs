//! Texts of a BIFF stream: of one byte a character or two, which may change where a text goes on in the next record; in books of
//! before 1997, bytes of the book's code page.

use super::records::{Broken, Record, u8_at, u16_at};
use encoding_rs::Encoding;

/// How the texts of a book are written.
#[derive(Debug, Clone, Copy)]
pub enum Writing {
    /// Unicode, each text with a byte that says how wide it is.
    Unicode,
    /// Bytes of a code page.
    CodePage(&'static Encoding),
}

const CUT: Broken = Broken("@tables.broken.text-cut");

/// Data of a record, which goes on in others.
struct Parts<'a> {
    now: &'a [u8],
    more: std::vec::IntoIter<&'a [u8]>,
}

impl<'a> Parts<'a> {
    /// Goes on in the next record where this one is at its end; false where there is none.
    fn is_left(&mut self) -> bool {
        while self.now.is_empty() {
            match self.more.next() {
                Some(next) => self.now = next,
                None => return false,
            }
        }
        true
    }

    fn take(&mut self, count: usize) -> Result<&'a [u8], Broken> {
        let (taken, rest) = self.now.split_at_checked(count).ok_or(CUT)?;
        self.now = rest;
        Ok(taken)
    }

    fn skip(&mut self, mut count: usize) -> Result<(), Broken> {
        while count > 0 {
            if !self.is_left() {
                return Err(CUT);
            }
            let step = count.min(self.now.len());
            self.now = &self.now[step..];
            count -= step;
        }
        Ok(())
    }

    /// So many characters, of two bytes each where the text is wide.
    fn characters(&mut self, mut count: usize, mut wide: bool) -> Result<String, Broken> {
        let mut units: Vec<u16> = Vec::new();
        while count > 0 {
            if self.now.is_empty() {
                if !self.is_left() {
                    return Err(CUT);
                }
                // Where a text goes on it says again how wide it is.
                wide = self.take(1)?[0] & 1 != 0;
                continue;
            }
            let width = if wide { 2 } else { 1 };
            let step = count.min(self.now.len() / width);
            if step == 0 {
                return Err(CUT);
            }
            let bytes = self.take(step * width)?;
            match wide {
                true => units.extend(bytes.chunks_exact(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]]))),
                false => units.extend(bytes.iter().map(|byte| u16::from(*byte))),
            }
            count -= step;
        }
        Ok(String::from_utf16_lossy(&units))
    }
}

/// The texts that cells share, within a number of texts and of bytes; `None` where they are more.
pub fn shared(record: Record<'_>, most: u64, mut bytes: u64) -> Result<Option<Vec<Box<str>>>, Broken> {
    let mut parts = Parts { now: record.data, more: record.more.into_iter() };
    parts.take(8)?;
    let mut all: Vec<Box<str>> = Vec::new();
    while parts.is_left() {
        let head = parts.take(3)?;
        let (count, flags) = (usize::from(u16_at(head, 0)?), head[2]);
        let runs = if flags & 8 != 0 { usize::from(u16_at(parts.take(2)?, 0)?) } else { 0 };
        let more = if flags & 4 != 0 { super::records::u32_at(parts.take(4)?, 0)? as usize } else { 0 };
        let text = parts.characters(count, flags & 1 != 0)?;
        parts.skip(runs * 4)?;
        parts.skip(more)?;
        let left = bytes.checked_sub(text.len() as u64).filter(|_| (all.len() as u64) < most);
        let Some(left) = left else { return Ok(None) };
        bytes = left;
        all.push(text.into());
    }
    Ok(Some(all))
}

impl Writing {
    /// A text behind a number of characters of two bytes.
    pub fn long(self, data: &[u8], more: Vec<&[u8]>) -> Result<String, Broken> {
        let count = usize::from(u16_at(data, 0)?);
        self.text(&data[2..], more, count)
    }

    /// A text behind a number of characters of one byte.
    pub fn short(self, data: &[u8]) -> Result<String, Broken> {
        let count = usize::from(u8_at(data, 0)?);
        self.text(&data[1..], Vec::new(), count)
    }

    fn text(self, data: &[u8], more: Vec<&[u8]>, count: usize) -> Result<String, Broken> {
        match self {
            Writing::Unicode if count == 0 => Ok(String::new()),
            Writing::Unicode => {
                let wide = u8_at(data, 0)? & 1 != 0;
                Parts { now: &data[1..], more: more.into_iter() }.characters(count, wide)
            }
            Writing::CodePage(encoding) => {
                let bytes = data.get(..count).ok_or(CUT)?;
                Ok(encoding.decode_without_bom_handling(bytes).0.into_owned())
            }
        }
    }
}

/// The encoding of a code page of Windows, as far as tables are written in it.
pub fn code_page(number: u16) -> Option<&'static Encoding> {
    Some(match number {
        936 => encoding_rs::GBK,
        54936 => encoding_rs::GB18030,
        950 => encoding_rs::BIG5,
        932 => encoding_rs::SHIFT_JIS,
        949 => encoding_rs::EUC_KR,
        874 => encoding_rs::WINDOWS_874,
        1250 => encoding_rs::WINDOWS_1250,
        1251 => encoding_rs::WINDOWS_1251,
        367 | 437 | 850 | 1252 | 0x8001 => encoding_rs::WINDOWS_1252,
        1253 => encoding_rs::WINDOWS_1253,
        1254 => encoding_rs::WINDOWS_1254,
        1255 => encoding_rs::WINDOWS_1255,
        1256 => encoding_rs::WINDOWS_1256,
        1257 => encoding_rs::WINDOWS_1257,
        1258 => encoding_rs::WINDOWS_1258,
        10000 | 0x8000 => encoding_rs::MACINTOSH,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_may_change_its_width_between_records() {
        // Four characters: two of one byte here, two of two bytes in the next record.
        let first = [&[0; 8][..], &[4, 0, 0, b'a', b'b']].concat();
        let second = [&[1][..], &[0x2d, 0x4e, 0x87, 0x65], &[1, 0, 0, b'c']].concat();
        let record = Record { kind: 0xFC, data: &first, more: vec![&second] };
        let all = shared(record.clone(), 9, 99).expect("sound").expect("few");
        assert_eq!(all, ["ab中文".into(), "c".into()] as [Box<str>; 2]);
        assert_eq!(shared(record.clone(), 1, 99), Ok(None));
        assert_eq!(shared(record, 9, 7), Ok(None));
    }

    #[test]
    fn what_is_cut_short_is_broken() {
        for data in [&[0; 8][..4], &[0, 0, 0, 0, 0, 0, 0, 0, 9, 0, 0, b'a'], &[0, 0, 0, 0, 0, 0, 0, 0, 1]] {
            assert_eq!(shared(Record { kind: 0xFC, data, more: vec![] }, 9, 99), Err(CUT), "{data:?}");
        }
        assert_eq!(Writing::Unicode.long(&[9, 0, 1, b'a'], vec![]), Err(CUT));
        assert_eq!(Writing::CodePage(encoding_rs::GBK).short(&[4, 0xd6, 0xd0, 0xce, 0xc4]).as_deref(), Ok("中文"));
    }
}
