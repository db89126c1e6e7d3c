use super::remarks;
use crate::instantly::prelude::*;

#[derive(JsonSchema)]
pub struct PauseAccounts {
    /// Addresses of the mailboxes to pause, from list_accounts
    #[schemars(length(min = 1, max = 100))]
    emails: Sender<Vec<AccountId>>,
}

#[derive(JsonSchema)]
pub struct Paused {
    /// Mailboxes that are paused now
    paused_emails: Option<Vec<Text>>,
    /// Addresses that are of no mailbox here, or whose status did not change
    failed_emails: Option<Vec<Text>>,
}

impl Plain for PauseAccounts {
    type Object = Paused;
    const SHOWN: Shown = Shown::Bare;
    const ABOUT: About = About {
        name: "pause_accounts",
        title: "Pause several mailboxes",
        description: "Stops up to 100 Instantly mailboxes (`emails`, full addresses) from sending. Campaigns go on \
            from their other mailboxes; one without another sends nothing. Use it in an emergency, such as a domain on \
            a blacklist. `missing` names all that are not paused, `failed_emails` those that Instantly reports. Undo \
            each with resume_account. To stop warm-up use disable_warmup, for one mailbox pause_account.",
        why: "mailboxes no longer send until each is resumed",
        suppresses: true,
        scope: Some("accounts:update"),
        ..About::write(
            "https://developer.instantly.ai/api/v2/account/pauseaccounts",
            Effect::Update,
            Repeat::Harmless,
            "Look with instantly_list_accounts, `status` paused, which of them are there.",
        )
    };
    const CALL: Call = Call::post("/accounts/pause");
    const REMARKS: &'static [Remark] = &[Remark::Missing];
    const LOOK: Look = Look { remarks: Some(not_paused), ..Look::NONE };
}

fn not_paused(inputs: &Map<String, Value>, outputs: &Map<String, Value>, _: Received) -> Remarks {
    remarks::missing(inputs, "emails", remarks::texts(outputs, "paused_emails"))
}
