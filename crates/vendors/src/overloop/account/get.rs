use crate::overloop::prelude::*;

#[derive(Debug, Deserialize, Serialize, JsonSchema)]
pub struct GetAccount {}

impl Endpoint for GetAccount {
    type Answer = One<Account>;

    const ABOUT: About = About {
        name: "get_account",
        title: "Get the account",
        description: "Reads the Overloop account that the API key belongs to: company, plan, remaining credits. It \
            takes no id: the key decides. Use it to test the key (`unauthorized`: wrong), and before and after \
            start_sourcing for the cost: a running sourcing lowers the credits. For colleagues use list_users, for \
            the key's own user get_me, for customers' companies list_organizations.",
        ..About::read("https://apidoc.overloop.ai/#retrieve-your-account")
    };
    const CALL: Call = Call::get("/public/v1/account");
    const SUCCESSOR: Option<Successor<Self>> =
        v2::successor(|inputs| v2::Taken::NONE.request(v2::get("/public/v2/account"), inputs));
}
