// Bundled for the benchmarks: the API without a page around it.
export { createPrescore } from '../../../wasm/index.ts';
