//! What none of Overloop's documented calls does, and where it is done.

use super::NoCall;

pub(super) const NO_CALLS: &[NoCall] = &[
    NoCall {
        names: &[
            "reply_to_conversation",
            "reply_to_email",
            "send_reply",
            "create_reply",
            "send_email",
            "send_message",
            "create_message",
            "send_linkedin_message",
            "delete_conversation",
        ],
        instead: "mails and LinkedIn messages are sent by campaigns, and answered in Overloop's app",
    },
    NoCall {
        names: &[
            "create_automation",
            "update_automation",
            "delete_automation",
            "start_automation",
            "stop_automation",
            "pause_automation",
            "create_workflow",
            "update_workflow",
            "delete_workflow",
            "start_workflow",
            "stop_workflow",
        ],
        instead: "automations are created, changed, started, stopped and deleted in Overloop's app; with a key for its API v2, \
                  create_campaign and start_campaign do so for campaigns",
    },
    NoCall {
        names: &[
            "create_sending_address",
            "update_sending_address",
            "delete_sending_address",
            "create_mailbox",
            "connect_mailbox",
            "connect_linkedin_account",
            "create_linkedin_account",
        ],
        instead: "mailboxes and LinkedIn accounts are connected in Overloop's app",
    },
    NoCall {
        names: &["create_custom_field", "update_custom_field", "delete_custom_field"],
        instead: "custom fields are made in Overloop's app, and listed with list_custom_fields",
    },
    NoCall {
        names: &["create_user", "update_user", "delete_user", "create_api_key", "delete_api_key", "list_api_keys"],
        instead: "users and keys are managed by a person in Overloop's app",
    },
];
