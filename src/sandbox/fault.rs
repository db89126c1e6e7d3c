//! stub
/// stub
#[derive(Clone, Debug)]
pub struct Fault;
impl std::str::FromStr for Fault {
    type Err = String;
    fn from_str(_: &str) -> Result<Self, String> {
        Ok(Self)
    }
}
