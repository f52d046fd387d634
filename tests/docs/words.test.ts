// The documents are in plain English: words that newcomers stumbled over do not come back.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { handWritten, prose, read } from './support.ts';

/** What not to write, and what to write. */
const WORDS: readonly (readonly [RegExp, string])[] = [
  [/\bmends?\b/i, 'how to fix it'],
  [/\banew\b/i, 'again'],
  [/\bwho(m)?ever\b/i, 'people who'],
  [/\blaid (down|out)\b/i, 'specified'],
  [/\bof no (use|meaning)\b/i, 'not used'],
  [/\bforetold\b/i, 'predicted'],
  [/\boutturns?\b/i, 'scored outcome'],
  [/\bhindrances?\b|\bcomplaints?\b/i, 'issue, error or bug'],
  [/\bfaults?\b/i, 'issue, error or bug'],
  [/\bheld against\b/i, 'checked against'],
  [/\bis none that\b/i, 'is not a'],
];

for (const path of handWritten) {
  test(`${path} uses plain words`, () => {
    // Names of code are what they are.
    const text = prose(read(path)).replaceAll(/`[^`\n]*`/g, '``');
    for (const [word, better] of WORDS) {
      const found = word.exec(text);
      assert.equal(found, null, `"${found?.[0]}": write ${better}`);
    }
  });
}
