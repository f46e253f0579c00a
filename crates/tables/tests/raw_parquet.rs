//! Parquet: types of columns, broken files.

use crate::raw_support::{Folder, headers, read, read_bytes, read_with, text};
use lungang_domain::finding::Severity;
use lungang_tables::raw::{Caps, Cell, ReadOptions};
use polars::prelude::*;

pub fn sample(rows: i64) -> Vec<u8> {
    let ids: Vec<String> = (0..rows).map(|i| format!("T{i}")).collect();
    let pupils: Vec<Option<i64>> = (0..rows).map(|i| (i % 3 != 1).then_some(i * 10)).collect();
    let lon: Vec<f64> = (0..rows).map(|i| 76.0 + i as f64 / 4.0).collect();
    let boarding: Vec<bool> = (0..rows).map(|i| i % 2 == 0).collect();
    let joined = Series::new("joined".into(), (0..rows as i32).map(|i| 18_000 + i).collect::<Vec<i32>>());
    let at = Series::new("at".into(), (0..rows).map(|i| -1 + i * 86_400_000).collect::<Vec<i64>>());
    let small = Series::new("small".into(), (0..rows).map(|i| (i % 100) as i32).collect::<Vec<i32>>());
    let area = Series::new("area".into(), (0..rows).map(|i| ["城区", " 乡村 "][i as usize % 2]).collect::<Vec<_>>());
    let list = Series::new("x".into(), ["数学", "物理"]);
    let columns = vec![
        Column::new("id".into(), ids),
        Column::new("pupils".into(), pupils),
        Column::new("lon".into(), lon),
        Column::new("boarding".into(), boarding),
        joined.cast(&DataType::Date).unwrap().into_column(),
        at.cast(&DataType::Datetime(TimeUnit::Milliseconds, None)).unwrap().into_column(),
        small.cast(&DataType::UInt8).unwrap().into_column(),
        area.cast(&DataType::from_categories(Categories::global())).unwrap().into_column(),
        Column::new("subjects".into(), vec![list; rows as usize]),
    ];
    let mut frame = DataFrame::new(rows as usize, columns).unwrap();
    let mut bytes = Vec::new();
    ParquetWriter::new(&mut bytes).finish(&mut frame).unwrap();
    bytes
}

#[test]
fn columns_keep_their_types() {
    let told = read_bytes("teachers.parquet", sample(3));
    let table = told.table();
    assert_eq!(table.name, "teachers");
    assert_eq!(headers(table), ["id", "pupils", "lon", "boarding", "joined", "at", "small", "area", "subjects"]);
    let first = [
        text("T0"),
        Cell::Int(0),
        Cell::Int(76),
        Cell::Bool(true),
        Cell::Date(jiff::civil::date(2019, 4, 14)),
        // A millisecond before midnight is the next day's midnight gone wrong.
        Cell::Date(jiff::civil::date(1970, 1, 1)),
        Cell::Int(0),
        text("城区"),
        text("数学;物理"),
    ];
    assert_eq!(table.rows[0].cells, first);
    assert_eq!((table.rows[0].number, &table.rows[1].cells[1]), (2, &Cell::Empty));
    assert_eq!((&table.rows[1].cells[2], &table.rows[1].cells[7]), (&Cell::Real(76.25), &text("乡村")));
    assert!(told.findings.is_empty(), "{:?}", told.codes());
}

#[test]
fn what_is_no_parquet() {
    let good = sample(50);
    for bytes in [
        vec![],
        b"a,b\n1,2\n".to_vec(),
        b"PAR1".to_vec(),
        b"PAR1\xff\xff\xff\xffPAR1".to_vec(),
        b"PAR1\x00\x00\x00\x00PAR1".to_vec(),
        good[..good.len() / 2].to_vec(),
        good[..good.len() - 1].to_vec(),
        [&good[..good.len() / 2], b"\x40\x00\x00\x00PAR1"].concat(),
    ] {
        let told = read_bytes("t.parquet", &bytes);
        assert_eq!(told.severity("not-parquet"), Severity::Error, "{} bytes", bytes.len());
        assert!(told.tables.is_empty());
    }
}

/// A page whose head claims more values than its column has would be believed, and memory reserved for them.
#[test]
fn a_page_of_too_many_values_is_refused() {
    let good = include_bytes!("../../../fuzz/corpus/parquet/small.parquet");
    let bad = include_bytes!("../../../fuzz/corpus/parquet/page-of-too-many-values.parquet");
    assert!(read_bytes("teachers.parquet", good).findings.is_empty());
    let told = read_bytes("teachers.parquet", bad);
    assert_eq!(told.severity("not-parquet"), Severity::Error);
    assert!(told.tables.is_empty());
}

#[test]
fn caps_hold_before_columns_are_decoded() {
    let folder = Folder::new();
    let file = folder.put("t.parquet", sample(50));
    let cap = Caps { rows: 49, ..Caps::default() };
    let told = read_with(&file, &ReadOptions { cap, ..ReadOptions::default() });
    assert_eq!((told.codes(), told.tables.len()), (vec!["too-many-rows"], 0));
    assert_eq!(read(&file).table().rows.len(), 50);
    assert_eq!(read_bytes("t.parquet", sample(0)).severity("empty-table"), Severity::Warning);
}

#[test]
fn a_moment_is_a_day_of_its_zone() {
    // Midnight of 1 September 2019 in Beijing is 16:00 of the day before in UTC.
    let midnight = 1_567_267_200_000_i64;
    for (zone, day) in
        [(None, 31), (Some("Asia/Shanghai"), 1), (Some("+08:00"), 1), (Some("-01:00"), 31), (Some("UTC"), 1)]
    {
        let zone = zone.map(|z| TimeZone::opt_try_new(Some(z)).unwrap().unwrap());
        let at = Int64Chunked::from_vec("at".into(), vec![midnight]);
        let at = at.into_datetime(TimeUnit::Milliseconds, zone.clone()).into_series();
        let mut frame = DataFrame::new(1, vec![at.into_column()]).unwrap();
        let mut bytes = Vec::new();
        ParquetWriter::new(&mut bytes).finish(&mut frame).unwrap();
        let told = read_bytes("t.parquet", bytes);
        let month = if day == 1 { 9 } else { 8 };
        assert_eq!(told.table().rows[0].cells[0], Cell::Date(jiff::civil::date(2019, month, day)), "{zone:?}");
    }
}
