// The element's own style sheets, which stand in other people's pages.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { filesUnder, readText } from '../support.ts';

const sheets = [...filesUnder('site/widget/styles', ['.css']), 'site/embed/frame.css', 'site/shared/host.css'];

test('no size in the element follows the root of the page around it', () => {
  assert.ok(sheets.length > 7);
  for (const sheet of sheets) assert.doesNotMatch(readText(sheet), /\d(rem|rlh|rch|rex)\b/, sheet);
});
