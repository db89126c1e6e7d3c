use super::verify_email::{Verified, VerifyEmail, missing, verified};
use crate::snov::prelude::*;

#[derive(Debug, Deserialize, Serialize, JsonSchema)]
pub(crate) struct AddEmailsForVerification {
    /// Email addresses to verify; each costs 1 credit
    #[schemars(length(min = 1, max = 10))]
    emails: Recipients<Vec<EmailAddress>>,
    wait_seconds: Option<Wait>,
}

#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct Queued {
    /// Whether its verification is queued
    sent: Option<Flag>,
    /// On API v2, how it stands and what was found, as verify_email returns it
    #[serde(flatten)]
    verified: Option<Verified>,
}

/// The answer of v1.
#[derive(Debug, Deserialize)]
#[serde(transparent)]
pub(crate) struct Queue(ByEmail<Pushed>);

#[derive(Debug, Deserialize)]
struct Pushed {
    sent: Option<Flag>,
}

#[derive(Serialize, JsonSchema)]
pub(crate) struct Outputs {
    /// On API v2, how the verification stands: complete or in_progress
    status: Option<State>,
    /// Only on API v2: for verify_email, which reads the result by it
    task_hash: Option<String>,
    #[serde(flatten)]
    results: Results<Queued>,
}

impl Endpoint for AddEmailsForVerification {
    type Answer = Queue;

    const ABOUT: About = About {
        name: "add_emails_for_verification",
        title: "Verify addresses",
        description: "Has Snov.io verify up to 10 addresses (`emails`), 1 credit each; it mails nobody. Ask the free \
            verify_email first, since verifying again costs again. If the answer has `task_hash` (API v2), it waited \
            up to `wait_seconds`: pass the hash to verify_email while `in_progress`. Otherwise it is only queued (v1): \
            ask verify_email every minute. start_email_verification does it in one call.",
        price: Some("1 credit an address"),
        why: "costs credits",
        ..About::write(
            "https://snov.io/api#AddEmailsForVerification",
            Effect::Spend,
            Repeat::Doubles,
            "Ask snov_verify_email, which is free, for the same addresses; where it knows no start, compare snov_get_balance with what it was.",
        )
    };
    const CALL: Call = Form::post("/v1/add-emails-to-verification");
    const UNITS: Option<Units> = VERIFIED;
    const LOOKUP: Option<Lookup> = Some(Lookup {
        items: "results",
        inputs: |made| Some(json!({ "emails": made.get("emails")? })),
        // v1 knows an address from when it was queued; v2 knows no address.
        absence_tells: false,
        matches: |_, _, rows| {
            let is_known = |row: &Value| {
                let state = row.pointer("/status/identifier").and_then(Value::as_str);
                state.is_some_and(|state| matches!(state, "complete" | "in_progress"))
            };
            if rows.iter().all(is_known) { Match::Same } else { Match::No }
        },
        ..Lookup::by::<VerifyEmail>()
    });
    const REMARKS: &'static [Remark] = &[Remark::Missing];
    const SUCCESSOR: Option<Successor<Self>> = Some(
        Successor::<Self>::by::<Work<VerifiedAddress>>(VERIFIER, |start| {
            // v2 takes an address that comes twice for two.
            let mut emails: Vec<&str> = Vec::new();
            for EmailAddress(email) in &start.emails.0 {
                if !emails.iter().any(|known| is_same_address(known, email)) {
                    emails.push(email);
                }
            }
            Form::post("/v2/email-verification/start").request(&json!({ "emails": emails }))
        })
        .verified_by(VERIFY_BY_BALANCE),
    );

    fn counts(&self) -> u32 {
        u32::try_from(self.emails.0.len()).unwrap_or(u32::MAX)
    }

    fn remarks(&self, answer: &Queue, _: Received) -> Remarks {
        answer.0.missing(self)
    }
}

impl EmailAddresses for AddEmailsForVerification {
    fn emails(&self) -> &[EmailAddress] {
        &self.emails.0
    }
}

impl Answer<AddEmailsForVerification> for Queue {
    type Output = Outputs;

    fn output(self, inputs: AddEmailsForVerification) -> Outputs {
        let results = self.0.map(|Pushed { sent }| Queued { sent, verified: None });
        Outputs { status: None, task_hash: None, results: results.rows(&inputs) }
    }
}

impl Answer<AddEmailsForVerification> for Work<VerifiedAddress> {
    type Output = Outputs;

    fn poll(&mut self, inputs: &AddEmailsForVerification, before: Option<&Self>) -> Result<Option<Poll>, String> {
        self.go_on::<VerifyEmail>(before, &RESULT_OF_VERIFICATION, inputs.wait_seconds)
    }

    fn resume(outputs: &Map<String, Value>) -> Option<Self> {
        Self::resume(outputs)
    }

    fn remarks(&self, inputs: &AddEmailsForVerification, _: Received) -> Remarks {
        missing(self, inputs)
    }

    fn output(self, inputs: AddEmailsForVerification) -> Outputs {
        let (status, task_hash) = (Some(self.state()), self.task_hash());
        let rows = verified(self, &inputs).into_iter();
        let rows = rows.map(|(email, verified)| (email, Queued { sent: Some(Flag(true)), verified: Some(verified) }));
        Outputs { status, task_hash, results: ByEmail::of(rows.collect()).rows(&inputs) }
    }
}
