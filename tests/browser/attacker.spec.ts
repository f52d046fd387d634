// A partner's page that writes down everything it can see, for 200 random applicants who take the same steps. Without the
// clock, what it saw of one is what it saw of every other: no answer, no outcome and no kind of issue shows.

import type { Browser, Frame, Page } from '@playwright/test';
import type { Answers, Question } from '../../wasm/types.ts';
import { startCore } from './support/core.ts';
import { bank, openPartner, partnerSite, partnerSnippet } from './support/origins.ts';
import { questionsAsked } from './support/person.ts';
import { expect, test } from './support/site.ts';

/** `trace` grows with every event that the page gets, and `look` adds all that it can ask for at a moment. */
const spy = `
  window.trace = [];
  // In how many steps the browser reports one scroll is a matter of the clock.
  const put = (...what) => {
    const entry = JSON.stringify(what);
    if (entry !== '["page","scroll"]' || trace.at(-1) !== entry) trace.push(entry);
  };
  const element = () => document.querySelector('prescore-frame');
  const iframe = () => element().shadowRoot.querySelector('iframe');
  for (const name of ['ready', 'step', 'decision', 'continue', 'error']) {
    addEventListener('prescore-' + name, ({ detail }) => put('event', name, detail));
  }
  addEventListener('message', ({ data }) => put('message', { ...data, session: undefined }));
  for (const name of ['scroll', 'resize', 'popstate', 'hashchange', 'beforeunload', 'visibilitychange', 'wheel', 'keydown',
    'pointerdown', 'focusin', 'focusout', 'selectionchange']) {
    addEventListener(name, () => put('page', name), true);
  }
  window.look = (when) => put('look', when, {
    host: [element().offsetWidth, element().offsetHeight],
    frame: [iframe().offsetWidth, iframe().offsetHeight, iframe().contentWindow.length, iframe().contentWindow.closed],
    page: [document.documentElement.scrollHeight, scrollX, scrollY, innerWidth, innerHeight],
    focus: [document.hasFocus(), document.activeElement?.localName],
    history: history.length,
    entries: performance.getEntries().filter(({ entryType }) => /navigation|resource/.test(entryType)).map(({ name }) => name),
    below: document.querySelector('#below').getBoundingClientRect().top,
  });
`;
const body = `<script src="/spy.js"></script>${partnerSnippet()}<p id="below">Ниже</p>`;

const pages = 5;
const applicantsEach = 20;

/** Numbers from 0 to below 1, the same in every run (mulberry32). */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

interface Applicant {
  readonly wrong: Answers;
  readonly right: Answers;
}

async function applicantFrom(random: () => number): Promise<Applicant> {
  const core = await startCore();
  const questions = await questionsAsked();
  const pick = <Value>(values: readonly Value[]): Value => values[Math.floor(random() * values.length)] as Value;
  const digits = (count: number): string => String(Math.floor(random() * 10 ** count));
  const good = (question: Question): string => {
    if (question.kind === 'choice') return pick(question.options);
    for (;;) {
      const text = digits(1 + Math.floor(random() * 7));
      if (core.read(question.id, text).kind === 'value') return text;
    }
  };
  for (;;) {
    const right = Object.fromEntries(questions.map((question) => [question.id, good(question)]));
    const bad = questions.filter(({ kind }) => kind === 'number');
    const spoilt = bad.filter(() => random() < 0.5);
    const wrong = Object.fromEntries(
      (spoilt.length > 0 ? spoilt : bad).map(({ id }) => [
        id,
        pick(['', 'many', '-5', '2,5', '99999999999', digits(2)]),
      ]),
    );
    const answers = { ...right, ...wrong };
    if (core.evaluate(answers).kind === 'issues' && core.evaluate(right).kind === 'decision')
      return { wrong: answers, right };
  }
}

/** Types number by digit, as a person does, and chooses the options. */
const fill = (frame: Frame, answers: Answers): Promise<void> =>
  frame.evaluate((given) => {
    const root = document.querySelector('prescore-widget')!.shadowRoot!;
    for (const [id, text] of Object.entries(given)) {
      const field = root.getElementById(`question-${id}`);
      if (!(field instanceof HTMLInputElement)) {
        root.getElementById(`option-${id}-${text}`)?.click();
        continue;
      }
      for (let length = 0; length <= text.length; length += 1) {
        field.value = text.slice(0, length);
        field.dispatchEvent(new InputEvent('input', { bubbles: true }));
      }
    }
  }, answers);

const press = (frame: Frame, selector: string): Promise<void> =>
  frame.evaluate((wanted) => {
    const root = document.querySelector('prescore-widget')!.shadowRoot!;
    root.querySelector<HTMLElement>(wanted)!.click();
  }, selector);

