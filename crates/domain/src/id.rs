//! Indices into a county's sorted lists; each type carries the human word for messages.

macro_rules! index {
    ($name:ident, $repr:ty, $word:literal, $doc:literal) => {
        #[doc = $doc]
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        pub struct $name(pub $repr);

        impl $name {
            /// The word for messages.
            pub const WORD: &'static str = $word;

            /// As a position in the list it points into.
            pub fn at(self) -> usize {
                self.0 as usize
            }

            /// From a position in the list it points into.
            pub fn new(position: usize) -> Self {
                $name(position as $repr)
            }
        }
    };
}

index!(SchoolIx, u32, "school", "A school: position in [`crate::county::County::schools`], sorted by id.");
index!(TeacherIx, u32, "teacher", "A teacher: position in [`crate::county::County::teachers`], sorted by id.");
index!(SubjectIx, u16, "subject", "A subject: position in [`crate::policy::Policy::subjects`].");
