//! The table of a vendor's calls, and the HTTP router made from it.
//!
//! A row of the table names the call and either one of the five plain actions on a resource or a function written by hand.
//! How a vendor does the plain actions is said once, by its implementation of [`PlainCalls`].

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use axum::{
    Router,
    body::Bytes,
    extract::{RawPathParams, RawQuery, State},
    response::Response,
    routing::{MethodFilter, on},
};
use http::{HeaderMap, Method, StatusCode};

use super::{reply::Answer, request::Request};

/// One vendor of the sandbox, or one of its prefixes.
pub(crate) struct FakeVendor {
    /// What all its paths start with.
    pub(crate) prefix: &'static str,
    /// Its calls, below the prefix.
    pub(crate) router: Router,
    /// An answer with this status, in the shape of the vendor's errors.
    pub(crate) refuse: fn(StatusCode) -> Response,
}

/// How a vendor carries out the plain calls: its validation, its paging, the shape of its answers.
pub(crate) trait PlainCalls: Sized + 'static {
    /// What a plain call has to know of the resource it acts on.
    type Resource: 'static;
    /// A request as the vendor's calls read it.
    type Call;

    fn list(&mut self, resource: &Self::Resource, call: &Self::Call) -> Answer;
    fn create(&mut self, resource: &Self::Resource, call: &Self::Call) -> Answer;
    fn get(&mut self, resource: &Self::Resource, call: &Self::Call) -> Answer;
    fn update(&mut self, resource: &Self::Resource, call: &Self::Call) -> Answer;
    fn delete(&mut self, resource: &Self::Resource, call: &Self::Call) -> Answer;
}

/// What a call does.
pub(crate) enum Action<W: PlainCalls> {
    List(&'static W::Resource),
    Create(&'static W::Resource),
    Get(&'static W::Resource),
    Update(&'static W::Resource),
    Delete(&'static W::Resource),
    /// Anything else.
    Custom(fn(&mut W, &W::Call) -> Answer),
}

/// A documented call.
pub(crate) struct Route<W: PlainCalls> {
    /// Method and path: `GET /leads/{id}`.
    pub(crate) call: &'static str,
    pub(crate) action: Action<W>,
}

impl<W: PlainCalls> Route<W> {
    /// Carries the call out.
    pub(crate) fn run(&self, workspace: &mut W, call: &W::Call) -> Answer {
        match &self.action {
            Action::List(resource) => workspace.list(resource, call),
            Action::Create(resource) => workspace.create(resource, call),
            Action::Get(resource) => workspace.get(resource, call),
            Action::Update(resource) => workspace.update(resource, call),
            Action::Delete(resource) => workspace.delete(resource, call),
            Action::Custom(run) => run(workspace, call),
        }
    }
}

/// Adds a call to a router. `call` is a method and a path below the router's prefix.
pub(crate) fn serve<S: Clone + Send + Sync + 'static>(
    router: Router<S>,
    call: &str,
    answer: impl Fn(&S, &Request) -> Response + Clone + Send + Sync + 'static,
) -> Router<S> {
    let (method, path) = call.split_once(' ').unwrap_or(("GET", call));
    let method = Method::from_bytes(method.as_bytes()).ok().and_then(|method| MethodFilter::try_from(method).ok());
    let handler = async move |State(shared): State<S>,
                              parameters: RawPathParams,
                              RawQuery(query): RawQuery,
                              headers: HeaderMap,
                              body: Bytes| {
        let ids = parameters.iter().map(|(_, id)| id.to_owned()).collect();
        answer(&shared, &Request { ids, query: query.unwrap_or_default(), headers, body })
    };
    router.route(path, on(method.unwrap_or(MethodFilter::GET), handler))
}

/// State that the requests of a vendor share.
pub(crate) struct Shared<T>(Arc<Mutex<T>>);

impl<T> Shared<T> {
    pub(crate) fn new(state: T) -> Self {
        Self(Arc::new(Mutex::new(state)))
    }

    /// Waits for the state. A call that panicked half-way has spoilt this workspace only; later calls go on with it.
    pub(crate) fn lock(&self) -> MutexGuard<'_, T> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<T> Clone for Shared<T> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}
