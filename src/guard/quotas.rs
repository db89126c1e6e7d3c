//! Quotas on writes: `send=50/day`, `snov.spend=200/day`, `instantly.delete=20/hour`. Counted in the journal, for each account.

use std::time::Duration;

use outreach_model::{arguments::suggest, effect::Effect, registered::PreparedCall, vendor::Vendor};
use outreach_vendors::catalogue;

use crate::journal::Quota;

/// The operator's quotas.
#[derive(Clone, Debug, Default)]
pub struct Quotas(pub(crate) Vec<Quota>);

impl Quotas {
    /// The quotas that count a call to this vendor: those of each of its effects.
    pub(super) fn on(&self, vendor: &Vendor, prepared: &PreparedCall) -> Vec<Quota> {
        let quotas = self.0.iter().filter(|quota| prepared.effects().any(|effect| effect == quota.effect));
        quotas.filter(|quota| quota.vendor.is_none_or(|id| id == vendor.id)).cloned().collect()
    }
}

const GRAMMAR: &str = "write EFFECT=CALLS/TIME or VENDOR.EFFECT=CALLS/TIME, e.g. `send=50/day` or `snov.spend=200/day`; \
                       TIME is minute, hour, day or week";

/// Parses a quota: `send=50/day`, `snov.spend=200/day`.
///
/// # Errors
///
/// What is wrong with it, and the grammar.
pub(crate) fn parse(text: &str) -> Result<Quota, String> {
    let text = text.trim();
    let (what, rate) = text.split_once('=').ok_or_else(|| format!("`{text}` has no `=`: {GRAMMAR}"))?;
    let (vendor, effect) = match what.trim().split_once('.') {
        Some((vendor, effect)) => (Some(vendor.trim()), effect.trim()),
        None => (None, what.trim()),
    };
    let vendor = vendor.map(vendor_id).transpose()?;
    let writes = Effect::ALL.into_iter().filter(|effect| !effect.is_read());
    let effect = writes.clone().find(|known| known.word() == effect).ok_or_else(|| {
        let near = suggest(effect, writes.map(Effect::word));
        let hint = near.first().map(|near| format!(", did you mean `{near}`?")).unwrap_or_default();
        format!("`{effect}` is not an effect that can be limited{hint}: {GRAMMAR}")
    })?;
    let (calls, per) = rate.split_once('/').ok_or_else(|| format!("`{rate}` has no `/`: {GRAMMAR}"))?;
    let calls = calls.trim().parse().map_err(|_| format!("`{calls}` is not a whole number: {GRAMMAR}"))?;
    const HOUR: u64 = 60 * 60;
    let seconds = match per.trim() {
        "minute" => 60,
        "hour" => HOUR,
        "day" => 24 * HOUR,
        "week" => 7 * 24 * HOUR,
        other => return Err(format!("`{other}` is not a time: {GRAMMAR}")),
    };
    Ok(Quota { text: text.to_owned(), vendor, effect, calls, per: Duration::from_secs(seconds) })
}

fn vendor_id(name: &str) -> Result<&'static str, String> {
    let ids = || catalogue::VENDORS.iter().map(|vendor| vendor.id);
    ids().find(|id| *id == name).ok_or_else(|| {
        let near = suggest(name, ids());
        let known = || ids().map(|id| format!("`{id}`")).collect::<Vec<_>>().join(", ");
        let hint =
            near.first().map_or_else(|| format!("known are {}", known()), |near| format!("did you mean `{near}`?"));
        format!("`{name}` is not a vendor: {hint}")
    })
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::parse;
    use outreach_model::effect::Effect;

    #[test]
    fn a_quota_is_parsed() {
        let limit = parse("snov.spend=200/day").unwrap();
        assert_eq!((limit.vendor, limit.effect, limit.calls), (Some("snov"), Effect::Spend, 200));
        assert_eq!(limit.per, Duration::from_secs(86_400));
        let limit = parse(" send = 0 / minute").unwrap();
        assert_eq!((limit.vendor, limit.effect, limit.calls, limit.per.as_secs()), (None, Effect::Send, 0, 60));
        for (wrong, expected) in [
            ("send", "has no `=`"),
            ("send=5", "has no `/`"),
            ("send=many/day", "not a whole number"),
            ("send=-1/day", "not a whole number"),
            ("send=5/month", "not a time"),
            ("sned=5/day", "did you mean `send`?"),
            ("read=5/day", "can be limited"),
            ("snow.send=5/day", "did you mean `snov`?"),
            ("x.send=5/day", "known are `instantly`"),
        ] {
            let error = parse(wrong).unwrap_err();
            assert!(error.contains(expected), "{wrong}: {error}");
        }
    }
}
