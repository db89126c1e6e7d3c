//! `inbox`: replies that nobody has answered, of all vendors.

use jiff::Timestamp;
use outreach_model::{
    about::About,
    across::{Reply, Since},
    error::Failure,
    schema::JsonSchema,
};
use serde::{Deserialize, Serialize};

use super::ask::{self, Failed};
use crate::service::{
    builtin::form::{Beside, Builtin, BuiltinCall},
    moment::moment,
};

const DEFAULT_LIMIT: usize = 20;
const MAX_LIMIT: usize = 100;

/// So many characters are shown of a text.
const PREVIEW_CHARS: usize = 200;

#[derive(Debug, Deserialize, JsonSchema)]
pub struct ShowInbox {
    /// Only replies since then, RFC 3339 or YYYY-MM-DD
    since: Option<String>,
    /// How many replies, the newest first
    #[schemars(range(min = 1, max = MAX_LIMIT), extend("default" = DEFAULT_LIMIT))]
    limit: Option<usize>,
    /// Only these vendors, e.g. instantly; left out: all that are set up
    vendors: Option<Vec<String>>,
}

#[derive(Debug, Serialize, JsonSchema)]
pub struct Output {
    /// Vendors that were asked
    asked: Vec<String>,
    /// Replies, the newest first
    replies: Vec<Reply>,
    /// How many replies this answer has
    count: usize,
    /// true: there are older replies, or may be
    has_more: bool,
    /// How many of those that were read are left out
    left_out: usize,
    /// What the vendors do not tell; sentences
    notes: Vec<String>,
    /// Vendors that did not answer
    failed: Vec<Failed>,
}

impl Builtin for ShowInbox {
    type Output = Output;

    const ABOUT: About = About {
        name: "inbox",
        title: "Show unanswered replies of all vendors",
        description: "Shows replies that wait for an answer, of every vendor set up, newest first. Use it to start a \
            day's answers. Where a vendor cannot tell which are answered (see `notes`), it shows the latest. 100 at \
            most: narrow by `since` or `vendors`. Read one by `read_with`; answer with instantly_reply_to_email, else \
            in the app. Free; nothing is marked read.",
        ..About::read("")
    };
    const IS_COMPOSED: bool = true;

    fn is_useful_beside(beside: &Beside<'_>) -> bool {
        beside.parts.iter().any(|part| part.effect.is_read())
    }

    async fn run(self, call: BuiltinCall<'_>) -> Result<Output, Failure> {
        let given = self.since.filter(|since| !since.trim().is_empty());
        let from = match &given {
            None => None,
            Some(since) => Some(moment(since).ok_or_else(|| {
                let shown = outreach_model::arguments::truncate(since, 40);
                Failure::invalid_input(format!(
                    "`since` must be a time such as 2027-03-01T00:00:00Z or a day such as 2027-03-01, not `{shown}`. Nothing was sent."
                ))
            })?),
        };
        let asked = ask::vendors(call.parts, self.vendors.as_deref())?;
        let limit = self.limit.unwrap_or(DEFAULT_LIMIT);
        let since = Since { since: from.map(|from| from.to_string()), limit };
        let answers = ask::all(&asked, call.parts.deadline(), |asked| (asked.vendor.across.inbox)(asked, &since)).await;
        let answers = answers.some()?;
        let (mut notes, mut has_more) = (Vec::new(), false);
        let mut replies: Vec<(Option<Timestamp>, Reply)> = Vec::new();
        for (_, inbox) in answers.told {
            notes.extend(inbox.notes);
            has_more |= inbox.has_more;
            replies.extend(inbox.replies.into_iter().map(|reply| (reply.at.as_deref().and_then(moment), reply)));
        }
        // A reply without a time that can be read is rather shown than lost.
        replies.retain(|(at, _)| from.is_none_or(|from| at.is_none_or(|at| at >= from)));
        replies.sort_by_key(|(at, _)| std::cmp::Reverse(*at));
        let left_out = replies.len().saturating_sub(limit);
        replies.truncate(limit);
        let shortened = |mut reply: Reply| {
            if let Some(preview) = &mut reply.preview {
                preview.0 = outreach_model::arguments::truncate(&preview.0, PREVIEW_CHARS).to_string();
            }
            reply
        };
        let replies: Vec<Reply> = replies.into_iter().map(|(_, reply)| shortened(reply)).collect();
        if left_out > 0 && limit < MAX_LIMIT {
            notes.push(format!("{left_out} older replies were read and are left out: raise `limit`, {MAX_LIMIT} at most, or name one of `vendors`."));
        }
        let has_more = has_more || left_out > 0;
        Ok(Output {
            asked: ask::ids(&asked),
            count: replies.len(),
            replies,
            has_more,
            left_out,
            notes,
            failed: answers.failed,
        })
    }
}
