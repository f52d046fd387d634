// What the words must never do: promise, blame, apologise, shout, or break the rules of the script.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { flatten, type Language, languages, readJson, textsOf } from '../support.ts';

type Rule = readonly [name: string, breaks: (text: string) => boolean];

const shortWords = 'в|во|к|ко|с|со|о|об|у|и|а|на|по|за|до|от|из|не|ни|без|для|под';

const everyLanguage: readonly Rule[] = [
  [
    'says approved only as preliminary',
    (text) => /approv|одобр/i.test(text) && !/preliminar|предварительн/i.test(text),
  ],
  ['has no exclamation mark', (text) => text.includes('!')],
  ['has no straight quotes', (text) => /["']/.test(text)],
  ['has a no-break space in numbers', (text) => /\d \d/.test(text)],
  ['has no double spaces', (text) => /[ \u00a0]{2}/.test(text)],
  ['has a no-break space before a dash', (text) => / —/.test(text)],
  ['has no hyphen in place of a dash', (text) => / - /.test(text)],
  ['shows no probability', (text) => text.includes('%')],
];

/** Rules of one language; a language without any keeps those above. */
const ofLanguage: Partial<Record<Language, readonly Rule[]>> = {
  ru: [
    ['has a no-break space before ₽', (text) => /[^\u00a0]₽/.test(text)],
    ['keeps short words with the next', (text) => new RegExp(`(?<![\\p{L}-])(${shortWords}) `, 'iu').test(text)],
    ['writes «вы» in lower case inside a sentence', (text) => /(?<![.?:»] ?|^)\s(Вы|Вам|Вас|Ваш)/u.test(text)],
    ['does not apologise', (text) => /извин|простите|к сожалению/i.test(text)],
    ['does not blame', (text) => /невер|неправильн|недопустим|некорректн|отказ/i.test(text)],
    [
      'does not guess the gender',
      (text) => /\(а\)|\(ла\)|указал |указала |\} (решил|ответил|выбрал)|(?<!\p{L})самому/iu.test(text),
    ],
    ['does not promise', (text) => /гарантир|обещ|получите/i.test(text)],
    ['writes ё', (text) => /(?<!\p{L})(счет|еще|учен(?!и)|пришлет|найдет|подойдет|займет)/iu.test(text)],
    ['has «ёлочки» only', (text) => /[“”„]/.test(text)],
  ],
  en: [
    ['does not apologise', (text) => /sorry|unfortunately|apolog/i.test(text)],
    ['does not blame', (text) => /invalid|incorrect|wrong|reject|denied|declin/i.test(text)],
    ['does not promise', (text) => /guarante|you will get|promise/i.test(text)],
    ['has curly quotes only', (text) => /[«»]/.test(text)],
  ],
};

/** A text that each rule must catch: a rule that catches nothing protects nothing. */
const caught: Record<string, string> = {
  'says approved only as preliminary': 'Карта одобрена',
  'has no exclamation mark': 'Ура!',
  'has no straight quotes': '"Да"',
  'has a no-break space before ₽': '50 ₽',
  'has a no-break space in numbers': '50 000',
  'has no double spaces': 'a  b',
  'has a no-break space before a dash': 'a — b',
  'has no hyphen in place of a dash': 'a - b',
  'shows no probability': '5%',
  'keeps short words with the next': 'карта и вклад',
  'writes «вы» in lower case inside a sentence': 'если Вы хотите',
  'does not guess the gender': 'вы указал(а)',
  'writes ё': 'еще раз',
  'has «ёлочки» only': '“Да”',
  'has curly quotes only': '«Yes»',
};
const caughtIn: Partial<Record<Language, Record<string, string>>> = {
  ru: { 'does not apologise': 'Извините', 'does not blame': 'Неверный возраст', 'does not promise': 'Вы получите' },
  en: { 'does not apologise': 'We are sorry', 'does not blame': 'Invalid age', 'does not promise': 'Guaranteed' },
};

/** What the sample of a bank's application and staff pages is held to as well: a bank decides there, and says so. */
const ofScript = new Set([
  'has no straight quotes',
  'has a no-break space in numbers',
  'has no double spaces',
  'has a no-break space before a dash',
  'has no hyphen in place of a dash',
  'keeps short words with the next',
  'writes «вы» in lower case inside a sentence',
  'does not guess the gender',
  'writes ё',
  'has «ёлочки» only',
  'has curly quotes only',
]);

function holds(language: Language, [name, breaks]: Rule, texts: readonly (readonly [string, string])[]): void {
  test(name, () => {
    assert.ok(breaks(caughtIn[language]?.[name] ?? caught[name] ?? ''), 'the rule must be able to fail');
    assert.deepEqual(
      texts.filter(([, text]) => breaks(text)),
      [],
    );
  });
}

for (const language of languages) {
  const rules = [...everyLanguage, ...(ofLanguage[language] ?? [])];
  describe(`voice, ${language}`, () => {
    for (const rule of rules) holds(language, rule, flatten(textsOf(language)));
  });
  describe(`voice of the sample application, ${language}`, () => {
    const texts = flatten(readJson(`site/examples/bank/texts/${language}.json`));
    for (const rule of rules.filter(([name]) => ofScript.has(name))) holds(language, rule, texts);
  });
}
