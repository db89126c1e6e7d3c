//! Logs to stderr, with secrets redacted.

use std::io::{self, IsTerminal, Write};

use outreach_model::redact::Redactor;
use tracing_subscriber::{
    filter::{ParseError, Targets},
    fmt::MakeWriter,
    layer::SubscriberExt,
    util::SubscriberInitExt,
};

/// The filter directives for a value of `--log`.
///
/// A bare level applies to this program alone: libraries log warnings, and the protocol's SDK, which warns of every invalid
/// message of a client, logs errors.
///
/// # Errors
///
/// Where the value is neither a level nor valid directives.
pub(crate) fn filter(level: &str) -> Result<String, String> {
    let directives = match level {
        "off" | "error" => level.to_owned(),
        "warn" | "info" | "debug" | "trace" => format!("warn,rmcp=error,outreach_mcp={level}"),
        _ if level.contains('=') => level.to_owned(),
        _ => {
            return Err("expected error, warn, info, debug, trace or off, or directives such as \
                        `warn,outreach_mcp=debug`"
                .to_owned());
        }
    };
    directives.parse::<Targets>().map_err(|error: ParseError| error.to_string())?;
    Ok(directives)
}

/// Starts logging with these directives, or with more detail for each `-v`. A panic is logged as well.
///
/// # Errors
///
/// Where logging has been started before.
pub(crate) fn start(directives: &str, verbose: u8, redactor: Redactor) -> anyhow::Result<()> {
    let directives = match verbose {
        0 => directives,
        1 => "warn,rmcp=error,outreach_mcp=info",
        2 => "warn,outreach_mcp=debug",
        _ => "info,outreach_mcp=trace",
    };
    let filter: Targets = directives.parse()?;
    let lines =
        tracing_subscriber::fmt::layer().with_ansi(io::stderr().is_terminal()).with_writer(Redacting(redactor.clone()));
    tracing_subscriber::registry().with(lines).with(filter).try_init()?;
    std::panic::set_hook(Box::new(move |panic| {
        let message = panic.to_string();
        tracing::error!("internal error: {}", redactor.text(&message));
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
    /// `line` is complete: the subscriber writes each line in one call, so a secret is never split.
    fn write(&mut self, line: &[u8]) -> io::Result<usize> {
        let text = String::from_utf8_lossy(line);
        io::stderr().write_all(self.0.text(&text).as_bytes())?;
        Ok(line.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        io::stderr().flush()
    }
}
