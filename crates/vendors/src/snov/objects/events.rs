//! The lists of what happened in a campaign: opens, clicks, replies, sent emails. All have the same inputs and pages.

use std::marker::PhantomData;

use outreach_model::{
    about::Pages,
    endpoint::{Answer, Endpoint, Rows},
    lenient::List,
    schema::JsonSchema,
};
use serde::{Deserialize, Serialize, de::DeserializeOwned};

use crate::snov::ids::CampaignId;

/// The size of the vendor's pages, which a caller cannot choose. Only a page of this size can have a next one; the vendor
/// does not say whether there is one.
const PAGE: usize = 10_000;

/// The inputs of a list of events of the kind `K`.
#[derive(Deserialize, Serialize, JsonSchema)]
#[serde(rename_all(serialize = "camelCase"), bound = "")]
#[schemars(bound = "", rename = "EventsOf")]
pub(crate) struct EventsOf<K> {
    /// Id of the campaign, a number, from list_campaigns
    campaign_id: CampaignId,
    /// How many of the newest rows to skip; `next_offset` of the last answer goes on
    #[schemars(extend("default" = 0))]
    offset: Option<u64>,
    #[serde(skip)]
    kind: PhantomData<fn() -> K>,
}

/// One page of a list of events.
#[derive(Debug, Deserialize)]
#[serde(transparent)]
pub(crate) struct EventPage<T>(List<T>);

impl<K, T> Answer<EventsOf<K>> for EventPage<T>
where
    EventsOf<K>: Endpoint,
    T: DeserializeOwned + Serialize + JsonSchema + Send + Sync,
{
    type Output = Rows<EventsOf<K>, T, u64>;

    fn output(self, inputs: EventsOf<K>) -> Self::Output {
        let Self(List(events)) = self;
        let skipped = inputs.offset.unwrap_or_default();
        let next = (events.len() >= PAGE).then(|| skipped.saturating_add(events.len() as u64));
        Rows::new(events, next)
    }
}

/// How a list of events is continued; `items` is the output that holds them.
pub(crate) const fn pages(items: &'static str) -> Option<Pages> {
    Some(Pages { items, next: "next_offset", cursor: "offset", size: None, first: Some(0) })
}
