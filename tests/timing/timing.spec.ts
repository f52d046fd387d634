// Whether the time of a message hints at answers. The page here knows more than a partner's page can know: the moment of
// the click in the frame. It measures how long after that the message about the next step comes, for applicants of two
// groups in random order, and asks a permutation test whether the groups differ.

import type { Frame, Page } from '@playwright/test';
import type { Answers } from '../../wasm/types.ts';
import { answersFor, startCore } from '../browser/support/core.ts';
import { bank, openPartner, partnerSite, partnerSnippet } from '../browser/support/origins.ts';
import { expect, test } from '../browser/support/site.ts';
import { compare } from './permutation.ts';

/** Measurements of each group. */
const count = Number(process.env['PRESCORE_TIMING'] ?? 100);
const rounds = 10_000;
/** All comparisons together raise a false alarm in one of a hundred runs. */
const alarm = 0.01 / 5;

const spy = `
  window.arrivals = [];
  addEventListener('message', ({ data }) => {
    if (data.kind === 'step') arrivals.push(performance.timeOrigin + performance.now());
  });
`;

async function open(page: Page): Promise<Frame> {
  await openPartner(page, partnerSite(`<script src="/spy.js"></script>${partnerSnippet()}`, { '/spy.js': spy }));
  await page.waitForTimeout(2_500);
  return page.frames().find((frame) => frame.url().startsWith(`${bank}/frame/`))!;
}

/** Milliseconds from the click to the message. */
async function measure(page: Page, frame: Frame, answers: Answers): Promise<number> {
  await page.evaluate('arrivals.length = 0');
  const clicked = await frame.evaluate((given) => {
    const root = document.querySelector('prescore-widget')!.shadowRoot!;
    root.querySelector<HTMLElement>('.change')?.click();
    for (const [id, text] of Object.entries(given)) {
      const field = root.getElementById(`question-${id}`);
      if (field instanceof HTMLInputElement) {
        field.value = text;
        field.dispatchEvent(new InputEvent('input', { bubbles: true }));
      } else root.getElementById(`option-${id}-${text}`)?.click();
    }
    return new Promise<number>((resolve) =>
      // After the messages of what came before.
      setTimeout(() => {
        resolve(performance.timeOrigin + performance.now());
        root.querySelector<HTMLElement>('button[type=submit]')!.click();
      }, 200),
    );
  }, answers);
  await expect.poll(() => page.evaluate(`arrivals.some((time) => time > ${clicked})`), { intervals: [20] }).toBe(true);
  return ((await page.evaluate(`arrivals.find((time) => time > ${clicked})`)) as number) - clicked;
}

/** Answers with another income and the same outcome. */
async function withIncome(answers: Answers, income: string): Promise<Answers> {
  const core = await startCore();
  const other = { ...answers, income };
  const [one, two] = [core.evaluate(answers), core.evaluate(other)];
  expect(one.kind === 'decision' && two.kind === 'decision' && one.outcome === two.outcome).toBe(true);
  return other;
}

interface Comparison {
  readonly name: string;
  readonly groups: readonly [Answers, Answers];
}

async function comparisons(): Promise<Comparison[]> {
  const approved = (await answersFor('likely_approval by risk')).answers;
  const offered = (await answersFor('alternative_offer by risk')).answers;
  const reviewed = (await answersFor('manual_review by not_covered')).answers;
  return [
    { name: 'approval or alternative', groups: [approved, offered] },
    { name: 'approval or manual review', groups: [approved, reviewed] },
    {
      name: 'income below or above 50,000',
      groups: [await withIncome(approved, '49000'), await withIncome(approved, '90000')],
    },
    {
      name: 'a missing or an unreadable number',
      groups: [
        { ...approved, age: '' },
        { ...approved, age: 'many' },
      ],
    },
    {
      name: 'one issue or two',
      groups: [
        { ...approved, age: '' },
        { ...approved, age: '', income: '' },
      ],
    },
  ];
}

test('no group of answers shows in the time of a message', async ({ page }) => {
  const frame = await open(page);
  const results: number[] = [];
  for (const { name, groups } of await comparisons()) {
    const times: [number[], number[]] = [[], []];
    const order = Array.from({ length: 2 * count }, (_, index) => (index % 2) as 0 | 1).sort(() => Math.random() - 0.5);
    for (const group of [0, 1] as const) await measure(page, frame, groups[group]);
    for (const group of order) times[group].push(await measure(page, frame, groups[group]));
    const { medians, p } = compare(times[0], times[1], rounds, Math.random);
    console.log(`timing: ${name}: ${medians.toFixed(2)} ms, p ${p.toFixed(3)}`);
    results.push(p);
  }
  expect(Math.min(...results)).toBeGreaterThan(alarm);
});

test('the test notices a difference of half a deviation, and none where there is none', () => {
  let state = 1;
  const random = (): number => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
  const normal = (): number => Math.sqrt(-2 * Math.log(random())) * Math.cos(2 * Math.PI * random());
  const group = (shift: number): number[] => Array.from({ length: 200 }, () => normal() + shift);
  expect(compare(group(0), group(0.5), 2_000, random).p).toBeLessThan(0.002);
  expect(compare(group(0), group(0), 2_000, random).p).toBeGreaterThan(0.01);
});
