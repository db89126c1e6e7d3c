use crate::snov::prelude::*;

#[derive(Debug, Deserialize, Serialize, JsonSchema)]
pub(crate) struct FindEmail {
    /// First name of the person; needed unless `task_hash` is given
    first_name: Option<AnyCase>,
    /// Last name of the person; needed unless `task_hash` is given
    last_name: Option<AnyCase>,
    /// Domain of the employer, e.g. example.com; a URL is cut down to it. Needed unless `task_hash` is given
    domain: Option<Recipients<Domain>>,
    /// `task_hash` that add_names_to_find_emails returned, unchanged, instead of name and domain: reads that search's result. Only API v2 returns one
    task_hash: Option<NamesSearchHash>,
}

#[derive(Debug, Deserialize)]
pub(crate) struct Found {
    status: Option<State>,
    #[serde(default)]
    data: Filled<Person>,
}

// The vendor writes the names of fields in camel case or in snake case.
#[derive(Debug, Default, Deserialize)]
struct Person {
    #[serde(alias = "firstName")]
    first_name: Option<Untrusted<Text>>,
    #[serde(alias = "lastName")]
    last_name: Option<Untrusted<Text>>,
    #[serde(default)]
    emails: Many<Email>,
}

// An address that was found.
#[derive(Debug, Deserialize, Serialize, JsonSchema)]
pub(super) struct Email {
    /// Email address
    email: Option<Text>,
    /// valid or unknown
    #[serde(alias = "emailStatus")]
    email_status: Option<Text>,
    /// Why it is unknown, on API v2: banned, catchall, connection_error or greylist
    unknown_status_reason: Option<Text>,
}

impl From<FoundAddress> for Email {
    fn from(FoundAddress { email, checks }: FoundAddress) -> Self {
        let Checks { smtp_status, unknown_status_reason, .. } = checks;
        Self { email, email_status: smtp_status.map(Text), unknown_status_reason: unknown_status_reason.map(Text) }
    }
}

#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct Outputs {
    /// How the search stands
    status: Option<State>,
    /// Given name of the person, as it is used at work
    first_name: Option<Untrusted<Text>>,
    /// Family name of the person, without titles
    last_name: Option<Untrusted<Text>>,
    /// Addresses that are known; none on `not_found`
    emails: Many<Email>,
}

/// Why v2 has no result to read without a hash, and how to get one.
const LACKING: &str = "Snov.io keeps no results by name on v2, which this account has or the operator has chosen.";
const START: &str = "Search the person with snov_add_names_to_find_emails, for 1 credit if an address is found: it answers the addresses, or a `task_hash` for this call.";

/// The person of a read, or of a start of one.
fn person(inputs: &Value) -> Vec<Value> {
    let [first_name, last_name, domain] = ["first_name", "last_name", "domain"].map(|name| inputs.get(name));
    let is_whole = [first_name, last_name, domain].iter().all(Option::is_some);
    let person = json!({ "first_name": first_name, "last_name": last_name, "domain": domain });
    is_whole.then_some(person).into_iter().collect()
}

/// The people of a start of several.
fn people(start: &Value) -> Vec<Value> {
    listed(start, "rows").iter().flat_map(person).collect()
}

impl Endpoint for FindEmail {
    type Answer = Found;

    const ABOUT: About = About {
        name: "find_email",
        title: "Look up a person's address by name",
        description: "Reads, free, the addresses that Snov.io has found of one person. Give `first_name`, `last_name` \
            and `domain`, or only the `task_hash` of add_names_to_find_emails. On `in_progress` call it again; on \
            `not_found` add_names_to_find_emails searches, for credits. Where that returns `task_hash` (API v2), names \
            find only searches of this server. For up to 10 people use start_emails_by_name_search, over all vendors \
            find_and_verify.",
        ..About::read("https://snov.io/api#EmailFinder")
    };
    const CALL: Call = Form::post("/v1/get-emails-from-names");
    const REMARKS: &'static [Remark] = &[Remark::Warnings];
    const SUCCESSOR: Option<Successor<Self>> = Some(
        Successor::<Self>::by::<Work<AddressesByName>>(NAMES, |read| {
            result_of(&RESULT_OF_NAMES, read.task_hash.as_ref(), LACKING, START)
        })
        .started_by(
            StartedBy {
                starts: &[
                    StartOf {
                        action: "add_names_to_find_emails",
                        items: person,
                        inputs: |read| person(read).pop().unwrap_or_default(),
                    },
                    StartOf {
                        action: "start_emails_by_name_search",
                        items: people,
                        inputs: |read| json!({ "rows": person(read) }),
                    },
                ],
                id: "task_hash",
                items: person,
                what: "names",
                lacking: LACKING,
            },
            |read| read.task_hash.is_some(),
        ),
    );

