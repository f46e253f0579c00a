//! Encodings as bureaus send them: guessed right, shown, and faults told by row.

use crate::raw_support::{Folder, gbk, headers, read_bytes, read_with, row, shown};
use lungang_domain::finding::Severity;
use lungang_tables::raw::ReadOptions;

/// Short tables, most of them a header and one line: all the evidence a guess may have.
const SAMPLES: &[&str] = &[
    "学校代码,学校名称\nS1,第一小学\n",
    "代码,名称\n1,一小\n",
    "name\n张三\n",
    "id,name\n1,李\n",
    "教师编号,姓名,学科\nT1,王芳,语文\n",
    "姓名,性别\n刘洋,女\n",
    "姓名\n阿依古丽\n",
    "学校\n阿图什市第二中学\n",
    "科目\n数学\n",
    "id,subject\n1,数学;物理\n",
    "id,area\n1,农村\n2,城区\n",
    "职称\n高级教师\n",
    "id;name;stage\n1;实验小学;小学\n",
    "id\tname\n1\t欧阳修\n",
    "县\n乌恰县\n",
    "id,备注\n1,产假\n",
    "日期\n2019年9月\n",
    "id,name\n1,赵一鸣\n2,钱二\n3,孙三\n",
    "学段,在校学生数,班数\n初中,1200,26\n",
    "骨干称号\n县级骨干\n",
    "配偶编号,起始时间\nT2,2020年1月1日\n",
    "志愿,学校\n1,镇中心小学\n",
    "id,name\n1,龚翀\n",
    "姓名\n玥䶮\u{3400}\n",
];

#[test]
fn short_gbk_is_guessed() {
    for sample in SAMPLES {
        let told = read_bytes("t.csv", gbk(sample));
        let table = told.table();
        let utf8 = read_bytes("t.csv", sample);
        assert_eq!(table.headers, utf8.table().headers, "{sample}");
        assert_eq!(table.rows, utf8.table().rows, "{sample}");
        // A guess is told with an example, unless a header that is known proves it.
        let head = sample.lines().next().unwrap_or_default();
        let proved = head.split([',', ';', '\t']).any(|h| !h.is_ascii() && lungang_tables::schema::is_known_header(h));
        let expected: &[&str] = if proved { &[] } else { &["guessed-encoding"] };
        assert_eq!(told.codes(), expected, "{sample}");
        assert!(table.encoding.as_deref().is_some_and(|e| e.starts_with("GB")), "{sample}: {:?}", table.encoding);
        assert_eq!(utf8.table().encoding.as_deref(), Some("UTF-8"));
    }
}

#[test]
fn gb18030_beyond_gbk_is_named() {
    let told = read_bytes("t.csv", gbk("学校代码,姓名\nS1,\u{20bb7}野家\nS2,王\n"));
    assert_eq!(told.table().encoding.as_deref(), Some("GB18030"));
    assert_eq!(told.table().rows[0].cells[1].show(), "\u{20bb7}野家");
}

#[test]
fn byte_order_marks_are_dropped() {
    let text = "学校代码\t名称\r\nS1\t一小\r\n";
    let little: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let big: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
    for (mark, body, name) in [
        (&b"\xef\xbb\xbf"[..], text.as_bytes(), "UTF-8"),
        (b"\xff\xfe", &little, "UTF-16LE"),
        (b"\xfe\xff", &big, "UTF-16BE"),
    ] {
        let told = read_bytes("t.csv", [mark, body].concat());
        assert_eq!(headers(told.table()), ["学校代码", "名称"], "{name}");
        assert_eq!(shown(told.table()), [row(2, &["S1", "一小"])]);
        assert_eq!(told.table().encoding.as_deref(), Some(name));
    }
}

#[test]
fn wide_text_without_a_mark_is_read_in_either_order() {
    let little = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
    let big = |text: &str| text.encode_utf16().flat_map(u16::to_be_bytes).collect::<Vec<u8>>();
    let (proved, guessed) = ("学校代码\t名称\r\nS1\t一小\r\n", "code,name\nS1,一小\n");
    for (name, bytes) in [("UTF-16LE", [little(proved), little(guessed)]), ("UTF-16BE", [big(proved), big(guessed)])] {
        let told = read_bytes("t.csv", &bytes[0]);
        assert_eq!(headers(told.table()), ["学校代码", "名称"], "{name}");
        assert_eq!(shown(told.table()), [row(2, &["S1", "一小"])]);
        assert_eq!(told.table().encoding.as_deref(), Some(name));
        assert!(told.findings.is_empty(), "a header proves it: {:?}", told.codes());
        let told = read_bytes("t.csv", &bytes[1]);
        assert_eq!(shown(told.table()), [row(2, &["S1", "一小"])]);
        let finding = told.find("guessed-encoding");
        assert_eq!((finding.arg("encoding"), finding.arg("word")), (Some(name), Some("一小")));
        let folder = Folder::new();
        let file = folder.put("t.csv", &bytes[1]);
        let options = ReadOptions { encoding: Some(name.to_lowercase()), ..ReadOptions::default() };
        assert!(read_with(&file, &options).findings.is_empty(), "it was asked for");
        let broken = read_bytes("t.csv", &bytes[0][..bytes[0].len() - 1]);
        assert_eq!(broken.codes(), ["not-text"], "cut off in the middle of a character");
        assert_eq!(broken.find("not-text").arg("kind"), Some("UTF-16 ?"));
    }
}

