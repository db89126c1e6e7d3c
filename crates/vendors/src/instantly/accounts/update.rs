use super::ACCOUNT_FIRST;
use crate::instantly::prelude::*;

#[derive(JsonSchema)]
pub struct UpdateAccount {
    /// Address of the mailbox to change, from list_accounts
    email: Sender<AccountId>,
    /// Given name in the From line of its mail
    #[schemars(length(min = 1))]
    first_name: Option<String>,
    /// Family name in the From line of its mail
    #[schemars(length(min = 1))]
    last_name: Option<String>,
    /// Most campaign emails a day; null clears it
    #[schemars(range(min = 0))]
    #[serde(default, skip_serializing_if = "Clearable::is_kept")]
    daily_limit: Clearable<i64>,
    /// Least minutes between two of its emails, over all campaigns
    #[schemars(range(min = 0, max = 1440))]
    sending_gap: Option<i64>,
    /// true: the number of emails a day rises slowly
    #[serde(default, skip_serializing_if = "Clearable::is_kept")]
    enable_slow_ramp: Clearable<bool>,
    /// Warm-up settings, all that the mailbox has: they replace the old ones completely. Copy `warmup` of get_account and change it
    warmup: Option<WarmupSettings>,
    /// Signature under its mail; null: none
    #[serde(default, skip_serializing_if = "Clearable::is_kept")]
    signature: Clearable<String>,
    /// Address that leads' answers go to instead of the mailbox
    #[serde(default, skip_serializing_if = "Clearable::is_kept")]
    reply_to: Clearable<Recipients<Address>>,
    /// Host for tracked links, such as track.example.com; its CNAME must lead to Instantly (get_tracking_domain_status)
    #[schemars(length(min = 1))]
    tracking_domain_name: Option<Url>,
    /// true: take the new `tracking_domain_name`, given with it, without looking at its CNAME
    #[schemars(extend("default" = false))]
    skip_cname_check: Option<bool>,
    /// true: no tracking domain any more; not with `tracking_domain_name`
    #[schemars(extend("default" = false))]
    remove_tracking_domain: Option<bool>,
    /// Most emails of inbox placement tests
    #[schemars(range(min = 0))]
    #[serde(default, skip_serializing_if = "Clearable::is_kept")]
    inbox_placement_test_limit: Clearable<i64>,
}

/// How a mailbox warms up.
#[derive(JsonSchema)]
#[schemars(inline)]
struct WarmupSettings {
    /// Most warm-up emails that the mailbox sends a day
    #[schemars(range(min = 0))]
    limit: Option<i64>,
    /// How many more emails each day until `limit`; disabled: all from the first day
    increment: Option<Increment>,
    /// Share of warm-up emails to answer, 0 to 1
    #[schemars(range(min = 0, max = 1))]
    reply_rate: Option<f64>,
    /// Word that marks its warm-up emails
    warmup_custom_ftag: Option<String>,
    /// How its warm-up emails are treated, all that the mailbox has
    advanced: Option<AdvancedSettings>,
}

#[derive(JsonSchema)]
#[schemars(inline)]
enum Increment {
    #[serde(rename = "disabled")]
    Disabled,
    #[serde(rename = "0")]
    None,
    #[serde(rename = "1")]
    One,
    #[serde(rename = "2")]
    Two,
    #[serde(rename = "3")]
    Three,
    #[serde(rename = "4")]
    Four,
}

/// How the warm-up emails of a mailbox are treated.
#[derive(JsonSchema)]
#[schemars(inline)]
struct AdvancedSettings {
    /// true: warm up the tracking domain as well
    warm_ctd: Option<bool>,
    /// Share to open, 0 to 1
    #[schemars(range(min = 0, max = 1))]
    open_rate: Option<f64>,
    /// Share to mark as important, 0 to 1
    #[schemars(range(min = 0, max = 1))]
    important_rate: Option<f64>,
    /// true: imitate the time of reading
    read_emulation: Option<bool>,
    /// Share to take out of spam, 0 to 1
    #[schemars(range(min = 0, max = 1))]
    spam_save_rate: Option<f64>,
    /// true: warm up on weekdays alone
    weekday_only: Option<bool>,
}

