//! What costs credits at Snov.io is paid for once, however the same thing is spelled.

use serde_json::{Map, Value, json};

use super::examples::Examples;
use crate::support::{
    catalogue::{actions, check_schema},
    program::{StdioSession, with_all_vendors},
    sandbox::{Seed, start_with},
};

/// Other spellings of a name.
fn names(given: &str) -> Vec<String> {
    vec![
        given.to_uppercase(),
        format!("  {given} "),
        given.replace(' ', " \u{a0} "),
        given.replace('ë', "e\u{308}").replace('é', "e\u{301}"),
        full_width(given),
        given.replace('\'', "\u{2019}").replace('-', "\u{2010}"),
        format!("{given}\u{200b}"),
    ]
}

/// Its ASCII letters and digits in their full-width forms.
fn full_width(given: &str) -> String {
    let wide = |c: char| if c.is_ascii_alphanumeric() { char::from_u32(u32::from(c) + 0xFEE0).unwrap() } else { c };
    given.chars().map(wide).collect()
}

/// Other spellings of the URL of a profile, `https://www.linkedin.com/in/name` or `https://x.com/name`.
fn profiles(given: &str) -> Vec<String> {
    let (host, path) = given.strip_prefix("https://").unwrap().split_once('/').unwrap();
    let slug = path.rsplit('/').next().unwrap();
    let folder = path.strip_suffix(slug).unwrap();
    let encoded = format!("%{:02X}{}", slug.as_bytes()[0], &slug[1..]);
    let mut urls = vec![
        format!("{host}/{path}"),
        format!("http://{host}/{path}/"),
        format!("https://{}/{}", host.to_uppercase(), path.to_uppercase()),
        format!("https://{host}/{path}?trk=people#about"),
        format!("https://{host}/{folder}{encoded}"),
        format!("https://{host}/{folder}{}", slug.replace('-', "%2D")),
        format!("https://{host}/{folder}{}", full_width(slug)),
        format!("https://{host}./{path}"),
    ];
    if host == "x.com" {
        for other in ["twitter.com", "mobile.twitter.com", "www.x.com", "m.x.com"] {
            urls.push(format!("https://{other}/{path}"));
        }
        urls.extend([format!("https://x.com/@{slug}"), format!("x.com/{slug}/with_replies")]);
    } else {
        for other in
            ["linkedin.com", "m.linkedin.com", "de.linkedin.com", "pt-br.linkedin.com", "touch.www.linkedin.com"]
        {
            urls.push(format!("https://{other}/{path}"));
        }
        for end in ["en", "de/", "details/experience/", "overlay/contact-info"] {
            urls.push(format!("https://{host}/{path}/{end}"));
        }
        urls.push(format!("https://{host}/mwlite/{path}"));
    }
    urls
}

/// Other spellings of an address or a domain.
fn recipients(given: &str) -> Vec<String> {
    match given.split_once('@') {
        Some((local, domain)) => vec![
            given.to_uppercase(),
            format!(" {given} "),
            format!("{local}@{domain}."),
            format!("{local}@{}", full_width(domain)),
            format!("{local}@{}", domain.replace('.', "\u{3002}")),
            format!("<{given}>"),
            format!("mailto:{given}"),
            full_width(given),
        ],
        None => vec![
            given.to_uppercase(),
            format!("www.{given}"),
            format!("https://WWW.{given}/about?x=1"),
            format!("{given}."),
            full_width(given),
            given.replace('.', "\u{3002}"),
            format!("@{given}"),
        ],
    }
}

/// The inputs in other spellings, each with one text changed; then all of them with every text changed.
fn respelled(schema: &Map<String, Value>, inputs: &Value) -> Vec<Value> {
    let mut texts = Vec::new();
    collect(schema, inputs, String::new(), None, &mut texts);
    let spelled = |text: &Text, at: usize| text.spellings[at % text.spellings.len()].clone();
    let mut all = Vec::new();
    for text in &texts {
        for at in 0..text.spellings.len() {
            let mut inputs = inputs.clone();
            *inputs.pointer_mut(&text.pointer).unwrap() = spelled(text, at).into();
            all.push(inputs);
        }
    }
    for round in 0..24 {
        let mut inputs = inputs.clone();
        for (number, text) in texts.iter().enumerate() {
            // Another one of each text in each round.
            *inputs.pointer_mut(&text.pointer).unwrap() = spelled(text, round * (2 * number + 1) + number).into();
        }
        all.push(inputs);
    }
    // Whatever a list has twice is one.
    for (name, value) in inputs.as_object().unwrap() {
        if let Some(items) = value.as_array().filter(|items| items.len() < 10) {
            let mut inputs = inputs.clone();
            inputs[name].as_array_mut().unwrap().push(items[0].clone());
            all.push(inputs);
        }
    }
    all
}

/// A text that has several spellings.
struct Text {
    pointer: String,
    spellings: Vec<String>,
}

