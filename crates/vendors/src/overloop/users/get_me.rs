use crate::overloop::{objects::UserV2, prelude::*};

#[derive(JsonSchema)]
pub struct GetMe {}

impl Plain for GetMe {
    type Object = UserV2;
    const SHOWN: Shown = v2::under("user");
    const LOOK: Look = v2::ONE;
    const ABOUT: About = About {
        name: "get_me",
        title: "Get the key's own user",
        description: "Reads the Overloop user whose API key this is: id, name, address, role, time zone. It takes no \
            id: the key decides. Use it to know who owns what is created without `owner_id`, and whether the role \
            permits writes. A key without API v2 gets `forbidden`. For the company's plan and credits use get_account, \
            for colleagues list_users.",
        ..About::read(v2::DOCS)
    };
    const CALL: Call = v2::get("/public/v2/me");
}