impl Plain for UpdateAccount {
    type Object = Account;
    const SHOWN: Shown = Shown::Under("account", ACCOUNT_FIRST);
    const ABOUT: About = About {
        name: "update_account",
        title: "Change a mailbox",
        description: "Changes an Instantly mailbox: sender name, signature, reply-to, limits, warm-up settings, \
            tracking domain. Running campaigns mail by it at once. What is left out stays; null clears only where the \
            input says so. But `warmup` is replaced completely: copy it from get_account and change it. To stop \
            campaign mail use pause_account, the warm-up disable_warmup; to start them resume_account and \
            enable_warmup.",
        why: "running campaigns mail by its limits, name, signature and reply address as soon as they change",
        scope: Some("accounts:update"),
        ..About::write(
            "https://developer.instantly.ai/api/v2/account/patchaccount",
            Effect::Send,
            Repeat::Harmless,
            "Read the mailbox with instantly_get_account; repeating the same change is harmless.",
        )
    };
    const CALL: Call = Call::patch("/accounts/{email}").with_nulls();
    const READ_FIRST: Option<ReadFirst> = Some(ReadFirst {
        request: |inputs| read_one("accounts", inputs, "email"),
        is_needed: |inputs| inputs.get("warmup").is_some_and(Value::is_object),
        forbids: drops_settings,
        warns: |_, _| Vec::new(),
    });
    const REMARKS: &'static [Remark] = &[Remark::Warnings];
    const LOOK: Look = Look { problems: Some(problems), remarks: Some(remarks), ..Look::NONE };
}

fn problems(inputs: &Map<String, Value>) -> Vec<String> {
    let has_domain = inputs.contains_key("tracking_domain_name");
    let mut problems = Vec::new();
    if inputs.keys().all(|input| ["email", "skip_cname_check"].contains(&input.as_str())) {
        problems.push("There is nothing to change: pass at least one field beside `email`");
    }
    if has_domain && is_on(inputs.get("remove_tracking_domain")) {
        problems
            .push("`tracking_domain_name` sets a domain and `remove_tracking_domain` takes it away: pass one of them");
    }
    if is_on(inputs.get("skip_cname_check")) && !has_domain {
        problems.push("`skip_cname_check` is for a new `tracking_domain_name`: pass that as well, or leave it out");
    }
    problems.into_iter().map(str::to_owned).collect()
}

/// Which warm-up settings these would drop; `None` if none.
fn drops_settings(inputs: &Value, account: &Value) -> Option<String> {
    let mut dropped = Vec::new();
    find_dropped(account.get("warmup")?, inputs.get("warmup")?, "", &mut dropped);
    if dropped.is_empty() {
        return None;
    }
    Some(format!(
        "`warmup` replaces all warm-up settings of the mailbox, and these would be lost: {}. Pass them as well, with your change; \
         instantly_get_account shows all.",
        dropped.join(", ")
    ))
}

/// The settings that the mailbox has and the change does not repeat, with their values.
fn find_dropped(has: &Value, given: &Value, path: &str, dropped: &mut Vec<String>) {
    for (name, value) in has.as_object().into_iter().flatten().filter(|(_, value)| !value.is_null()) {
        let path = if path.is_empty() { name.clone() } else { format!("{path}.{name}") };
        match given.get(name) {
            Some(given) => find_dropped(value, given, &path, dropped),
            None => dropped.push(format!("`{path}` {value}")),
        }
    }
}

/// Where the mailbox has another value than the one that was given.
fn remarks(inputs: &Map<String, Value>, outputs: &Map<String, Value>, _: Received) -> Remarks {
    let account = outputs.get("account").and_then(Value::as_object);
    let differs = |(input, given): (&String, &Value)| {
        let has = account?.get(input)?;
        let is_other = (given.is_number() || given.is_string() || given.is_boolean()) && !is_equal(given, has);
        is_other.then(|| format!("`{input}` is {has} now, not {given}: the mailbox may have a limit of its own."))
    };
    Remarks { warnings: inputs.iter().filter_map(differs).collect(), ..Remarks::default() }
}

fn is_equal(one: &Value, other: &Value) -> bool {
    match (one.as_str(), other.as_str(), one.as_f64(), other.as_f64()) {
        (Some(one), Some(other), ..) => is_same(one, other),
        (_, _, Some(one), Some(other)) => (one - other).abs() < f64::EPSILON,
        _ => one == other,
    }
}
