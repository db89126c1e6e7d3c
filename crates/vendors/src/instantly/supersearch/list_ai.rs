use crate::instantly::prelude::*;

#[derive(JsonSchema)]
pub struct ListAiEnrichments {
    /// Id of the lead list or campaign, a UUID, from list_lead_lists or list_campaigns
    resource_id: EnrichedId,
}

/// An AI enrichment that runs.
#[derive(JsonSchema)]
pub struct AiEnrichment {
    /// Id of the enrichment
    id: Option<Text>,
    /// Id of the list or campaign
    resource_id: Option<Text>,
    /// What it is of
    resource_type: Option<Named<EnrichedResource>>,
    /// Column that the text is written to
    output_column: Option<Text>,
    /// How far it is
    status: Option<Named<AiEnrichmentStatus>>,
    /// Workspace id
    #[schemars(extend("x-rare" = true))]
    organization_id: Option<Text>,
}

impl Plain for ListAiEnrichments {
    type Object = AiEnrichment;
    const SHOWN: Shown = Shown::All("ai_enrichments");
    const ABOUT: About = About {
        name: "list_ai_enrichments",
        title: "List AI enrichments in progress",
        description: "Lists the AI enrichments in progress on one Instantly lead list or campaign (`resource_id`): \
            column that each writes, status. Use it after create_ai_enrichment until it is empty. An empty list or a \
            row `failed` says only that nothing runs any more: check with list_leads which leads have the text. For \
            other kinds use get_enrichment, for past ones list_enrichment_history.",
        scope: Some("supersearch_enrichments:read"),
        ..About::read("https://developer.instantly.ai/api/v2/supersearchenrichment/getaienrichmentforresource")
    };
    const CALL: Call = Call::get("/supersearch-enrichment/ai/{resource_id}/in-progress");
    const REMARKS: &'static [Remark] = &[Remark::Note];
    const LOOK: Look = Look { remarks: Some(remarks), ..Look::NONE };
}

fn remarks(_: &Map<String, Value>, outputs: &Map<String, Value>, _: Received) -> Remarks {
    if outputs.get("count").and_then(Value::as_u64) != Some(0) {
        return Remarks::default();
    }
    Remarks::note("None runs now: either there is none, or all are done, and the texts are in the leads.")
}
