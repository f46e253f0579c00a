//! Rows of a file that are no rows of its table: totals, examples, notes and signatures, the header once more.
//!
//! A row is left out only where its own words say so and nothing else names it: its id is missing, or is that very
//! word. What is left out is told once for each kind, with the rows. Where a row has an id of its own beside such a
//! word, nobody can say which is right: that is asked.

use crate::mapping::TableMapping;
use crate::raw::{Cell, RawRow, RawTable, rows_in_short};
use crate::schema::keys::{is_unit, remarks};
use crate::schema::{Kind, TableSpec, choose, half_width, header_key};
use crate::table::Source;
use lungang_domain::finding::{Finding, Findings};
use std::collections::{BTreeMap, BTreeSet};

/// Why a row is left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Why {
    Total,
    Example,
    Note,
    Header,
}

impl Why {
    fn code(self) -> &'static str {
        match self {
            Why::Total => "total-row",
            Why::Example => "example-row",
            Why::Note => "note-row",
            Why::Header => "repeated-header",
        }
    }
}

/// Words for a sum; as a whole cell, or at the end of one (`东乡 小计`).
const TOTALS: &[&str] = &[
    "合计",
    "总计",
    "共计",
    "小计",
    "总数",
    "汇总",
    "累计",
    "总和",
    "总合计",
    "total",
    "totals",
    "subtotal",
    "sub-total",
];
/// Words for a sum in whole cells only.
const WHOLE_TOTALS: &[&str] =
    &["计", "总", "全县", "全区", "全市", "全州", "全镇", "全乡", "全校", "平均", "均值", "平均数", "average", "sum"];
/// Words for an example.
const EXAMPLES: &[&str] = &["示例", "样例", "范例", "举例", "例如", "例", "example", "sample", "e.g.", "eg", "e.g"];
/// Words for an example that may stand at the end of a cell, or be all of it: `填写示例`.
const TEMPLATES: &[&str] = &["示例", "样例", "范例", "例子", "样表", "模板", "样本", "template"];
/// Words with which a note or a signature begins.
const NOTES: &[&str] = &[
    "注",
    "备注",
    "说明",
    "填表说明",
    "填报说明",
    "注意",
    "注意事项",
    "附注",
    "填表人",
    "填报人",
    "制表人",
    "经办人",
    "审核人",
    "复核人",
    "审批人",
    "负责人",
    "单位负责人",
    "学校负责人",
    "主管领导",
    "分管领导",
    "校长签字",
    "校长签名",
    "校长",
    "签字",
    "签名",
    "盖章",
    "公章",
    "单位盖章",
    "制表日期",
    "填表日期",
    "填报日期",
    "填表时间",
    "填报时间",
    "上报时间",
    "制表时间",
    "日期",
    "联系电话",
    "联系人",
    "填报单位",
    "填表单位",
    "制表单位",
    "单位",
    "数据来源",
    "资料来源",
    "note",
    "notes",
    "source",
    "prepared by",
    "filled in by",
    "checked by",
    "approved by",
    "signature",
    "signed",
    "date",
    "remarks",
];

/// Why a row that is headed by this label is none of a table's rows, as the finding is called that reports it: `total-row`,
/// `example-row`, `note-row`; `None` for any other label. A `lone` label has nothing beside it in its row.
pub fn says_no_row(label: &str, lone: bool) -> Option<&'static str> {
    if is_code(label) {
        None
    } else if is_total(label, true) {
        Some(Why::Total.code())
    } else if is_example(label) {
        Some(Why::Example.code())
    } else if is_note(label) || lone && is_sentence(label) {
        Some(Why::Note.code())
    } else {
        None
    }
}

