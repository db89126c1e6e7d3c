//! The Model Context Protocol: one handler behind every transport. Knows no vendor.

mod elicitation;
pub mod http;
mod instructions;
mod logging;
mod resources;
mod sessions;
mod sse;
pub mod stdio;

use std::sync::{Arc, OnceLock};

use futures_util::FutureExt;
use rmcp::{
    ErrorData, RoleServer, ServerHandler,
    model::{
        CacheScope, CallToolRequestParams, CallToolResponse, CallToolResult, ContentBlock, CustomRequest, CustomResult,
        ErrorCode, GetPromptRequestParams, GetPromptResponse, Implementation, InitializeRequestParams,
        InitializeResult, ListResourcesResult, ListToolsResult, PaginatedRequestParams, ProgressNotificationParam,
        ProtocolVersion, ReadResourceRequestParams, ReadResourceResponse, ServerCapabilities, ServerConfig,
        Tool as Listed, ToolAnnotations,
    },
    service::RequestContext,
};
use serde_json::{Map, Value, json};

use outreach_model::{arguments::truncate, effect::Effect, error::Failure, untrusted};

use crate::{
    client::Progress,
    guard::confirm::Approver,
    service::{
        Service,
        dispatch::{Call, Reply},
        envelope::Envelope,
        registry::{Tool, ToolLookup},
        tool::{PublishedSchemas, ToolDefinition},
    },
};

/// The most that is repeated of a name that a client asks for.
const NAMED: usize = 200;

/// A client may keep the tool list for this long: it does not change while the server runs.
const LIST_TTL_MS: u64 = 3_600_000;

/// Answers MCP requests. Cheap to clone: a clone for each session.
#[derive(Clone)]
pub struct Handler {
    service: Service,
    /// Made at the first `tools/list`.
    listed: Arc<OnceLock<Vec<Listed>>>,
    instructions: Arc<str>,
    level: logging::Level,
}

impl Handler {
    /// A handler over this service.
    pub fn new(service: Service) -> Self {
        let instructions = instructions::instructions(&service.view).into();
        Self { service, listed: Arc::default(), instructions, level: logging::Level::default() }
    }

    fn listed(&self) -> &[Listed] {
        self.listed.get_or_init(|| self.service.view.tools().iter().map(listed).collect())
    }

    /// The handler of another session: it shares everything but what a client sets for itself.
    #[must_use]
    pub fn for_session(&self) -> Self {
        Self { level: logging::Level::default(), ..self.clone() }
    }

    async fn call(
        &self,
        name: &str,
        arguments: Value,
        approver: &Approver,
        context: &RequestContext<RoleServer>,
    ) -> Result<CallToolResponse, ErrorData> {
        let Service { dispatch, caller, view } = &self.service;
        let envelope = match view.find(name) {
            ToolLookup::Unknown(words) => return Err(ErrorData::new(ErrorCode::INVALID_PARAMS, words, None)),
            ToolLookup::NotConfigured(vendor) => dispatch.not_configured(vendor),
            ToolLookup::Denied { tool, failure } => dispatch.denied(&tool, failure),
            ToolLookup::Tool(tool) => match object(arguments) {
                Ok(arguments) => {
                    let (cancel, progress) = (context.ct.clone(), progress(context));
                    match dispatch.call(Call { caller, tool, arguments, cancel, progress, approver }).await {
                        Reply::Envelope(envelope) => envelope,
                        Reply::Ask(question) => return Ok(elicitation::ask(question)),
                    }
                }
                Err(failure) => dispatch.fail(failure),
            },
        };
        self.level.report(&context.peer, name, &envelope).await;
        Ok(result(envelope).into())
    }
}

/// The arguments as an object: also none at all, and an object as JSON text.
fn object(arguments: Value) -> Result<Map<String, Value>, Failure> {
    let arguments = match arguments {
        Value::String(text) => serde_json::from_str(&text).unwrap_or(Value::String(text)),
        other => other,
    };
    match arguments {
        Value::Object(object) => Ok(object),
        Value::Null => Ok(Map::new()),
        _ => {
            Err(Failure::invalid_input("`arguments` must be an object with the tool's inputs, such as {\"limit\": 3}."))
        }
    }
}

fn result(envelope: Envelope) -> CallToolResult {
    let mut content = vec![ContentBlock::text(envelope.text)];
    if envelope.object.contains_key(untrusted::UNTRUSTED_FIELDS) {
        content.push(ContentBlock::text(untrusted::NOTE));
    }
    let mut result = CallToolResult::success(content);
    result.structured_content = Some(Value::Object(envelope.object));
    result.is_error = Some(!envelope.success);
    result
}

fn progress(context: &RequestContext<RoleServer>) -> Option<Progress> {
    let token = context.meta.get_progress_token()?;
    let peer = context.peer.clone();
    let reports = Arc::new(std::sync::atomic::AtomicU32::new(0));
    Some(Arc::new(move |message| {
        // Progress has to rise with every report.
        let report = reports.fetch_add(1, std::sync::atomic::Ordering::Relaxed) + 1;
        let peer = peer.clone();
        let notification = ProgressNotificationParam::new(token.clone(), f64::from(report)).with_message(message);
        async move {
            // A client that is gone needs no report.
            let _ = peer.notify_progress(notification).await;
        }
        .boxed()
    }))
}

/// The hints that follow from an effect.
pub fn annotations(title: &str, effect: Effect) -> ToolAnnotations {
    ToolAnnotations::with_title(title)
        .read_only(effect.is_read())
        .destructive(effect.is_destructive())
        .idempotent(effect.is_idempotent())
        .open_world(true)
}

