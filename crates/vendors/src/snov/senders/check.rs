use crate::snov::prelude::*;

#[derive(Debug, Deserialize, Serialize, JsonSchema)]
pub(crate) struct CheckSenderAccount {
    /// Id of the mailbox, a number, from list_sender_accounts
    sender_account_id: SenderId,
}

#[derive(Debug, Deserialize, Serialize, JsonSchema)]
pub(crate) struct Connections {
    /// How it sends
    #[serde(default)]
    smtp: Filled<Connection>,
    /// How it reads replies; absent: it was set up without
    #[serde(default)]
    imap: Filled<Connection>,
}

// The vendor's pages say valid and invalid here, and connected and error elsewhere.
/// A connection of the mailbox.
#[derive(Debug, Deserialize, Serialize, JsonSchema)]
struct Connection {
    /// valid (also connected), invalid (also error), or pending: not checked yet
    status: Option<Text>,
    /// Why it is invalid, in the words of the mail server
    errors: Option<Untrusted<Many<Text>>>,
}

impl Endpoint for CheckSenderAccount {
    type Answer = Framed<Connections>;

    const ABOUT: About = About {
        name: "check_sender_account",
        title: "Check a mailbox's connection",
        description: "Checks whether one Snov.io mailbox (`sender_account_id`) can send (`smtp`) and read replies \
            (`imap`; null where none is set), and returns the mail server's errors. Use it when list_sender_accounts \
            shows one that is not `valid`, or a campaign sends nothing. It changes nothing: passwords are set in the \
            app. To see whether its mail reaches inboxes use get_warmup_statistics.",
        ..About::read("https://snov.io/api#CheckSenderStatus")
    };
    const CALL: Call = Call::get("/v2/sender-accounts/check-sender-status");
}
