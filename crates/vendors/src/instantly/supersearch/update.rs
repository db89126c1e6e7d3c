use crate::instantly::prelude::*;

#[derive(JsonSchema)]
pub struct UpdateEnrichment {
    /// Id of the lead list or campaign, a UUID, from list_lead_lists or list_campaigns
    resource_id: EnrichedId,
    /// true: every lead that is added later is enriched, which costs credits each time, until false ends it
    auto_update: Option<bool>,
    /// How leads without an address are enriched. The documents contradict each other: by the name they are left out, by the text
    /// their profile is read all the same
    skip_rows_without_email: Option<bool>,
    /// Whether it is evergreen, which Instantly does not explain; it may go on and cost credits
    is_evergreen: Option<bool>,
}

/// An enrichment.
#[derive(JsonSchema)]
pub struct Enrichment {
    /// Id of the enrichment
    id: Option<Text>,
    /// Id of the list or campaign
    resource_id: Option<Text>,
    /// What it is of
    resource_type: Option<Named<EnrichedResource>>,
    /// What each lead gets, such as work_email_enrichment
    r#type: Option<Text>,
    /// Whether it runs now
    in_progress: Option<Flag>,
    /// Whether leads that are added later are enriched too, which costs credits each time
    auto_update: Option<Flag>,
    /// How leads without an address are enriched
    skip_rows_without_email: Option<Flag>,
    /// Most leads that are enriched
    limit: Option<Int>,
    /// What each lead gets, by type: true, or its settings
    enrichment_payload: Option<Map<String, Value>>,
    /// Workspace id
    organization_id: Option<Text>,
}

impl Plain for UpdateEnrichment {
    type Object = Enrichment;
    const SHOWN: Shown = Shown::Bare;
    const ABOUT: About = About {
        name: "update_enrichment",
        title: "Change whether enrichment goes on",
        description: "Changes settings of the enrichment of an Instantly lead list or campaign. Give at least one. \
            With `auto_update: true` each lead added later is enriched, for credits; false ends that. What is left out \
            stays, nothing runs now, and enriched leads stay. To run it use start_enrichment, to add another kind \
            create_enrichment, to read the state get_enrichment.",
        scope: Some("supersearch_enrichments:create"),
        why: "auto_update spends credits on every lead that is added later",
        ..About::write(
            "https://developer.instantly.ai/api/v2/supersearchenrichment/updateenrichmentsettingsforresource",
            Effect::Spend,
            Repeat::Harmless,
            "Read `auto_update` with instantly_get_enrichment.",
        )
    };
    const CALL: Call = Call::patch("/supersearch-enrichment/{resource_id}/settings");
    const EFFECTS: &'static [Effect] = &[Effect::Update, Effect::Spend];
    const REMARKS: &'static [Remark] = &[Remark::Warnings];
    const LOOK: Look = Look { effect: Some(effect), problems: Some(problems), remarks: Some(remarks), ..Look::NONE };
}

fn effect(inputs: &Map<String, Value>) -> Effect {
    let goes_on = ["auto_update", "is_evergreen"].into_iter().any(|flag| is_on(inputs.get(flag)));
    if goes_on { Effect::Spend } else { Effect::Update }
}

fn problems(inputs: &Map<String, Value>) -> Vec<String> {
    let given =
        ["auto_update", "skip_rows_without_email", "is_evergreen"].into_iter().any(|input| inputs.contains_key(input));
    let problem = "Nothing is to be changed: pass `auto_update`, `skip_rows_without_email` or `is_evergreen`";
    if given { Vec::new() } else { vec![problem.to_owned()] }
}

fn remarks(inputs: &Map<String, Value>, outputs: &Map<String, Value>, _: Received) -> Remarks {
    let other = ["auto_update", "skip_rows_without_email"].into_iter().filter_map(|flag| {
        let (asked, has) = inputs.get(flag).zip(outputs.get(flag).filter(|has| !has.is_null()))?;
        (asked != has).then(|| format!("`{flag}` {asked} was asked for, and it is {has}."))
    });
    let auto = is_on(outputs.get("auto_update")).then(|| super::AUTO_UPDATE.to_owned());
    Remarks { warnings: other.chain(auto).collect(), ..Remarks::default() }
}
