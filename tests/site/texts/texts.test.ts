import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { readSiteTexts } from '../../../site/build/texts.mjs';
import { homeLanguage } from '../../../site/shared/languages.ts';
import { otherFailures } from '../../../site/widget/machine.ts';
import {
  bases,
  type ChoiceQuestion,
  type IssueCode,
  issueCodes,
  outcomes,
  startErrorCodes,
} from '../../../wasm/types.ts';
import { filesUnder, flatten, languages, programmeFolder, readJson, readText, textsOf } from '../support.ts';

interface QuestionData {
  readonly id: string;
  readonly kind: 'number' | 'choice';
  readonly money?: boolean;
  readonly options?: readonly { readonly id: ChoiceQuestion['options'][number] }[];
}
interface OfferData {
  readonly id: string;
  readonly eligibility: readonly { readonly question: string }[];
}
interface PolicyData {
  readonly offers: readonly OfferData[];
  readonly what_would_help: { readonly changes: readonly { readonly question: string; readonly to?: string }[] };
}

const questions = (readJson(`${programmeFolder}/questionnaire.json`) as { questions: QuestionData[] }).questions;
const { offers, what_would_help: whatWouldHelp } = readJson(`${programmeFolder}/policy.json`) as PolicyData;
const { encoding } = readJson(`${programmeFolder}/model.json`) as {
  encoding: readonly { readonly missing_seen: boolean }[];
};
const uiKeys = Object.values({ ...textsOf(homeLanguage), programme: {}, brand: {} }).flatMap((texts) =>
  Object.keys(texts),
);

/** Issues that belong to no question on the page: the form sends each question once, under its own id. */
const withoutQuestion: readonly IssueCode[] = ['unknown_question', 'duplicate_question'];
/** The issue of an answer that the bank's own data give: pages take no programme that asks for those. */
const neverOnPages: readonly IssueCode[] = ['not_from_applicant'];
/** Issues that have general words, and a programme's own only if it wants. */
const general: readonly IssueCode[] = ['implausibly_low', 'implausibly_high', 'looks_like_a_year'];
const codesOf: Record<QuestionData['kind'], readonly IssueCode[]> = {
  number: ['missing_answer', 'not_a_number', 'not_whole', 'below_minimum', 'above_maximum'],
  choice: ['missing_answer', 'unknown_option'],
};

/** Each key that the sources name; `${…}` in a template stands for one part of a key. */
function keyPatterns(): RegExp[] {
  const named = ['site/widget', 'site/frame', 'site/pages', 'site/build']
    .flatMap((folder) => filesUnder(folder, ['.ts', '.mjs', '.html']))
    .flatMap((path) => [...readText(path).matchAll(/(['"`])([a-z]+\.[\w.${}]+)\1/g)])
    .map((match) => match[2] ?? '')
    .filter((key) => !/\.(css|js)$/.test(key) && uiKeys.some((known) => known.split('.')[0] === key.split('.')[0]));
  return [...new Set(named)].map((key) => {
    const parts = key.split(/\$\{\w+(?:\.\w+)*\}/).map((part) => part.replaceAll('.', '\\.'));
    return new RegExp(`^${parts.join('[a-z0-9_]+')}$`);
  });
}

describe('keys', () => {
  test('every language has the same keys and placeholders', () => {
    const errors: string[] = [];
    assert.deepEqual(Object.keys(readSiteTexts(errors)), languages);
    assert.deepEqual(errors, []);
  });

  test('no text has blanks around it', () => {
    for (const language of languages) {
      for (const [path, text] of flatten(textsOf(language))) {
        assert.equal(text, text.trim() || '?', `${language} ${path}`);
      }
    }
  });

  test('every key of the page is used', () => {
    const patterns = keyPatterns();
    const unused = uiKeys.filter((key) => !patterns.some((pattern) => pattern.test(key)));
    assert.deepEqual(unused, []);
  });

  test('every key that the page uses exists', () => {
    const unknown = keyPatterns().filter((pattern) => !uiKeys.some((key) => pattern.test(key)));
    assert.deepEqual(unknown, []);
  });
});

for (const language of languages) {
  const { ui, programme } = textsOf(language);
  const has = (key: string): void => assert.ok(key in ui, key);

  describe(`completeness, ${language}`, () => {
    test('every outcome on every basis', () => {
      for (const outcome of outcomes) {
        for (const part of ['heading', 'now', ...bases]) has(`decision.${outcome}.${part}`);
      }
      for (const basis of bases) {
        has(`decision.made.${basis}`);
        // A rule names its answer itself.
        if (basis !== 'eligibility') has(`decision.questions.${basis}`);
      }
    });

    test('every issue with general words', () => {
      for (const key of ['issues.implausible', 'issues.looks_like_a_year', 'issues.other']) has(key);
    });

    test('every way to fail', () => {
      for (const code of [...startErrorCodes, ...otherFailures]) has(`failed.${code}`);
    });

    test('every issue of every question, and no other', () => {
      const known = new Set([...codesOf.number, ...codesOf.choice, ...withoutQuestion, ...general, ...neverOnPages]);
      assert.deepEqual([...known].sort(), [...issueCodes].sort());
      for (const { id, kind } of questions) {
        const own = Object.keys(programme.questions[id]?.errors ?? {}).filter(
          (code) => !general.some((one) => one === code),
        );
        assert.deepEqual(own.sort(), [...codesOf[kind]].sort(), id);
      }
    });

    test('every question in order, with its unit, echo and options, and no other', () => {
      assert.deepEqual(
        Object.keys(programme.questions),
        questions.map(({ id }) => id),
      );
      for (const question of questions) {
        const texts = programme.questions[question.id];
        assert.equal(texts?.unit !== undefined, question.kind === 'number', `${question.id} unit`);
        assert.equal(texts?.echo !== undefined, question.money === true, `${question.id} echo`);
        assert.deepEqual(Object.keys(texts?.options ?? {}), question.options?.map(({ id }) => id) ?? [], question.id);
      }
    });

    test('every reason and every change, and no other', () => {
      const variants = ({ options }: QuestionData): string[] => options?.map(({ id }) => id) ?? ['lower', 'higher'];
      const reasons = questions.flatMap((question, index) =>
        // A missing answer comes from a data file, and `prescore explain` says it.
        [...variants(question), ...(encoding[index]?.missing_seen ? ['missing'] : [])].map(
          (variant) => `${question.id}.${variant}`,
        ),
      );
      assert.deepEqual(Object.keys(programme.reasons), reasons);
      const changes = whatWouldHelp.changes.map(({ question, to }) => `${question}.${to ?? 'rise'}`);
      assert.deepEqual(Object.keys(programme.changes), changes);
      for (const outcome of outcomes) has(`reasons.${outcome}`);
    });

    test('every offer and every rule, and no other', () => {
      assert.deepEqual(
        Object.keys(programme.offers),
        offers.map(({ id }) => id),
      );
      const ruled = offers[0]?.eligibility.map(({ question }) => question) ?? [];
      for (const { id } of questions) assert.equal(programme.questions[id]?.rule !== undefined, ruled.includes(id), id);
    });
  });
}