/** Until nothing has been written down for longer than a message of a step may take: 120 ms after the click. */
const settle = (page: Page): Promise<void> =>
  page.evaluate(async () => {
    const { trace } = globalThis as unknown as { trace: string[] };
    for (let known = -1; known !== trace.length; ) {
      known = trace.length;
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  });

/** Presses what leads to another step, and waits for all that follows, however busy the machine is. */
async function step(page: Page, frame: Frame, selector: string): Promise<void> {
  const steps = (): Promise<number> =>
    page.evaluate('trace.filter((entry) => entry.startsWith(\'["event","step"\')).length');
  const before = await steps();
  await press(frame, selector);
  await expect.poll(steps, selector).toBeGreaterThan(before);
  await settle(page);
}

/** Scrolls over the frame: where something in it could scroll, the page would not. */
async function wheel(page: Page): Promise<void> {
  await page.mouse.move(200, 300);
  await page.mouse.wheel(0, 120);
  await expect.poll(() => page.evaluate('scrollY'), 'the page scrolls').toBeGreaterThan(0);
  await settle(page);
  await page.evaluate('look("after the wheel"), scrollTo(0, 0)');
  await settle(page);
}

async function journey(page: Page, frame: Frame, { wrong, right }: Applicant): Promise<string> {
  await page.evaluate('trace.length = 0');
  await fill(frame, wrong);
  await page.evaluate('look("filled in")');
  await step(page, frame, 'button[type=submit]');
  await wheel(page);
  await fill(frame, right);
  await page.evaluate('look("corrected")');
  await step(page, frame, 'button[type=submit]');
  await frame.locator('.decision').waitFor();
  await wheel(page);
  await frame.evaluate(() => {
    const root = document.querySelector('prescore-widget')!.shadowRoot!;
    for (const details of root.querySelectorAll('details')) details.open = !details.open;
  });
  await settle(page);
  await wheel(page);
  await step(page, frame, '.change');
  return ((await page.evaluate('trace')) as string[]).join('\n');
}

/** What one page sees of its applicants, one after the other. */
async function record(browser: Browser, width: number, applicants: readonly Applicant[]): Promise<string[]> {
  const context = await browser.newContext({ viewport: { width, height: 700 }, reducedMotion: 'reduce' });
  const page = await context.newPage();
  await openPartner(page, partnerSite(body, { '/spy.js': spy }));
  const frame = page.frames().find((candidate) => candidate.url().startsWith(`${bank}/frame/`))!;
  await settle(page);
  const traces: string[] = [];
  for (const applicant of applicants) traces.push(await journey(page, frame, applicant));
  await context.close();
  return traces;
}

function expectAlike(traces: readonly (string | undefined)[]): void {
  for (const trace of traces) expect(trace).toBe(traces[0]);
}

for (const width of [360, 1000]) {
  test(`a page of ${width} px that records everything sees the same of ${pages * applicantsEach} applicants`, async ({
    browser,
  }) => {
    test.setTimeout(600_000);
    const random = randomFrom(width);
    const groups: Applicant[][] = [];
    const outcomes = new Set<string>();
    for (let group = 0; group < pages; group += 1) {
      const applicants: Applicant[] = [];
      for (let turn = 0; turn < applicantsEach; turn += 1) applicants.push(await applicantFrom(random));
      groups.push(applicants);
    }
    for (const { right } of groups.flat()) {
      const decision = (await startCore()).evaluate(right);
      outcomes.add(decision.kind === 'decision' ? `${decision.outcome} ${decision.basis}` : '');
    }
    const traces = await Promise.all(groups.map((applicants) => record(browser, width, applicants)));
    expect(outcomes.size, 'the applicants differ').toBeGreaterThan(2);
    // The first applicant of a page has the page's own loading behind it.
    expectAlike(traces.map(([first]) => first));
    expectAlike(traces.flatMap((group) => group.slice(1)));
  });
}

test('a frame that the page makes low scrolls as far for every outcome', async ({ page }) => {
  await page.setViewportSize({ width: 800, height: 900 });
  const random = randomFrom(7);
  await openPartner(page, partnerSite(body, { '/spy.js': spy }));
  const frame = page.frames().find((candidate) => candidate.url().startsWith(`${bank}/frame/`))!;
  await page.evaluate(() => {
    const iframe = document.querySelector('prescore-frame')!.shadowRoot!.querySelector('iframe')!;
    iframe.style.height = '200px';
  });
  const lengths = new Set<number>();
  const outcomes = new Set<string>();
  for (let turn = 0; turn < 30; turn += 1) {
    const { right } = await applicantFrom(random);
    const decision = (await startCore()).evaluate(right);
    outcomes.add(decision.kind === 'decision' ? decision.outcome : '');
    await fill(frame, right);
    await press(frame, 'button[type=submit]');
    await frame.locator('.decision').waitFor();
    await settle(page);
    lengths.add(await frame.evaluate(() => document.documentElement.scrollHeight));
    await press(frame, '.change');
  }
  expect(outcomes.size).toBe(3);
  expect([...lengths]).toHaveLength(1);
});
