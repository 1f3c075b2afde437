//! How a language writes a number.

use fluent_bundle::FluentValue;
use fluent_bundle::memoizer::MemoizerKind;
use fluent_bundle::types::FluentNumber;
use icu_decimal::DecimalFormatter;
use icu_decimal::input::Decimal;
use icu_locale::Locale;
use intl_memoizer::Memoizable;
use unic_langid::LanguageIdentifier;

/// The digits and groups of one language.
struct Digits(Option<DecimalFormatter>);

impl Memoizable for Digits {
    type Args = ();
    type Error = ();

    fn construct(language: LanguageIdentifier, (): ()) -> Result<Self, ()> {
        let locale: Locale = language.to_string().parse().map_err(|_| ())?;
        Ok(Self(
            DecimalFormatter::try_new(
                (&locale).into(),
                icu_decimal::options::DecimalFormatterOptions::default(),
            )
            .ok(),
        ))
    }
}

/// A number as the language writes it; everything else is left to Fluent.
pub(crate) fn format<M: MemoizerKind>(value: &FluentValue<'_>, memoizer: &M) -> Option<String> {
    let FluentValue::Number(FluentNumber { value, .. }) = value else { return None };
    #[expect(clippy::cast_possible_truncation, reason = "only counts are given")]
    let number = Decimal::from(*value as i64);
    let written = memoizer.with_try_get_threadsafe::<Digits, _, _>((), |digits| {
        digits.0.as_ref().map(|digits| digits.format(&number).to_string())
    });
    written.ok().flatten()
}
