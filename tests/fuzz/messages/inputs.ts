// What a hostile page or frame may post: right messages, and right messages broken in one to three places.

import fc from 'fast-check';
import { languages } from '../../../site/shared/languages.ts';
import { densities, themes } from '../../../site/shared/looks.ts';
import type { FrameMessage, PageMessage } from '../../../site/shared/messages.ts';
import { steps } from '../../../site/shared/steps.ts';

/** To which side it goes, and what a listener sees of it. */
export interface Input {
  readonly to: 'page' | 'frame';
  readonly data: unknown;
  readonly trusted: boolean;
  readonly rightOrigin: boolean;
  readonly rightWindow: boolean;
}

/** Stands for the session that the page drew. */
export const session = '0123456789abcdef'.repeat(2);

const looks = fc.record({
  language: fc.constantFrom(...languages),
  theme: fc.constantFrom('' as const, ...themes),
  density: fc.constantFrom(...densities),
  accent: fc.oneof(fc.constant(''), fc.stringMatching(/^[0-9a-f]{6}$/)),
});

const envelope = { prescore: fc.constant(1 as const), session: fc.constant(session) };
export const frameMessage: fc.Arbitrary<FrameMessage> = fc.oneof(
  fc.record({
    ...envelope,
    kind: fc.constant('ready' as const),
    version: fc.stringMatching(/^\d{1,3}\.\d{1,3}\.\d{1,3}$/),
  }),
  fc.record({ ...envelope, kind: fc.constant('step' as const), step: fc.constantFrom(...steps) }),
  fc.record({ ...envelope, kind: fc.constant('height' as const), height: fc.integer({ min: 1, max: 40_000 }) }),
  fc.record({ ...envelope, kind: fc.constant('continue' as const) }),
  fc.record({ ...envelope, kind: fc.constant('escape' as const) }),
  fc.record({ ...envelope, kind: fc.constant('error' as const), code: fc.stringMatching(/^[a-z_]{1,40}$/) }),
);
const ofPage = { prescore: fc.constant(1 as const), session: fc.stringMatching(/^[0-9a-f]{32}$/) };
export const pageMessage: fc.Arbitrary<PageMessage> = fc.oneof(
  fc.record({ ...ofPage, kind: fc.constant('looks' as const), looks }),
  fc.record({ ...ofPage, kind: fc.constant('campaign' as const), campaign: fc.string() }),
);

/** Near misses first: what differs by little from what is right. */
const oddValue: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom(
    0,
    -0,
    1,
    1.5,
    NaN,
    Infinity,
    40_000,
    40_001,
    -1,
    2 ** 53,
    1n,
    '1',
    '',
    ' ',
    '\n',
    '\0',
    null,
    undefined,
    true,
    '__proto__',
    'constructor',
    'toString',
    'hasOwnProperty',
    'ready',
    'looks',
    'step',
    'height',
    'continue',
    'escape',
    'campaign',
    'error',
    'ru\n',
    'RU',
    '#ffffff',
    'ffffff\n',
    'FFFFFF',
    'red;}',
    'a'.repeat(41),
    '1.2.3\n',
    '١.٢.٣',
    '1.2',
    'x'.repeat(5000),
    session.toUpperCase(),
    session.slice(1),
    `${session}\n`,
  ),
  fc.constantFrom<unknown>(
    [],
    {},
    new Date(0),
    new Map([['kind', 'step']]),
    new Set(['step']),
    [1],
    new Boolean(true),
    new Number(1),
    new String('continue'),
    new Error('step'),
    /step/,
    new Uint8Array(4),
  ),
  fc.anything({
    withBigInt: true,
    withDate: true,
    withMap: true,
    withSet: true,
    withTypedArray: true,
    withSparseArray: true,
  }),
);
const key = fc.oneof(
  fc.constantFrom(
    'prescore',
    'session',
    'kind',
    'looks',
    'campaign',
    'step',
    'height',
    'version',
    'code',
    'language',
    'theme',
    'density',
    'accent',
    '__proto__',
    'constructor',
    'prototype',
    'toString',
    'toJSON',
    'valueOf',
    'length',
    '',
  ),
  fc.string(),
);

type Change = (value: Record<string, unknown>) => unknown;
const put = (value: Record<string, unknown>, name: string, content: unknown): unknown =>
  Object.defineProperty(value, name, { value: content, enumerable: true, configurable: true, writable: true });

const change: fc.Arbitrary<Change> = fc.oneof(
  fc.tuple(key, oddValue).map(
    ([name, content]): Change =>
      (value) =>
        put(value, name, content),
  ),
  fc.tuple(key, oddValue).map(
    ([name, content]): Change =>
      (value) =>
        put(value, 'looks', put({ ...(value['looks'] as object) }, name, content)),
  ),
  key.map(
    (name): Change =>
      (value) => {
        delete value[name];
        return value;
      },
  ),
  fc.constant<Change>(({ length: _, ...value }) => Object.assign([], value)),
  fc.constant<Change>((value) => [value]),
  fc.constant<Change>((value) => put(value, 'self', value)),
  oddValue.map(
    (content): Change =>
      () =>
        content,
  ),
  frameMessage.map(
    (other): Change =>
      (value) => ({ ...value, ...other }),
  ),
);

/** As it arrives: a message is cloned on its way, and what cannot be cloned never arrives. */
function arrived(value: unknown): unknown {
  try {
    return structuredClone(value);
  } catch {
    return null;
  }
}

/** A change that an odd value does not bear, such as a length that is no number, is left out. */
function changed(value: unknown, apply: Change): unknown {
  if (typeof value !== 'object' || value === null) return value;
  try {
    return apply(value as Record<string, unknown>);
  } catch {
    return value;
  }
}

const broken = fc
  .tuple(fc.oneof(frameMessage, pageMessage), fc.array(change, { minLength: 1, maxLength: 3 }))
  .map(([message, changes]) => changes.reduce<unknown>(changed, { ...message }));

export const input: fc.Arbitrary<Input> = fc.record({
  to: fc.constantFrom('page' as const, 'frame' as const),
  data: fc
    .oneof({ weight: 1, arbitrary: fc.oneof(frameMessage, pageMessage) }, { weight: 5, arbitrary: broken })
    .map(arrived),
  // Most inputs get past the first gate.
  trusted: fc.nat(9).map((chance) => chance > 0),
  rightOrigin: fc.nat(9).map((chance) => chance > 0),
  rightWindow: fc.nat(9).map((chance) => chance > 0),
});
