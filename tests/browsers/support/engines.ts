// The engines, where the command that runs these tests found them.

import type { Engine } from './driver.ts';
import { puppeteerEngine } from './puppeteer.ts';
import { webkitEngine } from './webkit.ts';

const path = (name: string): string => {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: run these tests by npm run test:browsers`);
  return value;
};

const all: readonly Engine[] = [
  puppeteerEngine('chrome', 'Chromium', path('PRESCORE_CHROMIUM')),
  puppeteerEngine('firefox', 'Firefox', path('PRESCORE_FIREFOX')),
  webkitEngine({
    driver: path('PRESCORE_WEBKIT_DRIVER'),
    browser: path('PRESCORE_WEBKIT'),
    screen: path('PRESCORE_XVFB'),
  }),
];

/** Named by PRESCORE_ENGINE, or all of them. */
export const engines = all.filter(
  ({ name }) => !process.env['PRESCORE_ENGINE'] || name === process.env['PRESCORE_ENGINE'],
);
