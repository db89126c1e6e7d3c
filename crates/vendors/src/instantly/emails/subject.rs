//! The subject of a mail that is sent by hand.

/// The subject. A line break around it is a slip; the rest is sent as it was given.
pub(super) fn line(subject: &str) -> &str {
    let is_one_line = !subject.chars().any(char::is_control);
    if is_one_line { subject } else { subject.trim() }
}

/// Why a mail cannot have this subject.
pub(super) fn problem(subject: &str) -> Option<String> {
    line(subject).chars().any(char::is_control).then(|| {
        "`subject` holds a line break or another control character, which a mail's header cannot have: pass one line".to_owned()
    })
}
