//! The numbers that Instantly uses, with their names.

use outreach_model::vendor::Numbers;

/// Those that occur in inputs and outputs.
pub(super) const NUMBERS: &[Numbers] = &[
    Numbers {
        of: "status of a campaign",
        fields: &["status of a campaign", "status of list_campaigns"],
        values: &[
            (0, "draft"),
            (1, "active"),
            (2, "paused"),
            (3, "completed"),
            (4, "running subsequences"),
            (-99, "account suspended"),
            (-1, "accounts unhealthy"),
            (-2, "bounce protect"),
        ],
    },
    Numbers {
        of: "why an active campaign sends nothing",
        fields: &["not_sending_status of a campaign"],
        values: &[
            (1, "outside of its schedule"),
            (2, "waiting for a lead to process"),
            (3, "its daily limit is met"),
            (4, "all of its mailboxes have met theirs"),
            (99, "another error"),
        ],
    },
    Numbers {
        of: "status of a lead",
        fields: &["status of a lead"],
        values: &[
            (1, "active"),
            (2, "paused"),
            (3, "completed"),
            (-1, "bounced"),
            (-2, "unsubscribed"),
            (-3, "skipped"),
        ],
    },
    Numbers {
        of: "interest of a lead; other numbers are labels of the workspace",
        fields: &[
            "lt_interest_status of a lead",
            "interest_value of update_lead_interest_status",
            "i_status of an email",
        ],
        values: &[
            (0, "out of office"),
            (1, "interested"),
            (2, "meeting booked"),
            (3, "meeting completed"),
            (4, "won"),
            (-1, "not interested"),
            (-2, "wrong person"),
            (-3, "lost"),
            (-4, "no show"),
        ],
    },
    Numbers {
        of: "whether the address of a lead is verified",
        fields: &["verification_status of a lead"],
        values: &[
            (1, "verified"),
            (11, "pending"),
            (12, "pending verification job"),
            (-1, "invalid"),
            (-2, "risky"),
            (-3, "catch-all"),
            (-4, "job change"),
        ],
    },
    Numbers {
        of: "enrichment of a lead",
        fields: &["enrichment_status of a lead", "enrichment_status of list_leads"],
        values: &[(1, "enriched"), (11, "pending"), (-1, "not available"), (-2, "error")],
    },
    Numbers {
        of: "provider of a lead's mailbox",
        fields: &["esp_code of a lead"],
        values: &[
            (0, "in queue"),
            (1, "Google"),
            (2, "Microsoft"),
            (3, "Zoho"),
            (8, "AirMail"),
            (9, "Yahoo"),
            (10, "Yandex"),
            (12, "Web.de"),
            (13, "Libero.it"),
            (999, "other"),
            (1000, "not found"),
        ],
    },
    Numbers {
        of: "kind of an email",
        fields: &["ue_type of an email"],
        values: &[(1, "sent from a campaign"), (2, "received"), (3, "sent by hand"), (4, "scheduled")],
    },
];
