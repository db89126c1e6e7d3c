//! Drip campaigns, their recipients and their statistics.
//!
//! Replies, opens, clicks and sent emails are lists of one kind: [`events`] is how they are asked for and go on, [`event`] what
//! the first three hold.

mod event;
mod events;

pub mod change_recipient_status;
pub mod get_analytics;
pub mod get_progress;
pub mod list;
pub mod list_clicks;
pub mod list_completed_prospects;
pub mod list_opens;
pub mod list_replies;
pub mod list_sent_emails;
