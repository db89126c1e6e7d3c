//! Which tools and effects the operator enables: small predicates over a tool's name, toolset and effect.
//!
//! Where one rule enables a tool and another disables it, it is disabled.

use std::fmt::{self, Display, Formatter, Write as _};

use outreach_model::{
    arguments::suggest,
    effect::Effect,
    error::{ErrorKind, Failure},
    tool::{Listing, ToolFacts},
};

/// The name that stands for every toolset, and lists them.
const ALL: &str = "all";

/// The name that stands for the toolsets that are listed by default.
const CORE: &str = "core";

/// The operator's rules on tools and effects. By default all of them are enabled.
#[derive(Clone, Debug, Default)]
pub struct Policy {
    read_only: bool,
    /// `None` for all effects.
    permit: Option<Vec<Effect>>,
    toolsets: Vec<String>,
    tools: Vec<String>,
    exclude_tools: Vec<String>,
}

/// The options that a policy is made of.
#[derive(Clone, Copy, Debug)]
pub(crate) struct PolicyOptions<'a> {
    /// `--read-only`.
    pub(crate) read_only: bool,
    /// `--permit`: the effects that calls may have.
    pub(crate) permit: &'a [Effect],
    /// `--toolsets`: vendors, and toolsets of vendors.
    pub(crate) toolsets: &'a [String],
    /// `--tools`: globs over the names of tools.
    pub(crate) tools: &'a [String],
    /// `--exclude-tools`: globs over the names of tools.
    pub(crate) exclude_tools: &'a [String],
}

/// An option whose value is certainly a mistake.
#[derive(Debug, thiserror::Error)]
pub enum PolicyError {
    /// No effect is permitted, so that no tool could be called.
    #[error("`--permit` permits nothing\nhint: name at least one effect, e.g. `read`")]
    PermitsNothing,
    /// There is no such toolset.
    #[error("`--toolsets`: there is no toolset `{name}`\nhint: {hint}")]
    Toolset {
        /// As it was written.
        name: String,
        /// The nearest known name.
        hint: String,
    },
    /// No tool has such a name.
    #[error("`{option}`: no tool {} `{glob}`\nhint: {hint}", if glob.contains(['*', '?']) { "has a name that matches" } else { "is named" })]
    Tool {
        /// The option that holds it.
        option: &'static str,
        /// As it was written.
        glob: String,
        /// The nearest known name.
        hint: String,
    },
}

/// A rule that disables a tool or an effect.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Rule {
    /// Only reads are permitted.
    ReadOnly,
    /// Only these effects are permitted.
    Permit(Vec<Effect>),
    /// Tools that match this glob are excluded.
    Excluded(String),
    /// Only the tools of these toolsets, and those that match these globs, are chosen.
    Chosen { toolsets: Vec<String>, tools: Vec<String> },
}

impl Display for Rule {
    /// As the option is typed.
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::ReadOnly => f.write_str("--read-only"),
            Self::Permit(effects) => {
                let words: Vec<&str> = effects.iter().map(|effect| effect.word()).collect();
                write!(f, "--permit {}", words.join(","))
            }
            Self::Excluded(globs) => write!(f, "--exclude-tools \"{globs}\""),
            Self::Chosen { toolsets, tools } => {
                if !toolsets.is_empty() {
                    write!(f, "--toolsets {}", toolsets.join(","))?;
                }
                if !toolsets.is_empty() && !tools.is_empty() {
                    f.write_char(' ')?;
                }
                if !tools.is_empty() {
                    write!(f, "--tools \"{}\"", tools.join(","))?;
                }
                Ok(())
            }
        }
    }
}

