// `prescore/batch-worker.js`: the script of the worker in which files are scored, for who makes the worker himself.

import '../../wasm/batch/worker.ts';
