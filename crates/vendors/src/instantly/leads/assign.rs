use super::{
    LeadState,
    selection::{self, selects},
};
use crate::instantly::prelude::*;

#[derive(JsonSchema)]
pub struct AssignLeads {
    /// Workspace users to share the leads out among: `user_id` of list_workspace_members
    #[schemars(length(min = 1))]
    organization_user_ids: Sender<Vec<UserId>>,
    /// Only leads of this campaign: id from list_campaigns
    campaign: Option<CampaignId>,
    /// Only leads of this lead list: id from list_lead_lists
    list_id: Option<LeadListId>,
    /// Only these leads: their ids, from list_leads
    #[schemars(length(min = 1))]
    ids: Option<Vec<LeadId>>,
    /// Words of first name, last name or email: every lead that has them, so prefer `ids`
    search: Option<String>,
    /// Only leads in this one state, as in list_leads; FILTER_LEAD_CLOSED is won
    filter: Option<LeadState>,
    /// Only leads that this user owns so far: `user_id` of list_workspace_members
    assigned_to: Option<Sender<UserId>>,
    /// Only leads of this saved view; the web app shows its id
    smart_view_id: Option<SmartViewId>,
    /// true: only leads that are in some campaign; false: only those in none
    in_campaign: Option<bool>,
    /// true: only leads that are on some lead list; false: only those on none
    in_list: Option<bool>,
    /// At most this many of the leads that the other inputs select; which first is not documented
    #[schemars(range(min = 1))]
    limit: Option<u32>,
    /// true: every lead of the campaign or list; not with what selects some
    // The vendor assigns all leads where no other input selects some.
    all: Option<Unsent<bool>>,
}

#[derive(JsonSchema)]
pub struct Assigning {
    /// accepted: the change is under way
    status: Option<Text>,
    /// The vendor's confirmation that the change is under way, not that it is made
    message: Option<Text>,
}

impl Plain for AssignLeads {
    // With status 202: the vendor makes the change later.
    type Object = Assigning;
    const SHOWN: Shown = Shown::Bare;
    const ABOUT: About = About {
        name: "assign_leads",
        title: "Assign leads to users",
        description: "Gives Instantly leads to workspace users, shared out among several; earlier owners are \
            overwritten. Select by `ids`, `search`, `assigned_to` or `smart_view_id`, or by `campaign` or `list_id` \
            with these, filters or `all: true`. All inputs narrow each other. Nobody is mailed. It runs in the \
            background: check `assigned_to` in list_leads later. For one lead use update_lead.",
        why: "who owned the leads is overwritten",
        narrowed_by: &[
            "campaign",
            "list_id",
            "ids",
            "search",
            "filter",
            "assigned_to",
            "smart_view_id",
            "in_campaign",
            "in_list",
            "limit",
        ],
        ..About::write(
            "https://developer.instantly.ai/api/v2/lead/bulkassignleads",
            Effect::Update,
            Repeat::GoesOn,
            "Read `assigned_to` of the leads with instantly_list_leads.",
        )
    };
    const CALL: Call = Call::post("/leads/bulk-assign");
    // Which leads it changed, it does not say.
    const CHANGES: Option<Changes> = Some(|_, _| Changed::Unknown);
    const COUNTED: Option<Counted> = Some(selection::COUNTED);
    const REMARKS: &'static [Remark] = &[Remark::Warnings];
    const FOLLOW_UPS: &'static [FollowUp] = &[FollowUp { request: selection::those_of, remarks: selection::not_there }];
    const LOOK: Look = Look {
        counts: Some(|inputs| selection::known(inputs, &["ids"]).unwrap_or(1)),
        problems: Some(problems),
        ..Look::NONE
    };
}

fn problems(inputs: &Map<String, Value>) -> Vec<String> {
    let mut problems: Vec<String> = super::two_places(inputs, "campaign").into_iter().collect();
    let by = ["campaign", "list_id", "ids", "search", "assigned_to", "smart_view_id"];
    if !selects(inputs, &by) {
        problems.push(
            "Say which leads, or every lead of the workspace would be given away: pass `campaign`, `list_id`, `ids`, `search`, \
             `assigned_to` or `smart_view_id`"
                .to_owned(),
        );
    }
    if selects(inputs, &["campaign", "list_id"]) {
        problems.extend(selection::all_or_some(inputs, SELECTING, "assigns"));
    }
    problems
}

/// The inputs that select some leads of a campaign or list.
const SELECTING: &[&str] =
    &["ids", "search", "filter", "assigned_to", "smart_view_id", "limit", "in_campaign", "in_list"];
