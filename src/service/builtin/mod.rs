//! The program's own tools: each is a file here that implements `Builtin`, and a line in `ALL`.

pub mod form;
mod resolve_outcome;

use self::form::BuiltinTool;

/// Every tool of the program's own.
pub static ALL: &[&BuiltinTool] = &[&BuiltinTool::of::<resolve_outcome::ResolveOutcome>()];
