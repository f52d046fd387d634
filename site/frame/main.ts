// The bank's frame on a partner's page: the widget, and the channel that sends step and height to the page.

import { directionOf, knownLanguage, type Language } from '../shared/languages.ts';
import type { FrameLooks } from '../shared/messages.ts';
import type { PrescoreWidget } from '../widget/element.ts';
import { themeSheets } from '../widget/themes.ts';
import { upgradeWidgets } from '../widget/upgrade.ts';
import { version } from '../widget/version.ts';
import { accentSheet } from './accent.ts';
import { openChannel } from './channel.ts';
import { watchHeight } from './height.ts';
import { readOptions, themeOf } from './options.ts';
import { readPartners } from './partners.ts';

const partners = readPartners(document);
const options = readOptions(location.hash, partners, knownLanguage(document.documentElement.lang));
const widget = document.querySelector<PrescoreWidget>('prescore-widget');
/** Resolves once the element is defined; its properties work only then. */
const ready = upgradeWidgets();

/** A page with a mistyped partner gets the error if it is the page of any partner. */
const origins = options.partner?.origins ?? [...partners.values()].flatMap((partner) => partner.origins);
const channel = openChannel(parent, [location.origin, ...origins], ({ looks }) => {
  void ready.then((works) => works && show(looks));
});

function show(looks: FrameLooks): void {
  const theme = themeOf(looks, options.partner);
  void setLanguage(looks.language);
  // The widget takes the colour from here: custom properties are inherited into it.
  document.adoptedStyleSheets = [...themeSheets(theme), ...(looks.accent ? [accentSheet(looks.accent)] : [])];
  if (!widget) return;
  widget.theme = theme;
  widget.density = looks.density;
}

let wanted: Language;

/** Once its words are loaded. Until then, and where they do not load, the old language stays. */
async function setLanguage(language: Language): Promise<void> {
  wanted = language;
  try {
    await widget?.prepareTexts(language);
    if (wanted !== language) return;
    document.documentElement.lang = language;
    document.documentElement.dir = directionOf(language);
  } catch (error) {
    console.error(error);
  }
}

/** Listens before the element is defined, so that errors before then are sent as well. */
function listenTo(element: PrescoreWidget): void {
  element.addEventListener('prescore-ready', () => channel.send({ kind: 'ready', version }));
  const heights = watchHeight(document, (height) => channel.send({ kind: 'height', height }));
  element.addEventListener('prescore-step', ({ detail: { step } }) => {
    heights.follow(step);
    channel.send({ kind: 'step', step });
  });
  element.addEventListener('prescore-continue', () => channel.send({ kind: 'continue' }));
  element.addEventListener('prescore-error', ({ detail }) => channel.send({ kind: 'error', code: detail.code }));
  channel.send({ kind: 'step', step: 'loading' });
}

function start(element: PrescoreWidget): void {
  element.attribution = options.attribution;
  if (options.errors.includes('campaign_unknown')) channel.send({ kind: 'error', code: 'campaign_unknown' });
  if (options.errors.includes('partner_unknown') && parent !== window) element.refuse('partner_unknown');
}

if (widget) listenTo(widget);
void ready.then((works) => {
  if (!works) return channel.send({ kind: 'step', step: 'failed' });
  show(options.looks);
  if (widget) start(widget);
});
