//! What the changes of a campaign's state have in common: one call, one answer that says next to nothing, and the read of the
//! campaign that says the rest.

use std::marker::PhantomData;

use outreach_model::{endpoint::Encode, response, schema::JsonSchema};

use crate::snov::{lists::ListLists, prelude::*};

/// The input of a change of the kind `K`.
#[derive(Deserialize, Serialize, JsonSchema)]
#[serde(bound = "")]
#[schemars(bound = "", rename = "StateOf")]
pub(crate) struct StateOf<K> {
    /// Id of the campaign, a number, from list_campaigns
    campaign_id: CampaignId,
    #[serde(skip)]
    kind: PhantomData<fn() -> K>,
}

/// The call of the change that the vendor has under this word.
pub(super) const fn action(encode: Encode) -> Call {
    Call::post("/v2/campaigns/{campaign_id}/action").encoded(encode)
}

/// The read of the campaign that the inputs name.
pub(super) fn read_campaign(inputs: &Value) -> Option<Request> {
    let id = inputs.get("campaign_id")?.as_u64()?.to_string();
    Request::get(["v2", "campaigns", &id]).ok()
}

/// The campaign in an answer to that.
pub(super) fn campaign_in(answer: &Value) -> Option<Campaign> {
    response::decode_value::<Framed<Campaign>>(answer).ok().map(Framed::into_inner)
}

/// Its status in the vendor's word, in small letters.
pub(super) fn status_of(campaign: &Campaign) -> Option<String> {
    campaign.status.as_ref().map(|Text(status)| status.trim().to_lowercase()).filter(|status| !status.is_empty())
}

/// What a person who is to agree is shown of the campaign before it is changed: its name, its status, and which list it mails, with how
/// many people.
pub(super) const IDENTIFIED: ShownFirst = ShownFirst {
    further: |_, answer| campaign_in(answer)?.list_id().and_then(|_| Request::get(["v1", "get-user-lists"]).ok()),
    says: |_, answer, lists| identified(answer, lists),
};

fn identified(answer: &Value, lists: Option<&Value>) -> Vec<String> {
    let Some(campaign) = campaign_in(answer) else { return Vec::new() };
    let title = campaign.title.as_ref().map(|Text(title)| format!(" {}", on_one_line(title))).unwrap_or_default();
    let status = status_of(&campaign).unwrap_or_else(|| "not known".to_owned());
    let mut said = vec![format!("The campaign{title} has the status {status}.")];
    said.extend(campaign.list_id().map(|id| format!("Its recipients are {}.", ListLists::described(lists, id))));
    said
}

/// What there is where the campaign is in one of these states already: nothing needs to be sent. The vendor writes some of them in two
/// ways, so that the beginning of the word counts.
pub(super) fn is_already(answer: &Value, states: &[&str]) -> Option<Value> {
    let status = status_of(&campaign_in(answer)?)?;
    states.iter().any(|state| status.starts_with(state)).then(|| json!({ "success": true }))
}

/// That the campaign is in its new state already.
pub(super) const fn existing(find: fn(&Value, &Value) -> Option<Value>, skipped: &'static str) -> Option<Existing> {
    Some(Existing { adds: false, request: read_campaign, find, skipped })
}

/// The same of one that runs.
pub(super) const RUNS_ALREADY: Option<Existing> = existing(
    |_, answer| is_already(answer, &["active", "scheduled"]),
    "The campaign was active already, or scheduled to become so, perhaps by an earlier call. Nothing was sent.",
);

/// What is said after a change that should lead to one of these states. The vendor writes some of them in two ways, so that the
/// beginning of the word counts.
pub(super) fn told(answer: Option<&Value>, expected: &[&str]) -> Remarks {
    let Some(status) = answer.and_then(campaign_in).as_ref().and_then(status_of) else {
        return Remarks::warning(
            "Snov.io accepted the call; which status the campaign has now could not be read: read it with snov_get_campaign.",
        );
    };
    if expected.iter().any(|expected| status.starts_with(expected)) {
        return Remarks::note(format!("The campaign's status is `{status}` now."));
    }
    Remarks::warning(format!(
        "Snov.io accepted the call, and the campaign's status is `{status}`: read it again with snov_get_campaign in a minute."
    ))
}

