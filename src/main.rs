//! Parses the command line and hands over.

use std::process::ExitCode;

fn main() -> ExitCode {
    outreach_mcp::cli::main(std::env::args_os().collect())
}
