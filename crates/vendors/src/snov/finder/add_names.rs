use crate::snov::prelude::*;

#[derive(Debug, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all(serialize = "camelCase"))]
pub(crate) struct AddNamesToFindEmails {
    /// First name, the same as given to find_email
    first_name: String,
    /// Last name, the same as given to find_email
    last_name: String,
    /// Domain of the employer, e.g. example.com, the same as given to find_email
    domain: Recipients<Domain>,
}

#[derive(Debug, Deserialize, Serialize, JsonSchema)]
pub(crate) struct Queued {
    /// Whether the search is queued
    sent: Option<Flag>,
}

impl Endpoint for AddNamesToFindEmails {
    type Answer = Bare<Queued>;

    const ABOUT: About = About {
        name: "add_names_to_find_emails",
        title: "Queue a search for a person's address",
        description: "Queues a Snov.io search for one person's address at a domain, 1 credit a call; it gives no result. Use it when the free find_email answers `not_found`, then ask that again with the same three inputs while it says `in_progress`. Deprecated by Snov.io, may answer 404; then start_prospects_search finds the domain's people, not one name: pick the person there.",
        retired: Some(super::FINDER_RETIRED),
        price: Some("1 credit a call"),
        why: "costs credits",
        ..About::write(
            "https://snov.io/api#AddNamesToFindEmails",
            Effect::Spend,
            Repeat::Doubles,
            "Compare snov_get_balance with what it was: a search that was queued has cost its credit.",
        )
    };
    const CALL: Call = Form::post("/v1/add-names-to-find-emails");
}
