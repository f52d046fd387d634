// The whole way with everything that `npm start` serves: a partner's page, the widget in its frame, the bank's
// application, the decision service's answer, and the employees' pages. Real servers, a real service, a real browser.

import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expect, test } from '@playwright/test';
import { addresses, type Place } from '../../scripts/bank/addresses.mjs';
import { startEverything } from '../../scripts/bank/everything.mjs';
import { readWords } from '../../site/examples/bank/words.mjs';
import { fill } from '../../site/shared/fill.ts';
import type { Language } from '../../site/shared/languages.ts';
import { axeViolations } from './support/axe.ts';
import { answersFor } from './support/core.ts';
import { submitWithMouse } from './support/person.ts';
import { textsOf } from './support/site.ts';

test.describe.configure({ mode: 'serial', timeout: 90_000 });

const words = readWords(fill as Parameters<typeof readWords>[0]);
const folder = mkdtempSync(join(tmpdir(), 'prescore-whole-way-'));
let place: Place;
let stop: () => Promise<void> = async () => undefined;

/** The first of six ports that are free, above those of usual servers. */
async function freePorts(): Promise<number> {
  for (let first = 20_000 + (process.pid % 20_000); ; first += 10) {
    const probes = await Promise.all(
      Array.from({ length: 6 }, (_, place) => {
        const probe = createServer();
        return new Promise<ReturnType<typeof createServer> | undefined>((resolve) => {
          probe.once('error', () => resolve(undefined)).listen(first + place, '127.0.0.1', () => resolve(probe));
        });
      }),
    );
    for (const probe of probes) probe?.close();
    if (probes.every(Boolean)) return first;
  }
}

test.beforeAll(async () => {
  place = addresses(await freePorts(), '127.0.0.1');
  ({ stop } = await startEverything(folder, place));
});
test.afterAll(async () => {
  await stop();
  rmSync(folder, { recursive: true, force: true });
});

const good = async () => (await answersFor('likely_approval by risk')).answers;
const languages = ['ru', 'en'] as const satisfies readonly Language[];

/** From the partner's page to the filled form of the application, in the tab that opens. */
async function goToApplication(page: Page, language: Language): Promise<Page> {
  await page.goto(`${place.partner}/${language === 'en' ? 'en/' : ''}`);
  const frame = page.frameLocator('prescore-frame iframe');
  await submitWithMouse(frame, await good(), language);
  await frame.getByRole('checkbox', { name: textsOf(language).ui['decision.carry'] }).check();
  const [opened] = await Promise.all([
    page.waitForEvent('popup'),
    frame.locator('.decision a[href*="/apply"]').first().click(),
  ]);
  await opened.waitForURL(/\/apply/);
  return opened;
}

/** Sends the application as one of the sample's clients. */
async function apply(page: Page, language: Language, client: string, agrees: boolean): Promise<void> {
  const { own } = words.of(language);
  await page.getByRole('combobox').selectOption(client);
  const consent = page.locator('input[name="consent"]');
  await expect(consent).not.toBeChecked();
  if (agrees) await consent.check();
  await page.getByRole('button', { name: own['apply.submit'] ?? '' }).click();
}

/** The text of a page's main part. */
const mainOf = (page: Page) => page.getByRole('main');

