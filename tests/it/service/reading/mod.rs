//! What a caller reads of an answer: fields, brief and full, pages, counts, and the size of an answer.

mod flood;
mod paging;
mod rows;
mod vendor;
mod written_back;
