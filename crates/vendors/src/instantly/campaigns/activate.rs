use outreach_model::{addresses, response};

use super::{
    list::ListCampaigns,
    obstacles::{self, Obstacle},
};
use crate::instantly::{leads::selection, prelude::*};

#[derive(Debug, Deserialize, Serialize, JsonSchema)]
pub struct ActivateCampaign {
    /// Id of the campaign to start or resume, a UUID, from list_campaigns
    campaign_id: CampaignId,
}

impl Endpoint for ActivateCampaign {
    /// The campaign; some answers are only a message, or empty.
    type Answer = Option<OneCampaign>;
    const ABOUT: About = About {
        name: "activate_campaign",
        title: "Start a campaign",
        description: "Starts one Instantly campaign by `campaign_id`, or resumes a paused one. Real mail then leaves \
            by its schedule, from its mailboxes, to its leads. Read get_campaign and list_leads first. `warnings` say \
            what keeps it from sending. An active one stays as it is. To change it use patch_campaign, to stop it \
            pause_campaign, to diagnose it get_campaign_sending_status.",
        echo: Echo::renamed(&[("campaign_id", "id")]),
        why: "the campaign begins to mail its leads",
        scope: Some("campaigns:update"),
        ..About::write(
            "https://developer.instantly.ai/api/v2/campaign/activatecampaign",
            Effect::Send,
            Repeat::Harmless,
            "Read its `status_name` with instantly_get_campaign: active.",
        )
    };
    const REACHES: Option<Reaches> = Some(Reaches {
        is_needed: |_| true,
        request: |inputs| selection::leads(json!({ "campaign": inputs.get("campaign_id")? })),
        whom: selection::addresses,
        instead: "The campaign has more than 100 leads, or they cannot be read: only the operator can let it through, without a rule on recipients.",
    });
    const CALL: Call = Call::post("/campaigns/{campaign_id}/activate").bare();
    const EXISTING: Option<Existing> = Some(Existing {
        adds: false,
        request: |inputs| read_one("campaigns", inputs, "campaign_id"),
        find: |_, read| in_status(read, 1),
        skipped: "The campaign was active already, perhaps by an earlier call. Nothing was sent.",
    });
    const REMARKS: &'static [Remark] = &[Remark::Warnings, Remark::Note];
    // A person who is to agree is shown what is read; for the rest, the answer tells.
    const READ_FIRST: Option<ReadFirst> = Some(ReadFirst {
        request: |inputs| read_one("campaigns", inputs, "campaign_id"),
        is_needed: |_| false,
        forbids: |_, _| None,
        warns: |_, campaign| {
            let campaign = response::decode_value::<Campaign>(campaign).unwrap_or_default();
            // That it is a draft or paused is why it is activated.
            shortcomings(&Campaign { status: None, not_sending_status: None, ..campaign }).warnings
        },
    });
    const FOLLOW_UPS: &'static [FollowUp] = &[
        FollowUp {
            request: |inputs, outputs| {
                let is_answered = outputs.get("campaign").is_some_and(|campaign| !campaign.is_null());
                if is_answered { None } else { read_one("campaigns", inputs, "campaign_id") }
            },
            remarks: |_, _, campaign| match campaign.map(response::decode_value::<Campaign>) {
                Some(Ok(campaign)) => shortcomings(&campaign),
                _ => Remarks::warning("Whether the campaign has steps and mailboxes could not be read."),
            },
        },
        FollowUp {
            request: |inputs, _| {
                let campaign = inputs.get("campaign_id")?.as_str()?;
                Request::post(["leads", "list"]).ok()?.with_json(&json!({ "campaign": campaign, "limit": 1 })).ok()
            },
            remarks: |_, _, leads| match leads.and_then(|leads| leads.get("items")?.as_array()) {
                None => Remarks::warning("Whether the campaign has leads could not be read."),
                Some(leads) if leads.is_empty() => Remarks::warning(
                    "The campaign has no leads: nobody is mailed. Add some with instantly_create_lead, then activate it again.",
                ),
                Some(_) => Remarks::default(),
            },
        },
    ];
    const LOOKUP: Option<Lookup> = Some(Lookup {
        inputs: |_| Some(json!({ "status": 1, "limit": 100 })),
        // A campaign that was started may be completed by now.
        absence_tells: false,
        matches: |made, row, _| {
            exactly(made, "campaign_id", row, "id").and(exactly(&json!({ "status": 1 }), "status", row, "status"))
        },
        ..Lookup::in_list(&ListCampaigns::ABOUT)
    });

    fn remarks(&self, answer: &Option<OneCampaign>, _: Received) -> Remarks {
        let one = answer.as_ref().filter(|one| one.campaign.id.is_some());
        one.map_or_else(Remarks::default, |one| {
            let unknown = match &one.campaign.status {
                None => Some("The answer does not say that the campaign is active now".to_owned()),
                Some(status) if NOT_ACTIVE.contains(&status.0) || ACTIVE.contains(&status.0) => None,
                Some(status) => Some(format!("The campaign's status is {}, which is not known to be active", status.0)),
            };
            let unknown = unknown.map(|what| format!("{what}: read it with instantly_list_campaigns."));
            let unknown = Remarks { warnings: unknown.into_iter().collect(), ..Remarks::default() };
            unknown.and(shortcomings(&one.campaign))
        })
    }
}

