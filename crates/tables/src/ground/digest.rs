//! What a county's tables say, as bytes: the same for the same cells, wherever the files lie and however they were laid out.

use crate::table::{Col, Table, Tables};
use sha2::{Digest, Sha256};

/// SHA-256 of the tables' content: every cell by its table, row and column of the schema.
pub(super) fn digest(tables: &Tables) -> [u8; 32] {
    let mut hash = Sha256::new();
    let head = [
        tables.name.clone(),
        tables.school_year.label(),
        tables.datum.name().to_owned(),
        tables.max_changes.map(|n| n.to_string()).unwrap_or_default(),
    ];
    head.iter().for_each(|text| put(&mut hash, text));
    let mut list: Vec<&Table> = tables.list.iter().collect();
    list.sort_by_key(|t| t.spec.name);
    for table in list {
        put(&mut hash, table.spec.name);
        let columns: Vec<usize> = (0..table.spec.columns.len()).filter(|c| table.has_col(Col(Some(*c)))).collect();
        columns.iter().for_each(|c| put(&mut hash, table.spec.columns[*c].name));
        for row in 0..table.len() {
            columns.iter().for_each(|c| put(&mut hash, &table.cell(row, Col(Some(*c))).show()));
        }
    }
    hash.finalize().into()
}

/// A text with its length, so that no two lists of texts are one.
fn put(hash: &mut Sha256, text: &str) {
    hash.update((text.len() as u64).to_le_bytes());
    hash.update(text);
}