/// Takes such rows out of a table and tells them; `sources` says which column holds what.
pub(crate) fn take_out(
    spec: &TableSpec,
    mapping: Option<&TableMapping>,
    raw: &mut RawTable,
    sources: &[Source],
    findings: &mut Findings,
) {
    if raw.headers.is_empty() {
        return;
    }
    let form = Form::new(spec, mapping, raw, sources);
    let mut out: BTreeMap<Why, Vec<(u32, usize, String)>> = BTreeMap::new();
    let mut after_note = false;
    let mut rows = std::mem::take(&mut raw.rows);
    rows.retain(|row| {
        let verdict = form.judge(row, raw, after_note);
        after_note = matches!(verdict, Some((Why::Note, ..)));
        if let Some((why, at, label)) = verdict {
            out.entry(why).or_default().push((row.number, at, label));
            return false;
        }
        if let Some((at, label)) = form.doubtful(row) {
            let place = raw.place(Some(row.number), Some(at));
            let id = form.ids.first().map_or(String::new(), |id| row.cells[*id].show());
            findings.push(Finding::error("looks-like-no-row", place).with("label", label).with("id", id));
        }
        true
    });
    raw.rows = rows;
    let gone: BTreeSet<u32> = out.values().flatten().map(|row| row.0).collect();
    findings.retain(|f| !is_of_row(f, raw, &gone));
    for (why, rows) in out {
        let (number, at, _) = rows[0];
        let mut labels: Vec<&str> = Vec::new();
        for (.., label) in &rows {
            if !labels.contains(&label.as_str()) && labels.len() < 3 {
                labels.push(label);
            }
        }
        let finding = Finding::warning(why.code(), raw.place(Some(number), Some(at)));
        let finding = finding.with("label", labels.join(" / ")).with("count", rows.len());
        let numbers: Vec<u32> = rows.iter().map(|r| r.0).collect();
        findings.push(finding.with("rows", rows_in_short(&numbers)));
    }
}

/// Whether a finding of the file is about the form of a row that is left out: that matters no more.
fn is_of_row(finding: &Finding, raw: &RawTable, gone: &BTreeSet<u32>) -> bool {
    const OF_ROWS: &[&str] = &["merged-cells", "ragged-row", "formula-cell", "formula-no-value", "error-cell"];
    let place = &finding.place;
    let here = place.file == raw.file && place.sheet == raw.sheet && place.row.is_some_and(|row| gone.contains(&row));
    // A merge may reach into the rows below it.
    let one_row = finding.args.iter().find(|(name, _)| *name == "range").is_none_or(|(_, range)| {
        let row = |cell: &str| cell.trim_start_matches(|c: char| c.is_ascii_alphabetic()).to_owned();
        range.split_once(':').is_some_and(|(start, end)| row(start) == row(end))
    });
    here && one_row && OF_ROWS.contains(&finding.code)
}

/// Where a table keeps what names its rows.
struct Form<'a> {
    spec: &'a TableSpec,
    /// The first column where it is none of ids, with its kind: a word in place of a year or of what is asked names nothing.
    key: Option<(usize, Kind)>,
    /// The column of ids, where the table begins with one; else all that it has.
    ids: Vec<usize>,
    name: Option<usize>,
    /// The last column that may hold the word.
    reach: usize,
    /// Columns of the file itself.
    of_file: usize,
}

