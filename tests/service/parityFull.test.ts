// The service with client data and the tool with a data file, over sampled applicants of instant-card-full: the same
// decisions, the same probabilities, the same reasons. PRESCORE_PARITY=1000000 samples that many.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { cellsOf, type FileModel } from '../tool/gridCells.ts';
import { FULL, FULL_MODEL, loadClients, makeClientFolder } from './support/clientData.ts';
import { EXIT, newKey, runService, type Server, startServer, TOOL } from './support/server.ts';

interface Question {
  readonly id: string;
  readonly kind: 'number' | 'choice';
  readonly from?: 'client_data';
  readonly decimals?: number;
  readonly minimum: number;
  readonly maximum: number;
  readonly column?: string;
  readonly columns?: readonly string[];
  readonly options?: readonly { readonly id: string; readonly cells: readonly string[] }[];
}
interface Encoding {
  readonly cuts?: readonly number[];
  readonly minimum_seen?: number;
  readonly maximum_seen?: number;
}
interface Decision {
  outcome: string;
  offers: string[];
  reasons: { against: string[][]; in_favour: string[][] };
  pd_ppm: number | null;
  enrichment: { status: string };
}
type Sample = Record<string, string>;

const SAMPLES = Number(process.env.PRESCORE_PARITY ?? 2000);
/** So many are kept in memory at a time. */
const CHUNK = 20_000;
const BATCH = 1000;
const model = JSON.parse(readFileSync(FULL_MODEL, 'utf8')) as {
  questionnaire: { questions: readonly Question[] };
  encoding: readonly Encoding[];
} & FileModel;
const { questions } = model.questionnaire;
const bank = questions.filter(({ from }) => from === 'client_data');
const applicant = questions.filter(({ from }) => from !== 'client_data');

/** Whole numbers below `limit`, the same in each run (mulberry32). */
let state = 20;
function below(limit: number): number {
  state = (state + 0x6d2b79f5) | 0;
  let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
  mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
  return ((mixed ^ (mixed >>> 14)) >>> 0) % limit;
}

/** On both sides of a cut or of what was seen, or anywhere in between; one value of the bank in twenty is missing. */
function sampled(question: Question, encoding: Encoding): string {
  if (question.from === 'client_data' && below(20) === 0) return '';
  if (question.kind === 'choice') return question.options?.[below(question.options.length)]?.id ?? '';
  const { cuts = [], minimum_seen: low = 0, maximum_seen: high = 0 } = encoding;
  const step = 10 ** -(question.decimals ?? 0);
  const edges = [low, high, ...cuts];
  const edge = (edges[below(edges.length)] ?? low) + (below(3) - 1) * step;
  const anywhere = low + below(1_000_001) * ((high - low) / 1_000_000);
  const value = Math.min(Math.max(below(2) === 0 ? edge : anywhere, question.minimum), question.maximum);
  return value.toFixed(question.decimals ?? 0);
}

const sample = (): Sample =>
  Object.fromEntries(questions.map((question, index) => [question.id, sampled(question, model.encoding[index] ?? {})]));

const columnsOf = (list: readonly Question[]): string =>
  list.flatMap(({ column, columns = [] }) => column ?? columns).join(',');
const rowOf = (list: readonly Question[], answers: Sample): string =>
  list.flatMap((question) => (answers[question.id] === '' ? [''] : cellsOf(question, answers))).join(',');
const clientOf = (place: number): string => `c-${String(place).padStart(8, '0')}`;

/** pd, outcome, first offer, reasons, as `prescore explain` writes them. */
function askTool(folder: string, samples: readonly Sample[]): string[] {
  const rows = samples.map((one) => rowOf(questions, one));
  writeFileSync(join(folder, 'F.csv'), `${[columnsOf(questions), ...rows].join('\n')}\n`);
  const words = ['explain', '--model', FULL_MODEL, '--input', 'F.csv', '--output', 'out.csv', '--quiet'];
  const { status, stderr } = spawnSync(TOOL, words, { cwd: folder, encoding: 'utf8' });
  assert.equal(status, EXIT.done, stderr);
  const lines = readFileSync(join(folder, 'out.csv'), 'utf8').trimEnd().split('\n').slice(1);
  return lines.map((line) => {
    const cells = line.split(',');
    return [...cells.slice(1, 4), ...cells.slice(-2)].join(',');
  });
}

