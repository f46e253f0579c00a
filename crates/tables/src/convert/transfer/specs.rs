//! The four tables of a transfer study: which columns are read, and what they hold. Other columns are passed over.

use crate::schema::{ColumnSpec, Kind, TableSpec, Unit};

const fn count(name: &'static str, zh: &'static str) -> ColumnSpec {
    ColumnSpec::new(name, zh, Kind::Int { min: 0, max: 500, unit: Unit::Posts }).required()
}

const fn id(name: &'static str, zh: &'static str) -> ColumnSpec {
    ColumnSpec::new(name, zh, Kind::Id).required()
}

const fn flag(name: &'static str, zh: &'static str) -> ColumnSpec {
    ColumnSpec::new(name, zh, Kind::Flag).required()
}

/// Bounds of a score, as in the scores table.
const SCORE: Kind = Kind::Int { min: -1_000_000, max: 1_000_000, unit: Unit::Plain };

/// Schools with the weight of a short post.
pub(super) const SCHOOLS: TableSpec = TableSpec {
    name: "schools",
    zh: "学校",
    aliases: &[],
    required: true,
    doc_zh: "学校",
    doc_en: "Schools",
    columns: &[
        id("school_id", "学校代码"),
        ColumnSpec::new("school_name", "学校名称", Kind::Text),
        ColumnSpec::new("underserved", "薄弱地区", Kind::Flag),
        ColumnSpec::new("w_j", "权重", Kind::Int { min: 0, max: 10_000, unit: Unit::Plain }).required(),
    ],
};

/// Teachers with their school and their type.
pub(super) const TEACHERS: TableSpec = TableSpec {
    name: "teachers",
    zh: "教师",
    aliases: &[],
    required: true,
    doc_zh: "教师",
    doc_en: "Teachers",
    columns: &[
        id("teacher_id", "教师编号"),
        ColumnSpec::new("teacher_name", "姓名", Kind::Text),
        id("current_school", "现任学校"),
        id("type_key", "岗位类型"),
        flag("compulsory_transfer", "必须调出"),
        ColumnSpec::new("years_service", "教龄", Kind::Int { min: 0, max: 60, unit: Unit::Plain }),
    ],
};

/// What every school needs of every type.
pub(super) const REQ: TableSpec = TableSpec {
    name: "req",
    zh: "需求",
    aliases: &["requirements"],
    required: true,
    doc_zh: "岗位需求",
    doc_en: "Requirements",
    columns: &[
        id("school_id", "学校代码"),
        id("type_key", "岗位类型"),
        count("L_jsm", "需求"),
        ColumnSpec::new("U_jsm", "上限", Kind::Int { min: 0, max: 500, unit: Unit::Posts }),
        ColumnSpec::new("current_count", "现有人数", Kind::Int { min: 0, max: 100_000, unit: Unit::Posts }),
    ],
};

/// What every teacher may do, and what it is worth.
pub(super) const ASSIGN: TableSpec = TableSpec {
    name: "assign",
    zh: "安排",
    aliases: &["assignments"],
    required: true,
    doc_zh: "教师与学校的组合",
    doc_en: "Pairs of teacher and school",
    columns: &[
        id("teacher_id", "教师编号"),
        id("school_id", "学校代码"),
        flag("c_ij", "符合条件"),
        flag("r_ij", "在负担以内"),
        flag("compat", "类型相符"),
        ColumnSpec::new("p_ij", "意愿分", SCORE).required(),
        ColumnSpec::new("d_ij", "负担分", SCORE).required(),
    ],
};