/// A tool as it is listed.
pub fn listed(tool: &Tool) -> Listed {
    listed_with(tool, tool.schemas())
}

/// A tool as it is listed, with these schemas.
pub fn listed_with(tool: &Tool, schemas: PublishedSchemas) -> Listed {
    let about = tool.definition().about();
    let mut hints = annotations(about.title, tool.effect);
    if let ToolDefinition::Builtin(builtin) = tool.definition()
        && builtin.changes_own_state
    {
        hints = hints.read_only(false);
    }
    Listed::new(tool.name.clone(), about.description, Arc::new(schemas.input))
        .with_title(about.title)
        .with_raw_output_schema(Arc::new(schemas.output))
        .with_annotations(hints)
}

impl ServerHandler for Handler {
    fn get_info(&self) -> ServerConfig {
        // Prompts, resources and completions are declared because clients ask for them in any case.
        let capabilities = ServerCapabilities::builder()
            .enable_tools()
            .enable_prompts()
            .enable_resources()
            .enable_completions()
            .build();
        let mut info = ServerConfig::new(capabilities);
        let mut program = Implementation::new("outreach-mcp", env!("CARGO_PKG_VERSION"));
        program.title = Some("Outreach".to_owned());
        info.server_info = program;
        info.instructions = Some(self.instructions.to_string());
        info
    }

    async fn initialize(
        &self,
        request: InitializeRequestParams,
        context: RequestContext<RoleServer>,
    ) -> Result<InitializeResult, ErrorData> {
        context.peer.set_peer_info(request.clone());
        let mut result = self.negotiate_initialize(&request)?;
        // Every version that begins with `initialize` has it.
        result.capabilities.logging = Some(Default::default());
        Ok(result)
    }

    async fn set_level(&self, request: logging::SetLevel, _: RequestContext<RoleServer>) -> Result<(), ErrorData> {
        self.level.set(&request);
        Ok(())
    }

    async fn get_prompt(
        &self,
        request: GetPromptRequestParams,
        _: RequestContext<RoleServer>,
    ) -> Result<GetPromptResponse, ErrorData> {
        Err(ErrorData::invalid_params(
            format!("Unknown prompt `{}`; there are none", truncate(&request.name, NAMED)),
            None,
        ))
    }

    async fn read_resource(
        &self,
        request: ReadResourceRequestParams,
        _: RequestContext<RoleServer>,
    ) -> Result<ReadResourceResponse, ErrorData> {
        let resources = resources::resources(&self.service.view);
        if resources.iter().any(|resource| resource.uri == request.uri) {
            return Ok(resources::read(&self.service).await?.into());
        }
        let uri = json!({ "uri": truncate(&request.uri, NAMED) });
        let there =
            resources.first().map_or("there are none".to_owned(), |only| format!("there is only `{}`", only.uri));
        Err(ErrorData::resource_not_found(format!("There is no such resource; {there}"), Some(uri)))
    }

    async fn list_resources(
        &self,
        _: Option<PaginatedRequestParams>,
        _: RequestContext<RoleServer>,
    ) -> Result<ListResourcesResult, ErrorData> {
        let result = ListResourcesResult::with_all_items(resources::resources(&self.service.view));
        Ok(result.with_ttl_ms(LIST_TTL_MS).with_cache_scope(CacheScope::Public))
    }

    async fn list_tools(
        &self,
        _: Option<PaginatedRequestParams>,
        _: RequestContext<RoleServer>,
    ) -> Result<ListToolsResult, ErrorData> {
        let result = ListToolsResult::with_all_items(self.listed().to_vec());
        Ok(result.with_ttl_ms(LIST_TTL_MS).with_cache_scope(CacheScope::Public))
    }

    async fn call_tool(
        &self,
        request: CallToolRequestParams,
        context: RequestContext<RoleServer>,
    ) -> Result<CallToolResponse, ErrorData> {
        let arguments = request.arguments.map_or(Value::Null, Value::Object);
        let approver = elicitation::of(&context, request.input_responses, request.request_state);
        self.call(&request.name, arguments, &approver, &context).await
    }

    /// A call whose arguments are no object comes in here: it is a mistake of the model's and answered as one.
    async fn on_custom_request(
        &self,
        request: CustomRequest,
        context: RequestContext<RoleServer>,
    ) -> Result<CustomResult, ErrorData> {
        let CustomRequest { method, params, .. } = request;
        if method != "tools/call" {
            return Err(ErrorData::new(ErrorCode::METHOD_NOT_FOUND, method, None));
        }
        let mut params = params.unwrap_or_default();
        let Some(name) = params.get("name").and_then(Value::as_str).map(str::to_owned) else {
            return Err(ErrorData::new(ErrorCode::INVALID_PARAMS, "`name` must be the name of a tool", None));
        };
        let arguments = params.get_mut("arguments").map(Value::take).unwrap_or_default();
        let (answers, state) = elicitation::answers_in(&params);
        let approver = elicitation::of(&context, answers, state);
        let mut result = match self.call(&name, arguments, &approver, &context).await? {
            CallToolResponse::InputRequired(asked) => return custom(&asked),
            CallToolResponse::Complete(result) => result,
            _ => return Err(ErrorData::internal_error("a result of an unknown kind", None)),
        };
        // The SDK does this for the calls that it knows.
        if context.protocol_version().is_none_or(|version| version < ProtocolVersion::V_2026_07_28) {
            result.result_type = None;
        }
        custom(&result)
    }
}

fn custom(result: &impl serde::Serialize) -> Result<CustomResult, ErrorData> {
    match serde_json::to_value(result) {
        Ok(result) => Ok(CustomResult::new(result)),
        Err(error) => Err(ErrorData::internal_error(error.to_string(), None)),
    }
}
