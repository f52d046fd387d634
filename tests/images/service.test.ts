// The image of the decision service, run as docs/deployment.md says.

import assert from 'node:assert/strict';
import { chownSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { PrescoreService } from 'prescore/service';
import { ownVersion } from '../../scripts/images/images.mjs';
import { USER } from '../../scripts/images/tree.mjs';
import { ANSWERS, PROGRAMME } from '../service/support/server.ts';
import { HARDENED, mustPodman, startContainer, untilOk } from './support/container.ts';

const IMAGE = `localhost/prescore-service:${ownVersion()}`;
const MEMORY = ['--memory', '64m'];

/** A folder that belongs to the image's user, with a configuration and a token. */
function makeFolder(): { folder: string; token: string } {
  const folder = mkdtempSync(join(tmpdir(), 'prescore-image-'));
  after(() => rmSync(folder, { recursive: true, force: true }));
  const configuration = {
    listen: { address: '0.0.0.0', port: 8080 },
    operators: { address: '0.0.0.0', port: 9090 },
    database: '/var/lib/prescore/decisions.sqlite',
    tokens: '/var/lib/prescore/tokens.json',
    programmes: [`/usr/share/prescore/${PROGRAMME}.bin`],
  };
  writeFileSync(join(folder, 'service.json'), JSON.stringify(configuration));
  chownSync(folder, USER, USER);
  const place = ['--volume', `${folder}:/var/lib/prescore`];
  const scopes = ['--scope', 'decide', '--scope', 'read'];
  const making = ['token', '--file', '/var/lib/prescore/tokens.json', '--name', 'backend', ...scopes];
  return { folder, token: mustPodman(['run', '--rm', ...HARDENED, ...MEMORY, ...place, IMAGE, ...making]) };
}

test('the service decides in a container without any rights, and its log is whole afterwards', async () => {
  const { folder, token } = makeFolder();
  const place = [
    '--volume',
    `${folder}:/var/lib/prescore`,
    '--volume',
    `${folder}/service.json:/etc/prescore/service.json:ro`,
  ];
  const ports = ['--publish', '127.0.0.1::8080', '--publish', '127.0.0.1::9090'];
  const container = startContainer(IMAGE, [...MEMORY, ...place, ...ports]);
  const operators = container.address(9090);
  await untilOk(`${operators}/v1/health/ready`, container);
  const service = new PrescoreService({ url: container.address(8080), token });
  const { decision } = await service.decide({ programme: PROGRAMME, answers: ANSWERS });
  assert.equal(decision.outcome, 'likely_approval');
  const metrics = await (await fetch(`${operators}/metrics`)).text();
  assert.match(metrics, /^prescore_decisions_total\{outcome="likely_approval"\} 1$/m);
  assert.equal(container.stop(), 0, container.logs());
  assert.match(container.logs(), /"event":"stopped"/);
  const config = ['--config', '/etc/prescore/service.json'];
  const run = (args: readonly string[]) =>
    mustPodman(['run', '--rm', ...HARDENED, ...MEMORY, ...place, IMAGE, ...args]);
  assert.match(run(['audit', ...config]), /^all is whole$/m);
  assert.match(run(['replay', decision.id, ...config]), /identical|is the same|same/);
});

test('the image has no shell, no package manager and no root', () => {
  const files = mustPodman(['run', '--rm', ...HARDENED, IMAGE, '--version']);
  assert.equal(files, ownVersion());
  const { User } = JSON.parse(mustPodman(['image', 'inspect', '--format', '{{json .Config}}', IMAGE])) as {
    User: string;
  };
  assert.equal(User, `${USER}:${USER}`);
});
