// @ts-check

/** The fuzz targets of tests/fuzz in C++. Each is a reader of bytes that come from outside. */
export const FUZZ_TARGETS = [
  'packed',
  'answers',
  'csv',
  'model_json',
  'programme',
  'service_http',
  'service_request',
  'service_bureau',
  'service_configuration',
  'service_tokens',
];
