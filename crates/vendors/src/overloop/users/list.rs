use crate::overloop::prelude::*;

/// The attributes that users can be filtered by.
#[derive(Debug, Deserialize, Serialize, JsonSchema)]
struct Filter {
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
        description: "Lists the people with a login; their ids are owners of prospects and organizations.",
        pages: pages("users"),
        ..About::read("https://apidoc.overloop.ai/#list-users")
    };
    const CALL: Call = jsonapi::list::<UserWithRelated>("/users");
}
