//! Instantly's objects: what the vendor answers and what the tools return of it. They name the documented fields, and each
//! field is optional, because the vendor leaves fields out and adds others.

mod account;
mod audit_log;
mod background_job;
mod campaign;
mod email;
mod lead;
mod lead_label;
mod lead_list;
mod page;
mod placement;
mod webhook;
mod webhook_event;
mod workspace;
mod workspace_member;

pub use account::{Account, ListedAccount};
pub use audit_log::AuditLog;
pub use background_job::BackgroundJob;
pub use campaign::{Campaign, CampaignOutputs, OneCampaign};
pub use email::Email;
pub use lead::Lead;
pub use lead_label::{LabelKind, LeadLabel};
pub use lead_list::LeadList;
pub use page::{Cursor, PageSize};
pub use placement::{PlacementTest, Provider};
pub use webhook::{Webhook, WebhookEventType};
pub use webhook_event::{Since, Until, WebhookEvent};
pub use workspace::{Workspace, WorkspaceGroupMember};
pub use workspace_member::WorkspaceMember;
