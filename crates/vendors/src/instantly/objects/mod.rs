//! Instantly's objects: what the vendor answers and what the tools return of it. They name the documented fields, and each
//! field is optional, because the vendor leaves fields out and adds others.

mod block_list_entry;
mod campaign;
mod custom_tag;
mod email;
mod lead;
mod lead_list;
mod page;

pub use block_list_entry::BlockListEntry;
pub use campaign::{Campaign, CampaignOutputs, OneCampaign};
pub use custom_tag::{CustomTag, CustomTagMapping};
pub use email::Email;
pub use lead::Lead;
pub use lead_list::LeadList;
pub use page::{Cursor, PageSize};
