use crate::overloop::{objects::UserV2, prelude::*};

#[derive(JsonSchema)]
#[expect(dead_code, reason = "only its schema is used")]
pub struct GetUser {
    /// Id of the user, a number, from list_users
    user_id: UserId,
}

impl Plain for GetUser {
    type Object = UserV2;
    const SHOWN: Shown = v2::under("user");
    const LOOK: Look = v2::ONE;
    const ABOUT: About = About {
        name: "get_user",
        title: "Get a user",
        description: "Reads one person with a login to Overloop by `user_id` (a number): name, address, role. Use it \
            for an `owner_id`, `sender_id` or `creator_id` that another tool returned. A key without API v2 gets \
            `forbidden`: use list_users then. For the key's own user use get_me. People to be mailed are prospects \
            with ids of their own: use get_prospect.",
        ..About::read(v2::DOCS)
    };
    const CALL: Call = v2::get("/public/v2/users/{user_id}");
}
