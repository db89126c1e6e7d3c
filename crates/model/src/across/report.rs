//! What campaigns did.

use serde::Serialize;

use crate::schema::JsonSchema;

/// Which campaigns are reported, and when.
#[derive(Clone, Debug, Default)]
pub struct Period {
    /// The first day, YYYY-MM-DD.
    pub from: Option<String>,
    /// The last day, YYYY-MM-DD.
    pub to: Option<String>,
    /// The day after the last.
    pub until: Option<String>,
    /// Only these campaigns; empty: all.
    pub ids: Vec<String>,
    /// So many campaigns at most.
    pub most: usize,
}

/// What campaigns did.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// A row a campaign.
    pub rows: Vec<CampaignRow>,
    /// The figures that the vendor does not tell.
    pub unknown: Vec<&'static str>,
    /// What the figures mean, or what is left out.
    pub notes: Vec<String>,
}

/// The figures of a campaign.
#[derive(Clone, Debug, Default, PartialEq, Serialize, JsonSchema)]
pub struct CampaignRow {
    /// Vendor that runs it
    pub vendor: String,
    /// Id of the campaign
    pub id: String,
    /// Name of the campaign
    pub name: Option<String>,
    /// Its state, in the vendor's words
    pub status: Option<String>,
    #[serde(flatten)]
    pub figures: Figures,
    /// The figures since it began, where the vendor tells those alone; they are in no total
    pub since_start: Option<Figures>,
}

/// Figures over a period. One that a vendor does not tell is absent, never 0.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, JsonSchema)]
pub struct Figures {
    /// People mailed
    pub contacted: Option<u64>,
    /// Emails sent
    pub sent: Option<u64>,
    /// Emails delivered
    pub delivered: Option<u64>,
    /// People who opened
    pub opened: Option<u64>,
    /// People who replied, without automatic replies
    pub replied: Option<u64>,
    /// People marked as interested
    pub interested: Option<u64>,
    /// Bounces
    pub bounced: Option<u64>,
    /// People who unsubscribed
    pub unsubscribed: Option<u64>,
}

impl Figures {
    /// The figures with their names, in the order of the outputs.
    pub fn named(&self) -> [(&'static str, Option<u64>); 8] {
        [
            ("contacted", self.contacted),
            ("sent", self.sent),
            ("delivered", self.delivered),
            ("opened", self.opened),
            ("replied", self.replied),
            ("interested", self.interested),
            ("bounced", self.bounced),
            ("unsubscribed", self.unsubscribed),
        ]
    }

    /// The sums of what these tell. A sum of nothing is left out where one that sent mail does not tell the figure: 0 would say that there
    /// was none.
    pub fn total<'a>(all: impl Iterator<Item = &'a Self> + Clone) -> Self {
        let total = all.clone().fold(Self::default(), |sum, one| sum.plus(one));
        let is_told = |figure: fn(&Self) -> Option<u64>| {
            figure(&total).filter(|sum| {
                *sum > 0 || all.clone().all(|one| figure(one).is_some() || one.sent.unwrap_or_default() == 0)
            })
        };
        Self {
            contacted: is_told(|one| one.contacted),
            sent: is_told(|one| one.sent),
            delivered: is_told(|one| one.delivered),
            opened: is_told(|one| one.opened),
            replied: is_told(|one| one.replied),
            interested: is_told(|one| one.interested),
            bounced: is_told(|one| one.bounced),
            unsubscribed: is_told(|one| one.unsubscribed),
        }
    }

    /// The sums of what both tell; what one of them does not tell is taken from the other.
    #[must_use]
    pub fn plus(&self, other: &Self) -> Self {
        let sum = |one: Option<u64>, other: Option<u64>| match (one, other) {
            (Some(one), Some(other)) => Some(one.saturating_add(other)),
            (one, other) => one.or(other),
        };
        Self {
            contacted: sum(self.contacted, other.contacted),
            sent: sum(self.sent, other.sent),
            delivered: sum(self.delivered, other.delivered),
            opened: sum(self.opened, other.opened),
            replied: sum(self.replied, other.replied),
            interested: sum(self.interested, other.interested),
            bounced: sum(self.bounced, other.bounced),
            unsubscribed: sum(self.unsubscribed, other.unsubscribed),
        }
    }
}
