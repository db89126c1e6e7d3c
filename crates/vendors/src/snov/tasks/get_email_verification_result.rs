use super::start_email_verification::StartEmailVerification;
use crate::snov::prelude::*;

pub(crate) type GetEmailVerificationResult = ResultOf<StartEmailVerification>;

impl Endpoint for GetEmailVerificationResult {
    type Answer = Task<Rows<VerifiedAddress>>;

    const ABOUT: About = About {
        name: "get_email_verification_result",
        title: "Get the result of a verification",
        description: "Answers, free, what start_email_verification found at Snov.io, a row an address in the order \
            asked: `smtp_status` valid, not_valid or unknown, then with `unknown_status_reason`. Use it with the \
            `task_hash` of a start that answered `in_progress`, and again until `completed`: the start alone is \
            charged. Mail to `unknown` ones may bounce. For add_emails_for_verification use verify_email.",
        ..About::read("https://snov.io/api#EmailVerifier")
    };
    const CALL: Call = Call::get("/v2/email-verification/result");
    const REMARKS: &'static [Remark] = &[Remark::Missing];

    fn remarks(&self, answer: &Self::Answer, _: Received) -> Remarks {
        answer.missing(self)
    }
}
