//! Files of random bytes and good files with bytes changed: findings, never a panic.

use crate::raw_support::{Folder, Seeded, gbk, read, workbook_of};

/// Random bytes, or a good file with some of its bytes changed, or cut.
fn hurt(random: &mut Seeded, good: &[u8], magic: &[u8]) -> Vec<u8> {
    let n = random.below(600);
    match random.below(4) {
        0 => random.bytes(n),
        1 => [magic, &random.bytes(n), magic].concat(),
        2 => good[..random.below(good.len())].to_vec(),
        _ => {
            let mut bytes = good.to_vec();
            for _ in 0..=random.below(8) {
                let at = random.below(bytes.len());
                bytes[at] = random.next() as u8;
            }
            bytes
        }
    }
}

fn fuzz(name: &str, good: &[u8], magic: &[u8]) {
    let folder = Folder::new();
    let mut random = Seeded(0x5eed);
    for _ in 0..500 {
        let told = read(&folder.put(name, hurt(&mut random, good, magic)));
        for table in &told.tables {
            assert!(table.rows.iter().all(|r| r.cells.len() == table.headers.len()));
        }
        assert!(!told.tables.is_empty() || told.findings.has_errors(), "nothing read and nothing told");
    }
}

#[test]
fn csv() {
    fuzz("t.csv", &gbk("学校代码,名称,\"备注\"\r\nS1,\"一,小\",x\r\n\r\nS2,二小,\"y\nz\"\n"), b"\xff\xfe");
}

#[test]
fn excel() {
    let sheet = r#"<dimension ref="A1:B2"/><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="str"><v>b</v></c></row>
        <row r="2"><c r="A2"><f t="shared" ref="A2:A3" si="0">1+1</f><v>2</v></c><c r="B2" t="e"><v>#REF!</v></c></row></sheetData>
        <mergeCells count="1"><mergeCell ref="A1:B1"/></mergeCells>"#;
    let good = workbook_of(sheet, Some(r#"<sst uniqueCount="1"><si><t>a</t></si></sst>"#));
    fuzz("t.xlsx", &good, b"PK\x03\x04");
}

/// The XML itself is hurt, not the package around it.
#[test]
fn excel_xml() {
    let good = br#"<dimension ref="A1:B2"/><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="str"><v>b</v></c></row>
        <row r="2"><c r="A2" s="1"><f t="shared" ref="A2:A3" si="0">1+1</f><v>2</v></c><c r="B2" t="d"><v>2019-09-01</v></c></row></sheetData>
        <mergeCells count="1"><mergeCell ref="A1:B1"/></mergeCells>"#;
    let folder = Folder::new();
    let mut random = Seeded(0xabcde);
    for _ in 0..500 {
        let mut bytes = good.to_vec();
        for _ in 0..=random.below(3) {
            let at = random.below(bytes.len());
            bytes[at] = b"0123456789ABZ<>/\"=&;: -"[random.below(23)];
        }
        let sheet = String::from_utf8(bytes).expect("ASCII");
        let told = read(&folder.put("t.xlsx", workbook_of(&sheet, Some("<sst><si><t>a</t></si></sst>"))));
        assert!(!told.tables.is_empty() || told.findings.has_errors(), "nothing read and nothing told: {sheet}");
    }
}

#[cfg(feature = "frames")]
#[test]
fn parquet() {
    fuzz("t.parquet", &crate::raw_parquet::sample(20), b"PAR1");
}
