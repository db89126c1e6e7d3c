//! Draws a report: for each campaign a bar of what was sent, with the opened, the replied and the bounced in it, as a PNG.
//!
//! The picture has a ground and a border of its own, so that it reads on a dark page as on a light one. Its font is part of the
//! program: a machine without fonts draws the same.

use std::sync::Once;

use outreach_model::across::CampaignRow;
use plotters::{
    backend::BitMapBackend,
    drawing::{DrawingArea, IntoDrawingArea},
    element::{Rectangle, Text},
    style::{Color, FontFamily, FontStyle, IntoFont, RGBColor, ShapeStyle, TextStyle, register_font},
};

/// Noto Sans, cut to the letters of Latin, Greek and Cyrillic (SIL Open Font License 1.1, `font/OFL.txt`).
static FONT: &[u8] = include_bytes!("font/NotoSans.ttf");

const FAMILY: &str = "sans-serif";

/// How many campaigns are drawn, and in how many pixels for each unit of the drawing, the best first: letters are set to whole pixels,
/// and small ones look uneven.
const SIZES: [(usize, i32); 7] = [(10, 2), (20, 2), (40, 1), (20, 1), (10, 1), (5, 1), (2, 1)];
const WIDTH: i32 = 1000;
const MARGIN: i32 = 24;
const HEAD: i32 = 104;
const ROW: i32 = 44;
const FOOT: i32 = 26;
/// Where the bars begin.
const BARS_AT: i32 = 320;
/// What is kept to the right of the longest bar for its figures.
const FIGURES: i32 = 260;

const GROUND: RGBColor = RGBColor(250, 250, 252);
const BORDER: RGBColor = RGBColor(150, 155, 170);
const INK: RGBColor = RGBColor(28, 32, 44);
const SOFT_INK: RGBColor = RGBColor(92, 98, 116);
const TRACK: RGBColor = RGBColor(228, 230, 238);
const SENT: RGBColor = RGBColor(176, 190, 222);
const OPENED: RGBColor = RGBColor(92, 130, 210);
const REPLIED: RGBColor = RGBColor(24, 128, 92);
const BOUNCED: RGBColor = RGBColor(196, 64, 52);

type Area<'a> = DrawingArea<BitMapBackend<'a>, plotters::coord::Shift>;

/// The characters that the font has.
fn is_drawn(c: char) -> bool {
    matches!(c, ' '..='~' | '\u{a0}'..='\u{17f}' | '\u{218}'..='\u{21b}' | '\u{384}'..='\u{3ce}' | '\u{400}'..='\u{45f}'
        | '\u{490}'..='\u{491}' | '\u{1e00}'..='\u{1eff}' | '\u{2010}'..='\u{2015}' | '\u{2018}'..='\u{201e}' | '\u{2022}' | '\u{2026}'
        | '\u{2030}' | '\u{20ac}' | '\u{2122}')
}

/// What a campaign is called in the picture: its name, or its id where the font has too few of the letters.
fn label(row: &CampaignRow) -> String {
    let name: String = row.name.as_deref().unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ");
    let all = name.chars().count();
    let drawn: String = name.chars().filter(|c| is_drawn(*c)).collect();
    let drawn = drawn.split_whitespace().collect::<Vec<_>>().join(" ");
    if drawn.chars().count() * 2 > all { drawn } else { row.id.clone() }
}

/// A number with a comma at thousands.
fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

fn style(size: i32, color: RGBColor, scale: i32) -> TextStyle<'static> {
    (FontFamily::Name(FAMILY), f64::from(size) * f64::from(scale)).into_font().color(&color)
}

/// How wide a text is, in units of the drawing.
fn width(area: &Area<'_>, text: &str, style: &TextStyle<'_>, scale: i32) -> i32 {
    area.estimate_text_size(text, style).map_or(0, |(width, _)| i32::try_from(width).unwrap_or(i32::MAX) / scale)
}

/// The text, cut to so many units.
fn fitted(area: &Area<'_>, text: &str, style: &TextStyle<'_>, most: i32, scale: i32) -> String {
    if width(area, text, style, scale) <= most {
        return text.to_owned();
    }
    let mut kept: Vec<char> = text.chars().collect();
    while !kept.is_empty() {
        kept.pop();
        let cut = format!("{}…", kept.iter().collect::<String>().trim_end());
        if width(area, &cut, style, scale) <= most {
            return cut;
        }
    }
    String::new()
}