impl<'a> Form<'a> {
    fn new(spec: &'a TableSpec, mapping: Option<&TableMapping>, raw: &RawTable, sources: &[Source]) -> Form<'a> {
        let source = |at: usize| match sources[at] {
            Source::Column(at) => Some(at),
            Source::Missing | Source::Constant(_) => None,
        };
        let first = spec.columns.first().map(|c| c.kind);
        let is_id = |at: &usize| matches!(spec.columns[*at].kind, Kind::Id);
        let of_ids = (0..spec.columns.len()).filter(is_id);
        let ids: Vec<usize> = match first {
            Some(Kind::Id) => of_ids.take(1).filter_map(source).collect(),
            _ => of_ids.filter_map(source).collect(),
        };
        let key = first.filter(|kind| !matches!(kind, Kind::Id)).and_then(|kind| Some((source(0)?, kind)));
        let name = spec.columns.iter().position(|c| c.name == "name").and_then(source).filter(|at| !ids.contains(at));
        let reach = ids.iter().copied().chain(name).chain(key.map(|(at, _)| at)).max().unwrap_or(0);
        // Derived cells stand behind those of the file under a header of the file.
        let own = raw.headers.len();
        let of_file = mapping.map_or(own, |m| own.saturating_sub(m.derive.len()));
        Form { spec, key, ids, name, reach, of_file }
    }

    /// Why the row is left out, with the column and the word.
    fn judge(&self, row: &RawRow, raw: &RawTable, after_note: bool) -> Option<(Why, usize, String)> {
        let filled: Vec<usize> =
            (0..self.of_file.min(row.cells.len())).filter(|at| !row.cells[*at].is_empty()).collect();
        let first = *filled.first()?;
        let says_header = |at: &usize| self.says_header(&row.cells[*at], &raw.headers[*at].text);
        if filled.len() >= 2 && filled.iter().all(says_header) {
            return Some((Why::Header, first, row.cells[first].show()));
        }
        if self.is_units(row, &filled) || is_count(row, &filled) {
            return Some((Why::Note, first, row.cells[first].show()));
        }
        let named = |at: &usize| *at <= self.reach || *at == first;
        for at in filled.iter().copied().filter(named) {
            let Cell::Text(label) = &row.cells[at] else { continue };
            if is_code(label) {
                continue;
            }
            let key = self.key.filter(|(key, _)| *key == at).map(|(_, kind)| kind);
            if matches!(key, Some(Kind::Choice(choices)) if choose(choices, label).is_some()) {
                continue;
            }
            // A signature before the column of ids is followed by the name of who signed.
            let signed = at == first && self.ids.iter().all(|id| at < *id) && filled.len() * 2 <= self.of_file;
            let signed = signed && is_note(label) && label.contains([':', '：']);
            let unnamed = |id: &usize| row.cells[*id].is_empty() || row.cells[*id].show() == *label;
            if key.is_none() && !signed && !self.ids.iter().all(unnamed) {
                continue;
            }
            let lone = filled.len() == 1;
            let why = if is_total(label, true) && !key.is_some_and(knows_totals) {
                Why::Total
            } else if is_example(label) {
                Why::Example
            } else if at == first && (is_note(label) || lone && (is_sentence(label) || after_note)) {
                Why::Note
            } else {
                continue;
            };
            return Some((why, at, label.clone()));
        }
        None
    }

    /// Whether a cell says what stands above its column, in this language or in the other.
    fn says_header(&self, cell: &Cell, header: &str) -> bool {
        let Cell::Text(text) = cell else { return false };
        let column = || self.spec.find_header(text).filter(|at| Some(*at) == self.spec.find_header(header));
        header_key(text) == header_key(header) || column().is_some()
    }

    /// Whether a row holds units and names nobody: `人`, `个`, `张` under the columns that are counted.
    fn is_units(&self, row: &RawRow, filled: &[usize]) -> bool {
        let named = self.ids.iter().any(|at| filled.contains(at));
        let is_unit =
            |at: &usize| matches!(&row.cells[*at], Cell::Text(text) if is_unit(&plain(text)) || plain(text) == "单位");
        !named && !filled.is_empty() && filled.iter().all(is_unit)
    }

    /// The name of a row that has an id of its own and is called a total or an example.
    fn doubtful(&self, row: &RawRow) -> Option<(usize, String)> {
        let at = self.name?;
        let Cell::Text(label) = row.cells.get(at)? else { return None };
        (is_total(label, false) || is_example_name(label)).then(|| (at, label.clone()))
    }
}

/// Whether a column has a word of its own for a total: of several, nobody can say which are none.
fn knows_totals(kind: Kind) -> bool {
    matches!(kind, Kind::Choice(choices) if choose(choices, "total").is_some())
}

/// Whether a word is a code such as most ids are, which says nothing else: `T001`, `1001`.
fn is_code(text: &str) -> bool {
    let example = ["example", "sample"].iter().any(|w| text.get(..w.len()).is_some_and(|t| t.eq_ignore_ascii_case(w)));
    text.bytes().all(|b| b.is_ascii_alphanumeric()) && text.ends_with(|c: char| c.is_ascii_digit()) && !example
}

/// Whether a row numbers the columns of a form: `1 2 3 …`, or `甲 乙 丙 1 2 …`.
fn is_count(row: &RawRow, filled: &[usize]) -> bool {
    const STEMS: [&str; 10] = ["甲", "乙", "丙", "丁", "戊", "己", "庚", "辛", "壬", "癸"];
    if filled.len() < 5 || !["1", "甲"].contains(&row.cells[filled[0]].show().trim()) {
        return false;
    }
    let cells: Vec<String> = filled.iter().map(|at| row.cells[*at].show()).collect();
    let stems = cells.iter().zip(STEMS).take_while(|(cell, stem)| cell.trim() == *stem).count();
    let counts = |(n, cell): (usize, &String)| cell.trim() == (n + 1).to_string();
    cells.iter().skip(stems).enumerate().all(counts)
}

/// Half width, no blanks around, no case, and no signs at the ends.
fn plain(text: &str) -> String {
    let half: String = text.chars().map(half_width).flat_map(char::to_lowercase).collect();
    half.trim_matches(|c: char| {
        c.is_whitespace() || matches!(c, ':' | '-' | '—' | '*' | '=' | '#' | '(' | ')' | '、' | '"')
    })
    .to_owned()
}

/// A total without how many it adds up: `合计（4所）`, `共计43人`, `Total (4 schools)`.
fn uncounted(text: &str) -> String {
    let own = match remarks(text) {
        Some((outside, _)) if !outside.is_empty() => outside,
        _ => text.to_owned(),
    };
    let digits = own.trim_end_matches(['人', '名', '所', '个', '校', '班', '行', '条']).trim_end();
    match digits.trim_end_matches(|c: char| half_width(c).is_ascii_digit()) {
        before if before.len() < digits.len() => before.trim_end().to_owned(),
        _ => own,
    }
}

/// Whether a cell says that its row adds up others.
fn is_total(text: &str, at_end: bool) -> bool {
    let plain = plain(&uncounted(text));
    let packed: String = plain.chars().filter(|c| !c.is_whitespace()).collect();
    if TOTALS.contains(&packed.as_str()) || at_end && WHOLE_TOTALS.contains(&packed.as_str()) {
        return true;
    }
    // A part of a total that stands above: `其中：乡村`.
    if at_end && (packed == "其中" || packed.starts_with("其中:")) {
        return true;
    }
    const WHOLE: &[&str] =
        &["全县", "全区", "全市", "全州", "全省", "全镇", "全乡", "全校", "本页", "本表", "grand", "county", "state"];
    if WHOLE.iter().filter_map(|w| packed.strip_prefix(w)).any(|rest| TOTALS.contains(&rest)) {
        return true;
    }
    at_end
        && TOTALS.iter().any(|total| {
            let Some(before) = plain.strip_suffix(total) else { return false };
            // An English word ends where a blank stands before it.
            !total.is_ascii() || before.ends_with(|c: char| !c.is_alphanumeric())
        })
}

/// Whether a cell says that its row is the template's example.
fn is_example(text: &str) -> bool {
    let plain = plain(text);
    if TEMPLATES.iter().any(|word| plain.ends_with(word)) {
        return true;
    }
    EXAMPLES.iter().any(|word| match plain.strip_prefix(word) {
        Some("") => true,
        Some(rest) => {
            let rest = rest.trim_start();
            // `EG001` is an id.
            let short = word.starts_with("eg") || word.starts_with("e.g");
            rest.starts_with([':', '(', '[', '【', ')', ']', '】'])
                || !short && rest.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '-' | '.' | ',' | ';' | '行'))
                || rest.starts_with("数据")
        }
        None => false,
    })
}

