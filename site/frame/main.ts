// The bank's frame on a partner's page: the widget, and the channel through which the page learns step and height.

import enProgramme from '../../model/instant-card/texts/en.json';
import ruProgramme from '../../model/instant-card/texts/ru.json';
import type { FrameLooks } from '../embed/messages.ts';
import enUi from '../texts/en.json';
import ruUi from '../texts/ru.json';
import type { PrescoreWidget } from '../widget/element.ts';
import { knownLanguage } from '../widget/language.ts';
import '../widget/register.ts';
import { themeSheets } from '../widget/themes.ts';
import { version } from '../widget/version.ts';
import { accentSheet } from './accent.ts';
import { openChannel } from './channel.ts';
import { watchHeight } from './height.ts';
import { readOptions, themeOf } from './options.ts';
import { readPartners } from './partners.ts';

const partners = readPartners(document);
const options = readOptions(location.hash, partners, knownLanguage(document.documentElement.lang));
const widget = document.querySelector<PrescoreWidget>('prescore-widget');

/** A page with a mistyped partner is told so as long as it is any partner's page. */
const origins = options.partner?.origins ?? [...partners.values()].flatMap((partner) => partner.origins);
const channel = openChannel(parent, [location.origin, ...origins], ({ looks }) => show(looks));

function show(looks: FrameLooks): void {
  const theme = themeOf(looks, options.partner);
  document.documentElement.lang = looks.language;
  // The widget takes the colour from here: custom properties reach into it.
  document.adoptedStyleSheets = [...themeSheets(theme), ...(looks.accent ? [accentSheet(looks.accent)] : [])];
  if (!widget) return;
  widget.theme = theme;
  widget.density = looks.density;
}

function start(element: PrescoreWidget): void {
  element.addEventListener('prescore-ready', () => channel.tell({ kind: 'ready', version }));
  element.addEventListener('prescore-step', ({ detail }) => channel.tell({ kind: 'step', step: detail.step }));
  element.addEventListener('prescore-continue', () => channel.tell({ kind: 'continue' }));
  element.addEventListener('prescore-error', ({ detail }) => channel.tell({ kind: 'error', code: detail.code }));
  watchHeight(document, (height) => channel.tell({ kind: 'height', height }));
  channel.tell({ kind: 'step', step: 'loading' });
  element.attribution = options.attribution;
  element.texts = { ru: { ui: ruUi, programme: ruProgramme }, en: { ui: enUi, programme: enProgramme } };
  if (options.faults.includes('campaign_unknown')) channel.tell({ kind: 'error', code: 'campaign_unknown' });
  if (options.faults.includes('partner_unknown') && parent !== window) element.refuse('partner_unknown');
}

show(options.looks);
if (widget) start(widget);
