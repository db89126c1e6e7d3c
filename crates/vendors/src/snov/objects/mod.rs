//! Types that several actions share: the frames of answers, objects as the tools return them (the documented fields in
//! `snake_case`, all of them optional, since the vendor leaves fields out), and inputs that are checked.

mod by_email;
mod campaign;
mod date;
mod done;
mod event;
mod events;
mod form;
mod frames;
mod inputs;
mod outputs;
mod person;
mod quoted;
mod schedule;
mod search_results;
mod state;
mod step_content;
mod task;
mod warmup;
mod webhook;

pub(crate) use self::{
    by_email::{ByEmail, EmailAddresses, is_same_address},
    campaign::{Campaign, CampaignStep},
    date::Date,
    done::{Accepted, Deleted},
    event::Event,
    events::{EventPage, EventsOf, pages},
    form::Form,
    frames::{Bare, Data, Filled, First, FirstData, Framed, Many},
    inputs::{Csv, Day, Domain, EmailAddress, OptionalAddress, Trimmed, WebAddress},
    outputs::{All, Items, Named, One},
    person::{FoundPerson, Profile, Prospect},
    quoted::Quoted,
    schedule::Schedule,
    search_results::{Company, DomainEmails, FoundProspects, ProspectEmails},
    state::State,
    step_content::StepContent,
    task::{ResultOf, Search, Started, Task, VERIFY_BY_BALANCE, Wait, search},
    warmup::Warmup,
    webhook::Webhook,
};
