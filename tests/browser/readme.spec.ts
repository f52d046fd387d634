// The HTML that the README tells people to add to their page works as it stands there.

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Site, serve, typeOf } from './support/origins.ts';
import { expect, root, test } from './support/site.ts';

const [, html = ''] = /```html\n([^]*?)```/.exec(readFileSync(join(root, 'README.md'), 'utf8')) ?? [];

/** A web server with the package in the folder /prescore/ and one page. */
const server: Site = (path) => {
  if (path === '/') {
    return {
      body: `<!doctype html><title>Bank</title>${html}`,
      headers: { 'Content-Type': 'text/html; charset=utf-8' },
    };
  }
  const file = join(root, 'build/package', path.replace(/^\/prescore\//, ''));
  if (!path.startsWith('/prescore/') || !existsSync(file)) return undefined;
  return { body: readFileSync(file), headers: { 'Content-Type': typeOf(file) } };
};

test('the lines of HTML in the README show the form', async ({ page }) => {
  expect(html.trim().split('\n').length).toBeLessThanOrEqual(5);
  await serve(page.context(), { 'https://bank.example': server });
  await page.goto('https://bank.example/');
  await page.getByRole('button', { name: 'See the decision' }).waitFor();
});
