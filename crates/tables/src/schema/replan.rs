//! The tables of a plan that is made again: what was published, and what has happened since.

use super::column::{Column, Kept, specs};
use super::lists::{school_id, school_name, stage, subject, teacher_id, teacher_name};
use super::{ColumnSpec, EVENT_KINDS, Kind, TableSpec, Unit};
use crate::validate::PublishedDraft;
use crate::write::{PublishedRow, Value};
use lungang_domain::school::Part;

/// What was published.
pub(crate) const PUBLISHED: Kept<PublishedDraft, PublishedRow> = {
    const COLUMNS: &[Column<PublishedDraft, PublishedRow>] = &[
        teacher_id().io(|c, d| d.teacher = c.id(), |p, r| r.teacher(p)),
        school_id()
            .doc("公布的接收学校；不填表示留任", "The school published; empty: to stay")
            .io(|c, d| d.school = c.id(), |p, r| r.school(p)),
        subject()
            .doc("岗位学科；不填按主教学科", "Subject of the post; the main subject where empty")
            .io(|c, d| d.subject = c.text(), |p, r| r.subject(p)),
        stage().doc("岗位学段；不填按教师学段", "Stage of the post; the teacher's where empty").io(
            |c, d| d.part = c.choice(Part::from_name),
            |p, r| r.part().map_or(Value::Empty, |part| p.choice(part.name())),
        ),
        ColumnSpec::new("edited", "手工改动", Kind::Flag)
            .also(&["手工", "人工改动", "by hand"])
            .doc("手工改动过的行先予保留", "A row set by hand, kept before all others")
            .io(|c, d| d.edited = c.flag(), |p, r| if r.edited() { p.flag(true) } else { Value::Empty }),
        teacher_name().for_people(),
        school_name().for_people(),
    ];
    const SPECS: [ColumnSpec; COLUMNS.len()] = specs(COLUMNS);
    let spec = TableSpec {
        name: "published",
        zh: "已公布安排",
        aliases: &["已公布", "公布方案", "原方案"],
        required: false,
        doc_zh: "已经公布的安排：有此表时，与之不同的人数最少是首要目标(变动人数)；表中没有的教师视为留任",
        doc_en: "What was published: where this table is, as few departures from it as possible are the first goal; a teacher without a row was to stay",
        columns: &SPECS,
    };
    Kept { spec, columns: COLUMNS }
};

/// What has happened since.
pub(super) const EVENTS: TableSpec = TableSpec {
    name: "events",
    zh: "变动情况",
    aliases: &["事项", "变动", "事件", "情况变化", "event"],
    required: true,
    doc_zh: "方案公布后发生的情况，供 replan 读取：每项一行",
    doc_en: "What has happened since a plan was published, read by replan: one row each",
    columns: &[
        ColumnSpec::new("kind", "事项", Kind::Choice(&EVENT_KINDS))
            .required()
            .also(&["类型", "事由", "情况", "变动类型", "event"])
            .doc("发生了什么", "What happened"),
        teacher_id_of_event(),
        school_id().doc(
            "有关学校；异议成立时为教师不再派往的学校",
            "The school; of an upheld objection, where the teacher is not sent",
        ),
        subject().doc("需求变化的学科", "The subject whose need changed"),
        stage()
            .doc("需求变化的学段；九年一贯制学校必填", "The stage whose need changed; needed for a nine-year school"),
        ColumnSpec::new("required", "所需岗位数", Kind::Int { min: 0, max: 500, unit: Unit::Posts })
            .also(&["需求数", "所需教师数", "需求人数", "岗位数"])
            .doc("变化后所需教师岗位数", "Posts required from now on"),
        ColumnSpec::new("date", "日期", Kind::Date)
            .also(&["发生日期", "生效日期", "时间"])
            .doc("发生或生效的日期", "When it happened"),
        ColumnSpec::new("note", "说明", Kind::Text)
            .also(&["备注", "理由", "原因", "reason"])
            .doc("书面说明，印在变动表上", "In writing, printed on the list of changes"),
        teacher_name(),
        school_name(),
    ],
};

const fn teacher_id_of_event() -> ColumnSpec {
    let mut column = teacher_id();
    column.required = false;
    column
}
