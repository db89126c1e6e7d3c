use super::warmup;
use crate::instantly::prelude::*;

#[derive(JsonSchema)]
pub struct DisableWarmup {
    #[serde(flatten)]
    chosen: warmup::Chosen,
}

impl Plain for DisableWarmup {
    type Object = BackgroundJob;
    const SHOWN: Shown = Shown::Bare;
    const ABOUT: About = About {
        name: "disable_warmup",
        title: "Stop warm-up of mailboxes",
        description: "Stops the warm-up of Instantly mailboxes; campaigns go on from them, and providers may trust \
            them less in time. Give `emails`, or `include_all_emails: true`, narrowed by `search`, `filter` and \
            `excluded_emails` if wanted. It runs as a background job and waits up to `wait_seconds`; \
            `warmup_status_name` in list_accounts shows the end. enable_warmup starts it again; to stop campaign mail \
            use pause_account.",
        why: "the mailboxes lose the reputation that warm-up keeps up",
        ..About::write(
            "https://developer.instantly.ai/api/v2/account/disablewarmupforaccounts",
            Effect::Update,
            Repeat::Harmless,
            "Read `warmup_status_name` with instantly_list_accounts: paused.",
        )
    };
    const CALL: Call = Call::post("/accounts/warmup/disable");
    const WAITS: Option<Waits> = JOB;
    const LOOK: Look = Look { problems: Some(warmup::problems), ..Look::NONE };
}
