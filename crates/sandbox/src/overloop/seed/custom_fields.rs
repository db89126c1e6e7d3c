//! Custom fields of every type there is.

use serde_json::{Value, json};

use crate::{
    fixtures::{at, pick, pick_from},
    overloop::workspace::Workspace,
    store::Record,
};

/// The type of records, the identifier, the name and the value type.
const FIELDS: [(&str, &str, &str, &str); 15] = [
    ("prospects", "c_custom_field_a", "Temperature", "text"),
    ("prospects", "c_fit_score", "Fit score", "numeric"),
    ("prospects", "c_call_notes", "Call notes", "text_long"),
    ("prospects", "c_assistant_phone", "Assistant's phone", "phone"),
    ("prospects", "c_portfolio", "Portfolio", "url"),
    ("prospects", "c_newsletter", "Newsletter", "boolean"),
    ("prospects", "c_stage", "Stage", "list_single"),
    ("prospects", "c_interests", "Interests", "list_multiple"),
    ("prospects", "c_next_call", "Next call", "datetime"),
    ("prospects", "c_contract_end", "Contract end", "date"),
    ("organizations", "c_custom_field_a", "Temperature", "text"),
    ("organizations", "c_employees", "Employees", "numeric"),
    ("organizations", "c_customer", "Customer", "boolean"),
    ("organizations", "c_tier", "Tier", "list_single"),
    ("organizations", "c_renewal", "Renewal", "date"),
];
const STAGES: [&str; 4] = ["New", "Contacted", "Qualified", "Lost"];
const INTERESTS: [&str; 4] = ["Sourcing", "Email", "LinkedIn", "CRM"];
const TIERS: [&str; 3] = ["A", "B", "C"];

/// Adds the declarations.
pub(super) fn add(workspace: &mut Workspace) {
    for (kind, identifier, name, value_type) in FIELDS {
        let options: &[&str] = match identifier {
            "c_stage" => &STAGES,
            "c_interests" => &INTERESTS,
            "c_tier" => &TIERS,
            _ => &[],
        };
        let id = workspace.next_id("custom_fields");
        let declaration = json!({
            "identifier": identifier,
            "name": name,
            "type": kind,
            "options": options,
            "value_type": value_type,
        });
        workspace.store.insert("/custom_fields", Record::new(id, declaration));
    }
}

/// The values of a prospect. Every fourth prospect has some.
pub(super) fn of_prospect(number: usize) -> Value {
    if number % 4 != 1 {
        return json!({});
    }
    let some = |salt, end| pick(number, salt, end);
    json!({
        "c_custom_field_a": at(&["Hot lead", "Warm lead", "Cold lead"], number / 4),
        "c_fit_score": some(0x51, 400) as f64 / 4.0,
        "c_call_notes": "Asked for prices.\nCall again after the holidays.",
        "c_assistant_phone": format!("+1-555-01{:02}", some(0x52, 100)),
        "c_portfolio": format!("https://portfolio.example.org/{number}"),
        "c_newsletter": some(0x53, 2) == 0,
        "c_stage": pick_from(&STAGES, number, 0x54),
        "c_interests": [at(&INTERESTS, number / 4), at(&INTERESTS, number / 4 + 1)],
        "c_next_call": format!("2026-09-{:02}T09:45:30Z", 1 + some(0x55, 28)),
        "c_contract_end": format!("2027-{:02}-15", 1 + some(0x56, 12)),
    })
}

/// The values of an organization. Every third organization has some.
pub(super) fn of_organization(number: usize) -> Value {
    if number % 3 != 1 {
        return json!({});
    }
    json!({
        "c_custom_field_a": "Met at the spring fair",
        "c_employees": 10 + pick(number, 0x61, 400),
        "c_customer": pick(number, 0x62, 3) == 0,
        "c_tier": at(&TIERS, number / 3),
        "c_renewal": format!("2027-{:02}-01", 1 + pick(number, 0x63, 12)),
    })
}
