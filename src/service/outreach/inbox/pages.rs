//! Pages of an inbox: the replies of all vendors in one order, and where each vendor goes on.
//!
//! Each vendor answers batches, one after the other. A page takes the newest of what the batches have and that earlier pages have not
//! shown. A batch of which something is left is read again for the next page, and what was shown of it is told by a mark in the order of
//! its replies: what has come meanwhile stands before the mark, so that nothing is lost or shown twice by it.

use std::{cmp::Reverse, collections::BTreeMap};

use outreach_model::{across::Reply, hash::hash};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::service::moment::moment;

/// The digits of a hash that tell replies of one moment apart.
const DIGITS: usize = 10;

/// A place in the order of replies, by microseconds since 1970: the newest first, those without a time last.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
pub(super) struct Mark(Reverse<Option<i64>>, String);

impl Mark {
    pub(super) fn of(reply: &Reply) -> Self {
        let mut digest = hash(&json!([reply.at, reply.id, reply.from, reply.campaign, reply.subject]));
        digest.truncate(DIGITS);
        let at = reply.at.as_deref().and_then(moment);
        Self(Reverse(at.map(|at| at.as_microsecond())), digest)
    }
}

/// Where a vendor goes on.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, Serialize)]
pub(super) struct Behind {
    /// Where its batch begins; absent: at the start.
    #[serde(rename = "f", skip_serializing_if = "Option::is_none", default)]
    pub(super) from: Option<Value>,
    /// The last reply of the batch that was shown; absent: none was.
    #[serde(rename = "m", skip_serializing_if = "Option::is_none", default)]
    pub(super) mark: Option<Mark>,
    /// Whether it has no more.
    #[serde(rename = "e", skip_serializing_if = "std::ops::Not::not", default)]
    pub(super) has_ended: bool,
}

/// Where an inbox goes on.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, Serialize)]
pub(super) struct Position {
    /// How many replies the batches are read for: that of the first page, so that each is the same when it is read again.
    #[serde(rename = "n")]
    pub(super) size: usize,
    #[serde(rename = "v")]
    pub(super) vendors: BTreeMap<String, Behind>,
}

/// A batch of one vendor, as far as it was not shown before.
pub(super) struct Batch {
    pub(super) vendor: &'static str,
    /// The replies that are left, the newest first.
    pub(super) left: Vec<(Mark, Reply)>,
    pub(super) here: Option<Value>,
    pub(super) next: Option<Value>,
    /// The last of it that was shown.
    pub(super) mark: Option<Mark>,
}

impl Batch {
    /// Of these replies those that come after the mark.
    pub(super) fn new(
        vendor: &'static str,
        replies: Vec<Reply>,
        (here, next): (Option<Value>, Option<Value>),
        mark: Option<Mark>,
    ) -> Self {
        let mut left: Vec<(Mark, Reply)> = replies.into_iter().map(|reply| (Mark::of(&reply), reply)).collect();
        left.sort_by(|(one, _), (other, _)| one.cmp(other));
        left.dedup_by(|(one, _), (other, _)| one == other);
        left.retain(|(own, _)| mark.as_ref().is_none_or(|mark| own > mark));
        Self { vendor, left, here, next, mark }
    }

    /// Where the vendor goes on.
    fn behind(self) -> Behind {
        match (self.left.is_empty(), self.next) {
            (false, _) => {
                // Where nothing of it was shown yet, what comes meanwhile stands before its first.
                let first = self.left.first().map(|(mark, _)| Mark(mark.0, String::new()));
                Behind { from: self.here, mark: self.mark.or(first), has_ended: false }
            }
            (true, Some(next)) => Behind { from: Some(next), mark: None, has_ended: false },
            (true, None) => Behind { has_ended: true, ..Behind::default() },
        }
    }
}

