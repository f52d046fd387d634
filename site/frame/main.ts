// The bank's frame on a partner's page: the widget, and the channel through which the page learns step and height.

import { knownLanguage, type Language } from '../shared/languages.ts';
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
/** Its properties mean something once it is known. */
const ready = upgradeWidgets();

/** A page with a mistyped partner is told so as long as it is any partner's page. */
const origins = options.partner?.origins ?? [...partners.values()].flatMap((partner) => partner.origins);
const channel = openChannel(parent, [location.origin, ...origins], ({ looks }) => {
  void ready.then((speaks) => speaks && show(looks));
});

function show(looks: FrameLooks): void {
  const theme = themeOf(looks, options.partner);
  void speak(looks.language);
  // The widget takes the colour from here: custom properties reach into it.
  document.adoptedStyleSheets = [...themeSheets(theme), ...(looks.accent ? [accentSheet(looks.accent)] : [])];
  if (!widget) return;
  widget.theme = theme;
  widget.density = looks.density;
}

let wanted: Language;

/** Once its words are there: until then, and where they do not come, the old language is better than none. */
async function speak(language: Language): Promise<void> {
  wanted = language;
  try {
    await widget?.prepareTexts(language);
    if (wanted === language) document.documentElement.lang = language;
  } catch (error) {
    console.error(error);
  }
}

/** Listens before the widget is known: also what keeps it from speaking is told. */
function listenTo(element: PrescoreWidget): void {
  element.addEventListener('prescore-ready', () => channel.tell({ kind: 'ready', version }));
  const heights = watchHeight(document, (height) => channel.tell({ kind: 'height', height }));
  element.addEventListener('prescore-step', ({ detail: { step } }) => {
    heights.follow(step);
    channel.tell({ kind: 'step', step });
  });
  element.addEventListener('prescore-continue', () => channel.tell({ kind: 'continue' }));
  element.addEventListener('prescore-error', ({ detail }) => channel.tell({ kind: 'error', code: detail.code }));
  channel.tell({ kind: 'step', step: 'loading' });
}

function start(element: PrescoreWidget): void {
  element.attribution = options.attribution;
  if (options.errors.includes('campaign_unknown')) channel.tell({ kind: 'error', code: 'campaign_unknown' });
  if (options.errors.includes('partner_unknown') && parent !== window) element.refuse('partner_unknown');
}

if (widget) listenTo(widget);
void ready.then((speaks) => {
  if (!speaks) return channel.tell({ kind: 'step', step: 'failed' });
  show(options.looks);
  if (widget) start(widget);
});
