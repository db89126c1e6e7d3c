use super::{INSTANTLY, OVERLOOP, bare, entry};
use crate::cli::clients::{Entry, error::Refused, toml};

fn merge(text: &str, entry: &Entry) -> Result<String, Refused> {
    toml::merge(text, "mcp_servers", entry)
}

const BARE: &str = "[mcp_servers.outreach]\ncommand = \"/bin/o\"\nargs = []\n";

fn server(text: &str) -> ::toml::Value {
    text.parse::<::toml::Table>().unwrap()["mcp_servers"]["outreach"].clone()
}

#[test]
fn the_entry_is_added_and_all_other_bytes_are_kept() {
    let text = "# mine\nmodel   = 'gpt'   # kept\nwhen = 1979-05-27\n\n[mcp_servers.files] # first\ncommand = \"npx\"\nargs = [ \"-y\",\n  \"files\", ]\n\n\
                # about git\n[mcp_servers.git]\ncommand = \"git-mcp\"\n";
    assert_eq!(merge(text, &bare()).unwrap(), format!("{text}\n{BARE}"));
    let profile = "\n# a profile\n[profiles.fast]\nmodel = \"x\" # end\n";
    assert_eq!(merge(&format!("{text}{profile}"), &bare()).unwrap(), format!("{text}\n{BARE}{profile}"));
    assert_eq!(merge("model = \"x\"\n", &bare()).unwrap(), format!("model = \"x\"\n\n{BARE}"));
    assert_eq!(merge("# only a comment\n", &bare()).unwrap().parse::<::toml::Table>().unwrap().len(), 1);
}

#[test]
fn a_file_that_contains_only_a_comment_keeps_it() {
    assert!(merge("# only a comment\n", &bare()).unwrap().contains("# only a comment\n"));
}

#[test]
fn line_endings_are_kept() {
    let text = "model = \"x\" # c\r\n\r\n[a]\r\nb = 1\r\n";
    assert_eq!(merge(text, &bare()).unwrap(), format!("{text}\n{BARE}").replace("\r\n", "\n").replace('\n', "\r\n"));
    assert_eq!(merge("a = 1", &bare()).unwrap(), format!("a = 1\n\n{}", BARE.trim_end()));
    let mixed = "a = \"\"\"x\r\ny\"\"\"\nb = 1\n";
    assert_eq!(merge(mixed, &bare()).unwrap(), format!("{mixed}\n{BARE}"));
}

#[test]
fn an_existing_entry_is_updated_and_keeps_filled_in_values() {
    let text = "[mcp_servers.outreach] # ours\n# where it is\ncommand = '/old/outreach-mcp' # moved\nargs = ['stdio']\n\
                startup_timeout_sec = 20\n\n[mcp_servers.outreach.env]\nINSTANTLY_API_KEY = 'real-key' # from the admin\n\
                OVERLOOP_API_KEY = \"<old>\" # later\n\n[other]\nx = 1\n";
    let merged = merge(text, &entry()).unwrap();
    let expected = text.replace("'/old/outreach-mcp'", "\"/usr/local/bin/outreach-mcp\"").replace("<old>", OVERLOOP);
    assert_eq!(merged, expected);
    assert_eq!(merge(&merged, &entry()).unwrap(), merged);
}

#[test]
fn tables_are_found_in_every_notation() {
    for text in [
        "mcp_servers = { git = { command = \"g\" } }\n",
        "mcp_servers = {}\n",
        "mcp_servers.git.command = \"g\"\n",
        "[mcp_servers]\ngit = { command = \"g\" }\n",
        "[mcp_servers]\noutreach = { command = \"x\", env = { INSTANTLY_API_KEY = \"<k>\" } }\n",
        "[mcp_servers]\noutreach = 1\n",
        "[mcp_servers]\noutreach.command = \"x\"\noutreach.env.INSTANTLY_API_KEY = \"<k>\"\n",
        "[mcp_servers.outreach]\ncommand = \"x\"\nenv = 1\n",
        "[mcp_servers.outreach]\nurl = \"http://127.0.0.1:8080/mcp\"\nbearer_token_env_var = \"T\"\n",
        "[mcp_servers.outreach.env]\nINSTANTLY_API_KEY = \"<k>\"\n[b]\n[mcp_servers.a]\ncommand = \"c\"\n",
        "[[profiles]]\na = 1\n[mcp_servers.z]\ncommand = \"c\"\n[[profiles]]\na = 2\n",
    ] {
        let merged = merge(text, &entry()).unwrap_or_else(|error| panic!("{error} in\n{text}"));
        let server = server(&merged);
        assert_eq!(server["command"].as_str(), Some("/usr/local/bin/outreach-mcp"), "{merged}");
        assert_eq!(server["env"]["INSTANTLY_API_KEY"].as_str(), Some(INSTANTLY), "{merged}");
        assert_eq!(server["env"]["OVERLOOP_API_KEY"].as_str(), Some(OVERLOOP), "{merged}");
        assert!(server.get("url").is_none() && server.get("bearer_token_env_var").is_none(), "{merged}");
        assert_eq!(merge(&merged, &entry()).unwrap(), merged);
    }
}

#[test]
fn invalid_files_are_refused() {
    let error = merge("a = 1\nkey = \"secret\n", &bare()).unwrap_err();
    assert!(matches!(&error, Refused::Syntax { language: "TOML", line: 2, .. }), "{error:?}");
    assert!(!error.to_string().contains("secret"), "{error}");
    assert!(matches!(merge("a = 1\na = 2\n", &bare()), Err(Refused::Syntax { .. })));
    for text in ["mcp_servers = 1\n", "[[mcp_servers]]\na = 1\n"] {
        assert_eq!(merge(text, &bare()), Err(Refused::NotAnObject("`mcp_servers`".to_owned())), "{text}");
    }
}
