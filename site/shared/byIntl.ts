// Numbers, lists and plurals of a language that has no shortcut. While every language of the list has one, the builds
// leave this file out of scripts.

/** How a language writes what is put into texts. */
export interface Format {
  /** A whole number from 0. */
  readonly number: (value: number) => string;
  /** Two words or more. */
  readonly list: (words: readonly string[]) => string;
  /** Which word a count takes, from 0: its category of `Intl.PluralRules` among those that the language has. */
  readonly plural: (count: number) => number;
}

const categories: readonly Intl.LDMLPluralRule[] = ['zero', 'one', 'two', 'few', 'many', 'other'];

/** For a language that the browser does not know: it would use its own language instead. */
const plain: Format = {
  number: String,
  list: (words) => words.join(', '),
  plural: (count) => (count === 1 ? 0 : 1),
};

export function byIntl(language: string): Format {
  if (Intl.ListFormat.supportedLocalesOf(language).length === 0) return plain;
  return {
    number: (value) => value.toLocaleString(language),
    list: (words) => new Intl.ListFormat(language).format(words),
    plural: (count) => {
      const rules = new Intl.PluralRules(language);
      const known = rules.resolvedOptions().pluralCategories;
      return categories.filter((category) => known.includes(category)).indexOf(rules.select(count));
    },
  };
}
