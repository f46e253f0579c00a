//! A teacher as the roster describes them.

use crate::choice::choices;
use crate::id::{SchoolIx, SubjectIx, TeacherIx};
use crate::school::Part;
use crate::travel::Position;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// Sex, for beds and age limits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Sex {
    /// 男
    Male,
    /// 女
    Female,
}

choices!(Sex {
    Male => "male",
    Female => "female",
});

/// Professional title, by the level of post it fills.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Title {
    /// None yet (未定级)
    None,
    /// 初级 (二级, 三级)
    Junior,
    /// 中级 (一级)
    Intermediate,
    /// 高级 (高级, 正高级)
    Senior,
}

choices!(Title {
    None => "none",
    Junior => "junior",
    Intermediate => "intermediate",
    Senior => "senior",
});

/// Whether the teacher is at work.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// 在岗
    OnDuty,
    /// 请假: leave of any kind
    Leave,
    /// 借调: works elsewhere
    Seconded,
    /// 待岗 or any other absence
    Absent,
    /// 退休
    Retired,
}

choices!(Status {
    OnDuty => "on_duty",
    Leave => "leave",
    Seconded => "seconded",
    Absent => "absent",
    Retired => "retired",
});

/// What the teacher does at school.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// 专任教师
    Teacher,
    /// 校长
    Principal,
    /// 副校长
    VicePrincipal,
    /// 行政 who teaches no class
    Administrator,
    /// 工勤, 安保, 教辅: not a teacher
    Support,
}

impl Role {
    /// Whether the role is one of those who teach.
    pub fn teaches(self) -> bool {
        !matches!(self, Role::Administrator | Role::Support)
    }
}

choices!(Role {
    Teacher => "teacher",
    Principal => "principal",
    VicePrincipal => "vice_principal",
    Administrator => "administrator",
    Support => "support",
});

/// A teacher.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Teacher {
    /// Id in the tables.
    pub id: String,
    /// Name; empty where the table has none.
    pub name: String,
    /// School that holds the post.
    pub school: SchoolIx,
    /// Subjects qualified for, main first; never empty for a teacher who teaches.
    pub subjects: Vec<SubjectIx>,
    /// Stage taught and qualified for.
    pub part: Part,
    /// Sex.
    pub sex: Option<Sex>,
    /// Date of birth.
    pub birth: Option<Date>,
    /// Professional title.
    pub title: Title,
    /// Level on the policy's backbone ladder (0 = the lowest level); `None` is no backbone teacher.
    pub backbone: Option<u8>,
    /// When the present post at the school began.
    pub joined: Date,
    /// Whether at work.
    pub status: Status,
    /// Positions in the policy's list of exemptions.
    pub exemptions: Vec<u8>,
    /// Years taught in rural schools.
    pub rural_years: u32,
    /// Position on the policy's ladder of language levels, 0 = lowest; `None` where not recorded.
    pub language: Option<u8>,
    /// What they do.
    pub role: Role,
    /// Of a head of a school: since when, at this school; `None` where nobody knows.
    #[serde(default)]
    pub office_since: Option<Date>,
    /// 班主任
    pub class_teacher: bool,
    /// Teaches a graduating grade (毕业班).
    pub graduating: bool,
    /// Where they live.
    pub home: Option<Position>,
    /// Spouse on the same roster; always mutual.
    pub spouse: Option<TeacherIx>,
    /// The couple asked to move together or not at all.
    pub together: bool,
    /// Applied to move (自愿交流).
    #[serde(default)]
    pub volunteer: bool,
}

impl Teacher {
    /// A teacher of whom nothing else is stated: on duty, without a name, a subject or a title.
    ///
    /// Every other teacher is this one with what is known of them, so that a column that is added has one default.
    pub fn new(id: impl Into<String>, school: SchoolIx, part: Part, joined: Date) -> Teacher {
        Teacher {
            id: id.into(),
            name: String::new(),
            school,
            subjects: Vec::new(),
            part,
            sex: None,
            birth: None,
            title: Title::None,
            backbone: None,
            joined,
            status: Status::OnDuty,
            exemptions: Vec::new(),
            rural_years: 0,
            language: None,
            role: Role::Teacher,
            office_since: None,
            class_teacher: false,
            graduating: false,
            home: None,
            spouse: None,
            together: false,
            volunteer: false,
        }
    }

    /// The subject the teacher is counted under.
    pub fn main_subject(&self) -> Option<SubjectIx> {
        self.subjects.first().copied()
    }

    /// Whether the teacher heads the school where they serve: principal or vice principal, at work.
    pub fn heads(&self) -> bool {
        self.status == Status::OnDuty && matches!(self.role, Role::Principal | Role::VicePrincipal)
    }

    /// Whether the teacher fills a teaching post at work.
    pub fn teaches(&self) -> bool {
        self.status == Status::OnDuty && self.role.teaches()
    }
}
