//! Instantly's objects: what the vendor answers and what the tools return of it. They name the documented fields, and each
//! field is optional, because the vendor leaves fields out and adds others.

mod background_job;
mod campaign;
mod email;
mod lead;
mod lead_list;
mod page;

pub use background_job::BackgroundJob;
pub use campaign::{Campaign, CampaignOutputs, OneCampaign};
pub use email::Email;
pub use lead::Lead;
pub use lead_list::LeadList;
pub use page::{Cursor, PageSize};
