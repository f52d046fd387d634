// The bank's frame while the questions are not asked: the bank's message and its application, without widget and model.
// It reports `failed` to the page around, which every loader shows at the content's own height.

import { knownLanguage } from '../shared/languages.ts';
import { applicationAddress } from '../widget/application.ts';
import { themeSheets } from '../widget/themes.ts';
import { version } from '../widget/version.ts';
import { accentSheet } from './accent.ts';
import { originAround } from './around.ts';
import { openChannel, windowsAround } from './channel.ts';
import { attributionOf, readOptions, themeOf } from './options.ts';
import { readPartners } from './partners.ts';

const partners = readPartners(document);
const around = originAround();
const options = readOptions(location.hash, partners, knownLanguage(document.documentElement.lang), around);
const origins = options.partner?.origins ?? [...partners.values()].flatMap((partner) => partner.origins);
let { campaign } = options.asked;

const channel = openChannel(windowsAround(window), [location.origin, ...origins], (message) => {
  if (message.kind === 'looks') show(message.looks);
  if (message.kind === 'campaign') campaign = message.campaign;
  attribute();
});

function show(looks: typeof options.looks): void {
  const theme = themeOf(looks, options.partner);
  document.adoptedStyleSheets = [...themeSheets(theme), ...(looks.accent ? [accentSheet(looks.accent)] : [])];
}

const links = [...document.querySelectorAll('a')].map((link) => ({ link, application: link.href }));
for (const { link } of links) link.addEventListener('click', () => channel.send({ kind: 'continue' }));

/** Called only where the page around is known to be one of the partner's. */
function attribute(): void {
  const attribution = attributionOf(options, campaign).ids;
  for (const { link, application } of links) link.href = applicationAddress(application, { attribution });
}

if (around !== undefined) attribute();
show(options.looks);
channel.send({ kind: 'ready', version });
channel.send({ kind: 'error', code: 'programme_closed' });
channel.send({ kind: 'step', step: 'failed' });

/** The message is the same for everybody, so its height says nothing. */
new ResizeObserver(() => {
  const height = Math.ceil(document.body.getBoundingClientRect().height);
  if (height > 0) channel.send({ kind: 'height', height });
}).observe(document.body);
