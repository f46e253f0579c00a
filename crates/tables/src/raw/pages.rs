//! What a Parquet file says of itself, before a decoder believes it: how deep its columns nest, how much its pages hold.
//!
//! A decoder keeps the path of every column, and makes room for what a page's head says, whatever the footer says of the column.
//! Both are written in Thrift's compact protocol.

use std::ops::Range;

/// Structs, lists and maps within one another in a head: an honest one has three.
const DEPTH: usize = 16;

/// Columns within one another.
const NESTED: usize = 8;

/// Whether the columns that a footer describes nest no deeper than a list of structs needs; a footer that cannot be read is for
/// the decoder to refuse.
pub fn is_flat(footer: &[u8]) -> bool {
    let mut head = Head { bytes: footer, unpacked: None, packed: None };
    head.depth().is_none_or(|depth| depth <= NESTED)
}

/// The bytes that the pages of a column unpack to, by their heads; `None` where a head cannot be read, leads out of the column, or
/// claims more values than the `most` that the column has.
pub fn unpacked(bytes: &[u8], column: Range<u64>, most: u64) -> Option<u64> {
    let range = usize::try_from(column.start).ok()?..usize::try_from(column.end).ok()?;
    let mut rest = bytes.get(range)?;
    let mut sum: u64 = 0;
    while !rest.is_empty() {
        let mut head = Head { bytes: rest, unpacked: None, packed: None };
        head.read(most)?;
        sum = sum.checked_add(head.unpacked?)?;
        rest = head.bytes.get(usize::try_from(head.packed?).ok()?..)?;
    }
    Some(sum)
}

/// The head of a page while it is read: the bytes from here on.
struct Head<'a> {
    bytes: &'a [u8],
    unpacked: Option<u64>,
    packed: Option<u64>,
}

