//! HTML of mails.

/// Whether HTML shows nothing: no words and no picture.
pub fn is_blank_html(html: &str) -> bool {
    let html = html.to_lowercase();
    let words: String = html.split('<').enumerate().fold(String::new(), |mut words, (at, part)| {
        words.push_str(if at == 0 { part } else { part.split_once('>').map_or("", |(_, words)| words) });
        words
    });
    !html.contains("<img") && words.replace("&nbsp;", " ").replace("&#160;", " ").trim().is_empty()
}
