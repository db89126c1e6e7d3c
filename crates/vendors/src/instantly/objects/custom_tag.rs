use crate::instantly::prelude::*;

/// A custom tag.
#[derive(JsonSchema)]
#[allow(dead_code, reason = "only its schema is used")]
pub struct CustomTag {
    /// Tag id, for add_custom_tags, remove_custom_tags and list_campaigns
    pub id: Option<Text>,
    /// Label as the app shows it, unique in the workspace
    pub label: Option<Text>,
    /// What the tag is for
    pub description: Option<Text>,
    /// When it was created, RFC 3339
    pub timestamp_created: Option<Text>,
    /// When it was last changed, RFC 3339
    pub timestamp_updated: Option<Text>,
    /// Workspace id
    #[schemars(extend("x-rare" = true))]
    pub organization_id: Option<Text>,
}

/// That a mailbox or campaign has a custom tag.
#[derive(JsonSchema)]
#[allow(dead_code, reason = "only its schema is used")]
pub struct CustomTagMapping {
    /// Id of this mapping; no tool takes it
    #[schemars(extend("x-rare" = true))]
    pub id: Option<Text>,
    /// Id of the tag, as in list_custom_tags
    pub tag_id: Option<Text>,
    /// What has the tag: id of a campaign, or address of a mailbox
    pub resource_id: Option<Text>,
    /// What that is
    pub resource_type: Option<Named<TaggedResource>>,
    /// When it was tagged, RFC 3339
    pub timestamp_created: Option<Text>,
    /// Workspace id
    #[schemars(extend("x-rare" = true))]
    pub organization_id: Option<Text>,
}
