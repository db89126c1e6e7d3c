//! Completion, in the shells themselves.

use crate::support::{
    program::{command, output},
    terminal::{has, run_in},
};

/// What is typed, and a word that is offered for its end.
const TYPED: [(&[&str], &str); 9] = [
    (&["con"], "config"),
    (&["config", "claude-d"], "claude-desktop"),
    (&["config", "cur"], "cursor"),
    (&["journal", "exp"], "export"),
    (&["journal", "list", "--out"], "--outcome"),
    (&["serve", "--lis"], "--listen"),
    (&["--read-"], "--read-only"),
    (&["--tool-names", "qual"], "qualified"),
    (&["call", "snov_get_bal"], "snov_get_balance"),
];

#[tokio::test]
async fn a_script_is_printed_for_every_shell() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let (script, stderr, code) = output(command(), &["completions", shell]).await;
        assert!(code == 0 && script.contains("outreach-mcp"), "{shell}: {stderr}");
    }
}

#[tokio::test]
async fn bash_completes() {
    if !has("bash") {
        return;
    }
    let script = r#"
        source <(outreach-mcp completions bash)
        complete -p outreach-mcp >/dev/null || exit 9
        function=$(complete -p outreach-mcp | sed 's/.*-F \([^ ]*\).*/\1/')
        COMP_WORDS=(outreach-mcp "$@") COMP_CWORD=$# COMP_TYPE=9
        $function outreach-mcp "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD-1]}"
        printf '%s\n' "${COMPREPLY[@]}""#;
    for (words, offered) in TYPED {
        let typed = words.join("' '");
        let (stdout, stderr, code) = run_in("bash", &[], &format!("set -- '{typed}'\n{script}")).await;
        assert!(code == 0 && stdout.lines().any(|line| line.trim() == offered), "{words:?}: {stdout} {stderr}");
    }
}

#[tokio::test]
async fn fish_completes() {
    if !has("fish") {
        return;
    }
    for (words, offered) in TYPED {
        let typed = words.join(" ");
        let script = format!("outreach-mcp completions fish | source; complete -C 'outreach-mcp {typed}'");
        let (stdout, stderr, code) = run_in("fish", &["--no-config"], &script).await;
        let is_offered = stdout.lines().any(|line| line.split('\t').next() == Some(offered));
        assert!(code == 0 && is_offered, "{words:?}: {stdout} {stderr}");
    }
}

#[tokio::test]
async fn zsh_completes() {
    if !has("zsh") {
        return;
    }
    // An interactive zsh on a terminal of its own, in which Tab is pressed.
    let script = r#"
        zmodload zsh/zpty
        zpty shell 'exec zsh -f -i'
        zpty -w shell 'PS1=; setopt nobeep; autoload -Uz compinit; compinit -u -D; source <(outreach-mcp completions zsh); echo RE''ADY'
        until [[ $seen == *READY* ]]; do zpty -r shell part || exit 9; seen+=$part; done
        zpty -w -n shell "outreach-mcp $1"$'\t'
        seen=
        repeat 200; do
            while zpty -r -t shell part; do seen+=$part; done
            [[ $seen == *$2* ]] && break
            sleep 0.05
        done
        print -r -- $seen
        zpty -d shell"#;
    for (words, offered) in TYPED {
        let typed = words.join(" ");
        let (stdout, stderr, _) = run_in("zsh", &["-f"], &format!("set -- '{typed}' '{offered}'\n{script}")).await;
        assert!(stdout.contains(offered), "{words:?}: {stdout} {stderr}");
    }
}
