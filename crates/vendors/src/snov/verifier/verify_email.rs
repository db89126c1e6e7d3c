use crate::snov::prelude::*;

#[derive(Debug, Deserialize, Serialize, JsonSchema)]
pub(crate) struct VerifyEmail {
    /// Email addresses to look up, a row for each; needed unless `task_hash` is given. Where add_emails_for_verification returns a `task_hash`, they must be of one call of it
    #[schemars(length(min = 1))]
    emails: Option<Recipients<Vec<EmailAddress>>>,
    /// `task_hash` that add_emails_for_verification returned, unchanged, instead of `emails`: reads that verification's result. Only API v2 returns one
    task_hash: Option<VerificationHash>,
}

// What is known of an address.
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
    /// Why it is unknown, on API v2: banned, catchall, connection_error, greylist or hidden_by_owner
    unknown_status_reason: Option<Text>,
    /// true: the server takes mail to any address there
    is_catchall: Option<Flag>,
    /// true: the server held off the check
    is_greylist: Option<Flag>,
    /// true: the server gave the check no answer
    is_banned_error: Option<Flag>,
    /// true: the server failed during the check
    is_connection_error: Option<Flag>,
}

/// Why v2 has no result to read without a hash, and how to get one.
const LACKING: &str = "Snov.io keeps no results by address on v2, which this account has or the operator has chosen.";
const START: &str = "Verify them with snov_add_emails_for_verification, for 1 credit an address: it answers the result, or a `task_hash` for this call.";

/// The addresses of a start or of a read.
fn addresses(inputs: &Value) -> Vec<Value> {
    listed(inputs, "emails")
}

/// The start of just these.
fn start_of(read: &Value) -> Value {
    json!({ "emails": read.get("emails") })
}

impl Endpoint for VerifyEmail {
    type Answer = ByEmail<Verified>;

    const ABOUT: About = About {
        name: "verify_email",
        title: "Read whether addresses are deliverable",
        description: "Reads, free, what Snov.io's verification found: whether mail to these addresses arrives. Give \
            `emails` or `task_hash`. It verifies nothing: for `not_verified` use add_emails_for_verification, 1 credit \
            each. Where that returns `task_hash` (API v2), give it, or the addresses of one call that this server \
            made. Ask for `greylisted` again after 15 to 60 minutes.",
        ..About::read("https://snov.io/api#EmailVerifier")
    };
    const CALL: Call = Form::post("/v1/get-emails-verification-status");
    const REMARKS: &'static [Remark] = &[Remark::Missing];
    const SUCCESSOR: Option<Successor<Self>> = Some(
        Successor::<Self>::by::<Work<VerifiedAddress>>(VERIFIER, |read| {
            result_of(&RESULT_OF_VERIFICATION, read.task_hash.as_ref(), LACKING, START)
        })
        .started_by(
            StartedBy {
                starts: &[
                    StartOf { action: "add_emails_for_verification", items: addresses, inputs: start_of },
                    StartOf { action: "start_email_verification", items: addresses, inputs: start_of },
                ],
                id: "task_hash",
                items: addresses,
                what: "addresses",
                lacking: LACKING,
            },
            |read| read.task_hash.is_some(),
        ),
    );

    fn problems(&self) -> Vec<String> {
        let has_any = self.emails.is_some() || self.task_hash.is_some();
        if has_any { Vec::new() } else { vec!["`emails` is required, unless `task_hash` is given".to_owned()] }
    }

    fn request(&self) -> Result<Request, Failure> {
        Self::CALL.request(&json!({ "emails": self.emails }))
    }

    fn remarks(&self, answer: &ByEmail<Verified>, _: Received) -> Remarks {
        answer.missing(self)
    }
}

impl EmailAddresses for VerifyEmail {
    fn emails(&self) -> &[EmailAddress] {
        self.emails.as_ref().map(|emails| emails.0.as_slice()).unwrap_or_default()
    }
}

/// What v2 has verified, a row for each address in v1's words: for those that are asked for, or for all where none is.
pub(super) fn verified(work: Work<VerifiedAddress>, inputs: &impl EmailAddresses) -> Vec<(String, Verified)> {
    let is_completed = work.is_completed();
    if !is_completed {
        let repeated = work.asked().iter().filter_map(Value::as_str).map(str::to_owned);
        let asked: Vec<String> = match inputs.emails() {
            [] => repeated.collect(),
            asked => asked.iter().map(|EmailAddress(email)| email.clone()).collect(),
        };
        let row = |email| (email, Verified { status: Some(work.state()), data: Filled(None) });
        return asked.into_iter().map(row).collect();
    }
    let state = || Some(State::of("complete"));
    let rows = work.into_rows().into_iter().filter_map(|VerifiedAddress { email, result }| {
        let Text(email) = email?;
        let data = Filled(result.0.map(|checks| Verification::of(&email, checks)));
        is_asked_for(&email, inputs).then(|| (email, Verified { status: state(), data }))
    });
    rows.collect()
}

impl Verification {
    fn of(email: &str, checks: Checks) -> Self {
        let Checks { smtp_status, is_valid_format, is_disposable, is_webmail, is_gibberish, unknown_status_reason } =
            checks;
        let is_for = |reason: &str| Some(Flag(unknown_status_reason.as_deref() == Some(reason)));
        Self {
            email: Some(Text(email.to_owned())),
            is_valid_format,
            is_disposable,
            is_webmail,
            is_gibberish,
            smtp_status: smtp_status.map(Text),
            is_catchall: is_for("catchall"),
            is_greylist: is_for("greylist"),
            is_banned_error: is_for("banned"),
            is_connection_error: is_for("connection_error"),
            unknown_status_reason: unknown_status_reason.map(Text),
        }
    }
}

/// The addresses that v2 has verified, of which nothing is missing while it works.
pub(super) fn missing(work: &Work<VerifiedAddress>, inputs: &impl EmailAddresses) -> Remarks {
    if !work.is_completed() {
        return Remarks::default();
    }
    missing_among(work.rows().iter().filter_map(|row| row.email.as_ref().map(|Text(email)| email.as_str())), inputs)
}

impl Answer<VerifyEmail> for Work<VerifiedAddress> {
    type Output = Results<Verified>;

    fn remarks(&self, inputs: &VerifyEmail, _: Received) -> Remarks {
        missing(self, inputs)
    }

    fn output(self, inputs: VerifyEmail) -> Results<Verified> {
        // What the task was not asked for has no row; it is among `missing`.
        ByEmail::of(verified(self, &inputs)).rows(&inputs).known()
    }
}
