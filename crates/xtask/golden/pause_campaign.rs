use crate::instantly::prelude::*;

#[derive(JsonSchema)]
pub struct PauseCampaign {
    /// REWRITE: Campaign ID
    campaign_id: String,
}

impl Plain for PauseCampaign {
    type Object = Campaign;
    const SHOWN: Shown = Shown::Under("campaign", &[("id", "id")]);
    const ABOUT: About = About {
        name: "pause_campaign",
        title: "Stop(or pause) a campaign", // REWRITE
        description: compile_error!("description: what it does, when to use it, what it costs, sends or destroys"),
        why: compile_error!("why: one clause, why that effect is the worst"),
        scope: Some("campaigns:update"),
        ..About::write(
            "https://developer.instantly.ai/api/v2/campaign/pausecampaign",
            compile_error!("effect: the worst that a call can do, e.g. Effect::Update"),
            compile_error!(
                "repeat: Repeat::Doubles where the same call twice does twice the harm, Repeat::GoesOn where it takes further ones, else Repeat::Harmless"
            ),
            compile_error!(
                "verify: a sentence that says how to find out whether a call without an answer was carried out"
            ),
        )
    };
    const CALL: Call = Call::post("/campaigns/{campaign_id}/pause").bare();
    // REWRITE: `const LOOKUP`, where a read shows what the call did; see campaigns/activate.rs
}
