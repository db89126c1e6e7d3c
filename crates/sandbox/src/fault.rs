//! Faults: what the sandbox does wrong on request, written as `METHOD PATH=KIND[,KIND…][*COUNT]`.

use std::{
    str::FromStr,
    sync::atomic::{AtomicU32, Ordering},
    time::Duration,
};

use http::{Method, StatusCode};

use super::snov;

/// A fault: which requests it affects, and how.
///
/// `POST /emails/reply=drop`, `GET /campaigns=503*2` (the first two), `* *=latency:200ms`, `* /leads*=latency:1s,late:500`.
/// `PATH` is the whole path or the one below the vendor's prefix; a `*` at its end stands for any rest. It can also be the name of a
/// generation of a vendor's calls: `snov:v1` are the six that `snov:v2` has others for, so that `* snov:v1=404` is an account where v1 is
/// gone, `* snov:v1=404,after:3` one where it goes in mid-run, and `* snov:v2=404` one without v2.
///
/// | Kind | What happens |
/// |---|---|
/// | `drop` | the call is carried out, then the connection is cut without an answer |
/// | `refuse` | the connection is cut; the call is not carried out |
/// | `503` | that status (300 to 599) in the shape of the vendor's errors; the call is not carried out |
/// | `429:7` | the same with a `Retry-After` of 7 seconds |
/// | `late:500` | the call is carried out, then answered with that status |
/// | `html` | 200 with an HTML page; the call is not carried out |
/// | `garbage` | 200 with truncated JSON; the call is not carried out |
/// | `huge` | 200 with 50 MB of JSON, streamed; the call is not carried out |
/// | `slow` | the call is carried out and answered a byte at a time |
/// | `latency:300ms` | the request waits that long first; can be combined with one of the others |
/// | `after:3` | the first three requests that match are let through; can be combined with one of the others |
///
/// Faults are tried in order. Latencies add up; of the others, the first that matches the request and is not used up applies.
/// So `GET /campaigns=503*1` followed by `GET /campaigns=drop*1` makes two failures in a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    method: Option<Method>,
    path: String,
    latency: Duration,
    ending: Option<Ending>,
    count: Option<u32>,
    /// How many requests are let through first.
    after: u32,
}

/// How a fault ends a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ending {
    Drop,
    Refuse,
    Status(StatusCode, Option<u32>),
    Late(StatusCode),
    Html,
    Garbage,
    Slow,
    Huge,
}

/// A fault in use, with the number of requests it still applies to.
pub(crate) struct ArmedFault {
    fault: Fault,
    left: Option<AtomicU32>,
    /// How many requests are still let through.
    spared: AtomicU32,
}

const GRAMMAR: &str =
    "write METHOD PATH=KIND[,KIND…][*COUNT], e.g. `POST /emails/reply=drop` or `GET /campaigns=503*2`";
const KINDS: &str = "a kind is drop, refuse, a status (503), a status with seconds to wait (429:7), late:STATUS, \
                     latency:DURATION (latency:300ms), after:COUNT, html, garbage, slow or huge";

impl FromStr for Fault {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (method, rest) = text.trim().split_once(' ').ok_or_else(|| format!("`{text}` has no path: {GRAMMAR}"))?;
        let (path, kinds) = rest.split_once('=').ok_or_else(|| format!("`{text}` has no kind: {GRAMMAR}"))?;
        let (kinds, count) = match kinds.rsplit_once('*') {
            None => (kinds, None),
            Some((kinds, count)) => match count.trim().parse() {
                Ok(count) if count > 0 => (kinds, Some(count)),
                _ => {
                    return Err(format!(
                        "`*{count}` is no count: a whole number from 1 says how many requests it meets"
                    ));
                }
            },
        };
        let mut fault = Self {
            method: method_of(method)?,
            path: path_of(path)?,
            latency: Duration::ZERO,
            ending: None,
            count,
            after: 0,
        };
        for kind in kinds.split(',').map(str::trim) {
            if let Some(latency) = kind.strip_prefix("latency:") {
                fault.latency += humantime::parse_duration(latency)
                    .map_err(|error| format!("`{latency}` is no duration such as 300ms or 2s: {error}"))?;
            } else if let Some(after) = kind.strip_prefix("after:") {
                fault.after =
                    after.parse().map_err(|_| format!("`{after}` is no whole number of requests to let through"))?;
            } else if fault.ending.replace(Ending::from_str(kind)?).is_some() {
                return Err(format!(
                    "`{kind}` comes second in `{text}`, but a request ends one way. Give a second fault; with \
                     *COUNT on the first they come one after the other"
                ));
            }
        }
        Ok(fault)
    }
}

