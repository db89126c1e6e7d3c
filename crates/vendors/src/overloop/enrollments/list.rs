use crate::overloop::campaigns::prelude::*;

#[derive(JsonSchema)]
pub struct ListEnrollments {
    /// Id of the campaign, a number, from list_campaigns
    campaign_id: CampaignId,
    #[serde(flatten)]
    page: v2::PageInputs,
    /// Filters, all of which must match; where Overloop ignores one, `note` says so
    filter: Option<Filter>,
}

/// What enrollments are asked to be filtered by. That Overloop filters them is documented, by which fields is not.
#[derive(JsonSchema)]
#[schemars(inline)]
struct Filter {
    /// Id of the prospect, a number, from list_prospects
    prospect_id: Option<ProspectId>,
    /// Where they stand, in the word that rows have: active, completed, disenrolled
    #[schemars(length(min = 1))]
    status: Option<String>,
}

impl Plain for ListEnrollments {
    type Object = Enrollment;
    const SHOWN: Shown = v2::PAGES;
    const ABOUT: About = About {
        name: "list_enrollments",
        title: "List who is in a campaign",
        description: "Lists who is or was in one Overloop campaign (`campaign_id`), by `prospect_id`, with where \
            they stand. `filter` asks for one prospect or state. Use it to check enroll_prospects, and for \
            `enrollment_id` of disenroll_prospect, the `id` of a row. `max_items` reads several pages. For names use \
            get_prospect, for totals by state get_campaign_statistics.",
        pages: pages("enrollments"),
        ..About::read(v2::DOCS)
    };
    const CALL: Call = v2::list("/public/v2/campaigns/{campaign_id}/enrollments");
    const LOOK: Look = Look {
        remarks: Some(|inputs, outputs, received| {
            let of_page = v2::PAGE.remarks.map(|remarks| remarks(inputs, outputs, received)).unwrap_or_default();
            of_page.and(ignored_filters(inputs, outputs))
        }),
        ..v2::PAGE
    };
}

/// The filters that the rows do not follow: what Overloop does not know it ignores without a word.
fn ignored_filters(inputs: &Map<String, Value>, outputs: &Map<String, Value>) -> Remarks {
    let rows = outputs.get("enrollments").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    let Some(filter) = inputs.get("filter") else { return Remarks::default() };
    let is_other =
        |name: &str, asked: &str| rows.iter().any(|row| text(row, name).is_some_and(|own| !is_same(&own, asked)));
    let ignored = ["prospect_id", "status"]
        .into_iter()
        .filter(|name| text(filter, name).is_some_and(|asked| is_other(name, &asked)));
    let ignored: Vec<String> = ignored.map(|name| format!("`filter.{name}`")).collect();
    if ignored.is_empty() {
        return Remarks::default();
    }
    Remarks::note(format!(
        "Overloop ignored {}: rows of others are among these. Read all with `max_items`, without it, and compare.",
        ignored.join(" and ")
    ))
}
