use super::{ACCOUNT_FIRST, remarks};
use crate::instantly::prelude::*;

#[derive(JsonSchema)]
pub struct ResumeAccount {
    /// Address of the paused mailbox, from list_accounts
    email: Sender<AccountId>,
}

impl Plain for ResumeAccount {
    type Object = Account;
    const SHOWN: Shown = Shown::Under("account", ACCOUNT_FIRST);
    const ABOUT: About = About {
        name: "resume_account",
        title: "Resume a mailbox",
        description: "Lets a paused Instantly mailbox, by its address (`email`), send again: active campaigns that use \
            it mail from it within its daily limit. Use it after pause_account or pause_accounts; \
            list_account_campaigns shows those campaigns. `warnings` say if it still does not send. For an error \
            (`status` below 0) use mark_account_fixed; to start a campaign use activate_campaign.",
        why: "active campaigns mail their leads from the mailbox again",
        scope: Some("accounts:update"),
        ..About::write(
            "https://developer.instantly.ai/api/v2/account/resumeaccount",
            Effect::Send,
            Repeat::Harmless,
            "Read its `status_name` with instantly_list_accounts, `search` set to the address: active.",
        )
    };
    const CALL: Call = Call::post("/accounts/{email}/resume").bare();
    const EXISTING: Option<Existing> = Some(Existing {
        adds: false,
        request: |inputs| read_one("accounts", inputs, "email"),
        find: |_, read| in_status(read, 1),
        skipped: "The mailbox was active already, perhaps by an earlier call. Nothing was sent.",
    });
    const REMARKS: &'static [Remark] = &[Remark::Warnings, Remark::Note];
    const LOOK: Look = Look { remarks: Some(remarks::does_not_send), ..Look::NONE };
}
