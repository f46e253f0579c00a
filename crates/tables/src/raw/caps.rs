//! Limits that no honest table reaches, so that a hostile or mistaken file ends in a finding and not in a full
//! memory. The largest workbook that passes them is read in some 256 MB, the largest roster, a province's, in some 400.

/// Limits of reading; sizes in bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Caps {
    /// Size of a CSV file.
    pub csv_bytes: u64,
    /// Size of a workbook as it lies on the disk.
    pub excel_bytes: u64,
    /// Size of a workbook's parts together, unpacked.
    pub unpacked_bytes: u64,
    /// Size of a Parquet file.
    pub parquet_bytes: u64,
    /// Rows of a table.
    pub rows: usize,
    /// Columns of a table.
    pub columns: usize,
    /// Cells of a file, blank ones of a row included.
    pub cells: u64,
    /// Text of all cells of a file together.
    pub text_bytes: u64,
    /// Characters of a cell: what Excel itself allows.
    pub cell_chars: usize,
}

impl Default for Caps {
    fn default() -> Self {
        Caps {
            csv_bytes: 128 << 20,
            excel_bytes: 64 << 20,
            unpacked_bytes: 128 << 20,
            parquet_bytes: 64 << 20,
            rows: 1 << 20,
            columns: 16_384,
            cells: 6_000_000,
            text_bytes: 64 << 20,
            cell_chars: 32_767,
        }
    }
}

impl Caps {
    /// The limits of a workbook, whose cells take many times the memory that they take on the disk.
    pub(super) fn of_workbook(self) -> Caps {
        Caps { rows: self.rows.min(500_000), cells: self.cells.min(2_500_000), ..self }
    }
}

/// Elements of a workbook's XML of which a decoder keeps a value each: the name, what it is (a key of the table of words), the most.
///
/// Excel itself allows 64 000 formats of cells; the other limits leave it as much room.
pub(super) const ELEMENTS: [(&str, &str, u64); 10] = [
    ("c", "workbook-cap.cells", 8_000_000),
    ("si", "workbook-cap.strings", 1_000_000),
    ("xf", "workbook-cap.formats", 130_000),
    ("font", "workbook-cap.formats", 130_000),
    ("fill", "workbook-cap.formats", 130_000),
    ("border", "workbook-cap.formats", 130_000),
    ("numFmt", "workbook-cap.formats", 130_000),
    ("sheet", "workbook-cap.sheets", 1_000),
    ("definedName", "workbook-cap.names", 100_000),
    ("mergeCell", "workbook-cap.merges", 100_000),
];

/// Bytes of one tag, comment or text of a workbook's XML, and of all text of one cell.
pub(super) const MAX_RUN: u64 = 1 << 20;

/// Elements of a workbook's XML within one another.
pub(super) const MAX_DEPTH: u64 = 10_000;

/// Bytes of names and number formats that the formats of a workbook copy.
pub(super) const MAX_STYLE_TEXT: u64 = 64 << 20;

/// How often a decoder may read the bytes of a package: each part once for its cells and once for its merges, and once more.
pub(super) const MAX_READINGS: u64 = 3;

/// What is left of the caps on cells and text while a file is read.
#[derive(Debug)]
pub(super) struct Budget {
    cells: u64,
    text: u64,
}

impl Budget {
    /// The full budget of a file.
    pub fn new(caps: &Caps) -> Self {
        Budget { cells: caps.cells, text: caps.text_bytes }
    }

    /// Takes cells and bytes of text; false when there is not enough left.
    pub fn take(&mut self, cells: usize, text: usize) -> bool {
        match (self.cells.checked_sub(cells as u64), self.text.checked_sub(text as u64)) {
            (Some(c), Some(t)) => {
                self.cells = c;
                self.text = t;
                true
            }
            _ => false,
        }
    }
}
