//! Makes the calls that answer a question.

use std::{future::Future, pin::Pin};

use serde_json::{Map, Value};

use crate::error::Failure;

/// An answer that takes calls.
pub type Answering<'a, T> = Pin<Box<dyn Future<Output = Result<T, Failure>> + Send + 'a>>;

/// Makes calls of one vendor's actions that read, each as if it was called itself.
pub trait Asks: Send + Sync {
    /// The outputs of an action; `inputs` is an object.
    fn ask<'a>(&'a self, action: &'static str, inputs: Value) -> Answering<'a, Map<String, Value>>;

    /// Whether the caller may call an action.
    fn has(&self, action: &str) -> bool;
}
