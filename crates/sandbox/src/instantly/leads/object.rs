//! The lead.

use serde::Serialize;
use serde_json::{Map, Value, json};

use crate::instantly::number;

/// A person in the workspace. Numbers are left out where they are not known, for the vendor gives them no `null`.
#[derive(Clone, Serialize)]
pub struct Lead {
    pub id: String,
    pub timestamp_created: String,
    pub timestamp_updated: String,
    pub organization: String,
    pub campaign: Option<String>,
    pub status: i64,
    pub email: Option<String>,
    pub personalization: Option<String>,
    pub website: Option<String>,
    pub last_name: Option<String>,
    pub first_name: Option<String>,
    pub company_name: Option<String>,
    pub job_title: Option<String>,
    pub phone: Option<String>,
    pub email_open_count: u32,
    pub email_reply_count: u32,
    pub email_click_count: u32,
    pub company_domain: String,
    pub status_summary: Value,
    pub payload: Map<String, Value>,
    pub last_step_from: Option<String>,
    pub last_step_id: Option<String>,
    pub last_step_timestamp_executed: Option<String>,
    pub email_opened_step: Option<i64>,
    pub email_opened_variant: Option<i64>,
    pub email_replied_step: Option<i64>,
    pub email_replied_variant: Option<i64>,
    pub email_clicked_step: Option<i64>,
    pub email_clicked_variant: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "number")]
    pub lt_interest_status: Option<f64>,
    pub subsequence_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub verification_status: Option<i64>,
    pub pl_value_lead: Option<String>,
    pub timestamp_added_subsequence: Option<String>,
    pub timestamp_last_contact: Option<String>,
    pub timestamp_last_open: Option<String>,
    pub timestamp_last_reply: Option<String>,
    pub timestamp_last_interest_change: Option<String>,
    pub timestamp_last_click: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub enrichment_status: Option<i64>,
    pub list_id: Option<String>,
    pub last_contacted_from: Option<String>,
    pub uploaded_by_user: Option<String>,
    pub upload_method: &'static str,
    pub assigned_to: Option<String>,
    pub is_website_visitor: Option<bool>,
    pub timestamp_last_touch: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub esp_code: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub esg_code: Option<i64>,
}

impl Lead {
    /// An active lead with nothing known about it.
    pub fn new(id: String, at: String, organization: String, owner: String) -> Self {
        Self {
            id,
            timestamp_created: at.clone(),
            timestamp_updated: at,
            organization,
            campaign: None,
            status: 1,
            email: None,
            personalization: None,
            website: None,
            last_name: None,
            first_name: None,
            company_name: None,
            job_title: None,
            phone: None,
            email_open_count: 0,
            email_reply_count: 0,
            email_click_count: 0,
            company_domain: String::new(),
            status_summary: json!({}),
            payload: Map::new(),
            last_step_from: None,
            last_step_id: None,
            last_step_timestamp_executed: None,
            email_opened_step: None,
            email_opened_variant: None,
            email_replied_step: None,
            email_replied_variant: None,
            email_clicked_step: None,
            email_clicked_variant: None,
            lt_interest_status: None,
            subsequence_id: None,
            verification_status: None,
            pl_value_lead: None,
            timestamp_added_subsequence: None,
            timestamp_last_contact: None,
            timestamp_last_open: None,
            timestamp_last_reply: None,
            timestamp_last_interest_change: None,
            timestamp_last_click: None,
            enrichment_status: None,
            list_id: None,
            last_contacted_from: None,
            uploaded_by_user: Some(owner),
            upload_method: "api",
            assigned_to: None,
            is_website_visitor: None,
            timestamp_last_touch: None,
            esp_code: None,
            esg_code: None,
        }
    }

    /// Fills in what follows from the other fields: the domain, and the payload under the names that templates use. The
    /// custom variables come last.
    pub fn complete(&mut self, variables: &Map<String, Value>) {
        let domain = self.email.as_deref().and_then(|email| email.split_once('@')).map(|(_, domain)| domain);
        self.company_domain = domain.unwrap_or_default().to_lowercase();
        for (name, value) in [
            ("firstName", &self.first_name),
            ("lastName", &self.last_name),
            ("companyName", &self.company_name),
            ("jobTitle", &self.job_title),
            ("website", &self.website),
            ("phone", &self.phone),
            ("personalization", &self.personalization),
        ] {
            if let Some(value) = value {
                self.payload.insert(name.to_owned(), Value::from(value.as_str()));
            }
        }
        self.payload.extend(variables.clone());
    }

    /// Whether this is its address.
    pub fn is_at(&self, address: &str) -> bool {
        self.email.as_deref().is_some_and(|email| email.eq_ignore_ascii_case(address.trim()))
    }

    /// Whether it is in this campaign and this list, where one is asked for.
    pub fn is_in(&self, campaign: Option<&String>, list: Option<&String>) -> bool {
        (campaign.is_none() || self.campaign.as_ref() == campaign) && (list.is_none() || self.list_id.as_ref() == list)
    }
}
