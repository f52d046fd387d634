// Each error, inline on the bank's page and in the frame on a partner's at once: the person sees what is wrong and the
// way on, programs hear a code, and the page around goes on as if nothing had happened.

import type { FailureCode } from '../../site/widget/machine.ts';
import { answersFor } from './support/core.ts';
import {
  type Change,
  dropped,
  expectFailure,
  expectShort,
  expectUnharmed,
  fallbackOfPartner,
  frameHeights,
  inTurn,
  missing,
  openBoth,
  withBody,
  withError,
  withoutKeyword,
  withType,
} from './support/errors.ts';
import { bankSite, partnerSnippet, type Site } from './support/origins.ts';
import { answersInForm, answerWithMouse, submitButton, submitWithMouse } from './support/person.ts';
import { expect, formHeading, test, textsOf } from './support/site.ts';

const corrupt = withBody((body) => Buffer.from(body).fill(0xa5, 4));
const half = withBody((body) => body.subarray(0, body.length / 2));

const noTwin = withError(/prescore-twin/, missing);
const noWasm = (change: Change): Site => withError(/\.wasm$/, change, noTwin);
const noModel = (change: Change): Site => withError(/\.bin$/, change);

const failures: readonly [name: string, site: Site, code: FailureCode][] = [
  ['no wasm', noWasm(missing), 'wasm_unreachable'],
  ['no network for the wasm', noWasm(dropped), 'wasm_unreachable'],
  ['wasm as text', noWasm(withType('text/plain')), 'wasm_wrong_type'],
  ['garbage for wasm', noWasm(corrupt), 'wasm_refused'],
  ['half a wasm', noWasm(half), 'wasm_refused'],
  ['a policy without the keyword, and no twin', withError(/\/$/, withoutKeyword, noTwin), 'wasm_refused'],
  ['no model', noModel(missing), 'model_unreachable'],
  ['no network for the model', noModel(dropped), 'model_unreachable'],
  ['half a model', noModel(half), 'model_refused'],
  ['a model with one byte more', noModel(withBody((body) => Buffer.concat([body, Buffer.of(0)]))), 'model_refused'],
  ['garbage for a model', noModel(corrupt), 'model_refused'],
  ['an empty model', noModel(withBody(() => Buffer.alloc(0))), 'model_refused'],
];

for (const [name, site, code] of failures) {
  test(`${name}: ${code}, in both languages`, async ({ context }) => {
    for await (const opened of inTurn(await openBoth(context, site))) {
      await expectFailure(opened, code);
      const retry = opened.place.getByRole('button', { name: textsOf('en').ui['failed.retry'] });
      await expect(retry).toHaveCount(code.endsWith('_unreachable') ? 1 : 0);
    }
  });
}

test('a browser without WebAssembly, and no twin: wasm_unsupported', async ({ context }) => {
  await context.addInitScript(() => Reflect.deleteProperty(globalThis, 'WebAssembly'));
  for await (const opened of inTurn(await openBoth(context, noTwin))) await expectFailure(opened, 'wasm_unsupported');
});

test('a model that the memory cannot hold stops the core: core_stopped', async ({ context }) => {
  await context.addInitScript(() => {
    WebAssembly.Memory.prototype.grow = () => {
      throw new RangeError('no memory is left');
    };
  });
  const site = noModel(withBody((body) => Buffer.concat([body, Buffer.alloc(4_000_000)])));
  for await (const opened of inTurn(await openBoth(context, site))) await expectFailure(opened, 'core_stopped');
});

test('a core that stops while it answers says so, and starts again with every answer', async ({ context }) => {
  const { answers } = await answersFor('likely_approval by risk');
  const { ui } = textsOf('ru');
  for await (const { place, codes, thrown } of inTurn(await openBoth(context, bankSite))) {
    await answerWithMouse(place, answers);
    // The last breath of a core without memory: it traps in the middle of a call.
    await place.locator('body').evaluate(() => {
      const own = TextEncoder.prototype.encodeInto;
      TextEncoder.prototype.encodeInto = () => {
        TextEncoder.prototype.encodeInto = own;
        throw new WebAssembly.RuntimeError('unreachable');
      };
    });
    await submitButton(place).click();
    await expect(place.getByRole('heading', { name: ui['failed.heading'] })).toBeFocused();
    await expect(place.getByRole('alert')).toHaveText(ui['failed.core_stopped']);
    await expect.poll(codes).toEqual(['core_stopped']);
    await place.getByRole('button', { name: ui['failed.retry'] }).click();
    await expect(place.getByRole('heading', { name: formHeading('ru') })).toBeFocused();
    expect(await answersInForm(place)).toEqual(answers);
    await submitButton(place).click();
    await expect(place.locator('.decision')).toBeVisible();
    expect(thrown).toEqual([]);
  }
});

