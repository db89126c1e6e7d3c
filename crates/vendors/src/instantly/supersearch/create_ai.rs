use super::{LeadFilter, PRICE, list_ai::ListAiEnrichments};
use crate::instantly::prelude::*;

#[derive(JsonSchema)]
pub struct CreateAiEnrichment {
    /// Id of the lead list or campaign whose leads get the texts, from list_lead_lists or list_campaigns
    resource_id: EnrichedId,
    /// Whether `resource_id` is the id of a campaign or of a lead list
    resource_type: Named<EnrichedResource>,
    /// Column that the text is written to, such as opening_line; {{opening_line}} in emails
    #[schemars(length(min = 1))]
    output_column: String,
    /// Model that writes; models differ in cost and ability
    model_version: Model,
    /// What to write, with {{variables}} of the lead; not used beside `template_id`. This or `template_id` is required
    #[schemars(length(min = 1))]
    prompt: Option<String>,
    /// Id of a prompt template instead of `prompt`; the web app has it, no tool
    template_id: Option<TemplateId>,
    /// Columns of the lead that the model is given, such as first_name
    #[schemars(length(min = 1))]
    input_columns: Option<Vec<String>>,
    /// true: Instantly's own account at the model, for its credits; false: your keys of Instantly's settings, billed there
    use_instantly_account: Option<bool>,
    /// true: also where the column has a value, which is replaced; false: only empty ones
    overwrite: Option<bool>,
    /// true: leads that are added later get a text too, and cost each time, until update_enrichment ends it
    auto_update: Option<bool>,
    /// true: leave out leads without an address
    skip_leads_without_email: Option<bool>,
    /// Most leads to write for; left out: all of them
    #[schemars(range(min = 1, max = 1000000))]
    limit: Option<u32>,
    /// Only leads that meet all of these conditions
    #[schemars(length(min = 1))]
    filters: Option<Vec<LeadFilter>>,
}

/// A model.
#[derive(JsonSchema)]
#[schemars(inline, extend("enum" = [
    "3.5", "4.0", "gpt-4o", "o3", "gpt-4.1", "gpt-4.1-mini", "gpt-5-mini", "gpt-5-nano", "gpt-5", "gpt-5.4", "gpt-5.6-luna",
    "gpt-5.6-terra", "claude-4.5-sonnet", "claude-4.6-sonnet", "claude-5-sonnet", "r1", "grok-4.3", "grok-4.6",
    "gemini-3.0-flash", "gemini-3.5-flash", "gemini-3.7-flash", "sonar", "sonar-pro",
    "instantly-ai-lightspeed-agent-for-web-research", "instantly-ai-lightspeed-agent-for-email-generation",
]))]
struct Model(String);

/// An AI enrichment that was set up.
#[derive(JsonSchema)]
pub struct AiCreated {
    /// Id of the enrichment
    id: Option<Text>,
    /// Id of the list or campaign, for list_ai_enrichments
    resource_id: Option<Text>,
    /// What it is of
    resource_type: Option<Named<EnrichedResource>>,
    /// Column that the text is written to
    output_column: Option<Text>,
    /// How far it is
    status: Option<Named<AiEnrichmentStatus>>,
    /// Model that writes
    model_version: Option<Text>,
    /// Columns that the model is given
    input_columns: Option<List<Text>>,
    /// Whether values that were there are replaced
    overwrite: Option<Flag>,
    /// Whether leads that are added later get a text too, which costs each time
    auto_update: Option<Flag>,
    /// Most leads that get a text
    limit: Option<Int>,
    /// Id of the prompt template
    template_id: Option<Text>,
}

impl Plain for CreateAiEnrichment {
    type Object = AiCreated;
    const SHOWN: Shown = Shown::Bare;
    const ABOUT: About = About {
        name: "create_ai_enrichment",
        title: "Have AI write a text for leads",
        description: "Has a model write a text into `output_column` for each lead of an Instantly lead list or \
            campaign. Give `prompt` or `template_id`. It starts at once and costs Instantly credits, or your own model \
            key with `use_instantly_account: false`. Without `limit` every lead gets one. Follow it with \
            list_ai_enrichments; repeat it with start_enrichment (`column_name`). For addresses or news use \
            create_enrichment.",
        why: "each lead costs credits, and with auto_update each lead that is added later; overwrite replaces what leads have",
        overwrites: true,
        price: Some(PRICE),
        scope: Some("supersearch_enrichments:create"),
        within: &["resource_id"],
        narrowed_by: &["limit", "filters"],
        ..About::write(
            "https://developer.instantly.ai/api/v2/supersearchenrichment/createaienrichment",
            Effect::Spend,
            Repeat::Doubles,
            "Look for its `output_column` with instantly_list_ai_enrichments while it runs, then in the leads with \
             instantly_list_leads.",
        )
    };
    const CALL: Call = Call::post("/supersearch-enrichment/ai");
    const REMARKS: &'static [Remark] = &[Remark::Warnings];
    // Two for one column cannot run at a time: what runs is what was asked for. What is done is not listed.
    const LOOKUP: Option<Lookup> = Some(Lookup {
        inputs: |made| Some(json!({ "resource_id": text(made, "resource_id")? })),
        items: "ai_enrichments",
        absence_tells: false,
        matches: |made, row, _| exactly(made, "output_column", row, "output_column"),
        ..Lookup::in_list(&ListAiEnrichments::ABOUT)
    });
    const COUNTED: Option<Counted> = Some(super::COUNTED);
    const LOOK: Look =
        Look { counts: Some(super::people), problems: Some(problems), remarks: Some(remarks), ..Look::NONE };
}

fn problems(inputs: &Map<String, Value>) -> Vec<String> {
    let problem = match (inputs.contains_key("prompt"), inputs.contains_key("template_id")) {
        (false, false) => "Say what to write: pass `prompt` or `template_id`",
        _ => return Vec::new(),
    };
    vec![problem.to_owned()]
}

fn remarks(inputs: &Map<String, Value>, outputs: &Map<String, Value>, _: Received) -> Remarks {
    let limit = |of: &Map<String, Value>| of.get("limit").and_then(Value::as_u64);
    let other = limit(inputs).zip(limit(outputs)).filter(|(asked, has)| has != asked);
    let other = other.map(|(asked, has)| format!("`limit` {asked} was asked for, and Instantly took {has}."));
    let failed =
        (outputs.get("status").and_then(Value::as_i64) == Some(4)).then(|| "It has failed already.".to_owned());
    let both = ["prompt", "template_id"].into_iter().all(|input| inputs.contains_key(input));
    let both = both.then(|| "`prompt` is not used: `template_id` says what to write.".to_owned());
    let auto = is_on(outputs.get("auto_update")).then(|| super::AUTO_UPDATE.to_owned());
    Remarks { warnings: other.into_iter().chain(failed).chain(both).chain(auto).collect(), ..Remarks::default() }
}
