use std::collections::BTreeMap;

use serde::Serializer;

use super::find_by_email::FindProspectByEmail;
use crate::snov::{lists::ListLists, prelude::*};

#[derive(Debug, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all(serialize = "camelCase"))]
pub(crate) struct AddProspectToList {
    /// Email address; this or `social_links.linkedin` is needed
    email: Option<Recipients<OptionalAddress>>,
    /// First and last name in one text
    full_name: Option<String>,
    /// Given name of the person
    first_name: Option<String>,
    /// Family name of the person
    last_name: Option<String>,
    /// Phone numbers of the person, as texts, e.g. +18882073333
    phones: Option<Vec<String>>,
    /// Name of the country in English, as Snov.io lists it, e.g. United States
    country: Option<String>,
    /// Place where the person is, free text, e.g. Woodbridge, New Jersey
    locality: Option<String>,
    /// Job title of the person, e.g. Head of Sales
    position: Option<String>,
    /// Name of the company that the person works at
    company_name: Option<String>,
    /// URL of the employer, as http://example.com
    company_site: Option<Url>,
    /// true: overwrite a prospect with the same address; false: leave one that is known as it is
    #[schemars(extend("default" = false))]
    update_contact: Option<bool>,
    /// true: add a second prospect beside one with the same address, who is mailed too; not with `update_contact`
    #[schemars(extend("default" = false))]
    create_duplicates: Option<bool>,
    /// Text, number or date by `label` of list_custom_fields; the field must exist
    #[serde(serialize_with = "by_label")]
    custom_fields: Option<BTreeMap<String, Scalar>>,
    /// URLs of the person's profiles in social networks
    social_links: Option<SocialLinks>,
    /// Id of the list, a number, from list_lists; an active campaign of it mails the prospect
    list_id: ListId,
}

#[derive(Debug, Deserialize, Serialize, JsonSchema)]
struct SocialLinks {
    /// URL of the LinkedIn profile; needed without `email`
    #[serde(rename(serialize = "linkedIn"))]
    linkedin: Option<Url<OptionalProfile>>,
    /// URL of the person's Facebook profile
    facebook: Option<Url<OptionalProfile>>,
    // Another example of the vendor's has `social[twiiter]`.
    /// URL of the X (Twitter) profile
    twitter: Option<Url<OptionalProfile>>,
}

#[derive(Debug, Deserialize, Serialize, JsonSchema)]
pub(crate) struct Added {
    /// Id of the prospect, for find_prospect_by_id
    id: Option<Text>,
    /// true: newly added to the list
    added: Option<Flag>,
    /// true: one that was there is changed
    updated: Option<Flag>,
}

impl Endpoint for AddProspectToList {
    type Answer = Bare<Added>;