test('a dropped connection can be tried again, and the focus comes back', async ({ context }) => {
  let isDown = true;
  const site: Site = (path) => (isDown && path.endsWith('.bin') ? 'dropped' : bankSite(path));
  const places = await openBoth(context, site);
  const { ui } = textsOf('ru');
  for (const { place } of places) await place.getByRole('button', { name: ui['failed.retry'] }).waitFor();
  await expectShort(places[1]!);
  isDown = false;
  for await (const { place } of inTurn(places)) {
    await place.getByRole('button', { name: ui['failed.retry'] }).press('Enter');
    await expect(place.getByRole('heading', { name: formHeading('ru') })).toBeFocused();
  }
  // The frame tells its height a moment after the key.
  await expect(async () => {
    const [frame, content] = await frameHeights(places[1]!);
    expect(frame, 'the form has its room again').toBeGreaterThanOrEqual(content);
    expect(frame).toBeGreaterThan(600);
  }).toPass({ timeout: 5_000 });
});

const takenOver: readonly [name: string, site: Site][] = [
  ['a policy without the keyword', withError(/\/$/, withoutKeyword)],
  ['no wasm', withError(/\.wasm$/, missing)],
  ['wasm as text', withError(/\.wasm$/, withType('text/plain'))],
];

for (const [name, site] of takenOver) {
  test(`${name}: the twin answers, and nobody is troubled with a code`, async ({ context }) => {
    const { answers } = await answersFor('alternative_offer by risk');
    for await (const opened of inTurn(await openBoth(context, site))) {
      await submitWithMouse(opened.place, answers);
      await expect(opened.place.locator('.decision.alternative_offer')).toBeVisible();
      expect(await opened.codes()).toEqual([]);
      await expectUnharmed(opened);
    }
  });
}

test('attributes that mean nothing count as not set, each with a code and a word to the engineer', async ({
  context,
}) => {
  const told: string[] = [];
  context.on('console', (message) => message.type() === 'warning' && told.push(message.text()));
  const snippet = partnerSnippet({ theme: 'neon', density: 'tight', accent: 'red' });
  const [inline, around] = await openBoth(
    context,
    (path) => {
      const answer = bankSite(path);
      if (!answer || path !== '/') return answer;
      return {
        ...answer,
        body: String(answer.body).replace('<prescore-widget', '<prescore-widget theme="neon" density="tight"'),
      };
    },
    snippet,
  );
  for await (const opened of inTurn([inline!, around!])) {
    await opened.place.locator('form:not([inert] *)').waitFor();
    expect(await opened.codes()).toEqual(['attribute_unknown']);
    await expectUnharmed(opened);
  }
  const words = (element: string, names: string[]) =>
    names.map((name): unknown => expect.stringContaining(`${element}: ${name}="`));
  expect(told.filter((text) => text.startsWith('prescore-widget'))).toEqual(
    words('prescore-widget', ['theme', 'density']),
  );
  expect(told.filter((text) => text.startsWith('prescore-frame'))).toEqual(
    words('prescore-frame', ['theme', 'density', 'accent']),
  );
  await around!.page.locator('prescore-frame').evaluate((element) => element.setAttribute('theme', 'dark'));
  await expect(around!.place.locator('prescore-widget')).toHaveAttribute('theme', 'dark');
});

test('a partner on no list: its page hears a code, the person reads why in both languages', async ({ context }) => {
  const [, around] = await openBoth(context, bankSite, partnerSnippet({ partner: 'nobody' }));
  await expectFailure(around!, 'partner_unknown');
});

test('a bank that is no address: the link stays, and bank_unknown', async ({ context }) => {
  const [, around] = await openBoth(context, bankSite, partnerSnippet({ bank: 'javascript:alert(1)' }));
  await expect(fallbackOfPartner(around!.page)).toBeVisible();
  expect(await around!.codes()).toEqual(['bank_unknown']);
  await expectUnharmed(around!);
});
