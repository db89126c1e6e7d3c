use crate::instantly::prelude::*;

/// A list of leads.
#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema)]
pub struct LeadList {
    /// List id, for list_leads and create_lead
    pub id: Option<Text>,
    /// Workspace id
    #[schemars(extend("x-rare" = true))]
    pub organization_id: Option<Text>,
    /// Whether every lead that is added is enriched, which spends credits
    pub has_enrichment_task: Option<Flag>,
    /// Id of the workspace user who owns it
    #[schemars(extend("x-rare" = true))]
    pub owned_by: Option<Text>,
    /// Name as the app shows it
    pub name: Option<Text>,
    /// When it was created, RFC 3339
    pub timestamp_created: Option<Text>,
}

/// One list, with the fields that are asked for most at the top.
#[derive(Debug, Serialize, JsonSchema)]
pub struct LeadListOutputs {
    /// Id of the list, for create_lead
    id: Option<Text>,
    /// Name as the app shows it
    name: Option<Text>,
    /// The whole list, without its leads
    lead_list: LeadList,
}

impl<E> Answer<E> for LeadList {
    type Output = LeadListOutputs;

    fn output(self, _: E) -> LeadListOutputs {
        LeadListOutputs { id: self.id.clone(), name: self.name.clone(), lead_list: self }
    }
}
