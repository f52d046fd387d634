// What crosses between a partner's page and the bank's frame, and nothing else: steps and heights, never an answer,
// never an outcome.

import { type Language, languages } from './languages.ts';
import { type Density, densities, type Theme, themes } from './looks.ts';
import { type Step, steps } from './steps.ts';

/** Both sides ignore messages with another number. It rises with every change that an older side would misread. */
export const protocol = 1;

/** What the page may change while the frame lives. */
export interface FrameLooks {
  readonly language: Language;
  /** Empty: the theme of the partner list. */
  readonly theme: Theme | '';
  readonly density: Density;
  /** Six hex digits, or empty for the bank's own colour. */
  readonly accent: string;
}

/** From the page to the frame. `session` is a random text that the page makes for each document in the frame. */
export type PageMessage = { readonly prescore: typeof protocol; readonly session: string } & PageWish;
export type PageWish =
  | { readonly kind: 'looks'; readonly looks: FrameLooks }
  | { readonly kind: 'campaign'; readonly campaign: string };

/** From the frame to the page. */
export type FrameMessage = { readonly prescore: typeof protocol; readonly session: string } & FrameNews;
export type FrameNews =
  | { readonly kind: 'ready'; readonly version: string }
  | { readonly kind: 'step'; readonly step: Step }
  | { readonly kind: 'height'; readonly height: number }
  | { readonly kind: 'continue' }
  /** The person pressed Escape. */
  | { readonly kind: 'escape' }
  | { readonly kind: 'error'; readonly code: string };

/**
 * The largest height of a view, in CSS pixels: more than a decision takes in a column of 160 px with letters twice as
 * large as usual. A message with a larger one is not the frame's.
 */
export const maximumHeight = 40_000;

type Fields = Readonly<Record<string, unknown>>;
type Check = (value: unknown) => boolean;

// The comments let the bundler leave out of each side what only the other one uses.
/* @__NO_SIDE_EFFECTS__ */
const isOneOf =
  (known: readonly string[]): Check =>
  (value) =>
    known.includes(value as string);
/* @__NO_SIDE_EFFECTS__ */
const matches =
  (pattern: RegExp): Check =>
  (value) =>
    typeof value === 'string' && pattern.test(value);

const frameNews: Readonly<Record<FrameNews['kind'], Readonly<Record<string, Check>>>> = {
  ready: { version: matches(/^\d+\.\d+\.\d+$/) },
  step: { step: isOneOf(steps) },
  height: { height: (value) => Number.isInteger(value) && 0 < Number(value) && Number(value) <= maximumHeight },
  continue: {},
  escape: {},
  error: { code: matches(/^[a-z_]{1,40}$/) },
};

const looks: Readonly<Record<keyof FrameLooks, Check>> = {
  language: isOneOf(languages),
  theme: (value) => value === '' || themes.includes(value as Theme),
  density: isOneOf(densities),
  accent: matches(/^([0-9a-f]{6})?$/),
};

/** `data` where it is a message of the frame for `session`, exactly as specified above; else undefined. */
export function readFrameMessage(data: unknown, session: string): FrameMessage | undefined {
  const kind = (data as Fields | null)?.['kind'];
  // An object would be turned into a text here, by a method of its own.
  if (typeof kind !== 'string' || !Object.hasOwn(frameNews, kind)) return undefined;
  const checks = { ...envelope(session), kind: () => true, ...frameNews[kind as FrameNews['kind']] };
  return hasExactly(data, checks) ? (data as FrameMessage) : undefined;
}

/** `value` if it has exactly these looks with known values, else undefined. Also for values from the frame's address. */
export function readLooks(value: unknown): FrameLooks | undefined {
  return hasExactly(value, looks) ? (value as FrameLooks) : undefined;
}

const pageWishes: Readonly<Record<PageWish['kind'], Readonly<Record<string, Check>>>> = {
  looks: { looks: (value) => readLooks(value) !== undefined },
  // Any text: what is on no list is reported.
  campaign: { campaign: (value) => typeof value === 'string' },
};

/** `data` where it is a message of the page, exactly as specified above; else undefined. */
export function readPageMessage(data: unknown): PageMessage | undefined {
  const kind = (data as Fields | null)?.['kind'];
  if (typeof kind !== 'string' || !Object.hasOwn(pageWishes, kind)) return undefined;
  const checks = {
    prescore: (value: unknown) => value === protocol,
    session: matches(/^[0-9a-f]{32}$/),
    kind: () => true,
    ...pageWishes[kind as PageWish['kind']],
  };
  return hasExactly(data, checks) ? (data as PageMessage) : undefined;
}

const envelope = (session: string): Readonly<Record<string, Check>> => ({
  prescore: (value) => value === protocol,
  session: (value) => value === session,
});

/** Whether `data` is a plain object with these fields, each as its check asks, and no other. */
function hasExactly(data: unknown, checks: Readonly<Record<string, Check>>): boolean {
  if (typeof data !== 'object' || data === null) return false;
  const names = Object.keys(checks);
  return (
    Object.keys(data).length === names.length &&
    names.every((name) => Object.hasOwn(data, name) && checks[name]?.((data as Fields)[name]) === true)
  );
}
