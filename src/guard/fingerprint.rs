//! The fingerprint of a write, which is equal for two calls with the same intent.

use outreach_model::{
    error::Failure,
    hash::hash,
    registered::PreparedCall,
    request::Request,
    schemas::Schemas,
    vendor::{CatalogueEntry, Vendor},
};
use serde_json::json;

use super::{canonical, write::Write};
use crate::journal::CallFingerprint;

/// The fingerprint of a write: by the caller's `idempotency_key` where there is one, else by the request. A call with a key and
/// the same call without one are two intents.
pub(super) fn of(write: &Write<'_>) -> CallFingerprint {
    let Write { entry, account, prepared, schemas, guard_arguments, .. } = write;
    let request = request_hash(entry, schemas, prepared);
    let (account, name) = (account.name(), entry.action.about.name);
    let identity = match &guard_arguments.idempotency_key {
        Some(key) => json!([account, name, "key", key]),
        None if entry.action.about.alone.is_some() => json!([account, entry.action.about.alone, "alone"]),
        None => json!([account, name, "request", request]),
    };
    CallFingerprint { name: hash(&identity), arguments: hash(&prepared.arguments), request, account }
}

/// The hash of the request that the canonical spelling of the arguments would make. The one that is sent is made of those given.
pub(super) fn request_hash(entry: &CatalogueEntry, schemas: &Schemas, prepared: &PreparedCall) -> String {
    canonical_hash(entry, schemas, prepared).unwrap_or_else(|problem| {
        // Such as a text that holds nothing that is seen. All spellings of it are still one intent.
        tracing::debug!(tool = entry.qualified_name(), problem = problem.message, "the canonical spelling is no call");
        let canonical = canonical::arguments(&schemas.input, &prepared.arguments);
        hash(&json!([entry.action.about.name, canonical]))
    })
}

/// The same.
///
/// # Errors
///
/// Where the canonical spelling of the arguments is no call, for which a spelling or a schema is to blame.
pub fn canonical_hash(entry: &CatalogueEntry, schemas: &Schemas, prepared: &PreparedCall) -> Result<String, Failure> {
    let CatalogueEntry { vendor, action, .. } = entry;
    // What completes a request is not in the arguments.
    if action.completes.is_some() {
        return Ok(hash_request(vendor, &prepared.request));
    }
    let prepare = |arguments| action.prepare(schemas, arguments);
    let canonical = prepare(canonical::arguments(&schemas.input, &prepared.arguments))
        // What says nothing can be required beside other inputs.
        .or_else(|_| prepare(canonical::whole(&schemas.input, &prepared.arguments)))?;
    Ok(hash_request(vendor, &canonical.request))
}

fn hash_request(vendor: &Vendor, request: &Request) -> String {
    let body = request.body.to_value();
    hash(&json!([request.method.as_str(), vendor.prefix.hashed(&request.path), request.query, body]))
}

#[cfg(test)]
mod tests {
    use outreach_model::hash::hash;
    use outreach_vendors::catalogue;
    use proptest::{option, prelude::*, sample::select};
    use serde_json::{Map, Value, json};

    use super::request_hash;
    use crate::schemas;

    const TOOLS: [&str; 4] =
        ["instantly_create_lead", "instantly_reply_to_email", "overloop_create_prospect", "snov_add_prospect_to_list"];

    fn hash_of(tool: &str, arguments: &Map<String, Value>) -> String {
        let entry = catalogue::actions().find(|entry| entry.qualified_name() == tool).unwrap();
        let schemas = schemas::of(entry.vendor.id, entry.action.about.name, &entry.action.types);
        let prepared = entry
            .action
            .prepare(&schemas, arguments.clone())
            .unwrap_or_else(|failure| panic!("{tool} {arguments:?}: {}", failure.message));
        request_hash(&entry, &schemas, &prepared)
    }

