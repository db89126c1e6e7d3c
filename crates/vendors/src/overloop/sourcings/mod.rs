//! Sourcings: searches in Overloop's database of people, which add whom they find as prospects, for credits.

use super::campaigns::prelude::*;

toolset! { "sourcings":
    plain list::ListSourcings,
    plain get::GetSourcing,
    plain create::CreateSourcing,
    plain update::UpdateSourcing,
    plain delete::DeleteSourcing,
    plain start::StartSourcing,
    plain pause::PauseSourcing,
    plain clone::CloneSourcing,
    plain estimate::EstimateSourcing,
    plain list_options::ListSourcingOptions,
}

/// Reads a sourcing where the answer may be empty.
const MAYBE_SOURCING: Look = Look { adjust: Some(|inputs, outputs| add_id(inputs, "sourcing_id", outputs)), ..MAYBE };

/// The read of the sourcing whose id these inputs have.
fn read_sourcing(inputs: &Value) -> Option<Request> {
    read(&["sourcings", &text(inputs, "sourcing_id")?])
}

/// Whether the state of a sourcing that was read is one of these words.
fn has_status(sourcing: &Value, words: &[&str]) -> bool {
    text(content(sourcing), "status").is_some_and(|status| words.contains(&status.to_lowercase().as_str()))
}

/// The campaigns that take people from a sourcing, for a person who is to agree.
const CAMPAIGNS: Option<ReadFirst> = Some(ReadFirst {
    request: |inputs| {
        text(inputs, "sourcing_id")?;
        read(&["campaigns"])?.with_query(&[("per_page", 1000)]).ok()
    },
    is_needed: |_| false,
    forbids: |_, _| None,
    warns: |inputs, campaigns| {
        let id = text(inputs, "sourcing_id").unwrap_or_default();
        let named = |campaign: &&Value| {
            let (id, name, status) = (text(campaign, "id"), text(campaign, "name"), text(campaign, "status"));
            format!("`{}` \"{}\" ({})", id.unwrap_or_default(), name.unwrap_or_default(), status.unwrap_or_default())
        };
        let is_own = |campaign: &&Value| text(campaign, "sourcing_id").is_some_and(|own| is_same(&own, &id));
        let takes = |campaign: &&Value| {
            text(campaign, "sourcing_id").is_none()
                && campaign.get("only_allow_manual_enrollment") == Some(&Value::Bool(false))
        };
        let of = |is_so: &dyn Fn(&&Value) -> bool| {
            let found: Vec<String> = rows_of(campaigns).iter().filter(is_so).map(|campaign| named(&campaign)).collect();
            (!found.is_empty()).then(|| found.join(", "))
        };
        let own = of(&is_own).map(|own| format!("Campaigns that take their people from it: {own}."));
        let others = of(&takes).map(|others| {
            format!("Campaigns that may take people from it, since Overloop does not tell of one that is only their trigger: {others}.")
        });
        let found: Vec<String> = own.into_iter().chain(others).collect();
        match found.is_empty() {
            true if is_whole(campaigns) => vec!["No campaign takes people from it.".to_owned()],
            _ => found,
        }
    },
});
