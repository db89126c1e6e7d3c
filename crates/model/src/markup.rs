//! Reads HTML as far as it takes to know what its reader sees: the words, and where its links lead.

use crate::characters::{seen, shown};

/// The visible words of HTML, with the target of each link and image behind it; a link whose words are its target has it once.
/// White space is as in [`words`].
pub fn visible(html: &str) -> String {
    let mut text = String::with_capacity(html.len());
    let mut open_links: Vec<(usize, String)> = Vec::new();
    for piece in pieces(html) {
        let tag = match piece {
            Piece::Text(piece) => {
                text.push_str(&seen(&decode(piece, true)));
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
    // A joiner that joins nothing.
    words(&text).trim_matches(['\u{200c}', '\u{200d}']).to_owned()
}

/// Whether HTML shows nothing: no words, and nothing else to see such as a picture.
pub fn is_blank(html: &str) -> bool {
    pieces(html).into_iter().all(|piece| match piece {
        Piece::Text(piece) => shown(&decode(piece, true)).is_empty(),
        Piece::Tag(tag) => !shows_by_itself(&tag.name),
    })
}

/// Whether a tag shows something without any words in it.
fn shows_by_itself(name: &str) -> bool {
    matches!(
        name,
        "img" | "image" | "svg" | "picture" | "video" | "audio" | "object" | "embed" | "iframe" | "canvas" | "hr"
    )
}

/// The words of a text with one space between them.
pub fn words(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Marks a target, so that a text which only names it is another text.
fn push_target(text: &mut String, target: &str) {
    text.push('\u{1f}');
    text.push_str(target);
    text.push(' ');
}

/// Adds every web address in a text to `found`, once: the targets in its markup, and the addresses in its words.
pub fn add_links(text: &str, found: &mut Vec<String>) {
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
        let token = decode(token, false);
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
        attributes.push((name, decode(value, false)));
        rest = behind;
    }
    (Tag { name: name.to_ascii_lowercase(), closing, attributes }, rest)
}

fn take_until(text: &str, end: impl Fn(char) -> bool) -> (&str, &str) {
    text.split_at(text.find(end).unwrap_or(text.len()))
}

/// The text with its character references replaced. Those that are unknown stay. In words, browsers also read some of those that
/// end without a semicolon.
fn decode(text: &str, is_words: bool) -> String {
    let mut decoded = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        let (before, reference) = rest.split_at(at);
        decoded.push_str(before);
        let after = reference.get(1..).unwrap_or_default();
        let (name, behind) = take_until(after, |c| !c.is_ascii_alphanumeric() && c != '#');
        let ended = behind.strip_prefix(';');
        let unended = (is_words && !behind.starts_with('=') && !name.starts_with('#')).then_some(behind);
        let found = match (ended, unended) {
            (Some(behind), _) => character(name).map(|character| (character, behind)),
            (None, Some(behind)) => old_character(name).map(|character| (character, behind)),
            (None, None) => None,
        };
        match found {
            Some((character, behind)) => {
                decoded.push(character);
                rest = behind;
            }
            None => {
                decoded.push('&');
                rest = after;
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
    old_character(name).or_else(|| {
        Some(match name {
            "apos" => '\'',
            "colon" => ':',
            "sol" => '/',
            "period" => '.',
            "comma" => ',',
            "excl" => '!',
            "quest" => '?',
            "num" => '#',
            "commat" => '@',
            "lpar" => '(',
            "rpar" => ')',
            "hyphen" | "dash" => '‐',
            "Tab" => '\t',
            "NewLine" => '\n',
            "ndash" => '–',
            "mdash" => '—',
            "hellip" | "mldr" => '…',
            "lsquo" => '‘',
            "rsquo" | "rsquor" => '’',
            "sbquo" => '‚',
            "ldquo" => '“',
            "rdquo" => '”',
            "bdquo" => '„',
            "lsaquo" => '‹',
            "rsaquo" => '›',
            "bull" | "bullet" => '•',
            "euro" => '€',
            "trade" => '™',
            "larr" => '←',
            "rarr" => '→',
            "check" => '✓',
            "hearts" => '♥',
            "OElig" => 'Œ',
            "oelig" => 'œ',
            "Scaron" => 'Š',
            "scaron" => 'š',
            "Zcaron" => 'Ž',
            "zcaron" => 'ž',
            "Ccaron" => 'Č',
            "ccaron" => 'č',
            "Cacute" => 'Ć',
            "cacute" => 'ć',
            "ensp" => '\u{2002}',
            "emsp" => '\u{2003}',
            "thinsp" => '\u{2009}',
            "zwnj" => '\u{200c}',
            "zwj" => '\u{200d}',
            "ZeroWidthSpace" => '\u{200b}',
            _ => return None,
        })
    })
}

/// The characters that HTML has had names for from the beginning.
fn old_character(name: &str) -> Option<char> {
    // From U+00A0 on.
    const LATIN: [&str; 96] = [
        "nbsp", "iexcl", "cent", "pound", "curren", "yen", "brvbar", "sect", "uml", "copy", "ordf", "laquo", "not",
        "shy", "reg", "macr", "deg", "plusmn", "sup2", "sup3", "acute", "micro", "para", "middot", "cedil", "sup1",
        "ordm", "raquo", "frac14", "frac12", "frac34", "iquest", "Agrave", "Aacute", "Acirc", "Atilde", "Auml",
        "Aring", "AElig", "Ccedil", "Egrave", "Eacute", "Ecirc", "Euml", "Igrave", "Iacute", "Icirc", "Iuml", "ETH",
        "Ntilde", "Ograve", "Oacute", "Ocirc", "Otilde", "Ouml", "times", "Oslash", "Ugrave", "Uacute", "Ucirc",
        "Uuml", "Yacute", "THORN", "szlig", "agrave", "aacute", "acirc", "atilde", "auml", "aring", "aelig", "ccedil",
        "egrave", "eacute", "ecirc", "euml", "igrave", "iacute", "icirc", "iuml", "eth", "ntilde", "ograve", "oacute",
        "ocirc", "otilde", "ouml", "divide", "oslash", "ugrave", "uacute", "ucirc", "uuml", "yacute", "thorn", "yuml",
    ];
    Some(match name {
        "amp" | "AMP" => '&',
        "lt" | "LT" => '<',
        "gt" | "GT" => '>',
        "quot" | "QUOT" => '"',
        _ => {
            let at = LATIN.iter().position(|known| *known == name)?;
            char::from_u32(0xa0 + u32::try_from(at).ok()?)?
        }
    })
}

#[cfg(test)]
mod tests {
    use super::{add_links, is_blank, visible};

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
            ("Zo&euml; &amp friends&nbsp;&yuml;&#8203;&zwnj;", "Zoë & friends ÿ"),
            ("a&copy=1 &unknown; &; & b", "a&copy=1 &unknown; &; & b"),
            (r#"<a href="/?a&copy=1&amp;b">x</a>"#, "x\u{1f}/?a&copy=1&b"),
            ("<p>Hi\u{200b}</p>\u{feff}", "Hi"),
            ("a\u{1f}b", "ab"),
            ("<", "<"),
            ("a<b", "a"),
        ] {
            assert_eq!(visible(html), shown, "{html}");
        }
    }

    #[test]
    fn html_without_words_and_pictures_is_blank() {
        for blank in [
            "",
            " ",
            "<p>&nbsp;</p>",
            "<br/>",
            "<p>&#160;&#8203;\u{ad}</p>",
            "<!-- Hi --><style>p{}</style>",
            "<a href=x></a>",
        ] {
            assert!(is_blank(blank), "{blank}");
        }
        for seen in ["x", "<p>Hi", "a < b", "<IMG src=x>", "<svg></svg>", "<p>&eacute;</p>", "&unknown;"] {
            assert!(!is_blank(seen), "{seen}");
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
