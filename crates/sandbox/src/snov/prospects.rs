//! The calls on the account's own prospects.

use serde_json::{Value, json};

use super::{
    api::{Call, Route},
    errors, lists,
    plain::Resource,
    prospect::{PROSPECTS, Prospect, show_job, with_email},
    sending::{CAMPAIGNS, EVENTS, enroll, kind, recipient},
    shapes::{hash, moment, number},
    workspace::Workspace,
};
use crate::{
    reply::{Answer, Refusal, ok},
    route::Action::{Custom, List},
    schema_check::is_address,
    store::Store,
};

pub(super) const ROUTES: &[Route] = &[
    Route { call: "POST /v1/add-prospect-to-list", action: Custom(add_to_list) },
    Route { call: "POST /v1/get-prospect-by-id", action: Custom(get_by_id) },
    Route { call: "POST /v1/get-prospects-by-email", action: Custom(get_by_email) },
    Route { call: "GET /v1/prospect-custom-fields", action: List(&CUSTOM_FIELDS) },
];

/// The custom fields of prospects. Their ids are their names.
pub(super) const CUSTOM_FIELDS: Resource = Resource {
    path: "/custom-fields",
    show: |field| {
        json!({
            "key": format!("customFields['{}']", field.id),
            "label": field.id,
            "required": false,
            "type": field.get("type"),
        })
    },
    ..Resource::V1
};

/// The network whose link identifies a prospect without an address.
const LINKEDIN: &str = "linkedIn";

/// The prospect becomes a recipient of the active campaigns on the list.
fn add_to_list(workspace: &mut Workspace, call: &Call) -> Answer {
    let refuse = |message: &str| errors::failure_with_200("errors", message);
    let bad_request = |message: &str| errors::failure(http::StatusCode::BAD_REQUEST, "errors", message);
    let list = call.params.text("listId").ok_or_else(|| bad_request("The listId is missing"))?;
    let links = call.params.members("socialLinks");
    let link = links.iter().find(|(network, _)| network == LINKEDIN).map(|(_, link)| link.trim_end_matches('/'));
    let email = call.params.text("email");
    if email.is_none() && link.is_none() {
        return Err(bad_request("The email is missing, and so is socialLinks[linkedIn]"));
    }
    if email.as_ref().is_some_and(|email| !is_address(email)) {
        return Err(refuse("The email is no address"));
    }
    let mut list = lists::usable(&workspace.store, &list).ok_or_else(|| refuse("There is no such list"))?.clone();
    check_custom_fields(&workspace.store, call)?;

    let is_duplicate = call.params.flag("createDuplicates");
    if is_duplicate && call.params.flag("updateContact") {
        return Err(refuse("createDuplicates and updateContact cannot be used together"));
    }

    let now = workspace.store.clock.now();
    let existing = find_same(&workspace.store, email.as_deref(), link).filter(|_| !is_duplicate);
    let updated = existing.is_some() && call.params.flag("updateContact");
    let is_new = existing.is_none();
    let mut prospect = existing.unwrap_or_else(|| {
        let id = hash(workspace.next_number(), 0x22);
        Prospect { id, email, ..Prospect::default() }
    });
    if is_new || updated {
        update(&mut prospect, call);
        prospect.updated = now;
    }
    if is_new {
        workspace.store.insert(PROSPECTS, prospect.record());
    } else if updated {
        workspace.store.replace(PROSPECTS, &prospect.record());
    }
    let mut members = list.items("members").to_vec();
    let added = !members.iter().any(|own| *own == prospect.id.as_str());
    if added {
        members.push(prospect.id.as_str().into());
        list.set("members", members);
        workspace.store.replace(lists::LISTS.path, &list);
        enroll(workspace, &list.id, &prospect.id, prospect.email.as_deref());
    }
    ok(json!({ "success": true, "id": prospect.id, "added": added, "updated": updated }))
}

fn check_custom_fields(store: &Store, call: &Call) -> Result<(), Refusal> {
    let refuse = |message: String| Err(errors::failure_with_200("errors", message));
    for (name, value) in call.params.members("customFields") {
        match store.find(CUSTOM_FIELDS.path, &name) {
            None => return refuse(format!("There is no custom field '{name}'")),
            Some(field) if field.text("type") == "number" && value.parse::<f64>().is_err() => {
                return refuse(format!("The custom field '{name}' wants a number"));
            }
            Some(_) => {}
        }
    }
    Ok(())
}

