use serde_json::Map;

use crate::snov::prelude::*;

#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
pub(crate) struct CheckCampaignRecipients {
    /// Id of the campaign, a number, from list_campaigns
    campaign_id: CampaignId,
    /// Email addresses to look for, of 100 characters at most each
    #[schemars(length(min = 1, max = 100))]
    emails: Recipients<Vec<EmailAddress>>,
}

/// The longest address that the vendor takes.
const MAX_ADDRESS_CHARS: usize = 100;

/// What the vendor says of an address.
#[derive(Debug, Deserialize, Serialize, JsonSchema)]
#[schemars(inline)]
pub(crate) struct Recipient {
    /// Email address that was asked for
    email: Option<Text>,
    /// true: it is a recipient of the campaign
    exist: Option<Flag>,
    /// tocheck: not checked yet; active; finished; unsubscribe; moved; absent where it is no recipient
    status: Option<Text>,
}

/// What the vendor says of all of them.
#[derive(Debug, Deserialize)]
#[serde(transparent)]
pub(crate) struct Said(Framed<Many<Recipient>>);

#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct Outputs {
    /// A row for each address that is answered, in the order asked
    recipients: Vec<Recipient>,
}

impl Endpoint for CheckCampaignRecipients {
    type Answer = Said;

    const ABOUT: About = About {
        name: "check_campaign_recipients",
        title: "Check who is in a campaign",
        description: "Reads whether up to 100 `emails` are recipients of one Snov.io campaign, and where each stands: \
            active, finished, unsubscribed, moved. Free. An address that is none has a row with `exist` false. Use it \
            before add_prospect_to_list, so that nobody is contacted twice, and after change_recipient_status. \
            Do-not-email lists are not checked. For all campaigns of a person use find_prospect_by_email.",
        ..About::read("https://snov.io/api#CheckRecipientStatus")
    };
    const CALL: Call = Call::get("/v2/campaigns/{campaign_id}/recipient").encoded(encode);
    const REMARKS: &'static [Remark] = &[Remark::Missing];

    fn problems(&self) -> Vec<String> {
        let emails = self.emails.0.iter().enumerate();
        let long = emails.filter(|(_, EmailAddress(email))| email.chars().count() > MAX_ADDRESS_CHARS);
        long.map(|(at, _)| format!("`emails[{at}]` has more than {MAX_ADDRESS_CHARS} characters")).collect()
    }

    // The vendor takes each address once.
    fn request(&self) -> Result<Request, Failure> {
        let mut emails: Vec<EmailAddress> = Vec::new();
        for email in &self.emails.0 {
            if !emails.iter().any(|known| is_same_address(&known.0, &email.0)) {
                emails.push(email.clone());
            }
        }
        Self::CALL.request(&Self { emails: Recipients(emails), ..self.clone() })
    }

    fn remarks(&self, answer: &Said, _: Received) -> Remarks {
        let is_said = |asked: &str| answer.0.get().0.iter().any(|row| row.is_of(asked));
        let mut missing: Vec<String> = Vec::new();
        for EmailAddress(email) in &self.emails.0 {
            if !is_said(email) && !missing.iter().any(|known| is_same_address(known, email)) {
                missing.push(email.clone());
            }
        }
        Remarks::missing(missing)
    }
}

fn encode(_: &Call, request: Request, inputs: Map<String, Value>) -> Result<Request, Failure> {
    request.with_query(&json!({ "emails[]": inputs.get("emails") }))
}

impl Recipient {
    fn is_of(&self, asked: &str) -> bool {
        self.email.as_ref().is_some_and(|Text(email)| is_same_address(email, asked))
    }
}

impl Answer<CheckCampaignRecipients> for Said {
    type Output = Outputs;

    fn output(self, inputs: CheckCampaignRecipients) -> Outputs {
        let Many(mut rows) = self.0.into_inner();
        let asked = |row: &Recipient| inputs.emails.0.iter().position(|EmailAddress(email)| row.is_of(email));
        rows.sort_by_key(|row| asked(row).unwrap_or(usize::MAX));
        Outputs { recipients: rows }
    }
}
