//! What of Snov.io's calls is left out, and why.

use super::{LeftOut, NoCall};

pub(super) const LEFT_OUT: &[LeftOut] = &[
    LeftOut {
        what: "Connecting and changing mailboxes",
        why: "a mailbox is connected with its password and servers, which do not belong into a conversation: both are given in the app; mailboxes are listed with list_sender_accounts and checked with check_sender_account",
        asks: &["connect a mailbox", "add a mailbox", "connect an email account", "add a sender account"],
        also: &[
            "create_mailbox",
            "create_email_account",
            "update_email_account",
            "delete_email_account",
            "delete_sender_account",
        ],
        calls: &[
            ("create_sender_account", "POST /v2/sender-accounts/emails"),
            ("update_sender_account", "PATCH /v2/sender-accounts/emails/{id}"),
        ],
    },
    LeftOut {
        what: "Setting up and removing warm-ups",
        why: "a warm-up decides the reputation of a mailbox for weeks, within the limits of a plan that the API does not tell, and its figures go with it: it is set up and removed in the app; pause_warmup and resume_warmup stop and continue one",
        asks: &["set up a warm-up", "set up warmup", "create a warm-up", "delete a warm-up"],
        also: &["start_warmup"],
        calls: &[
            ("create_warmup", "POST /v2/warm-up"),
            ("update_warmup", "PATCH /v2/warm-up/{id}"),
            ("delete_warmup", "DELETE /v2/warm-up/{id}"),
        ],
    },
];

pub(super) const NO_CALLS: &[NoCall] = &[
    NoCall {
        names: &["reply_to_email", "send_reply", "create_reply", "reply_to_prospect", "send_email", "send_message"],
        instead: "mails are sent by campaigns, and replies answered in Snov.io's app; list_all_replies reads them",
    },
    NoCall {
        names: &["delete_list", "update_list", "rename_list", "delete_prospect_list", "update_prospect_list"],
        instead: "lists are renamed and deleted in Snov.io's app",
    },
    NoCall {
        names: &["delete_prospect", "delete_prospect_from_list", "move_prospect"],
        instead: "prospects are deleted and moved in Snov.io's app; add_to_do_not_email_list keeps one from being mailed",
    },
    NoCall {
        names: &[
            "delete_from_do_not_email_list",
            "delete_do_not_email",
            "delete_from_dne",
            "delete_do_not_email_entry",
            "list_do_not_email_entries",
            "list_do_not_email",
        ],
        instead: "entries of do-not-email lists are shown and removed in Snov.io's app",
    },
    NoCall {
        names: &["create_api_key", "delete_api_key", "list_api_keys", "create_user", "delete_user"],
        instead: "users and keys are managed by a person in Snov.io's app",
    },
];
