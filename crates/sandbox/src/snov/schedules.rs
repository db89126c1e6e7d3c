//! Sending schedules.

use serde_json::{Value, json};

use super::{api::Route, plain::Resource, shapes::number};
use crate::{
    route::Action::List,
    store::{Record, Store},
};

pub(super) const ROUTES: &[Route] = &[Route { call: "GET /v2/campaigns/schedules", action: List(&SCHEDULES) }];

pub(super) const SCHEDULES: Resource = Resource { path: "/schedules", show, ..Resource::V2 };

const DAYS: [&str; 7] = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"];

pub(super) fn show(schedule: &Record) -> Value {
    json!({
        "id": number(&schedule.id),
        "name": schedule.get("name"),
        "timezone": schedule.get("timezone"),
        "days": schedule.get("days"),
    })
}

/// Adds the schedules of the seeded workspace.
pub(super) fn seed(store: &mut Store) {
    let schedules = [
        (1074, "Office hours", "Europe/Kyiv", 1..6, ("09:00", "17:00")),
        (1075, "Evenings", "UTC", 1..5, ("18:00", "21:00")),
    ];
    for (id, name, timezone, on, (start, end)) in schedules {
        let days: Vec<Value> = DAYS
            .iter()
            .enumerate()
            .map(|(at, day)| json!({ "day": day, "enabled": on.contains(&at), "start_time": start, "end_time": end }))
            .collect();
        store.insert(SCHEDULES.path, Record::new(id, json!({ "name": name, "timezone": timezone, "days": days })));
    }
}
