use super::verification::VERIFICATION;
use crate::{instantly::prelude::*, webhook_address};

#[derive(JsonSchema)]
pub struct VerifyEmail {
    /// The address to verify; one a call
    email: Recipients<Address>,
    /// Public https URL of yours that is sent the finding, if it takes longer than ten seconds
    webhook_url: Option<Url>,
}

impl Plain for VerifyEmail {
    type Object = EmailVerification;
    const SHOWN: Shown = Shown::Bare;
    const ABOUT: About = About {
        name: "verify_email",
        title: "Verify an email address",
        description: "Verifies whether mail to one address (`email`) arrives, for verification credits \
            (`credits_used`). It mails nobody. Use it for addresses of uncertain origin, before create_lead or \
            add_leads. It waits up to `wait_seconds`; if still `pending`, read on, free, with get_email_verification. \
            Repeating may be charged again, so ask get_email_verification first. To find addresses use \
            find_and_verify.",
        why: "costs verification credits",
        price: Some("verification credits, as `credits_used` says"),
        scope: Some("email_verifications:create"),
        ..About::write(
            "https://developer.instantly.ai/api/v2/emailverification/createemailverification",
            Effect::Spend,
            Repeat::Doubles,
            "Read it with instantly_get_email_verification, which is free: a finding means that it was carried out.",
        )
    };
    const CALL: Call = Call::post("/email-verification");
    const WAITS: Option<Waits> = VERIFICATION;
    const LOOK: Look = Look { problems: Some(problems), ..Look::NONE };
}

fn problems(inputs: &Map<String, Value>) -> Vec<String> {
    let address = inputs.get("webhook_url").and_then(Value::as_str);
    address.and_then(|address| webhook_address::problem("webhook_url", address)).into_iter().collect()
}
