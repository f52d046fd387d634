// Decisions with outcomes as a data file that the tool reads, and how a challenger compares.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { inRoot } from '../../scripts/base/paths.mjs';
import { clientOf } from './support/client.ts';
import { REVIEWED } from './support/reviewed.ts';
import { ANSWERS, EXIT, MODEL, newKey, PROGRAMME, packVariant, type Run, startServer, TOOL } from './support/server.ts';
import { runOn } from './support/stored.ts';

const server = await startServer({ configuration: { rate: { per_second: 1e6, burst: 1e6 } } });
const backend = clientOf(server, 'backend');
const collections = clientOf(server, 'collections');
const today = new Date().toISOString().slice(0, 10);

const command = (name: string, ...args: string[]): Run => runOn(server, name, ...args);

/** Answers of many kinds, so that a forest could be grown. */
function answersOf(index: number): Record<string, string> {
  return {
    age: String(21 + (index % 45)),
    income: `${20 + (index % 90)} 000`,
    education: ['school', 'higher'][index % 2] ?? '',
    stable_job: index % 3 === 0 ? 'no' : 'yes',
    car: 'none',
    foreign_passport: index % 5 === 0 ? 'yes' : 'no',
  };
}

/** Decides about many people, and records what became of all but every tenth; every fourth defaulted. */
async function decideMany(count: number): Promise<string[]> {
  const ids: string[] = [];
  const batch = Array.from({ length: count }, (_, index) => ({
    ...{ idempotency_key: newKey(), programme: PROGRAMME, answers: answersOf(index), client: `export-${index}` },
  }));
  for (const entry of (await backend.decideBatch(batch)).decisions) {
    assert.equal(entry.status, 200, JSON.stringify(entry));
    if (entry.status === 200) ids.push(entry.decision.id);
  }
  const known = ids.filter((_, index) => index % 10 !== 9);
  const { outcomes } = await collections.recordOutcomes(
    known.map((decision, index) => ({
      ...{ decision, outcome: index % 4 === 0 ? 'default' : 'paid', observed_on: today },
    })),
  );
  assert.ok(outcomes.every(({ status }) => status === 200));
  return ids;
}

describe('an export', () => {
  test('is a data file of the programme: the tool scores it to the decisions that it holds', async () => {
    const ids = await decideMany(400);
    const erased = command('erase', '--decision', ids[0] ?? '');
    assert.equal(erased.code, EXIT.done, erased.err);
    const file = join(server.folder, 'decisions.csv');
    const run = command('export', '--programme', PROGRAMME, '--output', file);
    assert.equal(run.code, EXIT.done, run.err);
    assert.match(run.err, /^359 rows written; left out: 40 without an outcome, 1 with erased inputs, 0 whose/);
    assert.equal(statSync(file).mode & 0o777, 0o600);
    const [header = '', ...rows] = readFileSync(file, 'utf8').trimEnd().split('\n');
    assert.equal(rows.length, 359);
    assert.match(header, /,app_date,default,decision_id,decision_version,decision_outcome,decision_pd,/);

    const scored = join(server.folder, 'scored.csv');
    execFileSync(TOOL, ['score', '--model', MODEL, '--input', file, '--output', scored, '--quiet'], { stdio: 'pipe' });
    const columns = header.split(',');
    const [scoredHeader = '', ...scores] = readFileSync(scored, 'utf8').trimEnd().split('\n');
    const outcomeAt = scoredHeader
      .split(',')
      .findIndex((name) => /outcome/.test(name) && !/decision_|review_/.test(name));
    assert.ok(outcomeAt >= 0, scoredHeader);
    for (const [index, row] of rows.entries()) {
      const decided = row.split(',')[columns.indexOf('decision_outcome')];
      assert.equal(scores[index]?.split(',')[outcomeAt], decided, `${row}\n${scores[index]}`);
    }
  });

  test('trains and is evaluated', () => {
    const file = join(server.folder, 'decisions.csv');
    const folder = inRoot('model', 'instant-card');
    const report = join(server.folder, 'report.html');
    execFileSync(TOOL, ['evaluate', '--model', MODEL, '--data', file, '--report', report], { stdio: 'pipe' });
    assert.ok(statSync(report).size > 10_000);
    const described = execFileSync(TOOL, ['describe', file], { encoding: 'utf8' });
    assert.match(described, /default/);
    assert.ok(folder);
  });

  test('has a window, and never overwrites', () => {
    const file = join(server.folder, 'window.csv');
    const run = command('export', '--programme', PROGRAMME, '--since', '2999-01-01', '--output', file);
    assert.match(run.err, /^0 rows written/);
    assert.equal(command('export', '--programme', PROGRAMME, '--output', file).code, EXIT.badInput);
    const before = join(server.folder, 'before.csv');
    assert.match(
      command('export', '--programme', PROGRAMME, '--until', '2020-01-01', '--output', before).err,
      /^0 rows/,
    );
    const all = join(server.folder, 'all.csv');
    assert.match(command('export', '--programme', PROGRAMME, '--all', '--output', all).err, /^399 rows written/);
    assert.equal(command('export', '--programme', 'none', '--output', join(server.folder, 'n')).code, EXIT.badInput);
    const wrong = command('export', '--programme', PROGRAMME, '--since', 'x', '--output', join(server.folder, 'n'));
    assert.equal(wrong.code, EXIT.badInput);
    assert.equal(command('export', '--programme', PROGRAMME).code, EXIT.usage);
  });
});

