// A value that must not leak is sent in every place that a request has, in sound and in broken requests, while the
// database works and while it is away. Then every channel that the service writes to is searched for it.

import assert from 'node:assert/strict';
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { until } from './support/check.ts';
import { decide } from './support/load.ts';
import { sendRaw } from './support/raw.ts';
import { REVIEWED } from './support/reviewed.ts';
import {
  ANSWERS,
  EXIT,
  keepSecret,
  newKey,
  PROGRAMME,
  runService,
  type Server,
  startServer,
} from './support/server.ts';

/** Looks like a key, a token, an answer, a programme's name and a client's reference alike. */
const CANARY = 'canary-7f3a91c04be2';
/** The income of the canary's applicant: nothing else has this number. */
const INCOME = '73519';
const HEADERS = { 'Content-Type': 'application/json' };

const UNKNOWN_ID = '01a21fed-b049-7cf5-8aff-000000000000';

/** Everything that the service answered where it is not the caller's own decision. */
const channels: string[] = [];

async function keep(answer: Response): Promise<number> {
  channels.push([...answer.headers].join('\n'), await answer.text());
  return answer.status;
}

async function post(
  server: Server,
  body: unknown,
  more: Record<string, string> = {},
  path = '/v1/decisions',
): Promise<number> {
  const headers = { ...HEADERS, 'Idempotency-Key': `${CANARY}-${newKey()}`.slice(0, 64), ...more };
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const caller = 'Authorization' in more ? {} : { caller: 'analyst' };
  return keep(await server.fetch(path, { method: 'POST', ...caller, headers, body: text }));
}

/** Requests that fail, each with the canary in another place. */
async function sendErrors(server: Server): Promise<Set<number>> {
  const sound = { programme: PROGRAMME, answers: ANSWERS };
  const wrong = [
    { ...sound, answers: { ...ANSWERS, age: CANARY } },
    { ...sound, answers: { ...ANSWERS, income: INCOME.repeat(9) } },
    { ...sound, answers: { ...ANSWERS, education: CANARY } },
    { ...sound, answers: { ...ANSWERS, [CANARY]: 'yes' } },
    { ...sound, answers: { ...ANSWERS, age: [CANARY] } },
    { ...sound, answers: CANARY },
    { ...sound, confirmed: [CANARY] },
    { ...sound, client: { id: CANARY } },
    { ...sound, client: CANARY.repeat(20) },
    { ...sound, hint: CANARY },
    { ...sound, hint: { outcome: CANARY } },
    { ...sound, hint: { outcome: CANARY, version: 'x', [CANARY]: 1 } },
    { ...sound, [CANARY]: CANARY },
    { ...sound, programme: CANARY },
    { ...sound, programme: [CANARY] },
    `{"${CANARY}":"${CANARY}`,
    `{"programme":"${CANARY}","programme":"${CANARY}"}`,
    CANARY,
  ];
  const statuses = new Set<number>();
  for (const body of wrong) statuses.add(await post(server, body));
  const item = { idempotency_key: CANARY, programme: CANARY, answers: { age: CANARY }, client: CANARY };
  statuses.add(await post(server, { decisions: [item, item, { [CANARY]: CANARY }] }, {}, '/v1/decisions/batch'));
  statuses.add(await post(server, sound, { 'Idempotency-Key': `${CANARY}!` }));
  statuses.add(await post(server, sound, { Authorization: `Bearer ${CANARY}` }));
  statuses.add(await post(server, sound, { Authorization: CANARY }));
  statuses.add(await post(server, sound, { traceparent: CANARY, 'User-Agent': CANARY, Cookie: CANARY }, `/${CANARY}`));
  statuses.add(await post(server, sound, { 'Content-Type': CANARY }));
  for (const path of [
    `/v1/decisions?client=${CANARY}&${CANARY}=1`,
    `/v1/decisions?cursor=${CANARY}`,
    `/v1/decisions?since=${CANARY}`,
    `/v1/decisions/${CANARY}`,
    `/v1/programmes/${CANARY}`,
    `/v1/health/live/${CANARY}?${CANARY}`,
  ]) {
    statuses.add(await keep(await server.fetch(path, { caller: 'analyst' })));
  }
  const review = { outcome: 'approval', staff: CANARY, reason: CANARY };
  for (const [caller, path, body] of [
    ['reviewer', `/v1/decisions/${CANARY}/review`, review],
    ['reviewer', `/v1/decisions/${UNKNOWN_ID}/review`, review],
    [
      'reviewer',
      `/v1/decisions/${UNKNOWN_ID}/review`,
      { ...review, outcome: CANARY, staff: `${CANARY} x`, [CANARY]: 1 },
    ],
    ['reviewer', `/v1/decisions/${UNKNOWN_ID}/review`, { ...review, offers: [CANARY, [CANARY]], reason: [CANARY] }],
    ['collections', '/v1/outcomes', { decision: CANARY, outcome: 'paid', observed_on: '2026-11-28' }],
    ['collections', '/v1/outcomes', { decision: CANARY, outcome: CANARY, observed_on: CANARY, corrects: CANARY }],
    [
      'collections',
      '/v1/outcomes/batch',
      { outcomes: [{ decision: CANARY, outcome: CANARY, [CANARY]: CANARY }, CANARY] },
    ],
  ] as const) {
    const key = `${CANARY}-${newKey()}`.slice(0, 64);
    const init = {
      method: 'POST',
      caller,
      headers: { ...HEADERS, 'Idempotency-Key': key },
      body: JSON.stringify(body),
    };
    statuses.add(await keep(await server.fetch(path, init)));
  }
  for (const query of [
    `state=${CANARY}`,
    `since=${CANARY}`,
    `cursor=${CANARY}`,
    `${CANARY}=1`,
    `programme=${CANARY}`,
  ]) {
    const answer = await server.fetch(`/v1/reviews?${query}`, { caller: 'reviewer' });
    if (answer.status !== 200) statuses.add(await keep(answer));
  }
  const put = { method: 'PUT', caller: 'releaser', headers: HEADERS, body: JSON.stringify({ version: CANARY }) };
  statuses.add(await keep(await server.fetch(`/v1/programmes/${CANARY}/active`, put)));
  statuses.add(await keep(await server.fetch(`/v1/programmes/${PROGRAMME}/active`, put)));
  const model = { method: 'POST', caller: 'releaser', body: CANARY };
  statuses.add(await keep(await server.fetch(`/v1/programmes/${PROGRAMME}/versions`, model)));
  const json = { ...model, headers: HEADERS, body: JSON.stringify({ format: CANARY, [CANARY]: CANARY }) };
  statuses.add(await keep(await server.fetch(`/v1/programmes/${PROGRAMME}/versions`, json)));
  return statuses;
}

