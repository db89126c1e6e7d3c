use crate::overloop::prelude::*;

/// The attributes that users can be filtered by.
#[derive(Debug, Deserialize, Serialize, JsonSchema)]
struct Filter {
    /// true: users who can no longer log in; false: the others
    disabled: Option<bool>,
}

/// What users are related to.
#[derive(Debug, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
enum Include {
    Company,
}

#[derive(Debug, Deserialize, Serialize, JsonSchema)]
#[serde(transparent)]
pub struct ListUsers(ListInputs<Filter, Include>);

impl Endpoint for ListUsers {
    type Answer = Many<UserWithRelated>;

    const ABOUT: About = About {
        name: "list_users",
        title: "List users",
        description: "Lists the people who can log in to Overloop: id, role, address. Use it for the `owner_id` of \
            prospects and organizations and the `sender_id` of campaigns, or to turn such an id into a name. \
            `filter.disabled: false` leaves out those who can log in no more. It has no filter by name. For people to \
            be mailed use list_prospects.",
        pages: pages("users"),
        ..About::read("https://apidoc.overloop.ai/#list-users")
    };
    const CALL: Call = jsonapi::list::<UserWithRelated>("/public/v1/users");
    const SUCCESSOR: Option<Successor<Self>> =
        v2::successor(|inputs| v2::Taken::NONE.request(v2::list("/public/v2/users"), inputs));
}
