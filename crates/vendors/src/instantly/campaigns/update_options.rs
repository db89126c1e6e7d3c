use crate::instantly::{prelude::*, subsequences::settings::AutoVariantSelect};

#[derive(JsonSchema)]
pub struct UpdateCampaignOptions {
    /// Id of the campaign to change, a UUID, from list_campaigns
    campaign_id: CampaignId,
    /// true: an automatic reply, such as an absence note, stops the campaign for that lead, too
    stop_on_auto_reply: Option<Clearable<bool>>,
    /// true: a reply stops the campaign for all leads of that company, by domain
    stop_for_company: Option<Clearable<bool>>,
    /// Addresses that get a copy of every email. Replaces the list; an empty one removes all
    cc_list: Option<Recipients<Vec<Address>>>,
    /// Addresses that get a blind copy of every email. Replaces the list; an empty one removes all
    bcc_list: Option<Recipients<Vec<Address>>>,
    /// true: emails carry an unsubscribe header, by which mail programs show a button
    insert_unsubscribe_header: Option<Clearable<bool>>,
    /// true: the first email goes out as plain text without HTML
    first_email_text_only: Option<Clearable<bool>>,
    /// true: addresses that verification calls risky are mailed, too
    allow_risky_contacts: Option<Clearable<bool>>,
    /// true: the campaign goes on where too much of its mail bounces
    disable_bounce_protect: Option<Clearable<bool>>,
    /// Ids of tags, from list_custom_tags: mailboxes with one of them send, too. Replaces the list
    email_tag_list: Option<Sender<Vec<TagId>>>,
    /// true: a lead is mailed from a mailbox of its own mail provider (ESP)
    match_lead_esp: Option<Clearable<bool>>,
    /// true: new leads come before the further steps of others
    prioritize_new_leads: Option<Clearable<bool>>,
    /// true: evergreen, as the app calls it; the documents say no more
    is_evergreen: Option<Clearable<bool>>,
    /// Most minutes that are added at random to `email_gap`
    #[schemars(range(min = 0))]
    random_wait_max: Option<Clearable<Num>>,
    /// By which rate Instantly keeps the best wording of each step
    auto_variant_select: Option<Clearable<AutoVariantSelect>>,
    /// A limit of emails to one company, in place of the workspace's
    limit_emails_per_company_override: Option<Clearable<CompanyLimit>>,
    /// Which mailboxes may mail which leads, by mail provider. Replaces the rules
    provider_routing_rules: Option<Vec<RoutingRule>>,
    /// Who is to own the campaign: `user_id` from list_workspace_members
    owned_by: Option<Clearable<Sender<UserId>>>,
}

/// How many emails one company gets.
#[derive(JsonSchema)]
#[schemars(inline)]
pub struct CompanyLimit {
    /// custom: `daily_limit` holds; disabled: no limit for this campaign
    mode: CompanyLimitMode,
    /// Most emails a day to one company, where `mode` is custom
    #[schemars(range(min = 1))]
    daily_limit: Option<Num>,
    /// Whether this campaign's emails count, or those of the whole workspace
    scope: Option<CompanyLimitScope>,
}

/// Whether a limit holds.
#[derive(JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(inline)]
pub enum CompanyLimitMode {
    Custom,
    Disabled,
}

/// Which emails a limit counts.
#[derive(JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(inline)]
pub enum CompanyLimitScope {
    PerCampaign,
    AcrossWorkspace,
}

/// Whether mailboxes of some providers mail leads of some providers.
#[derive(JsonSchema)]
#[schemars(inline)]
pub struct RoutingRule {
    /// Whether such mail is sent
    action: RoutingAction,
    /// Mail providers of the leads
    #[schemars(length(min = 1))]
    recipient_esp: Vec<Provider>,
    /// Mail providers of the mailboxes
    #[schemars(length(min = 1))]
    sender_esp: Vec<Provider>,
}

