use crate::snov::prelude::*;

#[derive(Debug, Deserialize, Serialize, JsonSchema)]
pub(crate) struct ListSenderAccounts {}

#[derive(Debug, Deserialize, Serialize, JsonSchema)]
pub(crate) struct SenderAccount {
    /// Id of the mailbox, for `email_accounts` of campaigns
    id: Option<Int>,
    /// Name that recipients see
    sender_name: Option<Text>,
    /// Address that it sends from
    email_from: Option<Text>,
    /// true: Snov.io can send from it
    valid: Option<Flag>,
    /// true: sending is suspended
    suspended: Option<Flag>,
    /// Most mails a day
    limitation: Option<Int>,
    /// Provider of the mailbox, e.g. gmail
    provider: Option<Text>,
    /// Tags of the mailbox
    tags: Option<Many<Text>>,
    /// Where its replies are read
    #[serde(default)]
    imap: Filled<Imap>,
}

/// Where replies are read.
#[derive(Debug, Deserialize, Serialize, JsonSchema)]
struct Imap {
    /// Address whose replies are read
    username: Option<Text>,
    /// true: replies are read
    valid: Option<Flag>,
}

impl Endpoint for ListSenderAccounts {
    type Answer = Framed<All<SenderAccount>>;

    const ABOUT: About = About {
        name: "list_sender_accounts",
        title: "List mailboxes",
        description: "Lists the mailboxes that Snov.io sends from: address, daily limit, whether each is valid or \
            suspended. Use it for the ids that create_campaign and update_campaign take as `email_accounts`, and to \
            see which mailbox needs a look; why one is not valid is in check_sender_account. LinkedIn accounts are \
            not part of it. Mailboxes are connected in the app. It is free.",
        ..About::read("https://snov.io/api#GetListOfEmailAccounts")
    };
    const CALL: Call = Call::get("/v2/sender-accounts/emails");
}

impl Named for SenderAccount {
    const NAME: &str = "sender_account";
}
