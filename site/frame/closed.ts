// The bank's frame while the questions are not asked: the bank's message and its application, without widget and model.
// It reports `failed` to the page around, which every loader shows at the content's own height.

import { knownLanguage } from '../shared/languages.ts';
import { applicationAddress } from '../widget/application.ts';
import { themeSheets } from '../widget/themes.ts';
import { version } from '../widget/version.ts';
import { accentSheet } from './accent.ts';
import { openChannel } from './channel.ts';
import { watchHeight } from './height.ts';
import { readOptions, themeOf } from './options.ts';
import { readPartners } from './partners.ts';

const partners = readPartners(document);
const options = readOptions(location.hash, partners, knownLanguage(document.documentElement.lang));
const origins = options.partner?.origins ?? [...partners.values()].flatMap((partner) => partner.origins);

const channel = openChannel(parent, [location.origin, ...origins], ({ looks }) => show(looks));

function show(looks: typeof options.looks): void {
  const theme = themeOf(looks, options.partner);
  document.adoptedStyleSheets = [...themeSheets(theme), ...(looks.accent ? [accentSheet(looks.accent)] : [])];
}

for (const link of document.querySelectorAll('a')) {
  link.setAttribute('href', applicationAddress(link.href, { attribution: options.attribution }));
  link.addEventListener('click', () => channel.send({ kind: 'continue' }));
}
show(options.looks);
channel.send({ kind: 'ready', version });
channel.send({ kind: 'error', code: 'programme_closed' });
channel.send({ kind: 'step', step: 'failed' });
watchHeight(document, (height) => channel.send({ kind: 'height', height })).follow('failed');
