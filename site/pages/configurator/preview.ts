// The real frame beside the settings. It is of the same origin as this page, which can therefore ask it for a view with
// made-up answers and read how high it can get; a partner's page can do neither.

/** Attributes that a living frame follows; the others are read once. */
const live = ['campaign', 'lang', 'theme', 'density', 'accent'];

/** Enough for a phone, until the frame has measured. */
const usualHeight = 4_000;

const frameIn = (box: Element): HTMLIFrameElement | undefined =>
  box.querySelector('prescore-frame')?.shadowRoot?.querySelector('iframe') ?? undefined;

/** The height that is enough for every step at the width of the preview, in CSS pixels. */
export function tallestOf(box: Element): number {
  return Number(frameIn(box)?.contentDocument?.documentElement.dataset['tallest'] ?? usualHeight);
}

/**
 * @param given attributes of the frame; an empty value is left out
 * @param view a step, an outcome, or nothing for the form to fill in
 * @param measured called when `tallestOf` changes
 */
export function showPreview(
  box: Element,
  given: Readonly<Record<string, string>>,
  view: string,
  measured: () => void,
): void {
  const shown = box.querySelector('prescore-frame');
  const same = shown && shown.getAttribute('partner') === given['partner'];
  const element = same ? shown : document.createElement('prescore-frame');
  for (const [name, value] of Object.entries(given)) {
    if (same && !live.includes(name)) continue;
    if (value === '') element.removeAttribute(name);
    else element.setAttribute(name, value);
  }
  if (same) return showView(box, view);
  element.addEventListener('prescore-ready', () => {
    showView(box, view);
    const frame = frameIn(box)?.contentDocument?.documentElement;
    if (frame) new MutationObserver(measured).observe(frame, { attributeFilter: ['data-tallest'] });
    measured();
  });
  box.replaceChildren(element);
}

/** The form that is filled in stays as it is until another view is asked for. */
function showView(box: Element, view: string): void {
  const last = box.getAttribute('data-view') ?? '';
  box.setAttribute('data-view', view);
  if (view === last && view === '') return;
  const event = new CustomEvent('prescore-preview', { detail: view || 'form' });
  frameIn(box)?.contentDocument?.dispatchEvent(event);
}
