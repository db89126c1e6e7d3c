use crate::instantly::prelude::*;

#[derive(JsonSchema)]
pub struct ListAccountCampaigns {
    /// Address of the mailbox, from list_accounts
    email: Sender<AccountId>,
    limit: Option<PageSize>,
    starting_after: Option<Cursor>,
}

/// A campaign that mails from the mailbox.
#[derive(JsonSchema)]
pub struct AccountCampaign {
    /// Campaign id, for `campaign_id`
    campaign_id: Option<Text>,
    /// Name as the app shows it
    campaign_name: Option<Text>,
    /// Whether it runs
    status: Option<Named<CampaignStatus>>,
    /// When it was created, RFC 3339
    timestamp_created: Option<Text>,
}

impl Plain for ListAccountCampaigns {
    type Object = AccountCampaign;
    const SHOWN: Shown = page();
    const ABOUT: About = About {
        name: "list_account_campaigns",
        title: "List a mailbox's campaigns",
        description: "Lists the Instantly campaigns that mail from one mailbox, by its full address, with id, name and \
            status; no row means that none uses it. Use it before pause_account, update_account or resume_account, to \
            see which campaigns the change concerns. The mailboxes of one campaign are its `email_list` in \
            get_campaign; campaigns by name are in list_campaigns, mailboxes in list_accounts.",
        pages: pages("account_campaigns"),
        scope: Some("account_campaign_mappings:read"),
        ..About::read("https://developer.instantly.ai/api/v2/accountcampaignmapping/getaccountcampaignmapping")
    };
    const CALL: Call = Call::get("/account-campaign-mappings/{email}");
}
