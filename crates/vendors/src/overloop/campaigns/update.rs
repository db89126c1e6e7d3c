use std::collections::BTreeMap;

use super::{
    prelude::*,
    settings::{self, Settings},
    shortcomings,
};

#[derive(JsonSchema)]
#[schemars(transform = say_what_is_merged)]
pub struct UpdateCampaign {
    /// Id of the campaign to change, a number, from list_campaigns
    campaign_id: CampaignId,
    /// New name as the app shows it
    #[schemars(length(min = 1))]
    name: Option<String>,
    /// New time zone of the sending hours, e.g. Europe/Brussels
    #[schemars(length(min = 1))]
    timezone: Option<String>,
    #[serde(flatten)]
    settings: Settings,
}

#[cfg(debug_assertions)]
fn say_what_is_merged(schema: &mut schemars::Schema) {
    merged(schema, &OBJECTS);
}

impl Plain for UpdateCampaign {
    type Object = Campaign;
    const SHOWN: Shown = v2::under("campaign");
    const ABOUT: About = About {
        name: "update_campaign",
        title: "Change a campaign",
        description: "Changes settings of an Overloop campaign: name, sender, hours, how people enter, AI. If on, it \
            sends by them at once. What is left out stays, within `pitch_settings` and \
            `message_personalization_settings` too. But `sending_days` are replaced completely, and new \
            `search_criteria` make a sourcing whose people enter. Read get_campaign first. For steps use \
            update_campaign_step, for its state start_campaign and pause_campaign.",
        why: "a campaign that is on mails by its sender, hours and entry rules as soon as they change",
        ..About::write(
            v2::DOCS,
            Effect::Send,
            Repeat::Harmless,
            "Read it with overloop_get_campaign; repeating the same change is harmless.",
        )
    };
    const CALL: Call = Call::patch("/public/v2/campaigns/{campaign_id}").encoded(|_, request, mut inputs| {
        with_numbers(&mut inputs, &["sender_id"]);
        request.with_json(&inputs)
    });
    const EFFECTS: &'static [Effect] = &[Effect::Create, Effect::Update, Effect::Send];
    const BASE: Option<Effect> = Some(Effect::Update);
    const SETS_OFF: Option<SetsOff> = MAILS_IF_ON;
    const TRACES: Option<Traces> = reached::OF_CAMPAIGN;
    const FOLLOW_ALL: Option<FollowAll> = settings::KNOWN_OPTIONS;
    const REMARKS: &'static [Remark] = &[Remark::Warnings, Remark::Note];
    const READ_FIRST: Option<ReadFirst> = Some(ReadFirst {
        request: read_what_changes,
        is_needed: |inputs| read_what_changes(inputs).is_some(),
        forbids: |_, _| None,
        warns: |inputs, campaign| what_criteria_do(inputs, content(campaign)),
    });
    const COMPLETES: Option<Completes> = Some(complete);
    // Whether the vendor would make another sourcing for the same criteria is not documented.
    const EXISTING: Option<Existing> = Some(Existing {
        adds: true,
        request: |inputs| criteria_of(inputs).and(read_what_changes(inputs)),
        find: |inputs, campaign| is_so(inputs, content(campaign)).then(|| campaign.clone()),
        skipped: "The campaign is set to this already, and its sourcing looks for these people. Nothing was sent.",
    });
    const FOLLOW_UPS: &'static [FollowUp] = &[
        FollowUp {
            request: |inputs, outputs| {
                text(inputs, "sender_id").and((shortcomings::MAILBOX_OF_SENDER.request)(inputs, outputs))
            },
            ..shortcomings::MAILBOX_OF_SENDER
        },
        FollowUp {
            request: |inputs, outputs| {
                text(inputs, "sender_id").and((shortcomings::SENDER_IS_ENABLED.request)(inputs, outputs))
            },
            ..shortcomings::SENDER_IS_ENABLED
        },
        FollowUp {
            request: |inputs, _| {
                criteria_of(inputs)?;
                read_campaign(inputs)?.with_query(&[("expand", "sourcing")]).ok()
            },
            remarks: |_, _, campaign| campaign.map(|campaign| how_people_enter(content(campaign))).unwrap_or_default(),
        },
    ];
    const LOOK: Look = Look {
        effect: Some(|_| Effect::Update),
        // A sourcing is made of them.
        also: Some(|inputs| inputs.get(CRITERIA).filter(|criteria| !criteria.is_null()).map(|_| Effect::Create)),
        problems: Some(problems),
        remarks: Some(|_, outputs, _| Remarks {
            warnings: outputs.get("campaign").map(shortcomings::of_times).unwrap_or_default(),
            ..Remarks::default()
        }),
        ..MAYBE_CAMPAIGN
    };
}

