//! A table as typed cells under the headers of its schema.

use super::{Pen, Value};
use crate::schema::{ColumnSpec, Kept, TableSpec};
use lungang_domain::county::CountyParts;
use lungang_domain::policy::Policy;
use lungang_domain::words::Lang;

/// A table's cells, column by column.
#[derive(Debug)]
pub(super) struct Sheet {
    pub(super) spec: TableSpec,
    pub(super) lang: Lang,
    pub(super) columns: Vec<(&'static ColumnSpec, Vec<Value>)>,
}

/// A county with the language in which its tables are written.
#[derive(Clone, Copy)]
pub(super) struct Writing<'a> {
    pub(super) parts: &'a CountyParts,
    pub(super) policy: &'a Policy,
    pub(super) lang: Lang,
}

impl Writing<'_> {
    /// A table with these rows, every column of it.
    pub(super) fn sheet<D, W>(&self, table: &Kept<D, W>, rows: &[W]) -> Sheet {
        let Writing { parts, policy, lang } = *self;
        let private = parts.schools.iter().any(|school| !school.public);
        let cells = |column: &'static crate::schema::Column<D, W>| {
            let pen = Pen { parts, policy, column: &column.spec, lang, private };
            (&column.spec, rows.iter().map(|row| (column.write)(&pen, row)).collect())
        };
        Sheet { spec: table.spec, lang, columns: table.columns.iter().map(cells).collect() }
    }
}

impl Sheet {
    pub(super) fn rows(&self) -> usize {
        self.columns.first().map_or(0, |(_, values)| values.len())
    }

    pub(super) fn file(&self, kind: &str) -> String {
        format!("{}.{kind}", self.spec.name)
    }

    /// Leaves out what is empty throughout and not required.
    pub(super) fn drop_empty_columns(&mut self) {
        self.columns.retain(|(column, values)| column.required || values.iter().any(|v| *v != Value::Empty));
    }
}
