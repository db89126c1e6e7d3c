use outreach_model::about::Pages;

use crate::instantly::prelude::*;

#[derive(JsonSchema)]
pub struct ListEnrichmentHistory {
    /// Id of the lead list or campaign, a UUID, from list_lead_lists or list_campaigns
    resource_id: EnrichedId,
    /// Rows to skip from the very first one: `next_offset` of the last answer
    #[schemars(extend("default" = 0))]
    offset: Option<u32>,
    /// Most rows to return at once; left out: as many as Instantly chooses
    #[schemars(range(min = 1))]
    limit: Option<u32>,
}

/// An enrichment that ran. The documents name no field; these are those of an enrichment, which may be absent.
#[derive(JsonSchema)]
pub struct Past {
    /// Id of the enrichment
    id: Option<Text>,
    /// What each lead got, such as work_email_enrichment
    r#type: Option<Text>,
    /// Most leads that were enriched
    limit: Option<Int>,
    #[serde(flatten)]
    others: Map<String, Value>,
}

impl Plain for ListEnrichmentHistory {
    type Object = Past;
    const SHOWN: Shown = Shown::All("history");
    const ABOUT: About = About {
        name: "list_enrichment_history",
        title: "List the enrichments that ran",
        description: "Lists the enrichments that ran on one Instantly lead list or campaign (`resource_id`): kind \
            (`type`) and most leads (`limit` of a row), without date or cost. Use it before running create_enrichment \
            again. For further rows pass `next_offset` as `offset`, or use `cursor`. For what runs now use \
            get_enrichment and list_ai_enrichments, for credits left get_workspace_plan.",
        pages: Some(Pages {
            items: "history",
            next: "next_offset",
            cursor: "offset",
            size: Some("limit"),
            first: Some(0),
        }),
        scope: Some("supersearch_enrichments:read"),
        ..About::read("https://developer.instantly.ai/api/v2/supersearchenrichment/getenrichmenthistory")
    };
    const CALL: Call = Call::get("/supersearch-enrichment/history/{resource_id}");
    const REMARKS: &'static [Remark] = &[Remark::Note];
    const LOOK: Look = Look { adjust: Some(go_on), remarks: Some(remarks), ..Look::NONE };
}

fn number(of: &Map<String, Value>, field: &str) -> u64 {
    of.get(field).and_then(Value::as_u64).unwrap_or_default()
}

/// A full page may be followed by another: the vendor tells neither how many rows there are nor where the list ends.
fn go_on(inputs: &Map<String, Value>, outputs: &mut Map<String, Value>) {
    let (count, limit) = (number(outputs, "count"), number(inputs, "limit"));
    if limit > 0 && count >= limit {
        outputs.insert("next_offset".to_owned(), (number(inputs, "offset") + count).into());
    }
}

fn remarks(inputs: &Map<String, Value>, outputs: &Map<String, Value>, _: Received) -> Remarks {
    match (number(outputs, "count"), number(inputs, "offset")) {
        (0, 0) => Remarks::note("Nothing was enriched there."),
        _ => Remarks::default(),
    }
}
