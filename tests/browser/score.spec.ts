// The page that scores files: a real file in, the bytes of the tool out, progress, a stop, errors in the reader's words.
// Its headers are those that the bank's server sends.

import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Download, Page } from '@playwright/test';
import { applicants, GOOD_ROW, HEADER, MODEL, runTool } from '../tool/support.ts';
import { axeViolations } from './support/axe.ts';
import { type Answer, bank, bankSite, serve } from './support/origins.ts';
import { expect, root, test, textsOf } from './support/site.ts';

const ru = textsOf('ru').score;
const folder = mkdtempSync(join(tmpdir(), 'prescore-score-page-'));
test.afterAll(() => rmSync(folder, { recursive: true, force: true }));

const badRows = `${HEADER}\n${GOOD_ROW}\n33,many,GRD,1,N,N,Y\n33\n${GOOD_ROW}\n`;

/** Writes a file, and returns its path and what the tool makes of it. */
function fileOf(name: string, content: string, ...args: string[]): { path: string; scores: string } {
  const path = join(folder, name);
  writeFileSync(path, content);
  return { path, scores: runTool(folder, ['score', '--model', MODEL, '--input', path, ...args]).out };
}

async function open(page: Page, path = '/score/'): Promise<void> {
  await page.goto(path);
  await page.locator('#choices').waitFor();
}

async function score(page: Page, path: string): Promise<void> {
  await page.locator('[name=file]').setInputFiles(path);
  await page.locator('#choices button').click();
}

async function downloaded(page: Page, link: string): Promise<{ name: string; content: string }> {
  const coming: Promise<Download> = page.waitForEvent('download');
  await page.locator(link).click();
  const download = await coming;
  return { name: download.suggestedFilename(), content: readFileSync(await download.path(), 'utf8') };
}

const outcome = (page: Page) => page.locator('#outcome-heading');

test('a file is scored in a worker, to the bytes of the tool, and nothing of it is sent', async ({
  page,
  pageErrors,
}) => {
  const { path, scores } = fileOf('applicants.csv', applicants(20_000, 11));
  const [workers, requests]: [string[], string[]] = [[], []];
  page.on('worker', (worker) => workers.push(worker.url()));
  await open(page);
  page.on('request', (request) =>
    requests.push(
      `${request.method()} ${new URL(request.url()).pathname.replace(/\.\w{8}\./, '.')}${request.postData() ?? ''}`,
    ),
  );
  await score(page, path);
  await expect(outcome(page)).toHaveText(ru['score.ready']);
  await expect(outcome(page)).toBeFocused();
  await expect(page.locator('#said')).toHaveText('Обработано заявок: 20\u00a0000.');
  await expect(outcome(page)).toHaveAccessibleDescription('Обработано заявок: 20\u00a0000.');
  expect(await downloaded(page, '#scores')).toEqual({ name: 'applicants-scores.csv', content: scores });
  await expect(page.locator('#rejects')).toBeHidden();
  expect(workers).toHaveLength(1);
  // The link of the download is the browser's own.
  expect(
    requests
      .filter((request) => !request.startsWith('GET blob'))
      .filter((request) => /assets/.test(request))
      .sort(),
  ).toEqual(['GET /assets/batch-worker.js', 'GET /assets/instant-card.bin', 'GET /assets/prescore-batch.wasm']);
  expect(requests.filter((request) => request.startsWith('POST'))).toEqual([]);
  expect(pageErrors).toEqual([]);
});

