//! Values without I/O: tool schemas, the coercion and validation of arguments, redaction, and the marking of untrusted text.

mod arguments;
mod examples;
mod filters;
mod properties;
mod redaction;
mod schemas;
mod untrusted;
