//! UTF-16 that no byte-order mark tells, as databases and scripts write it.
//!
//! The commas, tabs and line ends of a table are ASCII, of which one byte of two is 0. Read in the wrong order of bytes they
//! are nothing of the kind, so one order at most gives a table.

use encoding_rs::{Encoding, UTF_16BE, UTF_16LE};

/// How much of a file is looked at; an even number.
const LOOK: usize = 1 << 20;

/// Whether bytes are such text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wide {
    /// They are something else.
    No,
    /// It is this one.
    Of(&'static Encoding),
    /// Every other byte is 0, as in such text, and yet it is none that can be read.
    Broken,
}

/// Tells it by the beginning of a file.
pub fn without_mark(bytes: &[u8]) -> Wide {
    let head = &bytes[..bytes.len().min(LOOK)];
    if !head.contains(&0) {
        return Wide::No;
    }
    let cut = head.len() < bytes.len();
    let whole = cut || bytes.len().is_multiple_of(2);
    match (is_table(head, u16::from_le_bytes, cut), is_table(head, u16::from_be_bytes, cut)) {
        (true, false) if whole => Wide::Of(UTF_16LE),
        (false, true) if whole => Wide::Of(UTF_16BE),
        (false, false) if !alternates(head) => Wide::No,
        _ => Wide::Broken,
    }
}

/// Whether the units are characters without a control among them, and something parts cells or rows.
fn is_table(head: &[u8], unit: fn([u8; 2]) -> u16, cut: bool) -> bool {
    let units = head.chunks_exact(2).map(|pair| unit([pair[0], pair[1]]));
    let mut parted = false;
    let mut left = head.len() / 2;
    for c in char::decode_utf16(units) {
        left = left.saturating_sub(c.as_ref().map_or(1, |c| c.len_utf16()));
        match c {
            Ok('\t' | '\n' | '\r' | ',' | ';') => parted = true,
            Ok(c) if c.is_control() || matches!(u32::from(c) & 0xffff, 0xfffe | 0xffff) => return false,
            Ok(_) => {}
            // The look may end within a pair.
            Err(_) => return parted && cut && left == 0,
        }
    }
    parted
}

/// Whether a good part of the bytes is 0, nearly all of them in the same place of a pair.
fn alternates(head: &[u8]) -> bool {
    let zeros = |first: usize| head.iter().skip(first).step_by(2).filter(|b| **b == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    let (most, least) = (even.max(odd), even.min(odd));
    most * 5 >= head.len() && least * 10 <= most
}

#[cfg(test)]
mod tests {
    use super::*;

    fn encoded(text: &str, unit: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(unit).collect()
    }

    #[test]
    fn either_order_of_bytes_is_told_apart() {
        for text in ["id,a\n1,2\n", "学校代码,校名\n一,一小\n", "a\tb", "工号;姓名\r\n１;𠮷一\r\n", "Ā,Ȁ\n"]
        {
            assert_eq!(without_mark(&encoded(text, u16::to_le_bytes)), Wide::Of(UTF_16LE), "{text}");
            assert_eq!(without_mark(&encoded(text, u16::to_be_bytes)), Wide::Of(UTF_16BE), "{text}");
        }
        let long = encoded(&"一,𠮷\n".repeat(300_000), u16::to_le_bytes);
        for from in [0, 2, 4] {
            assert_eq!(without_mark(&long[from..]), Wide::Of(UTF_16LE), "{from}");
        }
    }

    #[test]
    fn what_is_none_or_broken() {
        assert_eq!(without_mark("学校代码,a\n".as_bytes()), Wide::No);
        assert_eq!(without_mark(&[0; 4096]), Wide::No);
        assert_eq!(without_mark(&[1, 0, 0, 0, 2, 0, 0, 0, 44, 0, 0, 0]), Wide::No);
        let mut broken = encoded("id,name,school,subject\n1,2\n", u16::to_le_bytes);
        broken.pop();
        assert_eq!(without_mark(&broken), Wide::Broken, "cut off in the middle");
        let controls = encoded("id,name,\u{7}school,subject\n1,2\n", u16::to_be_bytes);
        assert_eq!(without_mark(&controls), Wide::Broken, "with controls");
    }
}
