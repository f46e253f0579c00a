//! Limits that no honest table reaches, so that a hostile or mistaken file ends in a finding and not in a full memory.

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
            csv_bytes: 512 << 20,
            excel_bytes: 256 << 20,
            unpacked_bytes: 1 << 30,
            parquet_bytes: 512 << 20,
            rows: 5_000_000,
            columns: 16_384,
            cells: 80_000_000,
            text_bytes: 1 << 30,
            cell_chars: 32_767,
        }
    }
}

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
