use super::{LeadFilter, PRICE, VERIFY};
use crate::instantly::prelude::*;

#[derive(JsonSchema)]
pub struct CreateEnrichment {
    /// Id of the lead list or campaign whose leads are enriched, from list_lead_lists or list_campaigns
    resource_id: EnrichedId,
    /// What each lead gets; custom_flow asks the providers of `custom_flow`. For ai_enrichment use create_ai_enrichment
    r#type: EnrichmentType,
    /// Most leads to enrich; left out: all of them
    #[schemars(range(min = 1, max = 50000))]
    limit: Option<u32>,
    /// Only leads that meet all of these conditions
    #[schemars(length(min = 1))]
    filters: Option<Vec<LeadFilter>>,
    /// Providers to ask for addresses, in this order, such as ["instantly", "findymail"]; only those that are on in the app
    #[schemars(length(min = 1))]
    custom_flow: Option<Vec<String>>,
}

/// What can be added to a lead, but for what needs a prompt.
#[derive(JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(inline)]
enum EnrichmentType {
    WorkEmailEnrichment,
    FullyEnrichedProfile,
    EmailVerification,
    Joblisting,
    Technologies,
    News,
    Funding,
    EngagementScore,
    CustomFlow,
}

/// An enrichment that was set up.
#[derive(JsonSchema)]
pub struct Created {
    /// Id of the enrichment
    id: Option<Text>,
    /// Id of the list or campaign, for get_enrichment and start_enrichment
    resource_id: Option<Text>,
    /// Most leads that are enriched
    limit: Option<Int>,
    /// What each lead gets, by type: true
    enrichment_payload: Option<Map<String, Value>>,
    /// Workspace id
    organization_id: Option<Text>,
}

impl Plain for CreateEnrichment {
    type Object = Created;
    const SHOWN: Shown = Shown::Bare;
    const ABOUT: About = About {
        name: "create_enrichment",
        title: "Enrich leads",
        description: "Adds one kind of enrichment (`type`: addresses, profiles, news) to an Instantly lead list or \
            campaign and runs it at once, for credits each lead. Without `limit` or `filters` every lead is enriched. \
            `custom_flow` goes only with `type` custom_flow. get_enrichment shows its end. To run the same kind again \
            use start_enrichment. For AI texts use create_ai_enrichment, for new people start_supersearch_import.",
        why: "enriching costs credits for each lead",
        price: Some(PRICE),
        within: &["resource_id"],
        narrowed_by: &["limit", "filters"],
        ..About::write(
            "https://developer.instantly.ai/api/v2/supersearchenrichment/createsupersearchenrichment",
            Effect::Spend,
            Repeat::Doubles,
            VERIFY,
        )
    };
    const CALL: Call = Call::post("/supersearch-enrichment/");
    const REMARKS: &'static [Remark] = &[Remark::Warnings];
    const COUNTED: Option<Counted> = Some(super::COUNTED);
    const LOOK: Look =
        Look { counts: Some(super::people), problems: Some(problems), remarks: Some(remarks), ..Look::NONE };
}

fn problems(inputs: &Map<String, Value>) -> Vec<String> {
    let is_flow = inputs.get("type").is_some_and(|kind| kind == "custom_flow");
    let problem = match (is_flow, inputs.contains_key("custom_flow")) {
        (true, false) => "`type` custom_flow needs the providers in `custom_flow`",
        (false, true) => "`custom_flow` goes with `type` custom_flow alone: leave it out or change `type`",
        _ => return Vec::new(),
    };
    vec![problem.to_owned()]
}

/// That the vendor enriches fewer or more leads than it was asked to.
fn remarks(inputs: &Map<String, Value>, outputs: &Map<String, Value>, _: Received) -> Remarks {
    let limit = |of: &Map<String, Value>| of.get("limit").and_then(Value::as_u64);
    match limit(inputs).zip(limit(outputs)).filter(|(asked, has)| has != asked) {
        Some((asked, has)) => Remarks::warning(format!("`limit` {asked} was asked for, and Instantly took {has}.")),
        None => Remarks::default(),
    }
}