impl Policy {
    /// The policy of these options. Names are checked against the whole catalogue, so that a mistyped one does not silently
    /// enable or exclude nothing.
    ///
    /// # Errors
    ///
    /// Where it permits nothing, or names an unknown toolset or tool.
    pub(crate) fn new(options: PolicyOptions<'_>, catalogue: &[ToolFacts]) -> Result<Self, PolicyError> {
        let trimmed = |texts: &[String]| -> Vec<String> { texts.iter().map(|text| text.trim().to_owned()).collect() };
        if options.permit.is_empty() {
            return Err(PolicyError::PermitsNothing);
        }
        let permits_all = Effect::ALL.iter().all(|effect| options.permit.contains(effect));
        let mut permit: Vec<Effect> = options.permit.to_vec();
        permit.sort_unstable();
        permit.dedup();
        let policy = Self {
            read_only: options.read_only,
            permit: (!permits_all).then_some(permit),
            toolsets: trimmed(options.toolsets),
            tools: trimmed(options.tools),
            exclude_tools: trimmed(options.exclude_tools),
        };
        policy.toolsets.iter().try_for_each(|name| known_toolset(catalogue, name))?;
        policy.tools.iter().try_for_each(|glob| known_tool(catalogue, "--tools", glob))?;
        policy.exclude_tools.iter().try_for_each(|glob| known_tool(catalogue, "--exclude-tools", glob))?;
        Ok(policy)
    }

    /// The rule that disables calls with this effect; `None` where they are enabled.
    pub(crate) fn against_effect(&self, effect: Effect) -> Option<Rule> {
        if self.read_only && !effect.is_read() {
            return Some(Rule::ReadOnly);
        }
        let permit = self.permit.as_ref()?;
        (!permit.contains(&effect)).then(|| Rule::Permit(permit.clone()))
    }

    /// The rule that disables a tool whatever its inputs; `None` where some of its calls are enabled.
    pub(crate) fn against_tool(&self, tool: &ToolFacts) -> Option<Rule> {
        let unchosen = || (!self.is_chosen(tool)).then(|| self.chosen());
        self.excludes(tool).or_else(unchosen).or_else(|| self.against_all_effects(tool))
    }

    /// The same for a tool that is there for the sake of others: the operator need not have chosen it by its name.
    pub(crate) fn against_helper(&self, tool: &ToolFacts) -> Option<Rule> {
        self.excludes(tool).or_else(|| self.against_all_effects(tool))
    }

    fn excludes(&self, tool: &ToolFacts) -> Option<Rule> {
        let glob = self.exclude_tools.iter().find(|glob| names_tool(glob, tool))?;
        Some(Rule::Excluded(glob.clone()))
    }

    fn against_all_effects(&self, tool: &ToolFacts) -> Option<Rule> {
        if let Some(rule) = tool.base.and_then(|effect| self.against_call(tool, effect)) {
            return Some(rule);
        }
        // A tool whose effects depend on its inputs stays enabled while some inputs are permitted.
        let is_enabled = tool.effects.iter().any(|effect| self.against_call(tool, *effect).is_none());
        if is_enabled { None } else { self.against_effect(tool.effect) }
    }

    /// The rule that disables a call of this tool with this effect. What stops mail is enabled wherever updates are: it must be
    /// easier than sending.
    fn against_call(&self, tool: &ToolFacts, effect: Effect) -> Option<Rule> {
        let rule = self.against_effect(effect)?;
        let is_excepted = tool.suppresses && self.against_effect(Effect::Update).is_none();
        (!is_excepted).then_some(rule)
    }

    /// The rule to name where no tool with one of these effects is enabled.
    pub(crate) fn against_effects(&self, mut effects: impl Iterator<Item = Effect>) -> Rule {
        effects.find_map(|effect| self.against_effect(effect)).unwrap_or_else(|| match self.exclude_tools.first() {
            Some(_) if self.toolsets.is_empty() && self.tools.is_empty() => {
                Rule::Excluded(self.exclude_tools.join(","))
            }
            _ => self.chosen(),
        })
    }

    fn chosen(&self) -> Rule {
        Rule::Chosen { toolsets: self.toolsets.clone(), tools: self.tools.clone() }
    }

