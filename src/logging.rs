//! The log, on stderr, without secrets.

use std::io::{self, IsTerminal, Write};

use tracing_subscriber::{
    filter::{ParseError, Targets},
    fmt::MakeWriter,
    layer::SubscriberExt,
    util::SubscriberInitExt,
};

use outreach_model::redact::Redactor;

/// What a level stands for. A word alone sets this program's level; what it is built on speaks up only to warn,
/// and the protocol's SDK, which warns of every mistake of a client's, only of errors.
///
/// # Errors
///
/// Where it is no level.
pub fn filter(level: &str) -> Result<String, String> {
    let directives = match level {
        "off" | "error" => level.to_owned(),
        "warn" | "info" | "debug" | "trace" => format!("warn,rmcp=error,outreach_mcp={level}"),
        _ if level.contains('=') => level.to_owned(),
        _ => {
            return Err("error, warn, info, debug or trace; or directives such as `warn,outreach_mcp=debug`".to_owned());
        }
    };
    directives.parse::<Targets>().map_err(|error: ParseError| error.to_string())?;
    Ok(directives)
}

/// Starts logging.
///
/// # Errors
///
/// Where it has been started already.
pub fn start(directives: &str, verbose: u8, redactor: Redactor) -> anyhow::Result<()> {
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
