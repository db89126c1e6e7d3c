use super::ACCOUNT_FIRST;
use crate::instantly::prelude::*;

#[derive(JsonSchema)]
pub struct GetAccount {
    /// Address of the mailbox, from list_accounts
    email: Sender<AccountId>,
}

impl Plain for GetAccount {
    type Object = Account;
    const SHOWN: Shown = Shown::Under("account", ACCOUNT_FIRST);
    const ABOUT: About = About {
        name: "get_account",
        title: "Get a mailbox",
        description: "Reads one Instantly mailbox by its full address (`email`): status, why it fails \
            (`status_message`), limits, all warm-up settings, signature, tracking domain. Use it before \
            update_account, whose `warmup` replaces all these settings: copy them from here. Passwords are never \
            shown. To find mailboxes use list_accounts; to see which campaigns use one, list_account_campaigns.",
        scope: Some("accounts:read"),
        ..About::read("https://developer.instantly.ai/api/v2/account/getaccount")
    };
    const CALL: Call = Call::get("/accounts/{email}");
}
