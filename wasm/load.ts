// Loads what the engine starts from: by URL, from bytes or from a compiled module. Each way to fail has an error code.
import type { ModelSource, StartErrorCode, TwinFactory, TwinSource, WasmSource } from './types.ts';

/** Why Prescore could not start. `code` is for programs, `message` for the engineer who hosts it. */
export class PrescoreStartError extends Error {
  readonly code: StartErrorCode;

  constructor(code: StartErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'PrescoreStartError';
    this.code = code;
  }
}

function isUrl(source: WasmSource | ModelSource | TwinSource): source is string | URL {
  return typeof source === 'string' || source instanceof URL;
}

async function fetchFile(url: string | URL, code: StartErrorCode, signal?: AbortSignal): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(url, signal && { signal });
  } catch (cause) {
    throw new PrescoreStartError(code, `${url} cannot be reached`, { cause });
  }
  if (!response.ok) throw new PrescoreStartError(code, `${url} answered with status ${response.status}`);
  return response;
}

async function compileFrom(url: string | URL, signal?: AbortSignal): Promise<WebAssembly.Module> {
  const response = await fetchFile(url, 'wasm_unreachable', signal);
  const type = response.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase();
  if (type !== 'application/wasm') {
    // Browsers compile while loading only with this type. An error on the first visit is better than a slow start that
    // only people with slow phones notice.
    throw new PrescoreStartError('wasm_wrong_type', `${url} must be served as application/wasm, not ${type}`);
  }
  return WebAssembly.compileStreaming(response);
}

/**
 * @param signal ends the request
 * @throws PrescoreStartError wasm_unsupported, wasm_unreachable, wasm_wrong_type or wasm_refused
 */
export async function loadWasm(source: WasmSource, signal?: AbortSignal): Promise<WebAssembly.Module> {
  if (typeof WebAssembly !== 'object') {
    throw new PrescoreStartError('wasm_unsupported', 'this browser does not run WebAssembly');
  }
  try {
    if (source instanceof WebAssembly.Module) return source;
    return isUrl(source) ? await compileFrom(source, signal) : await WebAssembly.compile(source);
  } catch (cause) {
    if (cause instanceof PrescoreStartError) throw cause;
    // What breaks off while it is compiled is an error of the network, not of the file.
    if (isUrl(source) && (cause instanceof TypeError || cause instanceof DOMException)) {
      throw new PrescoreStartError('wasm_unreachable', `${source} broke off while loading`, { cause });
    }
    throw new PrescoreStartError('wasm_refused', 'the browser refused to compile the WebAssembly file', { cause });
  }
}

function bytesOf(source: BufferSource): Uint8Array {
  if (ArrayBuffer.isView(source)) return new Uint8Array(source.buffer, source.byteOffset, source.byteLength);
  return new Uint8Array(source);
}

/**
 * @param signal ends the request
 * @throws PrescoreStartError model_unreachable
 */
export async function loadModel(source: ModelSource, signal?: AbortSignal): Promise<Uint8Array> {
  if (!isUrl(source)) return bytesOf(source);
  const response = await fetchFile(source, 'model_unreachable', signal);
  try {
    return new Uint8Array(await response.arrayBuffer());
  } catch (cause) {
    throw new PrescoreStartError('model_unreachable', `${source} broke off while loading`, { cause });
  }
}

/** The twin, or undefined where its file does not load. */
export async function loadTwin(source: TwinSource): Promise<TwinFactory | undefined> {
  if (!isUrl(source)) return source;
  try {
    // The comments tell bundlers that this is an address, not a module to bundle.
    const file = (await import(/* webpackIgnore: true */ /* @vite-ignore */ `${source}`)) as { default: TwinFactory };
    return file.default;
  } catch {
    return undefined;
  }
}
