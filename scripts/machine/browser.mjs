// @ts-check
import { existsSync } from 'node:fs';
import { StepFailure } from '../base/failure.mjs';
import { thisHost } from './host.mjs';
import { inRoot } from '../base/paths.mjs';
import { findBrowser } from './requirements.mjs';
import { run } from '../base/run.mjs';

/**
 * Chromium obeys only the last --disable-features, so this repeats Playwright's list and adds two: the hidden panels of
 * the address bar. They are pages of their own in every window and use more of the processor than the page under test.
 */
const FEATURES_OFF = [
  'AvoidUnnecessaryBeforeUnloadCheckSync',
  'DestroyProfileOnBrowserClose',
  'HttpsUpgrades',
  'HttpsFirstBalancedModeAutoEnable',
  'LensOverlay',
  'MediaRouter',
  'PaintHolding',
  'ThirdPartyStoragePartitioning',
  'AvoidCorsURLLoaderRestartOnRedirect',
  'OptimizationHints',
  'NetworkTimeServiceQuerying',
  'AimEnabled',
  'PreconnectToSearch',
  'WebUIOmniboxPopup',
  'WebUIOmniboxAimPopup',
];

/** @returns {string[]} the arguments of every browser that is tested or measured */
export function browserArguments() {
  // Chromium does not start its sandbox as root, and containers run as root.
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  return [`--disable-features=${FEATURES_OFF.join(',')}`, ...sandbox];
}

/** @returns {Promise<string | undefined>} the path of the Chromium that Playwright downloaded before */
export async function downloadedBrowser() {
  // Before `npm ci` there is no Playwright.
  const playwright = await import('@playwright/test').catch(() => undefined);
  const path = playwright?.chromium.executablePath();
  return path && existsSync(path) ? path : undefined;
}

/** @returns {Promise<string>} the path of the tests' browser; the file may be missing */
export async function browserPath() {
  const found = findBrowser(thisHost());
  if (found) return found;
  const { chromium } = await import('@playwright/test');
  return chromium.executablePath();
}

/**
 * Makes sure that there is a browser: when the system has none, as on Ubuntu, Playwright downloads one.
 *
 * @param {string} log
 */
export async function prepareBrowser(log) {
  if (existsSync(await browserPath())) return;
  const cli = inRoot('node_modules', '@playwright', 'test', 'cli.js');
  const terminal = process.stdin.isTTY === true;
  await run(log, process.execPath, [cli, 'install', '--with-deps', 'chromium'], { terminal });
  if (existsSync(await browserPath())) return;
  throw new StepFailure(
    'No browser was found, and none could be downloaded. ' +
      'Install Chromium or Google Chrome, or name one by the environment variable PRESCORE_CHROMIUM.',
    log,
  );
}
