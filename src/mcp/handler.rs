//! Handles MCP requests: lists tools, runs calls, serves resources. One handler serves every transport.

use std::sync::{Arc, OnceLock};

use axum::http::request::Parts;
use futures_util::FutureExt;
use rmcp::{
    ErrorData, RoleServer, ServerHandler,
    model::{
        CacheScope, CallToolRequestParams, CallToolResponse, CallToolResult, CompleteRequestParams, CompleteResult,
        ContentBlock, CustomRequest, CustomResult, ErrorCode, GetPromptRequestParams, GetPromptResponse,
        Implementation, InitializeRequestParams, InitializeResult, ListPromptsResult, ListResourcesResult,
        ListToolsResult, PaginatedRequestParams, ProgressNotificationParam, ProtocolVersion, ReadResourceRequestParams,
        ReadResourceResponse, ServerCapabilities, ServerConfig, Tool as ListedTool,
    },
    service::RequestContext,
};
use serde_json::Value;

use super::{
    accept,
    completion::Completion,
    elicitation, in_flight,
    instructions::instructions,
    large_text::LargeText,
    limits::LIST_TTL_MS,
    listing::{list_texts, listed},
    logging,
    pages::Pages,
    prompts, resources,
};
use crate::{
    client::{Progress, Room, work_on},
    guard::confirm::Approver,
    service::{
        Service,
        dispatch::{Call, Reply},
        envelope::Envelope,
        route::Route,
    },
};

/// Answers the MCP requests of one session. Clones share everything; see [`Handler::for_session`].
#[derive(Clone)]
pub(crate) struct Handler {
    pub(super) service: Service,
    /// Filled by the first `tools/list`; which of the first two depends on the transport.
    listed: Arc<OnceLock<Vec<ListedTool>>>,
    list_text: Arc<OnceLock<Vec<Arc<str>>>>,
    pages: Arc<OnceLock<Pages>>,
    /// Whether the transport inserts the tool list and `structuredContent` as text; see [`super::as_text`].
    leaves_out: bool,
    instructions: Arc<str>,
    completion: Completion,
    level: logging::Level,
}

impl Handler {
    pub(crate) fn new(service: Service) -> Self {
        let instructions = instructions(&service.view).into();
        Self {
            service,
            listed: Arc::default(),
            list_text: Arc::default(),
            pages: Arc::default(),
            leaves_out: false,
            instructions,
            completion: Completion::default(),
            level: logging::Level::default(),
        }
    }

    /// The handler for a transport that writes its messages with [`super::as_text::encode`].
    #[must_use]
    pub(super) fn leaving_out(self) -> Self {
        Self { leaves_out: true, ..self }
    }

    /// The tools on the page whose answer has this next cursor, as `tools/list` returns them: the elements of the JSON array, without
    /// brackets. Computed once.
    pub(super) fn list_text(&self, next: Option<&str>) -> Arc<str> {
        let pages = self.pages();
        let texts = self.list_text.get_or_init(|| pages.joined(&list_texts(&self.service.view)));
        texts.get(pages.before(next)).cloned().unwrap_or_default()
    }

    /// Computed once, together with the texts where they are listed as text: making them takes most of the time.
    fn pages(&self) -> &Pages {
        self.pages.get_or_init(|| {
            let texts = list_texts(&self.service.view);
            let pages = Pages::of(&texts);
            if self.leaves_out {
                self.list_text.get_or_init(|| pages.joined(&texts));
            }
            pages
        })
    }

    fn listed(&self) -> &[ListedTool] {
        self.listed.get_or_init(|| self.service.view.listed().map(listed).collect())
    }

    /// A handler for another session. The log level is the session's own; everything else is shared.
    #[must_use]
    pub(super) fn for_session(&self) -> Self {
        Self { level: logging::Level::default(), ..self.clone() }
    }

    async fn call(
        &self,
        name: &str,
        arguments: Value,
        approver: &Approver,
        context: &RequestContext<RoleServer>,
        leaves_out: bool,
    ) -> Result<CallToolResponse, ErrorData> {
        let Service { dispatch, caller, view } = &self.service;
        let room = room(context);
        let (name, envelope) = match self.service.route(name, arguments) {
            Route::Unknown(message) => return Err(ErrorData::new(ErrorCode::INVALID_PARAMS, message, None)),
            Route::Refused(name, envelope) => (name, envelope),
            Route::Call(tool, arguments) => {
                let _slot = match in_flight::admit(context) {
                    Ok(slot) => slot,
                    Err(failure) => return Ok(result(dispatch.denied(tool.facts(), failure), leaves_out).into()),
                };
                let (cancel, progress, room) = (context.ct.clone(), progress(context), room.clone());
                match dispatch.call(Call { caller, view, tool, arguments, cancel, progress, room, approver }).await {
                    Reply::Envelope(envelope) => (tool.name.clone(), envelope),
                    Reply::Ask(question) => return Ok(elicitation::ask(question)),
                }
            }
        };
        self.level.report(&context.peer, &name, &envelope).await;
        let large = extension::<LargeText>(context);
        if !room.is_large() || (large.is_none() && !leaves_out) {
            return Ok(result(envelope, leaves_out).into());
        }
        let Envelope { success, object, text, picture } = envelope;
        // Dropping as many values takes a while, too.
        work_on(true, move || drop(object)).await;
        let text = match large {
            Some(large) => large.keep(text),
            None => text,
        };
        Ok(content(text, success, picture).into())
    }
}