/// The stored prospect with this address, or without an address to look for the one with this LinkedIn profile.
fn find_same(store: &Store, email: Option<&str>, link: Option<&str>) -> Option<Prospect> {
    match email {
        Some(email) => with_email(store, email).next()?.read(),
        None => {
            let mut prospects = store.all(PROSPECTS).iter().filter_map(|record| record.read::<Prospect>());
            prospects.find(|prospect| link.is_some() && prospect.link(LINKEDIN) == link)
        }
    }
}

/// Takes over what a request says of a prospect.
fn update(prospect: &mut Prospect, call: &Call) {
    let text = |name| call.params.text(name);
    let (mut first, mut last) = (text("firstName"), text("lastName"));
    if let Some(name) = text("fullName") {
        let (start, rest) = name.split_once(' ').unwrap_or((&name, ""));
        first = first.or_else(|| Some(start.to_owned()));
        last = last.or_else(|| Some(rest.trim().to_owned()));
        prospect.name = name;
    } else if first.is_some() || last.is_some() {
        let first = first.as_deref().unwrap_or(&prospect.first);
        prospect.name = format!("{first} {}", last.as_deref().unwrap_or(&prospect.last)).trim().to_owned();
    }
    prospect.first = first.unwrap_or_else(|| std::mem::take(&mut prospect.first));
    prospect.last = last.unwrap_or_else(|| std::mem::take(&mut prospect.last));
    prospect.country = text("country").or_else(|| prospect.country.take());
    prospect.locality = text("locality").or_else(|| prospect.locality.take());
    let phones = call.params.texts("phones");
    if !phones.is_empty() {
        prospect.phones = phones;
    }
    let [position, company, site] = ["position", "companyName", "companySite"].map(text);
    if position.is_some() || company.is_some() || site.is_some() {
        let job = prospect.job.get_or_insert_default();
        job.company = company.unwrap_or_else(|| std::mem::take(&mut job.company));
        job.position = position.or_else(|| job.position.take());
        job.site = site.or_else(|| job.site.take());
        job.country = prospect.country.clone();
    }
    for (network, link) in call.params.members("socialLinks") {
        prospect.social.retain(|(own, _)| *own != network);
        prospect.social.push((network, link));
    }
    prospect.custom_fields.extend(call.params.members("customFields"));
}

fn get_by_id(workspace: &mut Workspace, call: &Call) -> Answer {
    let id = call.required("id")?;
    let unknown = || errors::failure_with_200("errors", format!("Prospect with id '{id}' not found"));
    let prospect = Prospect::find(&workspace.store, &id).ok_or_else(unknown)?;
    ok(json!({ "success": true, "data": show(&workspace.store, &prospect) }))
}

fn get_by_email(workspace: &mut Workspace, call: &Call) -> Answer {
    let email = call.required("email")?;
    let store = &workspace.store;
    let prospects = with_email(store, &email).filter_map(|record| record.read::<Prospect>());
    let found: Vec<Value> = prospects.map(|prospect| show(store, &prospect)).collect();
    if found.is_empty() {
        return Err(errors::failure_with_200("errors", format!("Prospect with email '{email}' not found")));
    }
    ok(json!({ "success": true, "data": found }))
}

/// A prospect as answers show it.
pub(super) fn show(store: &Store, prospect: &Prospect) -> Value {
    let lists = store.all(lists::LISTS.path).iter().filter(|list| {
        !list.has("deleted") && list.items("members").iter().any(|member| *member == prospect.id.as_str())
    });
    let campaigns = store.all(CAMPAIGNS).iter().filter_map(|campaign| {
        let recipient = recipient(store, &campaign.id, &prospect.id)?;
        let times = |kinds: &[&str]| {
            let own = store.below(EVENTS, &campaign.id).filter(|event| event.text("prospect") == prospect.id);
            own.filter(|event| kinds.contains(&event.text("kind"))).count()
        };
        Some(json!({
            "id": number(&campaign.id),
            "campaign": campaign.get("name"),
            "status": recipient.get("status"),
            "sent": times(&[kind::FIRST_EMAIL, kind::FOLLOW_UP]),
            "opens": times(&[kind::OPEN]),
            "replies": times(&[kind::REPLY]),
        }))
    });
    json!({
        "id": prospect.id,
        "name": prospect.name,
        "firstName": prospect.first,
        "lastName": prospect.last,
        "industry": prospect.industry,
        "country": prospect.country,
        "locality": prospect.locality,
        "social": prospect.social_links(),
        "lastUpdateDate": moment(prospect.updated),
        "currentJob": show_job(&prospect.job),
        "previousJob": show_job(&prospect.previous_job),
        "lists": lists.map(|list| json!({ "id": number(&list.id), "name": list.get("name") })).collect::<Value>(),
        "campaigns": campaigns.collect::<Value>(),
    })
}