    /// Whether an enabled tool is listed: by default, or because the operator named it or its toolset. The name of a whole
    /// vendor lists no more of it than is listed by default.
    pub(crate) fn lists(&self, tool: &ToolFacts) -> bool {
        let toolset = tool.qualified_toolset();
        let names = |name: &String| name == ALL || toolset.as_ref() == Some(name);
        tool.listing == Listing::Core
            || self.toolsets.iter().any(names)
            || self.tools.iter().any(|glob| names_tool(glob, tool))
    }

    /// The worst effect that a call of this tool can have under the policy.
    pub(crate) fn max_effect(&self, tool: &ToolFacts) -> Effect {
        let permitted = tool.effects.iter().rev().find(|effect| self.against_call(tool, **effect).is_none());
        permitted.copied().unwrap_or(tool.effect)
    }

    /// Checks the effect that a call has with its inputs.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::DeniedByPolicy`], naming the rule.
    pub(crate) fn check(&self, name: &str, tool: &ToolFacts, effect: Effect) -> Result<(), Failure> {
        let Some(rule) = self.against_call(tool, effect) else { return Ok(()) };
        let message = format!(
            "With these inputs, `{name}` has the effect `{}`, which the operator's `{rule}` does not permit. Nothing was sent. \
             Change the inputs that give it this effect, or ask the operator.",
            effect.word()
        );
        Err(Failure::new(ErrorKind::DeniedByPolicy, message))
    }

    /// The rules in force, as the options are typed; `None` where everything is enabled.
    pub(crate) fn in_words(&self) -> Option<String> {
        let rules: Vec<String> = self.rules().iter().map(ToString::to_string).collect();
        (!rules.is_empty()).then(|| rules.join(" "))
    }

    fn rules(&self) -> Vec<Rule> {
        let names_some = !self.toolsets.is_empty() || !self.tools.is_empty();
        let chosen = names_some && !self.toolsets.iter().any(|name| name == ALL);
        let rules = [
            self.read_only.then_some(Rule::ReadOnly),
            self.permit.clone().map(Rule::Permit),
            chosen.then(|| self.chosen()),
            (!self.exclude_tools.is_empty()).then(|| Rule::Excluded(self.exclude_tools.join(","))),
        ];
        rules.into_iter().flatten().collect()
    }

    fn is_chosen(&self, tool: &ToolFacts) -> bool {
        let all = self.toolsets.is_empty() && self.tools.is_empty();
        let toolset = tool.qualified_toolset();
        let of_toolset = |name: &String| match (name.as_str(), &toolset) {
            // The program's own tools are in no toolset: choosing toolsets does not disable them.
            (ALL, _) | (_, None) => true,
            (CORE, _) => tool.listing == Listing::Core,
            (name, Some(toolset)) => name == tool.owner || name == toolset,
        };
        all || self.toolsets.iter().any(of_toolset) || self.tools.iter().any(|glob| names_tool(glob, tool))
    }
}

/// The failure of a call to a tool that a rule disables.
pub(crate) fn denied(name: &str, rule: &Rule) -> Failure {
    let message = format!(
        "`{name}` is not enabled here: the operator's `{rule}` disables it. Nothing was sent. \
         Do without it, or ask the operator."
    );
    Failure::new(ErrorKind::DeniedByPolicy, message)
}

fn known_toolset(catalogue: &[ToolFacts], name: &str) -> Result<(), PolicyError> {
    let mut vendors: Vec<&str> = Vec::new();
    let mut known: Vec<String> = Vec::new();
    for tool in catalogue {
        let Some(toolset) = tool.qualified_toolset() else { continue };
        if tool.is_action() && !vendors.contains(&tool.owner) {
            vendors.push(tool.owner);
        }
        if !known.contains(&toolset) {
            known.push(toolset);
        }
    }
    known.splice(0..0, vendors.iter().copied().chain([ALL, CORE]).map(str::to_owned));
    if known.iter().any(|known| known == name) {
        return Ok(());
    }
    // For a toolset without its vendor, every vendor's toolset of that name is suggested.
    let ends = |known: &&String| known.split_once('.').is_some_and(|(_, end)| end == name);
    let mut near: Vec<&str> = known.iter().filter(ends).map(String::as_str).collect();
    if near.is_empty() {
        near = suggest(name, known.iter().map(String::as_str)).into_iter().take(1).collect();
    }
    let otherwise = format!(
        "vendors are {}; `instantly.leads` is a toolset of one; `{CORE}` and `{ALL}` are possible too",
        quoted(vendors.iter(), ", ")
    );
    Err(PolicyError::Toolset { name: name.to_owned(), hint: hint(&near, &otherwise) })
}

