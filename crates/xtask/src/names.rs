//! Names: of an action, its type, its file and its fields, from those of the description.

/// `pauseCampaign`, `lead-lists` and `Lead list` in snake case.
pub fn snake(name: &str) -> String {
    let mut snake = String::new();
    let mut before = ' ';
    for c in name.chars() {
        if !c.is_ascii_alphanumeric() {
            if !snake.is_empty() && !snake.ends_with('_') {
                snake.push('_');
            }
        } else {
            if c.is_ascii_uppercase() && (before.is_ascii_lowercase() || before.is_ascii_digit()) {
                snake.push('_');
            }
            snake.push(c.to_ascii_lowercase());
        }
        before = c;
    }
    snake.trim_end_matches('_').to_owned()
}

/// The same in camel case, as types have it.
pub fn camel(name: &str) -> String {
    let mut camel = String::new();
    for word in snake(name).split('_') {
        let mut letters = word.chars();
        camel.extend(letters.next().map(|first| first.to_ascii_uppercase()));
        camel.push_str(letters.as_str());
    }
    // A name in Rust does not begin with a digit.
    if camel.starts_with(|first: char| !first.is_ascii_alphabetic()) { format!("Value{camel}") } else { camel }
}

/// `campaigns` is `campaign`, `entries` is `entry`.
pub fn singular(plural: &str) -> String {
    if plural.ends_with("ss") || plural.ends_with("analytics") || plural.ends_with("status") {
        plural.to_owned()
    } else if let Some(stem) = plural.strip_suffix("ies") {
        format!("{stem}y")
    } else {
        plural.strip_suffix('s').unwrap_or(plural).to_owned()
    }
}

/// `list_campaign` is `list_campaigns`, `list_lead_list` is `list_lead_lists`.
pub fn plural(singular: &str) -> String {
    match singular.strip_suffix('y') {
        _ if singular.ends_with('s') => singular.to_owned(),
        Some(stem) if !stem.ends_with(['a', 'e', 'o', 'u']) => format!("{stem}ies"),
        _ => format!("{singular}s"),
    }
}

/// Rust's keywords that the description may use as names.
const KEYWORDS: &[&str] = &[
    "abstract", "as", "async", "await", "box", "break", "const", "continue", "do", "dyn", "else", "enum", "extern",
    "final", "fn", "for", "gen", "if", "impl", "in", "let", "loop", "macro", "match", "mod", "move", "mut", "override",
    "priv", "pub", "ref", "return", "static", "struct", "trait", "try", "type", "typeof", "unsafe", "unsized", "use",
    "virtual", "where", "while", "yield",
];

/// Whether Rust has this word for itself.
pub fn is_keyword(name: &str) -> bool {
    KEYWORDS.contains(&name)
}

/// A field's name in Rust, and the name that serde must be told where that does not follow.
pub fn field(name: &str) -> (String, Option<String>) {
    let mut rust = snake(name);
    if rust.is_empty() || rust.starts_with(|first: char| first.is_ascii_digit()) {
        rust = format!("value_{rust}");
    }
    let rename = (rust != name).then(|| name.to_owned());
    if is_keyword(&rust) { (format!("r#{rust}"), rename) } else { (rust, rename) }
}

/// The name of the input that stands in a path in place of a placeholder: `{id}` behind `campaigns` is `campaign_id`.
pub fn path_input(segment_before: &str, placeholder: &str) -> String {
    match placeholder {
        "id" => format!("{}_id", singular(&snake(segment_before))),
        other => snake(other),
    }
}

/// The file of an action: its name without the resource (`pause_campaign` in `campaigns` is `pause`).
pub fn module(action: &str, toolset: &str) -> String {
    let resource = singular(toolset);
    let without = |noun: &str| {
        let padded = format!("_{action}_").replacen(&format!("_{noun}_"), "_", 1);
        padded.trim_matches('_').to_owned()
    };
    let short = if without(toolset) == action { without(&resource) } else { without(toolset) };
    if short.is_empty() || is_keyword(&short) { action.to_owned() } else { short }
}

#[cfg(test)]
mod tests {
    use super::{camel, field, module, path_input, plural, singular, snake};

    #[test]
    fn names_in_either_case() {
        for (given, in_snake, in_camel) in [
            ("pauseCampaign", "pause_campaign", "PauseCampaign"),
            ("lead-lists", "lead_lists", "LeadLists"),
            ("getAIAgent", "get_aiagent", "GetAiagent"),
            ("i_status", "i_status", "IStatus"),
            ("30d", "30d", "Value30d"),
        ] {
            assert_eq!((snake(given).as_str(), camel(given).as_str()), (in_snake, in_camel));
        }
    }

    #[test]
    fn fields_are_renamed_where_rust_needs_it() {
        let text = |text: &str| text.to_owned();
        assert_eq!(field("first_name"), (text("first_name"), None));
        assert_eq!(field("type"), (text("r#type"), None));
        assert_eq!(field("occurrence-days"), (text("occurrence_days"), Some(text("occurrence-days"))));
        assert_eq!(field("0"), (text("value_0"), Some(text("0"))));
    }

    #[test]
    fn numbers_of_nouns() {
        for (many, one) in
            [("campaigns", "campaign"), ("entries", "entry"), ("analytics", "analytics"), ("days", "day")]
        {
            assert_eq!((singular(many).as_str(), plural(one).as_str()), (one, many));
        }
        assert_eq!(path_input("lead-lists", "id"), "lead_list_id");
        assert_eq!(path_input("accounts", "email"), "email");
    }

    #[test]
    fn a_file_is_named_by_the_verb() {
        for (action, toolset, file) in [
            ("pause_campaign", "campaigns", "pause"),
            ("list_lead_lists", "lead_lists", "list"),
            ("update_lead_interest_status", "leads", "update_interest_status"),
            ("move_leads", "leads", "move_leads"),
            ("count_launched", "campaigns", "count_launched"),
        ] {
            assert_eq!(module(action, toolset), file);
        }
    }
}
