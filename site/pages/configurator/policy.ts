// Whether a page's Content Security Policy lets the snippet run, and the policy that does. The rules are those of CSP
// Level 3; the numbers in brackets below are its sections.

import parsePolicy from 'content-security-policy-parser';
import { findPolicies, replacePolicies, type WrittenPolicy } from './policyText.ts';
import { matches } from './sources.ts';

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
  /** For the policy, as a directive with all of its sources; empty where only the script's tag can be changed. */
  readonly add: string;
}

export interface Verdict {
  /** False where the text is no policy at all. */
  readonly isPolicy: boolean;
  /** Whether one of the policies only reports. It blocks nothing and is not corrected. */
  readonly isReportOnly: boolean;
  readonly obstacles: readonly Obstacle[];
  /** The whole text with policies that let the snippet run, in the form that was pasted. */
  readonly corrected: string;
}

type Policy = ReadonlyMap<string, string[]>;

const fallbacks = {
  script: ['script-src-elem', 'script-src', 'default-src'],
  frame: ['frame-src', 'child-src', 'default-src'],
} as const;

/** A frame inherits the sandbox of the page around it. */
const sandboxNeeds = ['allow-scripts', 'allow-same-origin', 'allow-popups'];

/**
 * @param text the policy in any form, see policyText.ts; several policies all apply
 * @returns no obstacles where the snippet would run
 */
export function judge(text: string, wanted: Wanted): Verdict {
  const all = findPolicies(text);
  const policies = all.filter(({ isReportOnly }) => !isReportOnly);
  return {
    isPolicy: all.length > 0,
    isReportOnly: policies.length < all.length,
    obstacles: policies.flatMap((policy) => obstaclesOf(policy, wanted)),
    corrected: replacePolicies(text, policies, ({ value, isMeta }) =>
      partsOf(value)
        .map((part) => correctedPart(part, isMeta, wanted))
        .join(', '),
    ),
  };
}

/** A header may hold several policies. */
const partsOf = (value: string): string[] =>
  value
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean);

function obstaclesOf({ value, isMeta }: WrittenPolicy, wanted: Wanted): Obstacle[] {
  return partsOf(value).flatMap((part) => ofPolicy(parsePolicy(part), isMeta, wanted));
}

function ofPolicy(policy: Policy, isMeta: boolean, wanted: Wanted): Obstacle[] {
  return [...ofScript(policy, wanted), ...ofFrame(policy, wanted), ...(isMeta ? [] : ofSandbox(policy))];
}

function ofScript(policy: Policy, { script, integrity }: Wanted): Obstacle[] {
  const [directive, sources] = deciding(policy, fallbacks.script);
  if (!sources) return [];
  if (integrity && sources.includes(`'${integrity}'`)) return [];
  const isStrict = sources.some((source) => source.toLowerCase() === "'strict-dynamic'");
  if (!isStrict && sources.some((source) => matches(source, new URL(script)))) return [];
  // Such a policy takes no address: only a hash, or a nonce in the script's tag.
  if (isStrict && !integrity) return [{ reason: 'script_needs_nonce', directive, add: '' }];
  const source = isStrict ? `'${integrity}'` : new URL(script).origin;
  const named = directive === 'default-src' ? 'script-src' : directive;
  return [{ reason: 'script', directive, add: withSource(named, sources, source) }];
}

function ofFrame(policy: Policy, { frame }: Wanted): Obstacle[] {
  const [directive, sources] = deciding(policy, fallbacks.frame);
  if (!sources || sources.some((source) => matches(source, new URL(frame)))) return [];
  return [{ reason: 'frame', directive, add: withSource('frame-src', sources, new URL(frame).origin) }];
}

function ofSandbox(policy: Policy): Obstacle[] {
  const given = policy.get('sandbox');
  const known = given?.map((token) => token.toLowerCase());
  const missing = sandboxNeeds.filter((token) => !known?.includes(token));
  if (!given || missing.length === 0) return [];
  // Else the bank's application would open in the page's sandbox too.
  const outside = ['allow-popups-to-escape-sandbox'].filter((token) => !known?.includes(token));
  return [{ reason: 'sandbox', directive: 'sandbox', add: ['sandbox', ...given, ...missing, ...outside].join(' ') }];
}

/**
 * A directive with one more source. It keeps those of the directive that decided until now, which it takes the place of:
 * otherwise the page's own scripts and frames would stop.
 */
function withSource(directive: string, sources: readonly string[], source: string): string {
  const kept = sources.filter((known) => known.toLowerCase() !== "'none'");
  return [directive, ...kept, source].join(' ');
}

/** The policy with what its obstacles add: in place of the directive of that name, else at the end. */
function correctedPart(part: string, isMeta: boolean, wanted: Wanted): string {
  const directives = part
    .split(';')
    .map((directive) => directive.trim())
    .filter(Boolean);
  for (const { add } of ofPolicy(parsePolicy(part), isMeta, wanted)) {
    const name = nameOf(add);
    const place = directives.findIndex((directive) => nameOf(directive) === name);
    if (add === '') continue;
    if (place < 0) directives.push(add);
    else directives[place] = add;
  }
  return directives.join('; ');
}

const nameOf = (directive: string): string => (directive.split(/\s/)[0] ?? '').toLowerCase();

function deciding(policy: Policy, names: readonly string[]): [name: string, sources: string[] | undefined] {
  const name = names.find((candidate) => policy.has(candidate)) ?? '';
  return [name, policy.get(name)];
}
