use super::{list::ListEmails, subject};
use outreach_model::{addresses, markup};

use crate::instantly::prelude::*;

#[derive(Debug, Deserialize, Serialize, JsonSchema)]
pub struct ForwardEmail {
    /// Your mailbox that sends: the `eaccount` of the email that is forwarded
    eaccount: Sender,
    /// `id` of the email to forward, from list_emails; not its `message_id` or `thread_id`
    reply_to_uuid: EmailId,
    /// Who gets the mail: addresses, comma-separated
    to_address_email_list: Recipients<Addresses>,
    /// Subject, usually `Fwd: ` and that of the email
    subject: String,
    /// Words before the forwarded email as plain text; line breaks are kept
    body_text: Option<String>,
    /// Words before the forwarded email as HTML, lines broken with <br/>; this or `body_text`
    body_html: Option<String>,
    /// true: the email itself is appended. Without it only your own words are sent
    #[schemars(extend("default" = false))]
    include_original_body: Option<bool>,
    /// Further recipients in copy: addresses, comma-separated
    cc_address_email_list: Option<Recipients<Addresses>>,
    /// Further recipients in blind copy: addresses, comma-separated
    bcc_address_email_list: Option<Recipients<Addresses>>,
    /// Address that answers go to, if not the mailbox
    reply_to: Option<Recipients<Address>>,
    /// Files of the email to pass on: JSON text of a list of `filename` and `url`, from its `attachment_json` (get_email)
    forwarded_attachments: Option<String>,
    /// Workspace user to whom the lead is given: `user_id` of list_workspace_members
    assigned_to: Option<Sender<UserId>>,
}

impl Endpoint for ForwardEmail {
    type Answer = Email;
    const ABOUT: About = About {
        name: "forward_email",
        title: "Forward an email",
        description: "Passes an Instantly email on to somebody else, such as a reply to a colleague: a real mail \
            leaves at once and cannot be recalled. Take `reply_to_uuid` (its `id`) and `eaccount` from that email; \
            read it with get_email first. Give `body_html` or `body_text`, `include_original_body: true`, or both; \
            without the latter only your text goes. To answer its sender use reply_to_email.",
        why: "the mail is sent at once, with what the email says",
        scope: Some("emails:create"),
        ..About::write(
            "https://developer.instantly.ai/api/v2/email/forwardemail",
            Effect::Send,
            Repeat::Doubles,
            "Look for it with instantly_list_emails, `eaccount` set to the mailbox, before you send it again.",
        )
    };
    const CALL: Call = Call::post("/emails/forward");
    const UNITS: Option<Units> = Some(Units {
        kind: "forward",
        what: "recipients",
        is_charged: false,
        of: |inputs| {
            let email = text(inputs, "reply_to_uuid").unwrap_or_default();
            let fields = ["to_address_email_list", "cc_address_email_list", "bcc_address_email_list"];
            let listed = units::subjects(inputs, &fields);
            let each = listed.iter().flat_map(|listed| listed.split(',')).map(str::trim);
            each.map(|address| Unit::within(&email, address.to_owned())).collect()
        },
    });
    const LOOKUP: Option<Lookup> = Some(Lookup {
        inputs: |made| Some(json!({ "eaccount": text(made, "eaccount")?, "limit": 50 })),
        created: &["timestamp_email", "timestamp_created"],
        newest_first: true,
        matches,
        ..Lookup::in_list(&ListEmails::ABOUT)
    });

    // Who is to agree is shown which email leaves the workspace.
    const READ_FIRST: Option<ReadFirst> = Some(ReadFirst {
        request: |inputs| read_one("emails", inputs, "reply_to_uuid"),
        is_needed: |_| false,
        forbids: |_, _| None,
        warns: |inputs, email| {
            let includes = is_on(inputs.get("include_original_body"));
            let (sender, subject) = (text(email, "from_address_email"), text(email, "subject"));
            let what = format!(
                "It forwards the email of {} with the subject \"{}\".",
                sender.as_deref().unwrap_or("an unknown sender"),
                subject.as_deref().unwrap_or_default()
            );
            if includes { vec![what] } else { Vec::new() }
        },
    });

