// Numbers, lists, plurals and days without `Intl`. A browser takes tens of milliseconds to make its first formatter of a kind,
// and that would be while someone types or waits for the decision. So a language can have a shortcut here, with the same
// results. A language without one takes byIntl.ts. Tests compare each shortcut with `Intl`.

/** @typedef {import('./byIntl.ts').Format} Format */

/**
 * @param {string} locale whose results these are: the English texts are British
 * @param {string} mark stands between groups of three digits
 * @param {readonly [ofMany: string, ofTwo: string]} and stands before the last word of a list
 * @param {Format['plural']} plural
 * @param {string} months their names inside a date, with a space between them
 * @param {string} [afterYear]
 * @returns {Format}
 */
const shortcut = (locale, mark, [ofMany, ofTwo], plural, months, afterYear = '') => ({
  locale,
  number: (value) => String(value).replace(/\B(?=(\d{3})+$)/g, mark),
  list: (words) => words.slice(0, -1).join(', ') + (words.length > 2 ? ofMany : ofTwo) + words.at(-1),
  plural,
  day: (date) => `${date.getDate()} ${months.split(' ')[date.getMonth()]} ${date.getFullYear()}${afterYear}`,
});

/** @param {number} count */
function pluralInRussian(count) {
  if (!Number.isInteger(count)) return 3;
  const [ones, hundreds] = [count % 10, count % 100];
  if (ones === 1 && hundreds !== 11) return 0;
  return ones >= 2 && ones <= 4 && (hundreds < 12 || hundreds > 14) ? 1 : 2;
}

const ru = /* @__PURE__ */ shortcut(
  'ru',
  '\u00a0',
  [' и ', ' и '],
  pluralInRussian,
  'января февраля марта апреля мая июня июля августа сентября октября ноября декабря',
  ' г.',
);
const en = /* @__PURE__ */ shortcut(
  'en-GB',
  ',',
  [' and ', ' and '],
  (count) => (count === 1 ? 0 : 1),
  'January February March April May June July August September October November December',
);

/** By language; the builds keep those of the site's languages. @type {Readonly<Record<string, Format | undefined>>} */
export const shortcuts = { ru, en };
