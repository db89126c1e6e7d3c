use crate::instantly::prelude::*;

#[derive(JsonSchema)]
pub struct GetEnrichment {
    /// Id of the lead list or campaign, a UUID, from list_lead_lists or list_campaigns
    resource_id: EnrichedId,
}

/// The enrichment of a list or campaign.
#[derive(JsonSchema)]
pub struct EnrichmentOf {
    /// Id of the list or campaign
    resource_id: Option<Text>,
    /// Whether one is set up
    exists: Option<Flag>,
    /// Whether it runs now
    in_progress: Option<Flag>,
    /// Whether leads that are added later are enriched too, which costs credits each time
    auto_update: Option<Flag>,
    /// Whether it is evergreen, which Instantly does not explain
    is_evergreen: Option<Flag>,
    /// Whether the search that it was made from found nobody
    has_no_leads: Option<Flag>,
    /// What each lead gets, by type: true, or its settings
    enrichment_payload: Option<Map<String, Value>>,
    /// The search that it was made from, where it was
    #[schemars(extend("x-long" = true))]
    search_filters: Option<Map<String, Value>>,
}

impl Plain for GetEnrichment {
    type Object = EnrichmentOf;
    const SHOWN: Shown = Shown::Bare;
    const ABOUT: About = About {
        name: "get_enrichment",
        title: "Get the enrichment of a list or campaign",
        description: "Reads which enrichment one Instantly lead list or campaign (`resource_id`) has, whether it runs \
            (`in_progress`), and whether it goes on for each new lead (`auto_update`), which costs credits. Use it \
            after start_supersearch_import, create_enrichment or start_enrichment, again until `in_progress` is false. \
            For earlier runs use list_enrichment_history, for AI texts list_ai_enrichments, for the enriched leads \
            list_leads.",
        ..About::read("https://developer.instantly.ai/api/v2/supersearchenrichment/getenrichmentforresource")
    };
    const CALL: Call = Call::get("/supersearch-enrichment/{resource_id}");
    const REMARKS: &'static [Remark] = &[Remark::Note];
    const LOOK: Look = Look { remarks: Some(remarks), ..Look::NONE };
}

fn remarks(_: &Map<String, Value>, outputs: &Map<String, Value>, _: Received) -> Remarks {
    let is = |flag: &str, value: bool| outputs.get(flag) == Some(&Value::Bool(value));
    if is("exists", false) {
        Remarks::note("Nothing is set up: no lead of it is enriched.")
    } else if is("has_no_leads", true) {
        Remarks::note("The search found nobody, so that nobody was added.")
    } else {
        Remarks::default()
    }
}
