// A bank that makes one offer: no view of another one can show.

import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serve } from './support/origins.ts';
import { buildSecondBank, programme, type SecondBank } from './support/secondBank.ts';
import { expect, test } from './support/site.ts';

interface Model {
  programme: string;
  policy: { offers: object[] };
}
interface Texts {
  offers: { instalment_loan?: unknown };
  questions: Record<string, { rule?: string }>;
}

function change<Content>(file: string, edit: (content: Content) => void): void {
  const content = JSON.parse(readFileSync(file, 'utf8')) as Content;
  edit(content);
  writeFileSync(file, JSON.stringify(content));
}

const temporary = mkdtempSync(join(tmpdir(), 'prescore-one-offer-'));
let bank: SecondBank;
test.beforeAll(async () => {
  const folder = join(temporary, 'one-offer');
  cpSync(programme, folder, { recursive: true });
  const offers = [{ id: 'instalment_loan', maximum_pd: 1, eligibility: [] }];
  change<Model>(join(folder, 'model.json'), (model) => {
    model.programme = 'one-offer';
    model.policy.offers = offers;
  });
  change<Texts>(join(folder, 'texts/en.json'), (texts) => {
    texts.offers = { instalment_loan: texts.offers.instalment_loan };
    // Only an offer's rules have words.
    for (const question of Object.values(texts.questions)) delete question.rule;
  });
  bank = await buildSecondBank({ programmes: [folder] });
});
test.afterAll(() => {
  for (const folder of [bank?.folder, temporary]) if (folder) rmSync(folder, { recursive: true, force: true });
});

test('the frame of a bank with one offer is as high as its highest view', async ({ page, pageErrors }) => {
  await serve(page.context(), bank.sites);
  await page.goto(`${bank.bank}/one-offer/frame/en/`);
  await expect(page.locator('html')).toHaveAttribute('data-tallest', /^[1-9]\d{2,3}$/);
  expect(pageErrors).toEqual([]);
});
