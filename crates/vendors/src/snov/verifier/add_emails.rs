use crate::snov::prelude::*;

#[derive(Debug, Deserialize, Serialize, JsonSchema)]
pub(crate) struct AddEmailsForVerification {
    /// Email addresses to verify; each costs 1 credit
    #[schemars(length(min = 1, max = 10))]
    emails: Recipients<Vec<EmailAddress>>,
}

#[derive(Debug, Deserialize, Serialize, JsonSchema)]
pub(crate) struct Queued {
    /// Whether its verification is queued
    sent: Option<Flag>,
}

impl Endpoint for AddEmailsForVerification {
    type Answer = ByEmail<Queued>;

    const ABOUT: About = About {
        name: "add_emails_for_verification",
        title: "Queue addresses for verification",
        description: "Queues up to 10 addresses for verification by Snov.io, 1 credit each; nobody is mailed, and it gives no result. Use it for those that the free verify_email answers as `not_verified`, then ask that again every minute; how long it takes is not documented. Deprecated by Snov.io, may answer 404; then no tool verifies an address that you have.",
        retired: Some(super::RETIRED),
        price: Some("1 credit an address"),
        why: "costs credits",
        ..About::write(
            "https://snov.io/api#AddEmailsForVerification",
            Effect::Spend,
            Repeat::Doubles,
            "Ask snov_verify_email, which is free, before you queue them again.",
        )
    };
    const CALL: Call = Form::post("/v1/add-emails-to-verification");
    const REMARKS: &'static [Remark] = &[Remark::Missing];

    fn counts(&self) -> u32 {
        u32::try_from(self.emails.0.len()).unwrap_or(u32::MAX)
    }

    fn remarks(&self, answer: &ByEmail<Queued>, _: Received) -> Remarks {
        answer.missing(self)
    }
}

impl EmailAddresses for AddEmailsForVerification {
    fn emails(&self) -> &[EmailAddress] {
        &self.emails.0
    }
}