test('rows that cannot be read stop it with their place, or go to a file of their own', async ({
  page,
  pageErrors,
}) => {
  const { path } = fileOf('bad.csv', badRows);
  await open(page);
  await score(page, path);
  await expect(outcome(page)).toHaveText(ru['score.notScored']);
  await expect(page.locator('#said')).toHaveText(
    'Заявка\u00a02, строка файла\u00a03, столбец «income»: «many»\u00a0— это не\u00a0число.',
  );
  await expect(page.locator('#scores')).toBeHidden();
  await page.locator('[name=keepGoing]').check();
  await page.locator('#choices button').click();
  await expect(page.locator('#said')).toHaveText(
    'Обработано заявок: 2. Пропущены 2 строки: причины\u00a0— в\u00a0отдельном файле.',
  );
  const tool = runTool(folder, [
    'score',
    '--model',
    MODEL,
    '--input',
    path,
    '--output',
    'G.csv',
    '--keep-going',
    '--rejects',
    'R.csv',
  ]);
  expect(tool.code).toBe(0);
  const read = (name: string): string => readFileSync(join(folder, name), 'utf8');
  expect(await downloaded(page, '#scores')).toEqual({ name: 'bad-scores.csv', content: read('G.csv') });
  expect(await downloaded(page, '#rejects')).toEqual({ name: 'bad-rejects.csv', content: read('R.csv') });
  expect(pageErrors).toEqual([]);
});

test('a large file shows how far it is, and stops at once', async ({ page }) => {
  test.setTimeout(90_000);
  const path = join(folder, 'large.csv');
  execFileSync(join(root, 'build/prescore'), ['sample', '--rows', '500000', '--output', path]);
  await open(page);
  // Presses the button as soon as there is progress: a person is slower than the engine.
  await page.evaluate(() => {
    const watch = new MutationObserver(() => {
      const done = document.querySelector('#done')?.textContent ?? '';
      if (done === '') return;
      watch.disconnect();
      const bar = document.querySelector('progress');
      Object.assign(globalThis, {
        seen: { done, value: bar?.value ?? -1, isBusy: document.querySelector('fieldset')?.disabled },
      });
      document.querySelector<HTMLElement>('#stop')?.click();
    });
    watch.observe(document.querySelector('#done')!, { childList: true, characterData: true, subtree: true });
  });
  await score(page, path);
  await expect(outcome(page)).toHaveText(ru['score.stopped']);
  const seen = await page.evaluate(
    () => (globalThis as unknown as { seen: { done: string; value: number; isBusy: boolean } }).seen,
  );
  expect(seen.done).toMatch(/^Прочитано [\d,]+ из\u00a034,4\u00a0МБ, обработано заявок: [\d\u00a0]+$/u);
  expect(seen.value).toBeGreaterThan(0);
  expect(seen.value).toBeLessThan(1);
  expect(seen.isBusy).toBe(true);
  await expect.poll(() => page.workers()).toEqual([]);
  await expect(page.locator('#scores')).toBeHidden();
  // And starts again.
  await score(page, fileOf('small.csv', `${HEADER}\n${GOOD_ROW}\n`).path);
  await expect(outcome(page)).toHaveText(ru['score.ready']);
});

test("a model of one's own, and one that is none", async ({ page }) => {
  const full = join(folder, 'full.bin');
  const model = join(root, 'model/instant-card-full/model.json');
  expect(runTool(folder, ['pack', model, '--output', full]).code).toBe(0);
  const content = applicants(300, 12);
  const { path } = fileOf('full.csv', content);
  await open(page, '/score/en/');
  await page.locator('[name=model]').setInputFiles(full);
  await score(page, path);
  await expect(page.locator('#said')).toHaveText('Decisions for 300 applications are ready.');
  expect((await downloaded(page, '#scores')).content).toBe(
    runTool(folder, ['score', '--model', model, '--input', path]).out,
  );
  await page.locator('[name=model]').setInputFiles(path);
  await page.locator('#choices button').click();
  await expect(page.locator('#said')).toHaveText(textsOf('en').score['score.error.model']);
});

/** The site with another policy on all that it sends. */
const withPolicy =
  (change: (policy: string) => string) =>
  (path: string): Answer | undefined => {
    const answer = bankSite(path);
    const policy = change(answer?.headers?.['Content-Security-Policy'] ?? '');
    return answer && { ...answer, headers: { ...answer.headers, 'Content-Security-Policy': policy } };
  };

