//! The flow of a campaign's steps: a graph whose steps name each other. What is wrong with it is told before it is sent.

use outreach_model::markup;

use crate::snov::prelude::*;

/// The flow.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
pub(crate) struct Sequence {
    /// `_ref` of the step that runs first
    entry: String,
    /// All steps, in any order; each names the step after it
    #[schemars(length(min = 1))]
    steps: Vec<Step>,
}

/// A step of the flow.
#[skip_serializing_none]
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
pub(crate) struct Step {
    /// Name of the step, each its own, by which `entry`, `next`, `yes` and `no` mean it. create_campaign: best a number as text, such as 1001. update_campaign: a number is a step that exists; any other text adds a step, at each call
    #[serde(rename = "_ref")]
    #[schemars(length(min = 1))]
    reference: String,
    /// email: send a mail; delay: wait; trigger: branch by what the recipient does; linkedin: act on LinkedIn; goal: the end of a branch
    r#type: StepType,
    /// `_ref` of the step after an email, delay or linkedin step; left out: the branch ends
    next: Option<String>,
    /// trigger: `_ref` of the step where it happens
    yes: Option<String>,
    /// trigger: `_ref` of the step where it does not happen in time
    no: Option<String>,
    /// delay and trigger: unit of `waiting_val`
    waiting_type: Option<WaitingType>,
    /// delay and trigger: how long to wait, up to 43200 minutes, 720 hours or 30 days
    #[schemars(range(min = 1, max = 43200))]
    waiting_val: Option<u32>,
    /// linkedin: visit, like, follow, invite, message, in_mail, connected_on_linkedin, check_connection_level, endorse_skills; trigger: open, click, calendly, check_connection_level, connected_on_linkedin (only after that linkedin step), linkedin_in_mail_sent (only after in_mail)
    action: Option<Action>,
    /// goal: name of what is reached, e.g. Replied
    goal_name: Option<String>,
    /// email: how many wordings it has, as a test; their texts are written with create_step_content
    #[schemars(range(min = 1, max = 15))]
    content_slots: Option<u32>,
    /// email step that exists, which needs it: its `content` as get_campaign has it; create_campaign refuses it
    content: Option<Vec<Slot>>,
    /// linkedin in_mail: its subject, {{variables}} allowed. email: leave it out, create_step_content writes it
    subject: Option<String>,
    /// linkedin invite, message and in_mail: the text, as HTML
    #[schemars(extend("x-html" = true))]
    body: Option<String>,
    /// endorse_skills: how many skills, [1] to [5]; check_connection_level: one or two of the levels 1, 2, 3
    #[schemars(length(min = 1, max = 2), inner(range(min = 1, max = 5)))]
    value: Option<Vec<u8>>,
}

/// A wording of an email step.
#[skip_serializing_none]
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
struct Slot {
    /// Id of the wording, from the step's `content` in get_campaign
    id: u64,
    /// true: the wording is sent as plain text; false: as HTML
    plain_text: Option<bool>,
    /// active: the wording is sent; pause: it is kept and not sent
    usage: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(inline)]
enum StepType {
    Email,
    Delay,
    Trigger,
    Goal,
    Linkedin,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(inline)]
enum WaitingType {
    Minutes,
    Hours,
    Days,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(inline)]
enum Action {
    Visit,
    Like,
    Follow,
    Invite,
    Message,
    InMail,
    ConnectedOnLinkedin,
    CheckConnectionLevel,
    EndorseSkills,
    Open,
    Click,
    Calendly,
    LinkedinInMailSent,
}

/// What a linkedin step can do.
const OF_LINKEDIN: [Action; 9] = [
    Action::Visit,
    Action::Like,
    Action::Follow,
    Action::Invite,
    Action::Message,
    Action::InMail,
    Action::ConnectedOnLinkedin,
    Action::CheckConnectionLevel,
    Action::EndorseSkills,
];

