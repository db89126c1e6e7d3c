//! The ids that inputs take. They are numbers, written as text or as numbers; those of steps may be of any form.

use outreach_model::{
    id_kinds,
    ids::{ByName, Form, Id, IdKind},
};
use serde_json::json;

use super::jsonapi;

id_kinds! {
    /// Of a prospect, which is found by its address.
    OfProspect = IdKind::new("prospect", "a prospect", Form::Number).from("overloop_list_prospects").by(ByName {
        inputs: |name| Some(json!({ "filter": { "email": name.contains('@').then_some(name)? }, "page_size": 20 })),
        items: "prospects",
        names: &["email"],
    });
    /// The address of a prospect, which v2 takes for an id.
    OfProspectAddress =
        IdKind::new("prospect_address", "the address of a prospect", Form::Address).from("overloop_list_prospects");
    /// Of an organization.
    OfOrganization = IdKind::new("organization", "an organization", Form::Number)
        .from("overloop_list_organizations")
        .by(ByName { inputs: |name| jsonapi::search(json!({ "name": name })), items: "organizations", names: &["name"] });
    /// Of an automation. Their list has no filter for names.
    OfAutomation = IdKind::new("automation", "an automation", Form::Number)
        .from("overloop_list_automations")
        .by(ByName { inputs: |_| Some(json!({ "page_size": 100 })), items: "automations", names: &["name"] });
    /// Of a step of an automation.
    OfStep = IdKind::new("step", "a step", Form::Word).from("overloop_list_automation_steps");
    /// Of a list.
    OfList = IdKind::new("list", "a list", Form::Number)
        .from("overloop_list_lists")
        .by(ByName { inputs: |_| Some(json!({ "page_size": 100 })), items: "lists", names: &["name"] });
    /// Of a person with a login.
    OfUser = IdKind::new("user", "a user", Form::Number)
        .from("overloop_list_users")
        .by(ByName { inputs: |_| Some(json!({ "page_size": 100 })), items: "users", names: &["name", "email"] });
    /// Of a campaign of the second generation.
    OfCampaign = IdKind::new("campaign", "a campaign", Form::Number).from("overloop_list_campaigns").by(ByName {
        inputs: |name| Some(json!({ "search": name, "page_size": 100 })),
        items: "campaigns",
        names: &["name"],
    });
    /// Of a step of a campaign.
    OfCampaignStep =
        IdKind::new("campaign_step", "a step of a campaign", Form::Word).from("overloop_list_campaign_steps");
    /// Of a prospect's way through a campaign.
    OfEnrollment = IdKind::new("enrollment", "an enrollment", Form::Word).from("overloop_list_enrollments");
    /// Of a search for people.
    OfSourcing = IdKind::new("sourcing", "a sourcing", Form::Word).from("overloop_list_sourcings");
    /// Of a thread of messages.
    OfConversation =
        IdKind::new("conversation", "a conversation", Form::Word).from("overloop_list_conversations");
    /// Of a channel in Slack, which is connected in the app.
    OfSlackChannel = IdKind::new("slack_channel", "a channel in Slack", Form::Word);
    /// Of an item of the exclusion list, which is found by what it blocks.
    OfExclusionListItem = IdKind::new("exclusion_list_item", "an exclusion list item", Form::Word)
        .from("overloop_list_exclusion_list_items")
        .by(ByName {
            inputs: |value| may_be_blocked(value).then(|| jsonapi::search(json!({ "value": value })))?,
            items: "exclusion_list_items",
            names: &["value"],
        });
    /// Of a lead, the older name of a prospect.
    OfLead = IdKind::new("lead", "a lead", Form::Number).from("overloop_list_leads").by(ByName {
        inputs: |name| Some(json!({ "filter": { "email": name.contains('@').then_some(name)? }, "page_size": 20 })),
        items: "leads",
        names: &["email"],
    });
}

/// Whether the exclusion list can hold this value: an address or a domain. Nothing is read for another one.
fn may_be_blocked(value: &str) -> bool {
    let domain = value.rsplit_once('@').map_or(value, |(_, domain)| domain);
    let is_part = |part: &str| !part.is_empty() && part.chars().all(|c| c.is_alphanumeric() || c == '-');
    domain.contains('.')
        && domain.split('.').all(is_part)
        && !value.chars().any(|c| c.is_whitespace() || c.is_control())
}

pub(crate) type ProspectId = Id<OfProspect>;
pub(crate) type OrganizationId = Id<OfOrganization>;
pub(crate) type AutomationId = Id<OfAutomation>;
pub(crate) type StepId = Id<OfStep>;
pub(crate) type ListId = Id<OfList>;
pub(crate) type CampaignId = Id<OfCampaign>;
pub(crate) type CampaignStepId = Id<OfCampaignStep>;
pub(crate) type EnrollmentId = Id<OfEnrollment>;
pub(crate) type SourcingId = Id<OfSourcing>;
pub(crate) type SlackChannelId = Id<OfSlackChannel>;
pub(crate) type ConversationId = Id<OfConversation>;
pub(crate) type LeadId = Id<OfLead>;
pub(crate) type ProspectAddress = Id<OfProspectAddress>;
pub(crate) type UserId = Id<OfUser>;
pub(crate) type ExclusionListItemId = Id<OfExclusionListItem>;

// In an attribute, an id is sent as a number.
pub(crate) type OwnerId = Id<OfUser, jsonapi::Id>;
pub(crate) type EmployerId = Id<OfOrganization, jsonapi::Id>;
