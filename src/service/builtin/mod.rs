//! The program's own tools. One is a file here that implements [`form::Builtin`], and a line in [`ALL`].

pub mod form;
mod resolve_outcome;

use self::form::BuiltinTool;

/// Every tool of the program's own.
pub static ALL: &[&BuiltinTool] = &[&BuiltinTool::of::<resolve_outcome::ResolveOutcome>()];
