//! What a message says in a language.
//!
//! One message is one paragraph. What a language lacks, or cannot say with the values given, is said in English as a
//! whole: never half of it.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};

use cerrojo_model::Time;
use chrono::{Datelike as _, SecondsFormat, Timelike as _};
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource};
use icu_datetime::FixedCalendarDateTimeFormatter;
use icu_datetime::fieldsets::{YMD, YMDT};
use icu_datetime::input::{Date, DateTime, Time as Clock};
use icu_list::ListFormatter;
use icu_list::options::ListFormatterOptions;
use icu_locale::Locale;
use unic_langid::LanguageIdentifier;

use crate::LetterError;
use crate::count;
use crate::language::{Direction, LANGUAGES, Language};
use crate::letter::{Block, Same};

/// What is put into a message: its name, and how it reads.
pub type Value<'a> = (&'static str, Given<'a>);

/// A value.
#[derive(Clone, Copy, Debug)]
pub enum Given<'a> {
    /// As it is.
    Text(&'a str),
    /// A number, which decides the plural and is written as the language writes numbers.
    Count(usize),
}

type Gregorian = icu_calendar::Gregorian;

/// The messages of one language.
pub struct Text {
    language: &'static Language,
    bundle: FluentBundle<FluentResource>,
    /// Messages into which nothing is put, ready.
    fixed: HashMap<String, String>,
    days: Option<FixedCalendarDateTimeFormatter<Gregorian, YMD>>,
    moments: Option<FixedCalendarDateTimeFormatter<Gregorian, YMDT>>,
    lists: Option<ListFormatter>,
    english: Option<Arc<Self>>,
    /// What is the same in many letters, by its name.
    same: RwLock<HashMap<String, Arc<Same>>>,
}

impl std::fmt::Debug for Text {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Text").field("language", &self.language.tag).finish_non_exhaustive()
    }
}

impl Text {
    /// The texts of a language out of `source`, which replaces those of the program message by message. What neither has
    /// is taken from `english`.
    ///
    /// # Errors
    ///
    /// The author's: [`LetterError::Syntax`] where `source` is no Fluent.
    pub fn new(
        language: &'static Language,
        source: &str,
        english: Option<Arc<Self>>,
    ) -> Result<Self, LetterError> {
        let locale: Locale = language.locale.parse().unwrap_or(Locale::UNKNOWN);
        let tag: LanguageIdentifier = language.locale.parse().unwrap_or_default();
        let mut bundle = FluentBundle::new_concurrent(vec![tag]);
        bundle.set_use_isolating(language.direction == Direction::RightToLeft);
        bundle.set_formatter(Some(count::format));
        let mut ids = Vec::new();
        for source in [language.source, source] {
            let resource = parse(language, source)?;
            ids.extend(messages(&resource).map(ToOwned::to_owned));
            bundle.add_resource_overriding(resource);
        }
        let mut preferences = icu_datetime::DateTimeFormatterPreferences::from(&locale);
        preferences.hour_cycle = Some(icu_datetime::preferences::HourCycle::H23);
        let days = FixedCalendarDateTimeFormatter::try_new(preferences, YMD::long()).ok();
        let moments =
            FixedCalendarDateTimeFormatter::try_new(preferences, YMD::long().with_time_hm()).ok();
        let options = ListFormatterOptions::default();
        let lists = ListFormatter::try_new_and((&locale).into(), options).ok();
        let fixed = HashMap::new();
        let mut text = Self {
            language,
            bundle,
            fixed,
            days,
            moments,
            lists,
            english,
            same: RwLock::default(),
        };
        for id in ids {
            if let Some(said) = text.format(&id, &[]) {
                text.fixed.insert(id, said);
            }
        }
        Ok(text)
    }