/// Whether a name is that of an example: `示例`, `张三（示例）`, `示例小学`.
fn is_example_name(text: &str) -> bool {
    let half: String = text.chars().map(half_width).flat_map(char::to_lowercase).collect();
    let inside = half.rsplit_once(['(', '[', '【']).map(|(_, rest)| rest.trim_end_matches([')', ']', '】']).trim());
    is_example(text)
        || ["示例", "样例", "范例"].iter().any(|w| half.trim().starts_with(w))
        || inside.is_some_and(|inside| EXAMPLES.contains(&inside))
}

/// Whether a cell begins a note or a line of signatures: the word, then a colon or a bracket, or nothing.
fn is_note(text: &str) -> bool {
    let half: String = text.chars().map(half_width).flat_map(char::to_lowercase).collect();
    let half = half.trim().trim_start_matches(['*', '※', '＊']);
    let packed: String = half.chars().filter(|c| !c.is_whitespace()).collect();
    if text.trim_start().starts_with(['※', '*']) && packed.chars().count() > 8 {
        return true;
    }
    NOTES.iter().any(|word| {
        let word: String = word.chars().filter(|c| !c.is_whitespace()).collect();
        let Some(rest) = packed.strip_prefix(&word) else { return false };
        let rest = rest.trim_start_matches(|c: char| c.is_ascii_digit());
        rest.is_empty() || rest.starts_with([':', '(', '[', '【', '_'])
    })
}