test('where the policy keeps the worker out, the page does the work itself', async ({ page }) => {
  await serve(page.context(), {
    [bank]: withPolicy((policy) => policy.replace("worker-src 'self'", "worker-src 'none'")),
  });
  const { path, scores } = fileOf('without-worker.csv', applicants(2_000, 13));
  await open(page, `${bank}/score/`);
  await score(page, path);
  await expect(outcome(page)).toHaveText(ru['score.ready']);
  expect((await downloaded(page, '#scores')).content).toBe(scores);
});

test('where the policy keeps WebAssembly out, or a file does not come, the page says so', async ({ page }) => {
  const { path } = fileOf('refused.csv', `${HEADER}\n${GOOD_ROW}\n`);
  let site = withPolicy((policy) => policy.replace(" 'wasm-unsafe-eval'", ''));
  await serve(page.context(), { [bank]: (asked) => site(asked) });
  await open(page, `${bank}/score/`);
  await score(page, path);
  await expect(page.locator('#said')).toHaveText(ru['score.error.hosting'].replace('{code}', 'wasm_refused'));
  site = (asked) => (asked.endsWith('.bin') ? undefined : bankSite(asked));
  await page.reload();
  await score(page, path);
  await expect(page.locator('#said')).toHaveText(ru['score.error.notLoaded']);
});

test('a worker that stops in the middle is told, and the next file is scored', async ({ page }) => {
  const { path, scores } = fileOf('stopped.csv', applicants(2_000, 15));
  const body = `
    const part = { scores: new TextEncoder().encode('row,pd,outcome,offer\\n'), rejects: new Uint8Array(), bytes: 5, size: 9, rows: 7, refused: 0 };
    addEventListener('message', ({ data }) => {
      if (data.kind !== 'job') throw new Error('gone');
      postMessage({ kind: 'part', part });
    });
    postMessage({ kind: 'ready' });`;
  let isBroken = true;
  await serve(page.context(), {
    [bank]: (asked) => {
      const answer = bankSite(asked);
      return isBroken && answer && /batch-worker/.test(asked) ? { ...answer, body } : answer;
    },
  });
  await open(page, `${bank}/score/`);
  await score(page, path);
  await expect(page.locator('#said')).toHaveText(ru['score.error.memory']);
  await expect(page.locator('#done')).toHaveText(/обработано заявок: 7$/);
  await expect(page.locator('#scores')).toBeHidden();
  isBroken = false;
  await page.reload();
  await score(page, path);
  await expect(outcome(page)).toHaveText(ru['score.ready']);
  expect((await downloaded(page, '#scores')).content).toBe(scores);
});

test('while the model does not come, the wait has a name and can be stopped', async ({ page }) => {
  let isHeld = true;
  await serve(page.context(), { [bank]: (asked) => (isHeld && asked.endsWith('.bin') ? 'held' : bankSite(asked)) });
  await open(page, `${bank}/score/`);
  await score(page, fileOf('waiting.csv', `${HEADER}\n${GOOD_ROW}\n`).path);
  await expect(page.locator('#stop')).toBeFocused();
  await expect(page.getByRole('progressbar')).toHaveAccessibleName(ru['score.running']);
  await page.locator('#stop').click();
  await expect(outcome(page)).toHaveText(ru['score.stopped']);
  isHeld = false;
  await page.locator('#choices button').click();
  await expect(outcome(page)).toHaveText(ru['score.ready']);
});

test('a model that changed since it was chosen is to be chosen again', async ({ page, pageErrors }) => {
  const model = join(folder, 'own.bin');
  writeFileSync(model, 'packed');
  await open(page);
  await page.locator('[name=model]').setInputFiles(model);
  // The browser notes the time of the file when it is first asked for; a busy machine would note the changed one.
  await page.locator('[name=model]').evaluate((input: HTMLInputElement) => input.files?.[0]?.lastModified);
  utimesSync(model, 0, 0);
  await score(page, fileOf('own.csv', `${HEADER}\n${GOOD_ROW}\n`).path);
  await expect(page.locator('#said')).toHaveText(ru['score.error.modelUnreadable']);
  await page.locator('[name=model]').setInputFiles([]);
  await page.locator('#choices button').click();
  await expect(outcome(page)).toHaveText(ru['score.ready']);
  expect(pageErrors).toEqual([]);
});

