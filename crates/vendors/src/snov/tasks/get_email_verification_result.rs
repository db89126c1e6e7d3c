use super::start_email_verification::StartEmailVerification;
use crate::snov::prelude::*;

pub(crate) type GetEmailVerificationResult = ResultOf<StartEmailVerification>;

impl Endpoint for GetEmailVerificationResult {
    type Answer = Task<Rows<VerifiedAddress>>;

    const ABOUT: About = About {
        name: "get_email_verification_result",
        title: "Get the result of a verification",
        description: "Returns what start_email_verification found at Snov.io, one row for each address in the order \
            given. Free. Use it with the `task_hash` of a start that returned `in_progress`, and repeat it until \
            `completed`. `smtp_status` is valid, not_valid or unknown; `unknown_status_reason` says why, and mail to \
            those may bounce. For results of add_emails_for_verification use verify_email.",
        ..About::read("https://snov.io/api#EmailVerifier")
    };
    const CALL: Call = Call::get("/v2/email-verification/result");
    const REMARKS: &'static [Remark] = &[Remark::Missing];

    fn remarks(&self, answer: &Self::Answer, _: Received) -> Remarks {
        answer.missing(self)
    }
}
