//! The ids that inputs take. All are UUIDs.

use outreach_model::{
    id_kinds,
    ids::{ByName, Form, Id, IdKind},
};
use serde_json::{Value, json};

id_kinds! {
    /// Of a campaign.
    OfCampaign = IdKind::new("campaign", "a campaign", Form::Uuid).from("instantly_list_campaigns").by(ByName {
        inputs: |name| searched(name, 20),
        items: "campaigns",
        names: &["name"],
    });
    /// Of a lead list.
    OfLeadList = IdKind::new("lead_list", "a lead list", Form::Uuid).from("instantly_list_lead_lists").by(ByName {
        inputs: |name| searched(name, 100),
        items: "lead_lists",
        names: &["name"],
    });
    /// Of a lead. Names are not unique, so a lead is found by its address alone.
    OfLead = IdKind::new("lead", "a lead", Form::Uuid).from("instantly_list_leads").by(ByName {
        inputs: |name| name.contains('@').then(|| json!({ "contacts": [name], "limit": 20 })),
        items: "leads",
        names: &["email"],
    });
    /// Of an email in the unified inbox.
    OfEmail = IdKind::new("email", "an email", Form::Uuid).from("instantly_list_emails");
    /// Of a person with a login.
    OfUser = IdKind::new("user", "a user of the workspace", Form::Uuid);
    /// Of a blocklist.
    OfBlocklist = IdKind::new("blocklist", "a blocklist", Form::Uuid);
    /// Of a smart view.
    OfSmartView = IdKind::new("smart_view", "a smart view", Form::Uuid);
    /// Of an AI sales agent.
    OfAgent = IdKind::new("ai_sales_agent", "an AI sales agent", Form::Uuid);
    /// Of what is enriched.
    OfEnriched = IdKind::new("enriched", "a lead list or a campaign", Form::Uuid).from("instantly_list_lead_lists");
    /// Of a list of companies.
    OfCompanyList = IdKind::new("company_list", "a company list", Form::Uuid);
    /// Of a prompt template.
    OfTemplate = IdKind::new("template", "a prompt template", Form::Word);
    /// Of a place at Google Maps.
    OfPlace = IdKind::new("place", "a place at Google Maps", Form::Word);
    /// Of an inbox placement test.
    OfPlacementTest = IdKind::new("placement_test", "an inbox placement test", Form::Uuid)
        .from("instantly_list_inbox_placement_tests")
        .by(ByName { inputs: |name| searched(name, 20), items: "tests", names: &["name"] });
    /// Of a mail of an inbox placement test.
    OfPlacementResult = IdKind::new("placement_result", "a result of an inbox placement test", Form::Uuid)
        .from("instantly_list_inbox_placement_results");
    /// Of a report of an inbox placement test.
    OfPlacementReport = IdKind::new("placement_report", "a report of an inbox placement test", Form::Uuid)
        .from("instantly_list_inbox_placement_reports");
    /// Of custom tags.
    OfTags = IdKind::new("tags", "a tag", Form::Uuids);
}

fn searched(name: &str, limit: u32) -> Option<Value> {
    Some(json!({ "search": name, "limit": limit }))
}

pub type CampaignId = Id<OfCampaign>;
pub type LeadListId = Id<OfLeadList>;
pub type LeadId = Id<OfLead>;
pub type EmailId = Id<OfEmail>;
pub type UserId = Id<OfUser>;
pub type BlocklistId = Id<OfBlocklist>;
pub type SmartViewId = Id<OfSmartView>;
pub type AgentId = Id<OfAgent>;
pub type TagIds = Id<OfTags>;
pub type EnrichedId = Id<OfEnriched>;
pub type CompanyListId = Id<OfCompanyList>;
pub type TemplateId = Id<OfTemplate>;
pub type PlaceId = Id<OfPlace>;
pub type PlacementTestId = Id<OfPlacementTest>;
pub type PlacementResultId = Id<OfPlacementResult>;
pub type PlacementReportId = Id<OfPlacementReport>;