async function askService(server: Server, samples: readonly Sample[], first: number): Promise<string[]> {
  const decisions = samples.map((one, place) => ({
    idempotency_key: newKey(),
    programme: FULL,
    answers: Object.fromEntries(applicant.map(({ id }) => [id, one[id]])),
    confirmed: applicant.map(({ id }) => id),
    client: clientOf(first + place),
  }));
  const answer = await server.fetch('/v1/decisions/batch', {
    method: 'POST',
    caller: 'analyst',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ decisions }),
  });
  assert.equal(answer.status, 200);
  const items = ((await answer.json()) as { decisions: { decision?: Decision }[] }).decisions;
  return items.map(({ decision }, place) => {
    if (!decision) assert.fail(JSON.stringify([items[place], samples[place]]));
    assert.equal(decision.enrichment.status, 'found', JSON.stringify(samples[place]));
    return spelled(decision);
  });
}

function spelled({ pd_ppm, outcome, offers, reasons }: Decision): string {
  const [against, inFavour] = [reasons.against, reasons.in_favour].map((list) =>
    list.map((codes) => codes.join('+')).join(';'),
  );
  return [pd_ppm === null ? '' : (pd_ppm / 1e6).toFixed(6), outcome, offers[0] ?? '', against, inFavour].join(',');
}

test(`the service with client data decides and explains ${SAMPLES} sampled applicants as the tool does`, async (context) => {
  const folder = await makeClientFolder('parity-full', false);
  const start = state;
  writeFileSync(join(folder, 'clients.csv'), `client,${columnsOf(bank)}\n`);
  for (let first = 0; first < SAMPLES; first += CHUNK) {
    const count = Math.min(CHUNK, SAMPLES - first);
    const rows = Array.from({ length: count }, (_, place) => `${clientOf(first + place)},${rowOf(bank, sample())}\n`);
    appendFileSync(join(folder, 'clients.csv'), rows.join(''));
  }
  const loaded = loadClients(folder, 'clients.csv');
  assert.equal(loaded.code, EXIT.done, loaded.err);
  const rate = { per_second: 1e6, burst: 1e6 };
  const programmes = ['full.json'];
  const server = await startServer({ folder, configuration: { programmes, rate, client_data: { table: {} } } });
  // The same samples again.
  state = start;
  const outcomes = new Set<string>();
  for (let first = 0; first < SAMPLES; first += CHUNK) {
    const samples = Array.from({ length: Math.min(CHUNK, SAMPLES - first) }, sample);
    const expected = askTool(folder, samples);
    assert.equal(expected.length, samples.length);
    for (let at = 0; at < samples.length; at += BATCH) {
      const part = samples.slice(at, at + BATCH);
      const served = await askService(server, part, first + at);
      served.forEach((line, place) => {
        assert.equal(line, expected[at + place], JSON.stringify(part[place]));
        outcomes.add(line.split(',')[1] ?? '');
      });
    }
  }
  assert.deepEqual([...outcomes].sort(), ['alternative_offer', 'approval', 'manual_review']);
  await server.stop();
  // And again from the record, without the table.
  const audit = runService(folder, ['audit', '--database', 'decisions.sqlite']);
  assert.equal(audit.code, EXIT.done, audit.out + audit.err);
  assert.match(audit.out, new RegExp(`${SAMPLES} decisions; ${SAMPLES} replayed`));
  context.diagnostic(`service: ${SAMPLES} sampled applicants with client data: server, tool and replay agree on each`);
});
