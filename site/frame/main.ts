// The bank's frame on a partner's page: the widget, and the channel that sends step and height to the page.

import { directionOf, knownLanguage, type Language } from '../shared/languages.ts';
import type { FrameLooks } from '../shared/messages.ts';
import { applicationAddress } from '../widget/application.ts';
import type { PrescoreWidget } from '../widget/element.ts';
import { sampleNamed } from '../widget/samples.ts';
import { themeSheets } from '../widget/themes.ts';
import { upgradeWidgets } from '../widget/upgrade.ts';
import { version } from '../widget/version.ts';
import { accentSheet } from './accent.ts';
import { originAround } from './around.ts';
import { openChannel, windowsAround } from './channel.ts';
import { watchHeight } from './height.ts';
import { watchLinks } from './links.ts';
import { attributionOf, readOptions, themeOf } from './options.ts';
import { readPartners } from './partners.ts';

const partners = readPartners(document);
const around = originAround();
const options = readOptions(location.hash, partners, knownLanguage(document.documentElement.lang), around);
const widget = document.querySelector<PrescoreWidget>('prescore-widget');
/** Resolves once the element is defined; its properties work only then. */
const ready = upgradeWidgets();

/** A page with a mistyped partner gets the error if it is the page of any partner. */
const origins = options.partner?.origins ?? [...partners.values()].flatMap((partner) => partner.origins);
const channel = openChannel(windowsAround(window), [location.origin, ...origins], (message) => {
  // Managed by the loader, the frame is as high as its content.
  document.documentElement.classList.add('managed');
  if (message.kind === 'looks') void ready.then((works) => works && show(message.looks));
  else campaign = message.campaign;
  attribute();
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

let { campaign } = options.asked;
let refused = '';

/** Called only where the page around is known to be one of the partner's. */
function attribute(): void {
  const { ids, isKnown } = attributionOf(options, campaign);
  for (const link of document.querySelectorAll<HTMLAnchorElement>('.fallback a')) {
    link.href = applicationAddress(widget?.getAttribute('application') ?? '', { attribution: ids });
  }
  void ready.then((works) => works && widget && (widget.attribution = ids));
  if (!isKnown && campaign !== refused) channel.send({ kind: 'error', code: 'campaign_unknown' });
  refused = isKnown ? '' : campaign;
}

/** For the configurator: only a page of the bank's own origin can reach this document. */
document.addEventListener('prescore-preview', ({ detail }: CustomEventInit<string>) => {
  const state = widget?.questionnaire && sampleNamed(detail ?? '', widget.questionnaire, widget.programmeTexts);
  if (state) widget.preview(state);
});

/** Listens before the element is defined, so that errors before then are sent as well. */
function listenTo(element: PrescoreWidget): void {
  element.addEventListener('prescore-ready', () => channel.send({ kind: 'ready', version }));
  const heights = watchHeight(element, (height) => channel.send({ kind: 'height', height }));
  element.addEventListener('prescore-step', ({ detail: { step } }) => {
    heights.follow(step);
    channel.send({ kind: 'step', step });
  });
  element.addEventListener('prescore-continue', () => channel.send({ kind: 'continue' }));
  element.addEventListener('prescore-error', ({ detail }) => channel.send({ kind: 'error', code: detail.code }));
  addEventListener('keydown', ({ key, isComposing, defaultPrevented }) => {
    if (key === 'Escape' && !isComposing && !defaultPrevented) channel.send({ kind: 'escape' });
  });
  channel.send({ kind: 'step', step: 'loading' });
}

if (widget) listenTo(widget);
const notice = document.querySelector<HTMLElement>('.blocked');
if (notice) watchLinks(notice);
if (around !== undefined) attribute();
void ready.then((works) => {
  if (!works) return channel.send({ kind: 'step', step: 'failed' });
  show(options.looks);
  if (!options.partner && parent !== window) widget?.refuse('partner_unknown');
});
