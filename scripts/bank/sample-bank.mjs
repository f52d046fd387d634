// @ts-check
// The sample bank behind the page: the decision service, a bureau, the application and the employees' pages.
import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { importFill } from '../../site/build/importFill.mjs';
import { createApplication } from '../../site/examples/bank/application.mjs';
import { createBureau } from '../../site/examples/bank/bureau.mjs';
import { createStaffSite } from '../../site/examples/bank/staff.mjs';
import { bank, isAsked, questions, readWords } from '../../site/examples/bank/words.mjs';
import { inRoot } from '../base/paths.mjs';
import { listen } from '../machine/port.mjs';
import { prepareService, startService } from './service.mjs';

const SAMPLE = inRoot('site', 'examples', 'bank');
const MODELS = inRoot('build');

/** A file that the bank loaded long ago. */
const LONG_AGO = '2019-03-01';

/**
 * @param {object} options
 * @param {string} options.folder for the log of decisions and the tokens
 * @param {string} options.host where people reach the application; all else listens on this machine only
 * @param {{ application: number, staff: number, service: number, bureau: number }} options.ports
 * @param {string} options.preliminary id of the programme that the page decides by
 * @returns {Promise<{ stop: () => Promise<void> }>}
 */
export async function startSampleBank({ folder, host, ports, preliminary }) {
  const token = randomBytes(24).toString('hex');
  const bureau = createBureau({ token, records: bureauRecords() });
  await listen(bureau, ports.bureau, '127.0.0.1');
  const final = join(SAMPLE, bank.model);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  writePrivate(join(folder, 'bureau.token'), token);
  const { config, tokens } = await prepareService({
    folder,
    port: ports.service,
    models: [final, join(MODELS, `${preliminary}.bin`)],
    clientData: clientData(ports.bureau),
    loads: [
      loadOf('clients.csv', final, new Date().toISOString().slice(0, 10)),
      loadOf('old-clients.csv', final, LONG_AGO),
    ],
  });
  const service = await startService(config, ports.service);
  const { PrescoreService } = await import(pathToFileURL(inRoot('build', 'package', 'service.js')).href);
  const clientOf = (/** @type {string} */ name) =>
    new PrescoreService({ url: `http://127.0.0.1:${ports.service}`, token: tokens[name] });
  const texts = readWords(await importFill());
  const application = createApplication({ service: clientOf('application'), texts });
  const staff = createStaffSite({ service: clientOf('staff'), texts });
  await listen(application, ports.application, host);
  await listen(staff, ports.staff, '127.0.0.1');
  return {
    stop: async () => {
      for (const server of [application, staff]) {
        server.close();
        server.closeAllConnections();
      }
      await service.stop();
      bureau.close();
      bureau.closeAllConnections();
    },
  };
}

/** @param {string} file @param {string} model @param {string} day as of which its values are */
function loadOf(file, model, day) {
  const own = questions().filter((question) => !isAsked(question) && !bank.bureau.includes(question.id));
  return [
    join(SAMPLE, file),
    ...['--programme', model, '--id', 'client_id', '--source', 'bank', '--as-of', day, '--update'],
    ...own.flatMap(({ id }) => ['--question', id]),
  ];
}

/** @returns {Readonly<Record<string, import('../../site/examples/bank/bureau.mjs').BureauRecord>>} as of today */
function bureauRecords() {
  const records = Object.entries(JSON.parse(readFileSync(join(SAMPLE, 'bureau.json'), 'utf8')));
  const today = new Date().toISOString().slice(0, 10);
  return Object.fromEntries(records.map(([client, values]) => [client, { as_of: today, values }]));
}

/** @param {number} port of the bureau */
function clientData(port) {
  const bureau = questions().filter(({ id }) => bank.bureau.includes(id));
  return {
    table: { name: 'bank' },
    http: [
      {
        name: 'bureau',
        url: `http://127.0.0.1:${port}/clients/{client}`,
        token: 'bureau.token',
        values: bureau.map(({ id }) => ({ question: id, pointer: `/record/${id}` })),
        client: '/client',
        as_of: '/as_of',
        consent: true,
      },
    ],
  };
}

/** @param {string} path @param {string} text */
const writePrivate = (path, text) => writeFileSync(path, text, { mode: 0o600 });
