// Programs that bundlers make of the package for node, run. Their pages run in the browser's tests.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { inRoot } from '../../scripts/base/paths.mjs';
import { buildProgram, bundlers } from './bundlers.ts';

interface GoldenCase {
  readonly answers: object;
  readonly expect: { readonly outcome?: string };
}
const { cases } = JSON.parse(readFileSync(inRoot('tests/golden/cases.json'), 'utf8')) as { cases: GoldenCase[] };

for (const bundler of bundlers) {
  test(`what ${bundler} makes of a program for node decides as the golden cases say`, async () => {
    const { decide } = (await import(pathToFileURL(await buildProgram(bundler)).href)) as {
      decide(answers: readonly object[]): Promise<string[]>;
    };
    const decided = await decide(cases.map(({ answers }) => answers));
    assert.deepEqual(
      decided,
      cases.map(({ expect }) => expect.outcome ?? 'issues'),
    );
  });
}
