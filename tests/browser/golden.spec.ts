// The golden cases of the core, run by a real browser under the site's own policy.

import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { bundleScript } from '../../site/build/bundle.mjs';
import type { Answers, Explanation, Prescore, PrescoreSources } from '../../wasm/types.ts';
import { builtFile, expect, root, siteDir, test } from './support/site.ts';

interface Golden {
  readonly programme: string;
  readonly cases: readonly { readonly name: string; readonly answers: Answers; readonly expect: Explanation }[];
}

interface WithApi {
  createPrescore(sources: PrescoreSources): Promise<Prescore>;
}

const goldenFile = join(root, 'tests/golden/cases.json');
const fileName = (pattern: RegExp): string => relative(siteDir, builtFile(pattern));

test('every golden case gives the same in this browser', async ({ page, pageErrors }) => {
  const golden = JSON.parse(readFileSync(goldenFile, 'utf8')) as Golden;
  const script = await bundleScript(join(root, 'tests/browser/support/api.ts'), join(root, 'build/wasm/prescore.mjs'));
  const body = Buffer.from(script);
  await page.route('**/api.js', (route) => route.fulfill({ contentType: 'text/javascript', body }));
  await page.route('**/', async (route) => {
    const html = '<!doctype html><script type="module" src="api.js"></script>';
    await route.fulfill({ response: await route.fetch(), body: html });
  });
  await page.goto('/');
  const given = await page.evaluate(
    async ({ cases, wasm, model }) => {
      const core = await (globalThis as unknown as WithApi).createPrescore({ wasm, model });
      return cases.map(({ name, answers }) => ({ name, evaluation: core.explain(answers) }));
    },
    { cases: golden.cases, wasm: fileName(/^prescore\.\w+\.wasm$/), model: fileName(/\.bin$/) },
  );
  expect(golden.cases.length).toBeGreaterThan(0);
  expect(given).toEqual(golden.cases.map(({ name, expect: evaluation }) => ({ name, evaluation })));
  expect(pageErrors).toEqual([]);
});
