import assert from 'node:assert/strict';
import { afterEach, test } from 'node:test';
import { originAround } from '../../../site/frame/around.ts';

const partner = 'https://dom.example';

/** The frame's globals as a browser may have them. */
function inFrame(ancestorOrigins: readonly string[] | undefined, referrer = ''): void {
  Object.assign(globalThis, { window: {}, parent: {}, location: { ancestorOrigins }, document: { referrer } });
}

afterEach(() => {
  for (const name of ['window', 'parent', 'location', 'document']) Reflect.deleteProperty(globalThis, name);
});

test('the page around is the first ancestor', () => {
  inFrame([partner, 'https://other.example']);
  assert.equal(originAround(), partner);
});

test('the page around is not known where the browser withholds its origin, as Firefox does', () => {
  inFrame(['null']);
  assert.equal(originAround(), undefined);
  inFrame(undefined);
  assert.equal(originAround(), undefined);
});

test('the referrer names the page around where the list does not', () => {
  for (const ancestors of [['null'], undefined]) {
    inFrame(ancestors, `${partner}/page/`);
    assert.equal(originAround(), partner);
  }
});

test('a document that stands alone has no page around', () => {
  inFrame([], `${partner}/`);
  Object.assign(globalThis, { parent: window });
  assert.equal(originAround(), undefined);
});
