use super::{WireCase, check_requests};

pub fn cases() -> Vec<WireCase> {
    vec![]
}

#[tokio::test]
async fn requests_are_as_documented() {
    check_requests(cases()).await;
}
