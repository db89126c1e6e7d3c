//! Which mailboxes a change of the warm-up is for.

use super::list::AccountState;
use crate::instantly::prelude::*;

/// The inputs of the calls that turn warm-up on and off.
#[derive(JsonSchema)]
#[allow(dead_code, reason = "only its schema is used")]
pub struct Chosen {
    /// Addresses of the mailboxes, from list_accounts; these or `include_all_emails`
    #[schemars(length(min = 1, max = 100))]
    emails: Option<Sender<Vec<AccountId>>>,
    /// true: every mailbox of the workspace, or those that `search` and `filter` select; not with `emails`
    include_all_emails: Option<bool>,
    /// With `include_all_emails`: addresses of mailboxes to leave as they are
    #[schemars(length(min = 1, max = 100))]
    excluded_emails: Option<Sender<Vec<AccountId>>>,
    /// With `include_all_emails`: only mailboxes with this part in their address, such as a domain
    #[schemars(length(min = 1))]
    search: Option<String>,
    /// With `include_all_emails`: only mailboxes of this tag or state
    filter: Option<ChosenBy>,
}

/// What selects mailboxes.
#[derive(JsonSchema)]
#[schemars(inline)]
#[allow(dead_code, reason = "only its schema is used")]
struct ChosenBy {
    /// Id of a custom tag on them, as `tags` of list_accounts shows it
    tag_id: Option<TagId>,
    /// Only mailboxes in this state. NO_CTD: without a tracking domain; W_…: state of the warm-up; PW_ACCOUNTS: bought warmed up; DFY: ordered from Instantly
    filter: Option<AccountState>,
}

/// Why it is not clear which mailboxes are meant.
pub(super) fn problems(inputs: &Map<String, Value>) -> Vec<String> {
    let is_all = is_on(inputs.get("include_all_emails"));
    let has_some = inputs.contains_key("emails");
    let mut problems = Vec::new();
    if is_all == has_some {
        problems.push(if is_all {
            "`emails` names some mailboxes and `include_all_emails` takes all: pass one or the other".to_owned()
        } else {
            "Say which mailboxes: pass `emails`, or `include_all_emails: true` for all of the workspace".to_owned()
        });
    }
    let narrowing = ["excluded_emails", "search", "filter"].into_iter().filter(|input| inputs.contains_key(*input));
    let narrowing: Vec<String> = narrowing.map(|input| format!("`{input}`")).collect();
    if !is_all && !narrowing.is_empty() {
        let inputs = narrowing.join(", ");
        problems.push(format!("{inputs} narrows `include_all_emails: true` alone: pass that, or leave {inputs} out"));
    }
    if inputs.get("filter").and_then(Value::as_object).is_some_and(Map::is_empty) {
        problems.push("`filter` selects nothing: pass `tag_id` or `filter` in it, or leave it out".to_owned());
    }
    problems
}
