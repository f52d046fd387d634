// The whole way of an applicant in every engine, inline and in the frame, in both languages.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { languages, type Language } from '../../site/shared/languages.ts';
import type { Answers } from '../../wasm/types.ts';
import { answersFor, issuesOf, reachable, startCore, type DecisionKind } from '../browser/support/core.ts';
import { issueWords } from '../browser/support/person.ts';
import { decisionHeading, formHeading, pagePath, preliminaryWords, textsOf } from '../browser/support/site.ts';
import { until, type Driver } from './support/driver.ts';
import { engines } from './support/engines.ts';
import { assetOf, goldenCases, startSites, type Sites } from './support/sites.ts';

type Mode = 'inline' | 'framed';

let sites: Sites;
before(async () => {
  sites = await startSites();
});
after(() => sites.close());

for (const engine of engines) {
  describe(engine.name, () => {
    let driver: Driver;
    before(async () => {
      driver = await engine.start();
      console.log(`engine ${engine.name}: ${driver.version}`);
    });
    after(() => driver.close());

    for (const mode of ['inline', 'framed'] as const) {
      for (const language of languages) {
        test(`${mode}, ${language}: an empty form, then every kind of decision, its reasons and the way on`, async () => {
          await openForm(driver, mode, language);
          await seeIssues(driver, language);
          for (const kind of reachable) await seeDecision(driver, kind, mode, language);
          await driver.leaveFrame();
          assert.deepEqual(await driver.run('return window.complaints;'), []);
        });
      }
    }

    test('every golden case gives the same decision', async () => {
      const [wasm, model] = [await assetOf(sites.bank, 'wasm'), await assetOf(sites.bank, 'model')];
      const cases = goldenCases();
      await driver.open(`${sites.bank}/golden.html`);
      await until('the API is there', () => driver.run('return typeof createPrescore === "function";'));
      await driver.run(
        startGolden,
        wasm,
        model,
        cases.map(({ answers }) => answers),
      );
      await until('the cases are done', () => driver.run('return window.given !== undefined;'));
      assert.deepEqual(
        JSON.parse(await driver.run('return window.given;')),
        cases.map((each) => each.expect),
      );
    });
  });
}

const startGolden = `
  const [wasm, model, cases] = arguments;
  createPrescore({ wasm, model }).then((core) => {
    window.given = JSON.stringify(cases.map((answers) => core.explain(answers)));
  });`;

/** Writes down the widget's events and what the browser complains of. */
const listen = `
  window.heard = [];
  window.complaints = [];
  for (const name of ['step', 'decision', 'continue', 'error']) {
    addEventListener('prescore-' + name, (event) => heard.push(event.detail.step || name));
  }
  addEventListener('error', (event) => complaints.push(event.message));
  addEventListener('securitypolicyviolation', (event) => complaints.push(event.violatedDirective + ' ' + event.blockedURI));`;

async function openForm(driver: Driver, mode: Mode, language: Language): Promise<void> {
  const page = pagePath[language];
  await driver.open(mode === 'inline' ? sites.bank + page : `${sites.partner}/`);
  await driver.run(listen);
  if (mode === 'framed') {
    // A shop below the fold: the frame starts when it comes near.
    await driver.run(
      'document.documentElement.lang = arguments[0]; document.querySelector("prescore-frame").scrollIntoView();',
      language,
    );
    await driver.enterFrame();
  }
  await until('the form is ready', () =>
    inWidget(driver, 'const form = root.querySelector("form"); return !!form && !form.closest("[inert]");'),
  );
  await until('it speaks the language', async () => (await textOf(driver, 'h2')).includes(formHeading(language)));
  const loaded = await driver.run<string[]>(
    'return performance.getEntriesByType("resource").map((entry) => entry.name);',
  );
  assert.equal(
    loaded.some((name) => name.endsWith('.wasm')),
    true,
    'the WebAssembly came',
  );
  assert.equal(
    loaded.some((name) => name.includes('twin')),
    false,
    'and the twin was not needed',
  );
}

