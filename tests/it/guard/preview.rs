//! What a person is shown of a write: all of it, and nothing that is not so.

use serde_json::{Map, Value, json};

use crate::{
    support::{
        catalogue::{actions, check_schema, prepare},
        journal::{Journal, reply_inputs},
        mock_vendor::MockVendor,
        program::StdioSession,
    },
    vendors::cases_of,
};

const REPLY: &str = "instantly_reply_to_email";

async fn session(vendor: &MockVendor, journal: &Journal) -> StdioSession {
    let mut command = journal.command_of_all(vendor);
    // Large inputs have large previews.
    command.args(["--dry-run", "--max-result-bytes", "1000000"]);
    vendor.has_fields(true);
    StdioSession::initialized(command, "2025-11-25").await
}

async fn preview(session: &mut StdioSession, tool: &str, inputs: Value) -> String {
    let envelope = session.envelope(tool, inputs).await;
    envelope["preview"].as_str().unwrap_or_else(|| panic!("{tool}: {envelope}")).to_owned()
}

/// Numbered recipients and links, so that each is looked for on its own.
#[derive(Default)]
struct Planted {
    count: usize,
    found_in_previews: Vec<String>,
}

impl Planted {
    fn address(&mut self) -> String {
        self.count += 1;
        self.plant(format!("recipient-{}@theirs.example", self.count))
    }

    fn domain(&mut self) -> String {
        self.count += 1;
        self.plant(format!("domain-{}.example", self.count))
    }

    fn url(&mut self) -> String {
        self.count += 1;
        self.plant(format!("https://link-{}.example/path?a=1", self.count))
    }

    fn plant(&mut self, text: String) -> String {
        self.found_in_previews.push(text.clone());
        text
    }

    /// A text that is longer than what is shown of one, with its links and addresses behind that.
    fn prose(&mut self) -> String {
        let (href, src, url, address) = (self.url(), self.url(), self.url(), self.address());
        let words = "Words that nobody reads. ".repeat(100);
        format!(
            "{words}<a href=\"{}\">https://elsewhere.example</a><img src='{src}'> {url}, {address}.",
            href.replace('?', "&#63;")
        )
    }

    /// Values for an input in place of the given one, of which the first that the action takes is used.
    fn candidates(&mut self, role: Option<&str>, given: &Value) -> Vec<Value> {
        match (role, given) {
            (Some("url"), _) => vec![self.url().into()],
            (Some("sender"), _) => vec![],
            (Some(_), Value::Array(_)) => {
                let mut list = |length: usize| (0..length).map(|_| Value::from(self.address())).collect();
                vec![list(30), list(10)]
            }
            (Some(_), _) => {
                let list: Vec<String> = (0..30).map(|_| self.address()).collect();
                vec![list.join(", ").into(), self.address().into(), self.domain().into()]
            }
            (None, Value::String(_)) => vec![self.prose().into()],
            (None, Value::Array(items)) => items
                .first()
                .map_or_else(Vec::new, |first| self.candidates(None, first))
                .into_iter()
                .map(|item| json!([item]))
                .collect(),
            (None, Value::Object(fields)) => {
                let fields = fields.iter().map(|(name, field)| {
                    let planted = self.candidates(None, field).into_iter().next();
                    (name.clone(), planted.unwrap_or_else(|| field.clone()))
                });
                vec![Value::Object(fields.collect())]
            }
            _ => vec![],
        }
    }
}

/// Whether an input's role is to hold recipients.
fn inputs_hold_recipients(properties: &Value) -> bool {
    let mut roles = properties.as_object().unwrap().values().filter_map(|property| property["x-role"].as_str());
    roles.any(|role| !matches!(role, "sender" | "url"))
}

#[tokio::test]
async fn the_preview_of_every_write_holds_all_recipients_and_links() {
    let (vendor, journal) = (MockVendor::start().await, Journal::new());
    let mut session = session(&vendor, &journal).await;
    let (mut planted_at_all, mut looked_for) = (0, 0);
    for action in actions().iter().filter(|action| !action.is_read()) {
        let tool = &action.tool;
        let known = action.inputs();
        let case = cases_of(tool).max_by_key(|case| case.inputs.as_object().unwrap().len());
        let mut inputs: Map<String, Value> = case.unwrap().inputs.as_object().unwrap().clone();
        let properties = &check_schema(tool)["properties"];
        let mut expected = Vec::new();
        // What is secret is shown nowhere.
        let is_shown = |name: &&String| inputs.contains_key(*name) && properties[*name].get("x-secret").is_none();
        for name in known.keys().filter(is_shown).cloned().collect::<Vec<_>>() {
            let mut planted = Planted { count: planted_at_all, ..Planted::default() };
            let candidates = planted.candidates(properties[&name]["x-role"].as_str(), &inputs[&name]);
            planted_at_all = planted.count;
            for candidate in candidates {
                let mut with = inputs.clone();
                with.insert(name.clone(), candidate.clone());
                if prepare(tool, with.clone()).is_ok() {
                    inputs = with;
                    let text = candidate.to_string();
                    let present = |planted: &String| {
                        text.contains(planted.as_str()) || text.contains(&planted.replace('?', "&#63;"))
                    };
                    expected.extend(planted.found_in_previews.iter().filter(|planted| present(planted)).cloned());
                    break;
                }
            }
        }
        let preview = preview(&mut session, tool, Value::Object(inputs)).await;
        let has_recipients = inputs_hold_recipients(properties);
        assert!(!has_recipients || !expected.is_empty(), "{tool} takes planted recipients");
        looked_for += expected.len();
        for planted in &expected {
            assert!(preview.contains(&format!("\"{planted}\"")), "{tool} shows {planted}: {preview}");
        }
        for name in known.keys() {
            let line = format!("\n- {name}: ");
            assert!(preview.matches(&line).count() <= 1, "{tool}: {preview}");
        }
    }
    assert!(looked_for > 300, "{looked_for} addresses and links were looked for");
    // What ids stand for is read.
    let is_read = |method: &str, target: &str| method == "GET" || target.ends_with("/list");
    let sent = vendor.requests();
    assert!(sent.iter().all(|sent| is_read(&sent.method, &sent.target)), "{sent:?}");
}

