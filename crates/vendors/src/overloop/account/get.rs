use crate::overloop::prelude::*;

#[derive(Debug, Deserialize, Serialize, JsonSchema)]
pub struct GetAccount {}

impl Endpoint for GetAccount {
    type Answer = One<Account>;

    const ABOUT: About = About {
        name: "get_account",
        title: "Get the account",
        description: "Reads the account that the API key belongs to: company, plan and remaining credits. Use it to see that the key works and what can still be spent. The people who can log in are in list_users.",
        ..About::read("https://apidoc.overloop.ai/#retrieve-your-account")
    };
    const CALL: Call = Call::get("/account");
}
