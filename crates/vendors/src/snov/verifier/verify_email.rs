use crate::snov::prelude::*;

#[derive(Debug, Deserialize, Serialize, JsonSchema)]
pub(crate) struct VerifyEmail {
    /// Email addresses to look up, each answered in a row of its own
    #[schemars(length(min = 1))]
    emails: Recipients<Vec<EmailAddress>>,
}

#[derive(Debug, Deserialize, Serialize, JsonSchema)]
pub(crate) struct Verified {
    /// How the verification stands
    status: Option<State>,
    /// What was found; absent while it is not verified
    #[serde(default)]
    data: Filled<Verification>,
}

#[derive(Debug, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all(deserialize = "camelCase"))]
struct Verification {
    /// Email address
    email: Option<Text>,
    /// true: written as an address must be
    is_valid_format: Option<Flag>,
    /// true: of a service for throw-away addresses
    is_disposable: Option<Flag>,
    /// true: of a webmail service
    is_webmail: Option<Flag>,
    /// true: looks generated
    is_gibberish: Option<Flag>,
    /// valid, not_valid, unknown, or greylisted: ask again in 15 to 60 minutes
    smtp_status: Option<Text>,
    /// true: the server takes mail to any address there
    is_catchall: Option<Flag>,
    /// true: the server held off the check
    is_greylist: Option<Flag>,
    /// true: the server gave the check no answer
    is_banned_error: Option<Flag>,
    /// true: the server failed during the check
    is_connection_error: Option<Flag>,
}

impl Endpoint for VerifyEmail {
    type Answer = ByEmail<Verified>;

    const ABOUT: About = About {
        name: "verify_email",
        title: "Read verification results",
        description: "Reads, free, what Snov.io's verification found before: whether mail to these addresses arrives. It verifies nothing: those answered `not_verified` cost nothing and go to add_emails_for_verification, for 1 credit each. Use it before you mail somebody; read `greylisted` again after 15 to 60 minutes. Deprecated by Snov.io, may answer 404: then no tool verifies an address that you have.",
        retired: Some(super::RETIRED),
        ..About::read("https://snov.io/api#EmailVerifier")
    };
    const CALL: Call = Form::post("/v1/get-emails-verification-status");
    const REMARKS: &'static [Remark] = &[Remark::Missing];

    fn remarks(&self, answer: &ByEmail<Verified>, _: Received) -> Remarks {
        answer.missing(self)
    }
}

impl EmailAddresses for VerifyEmail {
    fn emails(&self) -> &[EmailAddress] {
        &self.emails.0
    }
}
