// Numbers, lists, plurals and days of a language that has no shortcut. While every language of the list has one, the builds
// leave this file out of scripts.

/** How a language writes what is put into texts. */
export interface Format {
  /** The locale that `Intl` knows it by; for a language that it does not know, the language. */
  readonly locale: string;
  /** A whole number from 0. */
  readonly number: (value: number) => string;
  /** Two words or more. */
  readonly list: (words: readonly string[]) => string;
  /** Which word a count takes, from 0: its category of `Intl.PluralRules` among those that the language has. */
  readonly plural: (count: number) => number;
  /** A day of the visitor's time zone, written out. */
  readonly day: (date: Date) => string;
}

const categories: readonly Intl.LDMLPluralRule[] = ['zero', 'one', 'two', 'few', 'many', 'other'];

/** For a language that the browser does not know: it would use its own language instead. */
const plain: Omit<Format, 'locale'> = {
  number: String,
  list: (words) => words.join(', '),
  plural: (count) => (count === 1 ? 0 : 1),
  day: (date) => date.toISOString().slice(0, 10),
};

export function byIntl(locale: string): Format {
  if (Intl.ListFormat.supportedLocalesOf(locale).length === 0) return { ...plain, locale };
  return {
    locale,
    number: (value) => value.toLocaleString(locale),
    list: (words) => new Intl.ListFormat(locale).format(words),
    plural: (count) => {
      const rules = new Intl.PluralRules(locale);
      const known = rules.resolvedOptions().pluralCategories;
      return categories.filter((category) => known.includes(category)).indexOf(rules.select(count));
    },
    day: (date) => date.toLocaleDateString(locale, { dateStyle: 'long' }),
  };
}
