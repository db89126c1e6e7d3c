use super::{ACCOUNT_FIRST, remarks};
use crate::instantly::prelude::*;

#[derive(JsonSchema)]
pub struct MarkAccountFixed {
    /// Address of the mailbox whose error is mended, from list_accounts
    email: Sender<AccountId>,
}

impl Plain for MarkAccountFixed {
    type Object = Account;
    const SHOWN: Shown = Shown::Under("account", ACCOUNT_FIRST);
    const ABOUT: About = About {
        name: "mark_account_fixed",
        title: "Mark a mailbox as mended",
        description: "Tells Instantly that the cause of a mailbox's error (`status` below 0) is fixed, so that it \
            sends again. It repairs nothing: first a person must fix what `status_message` of get_account names, at \
            the mail provider or, for a login, in Instantly's app. `warnings` say if it still fails. `email` is the \
            mailbox's address. For a paused mailbox use resume_account.",
        why: "active campaigns mail their leads from the mailbox again",
        scope: Some("accounts:update"),
        ..About::write(
            "https://developer.instantly.ai/api/v2/account/markaccountfixed",
            Effect::Send,
            Repeat::Harmless,
            "Read its `status_name` with instantly_get_account: active.",
        )
    };
    const CALL: Call = Call::post("/accounts/{email}/mark-fixed").bare();
    const REMARKS: &'static [Remark] = &[Remark::Warnings];
    const LOOK: Look = Look { remarks: Some(remarks::does_not_send), ..Look::NONE };
}
