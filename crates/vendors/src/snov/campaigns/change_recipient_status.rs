use crate::snov::prelude::*;

#[derive(Debug, Deserialize, Serialize, JsonSchema)]
pub(crate) struct ChangeRecipientStatus {
    /// Email address of the recipient, as the campaign has it
    email: Recipients<Address>,
    /// Id of the campaign, a number, from list_campaigns
    campaign_id: CampaignId,
    /// Active: mail them again; Paused: stop for now; Unsubscribed: stop and mark as unsubscribed
    status: Status,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
enum Status {
    Active,
    Paused,
    Unsubscribed,
}

impl Endpoint for ChangeRecipientStatus {
    type Answer = First<Accepted>;

    const ABOUT: About = About {
        name: "change_recipient_status",
        title: "Change a recipient's status",
        description: "Pauses, resumes or unsubscribes one recipient (`email`) in one Snov.io campaign, free. `status` \
            Active lets the campaign mail them again; where they had unsubscribed, check the effect. Somebody \
            Finished or Moved cannot be changed: use check_campaign_recipients first and afterwards. It takes one \
            address a call. To stop mail from all campaigns use add_to_do_not_email_list, for everybody in one \
            pause_campaign.",
        why: "the campaign mails a recipient who becomes active; the other statuses stop it",
        ..About::write(
            "https://snov.io/api#ChangerecipientsStatus",
            Effect::Send,
            Repeat::Harmless,
            "Read the recipient's `status` with snov_check_campaign_recipients; setting the same status twice does no more than once.",
        )
    };
    const CALL: Call = Form::post("/v1/change-recipient-status");
    const EFFECTS: &'static [Effect] = &[Effect::Update, Effect::Send];

    fn effect(&self) -> Effect {
        if self.status == Status::Active { Effect::Send } else { Effect::Update }
    }

    fn suppresses(&self) -> bool {
        self.status != Status::Active
    }
}
