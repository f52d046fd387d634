// Bundled for tests only: puts the API, and what they do with it, where a test can call it.

import { createPrescore } from '../../../wasm/index.ts';
import { digestGrid } from '../../support/grid.ts';

const api = { createPrescore, digestGrid };
export type TestApi = typeof api;

Object.assign(globalThis, api);
