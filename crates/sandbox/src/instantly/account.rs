//! The mailbox object. Its key is the address.

use serde_json::json;

use super::plain::Resource;
use crate::store::{Filter, filter::Test};

/// The values of `status` that calls set.
pub(super) const ACTIVE: i64 = 1;
pub(super) const PAUSED: i64 = 2;

pub(super) const ACCOUNTS: Resource = Resource {
    path: "/accounts",
    new: |new| {
        json!({
            "email": new.id,
            "timestamp_created": new.at,
            "timestamp_updated": new.at,
            "first_name": "",
            "last_name": "",
            "organization": new.organization,
            "warmup": {
                "limit": 40,
                "advanced": {
                    "warm_ctd": false,
                    "open_rate": 0.95,
                    "important_rate": 0.4,
                    "read_emulation": true,
                    "spam_save_rate": 0.8,
                    "weekday_only": false,
                },
                "warmup_custom_ftag": "warm",
                "increment": "disabled",
                "reply_rate": 0.3,
            },
            "added_by": new.owner,
            "modified_by": new.owner,
            "daily_limit": 30,
            "tracking_domain_name": null,
            "tracking_domain_status": null,
            "status": ACTIVE,
            "enable_slow_ramp": null,
            "inbox_placement_test_limit": null,
            "warmup_status": 1,
            "timestamp_warmup_start": new.at,
            "provider_code": 2,
            "setup_pending": false,
            "is_managed_account": false,
            "stat_warmup_score": 100,
            "sending_gap": 10,
            "signature": null,
            "reply_to": null,
            "autofix_failed": null,
        })
    },
    filters: &[
        Filter { parameter: "search", field: "email", test: Test::Contains },
        Filter::on("status", Test::Equals),
        Filter::on("provider_code", Test::Equals),
    ],
    cursor: "timestamp_created",
    ..Resource::PLAIN
};