fn collect(schema: &Map<String, Value>, value: &Value, pointer: String, role: Option<&str>, texts: &mut Vec<Text>) {
    let role = schema.get("x-role").and_then(Value::as_str).or(role);
    let part = |name: &str| schema.get(name).and_then(Value::as_object);
    match value {
        Value::Object(fields) => {
            for (name, value) in fields {
                let property = part("properties").and_then(|properties| properties.get(name)?.as_object());
                let property = property.unwrap_or_else(|| panic!("{pointer}/{name} is in no schema"));
                collect(property, value, format!("{pointer}/{name}"), role, texts);
            }
        }
        Value::Array(items) => {
            for (at, value) in items.iter().enumerate() {
                collect(part("items").unwrap(), value, format!("{pointer}/{at}"), role, texts);
            }
        }
        Value::String(given) => {
            let spellings = match (schema.get("x-spelling").and_then(Value::as_str), role) {
                (Some("name"), _) => names(given),
                (Some("profile"), _) => profiles(given),
                (_, Some("recipients")) => recipients(given),
                // A hash has one spelling.
                _ if schema.contains_key("x-id") || pointer == "/next" => vec![format!(" {given} ")],
                _ => return,
            };
            texts.push(Text { pointer, spellings });
        }
        _ => {}
    }
}

/// Inputs of a paid call whose texts have more spellings than those of the examples.
fn inputs_of(tool: &str, examples: &Examples) -> Vec<Value> {
    let person = json!({ "first_name": "Zoë", "last_name": "O'Neil-Smith", "domain": "acme.example.com" });
    match tool {
        "snov_add_names_to_find_emails" => vec![person],
        "snov_start_emails_by_name_search" => {
            let other = json!({ "first_name": "Ada", "last_name": "van der Berg", "domain": "oxbow.example.com" });
            vec![json!({ "rows": [person, other] })]
        }
        "snov_add_url_for_search" => ["https://www.linkedin.com/in/zoe-oneil-1", "https://x.com/zoe-oneil"]
            .map(|url| json!({ "url": url }))
            .to_vec(),
        "snov_start_linkedin_profiles_search" => {
            vec![json!({ "urls": ["https://www.linkedin.com/in/zoe-oneil-2", "https://linkedin.com/in/ada-berg"] })]
        }
        "snov_start_company_domains_search" => vec![json!({ "names": ["Société O'Neil-Smith", "Oxbow Farms"] })],
        "snov_start_prospects_search" => {
            vec![json!({ "domain": "big.example.com", "positions": ["Head of Sales", "Café-Manager"] })]
        }
        "snov_start_company_database_search" => vec![json!({ "company": {
            "industries": { "include": ["Computer Software"], "exclude": ["Food & Beverages"] },
            "locations": { "include": { "locality": "New York" } }, "specialities": ["e-mail tools"],
        } })],
        "snov_start_email_verification" | "snov_add_emails_for_verification" => {
            vec![json!({ "emails": ["zoe.oneil+x@acme.example.com", "ada@oxbow.example.com"] })]
        }
        tool => vec![examples.inputs(tool)],
    }
}

async fn balance(session: &mut StdioSession) -> Value {
    session.envelope("snov_get_balance", json!({})).await["balance"].clone()
}

#[tokio::test]
async fn what_costs_credits_is_paid_for_once_however_it_is_spelled() {
    let seed = Seed { snov_credits: 100_000, snov_requests: 1_000_000, ..Seed::default() };
    let sandbox = start_with(([127, 0, 0, 1], 0).into(), Vec::new(), seed).await.unwrap();
    let paid: Vec<&str> = actions()
        .iter()
        .filter(|action| action.vendor == "snov" && action.effect == "spend")
        .map(|action| action.tool.as_str())
        .collect();
    assert!(paid.len() >= 14, "{paid:?}");
    let (mut replayed, mut refused, mut examples) = (0, Vec::new(), None);
    for generation in ["v1", "v2"] {
        for tool in &paid {
            // A journal for each: what a sibling of the tool has paid for is not paid for by this one.
            let mut program = with_all_vendors(&sandbox.base_url());
            program
                .env("SNOV_GENERATION", generation)
                .env("OUTREACH_DUPLICATE_WINDOW", "15m")
                .env("SNOV_CLIENT_ID", format!("client-{generation}"));
            program.args(["--pace", "0", "--toolsets", "all", "--store", "memory"]);
            let mut session = StdioSession::initialized(program, "2025-11-25").await;
            if examples.is_none() {
                examples = Some(Examples::of(&mut session).await);
            }
            for mut inputs in inputs_of(tool, examples.as_ref().unwrap()) {
                if generation == "v2" && inputs["url"].as_str().is_some_and(|url| url.contains("x.com")) {
                    continue;
                }
                let schema = check_schema(tool);
                if schema["properties"].get("wait_seconds").is_some() {
                    inputs["wait_seconds"] = json!(0);
                }
                let first = session.envelope(tool, inputs.clone()).await;
                assert_eq!(first["success"], true, "{tool} {inputs}: {first}");
                let before = balance(&mut session).await;
                for spelled in respelled(schema, &inputs) {
                    let again = session.envelope(tool, spelled.clone()).await;
                    match (&again["success"], &again["replayed"]) {
                        (Value::Bool(true), Value::Bool(true)) => replayed += 1,
                        (Value::Bool(false), _) if again["error_kind"] == "invalid_input" => {
                            refused.push(format!("{tool} {spelled}: {}", again["error"]));
                        }
                        _ => panic!("{generation} {tool}: {inputs} and {spelled}: {again}"),
                    }
                }
                assert_eq!(before, balance(&mut session).await, "{generation} {tool} {inputs}");
            }
        }
    }
    assert!(replayed > 500 && refused.len() * 3 < replayed, "{replayed} replayed, {refused:#?}");
}
