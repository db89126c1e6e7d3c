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
        description: "Stops the warm-up of Instantly mailboxes. Campaigns still send from them, with less trust from \
            providers over time. Use it before a mailbox is given up. Give `emails`, or `include_all_emails: true`, \
            which `search`, `filter` and `excluded_emails` narrow. get_background_job shows the job's end, \
            list_accounts (`warmup_status_name`) the effect. enable_warmup undoes it. To stop campaign mail use \
            pause_account or pause_accounts.",
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