fn method_of(text: &str) -> Result<Option<Method>, String> {
    match text {
        "*" => Ok(None),
        _ => match Method::from_bytes(text.to_ascii_uppercase().as_bytes()) {
            Ok(method) if [Method::GET, Method::POST, Method::PATCH, Method::PUT, Method::DELETE].contains(&method) => {
                Ok(Some(method))
            }
            _ => Err(format!("`{text}` is no method: one of GET, POST, PATCH, PUT, DELETE or `*` for any")),
        },
    }
}

fn path_of(text: &str) -> Result<String, String> {
    let path = text.trim();
    if generation(path).is_some() {
        return Ok(path.to_owned());
    }
    if path != "*" && !path.starts_with('/') {
        return Err(format!(
            "the path `{path}` starts with no slash: e.g. /campaigns, /campaigns/*, `*` for any, or snov:v1"
        ));
    }
    if path.trim_end_matches('*').contains('*') {
        return Err(format!("the path `{path}` has a `*` before its end, where it stands for nothing"));
    }
    Ok(path.to_owned())
}

/// The paths of a generation of a vendor's calls, by its name.
fn generation(name: &str) -> Option<&'static [&'static str]> {
    snov::GENERATIONS.iter().find(|(known, _)| *known == name).map(|(_, paths)| *paths)
}

impl FromStr for Ending {
    type Err = String;

    fn from_str(kind: &str) -> Result<Self, String> {
        Ok(match kind {
            "drop" => Self::Drop,
            "refuse" => Self::Refuse,
            "html" => Self::Html,
            "garbage" => Self::Garbage,
            "slow" => Self::Slow,
            "huge" => Self::Huge,
            _ => {
                if let Some(status) = kind.strip_prefix("late:") {
                    return Ok(Self::Late(status_of(status)?));
                }
                let Some((status, seconds)) = kind.split_once(':') else {
                    return Ok(Self::Status(status_of(kind)?, None));
                };
                let status = status_of(status)?;
                let seconds =
                    seconds.parse().map_err(|_| format!("`{seconds}` is no whole number of seconds; {KINDS}"))?;
                Self::Status(status, Some(seconds))
            }
        })
    }
}

fn status_of(text: &str) -> Result<StatusCode, String> {
    match text.parse() {
        Ok(number @ 300..=599u16) => StatusCode::from_u16(number).map_err(|error| error.to_string()),
        Ok(number) => Err(format!("the status {number} is none of 300 to 599; {KINDS}")),
        Err(_) => Err(format!("`{text}` is no kind; {KINDS}")),
    }
}

impl From<Fault> for ArmedFault {
    fn from(fault: Fault) -> Self {
        let left = fault.count.map(AtomicU32::new);
        let spared = AtomicU32::new(fault.after);
        Self { fault, left, spared }
    }
}

impl ArmedFault {
    /// Whether it is meant for this request. `path` is the whole path, `prefix` the vendor's.
    pub(crate) fn matches(&self, method: &Method, path: &str, prefix: &str) -> bool {
        if self.fault.method.as_ref().is_some_and(|own| own != method) {
            return false;
        }
        if let Some(paths) = generation(&self.fault.path) {
            return paths.contains(&path);
        }
        let below = path.strip_prefix(prefix).unwrap_or(path);
        match self.fault.path.strip_suffix('*') {
            Some(start) => path.starts_with(start) || below.starts_with(start),
            None => path == self.fault.path || below == self.fault.path,
        }
    }

    /// How it ends a request; nothing where it only delays it.
    pub(crate) fn ending(&self) -> Option<Ending> {
        self.fault.ending
    }

    /// Uses it once. Gives how long the request waits, or nothing where the fault is used up.
    pub(crate) fn take(&self) -> Option<Duration> {
        let less = |number: u32| number.checked_sub(1);
        if self.spared.fetch_update(Ordering::Relaxed, Ordering::Relaxed, less).is_ok() {
            return None;
        }
        let left =
            self.left.as_ref().is_none_or(|left| left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, less).is_ok());
        left.then_some(self.fault.latency)
    }
}
