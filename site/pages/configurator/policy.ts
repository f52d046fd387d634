// Whether a page's Content Security Policy lets the snippet run, and what to add if it does not. The rules are those of
// CSP Level 3; the numbers in brackets below are its sections.

import parsePolicy from 'content-security-policy-parser';

export interface Wanted {
  /** Address of the loader. */
  readonly script: string;
  /** The loader's hash where the snippet names it. */
  readonly integrity: string;
  /** Address of the frame's document. */
  readonly frame: string;
}

/** What keeps the snippet from running: the directive that decides, and what to add to fix it. */
export interface Obstacle {
  readonly reason: 'script' | 'script_needs_nonce' | 'frame' | 'sandbox';
  readonly directive: string;
  readonly add: string;
}

type Policy = ReadonlyMap<string, string[]>;

const fallbacks = {
  script: ['script-src-elem', 'script-src', 'default-src'],
  frame: ['frame-src', 'child-src', 'default-src'],
} as const;

/** A frame inherits the sandbox of the page around it. */
const sandboxNeeds = ['allow-scripts', 'allow-same-origin', 'allow-popups'];

/**
 * @param text the header's value, or its whole line; several policies are separated by commas or lines, and all apply
 * @returns nothing where the snippet would run
 */
export function findObstacles(text: string, wanted: Wanted): Obstacle[] {
  const policies = text.split(/[,\n]/).filter((part) => !/^\s*content-security-policy-report-only\s*:/i.test(part));
  const bare = policies.map((part) => part.replace(/^\s*content-security-policy\s*:/i, '').trim()).filter(Boolean);
  return bare.flatMap((part) => ofPolicy(parsePolicy(part), wanted));
}

function ofPolicy(policy: Policy, wanted: Wanted): Obstacle[] {
  return [...ofScript(policy, wanted), ...ofFrame(policy, wanted), ...ofSandbox(policy)];
}

function ofScript(policy: Policy, { script, integrity }: Wanted): Obstacle[] {
  const [directive, sources] = deciding(policy, fallbacks.script);
  if (!sources) return [];
  const keywords = sources.map((source) => source.toLowerCase());
  if (integrity && sources.includes(`'${integrity}'`)) return [];
  const hasNonce = keywords.some((source) => source.startsWith("'nonce-"));
  const isStrict = keywords.includes("'strict-dynamic'");
  if (!isStrict && sources.some((source) => matches(source, new URL(script)))) return [];
  if (hasNonce) return [{ reason: 'script_needs_nonce', directive, add: 'nonce' }];
  const add = isStrict ? `'${integrity || 'nonce-…'}'` : new URL(script).origin;
  return [{ reason: 'script', directive, add: `script-src ${add}` }];
}

function ofFrame(policy: Policy, { frame }: Wanted): Obstacle[] {
  const [directive, sources] = deciding(policy, fallbacks.frame);
  if (!sources || sources.some((source) => matches(source, new URL(frame)))) return [];
  return [{ reason: 'frame', directive, add: `frame-src ${new URL(frame).origin}` }];
}

function ofSandbox(policy: Policy): Obstacle[] {
  const given = policy.get('sandbox')?.map((token) => token.toLowerCase());
  const missing = given && sandboxNeeds.filter((token) => !given.includes(token));
  return missing?.length ? [{ reason: 'sandbox', directive: 'sandbox', add: missing.join(' ') }] : [];
}

function deciding(policy: Policy, names: readonly string[]): [name: string, sources: string[] | undefined] {
  const name = names.find((candidate) => policy.has(candidate)) ?? '';
  return [name, policy.get(name)];
}

/** Whether a source expression covers an address of another origin than the page's (6.7.2.7 and 6.7.2.8). */
export function matches(source: string, address: URL): boolean {
  if (source === '*') return /^(https?|wss?):$/.test(address.protocol);
  if (/^[a-z][a-z0-9+.-]*:$/i.test(source)) return schemeMatches(source.toLowerCase(), address.protocol);
  const parts = /^(?:([a-z][a-z0-9+.-]*:)\/\/)?([^/:'?#]+)(?::(\d+|\*))?(\/[^?#]*)?$/i.exec(source);
  if (!parts) return false;
  const [, scheme, host = '', port, path] = parts;
  return (
    (scheme === undefined || schemeMatches(scheme.toLowerCase(), address.protocol)) &&
    hostMatches(host.toLowerCase(), address.hostname) &&
    portMatches(port, scheme, address) &&
    pathMatches(path, address.pathname)
  );
}

const schemeMatches = (wanted: string, given: string): boolean =>
  wanted === given || (wanted === 'http:' && given === 'https:');

function hostMatches(wanted: string, given: string): boolean {
  return wanted === '*' || (wanted.startsWith('*.') ? given.endsWith(wanted.slice(1)) : wanted === given);
}

function portMatches(wanted: string | undefined, scheme: string | undefined, { port, protocol }: URL): boolean {
  const usual = protocol === 'https:' ? '443' : '80';
  const given = port || usual;
  if (wanted === '*') return true;
  if (wanted === undefined) return given === usual;
  return wanted === given || (wanted === '80' && given === '443' && scheme !== 'https:');
}

function pathMatches(wanted: string | undefined, given: string): boolean {
  if (!wanted || wanted === '/') return true;
  const [pattern, path] = [decodeURIComponent(wanted), decodeURIComponent(given)];
  return pattern.endsWith('/') ? path.startsWith(pattern) : path === pattern;
}