/// The picture of these campaigns, those with most mail first, as a PNG of at most so many bytes: where they are many, with fewer
/// pixels, and where that is not enough, fewer campaigns. `None` where none has figures, or it cannot be drawn.
pub(super) fn draw(title: &str, subtitle: &str, rows: &[CampaignRow], max_bytes: usize) -> Option<Vec<u8>> {
    let told: Vec<&CampaignRow> = rows.iter().filter(|row| row.figures.sent.is_some()).collect();
    if told.is_empty() {
        return None;
    }
    // All of them where that can be.
    let (whole, cut): (Vec<_>, Vec<_>) = SIZES.into_iter().partition(|(bars, _)| *bars >= told.len());
    let mut sizes = whole.into_iter().chain(cut);
    sizes.find_map(|(bars, scale)| {
        let shown = told.get(..told.len().min(bars)).unwrap_or_default();
        one(title, subtitle, shown, rows.len(), scale).filter(|png| png.len() <= max_bytes)
    })
}

fn one(title: &str, subtitle: &str, shown: &[&CampaignRow], all: usize, scale: i32) -> Option<Vec<u8>> {
    static REGISTERED: Once = Once::new();
    REGISTERED.call_once(|| {
        // A font that cannot be read draws nothing: `draw` then answers none.
        let _ = register_font(FAMILY, FontStyle::Normal, FONT);
    });
    let foot = if all > shown.len() { FOOT } else { 0 };
    let height = HEAD + ROW * i32::try_from(shown.len().max(1)).ok()? + foot + MARGIN / 2;
    let size = (u32::try_from(WIDTH * scale).ok()?, u32::try_from(height * scale).ok()?);
    let mut pixels = vec![0; usize::try_from(size.0 * size.1 * 3).ok()?];
    {
        let area = BitMapBackend::with_buffer(&mut pixels, size).into_drawing_area();
        paint(&area, height, (title, subtitle), shown, all, scale).ok()?;
        area.present().ok()?;
    }
    let mut png = Vec::new();
    let mut encoder = png::Encoder::new(&mut png, size.0, size.1);
    encoder.set_color(png::ColorType::Rgb);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.set_compression(png::Compression::High);
    let mut writer = encoder.write_header().ok()?;
    writer.write_image_data(&pixels).ok()?;
    writer.finish().ok()?;
    Some(png)
}

type Painted = Result<(), Box<dyn std::error::Error>>;

