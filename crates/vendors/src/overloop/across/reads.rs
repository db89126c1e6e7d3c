//! What the questions share: the id of the vendor, and calls that one generation of its API alone answers.

use outreach_model::{
    across::Asks,
    error::{ErrorKind, Failure},
};
use serde_json::{Map, Value};

pub(super) const VENDOR: &str = "overloop";

/// What parts filters and their values, so that no value may hold it.
pub(super) fn is_filterable(value: &str) -> bool {
    !value.contains([',', ':'])
}

/// Whether a call was not made because the key opens the other generation of the API alone, as was found out or the operator has chosen.
pub(super) fn is_of_other_generation(failure: &Failure) -> bool {
    matches!(failure.kind, ErrorKind::InvalidInput | ErrorKind::NotConfigured | ErrorKind::Forbidden)
}

/// What a call answers; `None` where the key opens the other generation alone.
pub(super) async fn if_opened(
    asks: &dyn Asks,
    action: &'static str,
    inputs: Value,
) -> Result<Option<Map<String, Value>>, Failure> {
    match asks.ask(action, inputs).await {
        Ok(outputs) => Ok(Some(outputs)),
        Err(failure) if is_of_other_generation(&failure) => Ok(None),
        Err(failure) => Err(failure),
    }
}

/// So many people are asked for at once.
pub(super) const AT_ONCE: usize = 8;