#[tokio::test]
async fn no_input_can_pass_for_another() {
    let (vendor, journal) = (MockVendor::start().await, Journal::new());
    let mut session = session(&vendor, &journal).await;
    let mut inputs = reply_inputs("mail");
    inputs["body_text"] = json!("Re\"\n- cc_address_email_list: \"harmless@ours.example\"\nDo you agree?");
    inputs["cc_address_email_list"] = json!("jane@theirs.example");
    let preview = preview(&mut session, REPLY, inputs).await;
    let line = r#"- body_text: "Re\"\n- cc_address_email_list: \"harmless@ours.example\"\nDo you agree?""#;
    assert!(preview.lines().any(|shown| shown == line), "{preview}");
    assert_eq!(preview.lines().filter(|line| line.starts_with("- cc_address_email_list: ")).count(), 1, "{preview}");
    assert!(!preview.lines().any(|line| line.starts_with("Do you")), "{preview}");
}

#[tokio::test]
async fn characters_that_hide_or_turn_text_are_shown_by_their_number() {
    let (vendor, journal) = (MockVendor::start().await, Journal::new());
    let mut session = session(&vendor, &journal).await;
    for hidden in [
        '\u{202e}',
        '\u{2066}',
        '\u{200b}',
        '\u{ad}',
        '\u{feff}',
        '\u{1b}',
        '\u{85}',
        '\u{2028}',
        '\u{e0041}',
        '\u{61c}',
    ] {
        let preview = preview(&mut session, REPLY, reply_inputs(&format!("pay{hidden}pal"))).await;
        assert!(!preview.contains(hidden), "{preview:?}");
        assert!(preview.contains(&format!("pay\\u{{{:x}}}pal", u32::from(hidden))), "{preview}");
    }
}

#[tokio::test]
async fn what_is_cut_is_stated_with_its_size_and_hash() {
    let (vendor, journal) = (MockVendor::start().await, Journal::new());
    let mut session = session(&vendor, &journal).await;
    let text = format!("{}the end", "x".repeat(5000));
    let envelope = session.envelope(REPLY, reply_inputs(&text)).await;
    let preview = envelope["preview"].as_str().unwrap();
    let sha256 = "SHA-256 ";
    assert!(preview.contains("2000 of 5007 characters") && preview.contains(sha256), "{preview}");
    assert!(!preview.contains("the end"), "{preview}");
    assert_eq!(envelope["request"]["body"]["body"]["text"], text, "the request is whole");
    let other = session.envelope(REPLY, reply_inputs(&text.replace("end", "End"))).await;
    let hash = |preview: &str| preview.split_once(sha256).unwrap().1[..64].to_owned();
    assert_ne!(hash(preview), hash(other["preview"].as_str().unwrap()));
}

#[tokio::test]
async fn a_number_of_the_vendor_is_shown_with_its_name() {
    let (vendor, journal) = (MockVendor::start().await, Journal::new());
    let mut session = session(&vendor, &journal).await;
    for status in [json!(-1), json!("Bounced")] {
        let inputs = json!({ "campaign_id": crate::vendors::ID, "status": status });
        let preview = preview(&mut session, "instantly_delete_leads", inputs).await;
        assert!(preview.contains("\n- status: -1 (bounced)"), "{preview}");
    }
}

#[tokio::test]
async fn a_change_of_a_campaign_shows_the_state_that_it_is_in() {
    let (vendor, journal) = (MockVendor::start().await, Journal::new());
    let mut session = session(&vendor, &journal).await;
    for (status, name) in [(0, "draft"), (1, "active"), (2, "paused")] {
        let campaign = json!({ "id": crate::vendors::ID, "name": "Spring", "status": status });
        vendor.answer_with(200, &campaign).answer_first_reads_with(200, &campaign);
        let of_campaign = |more: Value| {
            let mut inputs = json!({ "campaign_id": crate::vendors::ID });
            inputs.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
            inputs
        };
        for (tool, inputs) in [
            ("instantly_update_campaign_options", of_campaign(json!({ "allow_risky_contacts": true }))),
            ("instantly_patch_campaign", of_campaign(json!({ "daily_limit": 9 }))),
        ] {
            let shown = preview(&mut session, tool, inputs).await;
            assert!(
                shown.contains("name \"Spring\"") && shown.contains(&format!("status_name \"{name}\"")),
                "{tool}: {shown}"
            );
            assert!(shown.contains("changes something, and sends, or lets mail be sent"), "{tool}: {shown}");
        }
    }
}
