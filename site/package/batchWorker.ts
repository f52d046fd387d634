// `prescore/batch-worker.js`: the script of the worker that scores files, for callers who make the worker themselves.

import '../../wasm/batch/worker.ts';
