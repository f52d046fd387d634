// Pages of partners of many kinds, in every engine: where the element is put, how its script gets there, and what is
// around it. tests/browser/ has all kinds, in Chromium.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { snippet } from '../../site/embed/snippet.mjs';
import { answersFor, reachable, startCore } from '../browser/support/core.ts';
import type { Release } from '../browser/support/origins.ts';
import { type Driver, until } from './support/driver.ts';
import { engines } from './support/engines.ts';
import { type Sites, startSites } from './support/sites.ts';

const parents = [
  'display:flex',
  'display:flex;flex-direction:column;align-items:center',
  'display:grid;grid-template-columns:auto 1fr',
  'display:inline-block',
  'float:left',
  'position:absolute;left:20px',
  'display:table-cell',
  'width:min-content',
  'writing-mode:vertical-rl',
];
const hosts = [
  'display:flex',
  'display:flex;flex-direction:column;align-items:center',
  'display:grid;place-items:center',
  'display:grid;grid-template-columns:1fr 1fr 1fr',
  'display:contents',
  'columns:3',
];
const columns = [160, 200, 264];

const watch = '<script>codes = []; addEventListener("prescore-error", (e) => codes.push(e.detail.code), true)</script>';
const page = (body: string, head = ''): string =>
  `<!doctype html><html lang="ru"><meta charset="utf-8"><title>Дом</title>${watch}${head}<body>${body}`;

/** How scripts get into pages: as what re-creates, evaluates or bundles them leaves them. */
const insertions = (loader: string): Readonly<Record<string, string>> => ({
  'a module': `<script type="module" src="${loader}"></script>`,
  'a classic script in the head': `<script src="${loader}"></script>`,
  'one that a tag manager adds': `<script>setTimeout(() => { const s = document.createElement('script'); s.src = '${loader}'; document.body.append(s) }, 50)</script>`,
  'text that is evaluated': `<script>fetch('${loader}').then((r) => r.text()).then((t) => (0, eval)(t))</script>`,
  'a module from a blob': `<script>fetch('${loader}').then((r) => r.blob()).then((b) => { const s = document.createElement('script'); s.type = 'module'; s.src = URL.createObjectURL(b); document.body.append(s) })</script>`,
});

const portal = '<iframe id="there" style="width:500px;height:900px"></iframe>';

function pagesOf(bank: string, release: Release): Readonly<Record<string, string>> {
  const whole = snippet({
    site: `${bank}/`,
    release,
    channel: 'fixed',
    application: `${bank}/apply`,
    fallback: 'На сайт банка',
    attributes: { partner: 'dom', lang: 'ru' },
  });
  // What is evaluated does not know where it came from.
  const bare = (name: string) =>
    `<prescore-frame partner="dom" lang="ru" ${/text|blob/.test(name) ? `bank="${bank}"` : ''}><a href="#">На сайт банка</a></prescore-frame>`;
  const loader = `${bank}/${release.loader}`;
  const made = `const e = document.createElement('prescore-frame'); e.setAttribute('partner', 'dom')`;
  return Object.fromEntries([
    ...parents.map((style, index) => [`/parent/${index}`, page(`<div style="${style}">${whole}</div>`)]),
    ...hosts.map((style, index) => [
      `/host/${index}`,
      page(`<main style="width:700px">${whole}</main>`, `<style>main > * { ${style} }</style>`),
    ]),
    ...columns.map((width) => [`/column/${width}`, page(`<div style="width:${width}px">${whole}</div>`)]),
    ...Object.entries(insertions(loader)).map(([name, script], index) => [
      `/script/${index}`,
      page(bare(name) + script),
    ]),
    ['/dialog', page(`<dialog id="d">${whole}</dialog><script>d.showModal()</script>`)],
    ['/popover', page(`<div id="d" popover="auto">${whole}</div><script>d.showPopover()</script>`)],
    [
      '/moved',
      page(
        `${whole}${portal}<script>addEventListener('prescore-ready', () => there.contentDocument.body.append(document.querySelector('prescore-frame')), { once: true })</script>`,
      ),
    ],
    [
      '/made',
      page(
        `${portal}<script src="${loader}"></script><script>setTimeout(() => { ${made}; there.contentDocument.body.append(e) }, 300)</script>`,
      ),
    ],
    [
      '/page.xhtml',
      `<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml" lang="ru"><head><title>Дом</title></head><body>${whole}</body></html>`,
    ],
  ]);
}

let sites: Sites;
before(async () => {
  sites = await startSites(pagesOf);
});
after(() => sites.close());

