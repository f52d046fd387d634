// A third language takes its texts and a line in the list, and no change of code: every page of a site that is built
// with a made-up one opens in it, offers all three, shows no word of another, and leads to a decision.

import { existsSync, readFileSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { FrameLocator, Locator, Page } from '@playwright/test';
import { partnerHeaders } from '../../site/build/partner.mjs';
import { headersFor, headerZones } from '../../site/hosting/headers.mjs';
import { answersFor } from './support/core.ts';
import { type Answer, bank, frameIn, partner, partners, type Site, serve, typeOf } from './support/origins.ts';
import { expect, nameOf, test } from './support/site.ts';
import { type BuiltCopy, buildWithThirdLanguage, thirdLanguage, thirdName } from './support/thirdLanguage.ts';

let copy: BuiltCopy;
test.beforeAll(() => {
  copy = buildWithThirdLanguage();
});
test.afterAll(() => rmSync(dirname(dirname(copy.siteDir)), { recursive: true }));

const zones = headerZones(partners);

function folder(dir: string, headersOf: (path: string) => Readonly<Record<string, string>>): Site {
  return (path): Answer | undefined => {
    const file = join(dir, path.endsWith('/') ? `${path}index.html` : path);
    if (!existsSync(file) || !statSync(file).isFile()) return undefined;
    return { body: readFileSync(file), headers: { ...headersOf(path), 'Content-Type': typeOf(file) } };
  };
}

const serveCopy = (page: Page): Promise<string[]> =>
  serve(page.context(), {
    [bank]: folder(copy.siteDir, (path) => headersFor(zones, path)),
    [partner]: folder(copy.partnerDir, () => partnerHeaders(bank)),
  });

/** Words that belong to no language of the page: names of the languages, and what the partner list and a snippet hold. */
const names = [nameOf('ru'), nameOf('en'), ...Object.values(partners.partners).map(({ name }) => name)];
const code = [
  '#corrected',
  '#origins',
  '#snippet',
  '#policy',
  'script',
  'style',
  'noscript',
  'select[name=campaign] option:not([value=""])',
];

/** Every text in the document, its shadow roots and the attributes that people read, with code left out. */
async function textsIn(place: Locator): Promise<string[]> {
  return place.evaluate((start, left) => {
    const texts: string[] = [document.title];
    const visit = (node: Node): void => {
      if (node instanceof Text) texts.push(node.data.trim());
      if (node instanceof Element) {
        if (node.matches(left.join())) return;
        for (const name of ['aria-label', 'alt', 'placeholder', 'title']) texts.push(node.getAttribute(name) ?? '');
        if (node.matches('meta[name=description]')) texts.push(node.getAttribute('content') ?? '');
        // What the page wrote into the element stays for browsers without scripts, and is checked as well.
        node.shadowRoot?.childNodes.forEach(visit);
      }
      node.childNodes.forEach(visit);
    };
    visit(start);
    return texts.filter((text) => text !== '');
  }, code);
}

/** The texts with letters outside of every ⟦…⟧, and those with Russian ones anywhere. */
const strangers = (texts: readonly string[]): string[] =>
  texts.filter((text) => {
    if (names.includes(text)) return false;
    if (/\p{Script=Cyrillic}/u.test(text)) return true;
    let depth = 0;
    return [...text].some((letter) => {
      depth += letter === '⟦' ? 1 : letter === '⟧' ? -1 : 0;
      return depth === 0 && /\p{L}/u.test(letter);
    });
  });

async function expectThirdLanguage(place: Page | FrameLocator): Promise<void> {
  const html = place.locator('html');
  await expect(html).toHaveAttribute('lang', thirdLanguage);
  const texts = await textsIn(html);
  expect(texts.length).toBeGreaterThan(8);
  expect(strangers(texts)).toEqual([]);
}

/** Fills the form by ids: its words are those of the language. */
async function decide(place: Page | FrameLocator): Promise<void> {
  const { answers } = await answersFor('alternative_offer by risk');
  await place.locator('form:not([inert] *)').first().waitFor();
  await place.locator('button[type=submit]').click();
  await place.locator('#summary').waitFor();
  await expectThirdLanguage(place);
  for (const [question, answer] of Object.entries(answers)) {
    const field = place.locator(`#question-${question}[name]`);
    if ((await field.count()) > 0) await field.fill(answer);
    else await place.locator(`#option-${question}-${answer}`).check();
  }
  await place.locator('button[type=submit]').click();
  await expect(place.locator('.decision')).toBeVisible();
  await expectThirdLanguage(place);
}

const switchLinks = (page: Page): Locator => page.locator('a[hreflang]');

test("the bank's page speaks it from the first byte to the decision", async ({ page, pageErrors }) => {
  const asked = await serveCopy(page);
  await page.goto(`${bank}/${thirdLanguage}/`);
  await expectThirdLanguage(page);
  await decide(page);
  const texts = asked.filter((address) => /texts-/.test(address)).map((address) => /texts-(\w+)/.exec(address)?.[1]);
  expect(texts).toEqual([thirdLanguage]);
  expect(pageErrors).toEqual([]);
});

test("the bank's page offers all three, and changes between them in place", async ({ page, pageErrors }) => {
  await serveCopy(page);
  await page.goto(`${bank}/`);
  await page.locator('#question-age').fill('34');
  await expect(switchLinks(page)).toHaveText([nameOf('ru'), nameOf('en'), thirdName]);
  await expect(switchLinks(page).filter({ visible: true })).toHaveText([nameOf('en'), thirdName]);
  await page.getByRole('link', { name: thirdName }).press('Enter');
  await expect(page).toHaveURL(`${bank}/${thirdLanguage}/`);
  await expectThirdLanguage(page);
  await expect(switchLinks(page).filter({ visible: true })).toHaveText([nameOf('ru'), nameOf('en')]);
  await expect(page.getByRole('link', { name: nameOf('ru') }), 'the focus stays in the switch').toBeFocused();
  await expect(page.locator('#question-age')).toHaveValue('34');
  await page.getByRole('link', { name: nameOf('en') }).click();
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
  await expect(switchLinks(page).filter({ visible: true })).toHaveText([nameOf('ru'), thirdName]);
  expect(pageErrors).toEqual([]);
});

test("the partner's page shows the frame in it, down to the decision", async ({ page, pageErrors }) => {
  await serveCopy(page);
  await page.goto(`${partner}/${thirdLanguage}/`);
  await expect(switchLinks(page)).toHaveCount(3);
  await expectThirdLanguage(page);
  await decide(frameIn(page));
  const title = await page.locator('prescore-frame iframe').getAttribute('title');
  expect(title).toMatch(/^⟦.+⟧$/);
  expect(pageErrors).toEqual([]);
});

test('the configurator speaks it, offers all three, and previews the frame in it', async ({ page }) => {
  await serveCopy(page);
  await page.goto(`${bank}/configurator/${thirdLanguage}/`);
  await frameIn(page).locator('form:not([inert] *)').waitFor();
  await page.locator('#check').fill("default-src 'none'");
  await page.locator('#copy').click();
  await expect(page.locator('[name=lang] option')).toContainText([nameOf('ru'), nameOf('en'), thirdName]);
  await expectThirdLanguage(page);
  await expectThirdLanguage(frameIn(page));
  await page.locator('[name=lang]').selectOption('ru');
  await expect(frameIn(page).locator('html')).toHaveAttribute('lang', 'ru');
  await page.locator('[name=lang]').selectOption(thirdLanguage);
  await expectThirdLanguage(frameIn(page));
  await expect(page.locator('#snippet')).toContainText(`lang="${thirdLanguage}"`);
  await expect(page.locator('#snippet')).toContainText(/>⟦.+⟧<\/a>/);
});

test('the page that scores files speaks it, of its results and of errors', async ({ page, pageErrors }) => {
  await serveCopy(page);
  await page.goto(`${bank}/score/${thirdLanguage}/`);
  await expect(switchLinks(page)).toHaveCount(3);
  const header = 'age,income,education,good_work,car,car_type,foreign_passport';
  for (const rows of ['33,50000,GRD,1,N,N,Y', '33,,x"x", GRD', '33,"much",GRD,1,N,N,Y']) {
    const file = { name: 'F.csv', mimeType: 'text/csv', buffer: Buffer.from(`${header}\n${rows}\n`) };
    await page.locator('[name=file]').setInputFiles(file);
    await page.locator('button[type=submit]').click();
    await page.locator('#outcome:visible').waitFor();
    await expectThirdLanguage(page);
  }
  expect(pageErrors).toEqual([]);
});