async function seeIssues(driver: Driver, language: Language): Promise<void> {
  await driver.click('button[type=submit]');
  await until('the list of errors has the focus', async () => (await focusedId(driver)) === 'summary');
  const words = (await issuesOf({})).map((issue) => issueWords(issue, language));
  assert.deepEqual(await textsIn(driver, '#summary a'), words);
  await driver.type('#question-age', '17,5');
  await driver.click('button[type=submit]');
  const [ageWords = ''] = (await issuesOf({ age: '17,5' })).map((issue) => issueWords(issue, language));
  await until('the age is complained of', async () => (await textsIn(driver, '#summary a'))[0] === ageWords);
}

async function seeDecision(driver: Driver, kind: DecisionKind, mode: Mode, language: Language): Promise<void> {
  const { answers, decision } = await answersFor(kind);
  const { programme } = textsOf(language);
  await submit(driver, answers);
  await until(`${kind} shows`, () => inWidget(driver, `return !!root.querySelector(".decision.${decision.outcome}");`));
  assert.equal(await textOf(driver, '.decision h2'), decisionHeading(decision, language));
  await until('its heading has the focus', async () => (await focusedId(driver)) === 'heading');
  const shown = await textOf(driver, '.decision');
  assert.ok(shown.includes(preliminaryWords(language)), 'it says that it is preliminary');
  const { against, inFavour } = decision.reasons;
  const counted = [...(decision.outcome === 'likely_approval' ? [] : against.flat()), ...inFavour];
  for (const code of counted) assert.ok(shown.includes(programme.reasons[code] ?? '?'), `it names the reason ${code}`);
  await goOn(driver, mode);
  await driver.click('.change');
  await until('the form is back', () => inWidget(driver, 'return !!root.querySelector("form");'));
  assert.deepEqual(await answersShown(driver), answers);
}

async function submit(driver: Driver, answers: Answers): Promise<void> {
  for (const { id, kind } of (await startCore()).questionnaire.questions) {
    const answer = answers[id] ?? '';
    if (kind === 'number') await driver.type(`#question-${id}`, answer);
    else await driver.click(`input[name=question-${id}][value=${answer}]`);
  }
  await driver.click('button[type=submit]');
}

/** The link leads to the bank's application, and the page around hears that the person goes on. */
async function goOn(driver: Driver, mode: Mode): Promise<void> {
  const href = await inWidget<string>(
    driver,
    'const link = root.querySelector(".decision .primary");' +
      'link.addEventListener("click", (event) => event.preventDefault()); return link.href;',
  );
  assert.match(href, /^https:\/\/gavan\.example\/apply/);
  if (mode === 'framed') assert.match(href, /[?&]partner=dom&campaign=/);
  await driver.click('.decision .primary');
  const heard = async (): Promise<boolean> => {
    await driver.leaveFrame();
    const last = await driver.run<string>('return heard.at(-1);');
    if (mode === 'framed') await driver.enterFrame();
    return last === 'continue';
  };
  await until('the page hears that the person goes on', heard);
}

const inWidget = <Result>(driver: Driver, body: string, ...args: unknown[]) =>
  driver.run<Result>(`const root = document.querySelector("prescore-widget").shadowRoot; ${body}`, ...args);
const focusedId = (driver: Driver) =>
  inWidget<string | undefined>(driver, 'return root.activeElement ? root.activeElement.id : "";');
const textOf = (driver: Driver, selector: string) =>
  inWidget<string>(
    driver,
    'return root.querySelector(arguments[0]).textContent.replace(/[ \\n]+/g, " ").trim();',
    selector,
  );
const textsIn = (driver: Driver, selector: string) =>
  inWidget<string[]>(
    driver,
    'return [...root.querySelectorAll(arguments[0])].map((each) => each.textContent);',
    selector,
  );
const answersShown = (driver: Driver) =>
  inWidget<Answers>(
    driver,
    `
  const given = [...root.querySelectorAll("input")].filter((input) => (input.type === "radio" ? input.checked : input.value !== ""));
  return Object.fromEntries(given.map((input) => [input.name.replace('question-', ''), input.value]));`,
  );
