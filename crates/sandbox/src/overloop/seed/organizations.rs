//! Forty organizations.

use serde_json::json;

use super::{
    common::{START, second_user},
    custom_fields,
};
use crate::{
    fixtures::{COMPANIES, PLACES, at, pick, pick_from},
    overloop::{document::relate, organizations::ORGANIZATIONS, workspace::Workspace},
    store::clock::{DAY, MINUTE, nth},
};

/// The domain of an organization: `alderway.example.com`.
pub(super) fn domain(number: usize) -> String {
    let (name, _) = at(&COMPANIES, number);
    let word = name.split(' ').next().unwrap_or_default().to_lowercase();
    format!("{word}.example.{}", at(&["com", "org", "net"], number))
}

/// Adds the organizations.
pub(super) fn add(workspace: &mut Workspace) {
    for (number, (name, industry)) in COMPANIES.into_iter().enumerate() {
        let created_at = nth(START, number, 2 * DAY + 57 * MINUTE);
        let (created, updated) = (workspace.stamp(created_at), workspace.stamp(created_at + 20 * DAY));
        let id = workspace.next_id(ORGANIZATIONS.kind);
        let mut organization = ORGANIZATIONS.blank(workspace, &id, &created);
        let (city, state, country) = pick_from(&PLACES, number, 0x31);
        let domain = domain(number);
        let mut lists: Vec<&str> = Vec::new();
        lists.extend((number % 5 == 0).then_some("Key accounts"));
        lists.extend((industry == "IT").then_some("IT"));
        let description = number.is_multiple_of(4).then(|| format!("{industry}, met through a partner."));
        organization.assign(json!({
            "name": name,
            "description": description,
            "website": format!("https://{domain}"),
            "email": format!("contact@{domain}"),
            "phone": format!("+1-555-01{:02}", pick(number, 0x32, 100)),
            "country": country,
            "state": state,
            "city": city,
            "address": format!("{} Example Street", 1 + pick(number, 0x33, 120)),
            "created_from": at(&["web", "extension", "import", "api"], number),
            "lists": lists,
            "updated_at": updated,
        }));
        organization.assign(custom_fields::of_organization(number));
        if number % 3 == 2 {
            relate(&mut organization, "owner", second_user());
            relate(&mut organization, "updater", second_user());
        }
        workspace.store.insert(ORGANIZATIONS.path, organization);
    }
}