const CRITERIA: &str = "search_criteria";

/// The settings that are objects: what a change leaves out of one of them stays.
const OBJECTS: [&str; 2] = ["pitch_settings", "message_personalization_settings"];

/// The read of the campaign with its sourcing, where the change cannot be sent as it is given.
fn read_what_changes(inputs: &Value) -> Option<Request> {
    let given = |name: &&&str| inputs.get(**name).is_some_and(|value| !value.is_null());
    OBJECTS.iter().chain(&[CRITERIA]).find(given)?;
    read_campaign(inputs)?.with_query(&[("expand", "sourcing")]).ok()
}

/// The search criteria of a call.
fn criteria_of(inputs: &Value) -> Option<&Value> {
    inputs.get(CRITERIA).filter(|criteria| !criteria.is_null())
}

/// Criteria as they are compared: without what selects nobody, each value in one spelling, in one order.
fn plain(criteria: &Value) -> BTreeMap<&str, Vec<String>> {
    fn spelled(value: &Value) -> String {
        let words = |words: &str| words.split_whitespace().collect::<Vec<&str>>().join(" ").to_lowercase();
        match value {
            Value::String(name) => words(name),
            // A place or an industry is what its id says.
            Value::Object(object) => {
                let parts = ["id", "type"].iter().filter_map(|part| Some(spelled(object.get(*part)?)));
                parts.collect::<Vec<String>>().join(" ")
            }
            other => other.to_string(),
        }
    }
    let fields = criteria.as_object().into_iter().flatten().map(|(name, values)| {
        let mut values: Vec<String> = match values {
            Value::Array(values) => values.iter().map(spelled).collect(),
            Value::Null => Vec::new(),
            value => vec![spelled(value)],
        };
        values.sort_unstable();
        values.dedup();
        (name.as_str(), values)
    });
    fields.filter(|(_, values)| !values.is_empty()).collect()
}

/// The campaign's own sourcing, where it looks for the people that the inputs say.
fn same_sourcing<'a>(inputs: &Value, campaign: &'a Value) -> Option<&'a Value> {
    let sourcing = campaign.get("sourcing").filter(|sourcing| sourcing.is_object())?;
    (plain(sourcing.get(CRITERIA)?) == plain(inputs.get(CRITERIA)?)).then_some(sourcing)
}

/// Whether the campaign is all that the inputs say.
fn is_so(inputs: &Value, campaign: &Value) -> bool {
    let Some(sourcing) = same_sourcing(inputs, campaign) else { return false };
    inputs.as_object().into_iter().flatten().all(|(name, value)| match name.as_str() {
        "campaign_id" | CRITERIA => true,
        "sourcing_limit" => sourcing.get(name) == Some(value),
        _ if value.is_null() => true,
        name => campaign.get(name).is_some_and(|now| match (now.as_object(), value.as_object()) {
            (Some(now), Some(value)) => value.iter().all(|(name, value)| now.get(name) == Some(value)),
            _ => now == value || text(campaign, name).is_some_and(|now| value.as_str() == Some(&now)),
        }),
    })
}

/// The most people that a new sourcing of the campaign adds: as the inputs say, else as the one before it says.
fn limit_of<'a>(inputs: &'a Value, campaign: &'a Value) -> Option<&'a Value> {
    let of = |from: Option<&'a Value>| from?.get("sourcing_limit").filter(|limit| limit.is_u64());
    of(Some(inputs)).or_else(|| of(campaign.get("sourcing")))
}

