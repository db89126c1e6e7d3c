//! The ids that inputs take: numbers for what an account has made, words without a documented form for people and searches.

use outreach_model::{
    id_kinds,
    ids::{ByName, Form, Id, IdKind},
};
use serde_json::json;

id_kinds! {
    /// Of a drip campaign.
    OfCampaign = IdKind::new("campaign", "a campaign", Form::Number)
        .from("snov_list_campaigns")
        .by(ByName { inputs: |_| Some(json!({})), items: "campaigns", names: &["campaign"] });
    /// Of a list of prospects.
    OfList = IdKind::new("list", "a list", Form::Number)
        .from("snov_list_lists")
        .by(ByName { inputs: |_| Some(json!({})), items: "lists", names: &["name"] });
    /// Of a do-not-email list.
    OfDoNotEmailList = IdKind::new("do_not_email_list", "a do-not-email list", Form::Number)
        .from("snov_list_do_not_email_lists")
        .by(ByName { inputs: |_| Some(json!({})), items: "do_not_email_lists", names: &["name"] });
    /// Of a step of a campaign, as its `_ref`.
    OfStep = IdKind::new("step", "a step of a campaign", Form::Number).from("snov_get_campaign");
    /// Of a wording of an email step.
    OfContent = IdKind::new("content", "a content of an email step", Form::Number).from("snov_get_campaign");
    /// Of a sending schedule.
    OfSchedule = IdKind::new("schedule", "a sending schedule", Form::Number)
        .from("snov_list_campaign_schedules")
        .by(ByName { inputs: |_| Some(json!({})), items: "schedules", names: &["name"] });
    /// Of a pipeline of the CRM.
    OfPipeline = IdKind::new("pipeline", "a pipeline of the CRM", Form::Number)
        .from("snov_list_pipelines")
        .by(ByName { inputs: |_| Some(json!({})), items: "pipelines", names: &["name"] });
    /// Of a stage of a pipeline.
    OfStage = IdKind::new("stage", "a stage of a pipeline", Form::Number).from("snov_list_pipeline_stages");
    /// Of the warm-up of a mailbox.
    OfWarmup = IdKind::new("warmup", "a warm-up", Form::Number).from("snov_list_warmups");
    /// Of a webhook.
    OfWebhook = IdKind::new("webhook", "a webhook", Form::Number).from("snov_list_webhooks");
    /// Of a mailbox that sends.
    OfSender = IdKind::new("sender", "a sender account", Form::Number)
        .from("snov_list_sender_accounts")
        .by(ByName { inputs: |_| Some(json!({})), items: "sender_accounts", names: &["email_from", "sender_name"] });
    /// Of a LinkedIn account that sends.
    OfLinkedinSender = IdKind::new("linkedin_sender", "a LinkedIn sender account", Form::Number);
    /// Of a prospect, which is found by its address.
    OfProspect = IdKind::new("prospect", "a prospect", Form::Word).from("snov_find_prospect_by_email").by(ByName {
        inputs: |name| name.contains('@').then(|| json!({ "email": name })),
        items: "prospects",
        names: &[],
    });
    /// Of a person that a search found.
    OfFound = IdKind::new("found_prospect", "a person that a search found", Form::Word).from("snov_get_prospects_search_result");
    /// Of a search of a company.
    OfDomainSearch = IdKind::new("domain_search", "a search", Form::Word).from("snov_start_domain_search");
    /// Of a search of prospects.
    OfProspectsSearch = IdKind::new("prospects_search", "a search", Form::Word).from("snov_start_prospects_search");
    /// Of a search of a prospect's address.
    OfProspectEmailSearch =
        IdKind::new("prospect_email_search", "a search", Form::Word).from("snov_start_prospect_email_search");
    /// Of a search of a domain's addresses.
    OfDomainEmailsSearch =
        IdKind::new("domain_emails_search", "a search", Form::Word).from("snov_start_domain_emails_search");
    /// Of a search of generic contacts.
    OfGenericContactsSearch =
        IdKind::new("generic_contacts_search", "a search", Form::Word).from("snov_start_generic_contacts_search");
    /// Of a search of a person's address that v2 runs.
    OfNamesSearch = IdKind::new("names_search", "a search", Form::Word).from("snov_add_names_to_find_emails");
    /// Of a verification that v2 runs.
    OfVerification = IdKind::new("verification", "a verification", Form::Word).from("snov_add_emails_for_verification");
    /// Of a search of a profile that v2 runs.
    OfProfileSearch = IdKind::new("profile_search", "a search", Form::Word).from("snov_add_url_for_search");
    /// Of a search of addresses by names.
    OfEmailsByNameSearch =
        IdKind::new("emails_by_name_search", "a search", Form::Word).from("snov_start_emails_by_name_search");
    /// Of a verification of addresses.
    OfEmailVerification =
        IdKind::new("email_verification", "a verification", Form::Word).from("snov_start_email_verification");
    /// Of a search of LinkedIn profiles.
    OfLinkedinProfilesSearch =
        IdKind::new("linkedin_profiles_search", "a search", Form::Word).from("snov_start_linkedin_profiles_search");
    /// Of a search of companies' domains.
    OfCompanyDomainsSearch =
        IdKind::new("company_domains_search", "a search", Form::Word).from("snov_start_company_domains_search");
    /// Of a search of companies in the database.
    OfCompanyDatabaseSearch =
        IdKind::new("company_database_search", "a search", Form::Word).from("snov_start_company_database_search");
    /// Of a search of people in the database.
    OfPeopleDatabaseSearch =
        IdKind::new("people_database_search", "a search", Form::Word).from("snov_start_people_database_search");
    /// Of a person that was found in the database.
    OfDatabasePerson = IdKind::new("database_person", "a person found in the database", Form::Word)
        .from("snov_get_people_database_search_result");
    /// Of a search of the addresses of such a person.
    OfDatabaseEmailSearch =
        IdKind::new("database_email_search", "a search", Form::Word).from("snov_start_database_email_search");
}

pub(crate) type CampaignId = Id<OfCampaign, u64>;
pub(crate) type ListId = Id<OfList, u64>;
pub(crate) type DoNotEmailListId = Id<OfDoNotEmailList, u64>;
pub(crate) type WebhookId = Id<OfWebhook, u64>;
pub(crate) type SenderId = Id<OfSender, u64>;
pub(crate) type LinkedinSenderId = Id<OfLinkedinSender, u64>;
pub(crate) type StepId = Id<OfStep, u64>;
pub(crate) type ContentId = Id<OfContent, u64>;
pub(crate) type ScheduleId = Id<OfSchedule, u64>;
pub(crate) type PipelineId = Id<OfPipeline, u64>;
pub(crate) type StageId = Id<OfStage, u64>;
pub(crate) type WarmupId = Id<OfWarmup, u64>;
pub(crate) type ProspectId = Id<OfProspect>;
pub(crate) type ProspectHash = Id<OfFound>;
pub(crate) type NamesSearchHash = Id<OfNamesSearch>;
pub(crate) type VerificationHash = Id<OfVerification>;
pub(crate) type ProfileSearchHash = Id<OfProfileSearch>;
pub(crate) type RevealHash = Id<OfDatabasePerson>;