fn known_tool(catalogue: &[ToolFacts], option: &'static str, glob: &str) -> Result<(), PolicyError> {
    if catalogue.iter().any(|tool| names_tool(glob, tool)) {
        return Ok(());
    }
    let known: Vec<String> = catalogue.iter().flat_map(|tool| [tool.qualified_name(), tool.name.to_owned()]).collect();
    let plain = glob.replace(['*', '?'], "");
    let near: Vec<&str> = suggest(&plain, known.iter().map(String::as_str)).into_iter().take(1).collect();
    let otherwise = "`outreach-mcp tools --json` lists the names; `*` stands for any characters, `?` for one";
    Err(PolicyError::Tool { option, glob: glob.to_owned(), hint: hint(&near, otherwise) })
}

fn hint(near: &[&str], otherwise: &str) -> String {
    match near {
        [] => otherwise.to_owned(),
        near => format!("did you mean {}?", quoted(near.iter(), " or ")),
    }
}

fn quoted(names: impl Iterator<Item = impl Display>, between: &str) -> String {
    names.map(|name| format!("`{name}`")).collect::<Vec<_>>().join(between)
}

/// Whether a glob matches the bare or the qualified name of a tool.
fn names_tool(glob: &str, tool: &ToolFacts) -> bool {
    matches(glob, tool.name) || matches(glob, &tool.qualified_name())
}

/// Whether a glob matches a name: `*` stands for any characters or none, `?` for one. All names are ASCII.
fn matches(glob: &str, name: &str) -> bool {
    let (mut glob, mut name) = (glob.as_bytes(), name.as_bytes());
    // What follows on the last star in the glob, and the rest of the name after what the star stands for so far.
    let mut star: Option<(&[u8], &[u8])> = None;
    loop {
        match (glob.split_first(), name.split_first()) {
            (Some((b'*', after)), _) => {
                star = Some((after, name));
                glob = after;
            }
            (Some((wanted, after)), Some((byte, rest))) if *wanted == b'?' || wanted == byte => {
                (glob, name) = (after, rest);
            }
            (None, None) => return true,
            _ => {
                // Let the star stand for one character more.
                let Some((after, from)) = star else { return false };
                let Some((_, rest)) = from.split_first() else { return false };
                star = Some((after, rest));
                (glob, name) = (after, rest);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::matches;

    #[test]
    fn globs_match_whole_names() {
        let table = [
            ("list_leads", "list_leads", true),
            ("list_lead", "list_leads", false),
            ("list_leads", "list_lead", false),
            ("*", "list_leads", true),
            ("**", "list_leads", true),
            ("*", "", true),
            ("", "", true),
            ("", "list_leads", false),
            ("?", "", false),
            ("list_*", "list_leads", true),
            ("list_*", "list_", true),
            ("*_leads", "list_leads", true),
            ("*_leads", "list_leads_of", false),
            ("*_lead*", "list_leads", true),
            ("l*_*s", "list_lead_lists", true),
            ("*list*list*", "list_lead_lists", true),
            ("*list*list*list*", "list_lead_lists", false),
            ("list_lead?", "list_leads", true),
            ("list_leads?", "list_leads", false),
            ("*?", "a", true),
            ("?*?", "a", false),
            ("*ab", "aab", true),
            ("*aab", "aaab", true),
            ("List_Leads", "list_leads", false),
        ];
        for (glob, name, expected) in table {
            assert_eq!(matches(glob, name), expected, "{glob} and {name}");
        }
    }
}
