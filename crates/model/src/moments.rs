//! Inputs that are days, moments and time zones: texts whose schemas give an example, since each vendor's form is another.

use crate::text_input::text_input;

text_input! {
    /// A day, YYYY-MM-DD.
    Day, "examples" => vec!["2027-03-01"]
}
text_input! {
    /// A moment, RFC 3339.
    Moment, "examples" => vec!["2027-03-01T09:00:00Z"]
}
text_input! {
    /// A time zone, as IANA names it.
    Zone, "examples" => vec!["America/Chicago"]
}
