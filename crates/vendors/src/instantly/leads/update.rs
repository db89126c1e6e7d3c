use super::{LEAD_FIRST, selection};
use crate::instantly::prelude::*;

#[derive(JsonSchema)]
pub struct UpdateLead {
    /// Id of the lead to change, a UUID, from list_leads
    lead_id: LeadId,
    /// Given name; {{firstName}} in emails
    first_name: Option<Clearable<String>>,
    /// Family name; {{lastName}} in emails
    last_name: Option<Clearable<String>>,
    /// Company's name; {{companyName}} in emails
    company_name: Option<Clearable<String>>,
    /// Position in the company; {{jobTitle}} in emails
    job_title: Option<Clearable<String>>,
    /// Phone number as text, such as +1234567890; {{phone}} in emails
    phone: Option<Clearable<String>>,
    /// Address of the website, such as https://example.com; {{website}} in emails
    website: Option<Clearable<Url>>,
    /// Words for this lead alone, {{personalization}} in emails, mailed as written
    personalization: Option<Clearable<String>>,
    /// Interest from now on; a subsequence may start on it. For a custom label, or to go back to none, use
    /// update_lead_interest_status
    lt_interest_status: Option<Named<FixedInterest>>,
    /// What the lead may be worth, as text, such as High or 1500
    pl_value_lead: Option<Clearable<String>>,
    /// Id of the workspace user who owns the lead: `user_id` of list_workspace_members
    assigned_to: Option<Clearable<Sender<UserId>>>,
    /// All own variables that the lead has from now on, by name: these replace the old ones completely, so repeat those that stay.
    /// Text, number or true/false
    custom_variables: Option<BTreeMap<String, Scalar>>,
    /// true: drop the variables that `custom_variables` does not repeat; without it, that is refused
    #[schemars(extend("default" = false))]
    replace_custom_variables: Option<Unsent<bool>>,
}

impl Plain for UpdateLead {
    type Object = Lead;
    const SHOWN: Shown = Shown::Under("lead", LEAD_FIRST);
    const ABOUT: About = About {
        name: "update_lead",
        title: "Change a lead",
        description: "Changes one Instantly lead by `lead_id`: names, company, phone, website, personalization, own \
            variables, interest, owner. What is left out stays; null clears all but the interest. But \
            `custom_variables` replaces all variables; dropping one needs `replace_custom_variables: true`. A new \
            interest starts the subsequences that wait for it. The address cannot change. For campaign or list use \
            move_leads; for interest alone update_lead_interest_status.",
        why: "a subsequence may start on the interest and mail the lead; other fields only change what is there",
        scope: Some("leads:update"),
        ..About::write(
            "https://developer.instantly.ai/api/v2/lead/patchlead",
            Effect::Send,
            Repeat::Harmless,
            "Read the lead with instantly_get_lead; repeating the same change is harmless.",
        )
    };
    const CALL: Call = Call::patch("/leads/{lead_id}").with_nulls();
    const EFFECTS: &'static [Effect] = &[Effect::Update, Effect::Send];
    const READ_FIRST: Option<ReadFirst> = Some(ReadFirst {
        request: |inputs| read_one("leads", inputs, "lead_id"),
        is_needed: |inputs| {
            inputs.get("custom_variables").is_some_and(Value::is_object)
                && !is_on(inputs.get("replace_custom_variables"))
        },
        forbids: drops_variables,
        warns: |_, _| Vec::new(),
    });
    const REACHES: Option<Reaches> = Some(Reaches {
        // A subsequence may start on the interest; what else changes mails nobody by itself.
        is_needed: |inputs| inputs.get("lt_interest_status").is_some(),
        request: |inputs| read_one("leads", inputs, "lead_id"),
        whom: selection::address,
        instead: "Read the lead with instantly_get_lead: it has no address that can be read.",
    });
    const LOOK: Look = Look { effect: Some(effect), problems: Some(problems), ..Look::NONE };
}

/// What a lead's payload has beside its own variables.
const FIELDS: [&str; 8] =
    ["email", "firstName", "lastName", "companyName", "jobTitle", "website", "phone", "personalization"];

/// Which variables of the lead would be lost; `None` where none would.
fn drops_variables(inputs: &Value, lead: &Value) -> Option<String> {
    let given = inputs.get("custom_variables")?.as_object()?;
    let has = lead.get("payload").and_then(Value::as_object)?.iter();
    let has = has.filter(|(name, value)| !FIELDS.contains(&name.as_str()) && !value.is_null());
    let lost: Vec<String> =
        has.filter(|(name, _)| !given.contains_key(*name)).map(|(name, _)| format!("`{name}`")).collect();
    if lost.is_empty() {
        return None;
    }
    Some(format!(
        "`custom_variables` replaces all that the lead has, and these would be lost: {}. Read their values in `payload` with \
         instantly_get_lead and pass all that are to stay, with your change; to drop them, pass `replace_custom_variables`: true.",
        lost.join(", ")
    ))
}

fn effect(inputs: &Map<String, Value>) -> Effect {
    if inputs.contains_key("lt_interest_status") { Effect::Send } else { Effect::Update }
}

fn problems(inputs: &Map<String, Value>) -> Vec<String> {
    let changes = |input: &String| !["lead_id", "replace_custom_variables"].contains(&input.as_str());
    if inputs.keys().any(changes) {
        return Vec::new();
    }
    vec!["There is nothing to change: pass at least one field beside `lead_id`".to_owned()]
}
