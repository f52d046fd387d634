// The units of service/deploy/systemd, as systemd itself reads them.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { inRoot } from '../../scripts/base/paths.mjs';

const UNITS = inRoot('service', 'deploy', 'systemd');
const names = readdirSync(UNITS);
const text = (name: string): string => readFileSync(join(UNITS, name), 'utf8');
const analyze = (...args: string[]) =>
  spawnSync('systemd-analyze', args, { encoding: 'utf8', env: { ...process.env, LC_ALL: 'C' } });

/** Copies of the units that start the program of the build: systemd looks whether it can be run. */
function installed(change = (unit: string): string => unit): string[] {
  const folder = mkdtempSync(join(tmpdir(), 'prescore-units-'));
  after(() => rmSync(folder, { recursive: true, force: true }));
  return names.map((name) => {
    const path = join(folder, name);
    writeFileSync(
      path,
      change(text(name)).replaceAll('/usr/bin/prescore-service', inRoot('build', 'prescore-service')),
    );
    return path;
  });
}

test('systemd accepts every unit without a word', () => {
  const { status, stdout, stderr } = analyze('verify', '--recursive-errors=no', '--man=no', ...installed());
  assert.deepEqual([status, stdout, stderr], [0, '', '']);
});

test('systemd finds a setting that it does not know', () => {
  const misspelt = installed((unit) => unit.replaceAll('ProtectHome', 'ProtectHouse'));
  assert.match(analyze('verify', '--recursive-errors=no', '--man=no', ...misspelt).stderr, /ProtectHouse/);
});

for (const name of names.filter((each) => each.endsWith('.service'))) {
  test(`${name} is locked up: systemd's exposure is at most 1.5 of 10`, () => {
    const [path] = installed().filter((each) => each.endsWith(`/${name}`));
    const { stdout } = analyze('security', '--offline=yes', '--no-pager', path ?? '');
    const [, exposure] = /exposure level for \S+: ([\d.]+)/.exec(stdout) ?? [];
    assert.ok(
      Number(exposure) <= 1.5,
      `${exposure}: ${stdout
        .split('\n')
        .filter((line) => line.startsWith('✗'))
        .join('\n')}`,
    );
  });
}

test('the commands of the units are commands of the program', () => {
  for (const name of names.filter((each) => each.endsWith('.service'))) {
    const [, command = ''] = /^ExecStart=\/usr\/bin\/prescore-service (\w+)/m.exec(text(name)) ?? [];
    assert.equal(spawnSync(inRoot('build', 'prescore-service'), [command, '--help']).status, 0, name);
  }
});
