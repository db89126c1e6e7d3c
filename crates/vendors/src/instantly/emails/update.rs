use crate::instantly::prelude::*;

#[derive(JsonSchema)]
pub struct UpdateEmail {
    /// `id` of the email, from list_emails
    email_id: EmailId,
    /// unread: a person still has to look; read: done
    is_unread: Option<Named<ReadState>>,
    /// When a person is reminded of it, RFC 3339, such as 2027-03-01T09:00:00Z; null takes the reminder away
    reminder_ts: Option<Clearable<Moment>>,
}

impl Plain for UpdateEmail {
    type Object = Email;
    const SHOWN: Shown = Shown::Under("email", &[("id", "id"), ("subject", "subject"), ("thread_id", "thread_id")]);
    const ABOUT: About = About {
        name: "update_email",
        title: "Change an email",
        description: "Marks one Instantly email as read or unread, or sets or clears its reminder. Give `is_unread` \
            (`read` or `unread`), `reminder_ts` or both; what is left out stays. It mails nobody and changes no text. \
            Use it to leave one mail unread for a colleague. For a whole conversation use mark_thread_read, for the \
            lead's interest update_lead_interest_status.",
        why: "an email no longer counts as unread, or a person is not reminded",
        scope: Some("emails:update"),
        ..About::write(
            "https://developer.instantly.ai/api/v2/email/patchemail",
            Effect::Update,
            Repeat::Harmless,
            "Read it with instantly_get_email: `is_unread`, `reminder_ts`.",
        )
    };
    const CALL: Call = Call::patch("/emails/{email_id}").with_nulls();
    const LOOK: Look = Look { problems: Some(problems), ..Look::NONE };
}

fn problems(inputs: &Map<String, Value>) -> Vec<String> {
    let changes = ["is_unread", "reminder_ts"].iter().any(|input| inputs.contains_key(*input));
    if changes { Vec::new() } else { vec!["Say what to change: pass `is_unread` or `reminder_ts`".to_owned()] }
}
