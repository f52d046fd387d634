// docs/service.md: its tables are those of the program, and its commands do what the page says.

import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { PrescoreService } from 'prescore/service';
import { findFiles } from '../../scripts/base/files.mjs';
import { inRoot } from '../../scripts/base/paths.mjs';
import { ANSWERS, freePort, makeFolder, PROGRAMME, SERVICE, startServer } from '../service/support/server.ts';
import { REVIEWED } from '../service/support/reviewed.ts';
import { objectsOf, type Schema, tableOf } from './programmeTables.ts';
import { read } from './support.ts';

const page = read('docs/service.md');
const schema = JSON.parse(read('service/configuration.schema.json')) as Schema;
const sources = findFiles(['service'], /\.cpp$/)
  .map(read)
  .join('\n');
const tableUnder = (heading: string): string => page.split(`\n${heading}\n`)[1]?.split('\n#')[0] ?? '';
/** What stands between back quotes in the first cell of each row of the tables below a heading. */
const firstCells = (heading: string): string[] =>
  [...tableUnder(heading).matchAll(/^\| (`[^|]*) \|/gm)].flatMap(([, cell]) => namesIn(cell ?? ''));
const namesIn = (text: string): string[] => [...text.matchAll(/`([^`]+)`/g)].map(([, name]) => name ?? '');
const unique = (names: Iterable<string>): string[] => [...new Set(names)].sort();

const tables: string[] = page.match(/^\| key \|.*\n(?:\|.*\n)+/gm) ?? [];
for (const [name, object] of objectsOf(schema)) {
  test(`the page has the keys of the configuration, ${name}`, () => {
    const expected = `${tableOf(schema, object)}\n`;
    assert.ok(tables.includes(expected), `expected:\n${expected}`);
  });
}

test('the page has no other table of keys', () => assert.equal(tables.length, objectsOf(schema).length));

test('the page lists every metric, every event and every scope, and no other', () => {
  const metrics = [...sources.matchAll(/"(prescore_\w+)"/g)].map(([, name]) => name ?? '');
  assert.deepEqual(unique(firstCells('## Monitoring').filter((name) => name.startsWith('prescore_'))), unique(metrics));
  const events = [...sources.matchAll(/\bevent\(\s*"(\w+)"|\\"event\\":\\"(\w+)\\"/g)].map(
    ([, one, other]) => one ?? other ?? '',
  );
  assert.deepEqual(unique(firstCells('## Monitoring').filter((name) => !name.startsWith('prescore_'))), unique(events));
  const [, scopes = ''] = /kScopes = \{([^}]*)\}/.exec(sources) ?? [];
  assert.deepEqual(firstCells('## Tokens and scopes'), namesIn(scopes.replaceAll('"', '`')));
});

test('the page lists the labels that metrics have', async () => {
  const server = await startServer({ configuration: { client_data: { table: {} } } });
  const clientOf = (caller: string) => new PrescoreService({ url: server.url, token: server.token(caller) });
  const { programmes } = await clientOf('backend').programmes();
  await clientOf('releaser').setChallenger(PROGRAMME, programmes[0]?.active ?? '');
  await clientOf('backend').decide({ programme: PROGRAMME, answers: ANSWERS });
  const { decision } = await clientOf('backend').decide(REVIEWED);
  await clientOf('reviewer').review(decision.id, { outcome: 'refusal', staff: 's-1', reason: 'A test' });
  const observed_on = decision.decided_at.slice(0, 10);
  await clientOf('collections').recordOutcome({ decision: decision.id, outcome: 'paid', observed_on });
  const metrics = await fetch(`${server.operatorsUrl}/metrics`);
  assert.deepEqual(labelsIn(await metrics.text()), labelsOnPage());
});

/** Blocks such as ```json service.json: files that the commands use. */
const files = [...page.matchAll(/```json ([\w./]+)\n([^]*?)```/g)].map(([, name = '', content = '']) => ({
  name,
  content,
}));

test('the configurations on the page fit the schema', () => {
  const validate = new Ajv2020({ allErrors: true }).compile(schema);
  const configurations = files.filter(({ name }) => name.endsWith('service.json'));
  assert.equal(configurations.length, 2);
  for (const { name, content } of configurations) {
    assert.ok(validate(JSON.parse(content)), `${name}: ${JSON.stringify(validate.errors)}`);
  }
});

test('every option of prescore-service on the page is one that --help knows', () => {
  const commands = [...page.matchAll(/build\/prescore-service ([\w-]+)([^|\n]*)/g)];
  assert.ok(commands.length >= 10);
  for (const [line, command = '', rest = ''] of commands) {
    const help = execFileSync(SERVICE, [command, '--help'], { encoding: 'utf8' });
    for (const option of rest.match(/--[\w-]+/g) ?? []) assert.ok(help.includes(option), line);
  }
});

test('the commands of the page run one after another', async () => {
  const cwd = makeFolder('page');
  for (const name of ['build', 'model']) symlinkSync(inRoot(name), join(cwd, name));
  const ports = new Map<string, number>();
  for (const port of ['8080', '8443', '9090']) ports.set(port, await freePort());
  const onFreePorts = (text: string): string =>
    text.replaceAll(/\b(?:8080|8443|9090)\b/g, (port) => String(ports.get(port)));
  for (const { name, content } of files) {
    mkdirSync(dirname(join(cwd, name)), { recursive: true });
    writeFileSync(join(cwd, name), onFreePorts(content));
  }
  const blocks = [...page.matchAll(/```sh\n([^]*?)```/g)].flatMap(([, code = '']) => code.split('\n'));
  const lines = blocks.filter((line) => line !== '' && !line.startsWith('npm ')).map(asTested);
  assert.ok(lines.length >= 40);
  writeFileSync(join(cwd, 'page.sh'), onFreePorts(lines.join('\n')));
  const script = ['set -euo pipefail', "trap 'kill $(jobs -p) 2> /dev/null || true' EXIT", '. ./page.sh'].join('\n');
  const run = spawnSync('bash', ['-c', script], { cwd, encoding: 'utf8', timeout: 120_000 });
  assert.equal(run.status, 0, `${run.stdout}\n${run.stderr}`);
  assert.equal(run.stdout.match(/^all is whole$/gm)?.length, 5, run.stdout);
  assert.match(run.stdout, /"outcome":"likely_approval"/);
  assert.match(run.stdout, /^1 decisions; 1 replayed, 0 with erased inputs$/m);
  assert.match(run.stdout, /^2 decisions; 0 replayed, 2 with erased inputs$/m);
  assert.match(run.stdout, /^1 reviews, 1 outcomes, 2 erasures$/m);
  assert.match(readFileSync(join(cwd, 'service.log'), 'utf8'), /"event":"tokens_read"/);
});

/** By metric, the labels that the page lists. */
function labelsOnPage(): Record<string, string[]> {
  const rows = [...tableUnder('## Monitoring').matchAll(/^\| `(prescore_\w+)` \| ([^|]*)\|/gm)];
  return Object.fromEntries(rows.map(([, metric = '', cell = '']) => [metric, namesIn(cell).sort()]));
}

/** By metric, the labels that it has in Prometheus' text format. The bounds of a histogram are no label of ours. */
function labelsIn(text: string): Record<string, string[]> {
  const found: Record<string, string[]> = {};
  for (const [, name = '', labels = ''] of text.matchAll(/^(prescore_\w+)(?:\{(.*)\})? [\d.e+-]+$/gm)) {
    const metric = name.replace(/_(?:bucket|count|sum)$/, '');
    const names = [...labels.matchAll(/(\w+)="/g)].map(([, label]) => label ?? '');
    found[metric] = unique([...(found[metric] ?? []), ...names.filter((label) => label !== 'le')]);
  }
  return found;
}

/** A reader sees that a service runs before typing on; a script has to wait. Ports are those of the test. */
function asTested(line: string): string {
  if (!/prescore-service serve .*&/.test(line)) return line.replace('--fail-with-body', '-sS --fail-with-body');
  const port = line.includes('tls/') ? 8443 : 8080;
  // Where the configuration says nothing about ports, the command has to.
  const started = line.replace('--database', `--port ${port} --database`);
  return `${started}\nuntil (: < /dev/tcp/127.0.0.1/${port}) 2> /dev/null; do sleep 0.05; done`;
}