/// A page of at most so many of the batches' replies, the newest first, and where each vendor goes on. It ends where a batch does that
/// others follow: they may have newer replies than the other vendors' next.
pub(super) fn page(mut batches: Vec<Batch>, limit: usize) -> (Vec<Reply>, BTreeMap<String, Behind>) {
    let mut shown = Vec::new();
    while shown.len() < limit {
        let has_left = batches.iter().filter(|batch| !batch.left.is_empty());
        let Some(newest) = has_left.filter_map(|batch| Some((batch.left.first()?.0.clone(), batch.vendor))).min()
        else {
            break;
        };
        let Some(batch) = batches.iter_mut().find(|batch| batch.vendor == newest.1) else { break };
        let (mark, reply) = batch.left.remove(0);
        batch.mark = Some(mark);
        shown.push(reply);
        if batch.left.is_empty() && batch.next.is_some() {
            break;
        }
    }
    let behind = batches.into_iter().map(|batch| (batch.vendor.to_owned(), batch.behind())).collect();
    (shown, behind)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use outreach_model::across::Reply;
    use serde_json::{Value, json};

    use super::{Batch, Behind, page};

    fn reply(vendor: &str, minute: usize) -> Reply {
        Reply {
            vendor: vendor.to_owned(),
            at: Some(format!("2027-03-01T{:02}:{:02}:00Z", minute / 60, minute % 60)),
            id: Some(minute.to_string()),
            ..Reply::default()
        }
    }

    /// Two vendors, one of which answers batches of 4; two replies come in before each page.
    #[test]
    fn nothing_is_lost_or_shown_twice_while_replies_come_in() {
        for limit in [1, 2, 3, 7, 100] {
            let mut minutes: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
            minutes.insert("one", (0..23).map(|at| at * 4).collect());
            minutes.insert("two", (0..11).map(|at| at * 10 + 1).collect());
            let expected: usize = minutes.values().map(Vec::len).sum();
            let mut behind: BTreeMap<String, Behind> = BTreeMap::new();
            let mut shown: Vec<Reply> = Vec::new();
            for round in 0..200 {
                let read = |vendor: &'static str| {
                    let own = behind.get(vendor).cloned().unwrap_or_default();
                    if own.has_ended {
                        return None;
                    }
                    let mut all = minutes[vendor].clone();
                    all.sort_unstable_by(|one, other| other.cmp(one));
                    let (mut from, mut mark) = (own.from, own.mark);
                    loop {
                        // A vendor's cursor names the reply that comes next.
                        let first = from.as_ref().and_then(Value::as_u64);
                        let is_behind = |at: &&usize| first.is_none_or(|first| **at as u64 <= first);
                        let rest: Vec<usize> = all.iter().filter(is_behind).copied().collect();
                        let size = if vendor == "one" { 4 } else { rest.len() };
                        let next = rest.get(size).map(|next| json!(next));
                        let replies = rest.iter().take(size).map(|at| reply(vendor, *at)).collect();
                        let batch = Batch::new(vendor, replies, (from, next), mark.take());
                        // What came in meanwhile may fill a batch that was shown: then the next is read, as the inbox does.
                        if !batch.left.is_empty() || batch.next.is_none() {
                            return Some(batch);
                        }
                        from = batch.next;
                    }
                };
                let batches: Vec<Batch> = ["one", "two"].into_iter().filter_map(read).collect();
                let (replies, next) = page(batches, limit);
                shown.extend(replies);
                behind.extend(next);
                if behind.values().all(|behind| behind.has_ended) {
                    break;
                }
                minutes.get_mut("one").unwrap().push(500 + round * 2);
                minutes.get_mut("two").unwrap().push(501 + round * 2);
            }
            let mut times: Vec<String> = shown.iter().filter_map(|reply| reply.at.clone()).collect();
            assert!(times.is_sorted_by(|one, other| one > other), "{limit}: {times:?}");
            times.dedup();
            assert_eq!((times.len(), shown.len()), (expected, expected), "{limit}: {times:?}");
        }
    }
}
