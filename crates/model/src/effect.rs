//! What a call can do at worst.

use serde::Serialize;

/// What a call can do at worst. Annotations, retries, policy, confirmation and the journal follow from it.
///
/// The order is that of harm, mildest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[cfg_attr(feature = "clap", derive(clap::ValueEnum))]
#[serde(rename_all = "snake_case")]
pub enum Effect {
    /// Changes nothing; safe to repeat.
    Read,
    /// Adds something. The call itself sends nothing and costs no credits.
    Create,
    /// Overwrites something; the same call twice leaves the same state.
    Update,
    /// Uses up credits.
    Spend,
    /// Mail or a message can leave because of it, which cannot be undone.
    Send,
    /// Removes something.
    Delete,
}

impl Effect {
    /// Every effect, mildest first.
    pub const ALL: [Self; 6] = [Self::Read, Self::Create, Self::Update, Self::Spend, Self::Send, Self::Delete];

    /// Its name: `read`, `create`, `update`, `spend`, `send`, `delete`.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Create => "create",
            Self::Update => "update",
            Self::Spend => "spend",
            Self::Send => "send",
            Self::Delete => "delete",
        }
    }

    /// A list of this effect alone.
    pub const fn alone(self) -> &'static [Self] {
        match self {
            Self::Read => &[Self::Read],
            Self::Create => &[Self::Create],
            Self::Update => &[Self::Update],
            Self::Spend => &[Self::Spend],
            Self::Send => &[Self::Send],
            Self::Delete => &[Self::Delete],
        }
    }

    /// The effect that every call of an action has whose calls can have these, mildest first.
    pub const fn base(effects: &[Self]) -> Option<Self> {
        match effects {
            [mildest, _, ..] => Some(*mildest),
            _ => None,
        }
    }

    /// The further effects of a call whose worst is this one: those of them that are others, each once, the worst first.
    pub(crate) fn others(self, further: [Option<Self>; 2]) -> Vec<Self> {
        let mut others: Vec<Self> = further.into_iter().flatten().filter(|other| *other != self).collect();
        others.sort_unstable_by(|one, other| other.cmp(one));
        others.dedup();
        others
    }

    /// Whether the same call twice does twice as much: a mail, a record or a charge. What overwrites leaves the same state.
    pub const fn adds(self) -> bool {
        matches!(self, Self::Create | Self::Spend | Self::Send)
    }

    /// Whether a call changes nothing, so that it may be repeated freely.
    pub const fn is_read(self) -> bool {
        matches!(self, Self::Read)
    }

    /// Whether something can be lost or sent for good (MCP's `destructiveHint`).
    pub const fn is_destructive(self) -> bool {
        matches!(self, Self::Update | Self::Send | Self::Delete)
    }
}
