// @ts-check
// All that `npm start` serves, from the built site: the bank's page, a partner's, and the sample bank behind them.
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { readContent } from '../../site/build/content/content.mjs';
import { programmeFolder } from '../../site/build/pages.mjs';
import { buildPartnerPage, partnerHeaders } from '../../site/build/partner.mjs';
import { createPartnerServer, createSiteServer } from '../../site/hosting/serve.mjs';
import { inRoot } from '../base/paths.mjs';
import { listen } from '../machine/port.mjs';
import { startSampleBank } from './sample-bank.mjs';

/** @typedef {import('./addresses.mjs').Place} Place */

/**
 * @param {string} folder for copies of the site, and for the log of decisions
 * @param {Place} place
 * @param {import('../../site/build/content/content.mjs').Folders} [folders] of another bank: its page leads to its own
 *   application, so the sample bank is not started
 * @returns {Promise<{ shown: readonly (readonly [what: string, address: string])[], stop: () => Promise<void> }>}
 */
export async function startEverything(folder, { host, ports, bank, partner }, folders) {
  const content = readContent(folders);
  const { partners, programmes } = content;
  const siteFolders = programmes.map((programme) => programmeFolder(programmes, programme));
  const [siteDir, partnerDir] = [join(folder, 'site'), join(folder, 'partner')];
  cpSync(inRoot('build', 'site'), siteDir, { recursive: true });
  await buildPartnerPage({ outDir: partnerDir, siteDir, bank: `${bank}/`, partners, content });
  // Somebody who opens a page by another name of this machine gets the others by the same name.
  const at =
    (/** @type {number} */ port, path = '') =>
    (/** @type {string} */ name) =>
      `http://${name}:${port}${path}`;
  const moved = folders ? [] : [{ from: partners.application, to: at(ports.application, '/apply') }];
  const [application] = moved;
  const servers = [
    {
      server: createSiteServer({
        dir: siteDir,
        partners,
        folders: siteFolders,
        samplePort: ports.partner,
        ...(application && { application }),
      }),
      port: ports.bank,
    },
    {
      server: createPartnerServer(partnerDir, partnerHeaders(bank), [{ from: bank, to: at(ports.bank) }, ...moved]),
      port: ports.partner,
    },
  ];
  const preliminary = programmes[0]?.id ?? '';
  const sample = folders
    ? undefined
    : await startSampleBank({ folder: join(folder, 'bank'), host, ports, preliminary });
  for (const { server, port } of servers) await listen(server, port, host);
  /** @type {[string, string][]} */
  const shown = [
    ["The bank's page", `${bank}/`],
    ...siteFolders.slice(1).map((path) => /** @type {[string, string]} */ (['Another programme', `${bank}/${path}`])),
    ["A partner's page", `${partner}/`],
    ['The snippet configurator', `${bank}/configurator/`],
    ['Decisions for a file', `${bank}/score/`],
  ];
  if (sample) {
    shown.push(
      ['The application', at(ports.application, '/apply')('localhost')],
      ["The employees' pages", at(ports.staff, '/')('localhost')],
      ['The decision service', at(ports.service, '/openapi.yaml')('localhost')],
    );
  }
  const stop = async () => {
    for (const { server } of servers) {
      server.close();
      server.closeAllConnections();
    }
    await sample?.stop();
  };
  return { shown, stop };
}
