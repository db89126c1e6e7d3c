use crate::overloop::prelude::*;

#[derive(Debug, Deserialize, Serialize, JsonSchema)]
pub struct GetAccount {}

impl Endpoint for GetAccount {
    type Answer = One<Account>;

    const ABOUT: About = About {
        name: "get_account",
        title: "Get the account",
        description: "Reads the account: its plan and the credits that remain.",
        ..About::read("https://apidoc.overloop.ai/#retrieve-your-account")
    };
    const CALL: Call = Call::get("/account");
}