/// The values of `status` of a campaign that is active, and of one that is told not to be.
const ACTIVE: [i64; 2] = [1, 4];
const NOT_ACTIVE: [i64; 6] = [0, 2, 3, -99, -1, -2];

fn is_address(text: &str) -> bool {
    addresses::address(text).is_ok()
}

/// Why a campaign that was activated mails nobody, as far as its fields tell.
fn shortcomings(campaign: &Campaign) -> Remarks {
    let status = campaign.status.and_then(|status| match status.0 {
        0 => Some("is still a draft (status 0)"),
        2 => Some("is paused (status 2)"),
        3 => Some("is completed (status 3): there is nobody left to mail"),
        -99 => Some("does not send: the account is suspended (status -99)"),
        -1 => Some("does not send: its mailboxes are unhealthy (status -1)"),
        -2 => Some("does not send: too much mail bounced (status -2)"),
        _ => None,
    });
    let not_sending = campaign.not_sending_status.and_then(|status| match status.0 {
        1 => Some("sends nothing now: it is outside its schedule"),
        2 => Some("sends nothing now: it waits for a lead"),
        3 => Some("sends nothing now: its daily limit is met"),
        4 => Some("sends nothing now: all of its mailboxes are at their limit"),
        99 => Some("sends nothing: Instantly reports an error"),
        _ => None,
    });
    let is_empty = |list: &Option<List<Text>>| list.as_ref().map(|list| list.0.is_empty());
    let has_no_mailbox =
        is_empty(&campaign.email_list) == Some(true) && is_empty(&campaign.email_tag_list) != Some(false);
    let no_steps =
        (campaign.steps() == Some(0)).then_some("has no steps: set `sequences` with instantly_patch_campaign");
    let no_mailbox = has_no_mailbox
        .then_some("has no mailboxes and no tags of mailboxes: set `email_list` with instantly_patch_campaign");
    let has_junk = campaign.email_list.iter().flat_map(|list| &list.0).any(|mailbox| !is_address(&mailbox.0));
    let no_address = has_junk.then_some("has a text among its mailboxes (`email_list`) that is no address");
    let whole = [status, not_sending, no_steps, no_mailbox, no_address].into_iter().flatten();
    let fields = obstacles::of(&serde_json::to_value(campaign).unwrap_or_default());
    let warnings = whole.map(|what| format!("The campaign {what}."));
    Remarks { warnings: warnings.chain(fields.iter().map(Obstacle::sentence)).collect(), ..Remarks::default() }
}

impl Answer<ActivateCampaign> for Option<OneCampaign> {
    type Output = CampaignOutputs;

    fn output(self, inputs: ActivateCampaign) -> CampaignOutputs {
        match self.filter(|one| one.campaign.id.is_some()) {
            Some(campaign) => campaign.output(inputs),
            None => CampaignOutputs { id: Some(Text(inputs.campaign_id.0)), ..CampaignOutputs::default() },
        }
    }
}
