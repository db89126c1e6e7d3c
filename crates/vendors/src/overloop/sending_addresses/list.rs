use crate::overloop::{objects::SendingAddress, prelude::*};

#[derive(JsonSchema)]
pub struct ListSendingAddresses {}

impl Plain for ListSendingAddresses {
    type Object = SendingAddress;
    const SHOWN: Shown = Shown::AllOf("data", "sending_addresses");
    const LOOK: Look = v2::ALL;
    const ABOUT: About = About {
        name: "list_sending_addresses",
        title: "List the mailboxes that send",
        description: "Lists the mailboxes that Overloop sends from: address, sender's name, user, whether the \
            connection works. Use it when a campaign sends nothing, since a mailbox with `working: false` cannot, and \
            for the `user_id` that create_campaign takes as `sender_id`. It has no filter. A key without API v2 gets \
            `forbidden`. Mailboxes are connected in Overloop's app. For logins use list_users.",
        ..About::read(v2::DOCS)
    };
    const CALL: Call = v2::get("/public/v2/sending_addresses");
}
