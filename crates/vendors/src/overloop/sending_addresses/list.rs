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
        description: "Lists the mailboxes that Overloop sends from: address, sender's name, user, and whether the \
            connection works. Use it when a campaign sends nothing, since a mailbox with `working: false` cannot, and \
            to pick a `user_id` as `sender_id` of create_campaign. It needs an account with API v2 and has no filter. \
            Mailboxes are connected in Overloop's app. Logins are in list_users.",
        ..About::read(v2::DOCS)
    };
    const CALL: Call = v2::get("/public/v2/sending_addresses");
}
