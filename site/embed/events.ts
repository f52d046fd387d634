// What the frame's element tells the page around it: less than the widget tells the bank's own page.

import type { FaultCode } from './faults.ts';
import type { Step } from './messages.ts';

export interface PrescoreFrameEvents {
  /** The frame answered. */
  'prescore-ready': { readonly version: string };
  /** A view shows, also the same one again after a submit. */
  'prescore-step': { readonly step: Step };
  /** The person goes on to the bank's application. */
  'prescore-continue': Readonly<Record<never, never>>;
  /** What is wrong, for programs; a newer frame may know more codes. */
  'prescore-error': { readonly code: FaultCode | (string & {}) };
}

export type PrescoreFrameEventMap = { [Name in keyof PrescoreFrameEvents]: CustomEvent<PrescoreFrameEvents[Name]> };

type Listener<Event> = (event: Event) => unknown;

/** `addEventListener` or `removeEventListener` of an element that fires events of `Own` besides those of every element. */
interface Listen<Own, Options> {
  <Name extends keyof Own>(type: Name, listener: Listener<Own[Name]>, options?: boolean | Options): void;
  <Name extends keyof HTMLElementEventMap>(
    type: Name,
    listener: Listener<HTMLElementEventMap[Name]>,
    options?: boolean | Options,
  ): void;
  (type: string, listener: EventListenerOrEventListenerObject, options?: boolean | Options): void;
}

export type AddListener<Own> = Listen<Own, AddEventListenerOptions>;
export type RemoveListener<Own> = Listen<Own, EventListenerOptions>;
