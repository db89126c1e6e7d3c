use crate::snov::prelude::*;

#[derive(Debug, Deserialize, Serialize, JsonSchema)]
pub(crate) struct GetWarmup {
    /// Id of the warm-up, a number, from list_warmups
    warmup_id: WarmupId,
}

impl Endpoint for GetWarmup {
    type Answer = Framed<One<Warmup>>;

    const ABOUT: About = About {
        name: "get_warmup",
        title: "Get a warm-up",
        description: "Reads one Snov.io warm-up: mailbox, strategy, mails a day, how many were sent today, the share \
            that reaches the inbox, why it is in error. `warmup_id` is from list_warmups, not the mailbox's id. Use it \
            after pause_warmup or resume_warmup. For figures by day and provider use get_warmup_statistics, for the \
            mailbox's connection check_sender_account.",
        ..About::read("https://snov.io/api#GetWarmUpById")
    };
    const CALL: Call = Call::get("/v2/warm-up/{warmup_id}");
}