/// What a trigger can wait for.
const OF_TRIGGER: [Action; 6] = [
    Action::Open,
    Action::Click,
    Action::Calendly,
    Action::ConnectedOnLinkedin,
    Action::CheckConnectionLevel,
    Action::LinkedinInMailSent,
];

/// The vendor's word for it.
fn word(value: impl Serialize) -> String {
    json!(value).as_str().unwrap_or_default().to_owned()
}

impl Sequence {
    /// Whether it has mails, and whether it acts on LinkedIn.
    pub(super) fn uses(&self) -> (bool, bool) {
        let has = |kind| self.steps.iter().any(|step| step.r#type == kind);
        (has(StepType::Email), has(StepType::Linkedin))
    }

    /// How many texts its mails need.
    pub(super) fn contents(&self) -> u32 {
        self.steps.iter().filter_map(|step| step.content_slots).sum()
    }

    /// The flow as the vendor takes it: a number for skills, a list for levels of connection.
    pub(super) fn for_vendor(&self) -> Value {
        let mut flow = serde_json::to_value(self).unwrap_or_default();
        for step in flow.get_mut("steps").and_then(Value::as_array_mut).into_iter().flatten() {
            let is_count = step.get("action").and_then(Value::as_str) == Some("endorse_skills");
            let only = step.get("value").and_then(|value| value.get(0)).cloned();
            if let (true, Some(only), Some(step)) = (is_count, only, step.as_object_mut()) {
                step.insert("value".to_owned(), only);
            }
        }
        flow
    }

    fn step(&self, reference: &str) -> Option<&Step> {
        self.steps.iter().find(|step| step.reference == reference)
    }

    /// What is wrong with it: all of it, each as a clause that names the place. `is_new`: for a campaign that is created.
    pub(super) fn problems(&self, is_new: bool) -> Vec<String> {
        let mut problems = Vec::new();
        match self.step(&self.entry) {
            None => problems.push(format!("`sequence.entry` is `{}`, which is the `_ref` of no step", self.entry)),
            Some(step) if step.r#type == StepType::Goal => {
                problems.push("`sequence.entry` must not be a goal: the flow would end where it begins".to_owned());
            }
            Some(_) => {}
        }
        for (at, step) in self.steps.iter().enumerate() {
            let mut wrong =
                |what: String| problems.push(format!("`sequence.steps[{at}]` (`{}`) {what}", step.reference));
            if self.steps.iter().take(at).any(|other| other.reference == step.reference) {
                wrong("has the `_ref` of another step: each must have its own".to_owned());
            }
            for (name, target) in step.targets() {
                if self.step(target).is_none() {
                    wrong(format!("has `{name}`: `{target}`, which is the `_ref` of no step"));
                }
            }
            step.problems(is_new).into_iter().for_each(&mut wrong);
            let follows = |wanted: Action| {
                let next = step.next.as_deref().and_then(|next| self.step(next));
                next.is_some_and(|next| next.r#type == StepType::Trigger && next.action == Some(wanted))
            };
            let needed = match (step.r#type, step.action) {
                (StepType::Linkedin, Some(Action::ConnectedOnLinkedin)) => Some(Action::ConnectedOnLinkedin),
                (StepType::Linkedin, Some(Action::InMail)) => Some(Action::LinkedinInMailSent),
                _ => None,
            };
            if let Some(needed) = needed.filter(|needed| !follows(*needed)) {
                wrong(format!("must have as `next` a trigger with the action {}", word(needed)));
            }
        }
        if problems.is_empty() {
            problems.extend(self.circle().map(|reference| {
                format!(
                    "`sequence` goes in a circle: the step `{reference}` leads back to itself, and a branch must end"
                )
            }));
        }
        problems
    }

    /// A step that leads back to itself.
    fn circle(&self) -> Option<&str> {
        let leads_back = |from: &&Step| {
            let (mut open, mut seen): (Vec<&str>, Vec<&str>) = (from.targets().map(|(_, to)| to).collect(), Vec::new());
            while let Some(reference) = open.pop() {
                if reference == from.reference {
                    return true;
                }
                if !seen.contains(&reference) {
                    seen.push(reference);
                    open.extend(self.step(reference).into_iter().flat_map(Step::targets).map(|(_, to)| to));
                }
            }
            false
        };
        self.steps.iter().find(leads_back).map(|step| step.reference.as_str())
    }

    /// What would do nothing, in sentences: the steps that nothing leads to.
    pub(super) fn idle(&self) -> Vec<String> {
        let is_reached = |step: &&Step| {
            let reference = step.reference.as_str();
            self.entry == reference || self.steps.iter().flat_map(Step::targets).any(|(_, target)| target == reference)
        };
        let idle = self.steps.iter().filter(|step| !is_reached(step));
        idle.map(|step| format!("No step leads to `{}`, so that it never runs.", step.reference)).collect()
    }
}

impl Step {
    /// The steps that it names, each with the field that names it.
    fn targets(&self) -> impl Iterator<Item = (&'static str, &str)> {
        let named = [("next", &self.next), ("yes", &self.yes), ("no", &self.no)];
        named.into_iter().filter_map(|(name, target)| Some((name, target.as_deref()?)))
    }