impl Head<'_> {
    /// Reads the two sizes, the second and the third field, and how many values a page of data has, the first field of the fifth
    /// or, in its later form, of the eighth; goes over the others.
    fn read(&mut self, most: u64) -> Option<()> {
        let mut id = 0;
        while let Some((kind, next)) = self.field(id)? {
            id = next;
            match (kind, id) {
                (5, 2) => self.unpacked = Some(self.size()?),
                (5, 3) => self.packed = Some(self.size()?),
                (12, 5 | 8) if self.count(1)? > most => return None,
                (12, 5 | 8) => {}
                _ => self.skip(kind, DEPTH)?,
            }
        }
        Some(())
    }

    /// How deep the schema nests, the second field of a footer: groups and columns, each group before what it holds.
    fn depth(&mut self) -> Option<usize> {
        let mut id = 0;
        while let Some((kind, next)) = self.field(id)? {
            id = next;
            if (kind, id) != (9, 2) {
                self.skip(kind, DEPTH)?;
                continue;
            }
            let head = self.byte()?;
            let size = if head >> 4 == 15 { self.varint()? } else { u64::from(head >> 4) };
            let (mut open, mut deepest) = (Vec::new(), 0);
            for _ in 0..size {
                let children = self.count(5)?;
                if let Some(left) = open.last_mut() {
                    *left -= 1;
                }
                open.push(children);
                deepest = deepest.max(open.len());
                if deepest > NESTED {
                    return Some(deepest);
                }
                while open.last() == Some(&0) {
                    open.pop();
                }
            }
            return Some(deepest);
        }
        None
    }

    /// The count that one field of a struct states, 0 where it has no such field: values of a page, elements within one of a schema.
    fn count(&mut self, of: i64) -> Option<u64> {
        let (mut id, mut count) = (0, 0);
        while let Some((kind, next)) = self.field(id)? {
            id = next;
            match kind {
                5 if id == of => count = self.size()?,
                _ => self.skip(kind, DEPTH)?,
            }
        }
        Some(count)
    }

    /// The kind and the number of a field; `Some(None)` where the struct ends.
    fn field(&mut self, last: i64) -> Option<Option<(u8, i64)>> {
        let head = self.byte()?;
        let id = match head >> 4 {
            _ if head == 0 => return Some(None),
            0 => self.number()?,
            step => last.checked_add(i64::from(step))?,
        };
        Some(Some((head & 15, id)))
    }

    fn skip(&mut self, kind: u8, depth: usize) -> Option<()> {
        let depth = depth.checked_sub(1)?;
        match kind {
            // A truth value is its kind.
            1 | 2 => {}
            3 => self.over(1)?,
            4..=6 => drop(self.number()?),
            7 => self.over(8)?,
            8 => {
                let length = self.varint()?;
                self.over(length)?;
            }
            9 | 10 => {
                let head = self.byte()?;
                let size = if head >> 4 == 15 { self.varint()? } else { u64::from(head >> 4) };
                for _ in 0..size {
                    self.item(head & 15, depth)?;
                }
            }
            11 => {
                let size = self.varint()?;
                let kinds = if size > 0 { self.byte()? } else { 0 };
                for _ in 0..size {
                    self.item(kinds >> 4, depth)?;
                    self.item(kinds & 15, depth)?;
                }
            }
            12 => {
                let mut id = 0;
                while let Some((kind, next)) = self.field(id)? {
                    id = next;
                    self.skip(kind, depth)?;
                }
            }
            _ => return None,
        }
        Some(())
    }

    /// A value in a list or a map, where a truth value is a byte of its own; so each takes one at least.
    fn item(&mut self, kind: u8, depth: usize) -> Option<()> {
        if matches!(kind, 1 | 2) { self.over(1) } else { self.skip(kind, depth) }
    }

    fn size(&mut self) -> Option<u64> {
        u64::try_from(self.number()?).ok()
    }

    /// A whole number, whose sign stands in its last bit.
    fn number(&mut self) -> Option<i64> {
        let n = self.varint()?;
        Some((n >> 1) as i64 ^ -((n & 1) as i64))
    }

    fn varint(&mut self) -> Option<u64> {
        let mut n: u64 = 0;
        for shift in (0..64).step_by(7) {
            let byte = self.byte()?;
            n |= u64::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return Some(n);
            }
        }
        None
    }

    fn byte(&mut self) -> Option<u8> {
        let (first, rest) = self.bytes.split_first()?;
        self.bytes = rest;
        Some(*first)
    }

    fn over(&mut self, length: u64) -> Option<()> {
        self.bytes = self.bytes.get(usize::try_from(length).ok()?..)?;
        Some(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A head of three numbers and a struct with two, and then so many bytes.
    fn page(unpacked: u8, packed: u8) -> Vec<u8> {
        let head = [0x15, 0, 0x15, unpacked << 1, 0x15, packed << 1, 0x2c, 0x15, 2, 0x11, 0, 0];
        [&head[..], &vec![7; usize::from(packed)]].concat()
    }

    #[test]
    fn pages_are_added_up_by_their_heads() {
        let two = [page(60, 5), page(3, 3)].concat();
        assert_eq!(unpacked(&two, 0..two.len() as u64, 1), Some(63));
        assert_eq!(unpacked(&[b"PAR1".to_vec(), two.clone()].concat(), 4..4 + two.len() as u64, 1), Some(63));
        assert_eq!(unpacked(&two, 0..0, 1), Some(0));
    }

    #[test]
    fn no_page_has_more_values_than_its_column() {
        let mut one = page(60, 5);
        let n = one.len() as u64;
        assert_eq!((unpacked(&one, 0..n, 1), unpacked(&one, 0..n, 0)), (Some(60), None));
        // Byte 8 is the number of values, where a written 1 means -1; in the later form of a head they stand in its eighth field.
        one[8] = 1;
        assert_eq!(unpacked(&one, 0..n, u64::MAX), None);
        (one[6], one[8]) = (0x5c, 4);
        assert_eq!((unpacked(&one, 0..n, 2), unpacked(&one, 0..n, 1)), (Some(60), None));
    }

    #[test]
    fn columns_within_one_another_are_counted() {
        // A version, then a list of elements of which only the number of children is stated.
        let footer = |children: &[u8]| {
            let elements = children.iter().flat_map(|n| [0x55, n << 1, 0]);
            [&[0x15, 2, 0x19, 0xfc, children.len() as u8][..], &elements.collect::<Vec<u8>>(), &[0]].concat()
        };
        assert!(is_flat(&footer(&[3, 0, 1, 1, 0, 0])));
        assert!(is_flat(&footer(&[1, 1, 1, 1, 1, 1, 1, 0])));
        assert!(!is_flat(&footer(&[1, 1, 1, 1, 1, 1, 1, 1, 0])));
        assert!(is_flat(b""), "for the decoder to refuse");
    }

    #[test]
    fn what_leads_nowhere_is_refused() {
        let one = page(60, 5);
        let n = one.len() as u64;
        for range in [0..n - 1, 1..n, 0..n + 1, n + 5..n + 9, 0..u64::MAX] {
            assert_eq!(unpacked(&one, range.clone(), 1), None, "{range:?}");
        }
        let endless = [0x1c].repeat(1000);
        assert_eq!(unpacked(&endless, 0..1000, 1), None, "structs within structs");
        let claims = [0x19, 0xf1, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f];
        assert_eq!(unpacked(&claims, 0..11, 1), None, "a list without end");
    }
}