for (const engine of engines) {
  describe(engine.name, () => {
    let driver: Driver;
    before(async () => {
      driver = await engine.start();
    });
    after(() => driver.close());

    /** The form shows in the frame, which the driver is in then. */
    async function enter(path: string): Promise<void> {
      await driver.open(sites.partner + path);
      await driver.enterFrame();
      await until(`the form shows at ${path}`, () => inWidget(driver, `${form} return !!form;`));
    }
    const frameBox = (property: 'offsetWidth' | 'offsetHeight') =>
      driver.run<number>(
        `return document.querySelector('prescore-frame').shadowRoot.querySelector('iframe').${property};`,
      );
    async function expectNoCodes(): Promise<void> {
      await driver.leaveFrame();
      assert.deepEqual(await driver.run('return window.codes;'), []);
    }

    for (const [index, style] of parents.entries()) {
      test(`a parent with ${style}`, async () => {
        await enter(`/parent/${index}`);
        await expectNoCodes();
        assert.ok((await frameBox('offsetWidth')) >= 230);
      });
    }

    for (const [index, style] of hosts.entries()) {
      test(`the element itself with ${style}`, async () => {
        await enter(`/host/${index}`);
        await expectNoCodes();
        assert.ok(Math.abs((await frameBox('offsetWidth')) - 700) <= 1);
      });
    }

    for (const [index, name] of Object.keys(insertions('')).entries()) {
      test(`the loader as ${name}`, async () => {
        await enter(`/script/${index}`);
        await expectNoCodes();
      });
    }

    test('the element in XHTML', () => enter('/page.xhtml'));

    for (const path of ['/moved', '/made']) {
      test(`the element in another document of the page: ${path.slice(1)} there`, async () => {
        await driver.open(sites.partner + path);
        const height = () =>
          driver.run<number>(
            `const frame = there.contentDocument.querySelector('prescore-frame');
             return frame.shadowRoot.querySelector('.ready iframe').offsetHeight;`,
          );
        await until('the frame is there, as high as its form', async () => (await height()) > 600);
        assert.deepEqual(await driver.run('return window.codes;'), []);
      });
    }

    for (const [path, isOpen] of [
      ['/dialog', 'return d.open;'],
      ['/popover', 'return d.matches(":popover-open");'],
    ] as const) {
      test(`Escape in the frame closes the ${path.slice(1)} around it`, async () => {
        await enter(path);
        await driver.escape('#question-age');
        await driver.leaveFrame();
        await until('it is closed', async () => !(await driver.run<boolean>(isOpen)));
      });
    }

    for (const width of columns) {
      test(`a column of ${width} px: nothing is cut off, and nothing scrolls inside`, async () => {
        await enter(`/column/${width}`);
        const hidden = () =>
          driver.run<number[]>(
            `const { scrollWidth, clientWidth, scrollHeight } = document.documentElement;
             return [scrollWidth - clientWidth, Math.max(0, scrollHeight - innerHeight)];`,
          );
        const expectWhole = (view: string) =>
          until(`all of ${view} shows`, async () => String(await hidden()) === '0,0');
        await expectWhole('the form');
        for (const kind of reachable) {
          await decide(driver, kind);
          await expectWhole(kind);
          await inWidget(driver, "root.querySelector('.change').click();");
        }
        await expectNoCodes();
      });
    }
  });
}

const inWidget = <Result>(driver: Driver, body: string, ...args: unknown[]) =>
  driver.run<Result>(`const root = document.querySelector('prescore-widget').shadowRoot; ${body}`, ...args);
const form = "const form = root.querySelector('form:not([inert] *)');";

/** By script: a driver cannot click into a column that it must scroll to. */
async function decide(driver: Driver, kind: (typeof reachable)[number]): Promise<void> {
  const { answers } = await answersFor(kind);
  const { questions } = (await startCore()).questionnaire;
  await until('the form is back', () => inWidget(driver, `${form} return !!form;`));
  await inWidget(
    driver,
    `for (const [id, answer, isChoice] of arguments[0]) {
       const input = root.querySelector(isChoice ? 'input[name=question-' + id + '][value=' + answer + ']' : '#question-' + id);
       if (isChoice) input.click();
       else { input.value = answer; input.dispatchEvent(new Event('input', { bubbles: true })); }
     }
     root.querySelector('button[type=submit]').click();`,
    questions.map(({ id, kind: type }) => [id, answers[id] ?? '', type === 'choice']),
  );
  await until(`${kind} shows`, () => inWidget(driver, "return !!root.querySelector('.decision');"));
}
