//! <https://snov.io/api#AddProspectToList>

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::snov::post_v1;
use outreach_model::{
    about::{About, Repeat},
    action::Action,
    effect::Effect,
    error::Failure,
    lenient::{Flag, Scalar, Text},
    request::Request,
};

/// `POST /v1/add-prospect-to-list`.
pub struct AddProspectToList;

#[derive(Debug, Deserialize, JsonSchema)]
pub struct Inputs {
    /// Or social_links.linkedin
    email: Option<String>,
    /// Both names
    full_name: Option<String>,
    /// Given name
    first_name: Option<String>,
    /// Surname
    last_name: Option<String>,
    /// Numbers
    phones: Option<Vec<String>>,
    /// In English, e.g. United States
    country: Option<String>,
    /// E.g. city and state
    locality: Option<String>,
    /// Job title
    position: Option<String>,
    /// Employer
    company_name: Option<String>,
    /// As http://example.com
    company_site: Option<String>,
    /// Overwrite one with the same address
    update_contact: Option<bool>,
    /// Plain values by label; see list_custom_fields
    custom_fields: Option<BTreeMap<String, Scalar>>,
    /// URLs of profiles
    social_links: Option<SocialLinks>,
    /// See list_lists
    list_id: u64,
}

#[derive(Debug, Deserialize, JsonSchema)]
struct SocialLinks {
    linkedin: Option<String>,
    facebook: Option<String>,
    twitter: Option<String>,
}

#[derive(Debug, Deserialize, Serialize, JsonSchema)]
pub struct Outputs {
    /// Prospect id
    id: Option<Text>,
    added: Option<Flag>,
    /// Whether one that was there is changed
    updated: Option<Flag>,
}

/// The form, name by name.
#[derive(Default)]
struct Form(Vec<(String, String)>);

impl Form {
    fn given(&mut self, name: &str, value: Option<&str>) {
        self.0.extend(value.map(|value| (name.to_owned(), value.to_owned())));
    }
}

/// A text that says something.
fn filled(text: Option<&String>) -> Option<&str> {
    text.map(|text| text.trim()).filter(|text| !text.is_empty())
}

/// The label of a custom field, also out of the `key` that the vendor lists it under: `customFields['Project name']`.
fn label(given: &str) -> &str {
    let inner = given.trim().strip_prefix("customFields[").and_then(|rest| rest.strip_suffix(']'));
    let Some(inner) = inner else { return given.trim() };
    inner.strip_prefix('\'').and_then(|rest| rest.strip_suffix('\'')).unwrap_or(inner)
}

/// A value as a form has it; nothing for null.
fn text(value: &Scalar) -> Option<String> {
    match value {
        Scalar::Text(text) => Some(text.clone()),
        Scalar::Number(number) => Some(number.to_string()),
        Scalar::Flag(flag) => Some(flag.to_string()),
        Scalar::Null => None,
    }
}

impl Action for AddProspectToList {
    type Answer = Outputs;
    type Inputs = Inputs;
    type Outputs = Outputs;

    const ABOUT: About = About {
        name: "add_prospect_to_list",
        title: "Add a prospect to a list",
        description: "Adds a prospect to a list: an active campaign of that list starts mailing it. Free. Without `update_contact` one that is known stays as it was.",
        ..About::write(
            "https://snov.io/api#AddProspectToList",
            Effect::Send,
            Repeat::Doubles,
            "Look with snov_list_prospects_in_list, newest first, before you add it again.",
        )
    };

    fn request(inputs: &Inputs) -> Result<Request, Failure> {
        let links = inputs.social_links.as_ref();
        let linkedin = filled(links.and_then(|links| links.linkedin.as_ref()));
        let email = filled(inputs.email.as_ref());
        if email.is_none() && linkedin.is_none() {
            return Err(Failure::invalid_input(
                "A prospect needs `email` or `social_links.linkedin`. Pass at least one; nothing was sent.",
            ));
        }
        let mut form = Form::default();
        form.given("email", email);
        form.given("fullName", inputs.full_name.as_deref());
        form.given("firstName", inputs.first_name.as_deref());
        form.given("lastName", inputs.last_name.as_deref());
        for phone in inputs.phones.iter().flatten() {
            form.given("phones[]", Some(phone));
        }
        form.given("country", inputs.country.as_deref());
        form.given("locality", inputs.locality.as_deref());
        form.given("position", inputs.position.as_deref());
        form.given("companyName", inputs.company_name.as_deref());
        form.given("companySite", inputs.company_site.as_deref());
        form.given("updateContact", inputs.update_contact.map(|update| if update { "true" } else { "false" }));
        for (name, value) in inputs.custom_fields.iter().flatten() {
            let name = label(name);
            if name.is_empty() {
                return Err(Failure::invalid_input(
                    "`custom_fields` has a value without a name. Take the label from snov_list_custom_fields; nothing \
                     was sent.",
                ));
            }
            form.given(&format!("customFields[{name}]"), text(value).as_deref());
        }
        form.given("socialLinks[linkedIn]", linkedin);
        form.given("socialLinks[facebook]", filled(links.and_then(|links| links.facebook.as_ref())));
        // One of the vendor's examples has `social[twiiter]`; the newer one has this.
        form.given("socialLinks[twitter]", filled(links.and_then(|links| links.twitter.as_ref())));
        form.given("listId", Some(&inputs.list_id.to_string()));
        post_v1("add-prospect-to-list")?.with_form(&form.0)
    }

    fn outputs(_: Inputs, answer: Outputs) -> Outputs {
        answer
    }
}
