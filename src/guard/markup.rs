//! Reads HTML as far as the guard needs it: the words that a reader sees, and where its links lead.

/// The visible words of HTML, with the target of each link and image behind it; a link whose words are its target has it once.
/// White space is as in [`words`].
pub(super) fn visible(html: &str) -> String {
    let mut text = String::with_capacity(html.len());
    let mut open_links: Vec<(usize, String)> = Vec::new();
    for piece in pieces(html) {
        let tag = match piece {
            Piece::Text(piece) => {
                text.push_str(&decode(piece));
                continue;
            }
            Piece::Tag(tag) => tag,
        };
        if tag.name == "a" && tag.closing {
            if let Some((start, target)) = open_links.pop()
                && words(text.get(start..).unwrap_or_default()) != target
            {
                push_target(&mut text, &target);
            }
        } else if tag.name == "a" {
            open_links.extend(tag.targets().map(|target| (text.len(), target)));
        } else {
            if !is_inline(&tag.name) {
                text.push(' ');
            }
            tag.targets().for_each(|target| push_target(&mut text, &target));
        }
    }
    for (_, target) in open_links {
        push_target(&mut text, &target);
    }
    words(&text)
}

/// The words of a text with one space between them.
pub(super) fn words(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Marks a target, so that a text which only names it is another text.
fn push_target(text: &mut String, target: &str) {
    text.push('\u{1f}');
    text.push_str(target);
    text.push(' ');
}

/// Adds every web address in a text to `found`, once: the targets in its markup, and the addresses in its words.
pub(super) fn add_links(text: &str, found: &mut Vec<String>) {
    let mut add = |link: String| {
        if !link.is_empty() && !found.contains(&link) {
            found.push(link);
        }
    };
    for piece in pieces(text) {
        if let Piece::Tag(tag) = piece {
            tag.targets().for_each(&mut add);
        }
    }
    for token in text.split(|c: char| c.is_whitespace() || matches!(c, '"' | '<' | '>' | '`')) {
        let token = decode(token);
        if let Some(start) = link_start(&token) {
            let link = token.get(start..).unwrap_or_default();
            add(link.trim_end_matches(['.', ',', ';', ':', '!', '?', ')', ']', '}', '\'']).to_owned());
        }
    }
}

/// Where a web address begins in a text without white space.
fn link_start(token: &str) -> Option<usize> {
    let lower = token.to_ascii_lowercase();
    let scheme = lower.find("://").map(|colon| {
        let before = lower.get(..colon).unwrap_or_default();
        before.trim_end_matches(|c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.')).len()
    });
    let named = ["www.", "mailto:", "tel:", "javascript:", "data:"].into_iter().filter_map(|start| lower.find(start));
    scheme.into_iter().chain(named).min()
}

enum Piece<'a> {
    Text(&'a str),
    Tag(Tag),
}

struct Tag {
    /// In lower case.
    name: String,
    closing: bool,
    /// Names in lower case, values decoded.
    attributes: Vec<(String, String)>,
}

impl Tag {
    /// Where it leads or what it loads.
    fn targets(&self) -> impl Iterator<Item = String> {
        let target = |(name, value): &(String, String)| {
            let is_target = matches!(
                name.as_str(),
                "href"
                    | "src"
                    | "srcset"
                    | "action"
                    | "formaction"
                    | "background"
                    | "poster"
                    | "data"
                    | "xlink:href"
                    | "cite"
            );
            is_target.then(|| value.trim().to_owned())
        };
        self.attributes.iter().filter_map(target).filter(|target| !target.is_empty())
    }
}

/// Whether a tag of this name leaves the words around it together.
fn is_inline(name: &str) -> bool {
    matches!(
        name,
        "a" | "abbr"
            | "b"
            | "bdi"
            | "bdo"
            | "big"
            | "cite"
            | "code"
            | "del"
            | "dfn"
            | "em"
            | "font"
            | "i"
            | "ins"
            | "kbd"
            | "mark"
            | "q"
            | "s"
            | "samp"
            | "small"
            | "span"
            | "strike"
            | "strong"
            | "sub"
            | "sup"
            | "tt"
            | "u"
            | "var"
            | "wbr"
    )
}

/// Splits HTML into texts and tags. Comments, scripts and styles are left out.
fn pieces(html: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut rest = html;
    while !rest.is_empty() {
        let start = tag_start(rest);
        let (text, tag) = rest.split_at(start.unwrap_or(rest.len()));
        if !text.is_empty() {
            pieces.push(Piece::Text(text));
        }
        let after = tag.get(1..).unwrap_or_default();
        rest = if let Some(comment) = after.strip_prefix("!--") {
            comment.split_once("-->").map_or("", |(_, rest)| rest)
        } else if after.starts_with(['!', '?']) {
            after.split_once('>').map_or("", |(_, rest)| rest)
        } else if tag.is_empty() {
            ""
        } else {
            let (tag, rest) = read_tag(after);
            let raw = !tag.closing && matches!(tag.name.as_str(), "script" | "style" | "title");
            let rest = if raw { skip_raw(rest, &tag.name) } else { rest };
            pieces.push(Piece::Tag(tag));
            rest
        };
    }
    pieces
}

/// Where the next tag or comment begins. `a < b` is text.
fn tag_start(html: &str) -> Option<usize> {
    html.match_indices('<').map(|(at, _)| at).find(|at| {
        let next = html.get(at + 1..).and_then(|rest| rest.chars().next());
        next.is_some_and(|next| next.is_ascii_alphabetic() || matches!(next, '/' | '!' | '?'))
    })
}

/// The rest behind the closing tag of this name.
fn skip_raw<'a>(html: &'a str, name: &str) -> &'a str {
    let end = html.to_ascii_lowercase().find(&format!("</{name}"));
    end.and_then(|end| html.get(end..)).unwrap_or_default()
}

