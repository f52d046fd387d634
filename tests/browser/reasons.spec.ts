// The reasons as a person meets them: which answers counted and in which direction, in words.

import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inRoot } from '../../scripts/base/paths.mjs';
import { fill } from '../../site/shared/fill.ts';
import type { Language } from '../../site/shared/languages.ts';
import { createPrescore } from '../../wasm/index.ts';
import type { Answers, Prescore } from '../../wasm/types.ts';
import { type GridModel, gridAnswers } from '../support/grid.ts';
import { answersFor } from './support/core.ts';
import { modes } from './support/modes.ts';
import { submitWithMouse } from './support/person.ts';
import { builtFile, expect, openForm, test, textsOf } from './support/site.ts';

const languages: Language[] = ['ru', 'en'];

for (const language of languages) {
  const { ui, programme } = textsOf(language);

  test(`another card is offered, ${language}: the answers that raised the risk stand open, strongest first`, async ({
    page,
  }) => {
    const { answers, decision } = await answersFor('alternative_offer by risk');
    await openForm(page, language);
    await submitWithMouse(page, answers, language);
    const reasons = page.locator('.reasons');
    await expect(reasons.getByRole('heading', { name: ui['reasons.alternative_offer'] })).toBeVisible();
    const { against, inFavour } = decision.reasons;
    expect(against.length).toBeGreaterThan(0);
    expect(against.length).toBeLessThanOrEqual(4);
    const words = [...against.flat(), ...inFavour].map((code) => programme.reasons[code] ?? code);
    await expect(reasons.getByRole('listitem')).toHaveText(words);
    for (const item of await reasons.getByRole('listitem').all()) await expect(item).toBeVisible();
    expect(words.join(' ')).not.toMatch(/\d|score|балл/i);
  });

  test(`the programme suits, ${language}: what counted in favour opens with the keyboard`, async ({ page }) => {
    const { answers, decision } = await answersFor('likely_approval by risk');
    await openForm(page, language);
    await submitWithMouse(page, answers, language);
    const items = page.locator('.reasons').getByRole('listitem');
    await expect(page.locator('.reasons')).not.toHaveAttribute('open');
    await page.locator('.reasons summary').focus();
    await page.keyboard.press('Enter');
    await expect(page.locator('.reasons')).toHaveAttribute('open');
    await expect(items).toHaveText(decision.reasons.inFavour.map((code) => programme.reasons[code] ?? code));
    await expect(items.first()).toBeVisible();
  });
}

for (const [mode, open] of modes) {
  test(`${mode}: who is turned away by a rule is told the rule, not a risk`, async ({ page }) => {
    const { answers } = await answersFor('alternative_offer by eligibility');
    const place = await open(page);
    await submitWithMouse(place, answers);
    await place.locator('.decision').waitFor();
    await expect(place.locator('.reasons')).toHaveCount(0);
  });

  test(`${mode}: what could help is not said unless the policy asks for it`, async ({ page }) => {
    const { answers } = await answersFor('alternative_offer by risk');
    const place = await open(page);
    await submitWithMouse(place, answers);
    await expect(place.locator('.reasons')).toBeVisible();
    const [opening = ''] = textsOf('ru').ui['reasons.helpOpens'].split('{');
    expect(opening.length).toBeGreaterThan(5);
    await expect(place.locator('.reasons')).not.toContainText(opening);
  });
}

test.describe('where the policy says what would help', () => {
  let folder: string;
  let model: Buffer<ArrayBuffer>;

  test.beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'prescore-help-'));
    const shipped = inRoot('model', 'instant-card', 'model.json');
    const file = (name: string): string => join(folder, name);
    const policy = JSON.parse(readFileSync(inRoot('model', 'instant-card', 'policy.json'), 'utf8')) as Policy;
    policy.what_would_help.shown = true;
    // So strict that some changes lower the risk, but not far enough.
    for (const offer of policy.offers) if (offer.maximum_pd < 1) offer.maximum_pd *= 0.75;
    writeFileSync(file('policy.json'), JSON.stringify(policy));
    const tool = (...args: string[]): void => void execFileSync(inRoot('build', 'prescore'), args);
    tool('policy', '--model', shipped, '--policy', file('policy.json'), '--model-output', file('model.json'));
    tool(
      'pack',
      file('model.json'),
      '--output',
      file('model.bin'),
      '--texts',
      inRoot('model', 'instant-card', 'texts'),
    );
    model = readFileSync(file('model.bin'));
  });

  test.afterAll(() => rmSync(folder, { recursive: true, force: true }));

  for (const language of languages) {
    for (const opens of [true, false]) {
      test(`${language}: a change that ${opens ? 'opens the programme' : 'only lowers the risk'} is named, without a number`, async ({
        page,
      }) => {
        const core = await createPrescore({ wasm: readFileSync(builtFile(/^prescore\..*wasm$/)), model });
        const { answers, help } = firstWithHelp(core, opens);
        await page.route('**/*.bin', (route) =>
          route.fulfill({ body: model, contentType: 'application/octet-stream' }),
        );
        await openForm(page, language);
        await submitWithMouse(page, answers, language);
        const { ui, programme } = textsOf(language);
        const words = fill(
          ui[opens ? 'reasons.helpOpens' : 'reasons.helpLowers'],
          { change: programme.changes[help] ?? help },
          language,
        );
        await expect(page.locator('.reasons')).toContainText(words);
        expect(words).not.toMatch(/\d/);
      });
    }
  }
});

interface Policy {
  offers: { maximum_pd: number }[];
  what_would_help: { shown: boolean };
}

/** Of those who would be offered another card, the first whom a change would help in this way. */
function firstWithHelp(core: Prescore, opens: boolean): { answers: Answers; help: string } {
  const grid = JSON.parse(readFileSync(inRoot('model', 'instant-card', 'model.json'), 'utf8')) as GridModel;
  for (const answers of gridAnswers(core, grid)) {
    const evaluation = core.explain(answers);
    const help = evaluation.kind === 'decision' ? evaluation.reasons.help : null;
    if (help?.changesOutcome === opens) return { answers, help: help.code };
  }
  throw new Error(`no applicant of the grid has a change that ${opens ? 'opens' : 'does not open'} a better offer`);
}