/** Requests that are no requests. */
async function sendBroken(server: Server): Promise<void> {
  for (const bytes of [
    `${CANARY}\r\n\r\n`,
    `${CANARY} / HTTP/1.1\r\nHost: a\r\n\r\n`,
    `GET ${CANARY} HTTP/1.1\r\nHost: a\r\n\r\n`,
    `GET / HTTP/1.1\r\nHost: ${CANARY} x\r\n\r\n`,
    `GET / HTTP/1.1\r\nHost: a\r\n${CANARY}: ${CANARY}\0\r\n\r\n`,
    `GET / HTTP/1.1\r\nHost: a\r\nExpect: ${CANARY}\r\n\r\n`,
    `GET /${CANARY} HTTP/1.1\r\nHost: a\r\nOrigin: https://${CANARY}\r\n\r\n`,
  ]) {
    const { answers, rest } = await sendRaw(server.port, bytes);
    channels.push(rest, ...answers.map(({ headers, body }) => `${[...headers].join('\n')}\n${body}`));
  }
}

/** A decision whose answers, key and client are the canary's; its own answer may go back to its caller. */
async function sendSound(server: Server): Promise<number> {
  const body = JSON.stringify({ programme: PROGRAMME, answers: { ...ANSWERS, income: INCOME }, client: CANARY });
  const answer = await decide(server.url, server.token('analyst'), { key: `${CANARY}-${newKey()}`.slice(0, 64), body });
  channels.push(answer.body.replace(/"pd_ppm":\d+/, ''));
  return answer.status;
}

