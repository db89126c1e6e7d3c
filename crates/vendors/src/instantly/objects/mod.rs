//! Instantly's objects: what the vendor answers and what the tools return of it. They name the documented fields, and each
//! field is optional, because the vendor leaves fields out and adds others.

mod account;
mod audit_log;
mod background_job;
mod block_list_entry;
mod campaign;
mod custom_tag;
mod email;
mod email_verification;
#[allow(dead_code, reason = "of the objects only the schemas are used")]
mod figures;
mod lead;
mod lead_label;
mod lead_list;
mod page;
mod placement;
mod range;
#[allow(dead_code, reason = "of the objects only the schemas are used")]
mod sending_status;
mod subsequence;
mod webhook;
mod webhook_event;
mod workspace;
mod workspace_member;

pub use account::{Account, ListedAccount};
pub use audit_log::AuditLog;
pub use background_job::BackgroundJob;
pub use block_list_entry::BlockListEntry;
pub use campaign::{CAMPAIGN_FIRST, Campaign, CampaignOutputs, OneCampaign};
pub use custom_tag::{CustomTag, CustomTagMapping};
pub use email::Email;
pub use email_verification::EmailVerification;
pub use figures::{Rate, STEP_RATES, StepFigures, add_rates, add_rates_to_rows, note_if_empty};
pub use lead::Lead;
pub use lead_label::{LabelKind, LeadLabel};
pub use lead_list::LeadList;
pub use page::{Cursor, PageSize};
pub use placement::{PlacementTest, Provider};
pub use range::{RangeEnd, RangeStart, range_problems};
pub use sending_status::{SendingStatus, note_without_diagnostics};
pub use subsequence::{SUBSEQUENCE_FIRST, Subsequence};
pub use webhook::{Webhook, WebhookEventType};
pub use webhook_event::{Since, Until, WebhookEvent};
pub use workspace::{Workspace, WorkspaceGroupMember};
pub use workspace_member::WorkspaceMember;
