//! The account every start begins with: a small agency's, a year old. The same every time, down to the ids.

mod automations;
mod campaigns;
mod common;
mod custom_fields;
mod organizations;
mod prospects;

use jiff::tz::TimeZone;
use serde_json::json;

use self::common::{START, add_with};
use super::{
    account::{ACCOUNT, USERS},
    document::identifier,
    exclusion_list_items::EXCLUSION_LIST_ITEMS,
    lists::{LISTS, new_list},
    workspace::Workspace,
};
use crate::{
    seed::Seed,
    store::{
        Record, Store,
        clock::{DAY, MINUTE, nth},
    },
};

/// Lists: name and type.
const LIST_NAMES: [(&str, &str); 6] = [
    ("CEO", "prospects"),
    ("Belgium", "prospects"),
    ("Spring fair visitors", "prospects"),
    ("Webinar sign-ups", "prospects"),
    ("Key accounts", "organizations"),
    ("IT", "organizations"),
];
/// Users: name, address, role, whether disabled, time zone.
const PEOPLE: [(&str, &str, &str, bool, &str); 3] = [
    ("Maya Lindqvist", "maya.lindqvist@example.com", "admin", false, "Brussels"),
    ("Leo Marchetti", "leo.marchetti@example.com", "user", false, "Rome"),
    ("Ines Okafor", "ines.okafor@example.com", "read_only", true, "London"),
];
/// Items of the exclusion list that match none of the prospects.
const EXCLUDED: [(&str, &str); 9] = [
    ("rival.example.com", "domain"),
    ("press.example.org", "domain"),
    ("no-mail.example.net", "domain"),
    ("ex-customer.example.com", "domain"),
    ("unsubscribed.reader@example.org", "email"),
    ("legal@example.net", "email"),
    ("abuse@example.com", "email"),
    ("former.partner@example.com", "email"),
    ("do.not.write@example.net", "email"),
];

const COMPANY_ID: &str = "5";

/// The seeded account.
pub(super) fn workspace(seed: &Seed) -> Workspace {
    let zone = TimeZone::get("Europe/Brussels").unwrap_or(TimeZone::UTC);
    let mut workspace = Workspace { store: Store::default(), zone };
    add_company(&mut workspace);
    for (index, (name, list_type)) in (1..).zip(LIST_NAMES) {
        let (id, created) = (workspace.next_id(LISTS.kind), workspace.stamp(nth(START, index, 3 * DAY)));
        let list = new_list(&workspace, &id, &created, name, list_type);
        workspace.store.insert(LISTS.path, list);
    }
    // Three prospects are excluded by their address.
    let prospects = [11, 47, 98].map(|number| (prospects::email(number), "email"));
    let items = EXCLUDED.map(|(value, kind)| (value.to_owned(), kind)).into_iter().chain(prospects);
    for (index, (value, kind)) in (1..).zip(items) {
        let created = workspace.stamp(nth(START, index, 9 * DAY + 43 * MINUTE));
        let id = workspace.next_id(EXCLUSION_LIST_ITEMS.kind);
        let item = json!({ "value": value, "item_type": kind, "created_at": created });
        workspace.store.insert(EXCLUSION_LIST_ITEMS.path, Record::new(id, item));
    }
    custom_fields::add(&mut workspace);
    organizations::add(&mut workspace);
    prospects::add(&mut workspace, seed.prospects);
    automations::add(&mut workspace);
    campaigns::add(&mut workspace);
    workspace
}

/// Adds the company and its users.
fn add_company(workspace: &mut Workspace) {
    let company = json!({
        "name": "Lindqvist & Marchetti",
        "website": "https://lindqvist-marchetti.example.com",
        "phone_number": "",
        "billing_name": "Lindqvist & Marchetti SRL",
        "address": "Rue de l'Exemple 12, 1040 Brussels",
        "country": "BE",
        "vat": "BE0000000097",
        "plan_name": "Starter",
        "plan_code": "starter_monthly_usd",
        "remaining_credits": 249,
        "created_at": workspace.stamp(START),
        "updated_at": workspace.stamp(START + 240 * DAY),
    });
    workspace.store.insert(ACCOUNT.path, Record::new(COMPANY_ID, company));
    for (index, (name, email, role, disabled, timezone)) in (1..).zip(PEOPLE) {
        let user = json!({
            "name": name,
            "email": email,
            "role": role,
            "phone_number": "",
            "disabled": disabled,
            "timezone": timezone,
            "created_at": workspace.stamp(nth(START, index, DAY)),
            "updated_at": workspace.stamp(nth(START, index, 30 * DAY)),
        });
        let user = Record::new(workspace.next_id(USERS.kind), user);
        add_with(workspace, USERS.path, user, [("company", identifier(ACCOUNT.kind, COMPANY_ID))]);
    }
}
