//! The five searches of a domain. Each is a task at the vendor: one tool starts it and waits for its end, another comes back
//! to it. [`task`] is what they have in common; the modules of a result say what each finds.

mod company;
mod emails;
mod prospect_email;
mod prospects;
mod task;

pub mod get_domain_emails_search_result;
pub mod get_domain_search_result;
pub mod get_generic_contacts_search_result;
pub mod get_prospect_email_search_result;
pub mod get_prospects_search_result;
pub mod start_domain_emails_search;
pub mod start_domain_search;
pub mod start_generic_contacts_search;
pub mod start_prospect_email_search;
pub mod start_prospects_search;

pub use self::task::domain;
