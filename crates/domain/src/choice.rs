//! The names of what is one of a few: as tables and files write it, and back.

/// Gives an enumeration of plain variants its list and its names, from one list.
macro_rules! choices {
    ($name:ident { $($variant:ident => $word:literal,)+ }) => {
        impl $name {
            /// Every one, in order.
            pub const ALL: &'static [$name] = &[$($name::$variant),+];

            /// The name used in tables and files.
            pub fn name(self) -> &'static str {
                match self {
                    $($name::$variant => $word,)+
                }
            }

            /// The one of this name.
            pub fn from_name(name: &str) -> Option<$name> {
                $name::ALL.iter().copied().find(|one| one.name() == name)
            }
        }
    };
}

pub(crate) use choices;