fn paint(
    area: &Area<'_>,
    height: i32,
    (title, subtitle): (&str, &str),
    shown: &[&CampaignRow],
    all: usize,
    scale: i32,
) -> Painted {
    let text = |text: &str, x: i32, y: i32, style: &TextStyle<'static>| -> Painted {
        let at = (x * scale, (y + 4) * scale);
        area.draw(&Text::new(text.to_owned(), at, style.clone())).map_err(|error| error.to_string().into())
    };
    let bar = |from: (i32, i32), to: (i32, i32), style: ShapeStyle| -> Painted {
        let scaled = |(x, y): (i32, i32)| (x * scale, y * scale);
        area.draw(&Rectangle::new([scaled(from), scaled(to)], style)).map_err(|error| error.to_string().into())
    };
    let (right, bottom) = (WIDTH - 1, height - 1);
    area.fill(&GROUND).map_err(|error| error.to_string())?;
    bar((0, 0), (right, bottom), BORDER.stroke_width(1))?;
    let (large, normal, small) = (style(24, INK, scale), style(17, INK, scale), style(15, SOFT_INK, scale));
    text(&fitted(area, title, &large, right - 2 * MARGIN, scale), MARGIN, 14, &large)?;
    text(&fitted(area, subtitle, &small, right - 2 * MARGIN, scale), MARGIN, 46, &small)?;
    let mut x = MARGIN;
    for (name, color) in [("sent", SENT), ("opened", OPENED), ("replied", REPLIED), ("bounced", BOUNCED)] {
        bar((x, 76), (x + 14, 90), color.filled())?;
        text(name, x + 20, 74, &small)?;
        x += 20 + width(area, name, &small, scale) + 26;
    }
    let most = shown.iter().filter_map(|row| row.figures.sent).max().unwrap_or_default().max(1);
    let longest = right - FIGURES - BARS_AT;
    // Part of a bar: at least two pixels where there is something.
    let length = |count: u64| -> i32 {
        let exact = (count as f64 / most as f64 * f64::from(longest)).round() as i32;
        if count == 0 { 0 } else { exact.clamp(2, longest) }
    };
    for (at, row) in (0..).zip(shown) {
        let y = HEAD + ROW * at;
        text(&fitted(area, &label(row), &normal, BARS_AT - MARGIN - 16, scale), MARGIN, y + 1, &normal)?;
        let status = row.status.as_deref().unwrap_or_default().replace('_', " ");
        let below = if status.is_empty() { row.vendor.clone() } else { format!("{}, {status}", row.vendor) };
        text(&fitted(area, &below, &small, BARS_AT - MARGIN - 16, scale), MARGIN, y + 20, &small)?;
        let figures = row.figures;
        let sent = figures.sent.unwrap_or_default();
        bar((BARS_AT, y + 6), (BARS_AT + longest, y + 34), TRACK.filled())?;
        for (count, color, inset) in
            [(Some(sent), SENT, 0), (figures.opened, OPENED, 5), (figures.replied, REPLIED, 10)]
        {
            let length = length(count.unwrap_or_default().min(sent));
            if length > 0 {
                bar((BARS_AT, y + 6 + inset), (BARS_AT + length, y + 34 - inset), color.filled())?;
            }
        }
        let bounced = length(figures.bounced.unwrap_or_default().min(sent));
        if bounced > 0 {
            let end = BARS_AT + length(sent);
            bar((end - bounced, y + 6), (end, y + 11), BOUNCED.filled())?;
        }
        let told = |count: Option<u64>| count.map_or_else(|| "–".to_owned(), grouped);
        let x = BARS_AT + longest + 12;
        text(&format!("{} sent", grouped(sent)), x, y + 1, &normal)?;
        let line = format!(
            "{} opened · {} replied · {} bounced",
            told(figures.opened),
            told(figures.replied),
            told(figures.bounced)
        );
        text(&fitted(area, &line, &small, right - x - 8, scale), x, y + 20, &small)?;
    }
    let left_out = all - shown.len().min(all);
    if left_out > 0 {
        let line = format!("{left_out} further campaigns are not drawn: no figures, or fewer emails.");
        text(&line, MARGIN, bottom - FOOT - 8, &small)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use outreach_model::across::{CampaignRow, Figures};

    use super::{draw, grouped, label};

    fn row(at: u64, name: &str, sent: Option<u64>) -> CampaignRow {
        let figures = Figures {
            contacted: sent,
            sent,
            delivered: None,
            opened: sent.map(|sent| sent / 2),
            replied: sent.map(|sent| sent / (7 + at)),
            interested: None,
            bounced: sent.map(|sent| sent / 40),
            unsubscribed: Some(0),
        };
        let (vendor, status) = ("instantly".to_owned(), Some("active".to_owned()));
        CampaignRow { vendor, id: format!("id-{at}"), name: Some(name.to_owned()), status, figures, since_start: None }
    }

    /// Where `CHART_OUT` names a folder, the pictures are written there to be looked at.
    fn keep(name: &str, png: &[u8]) {
        if let Some(folder) = std::env::var_os("CHART_OUT") {
            std::fs::write(std::path::Path::new(&folder).join(name), png).unwrap();
        }
    }

    #[test]
    fn reports_of_every_size_are_drawn() {
        let long = "Autumn fair in Düsseldorf, second follow-up to exhibitors who opened and did not answer";
        let names = ["Spring fair follow-up", long, "Вебинар для клиентов", "Ελληνικά", "日本語のキャンペーン"];
        let some = |count: u64| -> Vec<CampaignRow> {
            (0..count)
                .map(|at| row(at, names[usize::try_from(at).unwrap() % names.len()], Some(52_000 / (at * at + 1))))
                .collect()
        };
        let mut zero = some(3);
        zero.iter_mut().for_each(|row| row.figures = Figures { sent: Some(0), ..Figures::default() });
        let cases = [("1", some(1)), ("5", some(5)), ("40", some(45)), ("zero", zero)];
        for (name, rows) in cases {
            for max_bytes in [100_000, 40_000, 24_000] {
                let png = draw("Campaigns of all vendors", "2026-11-21 to 2026-11-27", &rows, max_bytes);
                let png = png.unwrap_or_else(|| panic!("{name} in {max_bytes} bytes"));
                assert!(png.starts_with(b"\x89PNG") && png.len() <= max_bytes, "{name}: {} bytes", png.len());
                keep(&format!("{name}-{max_bytes}.png"), &png);
            }
        }
        let untold: Vec<CampaignRow> = (0..3).map(|at| row(at, "n", None)).collect();
        assert_eq!(draw("Campaigns", "no figures", &untold, 100_000), None);
    }

    #[test]
    fn a_name_that_the_font_lacks_gives_way_to_the_id() {
        assert_eq!(label(&row(1, "日本語のキャンペーン", None)), "id-1");
        assert_eq!(label(&row(1, "Spring \u{1f389}  fair", None)), "Spring fair");
        assert_eq!([grouped(0), grouped(999), grouped(1_234_567)], ["0", "999", "1,234,567"]);
    }
}