/// Reads a tag from behind its `<`, and gives what follows it.
fn read_tag(html: &str) -> (Tag, &str) {
    let closing = html.starts_with('/');
    let html = html.strip_prefix('/').unwrap_or(html);
    let (name, mut rest) = take_until(html, |c| c.is_whitespace() || matches!(c, '/' | '>'));
    let mut attributes = Vec::new();
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == '/');
        if rest.is_empty() {
            break;
        }
        if let Some(behind) = rest.strip_prefix('>') {
            rest = behind;
            break;
        }
        // A name may begin with `=`; it has at least one character, so that each round reads on.
        let first = rest.chars().next().map_or(0, char::len_utf8);
        let (_, tail) = rest.split_at(first);
        let (tail, behind) = take_until(tail, |c| c.is_whitespace() || matches!(c, '/' | '>' | '='));
        let name = rest.get(..first + tail.len()).unwrap_or_default().to_ascii_lowercase();
        rest = behind.trim_start();
        let Some(value) = rest.strip_prefix('=') else { continue };
        let value = value.trim_start();
        let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''));
        let (value, behind) = match quote {
            Some(quote) => {
                let value = value.get(1..).unwrap_or_default();
                value.split_once(quote).unwrap_or((value, ""))
            }
            None => take_until(value, |c| c.is_whitespace() || c == '>'),
        };
        attributes.push((name, decode(value)));
        rest = behind;
    }
    (Tag { name: name.to_ascii_lowercase(), closing, attributes }, rest)
}

fn take_until(text: &str, end: impl Fn(char) -> bool) -> (&str, &str) {
    text.split_at(text.find(end).unwrap_or(text.len()))
}

/// The text with its character references replaced. Those that are unknown stay.
fn decode(text: &str) -> String {
    let mut decoded = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        let (before, reference) = rest.split_at(at);
        decoded.push_str(before);
        match reference.find(';').and_then(|end| Some((character(reference.get(1..end)?)?, end))) {
            Some((character, end)) => {
                decoded.push(character);
                rest = reference.get(end + 1..).unwrap_or_default();
            }
            None => {
                decoded.push('&');
                rest = reference.get(1..).unwrap_or_default();
            }
        }
    }
    decoded.push_str(rest);
    decoded
}

fn character(name: &str) -> Option<char> {
    if let Some(number) = name.strip_prefix('#') {
        let hexadecimal = number.strip_prefix(['x', 'X']).map(|digits| u32::from_str_radix(digits, 16));
        return char::from_u32(hexadecimal.unwrap_or_else(|| number.parse()).ok()?);
    }
    Some(match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        "nbsp" => '\u{a0}',
        "colon" => ':',
        "sol" => '/',
        "period" => '.',
        "Tab" => '\t',
        "NewLine" => '\n',
        "ndash" => '–',
        "mdash" => '—',
        "hellip" => '…',
        "lsquo" => '‘',
        "rsquo" => '’',
        "ldquo" => '“',
        "rdquo" => '”',
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::{add_links, visible};

    #[test]
    fn html_shows_its_words_and_where_its_links_lead() {
        for (html, shown) in [
            ("Hi<br/>Joe", "Hi Joe"),
            ("<p>Hi <b>Jo</b>e,</p>\n<p>Tom &amp; I &lt;3&nbsp;it</p>", "Hi Joe, Tom & I <3 it"),
            ("<!-- no --><style>p{}</style>a < b<script>x</script>", "a < b"),
            (r#"<a href="https://a.example/x">https://a.example/x</a>"#, "https://a.example/x"),
            (
                r#"<a href="https://b.example/x">https://a.example/x</a>"#,
                "https://a.example/x\u{1f}https://b.example/x",
            ),
            ("<a href=https://a.example/>here", "here\u{1f}https://a.example/"),
            ("see <img src='cid:1'> it", "see \u{1f}cid:1 it"),
            ("plain", "plain"),
            ("<", "<"),
            ("a<b", "a"),
        ] {
            assert_eq!(visible(html), shown, "{html}");
        }
    }

    #[test]
    fn every_link_is_found() {
        let found = |text: &str| {
            let mut found = Vec::new();
            add_links(text, &mut found);
            found
        };
        for (text, links) in [
            ("See https://a.example/x, or (www.b.example).", vec!["https://a.example/x", "www.b.example"]),
            (r#"<A HREF = "&#104;ttps://a.example/?a=1&amp;b">x</A>"#, vec!["https://a.example/?a=1&b"]),
            ("<a href='//c.example'>https://d.example</a>", vec!["//c.example", "https://d.example"]),
            ("<img/src=https://e.example/p.gif>", vec!["https://e.example/p.gif"]),
            ("[book](https://f.example/b) mailto:x@example.com", vec!["https://f.example/b", "mailto:x@example.com"]),
            ("<a href=\"https://g.example/unfinished", vec!["https://g.example/unfinished"]),
            ("nothing: e.g. this", vec![]),
        ] {
            assert_eq!(found(text), links, "{text}");
        }
    }
}
