// Erasure, proven by searching the database's files; retention; and a copy of all that is stored about a person.

import assert from 'node:assert/strict';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { clientOf, problemOf } from './support/client.ts';
import { auditAll, until } from './support/check.ts';
import { REVIEWED } from './support/reviewed.ts';
import { ANSWERS, EXIT, newKey, PROGRAMME, type Run, startServer } from './support/server.ts';
import { changeRows, filesWith, isPostgres, runOn } from './support/stored.ts';

const server = await startServer({ configuration: { rate: { per_second: 1e6, burst: 1e6 } } });
const backend = clientOf(server, 'backend');
const reviewer = clientOf(server, 'reviewer');

const command = (name: string, ...args: string[]): Run => runOn(server, name, ...args);

/** Decisions of many other clients, so that rows move between pages. */
async function decideOthers(count: number): Promise<void> {
  const batch = Array.from({ length: count }, () => ({
    ...{ idempotency_key: newKey(), programme: PROGRAMME, answers: ANSWERS, client: `other-${newKey()}` },
  }));
  await backend.decideBatch(batch);
}

describe('an erasure while the service runs', () => {
  test('leaves nothing personal in any file, and the record whole', async () => {
    const client = 'erase-me-5f21';
    const income = '73519';
    const reason = 'Her employer, Sphinx Optics, confirmed it.';
    // In quotation marks, as the answers have it: digits alone may stand in a hash.
    const personal = [client, `"${income}"`, reason];
    await decideOthers(500);
    const answers = { ...REVIEWED.answers, income };
    const { decision } = await backend.decide({ ...REVIEWED, answers, client });
    await reviewer.review(decision.id, { outcome: 'approval', staff: 's-17', reason });
    const { decision: second } = await backend.decide({ ...REVIEWED, answers, client });
    await decideOthers(500);
    for (const text of personal) assert.notDeepEqual(filesWith(server, text), [], text);

    assert.match(command('erase', '--client', client, '--dry-run').out, /^2 decisions would be erased$/m);
    assert.notDeepEqual(filesWith(server, client), []);
    const erased = command('erase', '--client', client);
    assert.equal(erased.code, EXIT.done, erased.err);
    assert.match(erased.out, /^2 decisions erased$/m);
    for (const text of personal) assert.deepEqual(filesWith(server, text), [], text);
    assert.ok(!`${erased.out}${erased.err}`.includes(client));

    const shown = await backend.decision(decision.id);
    assert.deepEqual([shown.inputs, shown.review?.reason, shown.outcome], [null, null, 'manual_review']);
    await problemOf(backend.replay(decision.id), 409, 'inputs_erased');
    const late = { outcome: 'approval', staff: 's-18', reason: 'Too late' } as const;
    await problemOf(reviewer.review(second.id, late), 409, 'inputs_erased');
    assert.ok(!(await reviewer.reviews()).decisions.some(({ id }) => id === second.id), 'it waits for nobody');
    const audit = command('audit');
    assert.equal(audit.code, EXIT.done, audit.out);
    assert.match(audit.out, /^chain commands: 2 rows, head [0-9a-f]{64}$/m);
    assert.match(audit.out, /^1 reviews, 0 outcomes, 2 erasures$/m);

    const again = command('erase', '--client', client);
    assert.equal(again.code, EXIT.done, again.err);
    assert.match(again.out, /^0 decisions erased\nnothing is stored/m);
    const byId = command('erase', '--decision', decision.id);
    assert.match(byId.out, /^0 decisions erased$/m);
  });

  test('is safe while decisions are made, replayed and audited', async () => {
    const client = 'erase-under-load';
    const ids: string[] = [];
    const batch = Array.from({ length: 400 }, () => ({
      ...{ idempotency_key: newKey(), programme: PROGRAMME, answers: ANSWERS, client },
    }));
    for (const entry of (await backend.decideBatch(batch)).decisions) {
      if (entry.status === 200) ids.push(entry.decision.id);
    }
    let stop = false;
    const seen = new Set<string>();
    const replaying = (async () => {
      for (let index = 0; !stop; index = (index + 7) % ids.length) {
        const id = ids[index] ?? assert.fail();
        const answer = await server.fetch(`/v1/decisions/${id}/replay`, { method: 'POST', caller: 'backend' });
        const text = await answer.text();
        seen.add(answer.status === 200 ? String((JSON.parse(text) as { identical: boolean }).identical) : text);
        await backend.decide({ programme: PROGRAMME, answers: ANSWERS });
      }
    })();
    await until(() => seen.has('true'));
    const erased = command('erase', '--client', client);
    assert.match(erased.out, /^400 decisions erased$/m, erased.err);
    await until(() => [...seen].some((text) => text.includes('inputs_erased')));
    stop = true;
    await replaying;
    assert.equal(seen.size, 2, [...seen].join());
    auditAll(server);
  });

  test('needs one target that there is', () => {
    for (const args of [[], ['--client', 'a', '--decision', 'b']]) {
      assert.equal(command('erase', ...args).code, EXIT.usage);
    }
    for (const id of ['01a21fed-b049-7cf5-8aff-000000000000', 'no-uuid']) {
      const run = command('erase', '--decision', id);
      assert.equal(run.code, EXIT.badInput);
      assert.match(run.err, /there is no decision/);
    }
    assert.equal(command('erase', '--client', 'nobody', '--why', 'Anna asked').code, EXIT.badInput);
    assert.equal(command('erase', '--client', 'nobody').code, EXIT.done);
  });
});

