use crate::instantly::prelude::*;

#[derive(JsonSchema)]
pub struct GetWorkspacePlan {}

/// The plan of the workspace. What could be bought besides is left out: no tool buys.
#[derive(JsonSchema)]
pub struct Plans {
    /// Workspace id
    organization_id: Option<Text>,
    /// Name of the workspace
    organization_name: Option<Text>,
    /// What is subscribed to
    subscriptions: Option<Subscriptions>,
}

/// What is subscribed to.
#[derive(JsonSchema)]
struct Subscriptions {
    /// Campaigns: how many leads they may have
    outreach: Option<Maybe<Subscription>>,
    /// Credits for searching, enriching and verifying
    credits: Option<Maybe<Subscription>>,
    /// Several in one
    bundle: Option<Maybe<Subscription>>,
    /// CRM
    crm: Option<Maybe<Subscription>>,
    /// Visitors of the website
    website_visitors: Option<Maybe<Subscription>>,
    /// Inbox placement tests
    inbox_placement: Option<Maybe<Subscription>>,
}

/// A subscription; it has what applies to it.
#[derive(JsonSchema)]
struct Subscription {
    /// Name of the plan
    plan_name: Option<Text>,
    /// Most leads, with add-ons
    total_lead_limit: Option<Num>,
    /// Leads that count now; the same address in two campaigns counts twice
    current_lead_count: Option<Num>,
    /// Most leads, without add-ons
    base_lead_limit: Option<Num>,
    /// How many add-ons
    addons_qty: Option<Num>,
    /// Credits of the plan
    total_credits: Option<Num>,
    /// Credits that are left
    available_credits: Option<Num>,
    /// What the plan allows of its kind
    plan_limit: Option<Num>,
    /// Paid by day, week, month or year
    interval: Option<Text>,
    /// When the paid time ends, Unix seconds
    current_period_end: Option<Num>,
    /// When it ends for good, Unix seconds; absent: it goes on
    cancel_at_time: Option<Num>,
    /// Price in US dollars
    price_in_dollars: Option<Num>,
    /// Id of the plan, such as pid_hg_v1
    product_id: Option<Text>,
    /// Id of the price
    price_option_id: Option<Text>,
}

impl Plain for GetWorkspacePlan {
    type Object = Plans;
    const SHOWN: Shown = Shown::Bare;
    const ABOUT: About = About {
        name: "get_workspace_plan",
        title: "Get plan and credits",
        description: "Reads the plan of the Instantly workspace: how many leads it allows and has, credits left \
            (`subscriptions.credits.available_credits`), price, end of the paid time. It takes no id. Use it before a \
            call that spends credits or adds many leads, afterwards to see the cost, and after an error 402. It buys \
            nothing. For name and settings use get_workspace.",
        scope: Some("workspace_billing:read"),
        ..About::read("https://developer.instantly.ai/api/v2/workspacebilling/getworkspaceplandetails")
    };
    const CALL: Call = Call::get("/workspace-billing/plan-details");
}
