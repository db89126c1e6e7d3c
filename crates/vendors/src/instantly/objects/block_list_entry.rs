use crate::instantly::prelude::*;

/// An entry of the block list.
#[derive(JsonSchema)]
#[allow(dead_code, reason = "only its schema is used")]
pub struct BlockListEntry {
    /// Entry id, for get_block_list_entry and delete_block_list_entry
    pub id: Option<Text>,
    /// The address or domain that gets no mail
    pub bl_value: Option<Text>,
    /// true: a domain, everyone at which gets no mail; false: one address
    pub is_domain: Option<Flag>,
    /// When it was blocked, RFC 3339
    pub timestamp_created: Option<Text>,
    /// Workspace id
    #[schemars(extend("x-rare" = true))]
    pub organization_id: Option<Text>,
}
