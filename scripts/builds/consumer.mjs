// @ts-check
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { npmCommand } from '../machine/npm.mjs';
import { inRoot } from '../base/paths.mjs';
import { mustRun } from '../base/run.mjs';

const PACKAGE = inRoot('build', 'package');
const CONSUMER = inRoot('build', 'consumer');
const PACKED = join(CONSUMER, 'packed');
const STAMP = join(CONSUMER, 'installed.sha256');

/**
 * Packs the built package and installs it into an empty folder, as its users do. Does so again only when the package
 * changed. The package has no dependencies, so no network is needed.
 *
 * @param {string} log path of the log file
 */
export async function installConsumer(log) {
  const content = hashOf(PACKAGE);
  if (existsSync(STAMP) && readFileSync(STAMP, 'utf8') === content) return;
  rmSync(CONSUMER, { recursive: true, force: true });
  mkdirSync(PACKED, { recursive: true });
  writeFileSync(join(CONSUMER, 'package.json'), '{ "name": "consumer", "private": true, "type": "module" }\n');
  // Builds in that folder must not find the paths of this repository's own configuration.
  writeFileSync(join(CONSUMER, 'tsconfig.json'), '{}\n');
  const [program, ...before] = npmCommand();
  await mustRun(log, program, [...before, 'pack', PACKAGE, '--pack-destination', PACKED], { cwd: CONSUMER });
  const tarball = join(CONSUMER, 'prescore.tgz');
  for (const name of readdirSync(PACKED)) renameSync(join(PACKED, name), tarball);
  const options = ['--offline', '--no-audit', '--no-fund', '--no-package-lock'];
  await mustRun(log, program, [...before, 'install', tarball, ...options], { cwd: CONSUMER });
  writeFileSync(STAMP, content);
}

/** @param {string} folder */
function hashOf(folder) {
  const hash = createHash('sha256');
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8', withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  for (const name of names) hash.update(name).update(readFileSync(name));
  return hash.digest('hex');
}
