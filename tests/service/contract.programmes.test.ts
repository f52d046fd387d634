// Versions and releases over the contract: two people, roll-back, withdrawal, and a challenger beside the decision.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { clientOf, problemOf } from './support/client.ts';
import { expectDocumented } from './support/contract.ts';
import { ANSWERS, newKey, PROGRAMME, packVariant, startServer, versionOf } from './support/server.ts';

const server = await startServer();
const releaser = clientOf(server, 'releaser');
const approver = clientOf(server, 'approver');
const backend = clientOf(server, 'backend');
const analyst = clientOf(server, 'analyst');
const REQUEST = { programme: PROGRAMME, answers: ANSWERS } as const;

const shipped = versionOf(readFileSync(join(server.folder, 'instant-card.bin')));
/** Refuses the applicant of the tests the programme's own card. */
const strict = packVariant(server.folder, 'strict', ({ policy }) => {
  (policy.offers[0] ?? assert.fail()).maximum_pd = 0.01;
});
/** The shipped model under another id. */
const another = packVariant(server.folder, 'another', (model) => (model.programme = 'another-card'));

async function activate(version: string): Promise<void> {
  await releaser.proposeActive(PROGRAMME, version);
  await approver.approveActive(PROGRAMME, version);
}
const outcome = async (): Promise<string> => (await backend.decide(REQUEST)).decision.outcome;

describe('a version', () => {
  test('is added once, and is not in force by that', async () => {
    for (let times = 0; times < 2; times++) {
      const { active, proposed } = await releaser.addVersion(PROGRAMME, strict.packed);
      assert.deepEqual([active, proposed], [shipped, null]);
    }
    const { versions } = await backend.programme(PROGRAMME);
    assert.deepEqual(versions.toSorted(), [shipped, strict.version].toSorted());
  });

  test('of other bytes than a model, or of another programme, is refused', async () => {
    const broken = strict.packed.slice();
    broken[broken.length >> 1] = (broken[broken.length >> 1] ?? 0) ^ 1;
    for (const [bytes, why] of [
      [new Uint8Array([1, 2, 3]), /^The body is no model: the model is neither a packed model nor JSON: /],
      [broken, /^The body is no model: the packed model has the error \w+ in its section \w+: /],
      [strict.packed.slice(0, -1), /^The body is no model: the packed model has the error \w+ in its section \w+: /],
      [new TextEncoder().encode('{"format":"prescore-model"}'), /^The body is no model: .*lacks "version"/s],
    ] as const) {
      const { message } = await problemOf(releaser.addVersion(PROGRAMME, bytes), 422, 'model');
      assert.match(message, why);
    }
    await problemOf(releaser.addVersion(PROGRAMME, another.packed), 422, 'other_programme');
  });

  test('may be the first of a new programme, which decides nothing yet', async () => {
    const made = await releaser.addVersion('another-card', another.packed);
    assert.deepEqual(made, { programme: 'another-card', active: null, challenger: null, proposed: null });
    await problemOf(backend.decide({ ...REQUEST, programme: 'another-card' }), 503, 'withdrawn');
    const { programmes } = await backend.programmes();
    assert.deepEqual(
      programmes.map(({ programme }) => programme),
      ['another-card', PROGRAMME],
    );
    await problemOf(backend.programme('no-such'), 404, 'unknown_programme');
  });
});

