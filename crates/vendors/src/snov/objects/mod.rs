//! Snov.io's objects as the tools give them: the documented fields in `snake_case`, every one of them optional, for the
//! vendor leaves out and adds as it likes.

mod date;
mod person;
mod quoted;
mod shapes;
mod state;

pub use self::{
    date::Date,
    person::{Found, Profile, Prospect},
    quoted::Quoted,
    shapes::{Data, Filled, First, Framed, Many, Maybe},
    state::State,
};
