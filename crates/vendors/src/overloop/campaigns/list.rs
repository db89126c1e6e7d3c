use super::prelude::*;

#[derive(JsonSchema)]
pub struct ListCampaigns {
    #[serde(flatten)]
    page: v2::SearchInputs,
    /// Filters, all of which must match
    filter: Option<Filter>,
    /// Related objects to return in full in each row; without it, only their ids
    expand: Option<Vec<Related>>,
}

/// What campaigns can be filtered by.
#[derive(JsonSchema)]
#[schemars(inline)]
struct Filter {
    /// on: it sends; off: it does not; draft; archived
    status: Option<Status>,
}

/// Whether a campaign sends.
#[derive(JsonSchema)]
#[schemars(rename_all = "lowercase")]
#[schemars(inline)]
enum Status {
    On,
    Off,
    Draft,
    Archived,
}

/// What campaigns are related to.
#[derive(JsonSchema)]
#[schemars(rename_all = "lowercase")]
#[schemars(inline)]
pub(super) enum Related {
    Steps,
    Sourcing,
}

impl Plain for ListCampaigns {
    type Object = Campaign;
    const SHOWN: Shown = v2::PAGES;
    const ABOUT: About = About {
        name: "list_campaigns",
        title: "List campaigns",
        description: "Finds Overloop campaigns by words (`search`) or status, with sender and how people enter; \
            newest first with `sort: -created_at`. Use it to get ids. `detail: full` adds sending times, `expand: \
            [\"steps\"]` steps, which are large. For one campaign use get_campaign, for results \
            get_campaign_statistics. A key without API v2 gets `forbidden`: use list_automations, which also has \
            workflows and triggers.",
        pages: pages("campaigns"),
        ..About::read(v2::DOCS)
    };
    const CALL: Call = v2::list("/public/v2/campaigns");
    const LOOK: Look = v2::PAGE;
}
