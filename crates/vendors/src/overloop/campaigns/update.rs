use super::{
    prelude::*,
    settings::{self, Settings},
    shortcomings,
};

#[derive(JsonSchema)]
pub struct UpdateCampaign {
    /// Id of the campaign to change, from list_campaigns
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

impl Plain for UpdateCampaign {
    type Object = Campaign;
    const SHOWN: Shown = v2::under("campaign");
    const ABOUT: About = About {
        name: "update_campaign",
        title: "Change a campaign",
        description: "Changes settings of an Overloop campaign: name, sender, sending times, how people enter, AI \
            settings. A campaign that is on sends by them at once. What is left out stays, within `pitch_settings` \
            too. `search_criteria` that its sourcing already has make no second sourcing. Read get_campaign first. For \
            steps use update_campaign_step, to turn it on or off start_campaign and pause_campaign.",
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
    const EFFECTS: &'static [Effect] = &[Effect::Update, Effect::Send];
    const SETS_OFF: Option<SetsOff> = MAILS_IF_ON;
    const TRACES: Option<Traces> = reached::OF_CAMPAIGN;
    const FOLLOW_ALL: Option<FollowAll> = settings::KNOWN_OPTIONS;
    const REMARKS: &'static [Remark] = &[Remark::Warnings, Remark::Note];
    const READ_FIRST: Option<ReadFirst> = Some(ReadFirst {
        request: read_what_changes,
        is_needed: |inputs| read_what_changes(inputs).is_some(),
        forbids: |_, _| None,
        warns: |inputs, campaign| other_sourcing(inputs, content(campaign)).into_iter().collect(),
    });
    const COMPLETES: Option<Completes> = Some(complete);
    // Whether the vendor would make another sourcing for the same criteria is not documented.
    const EXISTING: Option<Existing> = Some(Existing {
        adds: true,
        request: |inputs| inputs.get(CRITERIA).filter(|criteria| !criteria.is_null()).and(read_what_changes(inputs)),
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
    ];
    const LOOK: Look = Look {
        effect: Some(|_| Effect::Update),
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

/// Criteria without what selects nobody.
fn plain(criteria: &Value) -> Map<String, Value> {
    let mut fields = criteria.as_object().cloned().unwrap_or_default();
    fields.retain(|_, value| !value.is_null() && value.as_array().is_none_or(|values| !values.is_empty()));
    fields
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

/// That the campaign has a sourcing which looks for others.
fn other_sourcing(inputs: &Value, campaign: &Value) -> Option<String> {
    inputs.get(CRITERIA).filter(|criteria| !criteria.is_null())?;
    let id = text(campaign, "sourcing_id")?;
    if same_sourcing(inputs, campaign).is_some() {
        return Some(format!("The campaign's sourcing {id} looks for these people already: no second one is made."));
    }
    let status = campaign.get("sourcing").and_then(|sourcing| text(sourcing, "status"));
    let status = status.map(|status| format!(", whose status is `{status}`")).unwrap_or_default();
    Some(format!(
        "The campaign had a sourcing before, {id}{status}. Whether a change of `search_criteria` ends it is not documented: where it still \
         runs it goes on costing credits. Look with overloop_get_sourcing, and stop it with overloop_pause_sourcing."
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
    with_numbers(&mut body, &["sender_id"]);
    Ok(Completion { body: Value::Object(body), changes })
}

fn problems(inputs: &Map<String, Value>) -> Vec<String> {
    nothing_to_change(inputs, &["campaign_id"]).into_iter().chain(settings::problems_of_settings(inputs)).collect()
}