/** A manual review whose reason is the canary's, and its outcome: the reviewer knows the reason, nobody else is told. */
async function sendReviewed(server: Server): Promise<void> {
  const answers = { ...REVIEWED.answers, income: INCOME };
  const request = { method: 'POST', headers: { ...HEADERS, 'Idempotency-Key': `${CANARY}-${newKey()}`.slice(0, 64) } };
  const body = JSON.stringify({ ...REVIEWED, answers, client: CANARY });
  const decided = await server.fetch('/v1/decisions', { ...request, caller: 'backend', body });
  const { id } = (await decided.json()) as { id: string };
  const review = JSON.stringify({ outcome: 'approval', staff: 's-1', reason: `${CANARY} ${INCOME}` });
  const path = `/v1/decisions/${id}/review`;
  assert.equal(await keep(await server.fetch(path, { ...request, caller: 'reviewer', body: review })), 200);
  const other = { ...request, headers: { ...HEADERS, 'Idempotency-Key': newKey() } };
  assert.equal(await keep(await server.fetch(path, { ...other, caller: 'reviewer', body: review })), 409);
  const outcome = { decision: id, outcome: 'paid', observed_on: new Date().toISOString().slice(0, 10) };
  for (const status of [200, 200]) {
    const sent = { ...other, caller: 'collections', body: JSON.stringify(outcome) };
    assert.equal(await keep(await server.fetch('/v1/outcomes', sent)), status);
  }
  const erased = runService(server.folder, ['erase', '--config', server.configuration, '--client', CANARY]);
  channels.push(erased.out, erased.err);
  assert.equal(erased.code, EXIT.done, erased.err);
}

test('the canary is in no log line, metric, trace, error answer and message', async () => {
  const server = await startServer();
  assert.equal(await sendSound(server), 200);
  await sendReviewed(server);
  const statuses = await sendErrors(server);
  assert.deepEqual([...statuses].sort(), [400, 401, 404, 415, 422]);
  await sendBroken(server);

  const away = `${server.database}.away`;
  renameSync(server.database, away);
  assert.equal(await sendSound(server), 503);
  await sendErrors(server);
  renameSync(away, server.database);
  await until(async () => (await sendSound(server)) === 200);

  // A token file into which somebody pasted the token itself.
  const tokens = join(server.folder, 'tokens.json');
  const sound = readFileSync(tokens, 'utf8');
  for (const broken of [
    sound.replace(/[0-9a-f]{64}/, CANARY),
    sound.replace(/[0-9a-f]{64}/, `${CANARY}",`),
    `${CANARY}${sound}`,
  ]) {
    const before = server.log().filter(({ event }) => event === 'tokens_not_read').length;
    writeFileSync(tokens, broken);
    keepSecret(tokens);
    server.signal('SIGHUP');
    await until(() => server.log().filter(({ event }) => event === 'tokens_not_read').length > before);
  }
  assert.equal(await sendSound(server), 200);

  for (const path of ['/metrics', '/v1/health/ready', '/v1/health/live', `/${CANARY}`]) {
    await keep(await fetch(server.operatorsUrl + path));
  }
  const pd = /"pd_ppm":(\d+)/.exec((await decide(server.url, server.token('analyst'))).body)?.[1];
  assert.ok(pd);
  await server.stop();
  const { out, err } = server.output;
  assert.ok(out.includes('"database_away"') && err.length > 0);
  channels.push(out, err);
  const secrets = [CANARY, CANARY.toUpperCase(), INCOME, encodeURIComponent(CANARY), ...Object.values(server.tokens)];
  for (const channel of channels) {
    for (const secret of secrets) assert.ok(!channel.includes(secret), `${secret} in ${channel.slice(0, 2000)}`);
  }
  // The log and the metrics name no probability of default either.
  assert.ok(!new RegExp(`\\b${pd}\\b`).test(out.replace(/"(at|microseconds|bytes)":[^,}]*/g, '') + err));
});

test('the search finds the canary where it is', async () => {
  const server = await startServer();
  await sendSound(server);
  const list = await server.fetch(`/v1/decisions?client=${CANARY}`, { caller: 'analyst' });
  assert.ok((await list.text()).includes(CANARY));
  await server.stop();
});

test('a traceparent is logged by its trace-id, and by nothing else of it', async () => {
  const server = await startServer();
  const trace = '0af7651916cd43dd8448eb211c80319c';
  const headers = { traceparent: `00-${trace}-b7ad6b7169203331-01`, tracestate: `bank=${CANARY}` };
  await keep(await server.fetch('/v1/health/live', { headers }));
  await server.stop();
  const lines = server.log().filter(({ event }) => event === 'request');
  assert.deepEqual(
    lines.map((line) => line['trace']),
    [trace],
  );
  assert.ok(!server.output.out.includes('b7ad6b7169203331') && !server.output.out.includes(CANARY));
});