/// What the search criteria of a call do that it does not say: a sourcing, and who enters by it.
fn what_criteria_do(inputs: &Value, campaign: &Value) -> Vec<String> {
    if criteria_of(inputs).is_none() {
        return Vec::new();
    }
    let before = text(campaign, "sourcing_id");
    if let Some(sourcing) = same_sourcing(inputs, campaign) {
        let id = text(sourcing, "id").or(before).unwrap_or_default();
        return vec![format!("The campaign's sourcing {id} looks for these people already: no second one is made.")];
    }
    let limit = match limit_of(inputs, campaign) {
        Some(limit) => format!("for {limit} people at most"),
        None => "for as many people as Overloop sets, which is not documented: pass `sourcing_limit`, or set it with \
                 overloop_update_sourcing"
            .to_owned(),
    };
    let mut says = vec![format!(
        "By `search_criteria` Overloop makes a new sourcing of the campaign's own, {limit}. overloop_start_sourcing starts it, for credits."
    )];
    const MANUAL: &str = "only_allow_manual_enrollment";
    let is_given = inputs.get(MANUAL).is_some_and(|value| !value.is_null());
    if !is_given && campaign.get(MANUAL) == Some(&Value::Bool(true)) {
        says.push(format!(
            "The campaign took only people who were enrolled (`{MANUAL}` was true): with a sourcing of its own, whoever that finds enters by \
             itself, and `{MANUAL}` becomes false."
        ));
    }
    if let Some(id) = before {
        let status = campaign.get("sourcing").and_then(|sourcing| text(sourcing, "status"));
        let status = status.map(|status| format!(", whose status is `{status}`")).unwrap_or_default();
        says.push(format!(
            "The campaign had a sourcing before, {id}{status}. Whether a change of `search_criteria` ends it is not documented: where it \
             still runs it goes on costing credits. Look with overloop_get_sourcing, and stop it with overloop_pause_sourcing."
        ));
    }
    says
}

/// How people enter a campaign that was read with its sourcing.
fn how_people_enter(campaign: &Value) -> Remarks {
    let Some(sourcing) = campaign.get("sourcing").filter(|sourcing| sourcing.is_object()) else {
        return Remarks::default();
    };
    let said =
        |from: &Value, name: &str| Some(format!("`{name}` {}", from.get(name).filter(|value| !value.is_null())?));
    let of_sourcing = ["status", "sourcing_limit"].iter().filter_map(|name| said(sourcing, name));
    let parts: Vec<String> = of_sourcing.chain(said(campaign, "only_allow_manual_enrollment")).collect();
    Remarks::note(format!(
        "The campaign's sourcing is now {}: {}.",
        text(sourcing, "id").unwrap_or_default(),
        parts.join(", ")
    ))
}

/// The change with what is to stay in the objects that it sets, and without a second sourcing for the same people.
fn complete(inputs: &Value, campaign: &Value) -> Result<Completion, String> {
    let campaign = content(campaign);
    let mut body = inputs.as_object().cloned().unwrap_or_default();
    body.retain(|name, value| name != "campaign_id" && !value.is_null());
    let mut changes = Vec::new();
    for name in OBJECTS {
        let now = campaign.get(name).and_then(Value::as_object);
        if let (Some(now), Some(Value::Object(given))) = (now, body.get_mut(name)) {
            let mut whole = now.clone();
            for (part, value) in given.iter() {
                let before = now.get(part).cloned().unwrap_or_default();
                changes.push(format!("`{name}.{part}` is {before} and becomes {value}."));
                whole.insert(part.clone(), value.clone());
            }
            *given = whole;
        }
    }
    if let Some(sourcing) = same_sourcing(inputs, campaign) {
        let id = text(sourcing, "id").unwrap_or_default();
        let limit = (inputs.get("sourcing_limit").filter(|limit| !limit.is_null()), sourcing.get("sourcing_limit"));
        if let (Some(given), Some(now)) = limit
            && given != now
        {
            return Err(format!(
                "The campaign's sourcing {id} looks for these people already, with a `sourcing_limit` of {now}: change that with \
                 overloop_update_sourcing, and leave `search_criteria` out."
            ));
        }
        body.shift_remove(CRITERIA);
        body.shift_remove("sourcing_limit");
        let manual = "only_allow_manual_enrollment";
        if body.get(manual).is_some() && body.get(manual) == campaign.get(manual) {
            body.shift_remove(manual);
        } else if body.get(manual) == Some(&Value::Bool(false)) {
            body.insert("sourcing_id".to_owned(), id.clone().into());
        }
        changes.push(format!("The campaign's sourcing {id} looks for these people already: no second one is made."));
    }
    let has_limit = body.get("sourcing_limit").is_some();
    if let Some(limit) = limit_of(inputs, campaign).filter(|_| body.get(CRITERIA).is_some() && !has_limit) {
        changes.push(format!("`sourcing_limit` is not given and stays {limit}, as of the campaign's sourcing before."));
        body.insert("sourcing_limit".to_owned(), limit.clone());
    }
    with_numbers(&mut body, &["sender_id"]);
    Ok(Completion { body: Value::Object(body), changes })
}

fn problems(inputs: &Map<String, Value>) -> Vec<String> {
    nothing_to_change(inputs, &["campaign_id"]).into_iter().chain(settings::problems_of_settings(inputs)).collect()
}
