use super::warmup;
use crate::instantly::prelude::*;

#[derive(JsonSchema)]
pub struct EnableWarmup {
    #[serde(flatten)]
    chosen: warmup::Chosen,
}

impl Plain for EnableWarmup {
    type Object = BackgroundJob;
    const SHOWN: Shown = Shown::Bare;
    const ABOUT: About = About {
        name: "enable_warmup",
        title: "Start warm-up of mailboxes",
        description: "Starts the warm-up of Instantly mailboxes: each exchanges mail with mailboxes of Instantly's \
            pool, with no lead, so that providers trust it. Give `emails`, or `include_all_emails: true`, narrowed by \
            `search`, `filter` and `excluded_emails` if wanted. It runs as a background job and waits up to \
            `wait_seconds`; `warmup_status_name` in list_accounts shows the end. disable_warmup stops it; \
            update_account sets its volume.",
        why: "the mailboxes begin to mail other mailboxes of the warm-up pool",
        ..About::write(
            "https://developer.instantly.ai/api/v2/account/enablewarmupforaccounts",
            Effect::Send,
            Repeat::Harmless,
            "Read `warmup_status_name` with instantly_list_accounts: active.",
        )
    };
    const CALL: Call = Call::post("/accounts/warmup/enable");
    const REACHES: Option<Reaches> = Some(Reaches {
        is_needed: |_| true,
        request: |_| None,
        whom: |_, _| None,
        instead: "Warm-up mails go to mailboxes of other accounts, which no read shows: only the operator can let it through, without a rule on recipients.",
    });
    const WAITS: Option<Waits> = JOB;
    const LOOK: Look = Look { problems: Some(warmup::problems), ..Look::NONE };
}
