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
        description: "Reads one Snov.io warm-up by `warmup_id` from list_warmups, not by the mailbox's id: mailbox, \
            strategy, mails a day, how many were sent today, the share that reaches the inbox, and why it is in error. \
            Use it to check one after pause_warmup or resume_warmup. Figures by day and provider are in \
            get_warmup_statistics; the mailbox's connection in check_sender_account.",
        ..About::read("https://snov.io/api#GetWarmUpById")
    };
    const CALL: Call = Call::get("/v2/warm-up/{warmup_id}");
}
