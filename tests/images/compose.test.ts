// The services of compose.yaml, started by podman from the file itself, in the order that it asks for.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { PrescoreService } from 'prescore/service';
import { engineCommand, podman } from '../../scripts/images/engine.mjs';
import { COMPOSE, type ComposeService, readCompose } from '../deploy/support/compose.ts';
import { ANSWERS, PROGRAMME } from '../service/support/server.ts';
import { type Container, containerOf, mustPodman, untilOk } from './support/container.ts';
import { makePostgresImage, POSTGRES_IMAGE } from './support/postgres.ts';

const compose = readCompose();
const PREFIX = 'prescore-compose-test';
const named = (name: string): string => `${PREFIX}-${name}`;
let folder = '';

/** Members that these tests turn into options of podman, and those that only matter where a service lives longer. */
const IGNORED = ['image', 'command', 'depends_on', 'healthcheck', 'restart', 'stop_grace_period'];
const OPTIONS: Readonly<Record<string, (value: never) => string[]>> = {
  environment: (value: Record<string, string>) =>
    Object.entries(value).flatMap(([name, text]) => ['--env', `${name}=${text}`]),
  volumes: (value: string[]) => value.flatMap((each) => ['--volume', inFolder(each)]),
  // Any free port, so that tests can run beside each other.
  ports: (value: string[]) => value.flatMap((each) => ['--publish', each.replace(/:\d+:/, '::')]),
  networks: (value: string[]) => value.flatMap((each) => ['--network', named(each)]),
  tmpfs: (value: string[]) => value.flatMap((each) => ['--tmpfs', each]),
  read_only: (value: boolean) => [`--read-only=${value}`],
  cap_drop: (value: string[]) => value.flatMap((each) => ['--cap-drop', each]),
  security_opt: (value: string[]) => value.flatMap((each) => ['--security-opt', each.replace(':true', '')]),
  mem_limit: (value: string) => ['--memory', value],
  pids_limit: (value: number) => ['--pids-limit', String(value)],
  stop_signal: (value: string) => ['--stop-signal', value],
};

const inFolder = (volume: string): string =>
  volume.startsWith('./') ? join(folder, volume.slice(2)) : `${PREFIX}-${volume}`;

/** Starts a service as the file says. */
function start(name: string): Container {
  const service = compose.services[name] as ComposeService;
  const options = Object.entries(service).flatMap(([member, value]) => {
    if (IGNORED.includes(member)) return [];
    const option = OPTIONS[member] ?? assert.fail(`${name}: the tests do not know ${member}`);
    return option(value as never);
  });
  const image = name === 'postgres' ? POSTGRES_IMAGE : `localhost/${service.image}`;
  mustPodman([
    'run',
    '--detach',
    '--name',
    named(name),
    '--network-alias',
    name,
    ...options,
    image,
    ...(service.command ?? []),
  ]);
  return containerOf(named(name));
}

const removeAll = (): void => {
  for (const name of Object.keys(compose.services)) podman(['rm', '--force', '--time', '1', named(name)]);
  for (const name of Object.keys(compose.volumes)) podman(['volume', 'rm', '--force', named(name)]);
  for (const name of Object.keys(compose.networks)) podman(['network', 'rm', '--force', named(name)]);
};

before(async () => {
  await makePostgresImage();
  removeAll();
  folder = mkdtempSync(join(tmpdir(), `${PREFIX}-`));
  cpSync(COMPOSE, folder, { recursive: true });
  for (const [name, { internal }] of Object.entries(compose.networks)) {
    mustPodman(['network', 'create', ...(internal ? ['--internal'] : []), named(name)]);
  }
});
after(() => {
  removeAll();
  rmSync(folder, { recursive: true, force: true });
});

test('all services of compose.yaml run together', async () => {
  const { command, env } = engineCommand();
  const image = `localhost/${compose.services['service']?.image}`;
  const secrets = spawnSync(join(folder, 'make-secrets.sh'), {
    encoding: 'utf8',
    env: { ...env, ENGINE: command.join(' '), PRESCORE_SERVICE_IMAGE: image },
  });
  assert.equal(secrets.status, 0, secrets.stderr);
  const postgres = start('postgres');
  const [, ...asked] = compose.services['postgres']?.healthcheck?.test ?? [];
  const end = Date.now() + 60_000;
  while (
    podman(['exec', named('postgres'), ...asked]).status !== 0 ||
    !/ready to accept connections/.test(postgres.logs())
  ) {
    assert.ok(Date.now() < end, postgres.logs());
    await sleep(200);
  }
  await migrateOnce();
  const service = start('service');
  const site = start('site');
  await untilOk(`${service.address(9090)}/v1/health/ready`, service);
  await untilOk(`${site.address(8080)}/`, site);
  const token = readFileSync(join(folder, 'secrets', 'backend.token'), 'utf8').trim();
  const client = new PrescoreService({ url: service.address(8080), token });
  const { decision } = await client.decide({ programme: PROGRAMME, answers: ANSWERS });
  assert.equal(decision.outcome, 'likely_approval');
  const audit = podman([
    'exec',
    named('service'),
    '/usr/bin/prescore-service',
    'audit',
    '--config',
    '/etc/prescore/service.json',
  ]);
  assert.match(audit.stdout, /^1 decisions; 1 replayed[^]*^all is whole$/m, audit.stderr);
  assert.equal(service.stop(), 0, service.logs());
  assert.equal(site.stop(), 0, site.logs());
});

/** Compose starts it again until it succeeds; PostgreSQL may still be changing from its first start to its second. */
async function migrateOnce(): Promise<void> {
  for (let attempt = 0; ; ++attempt) {
    const migrate = start('migrate');
    const code = mustPodman(['wait', named('migrate')]);
    if (code === '0') return;
    assert.ok(attempt < 10, migrate.logs());
    podman(['rm', '--force', named('migrate')]);
    await sleep(500);
  }
}