test('an erasure that was not recorded is found, at its place', async () => {
  const other = await startServer();
  const { decision } = await clientOf(other, 'backend').decide({ programme: PROGRAMME, answers: ANSWERS });
  await other.stop();
  changeRows(other, 'DELETE FROM decision_personal');
  const { code, out } = runOn(other, 'audit');
  assert.equal(code, EXIT.different);
  assert.match(out, new RegExp(`^decision ${decision.id} .*: its inputs are gone, and no erasure was recorded$`, 'm'));
});

test('a changed review is found, at its place', async () => {
  const other = await startServer();
  const { decision } = await clientOf(other, 'backend').decide(REVIEWED);
  const review = { outcome: 'approval', staff: 's-1', reason: 'Sound' } as const;
  await clientOf(other, 'reviewer').review(decision.id, review);
  await other.stop();
  const change = (statement: string): string => {
    changeRows(other, statement);
    const { code, out } = runOn(other, 'audit');
    assert.equal(code, EXIT.different, out);
    return out;
  };
  const place = new RegExp(
    `^review \\S+ of decision ${decision.id} \\(chain main(-1)?, row 2\\): the chain is broken`,
    'm',
  );
  assert.match(change("UPDATE entry_personal SET content = 'Unsound'"), place);
  changeRows(other, "UPDATE entry_personal SET content = 'Sound'");
  assert.match(
    change(
      `DROP TRIGGER entry_stays${isPostgres ? ' ON entry' : ''}; UPDATE entry SET body = replace(body, 's-1', 's-2')`,
    ),
    place,
  );
});

describe('retention', () => {
  test('takes an age, and leaves what is younger', async () => {
    const { decision } = await backend.decide({ programme: PROGRAMME, answers: ANSWERS, client: 'young' });
    assert.match(command('retain', '--older-than', '1d').out, /: 0 decisions erased$/m);
    assert.notEqual((await backend.decision(decision.id)).inputs, null);
    for (const age of ['0d', '10', 'd', '-1d', '3w', '99999d', '1.5y', '']) {
      assert.notEqual(command('retain', '--older-than', age).code, EXIT.done, age);
    }
  });
});

describe('a copy for the person', () => {
  test('holds everything that is stored about them, and nobody else', async () => {
    const client = 'copy-of-7';
    const { decision } = await backend.decide({ ...REVIEWED, client });
    await reviewer.review(decision.id, { outcome: 'refusal', staff: 's-3', reason: 'No proof of income' });
    const today = new Date().toISOString().slice(0, 10);
    await clientOf(server, 'collections').recordOutcome({ decision: decision.id, outcome: 'paid', observed_on: today });
    await backend.decide({ ...REVIEWED, client: 'copy-of-8' });
    const { code, out, err } = command('subject-copy', '--client', client);
    assert.equal(code, EXIT.done, err);
    const copy = JSON.parse(out);
    assert.equal(copy.client, client);
    assert.equal(copy.decisions.length, 1);
    const [only] = copy.decisions;
    assert.deepEqual([only.id, only.inputs.answers, only.inputs.client], [decision.id, REVIEWED.answers, client]);
    assert.deepEqual([only.review.reason, only.outcomes[0].outcome, only.pd_ppm], ['No proof of income', 'paid', null]);
    assert.ok(!out.includes('copy-of-8'));
    const file = join(server.folder, 'copy.json');
    assert.equal(command('subject-copy', '--client', client, '--output', file).code, EXIT.done);
    assert.deepEqual(JSON.parse(readFileSync(file, 'utf8')).decisions, copy.decisions);
    assert.equal(statSync(file).mode & 0o777, 0o600);
    assert.equal(command('subject-copy', '--client', client, '--output', file).code, EXIT.badInput);
    assert.deepEqual(JSON.parse(command('subject-copy', '--client', 'nobody').out).decisions, []);
  });
});
