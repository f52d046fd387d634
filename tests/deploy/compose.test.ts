// service/deploy/compose, without running it: the schema of Compose, the rules of dclint, and what it mounts.
// `npm run test:image` runs its services.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { inRoot } from '../../scripts/base/paths.mjs';
import { COMPOSE, composeText, readCompose } from './support/compose.ts';

const compose = readCompose();
const { version } = JSON.parse(readFileSync(inRoot('package.json'), 'utf8')) as { version: string };
const own = Object.entries(compose.services).filter(([, { image }]) => image.startsWith('prescore-'));

test('dclint finds no error: it is what Compose understands', () => {
  const dclint = inRoot('node_modules', 'dclint', 'bin', 'dclint.cjs');
  const { status, stdout, stderr } = spawnSync(process.execPath, [dclint, join(COMPOSE, 'compose.yaml')], {
    encoding: 'utf8',
  });
  assert.equal(status, 0, stdout + stderr);
});

test('the images have the version of this repository', () => {
  for (const [, { image }] of own)
    assert.match(image, new RegExp(`^prescore-(service|site):${version.replaceAll('.', '\\.')}$`));
  assert.equal(own.length, 3);
});

test('no name of a registry stands in it', () => {
  for (const [, image] of composeText().matchAll(/image: \$\{\w+:-(.*)\}/g)) assert.doesNotMatch(image ?? '', /\//);
});

test('our containers are locked up', () => {
  for (const [name, service] of own) {
    assert.equal(service.read_only, true, name);
    assert.deepEqual(service.cap_drop, ['ALL'], name);
    assert.ok(service.mem_limit && service.pids_limit, name);
  }
  for (const service of Object.values(compose.services))
    assert.deepEqual(service.security_opt, ['no-new-privileges:true']);
});

test('ports are open on this machine only, and the database has none', () => {
  for (const { ports = [] } of Object.values(compose.services))
    for (const port of ports) assert.match(port, /^127\.0\.0\.1:/);
  assert.equal(compose.services['postgres']?.ports, undefined);
  assert.deepEqual(compose.networks['database'], { internal: true });
});

test('what is mounted is in the folder, or made by make-secrets.sh', () => {
  const script = readFileSync(join(COMPOSE, 'make-secrets.sh'), 'utf8');
  for (const { volumes = [] } of Object.values(compose.services)) {
    for (const volume of volumes) {
      const [from = ''] = volume.split(':');
      if (from.startsWith('./secrets/'))
        assert.ok(script.includes(`secrets.new/${from.slice('./secrets/'.length)}`), from);
      else if (from.startsWith('./')) assert.ok(existsSync(join(COMPOSE, from)), from);
      else assert.ok(from in compose.volumes, from);
    }
  }
});

test('the configurations fit their schema, and what they name is made', () => {
  const schema = JSON.parse(readFileSync(inRoot('service', 'configuration.schema.json'), 'utf8'));
  const validate = new Ajv2020({ allErrors: true, strict: false }).compile(schema);
  const script = readFileSync(join(COMPOSE, 'make-secrets.sh'), 'utf8');
  for (const name of ['service.json', 'migrate.json']) {
    const configuration = JSON.parse(readFileSync(join(COMPOSE, name), 'utf8'));
    assert.ok(validate(configuration), `${name}: ${JSON.stringify(validate.errors)}`);
    for (const [, file = ''] of JSON.stringify(configuration).matchAll(/"\/run\/secrets\/prescore\/([\w.]+)"/g)) {
      assert.ok(script.includes(file), `${name}: ${file}`);
    }
  }
});

test('the scripts can be run, and the shell understands them', () => {
  for (const name of readdirSync(COMPOSE).filter((each) => each.endsWith('.sh'))) {
    const path = join(COMPOSE, name);
    assert.ok((statSync(path).mode & 0o111) !== 0, name);
    assert.equal(spawnSync('sh', ['-n', path]).status, 0, name);
  }
});
