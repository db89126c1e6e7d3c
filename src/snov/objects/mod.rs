//! Snov.io's objects as the tools give them: the documented fields in `snake_case`, every one of them optional, for the
//! vendor leaves out and adds as it likes.

mod date;
mod quoted;
mod shapes;

pub use self::{
    date::Date,
    quoted::Quoted,
    shapes::{Data, First, Framed, Many},
};
