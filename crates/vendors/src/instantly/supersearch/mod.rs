//! SuperSearch: the vendor's database of people and companies, and enrichment.

#[allow(dead_code, reason = "only the schemas of its types are used")]
mod filters;
#[allow(dead_code, reason = "a release makes no schemas")]
mod values;

use crate::instantly::prelude::*;

toolset! { "supersearch":
    plain count::CountSupersearchLeads,
    plain preview::PreviewSupersearchLeads,
    plain import::StartSupersearchImport,
    plain create::CreateEnrichment,
    plain start::StartEnrichment,
    plain create_ai::CreateAiEnrichment,
    plain get::GetEnrichment,
    plain update::UpdateEnrichment,
    plain list_ai::ListAiEnrichments,
    plain history::ListEnrichmentHistory,
    plain keywords::ListSignalKeywords,
}

/// What enrichment costs, as far as the documents say.
const PRICE: &str = "Credits for each lead that is enriched; how many is not documented";

/// What is said of a call that leaves enrichment on.
const AUTO_UPDATE: &str = "Leads that are added there later are enriched too, which costs credits each time, until \
    instantly_update_enrichment sets `auto_update` to false.";

/// How to find out whether an enrichment without an answer runs.
const VERIFY: &str =
    "Read `in_progress` and `enrichment_payload` with instantly_get_enrichment before you start it again.";

/// A condition on the leads that are enriched.
#[derive(JsonSchema)]
#[allow(dead_code, reason = "only its schema is used")]
pub(crate) struct LeadFilter {
    /// Column of the lead, such as companyName or email
    column_name: String,
    /// Kind of condition, a number: use 1 (equal to one of `value`); other kinds are not documented
    r#type: Int,
    /// Values of the condition; empty for a kind that needs none
    value: Vec<String>,
}

/// How many people a call enriches or imports at most, as far as its inputs say it.
fn people(inputs: &Map<String, Value>) -> usize {
    number(inputs).unwrap_or(1)
}

fn number(inputs: &Map<String, Value>) -> Option<usize> {
    let ids = inputs.get("lead_ids").and_then(Value::as_array).map(Vec::len);
    let limit = inputs.get("limit").and_then(Value::as_u64).and_then(|limit| usize::try_from(limit).ok());
    ids.into_iter().chain(limit).min()
}

/// No read says how many leads of a place are not enriched yet.
const COUNTED: Counted = Counted {
    is_needed: |inputs| inputs.as_object().is_some_and(|inputs| number(inputs).is_none()),
    request: |_| None,
    count: |_| None,
    what: "leads",
    instead: "pass `limit`",
};
