// @ts-check
import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { UserError } from '../base/failure.mjs';
import { inRoot } from '../base/paths.mjs';
import { step } from '../base/progress.mjs';
import { createLog, mustRun } from '../base/run.mjs';
import { npmCommand } from '../machine/npm.mjs';

const SOURCE = inRoot('tests', 'bench', 'peers');
const FOLDER = inRoot('build', 'bench-peers');
const STAMP = join(FOLDER, '.installed-lock');

/**
 * The other engines. Those from npm are always there, those from Debian if they are installed.
 *
 * @typedef {object} Peers
 * @property {string} folder holds node_modules with the peers from npm
 * @property {Set<string>} used the peers that took part, for the report
 * @property {(name: string) => Promise<any>} load imports a package of tests/bench/peers and records that it is used
 * @property {(path: string) => string} resolve the path of a file of such a package, e.g. `onnxruntime-web/dist/x.wasm`
 * @property {(module: string) => boolean} hasPython whether Debian's Python has a module, e.g. `xgboost`
 * @property {(name: string) => boolean} hasR whether R has a package, e.g. `ranger`
 * @property {(name: string) => string} version of any of them
 */

/**
 * Installs the packages of tests/bench/peers as their lock file says.
 *
 * @param {boolean} mayInstall throws a UserError instead of installing when it is false
 * @returns {Promise<Peers>}
 */
export async function createPeers(mayInstall) {
  await install(mayInstall);
  const require = createRequire(join(FOLDER, 'package.json'));
  /** @type {Set<string>} */
  const used = new Set();
  return {
    folder: FOLDER,
    used,
    load: async (name) => {
      used.add(name);
      return import(pathToFileURL(require.resolve(name)).href);
    },
    resolve: (path) => join(FOLDER, 'node_modules', path),
    hasPython: (module) => pythonVersion(module) !== '',
    hasR: (name) => rVersion(name) !== '',
    version: (name) => npmVersion(name) || pythonVersion(name) || rVersion(name) || '?',
  };
}

/** @param {boolean} mayInstall */
async function install(mayInstall) {
  const lock = readFileSync(join(SOURCE, 'package-lock.json'), 'utf8');
  if (existsSync(STAMP) && readFileSync(STAMP, 'utf8') === lock) return;
  if (!mayInstall) {
    throw new UserError(
      'The peers are missing in build/bench-peers, and nothing was installed because of --no-install. ' +
        'Copy package.json and package-lock.json from tests/bench/peers there, and run: npm ci --ignore-scripts',
    );
  }
  mkdirSync(FOLDER, { recursive: true });
  for (const name of ['package.json', 'package-lock.json']) copyFileSync(join(SOURCE, name), join(FOLDER, name));
  await step('Install the peers from npm', async () => {
    const [program, ...before] = npmCommand();
    // Without scripts: onnxruntime-node would download files for graphics cards.
    const args = ['ci', '--ignore-scripts', '--no-audit', '--no-fund'];
    await mustRun(createLog('bench-peers'), program, [...before, ...args], { cwd: FOLDER });
  });
  writeFileSync(STAMP, lock);
}

/** @param {string} name */
function npmVersion(name) {
  const path = join(FOLDER, 'node_modules', name, 'package.json');
  return existsSync(path) ? String(JSON.parse(readFileSync(path, 'utf8')).version) : '';
}

/** @type {Map<string, string>} */
const asked = new Map();

/**
 * @param {string} command
 * @param {string[]} args
 * @returns {string} what it prints; empty when it fails
 */
function ask(command, args) {
  const key = [command, ...args].join('\0');
  const known = asked.get(key);
  if (known !== undefined) return known;
  const { status, stdout } = spawnSync(command, args, { encoding: 'utf8' });
  const answer = status === 0 ? stdout.trim() : '';
  asked.set(key, answer);
  return answer;
}

/** @param {string} module */
const pythonVersion = (module) =>
  /^[a-z_.]+$/.test(module) ? ask('/usr/bin/python3', ['-c', `import ${module}; print(${module}.__version__)`]) : '';

/** @param {string} name */
const rVersion = (name) =>
  /^[A-Za-z.]+$/.test(name) ? ask('Rscript', ['-e', `cat(as.character(packageVersion("${name}")))`]) : '';
