use super::{ACCOUNT_FIRST, remarks};
use crate::instantly::prelude::*;

#[derive(JsonSchema)]
pub struct PauseAccount {
    /// Address of the mailbox to pause, from list_accounts
    email: Sender<AccountId>,
}

impl Plain for PauseAccount {
    type Object = Account;
    const SHOWN: Shown = Shown::Under("account", ACCOUNT_FIRST);
    const ABOUT: About = About {
        name: "pause_account",
        title: "Pause a mailbox",
        description: "Stops one Instantly mailbox, by its address (`email`), from sending until resume_account. Its \
            campaigns go on from their other mailboxes; one without another sends nothing. Use it when its mail \
            bounces or lands in spam. list_account_campaigns shows which campaigns it affects. The warm-up may go on: \
            end it with disable_warmup. For several mailboxes use pause_accounts.",
        why: "a mailbox no longer sends until it is resumed",
        suppresses: true,
        scope: Some("accounts:update"),
        ..About::write(
            "https://developer.instantly.ai/api/v2/account/pauseaccount",
            Effect::Update,
            Repeat::Harmless,
            "Read its `status_name` with instantly_list_accounts, `search` set to the address: paused.",
        )
    };
    const CALL: Call = Call::post("/accounts/{email}/pause").bare();
    const EXISTING: Option<Existing> = Some(Existing {
        adds: false,
        request: |inputs| read_one("accounts", inputs, "email"),
        find: |_, read| in_status(read, 2),
        skipped: "The mailbox was paused already, perhaps by an earlier call. Nothing was sent.",
    });
    const REMARKS: &'static [Remark] = &[Remark::Warnings, Remark::Note];
    const LOOK: Look = Look { remarks: Some(remarks::is_not_paused), ..Look::NONE };
}