    fn problems(&self) -> Vec<String> {
        let is_given = |name: &Option<AnyCase>| name.as_ref().is_some_and(|AnyCase(name)| !name.is_empty());
        let given = [
            ("first_name", is_given(&self.first_name)),
            ("last_name", is_given(&self.last_name)),
            ("domain", self.domain.is_some()),
        ];
        let lacking = given.into_iter().filter(|(_, is_given)| !is_given && self.task_hash.is_none());
        lacking.map(|(name, _)| format!("`{name}` is required, unless `task_hash` is given")).collect()
    }

    fn request(&self) -> Result<Request, Failure> {
        let Self { first_name, last_name, domain, .. } = self;
        Self::CALL.request(&json!({ "firstName": first_name, "lastName": last_name, "domain": domain }))
    }
}

impl Answer<FindEmail> for Found {
    type Output = Outputs;

    fn output(self, _: FindEmail) -> Outputs {
        let Person { first_name, last_name, emails } = self.data.0.unwrap_or_default();
        Outputs { status: self.status, first_name, last_name, emails }
    }
}

/// How a search of one person stands on v2, in v1's words, and what it found. `name` is first and last name and `domain` the employer's,
/// where they are given: a start of another tool may have been of several people.
pub(super) fn of_person(work: Work<AddressesByName>, name: Option<&str>, domain: Option<&str>) -> (State, Many<Email>) {
    if !work.is_completed() {
        return (work.state(), Many::default());
    }
    let state = work.state();
    let mut rows = work.into_rows();
    let own = |row: &AddressesByName| match (name, &row.people) {
        (Some(name), Some(Text(people))) => spelling::name(people) == spelling::name(name),
        _ => false,
    };
    // Two people may have one name.
    let is_there = |row: &AddressesByName| {
        let end = domain.map(|domain| format!("@{}", domain.to_lowercase()));
        end.is_none_or(|end| {
            row.result
                .0
                .iter()
                .any(|found| found.email.as_ref().is_some_and(|Text(email)| email.to_lowercase().ends_with(&end)))
        })
    };
    let at = rows
        .iter()
        .position(|row| own(row) && is_there(row))
        .or_else(|| rows.iter().position(own))
        .or_else(|| (rows.len() == 1).then_some(0));
    let found = at.map(|at| rows.remove(at).result).unwrap_or_default();
    let emails: Vec<Email> = found.0.into_iter().map(Email::from).collect();
    if emails.is_empty() { (State::of("not_found"), Many::default()) } else { (state, Many(emails)) }
}

impl FindEmail {
    /// First and last name, where both are given.
    fn name(&self) -> Option<String> {
        let (AnyCase(first), AnyCase(last)) = self.first_name.as_ref().zip(self.last_name.as_ref())?;
        Some(format!("{first} {last}"))
    }
}

impl Answer<FindEmail> for Work<AddressesByName> {
    type Output = Outputs;

    fn remarks(&self, inputs: &FindEmail, _: Received) -> Remarks {
        let (Some(_), Some(given)) = (&inputs.task_hash, inputs.name()) else { return Remarks::default() };
        let asked = self.asked().iter().filter_map(|row| {
            Some(format!("{} {}", row.get("first_name")?.as_str()?, row.get("last_name")?.as_str()?))
        });
        let asked: Vec<String> = asked.collect();
        if asked.is_empty() || asked.iter().any(|name| spelling::name(name) == spelling::name(&given)) {
            return Remarks::default();
        }
        Remarks::warning(format!(
            "The search of this `task_hash` is of {}, not of {given}: leave the names out, or the `task_hash`.",
            asked.join(", ")
        ))
    }

    fn output(self, inputs: FindEmail) -> Outputs {
        let asked = |name: &str| {
            let row = self.asked().first()?;
            Some(Text(row.get(name)?.as_str()?.to_owned()))
        };
        // By its hash, a search of one person is of whom it was started for, whatever else is given.
        let is_of_one = inputs.task_hash.is_some() && self.asked().len() == 1;
        let [first_name, last_name] =
            [("first_name", inputs.first_name), ("last_name", inputs.last_name)].map(|(name, given)| {
                let given = given.map(|AnyCase(name)| Text(name));
                if is_of_one { asked(name).or(given) } else { given.or_else(|| asked(name)) }
            });
        let name =
            first_name.as_ref().zip(last_name.as_ref()).map(|(Text(first), Text(last))| format!("{first} {last}"));
        let domain = inputs.domain.as_ref().map(|Recipients(Domain(domain))| domain.as_str());
        let (status, emails) = of_person(self, name.as_deref(), domain);
        let [first_name, last_name] = [first_name, last_name].map(|name| name.map(Untrusted));
        Outputs { status: Some(status), first_name, last_name, emails }
    }
}
