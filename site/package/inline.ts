// What the default entry starts from: bytes within the script, so that there is no file to serve or to find.

import model from '#prescore-model';
import wasm from '#prescore-wasm';
import type { PrescoreSources } from '../../wasm/types.ts';
import { lazyTwin } from './twin.ts';

export const inlineSources: Required<PrescoreSources> = { wasm, model, twin: lazyTwin };