/// What a rule does.
#[derive(JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(inline)]
pub enum RoutingAction {
    Send,
    DoNotSend,
}

/// A mail provider, as the vendor tells them apart.
#[derive(JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(inline)]
pub enum Provider {
    All,
    Google,
    Outlook,
    Other,
}

impl Plain for UpdateCampaignOptions {
    type Object = OneCampaign;
    const SHOWN: Shown = Shown::Under("campaign", CAMPAIGN_FIRST);
    const ABOUT: About = About {
        name: "update_campaign_options",
        title: "Change the rarer options of a campaign",
        description: "Sets the rarer options of an Instantly campaign: copies (`cc_list`, `bcc_list`), what an \
            automatic reply stops, unsubscribe header, risky addresses, bounce protection, mail providers, limits for \
            one company, owner. Give at least one. What is left out stays; lists and rules are replaced completely. An \
            active campaign mails by it at once. For steps, schedule, mailboxes and limits use patch_campaign.",
        why: "an active campaign mails by the changed options at once, to those in copy, too",
        scope: Some("campaigns:update"),
        ..About::write(
            "https://developer.instantly.ai/api/v2/campaign/patchcampaign",
            Effect::Send,
            Repeat::Harmless,
            "Read the campaign with instantly_get_campaign, `detail` set to \"full\"; repeating the same change is harmless.",
        )
    };
    const CALL: Call = Call::patch("/campaigns/{campaign_id}").with_nulls();
    const EFFECTS: &'static [Effect] = &[Effect::Update, Effect::Send];
    // A person who is to agree is told what the change does.
    const READ_FIRST: Option<ReadFirst> = Some(ReadFirst {
        request: |inputs| read_one("campaigns", inputs, "campaign_id"),
        is_needed: |_| false,
        forbids: |_, _| None,
        warns: |inputs, campaign| {
            let calm: Vec<String> = inputs
                .as_object()
                .into_iter()
                .flatten()
                .filter(|(input, value)| *input != "campaign_id" && mails_no_more(input, value))
                .map(|(input, _)| format!("`{input}`"))
                .collect();
            let calm = (!calm.is_empty()).then(|| format!("Nobody gets more mail by {}.", calm.join(", ")));
            super::what_mails(campaign).into_iter().chain(calm).collect()
        },
    });
    const LOOK: Look = Look { effect: Some(effect), problems: Some(problems), ..Look::NONE };
}

/// Whether an input, set to this, leaves out mail or changes none. null takes a setting back, which may let mail out.
fn mails_no_more(input: &str, value: &Value) -> bool {
    match input {
        "owned_by" => true,
        "stop_on_auto_reply" | "stop_for_company" => value == &Value::Bool(true),
        "allow_risky_contacts" | "disable_bounce_protect" => value == &Value::Bool(false),
        "cc_list" | "bcc_list" => value.as_array().is_some_and(Vec::is_empty),
        _ => false,
    }
}

fn effect(inputs: &Map<String, Value>) -> Effect {
    let mut changes = inputs.iter().filter(|(input, _)| *input != "campaign_id");
    if changes.all(|(input, value)| mails_no_more(input, value)) { Effect::Update } else { Effect::Send }
}

fn problems(inputs: &Map<String, Value>) -> Vec<String> {
    if inputs.keys().all(|input| input == "campaign_id") {
        return vec!["There is nothing to change: pass at least one field beside `campaign_id`".to_owned()];
    }
    let limit = inputs.get("limit_emails_per_company_override");
    let is_custom = limit.is_some_and(|limit| limit.get("mode").is_some_and(|mode| mode == "custom"));
    let has_limit = limit.is_some_and(|limit| limit.get("daily_limit").is_some());
    if is_custom && !has_limit {
        return vec!["`limit_emails_per_company_override.daily_limit` is required where `mode` is custom".to_owned()];
    }
    Vec::new()
}