    /// The language.
    #[must_use]
    pub const fn language(&self) -> &'static Language {
        self.language
    }

    /// What a message says with these values; in English where the language lacks it, and nothing where English
    /// does, too.
    #[must_use]
    pub fn say(&self, id: &str, values: &[Value<'_>]) -> String {
        if let Some(said) = self.fixed.get(id) {
            return said.clone();
        }
        match self.format(id, values) {
            Some(said) => said,
            None => self.english.as_ref().map(|text| text.say(id, values)).unwrap_or_default(),
        }
    }

    /// Blocks that are the same in every letter in which they stand under that name; `make` puts them together the
    /// first time.
    pub(crate) fn same(&self, name: &str, make: impl FnOnce() -> Vec<Block>) -> Block {
        let known = self.same.read().unwrap_or_else(PoisonError::into_inner).get(name).cloned();
        Block::Same(known.unwrap_or_else(|| {
            let same = Same::new(make());
            let mut all = self.same.write().unwrap_or_else(PoisonError::into_inner);
            Arc::clone(all.entry(name.to_owned()).or_insert(same))
        }))
    }

    /// A paragraph into which nothing is put.
    pub(crate) fn paragraph(&self, id: &'static str) -> Block {
        self.same(id, || vec![Block::Paragraph(self.say(id, &[]))])
    }

    /// Whether the language has a message itself.
    #[must_use]
    pub fn has(&self, id: &str) -> bool {
        self.bundle.has_message(id)
    }

    /// A day, as the language writes days.
    #[must_use]
    pub fn day(&self, time: Time) -> String {
        let formatter = self.days.as_ref();
        let said = formatter.zip(date(time)).map(|(days, date)| days.format(&date).to_string());
        said.unwrap_or_else(|| time.date_naive().to_string())
    }

    /// A moment, as the language writes moments, to the minute and in UTC, which is said.
    #[must_use]
    pub fn moment(&self, time: Time) -> String {
        let said = self.moments.as_ref().zip(moment(time));
        match said.map(|(moments, moment)| moments.format(&moment).to_string()) {
            // The hour stands first there, and the zone belongs to it.
            Some(_) if self.language.tag == "vi" => {
                format!("{} UTC, {}", time.format("%H:%M"), self.day(time))
            }
            Some(said) => format!("{said} UTC"),
            None => time.to_rfc3339_opts(SecondsFormat::Secs, true),
        }
    }

    /// Several things in a row, as the language joins them.
    #[must_use]
    pub fn list(&self, items: &[String]) -> String {
        let items: Vec<String> = items.iter().map(|item| self.isolated(item)).collect();
        match &self.lists {
            // CLDR joins by spaces there, which runs names of products together.
            Some(_) if self.language.tag == "th" => items.join(", "),
            Some(lists) => lists.format(items.iter()).to_string(),
            None => items.join(", "),
        }
    }

    /// What stands between two sentences.
    #[must_use]
    pub fn space(&self) -> &'static str {
        let is_without = self.language.tag.starts_with("zh") || self.language.tag == "ja";
        if is_without { "" } else { " " }
    }

    /// Something that is put into a sentence as it is: isolated where the script runs from the right (UAX #9).
    #[must_use]
    pub fn isolated(&self, item: &str) -> String {
        match self.language.direction {
            Direction::LeftToRight => item.to_owned(),
            Direction::RightToLeft => isolated(item),
        }
    }

    fn format(&self, id: &str, values: &[Value<'_>]) -> Option<String> {
        let pattern = self.bundle.get_message(id)?.value()?;
        let mut arguments = FluentArgs::with_capacity(values.len());
        for (name, value) in values {
            match value {
                Given::Text(text) => arguments.set(*name, *text),
                Given::Count(number) => arguments.set(*name, *number),
            }
        }
        let mut errors = Vec::new();
        let said = self.bundle.format_pattern(pattern, Some(&arguments), &mut errors);
        errors.is_empty().then(|| one_line(said))
    }
}

/// `item` between marks that keep its direction from what stands around it.
fn isolated(item: &str) -> String {
    format!("\u{2068}{item}\u{2069}")
}

/// A message of several lines is one paragraph. Spaces that do not break stay.
fn one_line(said: Cow<'_, str>) -> String {
    if said.contains('\n') {
        let words: Vec<&str> = said.split_ascii_whitespace().collect();
        return words.join(" ");
    }
    said.into_owned()
}

fn date(time: Time) -> Option<Date<Gregorian>> {
    let (month, day) = (u8::try_from(time.month()).ok()?, u8::try_from(time.day()).ok()?);
    Date::try_new_gregorian(time.year(), month, day).ok()
}

fn moment(time: Time) -> Option<DateTime<Gregorian>> {
    let (hour, minute) = (u8::try_from(time.hour()).ok()?, u8::try_from(time.minute()).ok()?);
    Some(DateTime { date: date(time)?, time: Clock::try_new(hour, minute, 0, 0).ok()? })
}

pub(crate) fn parse(language: &Language, source: &str) -> Result<FluentResource, LetterError> {
    FluentResource::try_new(source.to_owned()).map_err(|(_, errors)| {
        let first = errors.first();
        let before = first.and_then(|error| source.get(..error.pos.start)).unwrap_or_default();
        let line = before.matches('\n').count().saturating_add(1);
        let what = first.map(|error| error.kind.to_string()).unwrap_or_default();
        LetterError::Syntax { language: language.tag, line, what }
    })
}

/// The names of all messages.
fn messages(resource: &FluentResource) -> impl Iterator<Item = &str> {
    resource.entries().filter_map(|entry| match entry {
        fluent_syntax::ast::Entry::Message(message) => Some(message.id.name),
        _ => None,
    })
}

/// The messages of all languages.
#[derive(Debug)]
pub struct Texts {
    texts: Vec<Arc<Text>>,
}

impl Texts {
    /// The texts that come with the program, and `own` ones over them: the tag of a language, and messages that replace
    /// those of the program.
    ///
    /// # Errors
    ///
    /// The author's: [`LetterError::Syntax`] for texts that are no Fluent, [`LetterError::Language`] for a tag that
    /// letters are not written in.
    pub fn new(own: &[(String, String)]) -> Result<Self, LetterError> {
        for (tag, _) in own {
            if LANGUAGES.iter().all(|language| language.tag != tag) {
                return Err(LetterError::Language { tag: tag.clone() });
            }
        }
        let own = |tag: &str| {
            let found = own.iter().find(|(own, _)| own == tag);
            found.map_or("", |(_, source)| source.as_str())
        };
        let english = Language::english();
        let english = Arc::new(Text::new(english, own(english.tag), None)?);
        let texts = LANGUAGES.iter().map(|language| {
            if language.tag == english.language.tag {
                return Ok(Arc::clone(&english));
            }
            let below = Some(Arc::clone(&english));
            Ok(Arc::new(Text::new(language, own(language.tag), below)?))
        });
        Ok(Self { texts: texts.collect::<Result<_, LetterError>>()? })
    }

    /// The texts of a language.
    #[must_use]
    pub fn of(&self, language: &Language) -> Option<&Text> {
        let found = self.texts.iter().find(|text| text.language.tag == language.tag);
        found.map(AsRef::as_ref)
    }
}