fn result(envelope: Envelope, leaves_out: bool) -> CallToolResult {
    let mut result = content(envelope.text, envelope.success, envelope.picture);
    result.structured_content = (!leaves_out).then_some(Value::Object(envelope.object));
    result
}

/// A result without `structuredContent`.
fn content(text: String, success: bool, picture: Option<String>) -> CallToolResult {
    let picture = picture.map(|png| ContentBlock::image(png, "image/png"));
    let blocks = [Some(ContentBlock::text(text)), picture].into_iter().flatten().collect();
    let mut result = CallToolResult::success(blocks);
    result.is_error = Some(!success);
    result
}

/// The room of a large answer. Over HTTP it is taken until the answer is written.
fn room(context: &RequestContext<RoleServer>) -> Room {
    context.extensions.get::<Room>().cloned().or_else(|| extension(context)).unwrap_or_default()
}

/// What was attached to the HTTP request of a message.
fn extension<T: Clone + Send + Sync + 'static>(context: &RequestContext<RoleServer>) -> Option<T> {
    context.extensions.get::<Parts>()?.extensions.get::<T>().cloned()
}

fn progress(context: &RequestContext<RoleServer>) -> Option<Progress> {
    let token = context.meta.get_progress_token().filter(|_| !accept::has_one_answer(context))?;
    let peer = context.peer.clone();
    let reports = Arc::new(std::sync::atomic::AtomicU32::new(0));
    Some(Arc::new(move |message| {
        // The protocol requires progress to increase with every notification.
        let report = reports.fetch_add(1, std::sync::atomic::Ordering::Relaxed) + 1;
        let peer = peer.clone();
        let notification = ProgressNotificationParam::new(token.clone(), f64::from(report)).with_message(message);
        async move {
            // Fails only if the client has disconnected.
            let _ = peer.notify_progress(notification).await;
        }
        .boxed()
    }))
}

impl ServerHandler for Handler {
    fn get_info(&self) -> ServerConfig {
        // Clients request prompts, resources and completions whether or not they are declared.
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
        // Every protocol version with `initialize` also has logging.
        result.capabilities.logging = Some(Default::default());
        Ok(result)
    }

    async fn set_level(&self, request: logging::SetLevel, _: RequestContext<RoleServer>) -> Result<(), ErrorData> {
        self.level.set(&request);
        Ok(())
    }

    async fn list_prompts(
        &self,
        _: Option<PaginatedRequestParams>,
        _: RequestContext<RoleServer>,
    ) -> Result<ListPromptsResult, ErrorData> {
        let result = ListPromptsResult::with_all_items(prompts::prompts(&self.service.view));
        Ok(result.with_ttl_ms(LIST_TTL_MS).with_cache_scope(CacheScope::Public))
    }

    async fn get_prompt(
        &self,
        request: GetPromptRequestParams,
        _: RequestContext<RoleServer>,
    ) -> Result<GetPromptResponse, ErrorData> {
        Ok(prompts::get(&self.service.view, &request.name, request.arguments.as_ref())?.into())
    }

    async fn complete(
        &self,
        request: CompleteRequestParams,
        context: RequestContext<RoleServer>,
    ) -> Result<CompleteResult, ErrorData> {
        Ok(CompleteResult::new(self.completion.complete(&self.service, &request, context.ct).await))
    }

    async fn read_resource(
        &self,
        request: ReadResourceRequestParams,
        _: RequestContext<RoleServer>,
    ) -> Result<ReadResourceResponse, ErrorData> {
        Ok(resources::read(&self.service, &request.uri).await?.into())
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
        request: Option<PaginatedRequestParams>,
        _: RequestContext<RoleServer>,
    ) -> Result<ListToolsResult, ErrorData> {
        // The first list takes some time to make.
        let handler = self.clone();
        work_on(self.pages.get().is_none(), move || {
            handler.pages();
            if !handler.leaves_out {
                handler.listed();
            }
        })
        .await;
        let pages = self.pages();
        let cursor = request.and_then(|request| request.cursor);
        let Some(page) = pages.page(cursor.as_deref()) else {
            let message = "`cursor` is none that this list gave: leave it out for the beginning of the list";
            return Err(ErrorData::new(ErrorCode::INVALID_PARAMS, message, None));
        };
        let tools = match pages.ranges().get(page).filter(|_| !self.leaves_out) {
            Some(range) => self.listed().get(range.clone()).unwrap_or_default().to_vec(),
            None => Vec::new(),
        };
        let mut result = ListToolsResult::with_all_items(tools);
        result.next_cursor = pages.next(page);
        Ok(result.with_ttl_ms(LIST_TTL_MS).with_cache_scope(CacheScope::Public))
    }

    async fn call_tool(
        &self,
        request: CallToolRequestParams,
        context: RequestContext<RoleServer>,
    ) -> Result<CallToolResponse, ErrorData> {
        let arguments = request.arguments.map_or(Value::Null, Value::Object);
        let approver = elicitation::approver(&context, request.input_responses, request.request_state);
        self.call(&request.name, arguments, &approver, &context, self.leaves_out).await
    }

    /// The SDK passes on a `tools/call` here if its arguments are not an object. That is a mistake of the model, so the
    /// answer is a failed result that tells it what to correct, not a protocol error.
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
        let approver = elicitation::approver(&context, answers, state);
        let mut result = match self.call(&name, arguments, &approver, &context, false).await? {
            CallToolResponse::InputRequired(asked) => return custom(&asked),
            CallToolResponse::Complete(result) => result,
            _ => return Err(ErrorData::internal_error("a result of an unknown kind", None)),
        };
        // The SDK does this only for requests that it parses itself.
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
