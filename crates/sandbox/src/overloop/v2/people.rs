//! Prospects, organizations, lists, the exclusion list, custom fields, and the account with its users, addresses and merge tags.

use serde_json::{Map, Value, json};

use super::{
    super::{
        account::{ACCOUNT, USERS},
        exclusion_list_items::{EXCLUSION_LIST_ITEMS, excludes},
        lists::{self, LISTS},
        organizations::ORGANIZATIONS,
        prospects::PROSPECTS,
        workspace::Workspace,
    },
    api::{Call, Route},
    enrollments, errors,
    view::{View, flat, gone, number, prospects},
};
use crate::reply::{Answer, ok};

pub(super) const ROUTES: &[Route] = &[
    Route { call: "GET /prospects", run: |workspace, call| PEOPLE.list(workspace, call) },
    Route { call: "POST /prospects", run: |workspace, call| PEOPLE.create(workspace, call, PEOPLE.given(call)) },
    Route { call: "GET /prospects/{id}", run: get_prospect },
    Route { call: "PATCH /prospects/{id}", run: |workspace, call| PEOPLE.update(workspace, call) },
    Route { call: "DELETE /prospects/{id}", run: |workspace, call| PEOPLE.delete(workspace, call) },
    Route { call: "GET /organizations", run: |workspace, call| EMPLOYERS.list(workspace, call) },
    Route {
        call: "POST /organizations",
        run: |workspace, call| EMPLOYERS.create(workspace, call, EMPLOYERS.given(call)),
    },
    Route { call: "GET /organizations/{id}", run: |workspace, call| EMPLOYERS.get(workspace, call) },
    Route { call: "PATCH /organizations/{id}", run: |workspace, call| EMPLOYERS.update(workspace, call) },
    Route { call: "DELETE /organizations/{id}", run: |workspace, call| EMPLOYERS.delete(workspace, call) },
    Route { call: "GET /lists", run: |workspace, call| GROUPS.list(workspace, call) },
    Route { call: "POST /lists", run: create_list },
    Route { call: "GET /lists/{id}", run: |workspace, call| GROUPS.get(workspace, call) },
    Route { call: "PATCH /lists/{id}", run: update_list },
    Route { call: "DELETE /lists/{id}", run: delete_list },
    Route { call: "GET /exclusion_list", run: |workspace, call| EXCLUSIONS.list(workspace, call) },
    Route {
        call: "POST /exclusion_list",
        run: |workspace, call| EXCLUSIONS.create(workspace, call, EXCLUSIONS.given(call)),
    },
    Route { call: "DELETE /exclusion_list/{id}", run: delete_exclusion },
    Route { call: "GET /account", run: get_account },
    Route { call: "GET /me", run: get_me },
    Route { call: "GET /users", run: |workspace, call| COLLEAGUES.list(workspace, call) },
    Route { call: "GET /users/{id}", run: |workspace, call| COLLEAGUES.get(workspace, call) },
    Route { call: "GET /custom_fields", run: list_custom_fields },
    Route { call: "GET /merge_tags", run: list_merge_tags },
    Route { call: "GET /sending_addresses", run: list_sending_addresses },
];

pub(super) const PEOPLE: View = View {
    of: &PROSPECTS,
    filters: &["sourcing_id", "email", "linkedin_profile", "organization_id"],
    searched: &["email", "first_name", "last_name", "jobtitle"],
    expanded: &["organization", "enrollments"],
    listed: |workspace, name, id| (name == "enrollments").then(|| enrollments::of(workspace, id)),
    written: &[
        "email",
        "first_name",
        "last_name",
        "jobtitle",
        "linkedin_profile",
        "phone",
        "description",
        "organization_id",
    ],
};

const EMPLOYERS: View = View {
    of: &ORGANIZATIONS,
    filters: &["country", "name"],
    searched: &["name", "website", "email"],
    expanded: &[],
    listed: |_, _, _| None,
    written: &["name", "website", "description", "email", "phone", "country", "city", "state", "address"],
};

const GROUPS: View =
    View { of: &LISTS, filters: &[], searched: &["name"], expanded: &[], listed: |_, _, _| None, written: &["name"] };

const EXCLUSIONS: View = View {
    of: &EXCLUSION_LIST_ITEMS,
    filters: &["item_type"],
    searched: &["value"],
    expanded: &[],
    listed: |_, _, _| None,
    written: &["value", "item_type"],
};

const COLLEAGUES: View = View {
    of: &USERS,
    filters: &[],
    searched: &["name", "email"],
    expanded: &[],
    listed: |_, _, _| None,
    written: &[],
};