    const EXPLAINS: Option<Explains> = Some(super::is_of_other_mailbox);

    fn counts(&self) -> u32 {
        let lists = [
            Some(&self.to_address_email_list),
            self.cc_address_email_list.as_ref(),
            self.bcc_address_email_list.as_ref(),
        ];
        let listed = lists.into_iter().flatten().filter_map(|Recipients(list)| addresses::listed(list.as_ref()).ok());
        listed.map(|listed| u32::try_from(listed.len()).unwrap_or(u32::MAX)).sum()
    }

    fn problems(&self) -> Vec<String> {
        let mut problems: Vec<String> = subject::problem(&self.subject).into_iter().collect();
        let has_words = given(&self.body_text).is_some_and(|text| !outreach_model::characters::shown(text).is_empty())
            || given(&self.body_html).is_some_and(|html| !markup::is_blank(html));
        problems.extend(given(&self.forwarded_attachments).and_then(attachments_problem));
        if !has_words && self.include_original_body != Some(true) {
            problems.push(
                "There is nothing to send: pass `include_original_body`: true for the email itself, or words in `body_text` or \
                 `body_html`"
                    .to_owned(),
            );
        }
        problems
    }

    fn request(&self) -> Result<Request, Failure> {
        let parts = [("text", given(&self.body_text)), ("html", given(&self.body_html))];
        let body: BTreeMap<_, _> = parts.into_iter().filter(|(_, part)| part.is_some()).collect();
        Self::CALL.request(&json!({
            "eaccount": self.eaccount,
            "reply_to_uuid": self.reply_to_uuid,
            "to_address_email_list": self.to_address_email_list,
            "subject": subject::line(&self.subject),
            "body": if body.is_empty() { None } else { Some(body) },
            "include_original_body": self.include_original_body,
            "cc_address_email_list": given(&self.cc_address_email_list),
            "bcc_address_email_list": given(&self.bcc_address_email_list),
            "reply_to": self.reply_to,
            "forwarded_attachments": given(&self.forwarded_attachments),
            "assigned_to": self.assigned_to,
        }))
    }
}

/// What is wrong with the files, which the vendor leaves out without a word.
fn attachments_problem(text: &str) -> Option<String> {
    let has =
        |file: &Value, field: &str| file.get(field).and_then(Value::as_str).is_some_and(|text| !text.trim().is_empty());
    let is_file = |file: &Value| ["filename", "url"].into_iter().all(|field| has(file, field));
    let files: Option<Vec<Value>> = serde_json::from_str(text).ok();
    if files.is_some_and(|files| !files.is_empty() && files.iter().all(is_file)) {
        return None;
    }
    Some(
        "`forwarded_attachments` must be JSON text of a list of objects with `filename` and `url`, such as \
         [{\"filename\": \"offer.pdf\", \"url\": \"https://…\"}]: take them from `attachment_json` of the email"
            .to_owned(),
    )
}

/// The value of `ue_type` of an email that was received.
const RECEIVED: &str = "2";

/// Whether an email that the vendor lists is the one that a call sent: from the mailbox, with the subject, to the same people.
fn matches(made: &Value, row: &Value, _: &[Value]) -> Match {
    let kind = text(row, "ue_type");
    let people = |of: &Value| {
        let list = text(of, "to_address_email_list").unwrap_or_default();
        let mut people: Vec<String> =
            addresses::listed(&list).unwrap_or_default().iter().map(ToString::to_string).collect();
        people.sort();
        people
    };
    let is_to_them = people(made) == people(row);
    if kind.as_deref() == Some(RECEIVED) || address(made, "eaccount", row, "eaccount") == Match::No {
        return Match::No;
    }
    match (is_to_them, exactly(made, "subject", row, "subject") == Match::Same) {
        (true, true) if kind.is_some() => Match::Same,
        (true, _) => Match::Like,
        _ => Match::No,
    }
}
