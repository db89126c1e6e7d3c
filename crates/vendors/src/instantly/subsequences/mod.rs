//! Subsequences: follow-up sequences that begin when a lead of a campaign does something.

toolset! { "subsequences":
}
