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
        description: "Starts the warm-up of Instantly mailboxes: each exchanges mail with Instantly's pool of \
            mailboxes, never with leads, so that providers trust it. Use it before a new mailbox sends campaigns. \
            Give `emails`, or `include_all_emails: true`, which `search`, `filter` and `excluded_emails` narrow. \
            get_background_job shows the job's end, list_accounts (`warmup_status_name`) the effect. Set volume with \
            update_account; disable_warmup stops it.",
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
