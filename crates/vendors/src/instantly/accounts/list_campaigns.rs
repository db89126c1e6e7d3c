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
        description: "Lists the Instantly campaigns that mail from one mailbox, with id, name and status. `email` is \
            the mailbox's full address. Use it before pause_account, update_account or resume_account, to see which \
            campaigns change. Campaigns that use the mailbox only by a tag may be missing: check `email_tag_list` in \
            get_campaign. By name use list_campaigns; for mailboxes use list_accounts.",
        pages: pages("account_campaigns"),
        scope: Some("account_campaign_mappings:read"),
        ..About::read("https://developer.instantly.ai/api/v2/accountcampaignmapping/getaccountcampaignmapping")
    };
    const CALL: Call = Call::get("/account-campaign-mappings/{email}");
}