test('a challenger is compared: agreement, swap set in both directions, expected and observed bad rates', async () => {
  const other = await startServer();
  const client = clientOf(other, 'backend');
  const releaser = clientOf(other, 'releaser');
  // A stricter first offer, and a looser one.
  const strict = packVariant(other.folder, 'strict', ({ policy }) => {
    (policy.offers[0] ?? assert.fail()).maximum_pd = 0.06;
  });
  await releaser.addVersion(PROGRAMME, strict.packed);
  await client.decide({ programme: PROGRAMME, answers: ANSWERS });
  await releaser.setChallenger(PROGRAMME, strict.version);
  const decided = await clientOf(other, 'analyst').decide({ programme: PROGRAMME, answers: ANSWERS });
  await client.decide(REVIEWED);
  const outcome = { decision: decided.decision.id, outcome: 'default', observed_on: today } as const;
  await clientOf(other, 'collections').recordOutcome(outcome);
  assert.equal(runOn(other, 'erase', '--decision', decided.decision.id).code, EXIT.done);
  const { code, out, err } = runOn(other, 'challenger', '--programme', PROGRAMME);
  assert.equal(code, EXIT.done, err);
  assert.ok(out.includes(`challenger ${strict.version}`), out);
  assert.match(out, /^ {2}2 decisions from \S+ to \S+, of which the challenger did not take the answers of 0$/m);
  assert.match(out, /^ {2}same outcome: 1 of 2, 50\.00 %$/m);
  assert.match(out, /^ {2}approved: 50\.00 % by the active version, 0\.00 % by the challenger$/m);
  const percent = `${((decided.decision.pd_ppm ?? 0) / 1e4).toFixed(2)} %`;
  assert.ok(
    out.includes(
      `swap out, approved by the active version alone: 1 decisions, expected bad rate ${percent} by the active ` +
        `version, ${percent} by the challenger; observed 100.00 % of 1 with an outcome`,
    ),
    out,
  );
  assert.match(out, /^ {2}swap in, approved by the challenger alone: 0 decisions, expected bad rate - by/m);
  assert.match(out, /^ {2}without a PD on one side: 1;/m);
  assert.match(out, /^ {2}with erased inputs: 1;/m);
  assert.match(out, /^1 decisions were made without a challenger$/m);
});
