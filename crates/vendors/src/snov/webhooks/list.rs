use crate::snov::prelude::*;

#[derive(Debug, Deserialize, Serialize, JsonSchema)]
pub(crate) struct ListWebhooks {}

impl Endpoint for ListWebhooks {
    type Answer = Framed<All<Framed<Webhook>>>;

    const ABOUT: About = About {
        name: "list_webhooks",
        title: "List webhooks",
        description: "All webhooks of the account. One that fails for 38 hours is deactivated.",
        ..About::read("https://snov.io/api#Webhooks")
    };
    const CALL: Call = Call::get("/v2/webhooks");
}
