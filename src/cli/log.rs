//! The log, on stderr, without secrets.

use std::io::{self, IsTerminal, Write};

use anyhow::Context;
use tracing_subscriber::{EnvFilter, fmt::MakeWriter};

use crate::call::redact::Redactor;

/// Starts logging. A word alone sets this program's level; what it is built on speaks up only to warn.
///
/// # Errors
///
/// Where the level is none.
pub fn start(level: &str, verbose: u8, redactor: Redactor) -> anyhow::Result<()> {
    let level = match verbose {
        0 => level,
        1 => "info",
        2 => "debug",
        _ => "trace",
    };
    let directives = if level.contains(['=', ',']) || level == "error" || level == "off" {
        level.to_owned()
    } else {
        format!("warn,outreach_mcp={level}")
    };
    let filter = EnvFilter::try_new(&directives).with_context(|| format!("`--log {level}` is no level"))?;
    tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_ansi(io::stderr().is_terminal())
        .with_writer(Redacting(redactor.clone()))
        .try_init()
        .map_err(|error| anyhow::anyhow!("the log cannot be started: {error}"))?;
    std::panic::set_hook(Box::new(move |panic| {
        let words = panic.to_string();
        tracing::error!("defect: {}", redactor.text(&words));
    }));
    Ok(())
}

struct Redacting(Redactor);

impl<'a> MakeWriter<'a> for Redacting {
    type Writer = Line<'a>;

    fn make_writer(&'a self) -> Line<'a> {
        Line(&self.0)
    }
}

struct Line<'a>(&'a Redactor);

impl Write for Line<'_> {
    /// The subscriber writes each line whole.
    fn write(&mut self, line: &[u8]) -> io::Result<usize> {
        let text = String::from_utf8_lossy(line);
        io::stderr().write_all(self.0.text(&text).as_bytes())?;
        Ok(line.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        io::stderr().flush()
    }
}