    fn problems(&self, is_new: bool) -> Vec<String> {
        use StepType::{Delay, Email, Goal, Linkedin, Trigger};
        let kind = self.r#type;
        let given = [
            ("next", self.next.is_some(), &[Email, Delay, Linkedin][..]),
            ("yes", self.yes.is_some(), &[Trigger]),
            ("no", self.no.is_some(), &[Trigger]),
            ("waiting_type", self.waiting_type.is_some(), &[Delay, Trigger]),
            ("waiting_val", self.waiting_val.is_some(), &[Delay, Trigger]),
            ("action", self.action.is_some(), &[Linkedin, Trigger]),
            ("goal_name", self.goal_name.is_some(), &[Goal]),
            ("content_slots", self.content_slots.is_some(), &[Email]),
            ("content", self.content.is_some(), &[Email]),
            ("subject", self.subject.is_some(), &[Email, Linkedin]),
            ("body", self.body.is_some(), &[Linkedin]),
            ("value", self.value.is_some(), &[Linkedin, Trigger]),
        ];
        let mut problems = Vec::new();
        for (name, is_given, kinds) in given {
            let is_required = match name {
                "waiting_type" | "waiting_val" | "action" => kinds.contains(&kind),
                "goal_name" => kind == Goal,
                "content_slots" => kind == Email,
                _ => false,
            };
            if is_given && !kinds.contains(&kind) {
                let instead = match (name, kind) {
                    ("next", Goal) => ": a goal is the last step of its branch",
                    ("next", Trigger) => ": a trigger goes on with `yes` and `no`",
                    ("body", Email) => ": the texts of mails are written with snov_create_step_content",
                    _ => "",
                };
                problems.push(format!("is of type {}, which has no `{name}`{instead}", word(kind)));
            } else if is_required && !is_given {
                problems.push(format!("is of type {} and needs `{name}`", word(kind)));
            }
        }
        if is_new && kind == Email && self.content.is_some() {
            problems.push(
                "has `content`, which Snov.io makes: leave it out, and write texts with snov_create_step_content"
                    .to_owned(),
            );
        }
        if kind == Trigger && self.yes.is_none() && self.no.is_none() {
            problems.push("is of type trigger and needs `yes`, `no` or both".to_owned());
        }
        if self.goal_name.as_ref().is_some_and(|name| name.trim().is_empty()) {
            problems.push("has a blank `goal_name`".to_owned());
        }
        if let (Some(unit), Some(value)) = (self.waiting_type, self.waiting_val) {
            let most = match unit {
                WaitingType::Minutes => 43_200,
                WaitingType::Hours => 720,
                WaitingType::Days => 30,
            };
            if value > most {
                problems.push(format!("waits for {value} {}, and the most is {most}", word(unit)));
            }
        }
        let Some(action) = self.action else { return problems };
        let known: &[Action] = match kind {
            Linkedin => &OF_LINKEDIN,
            Trigger => &OF_TRIGGER,
            Email | Delay | Goal => return problems,
        };
        if !known.contains(&action) {
            let known: Vec<String> = known.iter().map(word).collect();
            problems.push(format!(
                "is of type {}, whose actions are {}, not {}",
                word(kind),
                known.join(", "),
                word(action)
            ));
            return problems;
        }
        let is_blank = |text: &Option<String>| text.as_deref().is_none_or(markup::is_blank);
        if kind == Linkedin
            && matches!(action, Action::Invite | Action::Message | Action::InMail)
            && is_blank(&self.body)
        {
            problems.push(format!("has the action {} and needs `body`", word(action)));
        }
        if kind == Linkedin && action == Action::InMail && is_blank(&self.subject) {
            problems.push("has the action in_mail and needs `subject`".to_owned());
        }
        let value = self.value.as_deref().unwrap_or_default();
        let wrong_value = match (kind, action) {
            (Linkedin, Action::EndorseSkills) => (value.len() != 1).then_some("one number from 1 to 5"),
            (Trigger, Action::CheckConnectionLevel) => {
                let is_level = |level: &u8| (1..=3).contains(level);
                let is_twice = value.len() == 2 && value.first() == value.last();
                (value.is_empty() || is_twice || !value.iter().all(is_level)).then_some("one or two of 1, 2 and 3")
            }
            (Linkedin, Action::CheckConnectionLevel) => None,
            _ => self.value.is_some().then_some("nothing: leave it out"),
        };
        if let Some(wanted) = wrong_value {
            problems.push(format!("has the action {}, whose `value` is {wanted}", word(action)));
        }
        problems
    }
}

/// What a new flow does to the steps that a campaign has.
#[derive(Debug, Default)]
pub(super) struct Replaced {
    /// Why it cannot be, in sentences.
    pub(super) wrong: Vec<String>,
    /// The steps that are missing from it and would be deleted, each with its type.
    pub(super) dropped: Vec<String>,
    /// The steps that it adds.
    pub(super) added: Vec<String>,
    /// How many it keeps.
    pub(super) kept: usize,
}

/// Compares a flow, as an input has it, with the steps of a campaign.
pub(super) fn replaced(sequence: &Value, campaign: &Campaign) -> Replaced {
    let mut found = Replaced::default();
    let given: Vec<&Value> = sequence.get("steps").and_then(Value::as_array).into_iter().flatten().collect();
    let reference = |step: &Value| text(step, "_ref").unwrap_or_default();
    let name =
        |step: &CampaignStep| step.reference.as_ref().map(|Text(name)| name.trim().to_owned()).unwrap_or_default();
    for step in &given {
        let own = reference(step);
        let is_number = !own.is_empty() && own.bytes().all(|byte| byte.is_ascii_digit());
        let Some(known) = campaign.steps().iter().find(|known| name(known) == own) else {
            if is_number {
                found.wrong.push(format!(
                    "`_ref` `{own}` is a number and so means a step that exists, but the campaign has none of that name; for a new \
                     step take another text, such as `new-1`."
                ));
            }
            found.added.push(own);
            continue;
        };
        found.kept += 1;
        if let (Some(kind), Some(Text(before))) = (text(step, "type"), &known.r#type)
            && kind != *before
        {
            found
                .wrong
                .push(format!("The step `{own}` is of type {before} and cannot become {kind}: take a new `_ref`."));
        }
        if known.is("email") && step.get("content").is_none_or(Value::is_null) {
            found.wrong.push(format!("The email step `{own}` needs its `content` as snov_get_campaign has it."));
        }
    }
    let is_given = |known: &&CampaignStep| given.iter().any(|step| reference(step) == name(known));
    for known in campaign.steps().iter().filter(|known| !is_given(known)) {
        let kind = known.r#type.as_ref().map(|Text(kind)| format!(" ({kind})")).unwrap_or_default();
        found.dropped.push(format!("`{}`{kind}", name(known)));
    }
    found
}
