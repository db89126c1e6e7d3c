//! Calls that the vendors' APIs have and this server does not offer, under the names that its tools would have. A model that
//! knows a vendor asks for them. `docs/not-offered.md` lists them.

mod instantly;
mod meaning;
mod overloop;
mod snov;

pub use meaning::Meaning;

/// Calls that are left out on purpose, for one reason.
#[derive(Debug)]
pub struct LeftOut {
    /// What they are about, as a heading.
    pub what: &'static str,
    /// Why they are left out, as a clause.
    pub why: &'static str,
    /// Words of requests for them, in small letters.
    pub asks: &'static [&'static str],
    /// Names that tools for them might have, too, where these have other words than [`Self::calls`]: those of the vendor's operations,
    /// and what people call them.
    pub also: &'static [&'static str],
    /// The names that tools would have, with method and path at the vendor.
    pub calls: &'static [(&'static str, &'static str)],
}

impl LeftOut {
    /// Whether it names a call by this very name.
    pub fn names(&self, name: &str) -> bool {
        self.calls.iter().any(|(call, _)| *call == name) || self.also.contains(&name)
    }

    /// The reason as a sentence.
    pub fn sentence(&self) -> String {
        let mut letters = self.why.chars();
        let first = letters.next().map(char::to_uppercase);
        first.into_iter().flatten().chain(letters).chain(['.']).collect()
    }
}

/// What is left out of a vendor's calls on purpose.
pub fn left_out(vendor: &str) -> &'static [LeftOut] {
    match vendor {
        "instantly" => instantly::LEFT_OUT,
        "snov" => snov::LEFT_OUT,
        _ => &[],
    }
}

/// The reason for which the call of this name is left out: the name that its tool would have, or one that means the same, that of the
/// vendor's operation, or method and path.
pub fn why(vendor: &str, name: &str) -> Option<&'static LeftOut> {
    let groups = left_out(vendor);
    if let Some(group) = groups.iter().find(|group| group.names(name)) {
        return Some(group);
    }
    if name.contains('/') {
        return groups.iter().find(|group| group.calls.iter().any(|(_, call)| meaning::is_call(name, call)));
    }
    let meant = Meaning::of(name);
    groups.iter().find(|group| {
        let is_call = |(call, at): &(&str, &str)| Meaning::of(call) == meant || Meaning::of_call(at) == meant;
        group.calls.iter().any(is_call) || group.also.iter().any(|other| Meaning::of(other) == meant)
    })
}

/// Something that none of a vendor's documented calls does.
#[derive(Debug)]
pub struct NoCall {
    /// The names that a tool for it would have.
    pub names: &'static [&'static str],
    /// Where it is done, or what does something like it, as a clause.
    pub instead: &'static str,
}

/// What is to be said of a tool of this name, where none of the vendor's documented calls does it.
pub fn no_call(vendor: &str, name: &str) -> Option<&'static NoCall> {
    let known = match vendor {
        "overloop" => overloop::NO_CALLS,
        "snov" => snov::NO_CALLS,
        _ => &[],
    };
    let meant = Meaning::of(name);
    known.iter().find(|one| one.names.iter().any(|known| *known == name || Meaning::of(known) == meant))
}

/// The reason for which nothing does what this request asks for.
pub fn why_not(vendor: &str, request: &str) -> Option<&'static LeftOut> {
    let request = request.to_lowercase();
    left_out(vendor).iter().find(|group| group.asks.iter().any(|asks| request.contains(asks)))
}

/// The tool that makes the vendor's call of this name, where it has another name here.
pub fn instead(vendor: &str, name: &str) -> Option<&'static str> {
    let renamed = match vendor {
        "instantly" => instantly::INSTEAD,
        "overloop" => OVERLOOP_INSTEAD,
        _ => &[],
    };
    renamed.iter().find(|(call, _)| *call == name).map(|(_, tool)| *tool)
}

/// Calls of Overloop whose tool has another name here.
const OVERLOOP_INSTEAD: &[(&str, &str)] = &[
    ("create_enrollment", "enroll_prospect"),
    ("create_enrollments", "enroll_prospects"),
    ("bulk_create_enrollments", "enroll_prospects"),
    ("delete_enrollment", "disenroll_prospect"),
    ("get_campaign_stats", "get_campaign_statistics"),
    ("list_steps", "list_campaign_steps"),
    ("get_step", "get_campaign_step"),
    ("create_step", "create_campaign_step"),
    ("update_step", "update_campaign_step"),
    ("delete_step", "delete_campaign_step"),
    ("activate_campaign", "start_campaign"),
    ("stop_campaign", "pause_campaign"),
    ("get_sourcing_search_options", "list_sourcing_options"),
];

#[cfg(test)]
mod tests {
    use super::instantly::INSTEAD;
    use crate::catalogue;

    #[test]
    fn no_listed_call_is_a_tool() {
        for entry in catalogue::actions() {
            let (vendor, name) = (entry.vendor.id, entry.action.about.name);
            let is_listed =
                super::left_out(vendor).iter().any(|group| group.names(name)) || super::instead(vendor, name).is_some();
            assert!(!is_listed, "`{}` is a tool", entry.qualified_name());
        }
    }

    #[test]
    fn what_no_call_does_is_no_tool() {
        for entry in catalogue::actions() {
            let found = super::no_call(entry.vendor.id, entry.action.about.name);
            assert!(found.is_none(), "`{}` is a tool", entry.qualified_name());
        }
    }

    #[test]
    fn what_is_named_instead_is_a_tool() {
        for (name, tool) in INSTEAD {
            let mut actions = catalogue::actions().filter(|entry| entry.vendor.id == "instantly");
            assert!(actions.any(|entry| entry.action.about.name == *tool), "`{name}`: `{tool}` is no tool");
        }
    }

    #[test]
    fn every_name_stands_once() {
        for vendor in catalogue::VENDORS {
            let groups = super::left_out(vendor.id);
            let left_out = groups.iter().flat_map(|group| group.calls).map(|(name, _)| *name);
            let mut names: Vec<&str> = left_out.chain(groups.iter().flat_map(|group| group.also).copied()).collect();
            if vendor.id == "instantly" {
                names.extend(INSTEAD.iter().map(|(name, _)| *name));
            }
            let count = names.len();
            names.sort_unstable();
            names.dedup();
            assert_eq!(names.len(), count, "{}", vendor.id);
        }
    }
}
