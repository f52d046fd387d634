// Takes pictures of every state, for eyes: `npm run screenshots`. Nothing here judges.

import { fileURLToPath } from 'node:url';
import base from '../../playwright.config.ts';

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

export default { ...base, testDir: at('.'), outputDir: at('../../test-results'), timeout: 300_000 };
