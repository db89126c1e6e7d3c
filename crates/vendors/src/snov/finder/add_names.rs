use super::find_email::{Email, FindEmail, of_person};
use crate::snov::prelude::*;

#[derive(Debug, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all(serialize = "camelCase"))]
pub(crate) struct AddNamesToFindEmails {
    /// First name, spelt as in find_email
    first_name: AnyCase,
    /// Last name, spelt as in find_email
    last_name: AnyCase,
    /// Domain of the employer, e.g. example.com, the same as given to find_email
    domain: Recipients<Domain>,
    wait_seconds: Option<Wait>,
}

/// The answer of v1.
#[derive(Debug, Deserialize)]
pub(crate) struct Queued {
    sent: Option<Flag>,
}

#[derive(Serialize, JsonSchema)]
pub(crate) struct Outputs {
    /// Whether the search is queued
    sent: Option<Flag>,
    /// On API v2, how the search stands: complete, not_found or in_progress
    status: Option<State>,
    /// On API v2, the addresses found; none on `not_found`
    emails: Option<Many<Email>>,
    /// Only on API v2: for find_email, which reads the result by it
    task_hash: Option<String>,
}

impl Endpoint for AddNamesToFindEmails {
    type Answer = Queued;

    const ABOUT: About = About {
        name: "add_names_to_find_emails",
        title: "Search a person's address by name",
        description: "Searches at Snov.io for one person's address by `first_name`, `last_name` and employer's \
            `domain`. 1 credit a call, on API v2 only if one is found. Ask the free find_email first. An answer with \
            `task_hash` (v2) has the addresses; on `in_progress` find_email takes it. Otherwise it is queued (v1): \
            give find_email the same inputs. For several people use start_emails_by_name_search.",
        price: Some("1 credit a call; on v2 for each address found"),
        why: "costs credits",
        ..About::write(
            "https://snov.io/api#AddNamesToFindEmails",
            Effect::Spend,
            Repeat::Doubles,
            "Ask snov_find_email, which is free, for the same person; where it knows no start, compare snov_get_balance with what it was.",
        )
    };
    const CALL: Call = Form::post("/v1/add-names-to-find-emails");
    const UNITS: Option<Units> = BY_NAME;
    const LOOKUP: Option<Lookup> = Some(Lookup {
        items: "emails",
        inputs: |made| {
            let [first_name, last_name, domain] = ["first_name", "last_name", "domain"].map(|name| made.get(name));
            Some(json!({ "first_name": first_name?, "last_name": last_name?, "domain": domain? }))
        },
        // While v1 searches there is no address yet; v2 knows no name.
        absence_tells: false,
        matches: |_, _, _| Match::Same,
        ..Lookup::by::<FindEmail>()
    });
    const SUCCESSOR: Option<Successor<Self>> = Some(
        Successor::<Self>::by::<Work<AddressesByName>>(NAMES, |start| {
            let Self { first_name, last_name, domain, .. } = start;
            let row = json!({ "first_name": first_name, "last_name": last_name, "domain": domain });
            Call::post("/v2/emails-by-domain-by-name/start").request(&json!({ "rows": [row] }))
        })
        .verified_by(VERIFY_BY_BALANCE)
        .priced(["1 credit a call", "1 credit an address found"]),
    );
}

impl Answer<AddNamesToFindEmails> for Queued {
    type Output = Outputs;

    fn output(self, _: AddNamesToFindEmails) -> Outputs {
        Outputs { sent: self.sent, status: None, emails: None, task_hash: None }
    }
}

impl Answer<AddNamesToFindEmails> for Work<AddressesByName> {
    type Output = Outputs;

    fn poll(&mut self, inputs: &AddNamesToFindEmails, before: Option<&Self>) -> Result<Option<Poll>, String> {
        self.go_on::<FindEmail>(before, &RESULT_OF_NAMES, inputs.wait_seconds)
    }

    fn resume(outputs: &Map<String, Value>) -> Option<Self> {
        Self::resume(outputs)
    }

    fn output(self, inputs: AddNamesToFindEmails) -> Outputs {
        let task_hash = self.task_hash();
        let name = format!("{} {}", inputs.first_name.0, inputs.last_name.0);
        let is_completed = self.is_completed();
        let (status, emails) = of_person(self, Some(&name), Some(&inputs.domain.0.0));
        Outputs { sent: Some(Flag(true)), status: Some(status), emails: is_completed.then_some(emails), task_hash }
    }
}