/// Why a campaign that is to run mails nobody, as far as its fields tell: sentences.
pub(super) fn shortcomings(campaign: &Campaign) -> Vec<String> {
    let is_empty = |ids: &Option<Many<Int>>| ids.as_ref().is_some_and(|Many(ids)| ids.is_empty());
    let has = |kind: &str| campaign.steps().iter().any(|step| step.is(kind));
    let mut found = Vec::new();
    if campaign.sequence.0.is_some() && campaign.steps().is_empty() {
        found.push("The campaign has no steps: set `sequence` with snov_update_campaign.".to_owned());
    }
    if has("email") && is_empty(&campaign.email_accounts) {
        found.push(
            "The campaign has mails and no mailbox to send them from: set `email_accounts` with snov_update_campaign."
                .to_owned(),
        );
    }
    if has("linkedin") && is_empty(&campaign.linkedin_accounts) {
        found.push(
            "The campaign has LinkedIn steps and no LinkedIn account: set `linkedin_accounts` with snov_update_campaign."
                .to_owned(),
        );
    }
    for step in campaign.steps().iter().filter(|step| step.is("email")) {
        let name = step.reference.as_ref().map(|Text(name)| name.as_str()).unwrap_or_default();
        let is_sent = |usage: &Text| !usage.0.eq_ignore_ascii_case("pause");
        if step.content.is_some() && step.contents().is_empty() {
            found.push(format!("The email step {name} has no content: write one with snov_create_step_content."));
        } else if !step.contents().is_empty()
            && step.contents().iter().all(|content| content.usage.as_ref().is_some_and(|usage| !is_sent(usage)))
        {
            found.push(format!(
                "All contents of the email step {name} are paused: set `usage` to active with snov_update_step_content."
            ));
        }
    }
    found
}

/// The follow-up of a change that lets the campaign run.
pub(super) const RUNS: FollowUp = FollowUp {
    request: |inputs, _| read_campaign(inputs),
    remarks: |_, _, answer| {
        let found = answer.and_then(campaign_in).map(|campaign| shortcomings(&campaign)).unwrap_or_default();
        told(answer, &["active", "scheduled"]).and(Remarks { warnings: found, ..Remarks::default() })
    },
};

/// What is read before a change that lets the campaign run, for a person who is to agree.
pub(super) const LOOK_FIRST: ReadFirst = ReadFirst {
    request: read_campaign,
    is_needed: |_| false,
    forbids: |_, _| None,
    warns: |_, answer| campaign_in(answer).map(|campaign| shortcomings(&campaign)).unwrap_or_default(),
};

/// The states of a campaign that is over, by the beginnings of the vendor's words.
pub(super) const OVER: &[&str] = &["complet", "finish", "archiv"];

/// What is said of one that is to run again.
pub(super) const MAKE_ANOTHER: &str =
    "whether a campaign that is over can run again is not documented; make another with snov_create_campaign.";

/// Why the vendor refuses a change of the campaign in the state that it has, and which call is meant: a sentence. `states` are those that
/// explain it, by the beginnings of the vendor's words, with what is to be said.
pub(super) fn explained(answer: &Value, states: &[(&[&str], &str)]) -> Option<String> {
    let status = status_of(&campaign_in(answer)?)?;
    let (_, why) = states.iter().find(|(states, _)| states.iter().any(|state| status.starts_with(state)))?;
    Some(format!("Its status is `{status}`: {why}"))
}

/// The same before a change that stops it.
pub(super) const LOOK_ONLY: ReadFirst = ReadFirst { warns: |_, _| Vec::new(), ..LOOK_FIRST };
