//! The program's own tools: each is a file here that implements `Builtin`, or `Forwarding`, and a line in `ALL`.

pub(super) mod call_tool;
mod find_tools;
pub mod form;
mod list_events;
mod resolve_outcome;

use self::form::BuiltinTool;
use super::outreach;

/// Every tool of the program's own.
pub static ALL: &[&BuiltinTool] = &[
    &BuiltinTool::of::<resolve_outcome::ResolveOutcome>(),
    &BuiltinTool::of::<list_events::ListEvents>(),
    &BuiltinTool::of::<find_tools::FindTools>(),
    &BuiltinTool::of::<outreach::find_person::FindPerson>(),
    &BuiltinTool::of::<outreach::check_suppression::CheckSuppression>(),
    &BuiltinTool::of::<outreach::suppress_everywhere::SuppressEverywhere>(),
    &BuiltinTool::of::<outreach::find_and_verify::FindAndVerify>(),
    &BuiltinTool::of::<outreach::enrol_verified::EnrolVerified>(),
    &BuiltinTool::of::<outreach::campaign_report::ReportCampaigns>(),
    &BuiltinTool::of::<outreach::inbox::ShowInbox>(),
    &BuiltinTool::forwarding::<call_tool::CallReadTool>(),
    &BuiltinTool::forwarding::<call_tool::CallWriteTool>(),
];

/// The tool that finds tools which are not listed.
pub const FIND_TOOLS: &str = "find_tools";

/// The tool that calls a tool which only reads.
pub const CALL_READ_TOOL: &str = "call_read_tool";

/// The tool that calls any other tool.
pub const CALL_WRITE_TOOL: &str = "call_write_tool";