test('a bug has a code to pass on, is in the console, and leaves a page that works', async ({ page, pageErrors }) => {
  await open(page);
  await page.evaluate(() => {
    const { createObjectURL } = URL;
    URL.createObjectURL = () => {
      URL.createObjectURL = createObjectURL;
      throw new TypeError('of ours');
    };
  });
  await score(page, fileOf('ours.csv', `${HEADER}\n${GOOD_ROW}\n`).path);
  await expect(page.locator('#said')).toHaveText(ru['score.error.hosting'].replace('{code}', 'unknown'));
  await expect(page.locator('#scores')).toBeHidden();
  expect(pageErrors).toEqual(['TypeError: of ours']);
  await page.locator('#choices button').click();
  await expect(outcome(page)).toHaveText(ru['score.ready']);
});

for (const path of ['/score/', '/score/en/']) {
  test(`axe finds nothing on ${path} at any moment, in light or in dark`, async ({ page }) => {
    const held = fileOf('held.csv', `${HEADER}\n${GOOD_ROW}\n`).path;
    let isHeld = true;
    await serve(page.context(), { [bank]: (asked) => (isHeld && asked.endsWith('.bin') ? 'held' : bankSite(asked)) });
    await open(page, `${bank}${path}`);
    expect(await axeViolations(page)).toEqual([]);
    await score(page, held);
    await page.locator('#running').waitFor();
    expect(await axeViolations(page)).toEqual([]);
    isHeld = false;
    await page.reload();
    await score(page, fileOf('axe.csv', badRows).path);
    await page.locator('#outcome.refused').waitFor();
    expect(await axeViolations(page)).toEqual([]);
    await page.locator('[name=keepGoing]').check();
    await page.locator('#choices button').click();
    await page.locator('#rejects').waitFor();
    expect(await axeViolations(page)).toEqual([]);
  });
}

test('the keys alone do it', async ({ page }) => {
  const { path } = fileOf('keys.csv', `${HEADER}\n${GOOD_ROW}\n`);
  const chooser = page.waitForEvent('filechooser');
  await open(page);
  const focused = () =>
    page.evaluate(
      () =>
        document.activeElement?.getAttribute('name') ?? document.activeElement?.id ?? document.activeElement?.localName,
    );
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  expect(await focused()).toBe('file');
  await page.keyboard.press('Enter');
  await (await chooser).setFiles(path);
  await page.keyboard.press('Tab');
  expect(await focused()).toBe('model');
  await page.keyboard.press('Tab');
  expect(await focused()).toBe('keepGoing');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(outcome(page)).toBeFocused();
  await page.keyboard.press('Tab');
  expect(await focused()).toBe('scores');
});

test('the link leads to the same page in the other language, and back', async ({ page }) => {
  await open(page);
  await page.locator('a[hreflang]:visible').click();
  await expect(page).toHaveURL(/\/score\/en\/$/);
  await page.locator('a[hreflang]:visible').click();
  await expect(page).toHaveURL(/\/score\/$/);
});

test('a narrow page needs no sideways scrolling', async ({ page }) => {
  await page.setViewportSize({ width: 320, height: 700 });
  await open(page);
  await score(page, fileOf('narrow.csv', `${HEADER}\n${'x'.repeat(200)},50000,GRD,1,N,N,Y\n`).path);
  await page.locator('#outcome.refused').waitFor();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
});

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });

  test('the page says what it needs, and shows nothing that would not work', async ({ page }) => {
    await page.goto('/score/');
    await expect(page.locator('header noscript > p')).toHaveText(ru['score.noScript']);
    await expect(page.locator('form, section').filter({ visible: true })).toHaveCount(0);
  });
});
