//! What of Snov.io's calls is left out, and why.

use super::LeftOut;

pub(super) const LEFT_OUT: &[LeftOut] = &[
    LeftOut {
        what: "Connecting and changing mailboxes",
        why: "a mailbox is connected with its password and servers, which do not belong into a conversation: both are given in the app; mailboxes are listed with list_sender_accounts and checked with check_sender_account",
        asks: &["connect a mailbox", "add a mailbox", "connect an email account", "add a sender account"],
        calls: &[
            ("create_sender_account", "POST /v2/sender-accounts/emails"),
            ("update_sender_account", "PATCH /v2/sender-accounts/emails/{id}"),
        ],
    },
    LeftOut {
        what: "Setting up and removing warm-ups",
        why: "a warm-up decides the reputation of a mailbox for weeks, within the limits of a plan that the API does not tell, and its figures go with it: it is set up and removed in the app; pause_warmup and resume_warmup stop and continue one",
        asks: &["set up a warm-up", "set up warmup", "create a warm-up", "delete a warm-up"],
        calls: &[
            ("create_warmup", "POST /v2/warm-up"),
            ("update_warmup", "PATCH /v2/warm-up/{id}"),
            ("delete_warmup", "DELETE /v2/warm-up/{id}"),
        ],
    },
];
