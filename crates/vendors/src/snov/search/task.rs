//! A search as a task: started, asked about until it is done, come back to by its hash.

use std::time::Duration;

use percent_encoding::percent_decode_str;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use serde_json::Value;

use outreach_model::{
    about::Poll,
    error::Failure,
    lenient::{Int, Text},
    request::Request,
    response,
};

/// How long a search is waited for where the caller does not say.
const USUALLY: u64 = 25;

/// The inputs of a call that comes back to a search.
#[derive(Debug, Deserialize, JsonSchema)]
pub struct Resume {
    /// From the start call
    pub task_hash: String,
    /// 0-50, default 25
    #[schemars(range(max = 50))]
    pub wait_seconds: Option<u64>,
}

/// How a search stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(inline)]
pub enum Status {
    InProgress,
    Completed,
}

/// What the vendor says of a search.
#[derive(Debug, Deserialize)]
#[serde(try_from = "Raw", bound = "D: DeserializeOwned")]
pub struct Task<D> {
    /// What it found; nothing as long as it runs.
    pub found: Option<D>,
    pub meta: Meta,
    /// Where the next page would be started, where there is one.
    pub next: Option<url::Url>,
    pub status: Status,
    pub task_hash: Option<String>,
}

/// What it says beside what it found.
#[derive(Debug, Default, Deserialize)]
pub struct Meta {
    task_hash: Option<Text>,
    pub page: Option<Int>,
    pub next: Option<Text>,
    pub total_count: Option<Int>,
    pub prospects_count: Option<Int>,
    pub emails_count: Option<Int>,
    pub generic_contacts_count: Option<Int>,
}

#[derive(Deserialize)]
struct Raw {
    #[serde(default)]
    data: Value,
    #[serde(default)]
    meta: Value,
    #[serde(default)]
    links: Value,
    status: Option<Text>,
}

impl<D: DeserializeOwned> TryFrom<Raw> for Task<D> {
    type Error = String;

    fn try_from(raw: Raw) -> Result<Self, String> {
        let Raw { data, meta, links, status } = raw;
        // Empty ones come as lists.
        let meta: Meta = if meta.is_object() { part("meta", meta)? } else { Meta::default() };
        let link = |key: &str| link(links.get(key)?.as_str()?);
        let in_data = data.get("task_hash").and_then(Value::as_str).filter(|hash| !hash.is_empty()).map(str::to_owned);
        let task_hash = link("result")
            .and_then(|link| hash_in(&link))
            .or_else(|| meta.task_hash.as_ref().map(|Text(hash)| hash.clone()).filter(|hash| !hash.is_empty()))
            .or_else(|| in_data.clone());
        let none = data.is_null()
            || data.as_array().is_some_and(Vec::is_empty)
            || data.as_object().is_some_and(serde_json::Map::is_empty);
        let said = status.map(|Text(status)| status.trim().to_ascii_lowercase());
        let status = match said.as_deref() {
            Some("completed" | "complete" | "done" | "finished" | "success") => Status::Completed,
            None | Some("") if !none && in_data.is_none() => Status::Completed,
            // `in progress`, `in_progress`, and whatever else it may be called before the end.
            _ => Status::InProgress,
        };
        let found = if none || status == Status::InProgress { None } else { Some(part("data", data)?) };
        Ok(Self { found, meta, next: link("next"), status, task_hash })
    }
}

fn part<T: DeserializeOwned>(name: &str, value: Value) -> Result<T, String> {
    response::decode_value(&value).map_err(|error| format!("in `{name}`, {error}"))
}

/// A link, which is completed where it comes without its host: of a link only what it names counts.
pub fn link(text: &str) -> Option<url::Url> {
    let text = Some(text.trim()).filter(|text| !text.is_empty())?;
    url::Url::parse("https://api.snov.io/").ok()?.join(text).ok()
}

/// The last part of a link: the hash of a task or of a prospect.
pub fn hash_in(link: &url::Url) -> Option<String> {
    if let Some((_, hash)) = link.query_pairs().find(|(name, _)| name == "task_hash") {
        return Some(hash.into_owned()).filter(|hash| !hash.is_empty());
    }
    let last = link.path_segments()?.rfind(|segment| !segment.is_empty())?;
    Some(percent_decode_str(last).decode_utf8_lossy().into_owned())
}

impl<D> Task<D> {
    /// What to ask next, for as long as it runs. `result` is the path of its result, `known` the hash that the caller has.
    ///
    /// # Errors
    ///
    /// Where it runs and nothing says under which hash.
    pub fn follow_up(
        &mut self,
        before: Option<&Self>,
        result: &[&str],
        known: Option<&str>,
        wait_seconds: Option<u64>,
    ) -> Result<Option<Poll>, String> {
        let known = || before.and_then(|before| before.task_hash.clone()).or_else(|| known.map(str::to_owned));
        // A hash that is known is not given up for another that an answer may bring.
        self.task_hash = known().or(self.task_hash.take());
        if self.status == Status::Completed {
            return Ok(None);
        }
        let Some(hash) = self.task_hash.as_deref() else { return Err("it holds no task_hash".to_owned()) };
        let request = Request::get(result.iter().copied().chain([hash])).map_err(|failure| failure.message)?;
        Ok(Some(Poll {
            request,
            within: Duration::from_secs(wait_seconds.unwrap_or(USUALLY)),
            state: "the search is under way",
            resume: format!("The search was started: its `task_hash` is `{hash}`, and its result costs nothing more."),
        }))
    }
}

/// `GET` of the result of a search.
///
/// # Errors
///
/// Where the hash is none.
pub fn get_result(result: &[&str], resume: &Resume) -> Result<Request, Failure> {
    Request::get(result.iter().copied().chain([resume.task_hash.trim()]))
}

/// A domain in whatever a caller takes for one: `https://www.example.com/about` too.
///
/// # Errors
///
/// Where it is none: the search would cost a credit all the same.
pub fn domain(given: &str) -> Result<&str, Failure> {
    let given = given.trim();
    let bare = given.split_once("://").map_or(given, |(_, rest)| rest);
    let bare = bare.split(['/', '?', '#']).next().unwrap_or(bare);
    if !bare.contains('.') || bare.contains(|c: char| c.is_whitespace() || c == '@') {
        let given = outreach_model::arguments::truncate(given, 80);
        return Err(Failure::invalid_input(format!(
            "`domain` must be a domain such as `example.com`, not `{given}`. Nothing was sent."
        )));
    }
    Ok(bare)
}
