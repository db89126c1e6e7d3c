use super::get_email_verification_result::GetEmailVerificationResult;
use super::once;
use crate::snov::prelude::*;

#[derive(Debug, Deserialize, Serialize, JsonSchema)]
pub(crate) struct StartEmailVerification {
    /// Email addresses to verify; each costs 1 credit, twice the same counts once
    #[schemars(length(min = 1, max = 10))]
    emails: Recipients<Vec<EmailAddress>>,
    wait_seconds: Option<Wait>,
}

impl Endpoint for StartEmailVerification {
    type Answer = Task<Rows<VerifiedAddress>>;

    const ABOUT: About = About {
        name: "start_email_verification",
        title: "Verify addresses",
        description: "Verifies at Snov.io whether mail to up to 10 addresses (`emails`) arrives; it mails nobody. \
            Reckon with 1 credit an address, the documented price of add_emails_for_verification. Use it before you \
            mail. It waits up to `wait_seconds`; on `in_progress` use get_email_verification_result, since starting \
            again costs again. To read free what is known use verify_email, to find addresses \
            start_emails_by_name_search.",
        price: Some("1 credit an address"),
        why: "costs credits",
        ..About::write("https://snov.io/api#EmailVerifier", Effect::Spend, Repeat::Doubles, VERIFY_BY_BALANCE)
    };
    const CALL: Call = Form::post("/v2/email-verification/start");
    const UNITS: Option<Units> = VERIFIED;
    const REMARKS: &'static [Remark] = &[Remark::Missing];

    fn counts(&self) -> u32 {
        u32::try_from(once(&self.emails.0, |EmailAddress(email)| canonical_address(email)).len()).unwrap_or(u32::MAX)
    }

    fn request(&self) -> Result<Request, Failure> {
        Self::CALL.request(&json!({ "emails": once(&self.emails.0, |EmailAddress(email)| canonical_address(email)) }))
    }

    fn remarks(&self, answer: &Self::Answer, _: Received) -> Remarks {
        answer.missing(self)
    }
}

search!(StartEmailVerification, GetEmailVerificationResult, OfEmailVerification);
