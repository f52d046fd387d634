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
      args: browserArguments(),
    },
  },
});
