// `addEventListener` and `removeEventListener` of an element that fires events of its own.

type Listener<Event> = (event: Event) => unknown;

/** One of the two, for an element that fires the events of `Own` besides those of every element. */
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
