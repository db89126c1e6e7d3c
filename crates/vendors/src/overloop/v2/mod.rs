//! Overloop's public API v2, which speaks plain JSON. What is published of it is what its command line sends and reads
//! (<https://github.com/sortlist/overloop-cli>): fields beyond that are passed on as they come ([`OtherFields`]).
//!
//! Actions are data alone ([`outreach_model::plain::Plain`]). Requests: [`get`], [`list`], [`create`], [`update`] and [`delete`] make
//! the call. Answers: [`PAGE`] with [`PAGES`], [`ONE`] with [`under`], [`ALL`] with `Shown::AllOf("data", …)`, and [`GONE`] with
//! [`Gone`] read them. Paths name the version: `/public/v2/prospects`.

mod answer;
mod query;
mod successor;

pub(crate) use self::{
    answer::{ALL, DOCS, GONE, Gone, ONE, OtherFields, PAGE, PAGES, gone, under},
    query::{PageInputs, SearchInputs, create, delete, get, list, update},
    successor::{FAMILY, Taken, not_taken, successor, successor_of_create},
};
