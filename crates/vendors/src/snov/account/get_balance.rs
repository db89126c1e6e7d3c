use crate::snov::prelude::*;

#[derive(Debug, Deserialize, Serialize, JsonSchema)]
pub(crate) struct GetBalance {}

#[derive(Debug, Deserialize, Serialize, JsonSchema)]
pub(crate) struct Balance {
    /// Credits left
    balance: Option<Num>,
    /// true: the account is part of a team
    teamwork: Option<Flag>,
    /// Recipients used this month, each counted once
    // The vendor's example has one name, its table the other.
    #[serde(alias = "recipients_used")]
    unique_recipients_used: Option<Int>,
    /// Days until the limits are reset
    limit_resets_in: Option<Int>,
    /// Days until the plan ends
    expires_in: Option<Int>,
}

impl Endpoint for GetBalance {
    type Answer = Data<Balance>;

    const ABOUT: About = About {
        name: "get_balance",
        title: "Get the credits that are left",
        description: "Reads how many Snov.io credits are left, how many recipients the plan has used, and in how many \
            days limits reset and the plan ends. Free. It takes no id: the credentials decide. Use it before a search \
            or verification, and after one to see the cost; prices are in those tools' descriptions.",
        ..About::read("https://snov.io/api#CheckUserBalance")
    };
    const CALL: Call = Call::get("/v1/get-balance");
}
