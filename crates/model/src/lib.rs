//! The form of an action and of a vendor. No vendor is in here, and nothing performs I/O.
//!
//! In reading order: [`endpoint`] is what an action is written as, from [`about`] (its facts), [`effect`] and [`lookup`];
//! [`plain`] is the same for an action that is data alone; [`registered`] is what the catalogue holds of it. A call's [`arguments`] become a [`request`], a [`response`] becomes
//! outputs, with [`remarks`] where these are not quite what was asked for ([`echo`] compares them); what goes wrong is an [`error`]. [`schema`] makes
//! schemas from the types; [`ids`], [`mail`], [`clearable`], [`lenient`], [`moments`], [`named`], [`roles`], [`secrets`], [`spelling`] and
//! [`untrusted`] are types for
//! fields, [`named_inputs`] and [`named_outputs`] read and answer numbers that have names, [`brief`] is what a brief answer leaves
//! out, [`undoing`] and [`units`] tell how two writes have to do with each other, [`vendor`] describes a vendor, [`generation`] the
//! two generations of its API. [`addresses`], [`redact`] and [`hash`] serve the layers above.

pub mod about;
pub mod across;
pub mod addresses;
pub mod arguments;
pub mod brief;
pub mod characters;
pub mod clearable;
pub mod doubled_keys;
pub mod echo;
pub mod effect;
pub mod endpoint;
pub mod error;
pub mod generation;
pub mod hash;
pub mod ids;
mod json_path;
pub mod lenient;
pub mod lookup;
pub mod mail;
pub mod markup;
pub mod moments;
pub mod named;
pub mod named_inputs;
pub mod named_outputs;
pub mod plain;
pub mod public_suffix;
mod ranges;
pub mod redact;
pub mod registered;
pub mod remarks;
pub mod request;
pub mod response;
pub mod roles;
pub mod schema;
pub mod schemas;
pub mod secrets;
mod shape;
pub mod spelling;
mod text_input;
pub mod tool;
pub mod undoing;
pub mod units;
pub mod untrusted;
pub mod variables;
pub mod vendor;
pub mod waiting;
mod without_nulls;
