//! The fields in which a stay at another school stands: in a list of postings, or beside a person on a roster.

/// The fields in which a stay stands.
#[derive(Debug, Clone, Copy)]
pub struct Fields {
    /// Where to.
    pub to: &'static str,
    /// Where from.
    pub from: Option<&'static str>,
    /// Its first day.
    pub start: &'static str,
    /// Its last day.
    pub end: &'static str,
    /// Both in one cell.
    pub period: &'static str,
    /// What it is called.
    pub kind: Option<&'static str>,
    /// What the columns themselves say that it is.
    pub said: Option<&'static str>,
}

const SUPPORT: Fields = Fields {
    to: "support_school",
    from: None,
    start: "support_start",
    end: "support_end",
    period: "support_period",
    kind: None,
    said: Some("支教"),
};

/// Those of a list of postings.
pub const LISTED: [Fields; 2] = [
    Fields {
        to: "to_school",
        from: Some("from_school"),
        start: "start",
        end: "end",
        period: "period",
        kind: Some("kind"),
        said: None,
    },
    SUPPORT,
];

/// Those of a roster.
pub const BESIDE: [Fields; 2] = [
    Fields {
        to: "posting_to",
        from: Some("posting_from"),
        start: "posting_start",
        end: "posting_end",
        period: "posting_period",
        kind: Some("posting_kind"),
        said: None,
    },
    SUPPORT,
];

impl Fields {
    /// Whether a row of a list is there for this stay; another may stand beside it.
    pub fn is_main(&self) -> bool {
        self.said.is_none()
    }
}

/// The field of a roster that a column of the postings table is there.
pub fn within_roster(column: &str) -> Option<&'static str> {
    Some(match column {
        "to_school" => "posting_to",
        "from_school" => "posting_from",
        "start" => "posting_start",
        "end" => "posting_end",
        "period" => "posting_period",
        "kind" => "posting_kind",
        "support_school" => "support_school",
        "support_start" => "support_start",
        "support_end" => "support_end",
        "support_period" => "support_period",
        _ => return None,
    })
}

/// Whether a field of a roster is one of a stay.
pub fn is_of_stay(field: &str) -> bool {
    field.starts_with("posting_") || field.starts_with("support_")
}