#[test]
fn mixed_encodings_are_told_with_the_row() {
    let head = "编号,姓名,学校\nT1,张三,第一小学\nT2,李四,第二小学\n";
    let joined = [head.as_bytes(), &gbk("T3,王五,第三小学\n"), "T4,赵六,第四小学\n".as_bytes()].concat();
    let told = read_bytes("t.csv", joined);
    assert_eq!(told.severity("mixed-encodings"), Severity::Error);
    assert_eq!(told.rows("mixed-encodings"), [Some(4)]);
    assert_eq!(told.table().encoding.as_deref(), Some("UTF-8 + GBK"));
    assert_eq!(told.table().rows[2].cells[1].show(), "王五");

    let rows: String = (5..12).map(|n| format!("T{n},王五,第三小学\n")).collect();
    let many = [head.repeat(9).as_bytes(), &gbk(&rows), head.as_bytes(), &gbk(&rows)].concat();
    let told = read_bytes("t.csv", many);
    assert_eq!(told.rows("mixed-encodings"), [Some(28)], "one finding a file");
    assert!(told.find("mixed-encodings").args.contains(&("rows", "28-34, 38-44".to_owned())));

    let other = [&gbk(head)[..], "T3,王五,第三小学\n".as_bytes(), &gbk("T4,赵六,四小\n")].concat();
    let told = read_bytes("t.csv", other);
    assert_eq!(told.rows("mixed-encodings"), [Some(4)]);
    assert_eq!(told.table().rows[2].cells[2].show(), "第三小学");
    assert_eq!(told.table().rows[3].cells[1].show(), "赵六");
}

#[test]
fn a_large_gbk_file_is_no_mixture() {
    // Every pair of everyday characters stands in a line of its own.
    let everyday: Vec<char> = (0xb0..=0xd7_u8)
        .flat_map(|a| (0xa1..=0xfe_u8).map(move |b| [a, b]))
        .filter_map(|pair| encoding_rs::GBK.decode(&pair).0.chars().next())
        .collect();
    let mut text = String::from("编号,姓名,学校\n");
    for (i, pair) in everyday.windows(2).enumerate() {
        text.push_str(&format!("T{i},{}{}\n", pair[0], pair[1]));
        text.push_str(&format!(
            "T{i},{}{}{}\n",
            pair[0],
            everyday[i * 7 % everyday.len()],
            everyday[i * 31 % everyday.len()]
        ));
    }
    let told = read_bytes("t.csv", gbk(&text));
    assert!(!told.codes().contains(&"mixed-encodings"), "{:?}", told.rows("mixed-encodings"));
    assert_eq!(told.table().rows.len(), (everyday.len() - 1) * 2);
}

#[test]
fn undecodable_bytes_are_told_with_the_row() {
    let told = read_bytes("t.csv", [&gbk("编号,姓名\nT1,张三\nT2,")[..], b"\xff\xff\n", &gbk("T3,李四\n")].concat());
    assert_eq!(told.rows("undecodable-bytes"), [Some(3)]);
    assert_eq!(told.table().rows.len(), 3);
    let lost = read_bytes("t.csv", "a,b\n1,\u{fffd}\u{fffd}\n");
    assert_eq!((lost.severity("lost-characters"), lost.rows("lost-characters")), (Severity::Warning, vec![Some(2)]));
}

#[test]
fn the_user_may_name_the_encoding() {
    let folder = Folder::new();
    let file = folder.put("t.csv", gbk("编号,姓名\nT1,张三\n"));
    let with =
        |encoding: &str| read_with(&file, &ReadOptions { encoding: Some(encoding.into()), ..ReadOptions::default() });
    for name in ["gbk", "GBK", "gb18030", "gb2312", "cp936"] {
        assert_eq!(headers(with(name).table()), ["编号", "姓名"], "{name}");
        assert!(with(name).findings.is_empty());
    }
    assert_eq!(with("utf-8").rows("undecodable-bytes"), [Some(1), Some(2)]);
    assert_eq!(with("klingon").codes(), ["unknown-encoding"]);
}

/// Lists from other countries with English headers, and the encodings that their programs write.
const FOREIGN: &[(&str, &str, &str)] = &[
    ("cp932", "緑ヶ丘小学校", "shift_jis"),
    ("CP949", "햇살초등학교", "euc-kr"),
    ("cp950", "市立中山國小", "big5"),
    ("windows-1252", "École A", "windows-1252"),
    ("cp1254", "Şehit Öğretmen İlkokulu", "windows-1254"),
    ("1251", "Школа № 7", "windows-1251"),
    ("cp874", "โรงเรียน", "windows-874"),
];

#[test]
fn foreign_encodings_are_told_and_can_be_named() {
    let folder = Folder::new();
    for (page, name, label) in FOREIGN {
        let encoding = encoding_rs::Encoding::for_label(label.as_bytes()).expect("a label");
        let (bytes, _, lost) = encoding.encode(name);
        assert!(!lost, "{name}");
        let file = folder.put("t.csv", [b"code,name\r\nS0,", &bytes[..], b"\r\n"].concat());
        let guessed = read_with(&file, &ReadOptions::default());
        let told = guessed.find("guessed-encoding");
        let shown = guessed.table().rows[0].cells[1].show();
        assert_eq!(told.place.row, Some(2), "{page}");
        assert!(told.args.contains(&("word", shown)), "{page}: {told:?}");
        for asked in [page, label] {
            let options = ReadOptions { encoding: Some((*asked).into()), ..ReadOptions::default() };
            let read = read_with(&file, &options);
            assert_eq!(read.table().rows[0].cells[1].show(), *name, "{asked}");
            assert!(read.findings.is_empty(), "{asked}: {:?}", read.codes());
        }
    }
    let utf8 = read_bytes("t.csv", "code,name\nS0,緑ヶ丘小学校\n");
    assert!(utf8.findings.is_empty(), "nothing was guessed");
    let ascii = read_bytes("t.csv", "code,name\nS0,One\n");
    assert!(ascii.findings.is_empty());
}