describe('an activation', () => {
  test('takes two people, and the version that was proposed', async () => {
    await problemOf(approver.approveActive(PROGRAMME, strict.version), 409, 'not_proposed');
    const { proposed } = await releaser.proposeActive(PROGRAMME, strict.version);
    assert.deepEqual(proposed, { version: strict.version, by: 'releaser' });
    await problemOf(releaser.approveActive(PROGRAMME, strict.version), 403, 'same_person');
    await problemOf(approver.approveActive(PROGRAMME, shipped), 409, 'not_proposed');
    assert.equal(await outcome(), 'likely_approval');
    const { active } = await approver.approveActive(PROGRAMME, strict.version);
    assert.equal(active, strict.version);
    assert.equal(await outcome(), 'alternative_offer');
    await problemOf(approver.approveActive(PROGRAMME, strict.version), 409, 'not_proposed');
  });

  test('of the older version rolls back, and old decisions replay under theirs', async () => {
    const { decision } = await backend.decide(REQUEST);
    assert.equal(decision.version, strict.version);
    await activate(shipped);
    assert.equal(await outcome(), 'likely_approval');
    assert.deepEqual(await backend.replay(decision.id), {
      id: decision.id,
      version: strict.version,
      identical: true,
    });
    const { history } = await backend.programme(PROGRAMME);
    assert.deepEqual(
      history.map(({ step, version, by }) => [step, version, by]),
      [
        ['active', shipped, 'configuration'],
        ['proposed', strict.version, 'releaser'],
        ['active', strict.version, 'approver'],
        ['proposed', shipped, 'releaser'],
        ['active', shipped, 'approver'],
      ],
    );
  });

  test('of a version that the programme lacks is 404, and of no version 422', async () => {
    const unknown = `sha256:${'0'.repeat(64)}`;
    for (const version of [unknown, another.version]) {
      await problemOf(releaser.proposeActive(PROGRAMME, version), 404, 'unknown_version');
      await problemOf(releaser.setChallenger(PROGRAMME, version), 404, 'unknown_version');
      await problemOf(approver.approveActive(PROGRAMME, version), 409, 'not_proposed');
    }
    for (const version of ['', 'sha256:', unknown.toUpperCase()]) {
      await problemOf(releaser.proposeActive(PROGRAMME, version), 422, 'body');
      await problemOf(approver.approveActive(PROGRAMME, version), 422, 'body');
      await problemOf(releaser.setChallenger(PROGRAMME, version), 422, 'body');
    }
  });

  test('without a restart loses no request: each is decided by the one or the other', async () => {
    const decided: Promise<string>[] = [];
    for (const version of [strict.version, shipped]) {
      for (let index = 0; index < 20; index++) decided.push(outcome());
      await activate(version);
    }
    assert.deepEqual(
      [...new Set(await Promise.all(decided))].filter((one) => !['likely_approval', 'alternative_offer'].includes(one)),
      [],
    );
  });
});

describe('a challenger', () => {
  test('decides in the same row, and only the scope score sees what', async () => {
    assert.equal((await releaser.setChallenger(PROGRAMME, strict.version)).challenger, strict.version);
    const { decision } = await analyst.decide(REQUEST);
    assert.equal(decision.outcome, 'likely_approval');
    assert.deepEqual((await analyst.decision(decision.id)).challenger, {
      version: strict.version,
      outcome: 'alternative_offer',
      pd_ppm: decision.pd_ppm,
    });
    const mine = (await backend.decide(REQUEST)).decision.id;
    assert.equal('challenger' in (await backend.decision(mine)), false);
    assert.match(
      await (await fetch(`${server.operatorsUrl}/metrics`)).text(),
      /^prescore_challenger_total\{agrees="no"\} 2$/m,
    );
    assert.equal((await releaser.endChallenger(PROGRAMME)).challenger, null);
    const { id } = (await analyst.decide(REQUEST)).decision;
    assert.equal('challenger' in (await analyst.decision(id)), false);
    await problemOf(releaser.endChallenger('no-such'), 404, 'unknown_programme');
  });
});

describe('a withdrawal', () => {
  test('takes one person, stops new decisions, and keeps what was decided', async () => {
    const key = newKey();
    const before = await backend.decide(REQUEST, { key });
    await releaser.proposeActive(PROGRAMME, strict.version);
    const withdrawn = await releaser.withdraw(PROGRAMME);
    assert.deepEqual([withdrawn.active, withdrawn.proposed], [null, null]);
    const { retryAfter } = await problemOf(backend.decide(REQUEST), 503, 'withdrawn');
    assert.equal(retryAfter, 1);
    await problemOf(backend.ready(), 503, 'not_ready');
    assert.deepEqual(await backend.decide(REQUEST, { key }), { ...before, replayed: true });
    await problemOf(backend.decide({ ...REQUEST, client: 'c' }, { key }), 422, 'key_reused');
    const item = { ...REQUEST, idempotency_key: key };
    const { decisions } = await backend.decideBatch([item, { ...item, idempotency_key: newKey() }]);
    assert.deepEqual(
      decisions.map(({ status }) => status),
      [200, 503],
    );
    assert.equal((await backend.replay(before.decision.id)).identical, true);
    await problemOf(releaser.withdraw('no-such'), 404, 'unknown_programme');
    await activate(shipped);
    assert.deepEqual(await backend.ready(), { status: 'ok' });
    assert.equal(await outcome(), 'likely_approval');
  });
});

test('what was released survives a restart, and the configuration does not release it again', async () => {
  await activate(strict.version);
  const before = await backend.programme(PROGRAMME);
  await server.stop();
  const again = await startServer({ folder: server.folder });
  const answer = await again.fetch(`/v1/programmes/${PROGRAMME}`, { caller: 'backend' });
  assert.deepEqual(JSON.parse(await expectDocumented('showProgramme', answer)), before);
});