for (const language of languages) {
  const { own, outcomes } = words.of(language);
  const say = (key: string, values = {}) => fill(own[key] ?? key, values, language);

  test.describe(`in ${language}`, () => {
    test.use({ locale: language === 'en' ? 'en-GB' : language });

    test("a person comes from a partner's page to an approval", async ({ page }) => {
      const asked: string[] = [];
      page.context().on('request', (request) => {
        if (!request.url().startsWith('data:')) asked.push(`${request.method()} ${request.url()}`);
      });
      const application = await goToApplication(page, language);
      await expect(application).toHaveURL(/\/apply\?[^#]*partner=dom[^#]*$/);
      const { income = '', stable_job: job = '' } = await good();
      await expect(application.locator('input[name="income"]')).toHaveValue(income);
      await expect(application.locator(`input[name="stable_job"][value="${job}"]`)).toBeChecked();
      // Nothing has left the browser yet: the answers came behind the mark that is sent to no server.
      const sent = asked.filter((line) => !line.startsWith('GET') || line.includes(encodeURIComponent(income)));
      expect(sent).toEqual([]);
      await apply(application, language, 'sample-anna', true);
      const main = mainOf(application);
      await expect(main).toContainText(outcomes.approval.heading);
      await expect(main).toContainText(say('decision.page.same'));
      await expect(main.locator('code')).toHaveText(/^[0-9a-f-]{36}$/);
      expect(asked.filter((line) => line.startsWith('POST'))).toHaveLength(1);
      expect(await axeViolations(application)).toEqual([]);
    });

    test("the bureau's data change the outcome, and an employee sees why", async ({ page }) => {
      const application = await goToApplication(page, language);
      await apply(application, language, 'sample-boris', true);
      const main = mainOf(application);
      await expect(main).toContainText(outcomes.alternative_offer.heading);
      await expect(main).not.toContainText('..');
      await expect(main).toContainText(say('decision.page.other', { outcome: own['outcome.likely_approval'] ?? '' }));
      const id = (await main.locator('code').textContent()) ?? '';
      await page.goto(`http://localhost:${place.ports.staff}/?lang=${language}`);
      await page.getByRole('textbox').fill(id);
      await page.getByRole('button', { name: say('staff.findButton') }).click();
      const caseFile = mainOf(page);
      await expect(caseFile).toContainText(say('staff.hint.agrees'));
      // Each of the fourteen questions has its value and its source, and its bar.
      await expect(caseFile.locator('table tr')).toHaveCount(15);
      const { bureau_score: score } = words.of(language).data;
      await expect(caseFile.locator('table')).toContainText(score.short);
      await expect(caseFile.locator('.waterfall')).toContainText(score.short);
      await expect(caseFile.locator('.waterfall rect')).toHaveCount(14);
      await expect(caseFile).toContainText(say('staff.status.found'));
      await expect(caseFile.getByRole('listitem').filter({ hasText: 'bureau:' })).toContainText(
        say('staff.status.found'),
      );
      await page.getByRole('button', { name: say('staff.replay') }).click();
      await expect(page.getByRole('status')).toHaveText(say('staff.replay.identical'));
    });
  });
}

test('without consent a person decides, and says why', async ({ page }) => {
  const { own, outcomes } = words.of('ru');
  const application = await goToApplication(page, 'ru');
  await apply(application, 'ru', 'sample-anna', false);
  const main = mainOf(application);
  await expect(main).toContainText(outcomes.manual_review.heading);
  await expect(main).toContainText(own['decision.used.unavailable'] ?? '');
  const id = (await main.locator('code').textContent()) ?? '';
  await page.goto(`http://localhost:${place.ports.staff}/?lang=ru`);
  await page.getByRole('link', { name: id }).click();
  await expect(mainOf(page)).toContainText(own['staff.noConsent'] ?? '');
  await page.locator('select[name="outcome"]').selectOption('alternative_offer');
  await page.locator('select[name="offer"]').selectOption('starter_card');
  await page.locator('textarea').fill('Справка о доходе в порядке');
  await page.getByRole('button', { name: own['staff.reviewSubmit'] ?? '' }).click();
  await expect(mainOf(page)).toContainText('Справка о доходе в порядке');
  await expect(page.locator('textarea')).toHaveCount(0);
  await page.goto(`http://localhost:${place.ports.staff}/?lang=ru`);
  await expect(mainOf(page)).toContainText(own['staff.queueEmpty'] ?? '');
});

test('old data and an unknown client lead to a person; the form sent again is the same decision', async ({ page }) => {
  const { own } = words.of('ru');
  for (const [client, status] of [
    ['sample-gleb', 'stale'],
    ['sample-new', 'not_found'],
  ] as const) {
    const application = await goToApplication(page, 'ru');
    await apply(application, 'ru', client, true);
    await expect(mainOf(application)).toContainText(own[`decision.used.${status}`] ?? '');
    const id = await mainOf(application).locator('code').textContent();
    await application.reload();
    await expect(mainOf(application).locator('code')).toHaveText(id ?? '');
    await application.close();
  }
});

test('errors show at the questions, all at once, and nothing that was entered is lost', async ({ page }) => {
  const { own, questions } = words.of('ru');
  await page.goto(`http://localhost:${place.ports.application}/apply?lang=ru`);
  await page.locator('input[name="income"]').fill('сто');
  await page.getByRole('button', { name: own['apply.submit'] ?? '' }).click();
  await expect(page.getByRole('alert')).toBeVisible();
  await expect(mainOf(page)).toContainText(own['apply.whoMissing'] ?? '');
  await page.getByRole('combobox').selectOption('sample-anna');
  await page.getByRole('button', { name: own['apply.submit'] ?? '' }).click();
  await expect(page.locator('#income-error')).toHaveText(questions.income.errors.not_a_number);
  await expect(page.locator('#age-error')).toHaveText(questions.age.errors.missing_answer);
  await expect(page.locator('input[name="income"]')).toHaveValue('сто');
});

test('a link fills in answers only: it chooses no client, ticks no consent, and brings no key', async ({ page }) => {
  const hostile = 'client=sample-anna&consent=yes&key=0123456789abcdef&agreed=2020-01-01';
  const answers = 'prescore=1&age=34&client=sample-anna&consent=yes&key=0123456789abcdef';
  await page.goto(`http://localhost:${place.ports.application}/apply?lang=ru&${hostile}#${answers}`);
  await expect(page.locator('input[name="age"]')).toHaveValue('34');
  await expect(page.getByRole('combobox')).toHaveValue('');
  await expect(page.locator('input[name="consent"]')).not.toBeChecked();
  await expect(page.locator('input[name="key"]')).not.toHaveValue('0123456789abcdef');
});

test('a form that is changed after its decision becomes a new application, and says so', async ({ page }) => {
  const { own } = words.of('ru');
  const application = await goToApplication(page, 'ru');
  const key = await application.locator('input[name="key"]').inputValue();
  await apply(application, 'ru', 'sample-anna', true);
  const first = await mainOf(application).locator('code').textContent();
  await application.close();
  // A browser that keeps whole pages shows the form that was sent, with its key.
  const kept = await goToApplication(page, 'ru');
  await kept.locator('input[name="key"]').evaluate((field: HTMLInputElement, used) => {
    field.value = used;
  }, key);
  await apply(kept, 'ru', 'sample-vera', true);
  await expect(kept.getByRole('alert')).toHaveText(own['apply.changed'] ?? '');
  await expect(kept.getByRole('combobox')).toHaveValue('sample-vera');
  await kept.getByRole('button', { name: own['apply.submit'] ?? '' }).click();
  await expect(mainOf(kept).locator('code')).toHaveText(/^[0-9a-f-]{36}$/);
  expect(await mainOf(kept).locator('code').textContent()).not.toBe(first);
});
