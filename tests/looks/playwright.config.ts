// Takes pictures of every state, for eyes: `npm run screenshots`. Nothing here judges.

import { fileURLToPath } from 'node:url';
import base from '../../playwright.config.ts';

export default { ...base, testDir: fileURLToPath(new URL('.', import.meta.url)), timeout: 300_000 };
