// Bundled for the golden cases only: puts the API where a test can call it.

import { createPrescore } from '../../../wasm/index.ts';

Object.assign(globalThis, { createPrescore });
