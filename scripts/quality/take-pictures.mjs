// @ts-check
// Fills in the real page in Chromium and takes a picture after each step. Nothing is staged: the decision is the one
// that the shipped model gives on these answers.
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { readPartners } from '../../site/hosting/partners.mjs';
import { createSiteServer } from '../../site/hosting/serve.mjs';
import { inRoot } from '../base/paths.mjs';
import { browserArguments, browserPath } from '../machine/browser.mjs';
import { listen } from '../machine/port.mjs';

/** @typedef {{ path: string, milliseconds: number }} Frame a picture and how long it shows */
/** @typedef {import('@playwright/test').Page} Page */
/** @typedef {{ x: number, y: number, width: number, height: number }} Box */

const TYPING_MS = 140;
const CHOOSING_MS = 650;
const READING_MS = 1_500;
const DECISION_MS = 3_500;

/** High enough that nothing scrolls. */
const PAGE = { width: 800, height: 1700 };
const CONFIGURATOR = { width: 1240, height: 1700 };
const MARGIN = 24;

/** In the order of the form; an applicant whom the card does not suit, so that reasons and another product show. */
const ANSWERS = {
  age: '27',
  income: '30000',
  education: 'unfinished_higher',
  stable_job: 'no',
  car: 'none',
  foreign_passport: 'no',
};

/**
 * Takes the frames of the recording and the picture of the configurator.
 *
 * @param {string} folder where the frames go
 * @param {string} configurator path of the configurator's picture
 * @returns {Promise<Frame[]>}
 */
export async function takePictures(folder, configurator) {
  const server = createSiteServer({ dir: inRoot('build', 'site') });
  await listen(server, 0, '127.0.0.1');
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  const browser = await chromium.launch({ executablePath: await browserPath(), args: browserArguments() });
  try {
    const context = await browser.newContext({ locale: 'en-GB', reducedMotion: 'reduce' });
    // The pictures show the bank's address, not that of this server.
    const { bank } = readPartners();
    await context.route(`${bank}/**`, async (route) => {
      const { pathname } = new URL(route.request().url());
      await route.fulfill({ response: await route.fetch({ url: `http://127.0.0.1:${port}${pathname}` }) });
    });
    await takeConfigurator(await openPage(context, `${bank}/configurator/en/`, CONFIGURATOR), configurator);
    return await record(await openPage(context, `${bank}/en/`, PAGE), folder);
  } finally {
    await browser.close();
    server.close();
    server.closeAllConnections();
  }
}

/**
 * @param {import('@playwright/test').BrowserContext} context
 * @param {string} address
 * @param {{ width: number, height: number }} size of the screen
 */
async function openPage(context, address, size) {
  const page = await context.newPage();
  await page.setViewportSize(size);
  await page.goto(address);
  return page;
}

/** From the top to the button that copies the snippet. @param {Page} page @param {string} path */
async function takeConfigurator(page, path) {
  await page.frameLocator('prescore-frame iframe').locator('form:not([inert] *)').first().waitFor();
  const { y, height } = await boxOf(page, '#copy');
  await page.screenshot({ path, clip: { x: 0, y: 0, width: CONFIGURATOR.width, height: y + height + MARGIN } });
}

/** @param {Page} page @param {string} folder @returns {Promise<Frame[]>} */
async function record(page, folder) {
  /** @type {Frame[]} */
  const frames = [];
  await page.locator('form:not([inert] *)').first().waitFor();
  const panel = await boxOf(page, '#questions');
  let clip = panel;
  const take = async (/** @type {number} */ milliseconds) => {
    const path = join(folder, `${String(frames.length).padStart(3, '0')}.png`);
    await page.screenshot({ path, clip, fullPage: true });
    frames.push({ path, milliseconds });
  };
  await take(READING_MS);
  for (const [name, answer] of Object.entries(ANSWERS)) await fillIn(page, name, answer, take);
  await page.locator('form button[type=submit]').hover();
  await take(CHOOSING_MS);
  await page.locator('form button[type=submit]').click();
  await page.locator('.decision').waitFor();
  await take(DECISION_MS);
  // The lower part of the decision, as if scrolled to.
  const decided = await boxOf(page, '#questions');
  clip = { ...panel, y: decided.y + decided.height - panel.height };
  await take(DECISION_MS);
  return frames;
}

/** @param {Page} page @param {string} selector @returns {Promise<Box>} from the top of the page, however far it is scrolled */
async function boxOf(page, selector) {
  const box = await page.locator(selector).boundingBox();
  if (!box) throw new Error(`Nothing shows at ${selector}.`);
  return { ...box, y: box.y + (await page.evaluate(() => scrollY)) };
}

/**
 * Answers one question as a person does, by keys or by a click.
 *
 * @param {Page} page
 * @param {string} name
 * @param {string} answer
 * @param {(milliseconds: number) => Promise<void>} take
 */
async function fillIn(page, name, answer, take) {
  const option = page.locator(`form input[type=radio][name=question-${name}][value="${answer}"]`);
  if ((await option.count()) > 0) {
    await option.check();
    await take(CHOOSING_MS);
    return;
  }
  await page.locator(`form input[name=question-${name}]`).click();
  for (const key of answer) {
    await page.keyboard.type(key);
    await take(TYPING_MS);
  }
}
