import { defineConfig } from '@playwright/test';
import { browserArguments } from './scripts/machine/browser.mjs';

export default defineConfig({
  testDir: 'tests/browser',
  outputDir: 'test-results',
  fullyParallel: true,
  workers: 2,
  timeout: 45_000,
  reporter: 'list',
  use: {
    locale: 'ru-RU',
    viewport: { width: 1280, height: 900 },
    contextOptions: { reducedMotion: 'reduce' },
    launchOptions: {
      executablePath: process.env['PRESCORE_CHROMIUM'] ?? '/usr/bin/chromium',
      // A frame of another origin otherwise runs in a process of its own, and a click right after a jump of the page can
      // land where the frame was before. Nobody clicks so soon, tests do.
      args: [...browserArguments(), '--disable-site-isolation-trials'],
    },
  },
});
