// The frame on a partner's page: the way through it, and what the partner's page is told.

import { axeViolations } from './support/axe.ts';
import { answersFor } from './support/core.ts';
import { openPartner, partnerSite, partnerSnippet, release } from './support/origins.ts';
import { submitButton, submitWithMouse } from './support/person.ts';
import { expect, test } from './support/site.ts';

/** Writes down every event of the widget, and every message that the page receives. */
const listener = `
  window.heard = [];
  window.messages = [];
  for (const name of ['ready', 'step', 'decision', 'continue', 'error']) {
    addEventListener('prescore-' + name, (event) => heard.push([name, event.detail]));
  }
  addEventListener('message', (event) => messages.push(event.data));
`;
export const listening = (body: string) =>
  partnerSite(`<script src="/listen.js"></script>${body}`, { '/listen.js': listener });

test("the partner's page learns steps, height and version, and never an answer or the outcome", async ({
  page,
  pageErrors,
}) => {
  const { frame } = await openPartner(page, listening(partnerSnippet({ campaign: 'autumn' })));
  await submitButton(frame).click();
  await frame.locator('#summary').waitFor();
  const { answers } = await answersFor('alternative_offer by risk');
  await submitWithMouse(frame, answers);
  await frame.locator('.decision').waitFor();
  await frame
    .locator('.decision .primary')
    .first()
    .evaluate((link: HTMLElement) => {
      link.addEventListener('click', (event) => event.preventDefault());
      link.click();
    });
  const steps = 'heard.map(([name, { step }]) => step ?? name).filter((step) => step !== "loading")';
  await expect.poll(() => page.evaluate(steps)).toEqual(['form', 'ready', 'issues', 'decision', 'continue']);
  const messages = (await page.evaluate('messages')) as Record<string, unknown>[];
  const allowed = new Set(['prescore', 'session', 'kind', 'version', 'step', 'height']);
  for (const message of messages) {
    expect(Object.keys(message).filter((key) => !allowed.has(key))).toEqual([]);
    expect(String(message['kind'])).toMatch(/^(ready|step|height|continue)$/);
  }
  expect(messages.filter(({ kind }) => kind === 'ready').map(({ version }) => version)).toEqual([release.version]);
  expect(pageErrors).toEqual([]);
});

test("axe finds nothing on the partner's page and in the frame: form, issues, decision", async ({ page }) => {
  const { frame } = await openPartner(page, partnerSite(`<main><h1>Дом</h1>${partnerSnippet()}</main>`));
  expect(await axeViolations(page)).toEqual([]);
  await submitButton(frame).click();
  await frame.locator('#summary').waitFor();
  expect(await axeViolations(page)).toEqual([]);
  await submitWithMouse(frame, (await answersFor('alternative_offer by risk')).answers);
  await frame.locator('.decision').waitFor();
  expect(await axeViolations(page)).toEqual([]);
});
