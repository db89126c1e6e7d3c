//! Types that several actions share: the frames of answers, objects as the tools return them (the documented fields in
//! `snake_case`, all of them optional, since the vendor leaves fields out), and inputs that are checked.

mod by_email;
mod campaign;
mod database;
mod date;
mod done;
mod event;
mod events;
mod form;
mod frames;
mod generation;
mod inputs;
mod outputs;
mod person;
mod quoted;
mod schedule;
mod search_results;
mod state;
mod step_content;
mod task;
mod v2_tasks;
mod warmup;
mod webhook;

pub(crate) use self::{
    by_email::{ByEmail, EmailAddresses, Results, canonical_address, is_asked_for, is_same_address, missing_among},
    campaign::{Campaign, CampaignStep},
    database::{DatabaseCompany, DatabasePerson, FoundPage, Revealed},
    date::Date,
    done::{Accepted, Deleted},
    event::Event,
    events::{EventPage, EventsOf, pages},
    form::Form,
    frames::{Bare, Data, Filled, First, FirstData, Framed, Many},
    generation::{RESULT_OF_NAMES, RESULT_OF_PROFILES, RESULT_OF_VERIFICATION, Work, listed, result_of},
    inputs::{Csv, Day, Domain, EmailAddress, OptionalAddress, Trimmed, WebAddress},
    outputs::{All, Items, Named, One},
    person::{FoundPerson, Profile, Prospect},
    quoted::{Quoted, on_one_line},
    schedule::Schedule,
    search_results::{Company, DomainEmails, FoundProspects, ProspectEmails},
    state::State,
    step_content::StepContent,
    task::{ResultOf, Search, Started, Task, VERIFY_BY_BALANCE, Wait, search},
    v2_tasks::{AddressesByName, Checks, DomainByName, FoundAddress, ProfileByUrl, Rows, VerifiedAddress},
    warmup::Warmup,
    webhook::Webhook,
};