/// By id or by address.
fn get_prospect(workspace: &mut Workspace, call: &Call) -> Answer {
    let all = workspace.store.all(PROSPECTS.path);
    let found = all.iter().find(|prospect| {
        prospect.id == call.id() || (call.id().contains('@') && prospect.text("email").eq_ignore_ascii_case(call.id()))
    });
    ok(PEOPLE.document(workspace, call, found.ok_or_else(errors::not_found)?))
}

/// v2 takes a name alone; its lists are of prospects.
fn create_list(workspace: &mut Workspace, call: &Call) -> Answer {
    let mut given = GROUPS.given(call);
    given.insert("list_type".to_owned(), "prospects".into());
    GROUPS.create(workspace, call, given)
}

fn update_list(workspace: &mut Workspace, call: &Call) -> Answer {
    let as_v1 = GROUPS.as_v1(call, GROUPS.given(call))?;
    let changed = lists::update(workspace, &as_v1).map_err(errors::of_v1)?;
    GROUPS.written(workspace, call, &changed)
}

fn delete_list(workspace: &mut Workspace, call: &Call) -> Answer {
    lists::delete(workspace, &GROUPS.as_v1(call, Map::new())?).map_err(errors::of_v1)?;
    gone()
}

/// Prospects that nothing else excludes can be mailed again.
fn delete_exclusion(workspace: &mut Workspace, call: &Call) -> Answer {
    workspace.store.remove(EXCLUSION_LIST_ITEMS.path, call.id()).ok_or_else(errors::not_found)?;
    let all = workspace.store.all(&prospects());
    let free: Vec<String> = all
        .iter()
        .filter(|prospect| !excludes(workspace, prospect.text("email")))
        .map(|prospect| prospect.id.clone())
        .collect();
    for prospect in workspace.store.all_mut(&prospects()) {
        if free.contains(&prospect.id) {
            prospect.set("excluded", false);
        }
    }
    gone()
}

fn get_account(workspace: &mut Workspace, _: &Call) -> Answer {
    let account = workspace.store.all(ACCOUNT.path).first().ok_or_else(errors::not_found)?;
    ok(json!({ "data": flat(account) }))
}

/// The first user is the one the API key belongs to.
fn get_me(workspace: &mut Workspace, _: &Call) -> Answer {
    let user = workspace.store.all(USERS.path).first().ok_or_else(errors::not_found)?;
    ok(json!({ "data": flat(user) }))
}

fn list_custom_fields(workspace: &mut Workspace, call: &Call) -> Answer {
    let kind = call.get("type");
    let fields = workspace.store.all("/custom_fields").iter();
    let fields = fields.filter(|field| kind.is_none_or(|kind| field.text("type") == kind));
    let fields: Vec<Value> = fields.map(|field| flat(field).into()).collect();
    ok(json!({ "data": fields }))
}

/// Merge tags: tag, group, example.
const TAGS: [(&str, &str, &str); 9] = [
    ("prospect_firstname", "prospect", "John"),
    ("prospect_lastname", "prospect", "Doe"),
    ("organization_name", "organization", "Acme"),
    ("sender_firstname", "sender", "Maya"),
    ("owner_email", "owner", "maya.lindqvist@example.com"),
    ("company_name", "company", "Lindqvist & Marchetti"),
    ("automation_name", "campaign", "Spring outreach"),
    ("thread_subject", "thread", "A question"),
    ("is_monday", "condition", "true"),
];

fn list_merge_tags(workspace: &mut Workspace, _: &Call) -> Answer {
    let fixed = TAGS.map(|(tag, group, example)| json!({ "tag": tag, "group": group, "example": example }));
    let custom = workspace.store.all("/custom_fields").iter().map(|field| {
        let kind = field.text("type").trim_end_matches('s');
        json!({ "tag": format!("{kind}_{}", field.text("identifier")), "group": "custom_field", "example": "" })
    });
    let tags: Vec<Value> = fixed.into_iter().chain(custom).collect();
    ok(json!({ "data": tags }))
}

/// An address for each user who can log in, and one whose connection is broken.
fn list_sending_addresses(workspace: &mut Workspace, _: &Call) -> Answer {
    let users = workspace.store.all(USERS.path).iter();
    let rows: Vec<Value> = (1u64..)
        .zip(users)
        .map(|(id, user)| {
            json!({
                "id": id,
                "email": user.get("email"),
                "from_name": user.get("name"),
                "provider": "google",
                "working": *user.get("disabled") != true,
                "user_id": number(&user.id),
            })
        })
        .collect();
    ok(json!({ "data": rows }))
}
