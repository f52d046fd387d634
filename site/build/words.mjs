// What the site's sentences take from the programme and the brand.

/** @typedef {import('./content/content.mjs').Content} Content */
/** @typedef {import('./content/programme.mjs').Programme} Programme */
/** @typedef {import('./languages.mjs').Language} Language */
/** @typedef {typeof import('../shared/fill.ts').fill} Fill */

/** How many a person answers, choices most of them, with time to think. */
const questionsPerMinute = 10;

/**
 * @param {Content} content
 * @param {Language} language
 * @param {Programme} programme
 * @param {Fill} fill
 * @returns {Record<string, string | number>} by placeholder
 */
export function valuesOf(content, language, programme, fill) {
  const { brandTexts, texts } = content;
  const { name, hours = '' } = brandTexts[language];
  const offer = programme.texts[language]?.texts.offers[programme.offers[0]?.id ?? ''];
  const count = programme.questions.length;
  const minutes = Math.ceil(count / questionsPerMinute);
  const { 'page.minute': one = '', 'page.minutes': several = '' } = texts[language].page;
  const time = minutes === 1 ? one : fill(several, { minutes }, language);
  return {
    bank: name,
    phone: phoneOf(content, language),
    hours,
    count,
    time,
    product: offer.name,
    offer: offer.inline,
  };
}

/**
 * @param {Content} content
 * @param {Language} language
 * @returns {string} the bank's number as people read it. Between words that run from right to left its groups would
 *   stand in reverse order, so there it is isolated (U+2066 and U+2069).
 */
export function phoneOf({ brand, brandTexts, list }, language) {
  const phone = brandTexts[language].phone ?? brand.phone;
  return phone && list.languages[language].direction === 'rtl' ? `\u2066${phone}\u2069` : phone;
}

/**
 * @param {Content} content
 * @param {Language} language
 * @param {Programme} programme
 * @returns {Record<string, string>} the brand's words by key; a list has a key for each of its texts
 */
export function brandWords(content, language, programme) {
  const { brand, brandTexts, texts } = content;
  const { name, licence, legal = [], links = [], programmes = {} } = brandTexts[language];
  const lines = [...(licence ? [licence] : []), ...legal];
  return {
    'brand.name': name,
    ...(brand.phone ? { 'brand.phone': phoneOf(content, language) } : {}),
    'brand.closed': programmes[programme.id]?.closed ?? texts[language].page['page.closed'] ?? '',
    ...Object.fromEntries(lines.map((line, index) => [`brand.legal.${index}`, line])),
    ...Object.fromEntries(links.map((link, index) => [`brand.links.${index}`, link])),
  };
}

/**
 * The rules in words get their limits from the policy of the programme's own offer.
 * @param {Programme} programme
 * @param {Language} language
 * @param {Fill} fill
 * @returns {any} the programme's texts
 */
export function filledRules({ offers, texts }, language, fill) {
  const given = texts[language]?.texts;
  const questions = Object.entries(given.questions).map(([id, question]) => {
    const rule = offers[0]?.eligibility.find((one) => one.question === id);
    const { minimum = 0, maximum = 0 } = rule ?? {};
    const filled = question.rule && rule && fill(question.rule, { minimum, maximum }, language, given.money);
    return [id, filled ? { ...question, rule: filled } : question];
  });
  return { changes: {}, ...given, questions: Object.fromEntries(questions) };
}
