// `npm run test:timing`: one worker, so that nothing else runs beside what is measured.

import { defineConfig } from '@playwright/test';
import base from '../../playwright.config.ts';

export default defineConfig({ ...base, testDir: '.', workers: 1, fullyParallel: false, timeout: 3_600_000 });