/// Whether a lone cell is a sentence, the place of a seal, a day or the end of a list, and no id.
fn is_sentence(text: &str) -> bool {
    let trimmed = text.trim();
    let sealed = remarks(trimmed).is_some_and(|(outside, _)| outside.is_empty());
    let dated = trimmed.ends_with('日') && trimmed.contains('月');
    let ends = ["以上", "以下", "——", "--", "…"].iter().any(|w| trimmed.starts_with(w));
    sealed || dated || ends || text.contains(['。', '；', '，']) || text.chars().filter(|c| !c.is_ascii()).count() > 20
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_say_a_row_is_none() {
        for total in [
            "合计",
            "合 计",
            "总计",
            "小计",
            "共计",
            "汇总",
            "全县合计",
            "全县",
            "东乡 小计",
            "小学合计",
            "Grand Total",
            "TOTAL",
            "合计：",
            "（合计）",
            "Subtotal",
            "东乡 汇总",
            "East Total",
            "合计（4所）",
            "共计４所",
            "合计 43 人",
            "Total (4 schools)",
            "平均",
            "其中：乡村",
        ] {
            assert!(is_total(total, true), "{total}");
        }
        for school in [
            "总寨小学",
            "合计小学",
            "计家村小学",
            "汇总路中学",
            "Totalview School",
            "1001",
            "总口镇小学",
            "Subtotals Lane",
            "其中心小学",
            "平均村小学",
            "4所",
        ] {
            assert!(!is_total(school, true), "{school}");
        }
        for example in
            ["示例", "例：T000", "例:T000", "样例1", "Example", "e.g.: T001", "（示例）", "示例行", "举例：张三", "例"]
        {
            assert!(is_example(example), "{example}");
        }
        for template in ["填写示例", "例子", "模板", "（填写样例）"] {
            assert!(is_example(template), "{template}");
        }
        for lone in ["（盖章）", "2026年5月12日", "以下空白", "以上共43人", "—— 完 ——"] {
            assert!(is_sentence(lone), "{lone}");
        }
        for person in ["例", "样例"] {
            assert!(is_example(person), "the whole cell");
        }
        for other in ["例家村小学", "T001", "exampleton", "EG001", "EG-1"] {
            assert!(!is_example(other), "{other}");
        }
        for note in [
            "注：1. 本表一式两份",
            "填表人：王某",
            "填表人",
            "审核人（签字）：",
            "单位负责人",
            "制表日期：2026年7月",
            "Note: x",
            "注1：y",
        ] {
            assert!(is_note(note), "{note}");
        }
        for id in ["注册中心小学", "T001", "说明村小学", "单位一", "日期路小学", "校长一"] {
            assert!(!is_note(id), "{id}");
        }
        assert!(is_example_name("张三（示例）") && is_example_name("示例小学") && !is_example_name("例小红"));
    }
}
