//! Writers: text, JSON and Excel from a record.
