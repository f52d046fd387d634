// @ts-check
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runWithOptions } from '../base/options.mjs';
import { inRoot } from '../base/paths.mjs';
import { buildAll } from '../builds/build-all.mjs';
import { SITE_OPTIONS, siteFolders, siteHelp } from '../builds/folders.mjs';
import { checkPortIsFree, DEFAULT_PORT, listen, readPort } from '../machine/port.mjs';
import { MACHINE_OPTIONS, machineHelp } from '../machine/prepare.mjs';

const HELP = `npm start: installs what is missing, builds, and serves on this machine the bank's page, a partner's, and the
sample bank behind them: the application, the employees' pages and the decision service.

${siteHelp('npm start', 30)}
  npm start -- --port 9000      serve on another port (default ${DEFAULT_PORT}, or the environment variable PORT);
                                all else takes the next ones
  npm start -- --host 0.0.0.0   serve to other machines too (default 127.0.0.1, this machine only)
${machineHelp('npm start', 30)}`;

const OPTIONS = /** @type {const} */ ({
  ...MACHINE_OPTIONS,
  ...SITE_OPTIONS,
  port: { type: 'string' },
  host: { type: 'string' },
});

/**
 * @param {string[]} args
 * @returns {Promise<number>} the exit code, after the server is stopped
 */
export function main(args) {
  return runWithOptions({ name: 'npm start', help: HELP, options: OPTIONS }, args, async (options) => {
    const port = readPort(options.port, process.env.PORT);
    const site = siteFolders(options);
    const place = addresses(port, options.host ?? '127.0.0.1');
    for (const each of Object.values(place.ports)) await checkPortIsFree(each, place.host);
    await buildAll(site ? ['site'] : ['site', 'package'], { options, site });
    await serve(place, site);
    return 0;
  });
}

/** These names mean this machine, or every address of it. */
const everyAddress = ['127.0.0.1', '0.0.0.0', '::', '::1'];

/** What is served, in the order of the ports. */
const SERVED = /** @type {const} */ (['bank', 'partner', 'application', 'staff', 'service', 'bureau']);

/**
 * @param {number} port
 * @param {string} host
 */
function addresses(port, host) {
  const name = everyAddress.includes(host) ? 'localhost' : host.includes(':') ? `[${host}]` : host;
  const step = port + SERVED.length > 65535 ? -1 : 1;
  const ports = /** @type {Record<typeof SERVED[number], number>} */ (
    Object.fromEntries(SERVED.map((each, place) => [each, port + place * step]))
  );
  return { host, ports, bank: `http://${name}:${ports.bank}`, partner: `http://${name}:${ports.partner}` };
}

/**
 * Serves copies: a build beside it changes nothing that it serves.
 *
 * @param {ReturnType<typeof addresses>} place
 * @param {import('../builds/folders.mjs').SiteFolders | undefined} site
 * @returns {Promise<void>} resolves after Ctrl-C stopped the servers
 */
async function serve(place, site) {
  const folder = mkdtempSync(join(tmpdir(), 'prescore-start-'));
  try {
    await serveFrom(folder, place, site);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * @param {string} folder for the copies
 * @param {ReturnType<typeof addresses>} place
 * @param {import('../builds/folders.mjs').SiteFolders | undefined} site
 */
async function serveFrom(folder, { host, ports, bank, partner }, site) {
  const { createPartnerServer, createSiteServer } = await import('../../site/hosting/serve.mjs');
  const { readContent } = await import('../../site/build/content/content.mjs');
  const { programmeFolder } = await import('../../site/build/pages.mjs');
  const { buildPartnerPage, partnerHeaders } = await import('../../site/build/partner.mjs');
  const content = readContent(site?.folders);
  const { partners, programmes } = content;
  const folders = programmes.map((programme) => programmeFolder(programmes, programme));
  const [siteDir, partnerDir] = [join(folder, 'site'), join(folder, 'partner')];
  cpSync(inRoot('build', 'site'), siteDir, { recursive: true });
  await buildPartnerPage({ outDir: partnerDir, siteDir, bank: `${bank}/`, partners, content });
  // Somebody who opens a page by another name of this machine gets the others by the same name.
  const at =
    (/** @type {number} */ port, path = '') =>
    (/** @type {string} */ name) =>
      `http://${name}:${port}${path}`;
  // Another bank's page leads to that bank's own application.
  const application = site ? undefined : { from: partners.application, to: at(ports.application, '/apply') };
  const siteOptions = {
    dir: siteDir,
    partners,
    folders,
    samplePort: ports.partner,
    ...(application && { application }),
  };
  const servers = [
    { server: createSiteServer(siteOptions), port: ports.bank },
    {
      server: createPartnerServer(partnerDir, partnerHeaders(bank), [
        { from: bank, to: at(ports.bank) },
        ...(application ? [application] : []),
      ]),
      port: ports.partner,
    },
  ];
  const sample = site ? undefined : await startSample(join(folder, 'bank'), host, ports, programmes[0]?.id ?? '');
  for (const each of servers) await listen(each.server, each.port, host);
  const others = folders.slice(1).map((folder) => `Another programme:        ${bank}/${folder}\n`);
  console.log(`
The bank's page:          ${bank}/
${others.join('')}A partner's page:         ${partner}/
The snippet configurator: ${bank}/configurator/
Decisions for a file:     ${bank}/score/
${
  sample
    ? `The application:          ${at(ports.application, '/apply')('localhost')}
For the bank's employees: ${at(ports.staff, '/')('localhost')}
The decision service:     ${at(ports.service, '/openapi.yaml')('localhost')}
`
    : ''
}Stop them with Ctrl-C.`);
  await new Promise((resolve) => {
    process.removeAllListeners('SIGINT').once('SIGINT', resolve);
    process.removeAllListeners('SIGTERM').once('SIGTERM', resolve);
  });
  for (const { server } of servers) {
    server.close();
    server.closeAllConnections();
  }
  await sample?.stop();
  console.log('\nStopped.');
}

/**
 * @param {string} folder
 * @param {string} host
 * @param {ReturnType<typeof addresses>['ports']} ports
 * @param {string} preliminary
 */
async function startSample(folder, host, ports, preliminary) {
  const { startSampleBank } = await import('../bank/sample-bank.mjs');
  return startSampleBank({ folder, host, ports, preliminary });
}
