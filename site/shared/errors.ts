// Every code that the event `prescore-error` can carry. docs/embedding.md explains each; a test compares both lists.

export const errorCodes = [
  'attribute_unknown',
  'bank_unknown',
  'browser_unsupported',
  'campaign_unknown',
  'core_stopped',
  'frame_unreachable',
  'model_refused',
  'model_unreachable',
  'no_width',
  'partner_unknown',
  'programme_closed',
  'texts_unreachable',
  'wasm_refused',
  'wasm_unreachable',
  'wasm_unsupported',
  'wasm_wrong_type',
] as const;
export type ErrorCode = (typeof errorCodes)[number];
