use outreach_model::response;

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
    #[schemars(extend("x-rare" = true))]
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
            suspended. Free. Use it for the ids that create_campaign and update_campaign take as `email_accounts`, and \
            to find mailboxes that need a look; check_sender_account says why. It has no filter and no LinkedIn \
            accounts. Mailboxes are connected in the app.",
        ..About::read("https://snov.io/api#GetListOfEmailAccounts")
    };
    const CALL: Call = Call::get("/v2/sender-accounts/emails");
}

/// After a campaign was given mailboxes to send from: that some of them cannot send, as the list of mailboxes says.
pub(crate) const USABLE: FollowUp = FollowUp {
    request: |inputs, _| {
        inputs.get("email_accounts")?.as_array().filter(|ids| !ids.is_empty())?;
        Request::get(["v2", "sender-accounts", "emails"]).ok()
    },
    remarks: |inputs, _, read| {
        let Some(Many(accounts)) = read
            .and_then(|read| response::decode_value::<Framed<Many<SenderAccount>>>(read).ok().map(Framed::into_inner))
        else {
            return Remarks::default();
        };
        let given: Vec<i64> = inputs
            .get("email_accounts")
            .and_then(Value::as_array)
            .into_iter()
            .flatten()
            .filter_map(Value::as_i64)
            .collect();
        let is = |flag: &Option<Flag>, wanted: bool| flag.as_ref().is_some_and(|Flag(flag)| *flag == wanted);
        let idle = accounts.iter().filter(|account| account.id.as_ref().is_some_and(|Int(id)| given.contains(id)));
        let idle = idle.filter_map(|account| {
            let why = match (is(&account.valid, false), is(&account.suspended, true)) {
                (true, _) => "is not valid, so that Snov.io cannot send from it: see snov_check_sender_account",
                (false, true) => "is suspended: it sends nothing",
                (false, false) => return None,
            };
            let Int(id) = account.id.as_ref()?;
            let address = account.email_from.as_ref().map(|Text(address)| format!(" ({address})")).unwrap_or_default();
            Some(format!("The mailbox {id}{address} {why}."))
        });
        Remarks { warnings: idle.collect(), ..Remarks::default() }
    },
};

impl Named for SenderAccount {
    const NAME: &str = "sender_account";
}