    /// The inputs that have a spelling: addresses, ids, texts, flags with a default.
    fn inputs(tool: &str) -> [&'static str; 5] {
        match tool {
            "instantly_create_lead" => ["email", "campaign", "first_name", "job_title", "skip_if_in_workspace"],
            "instantly_reply_to_email" => ["eaccount", "reply_to_uuid", "subject", "body_text", ""],
            "overloop_create_prospect" => ["email", "", "first_name", "jobtitle", "return_existing"],
            _ => ["email", "", "full_name", "position", "update_contact"],
        }
    }

    /// What is meant: each value differs in meaning from the others.
    #[derive(Clone, Debug, PartialEq)]
    struct Intent {
        address: &'static str,
        id: &'static str,
        texts: [Option<String>; 2],
        flag: bool,
    }

    fn intents() -> impl Strategy<Value = Intent> {
        let text = || option::of("[a-cA-Cé][a-c A-Cé<&;,]{0,3}[a-cA-Cé]".prop_map(|text| text.replace("  ", " ")));
        (
            select(vec!["joe@theirs.example", "j.oe@theirs.example", "joe@ours.example"]),
            select(vec!["f9cc070d-8dba-4341-b847-f083c358e460", "f9cc070d-8dba-4341-b847-f083c358e461"]),
            [text(), text()],
            any::<bool>(),
        )
            .prop_map(|(address, id, texts, flag)| Intent { address, id, texts, flag })
    }

    /// A spelling of an intent; each bit chooses one of two spellings.
    fn spelled(tool: &str, intent: &Intent, bits: u8) -> Map<String, Value> {
        let bit = |at: u8| bits & (1 << at) != 0;
        let [address, id, first, second, flag] = inputs(tool);
        let mut arguments = Map::new();
        let mut set = |name: &str, value: Value| {
            if !name.is_empty() {
                arguments.insert(name.to_owned(), value);
            }
        };
        set(
            address,
            if bit(0) { format!(" {}", intent.address.to_uppercase()) } else { intent.address.to_owned() }.into(),
        );
        set(id, if bit(1) { intent.id.to_uppercase() } else { intent.id.to_owned() }.into());
        for (name, text) in [first, second].into_iter().zip(&intent.texts) {
            let is_reply = matches!(name, "subject" | "body_text");
            match text {
                Some(text) if bit(2) => set(name, format!("\n{} ", text.replace('é', "e\u{301}")).into()),
                Some(text) => set(name, text.clone().into()),
                // A reply must have both.
                None if is_reply => set(name, "none".into()),
                None if bit(3) => set(name, " ".into()),
                None => {}
            }
        }
        if intent.flag || bit(4) {
            set(flag, intent.flag.into());
        }
        if tool == "snov_add_prospect_to_list" {
            set("list_id", if bit(5) { json!("7") } else { json!(7) });
        }
        arguments
    }

    /// What of an intent this tool can express.
    fn expressed(tool: &str, intent: &Intent) -> Map<String, Value> {
        spelled(tool, intent, 0)
    }

    #[test]
    fn calls_of_before_a_vendor_had_two_versions_have_the_fingerprint_that_they_had() {
        let arguments = json!({ "email": "jane@theirs.example", "return_existing": true });
        let attributes = json!({ "data": { "type": "prospects", "attributes": { "email": "jane@theirs.example" } } });
        assert_eq!(
            hash_of("overloop_create_prospect", arguments.as_object().unwrap()),
            hash(&json!(["POST", "/prospects", "return_existing=true", attributes])),
        );
    }

    proptest! {
        #[test]
        fn two_calls_have_one_fingerprint_exactly_if_they_mean_the_same(
            tool in select(TOOLS.to_vec()), one in intents(), other in intents(), bits in any::<[u8; 2]>(),
        ) {
            let [first, second] = bits;
            let hash = hash_of(tool, &spelled(tool, &one, first));
            prop_assert_eq!(&hash, &hash_of(tool, &spelled(tool, &one, second)), "{} {:?}", tool, &one);
            let same = expressed(tool, &one) == expressed(tool, &other);
            prop_assert_eq!(hash == hash_of(tool, &spelled(tool, &other, second)), same, "{} {:?} {:?}", tool, &one, &other);
        }
    }
}