    const ABOUT: About = About {
        name: "add_prospect_to_list",
        title: "Add a prospect to a list",
        description: "Adds a person to a Snov.io list, free; an active campaign of that list mails them. Give \
            `list_id` (a number) and `email` or `social_links.linkedin`. Somebody known stays unchanged unless \
            `update_contact: true`, which excludes `create_duplicates`: look with find_prospect_by_email first. To \
            mail nobody use a list without a campaign (create_list). No tool takes people off a list; \
            change_recipient_status stops their mail.",
        why: "an active campaign of the list mails the prospect",
        overwrites: true,
        ..About::write(
            "https://snov.io/api#AddProspectToList",
            Effect::Send,
            Repeat::Doubles,
            "Look with snov_list_prospects_in_list, newest first, before you add it again.",
        )
    };
    // Snov.io knows the address behind a profile, and this program does not.
    const REACHES: Option<Reaches> = Some(Reaches {
        is_needed: |inputs| text(inputs, "email").is_none(),
        request: |_| None,
        whom: |_, _| None,
        instead: "Pass `email`.",
    });
    const READ_FIRST: Option<ReadFirst> = Some(ReadFirst {
        request: |_| Request::get(["v1", "get-user-lists"]).ok(),
        is_needed: |_| false,
        forbids: |_, _| None,
        warns: |_, _| Vec::new(),
    });
    const SHOWN_FIRST: Option<ShownFirst> = Some(ShownFirst {
        further: |_, _| None,
        says: |inputs, lists, _| {
            let list = inputs.get("list_id").and_then(Value::as_i64).map(|id| ListLists::described(Some(lists), id));
            list.into_iter().map(|list| format!("It is added to {list}.")).collect()
        },
    });
    const CALL: Call = Form::post("/v1/add-prospect-to-list");
    const UNITS: Option<Units> = Some(Units {
        kind: "prospect",
        what: "people",
        is_charged: false,
        // Otherwise one who is there is left as they are, or changed.
        of: |inputs| {
            let list = text(inputs, "list_id").unwrap_or_default();
            let is_second = inputs.get("create_duplicates") == Some(&Value::Bool(true));
            if is_second { units::each_within(&list, inputs, &["email"]) } else { Vec::new() }
        },
    });
    const REMARKS: &'static [Remark] = &[Remark::Created, Remark::Skipped];
    // Adding somebody else, or somebody who is known without changing them, changes nothing of an earlier one.
    const CHANGES: Option<Changes> = Some(|made, added| {
        let emails = (made.input("email"), added.input("email"));
        match (added.output("updated").and_then(Value::as_bool), (made.id, added.id), emails) {
            (Some(false), ..) => Changed::No,
            (_, (Some(made), Some(added)), _) => is_same(made, added).into(),
            (_, _, (Some(made), Some(added))) if !is_same(&made, &added) => Changed::No,
            _ => Changed::Unknown,
        }
    });
    const LOOKUP: Option<Lookup> = Some(Lookup {
        items: "prospects",
        // The vendor may know a person with a profile by another address.
        inputs: |made| {
            let profile = made.get("social_links").and_then(|links| text(links, "linkedin"));
            // A duplicate cannot be told from the one that was there.
            let is_duplicate = made.get("create_duplicates").and_then(Value::as_bool) == Some(true);
            Some(json!({ "email": text(made, "email").filter(|_| profile.is_none() && !is_duplicate)? }))
        },
        matches: |made, row, _| {
            let lists = row.get("lists").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
            lists.iter().map(|list| exactly(made, "list_id", list, "id")).max().unwrap_or(Match::No)
        },
        ..Lookup::by::<FindProspectByEmail>()
    });

    const KNOWN_KEYS: Option<KnownKeys> = Some(KnownKeys {
        input: "custom_fields",
        read: "list_custom_fields",
        items: "custom_fields",
        key: "label",
        takes: "type",
        of: None,
        plain: label,
    });

    fn problems(&self) -> Vec<String> {
        let email = self.email.as_ref().and_then(|Recipients(email)| email.0.as_ref());
        let linkedin = self.social_links.as_ref().and_then(|links| links.linkedin.as_ref()?.0.0.as_ref());
        let mut problems = Vec::new();
        if email.is_none() && linkedin.is_none() {
            problems.push("A prospect needs `email` or `social_links.linkedin`: pass at least one");
        }
        if self.update_contact == Some(true) && self.create_duplicates == Some(true) {
            problems.push("`create_duplicates` does not go with `update_contact`: pass one of them");
        }
        if self.custom_fields.iter().flatten().any(|(name, _)| label(name).is_empty()) {
            problems.push("`custom_fields` has a value without a name: take the label from snov_list_custom_fields");
        }
        problems.into_iter().map(str::to_owned).collect()
    }

    fn remarks(&self, answer: &Bare<Added>, _: Received) -> Remarks {
        let Added { added, updated, .. } = answer.get();
        match (added, updated) {
            (Some(Flag(true)), _) => Remarks::created(Some(true)),
            (Some(Flag(false)), Some(Flag(true))) => {
                Remarks::skipped("The prospect was there before: it was changed, and none was added.")
            }
            (Some(Flag(false)), _) => Remarks::skipped(
                "The prospect was there before, and it was neither added nor changed; `update_contact`: true overwrites it.",
            ),
            (None, _) => Remarks::default(),
        }
    }
}

/// The label of a custom field, also out of the `key` that the vendor lists it under: `customFields['Project name']`.
fn label(given: &str) -> &str {
    let inner = given.trim().strip_prefix("customFields[").and_then(|rest| rest.strip_suffix(']'));
    let Some(inner) = inner else { return given.trim() };
    inner.strip_prefix('\'').and_then(|rest| rest.strip_suffix('\'')).unwrap_or(inner)
}

fn by_label<S: Serializer>(fields: &Option<BTreeMap<String, Scalar>>, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_map(fields.iter().flatten().map(|(name, value)| (label(name), value)))
}
