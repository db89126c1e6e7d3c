use crate::instantly::prelude::*;

/// A list of leads.
#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema)]
pub struct LeadList {
    pub id: Option<Text>,
    pub organization_id: Option<Text>,
    pub has_enrichment_task: Option<Flag>,
    /// User id
    pub owned_by: Option<Text>,
    pub name: Option<Text>,
    /// RFC 3339
    pub timestamp_created: Option<Text>,
}

/// One list, with the fields that are asked for most at the top.
#[derive(Debug, Serialize, JsonSchema)]
pub struct LeadListOutputs {
    id: Option<Text>,
    name: Option<Text>,
    lead_list: LeadList,
}

impl<E> Answer<E> for LeadList {
    type Output = LeadListOutputs;

    fn output(self, _: E) -> LeadListOutputs {
        LeadListOutputs { id: self.id.clone(), name: self.name.clone(), lead_list: self }
    }
}
