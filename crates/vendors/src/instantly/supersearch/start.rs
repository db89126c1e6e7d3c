use super::{LeadFilter, PRICE, VERIFY};
use crate::instantly::prelude::*;

#[derive(JsonSchema)]
pub struct StartEnrichment {
    /// Id of the lead list or campaign whose enrichments are run, from list_lead_lists or list_campaigns
    resource_id: EnrichedId,
    /// Ids of the leads to enrich, from list_leads; left out: every lead that is not enriched yet
    #[schemars(length(min = 1, max = 10000))]
    lead_ids: Option<Vec<LeadId>>,
    /// Only the first so many leads; left out: all of them
    #[schemars(range(min = 1))]
    limit: Option<u32>,
    /// Only the AI enrichment that writes this column, `output_column` of create_ai_enrichment
    #[schemars(length(min = 1))]
    column_name: Option<String>,
    /// true: also where the column has a value, which is replaced and costs again; needs `column_name`
    #[schemars(extend("default" = false))]
    overwrite: Option<bool>,
    /// Place of the first lead to enrich, counted from 1, which is the default; needs `column_name`
    #[schemars(range(min = 1))]
    starting_row: Option<u32>,
    /// How many leads to enrich from `starting_row` on; left out: all that follow. Needs `column_name`
    #[schemars(range(min = 1))]
    count: Option<u32>,
    /// Only leads that meet all of these conditions
    #[schemars(length(min = 1))]
    filters: Option<Vec<LeadFilter>>,
}

/// An enrichment that was started.
#[derive(JsonSchema)]
pub struct Started {
    /// Id of the enrichment
    id: Option<Text>,
    /// Id of the list or campaign, for get_enrichment
    resource_id: Option<Text>,
    /// What each lead gets, by type: true, or its settings
    enrichment_payload: Option<Map<String, Value>>,
}

impl Plain for StartEnrichment {
    type Object = Started;
    const SHOWN: Shown = Shown::Bare;
    const ABOUT: About = About {
        name: "start_enrichment",
        title: "Repeat the enrichment of leads",
        description: "Runs the enrichments of an Instantly lead list or campaign again, for credits each. It takes \
            `lead_ids`, else all leads not yet enriched; `filters` and `limit` narrow this. `column_name` restricts it \
            to one AI column; `overwrite`, `starting_row` and `count` need it. It is refused when all are enriched. \
            get_enrichment shows the end. For new enrichments use create_enrichment or create_ai_enrichment.",
        why: "enriching costs credits for each lead",
        overwrites: true,
        price: Some(PRICE),
        within: &["resource_id"],
        narrowed_by: &["lead_ids", "limit", "column_name", "starting_row", "count", "filters"],
        ..About::write(
            "https://developer.instantly.ai/api/v2/supersearchenrichment/runenrichment",
            Effect::Spend,
            Repeat::Doubles,
            VERIFY,
        )
    };
    const CALL: Call = Call::post("/supersearch-enrichment/run");
    const REMARKS: &'static [Remark] = &[Remark::Note];
    const UNITS: Option<Units> = Some(Units {
        kind: "enrichment",
        what: "leads",
        is_charged: true,
        of: |inputs| {
            let place = ["resource_id", "column_name"].map(|input| text(inputs, input).unwrap_or_default());
            units::each_within(&place.join("\n"), inputs, &["lead_ids"])
        },
    });
    const COUNTED: Option<Counted> = Some(super::COUNTED);
    const LOOK: Look =
        Look { counts: Some(super::people), problems: Some(problems), remarks: Some(remarks), ..Look::NONE };
}

fn problems(inputs: &Map<String, Value>) -> Vec<String> {
    let of_a_column = ["overwrite", "starting_row", "count"];
    let given = of_a_column.into_iter().filter(|input| match *input {
        "overwrite" => is_on(inputs.get(*input)),
        input => inputs.contains_key(input),
    });
    let given: Vec<String> = given.map(|input| format!("`{input}`")).collect();
    if given.is_empty() || inputs.contains_key("column_name") {
        return Vec::new();
    }
    vec![format!("{} needs `column_name`, the column of an AI enrichment", given.join(", "))]
}

fn remarks(inputs: &Map<String, Value>, _: &Map<String, Value>, _: Received) -> Remarks {
    if ["lead_ids", "limit", "count", "filters"].into_iter().any(|input| inputs.contains_key(input)) {
        return Remarks::default();
    }
    Remarks::note("Neither `lead_ids` nor `limit` is given: every lead that is not enriched yet is enriched.")
}
