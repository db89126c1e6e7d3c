//! Forty organizations.

use serde_json::{Value, json};

use super::{DAY, MINUTE, START, custom_fields, fill};
use crate::{
    made_up::{COMPANIES, PLACES, at, pick},
    overloop::{organizations::blank, workspace::Workspace},
};

/// Where an organization is reached: `alderway.example.com`.
pub fn domain(number: usize) -> String {
    let (name, _) = at(&COMPANIES, number);
    let word = name.split(' ').next().unwrap_or_default().to_lowercase();
    format!("{word}.example.{}", at(&["com", "org", "net"], number))
}

/// Adds them.
pub fn plant(workspace: &mut Workspace) {
    for (number, (index, (name, industry))) in (0i64..).zip(COMPANIES).enumerate() {
        let created = workspace.stamp(START + index * (2 * DAY + 57 * MINUTE));
        let updated = workspace.stamp(START + index * (2 * DAY + 57 * MINUTE) + 20 * DAY);
        let id = workspace.next_id("organizations");
        let mut organization = blank(workspace, &id, &created);
        let (city, state, country) = at(&PLACES, pick(number, 0x31, PLACES.len()));
        let domain = domain(number);
        let mut lists: Vec<&str> = Vec::new();
        lists.extend((number % 5 == 0).then_some("Key accounts"));
        lists.extend((industry == "IT").then_some("IT"));
        let described = number.is_multiple_of(4);
        fill(
            &mut organization,
            json!({
                "name": name,
                "description": if described { format!("{industry}, met through a partner.").into() } else { Value::Null },
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
            }),
        );
        fill(&mut organization, custom_fields::of_organization(number));
        let second = ("users", "2".to_owned());
        if number % 3 == 2 {
            organization.relate("owner", Some(second.clone()));
            organization.relate("updater", Some(second));
        }
        workspace.organizations.push(organization);
    }
}
