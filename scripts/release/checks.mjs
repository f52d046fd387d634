// @ts-check
// Whether a release may be made: all that speaks against it, at once and before the long work.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** @param {string} text @returns {string} the text with every sign taken as it is in a pattern */
const escaped = (text) => text.replaceAll(/[.+]/g, '\\$&');

/**
 * @param {string} changelog the text of CHANGELOG.md
 * @param {string} version
 * @returns {string | undefined} what stands under the version's heading; undefined if there is none
 */
export function changesOf(changelog, version) {
  const [, after] = changelog.split(new RegExp(`^## ${escaped(version)}(?:[ \\t].*)?$`, 'm'));
  return after?.split(/^## /m)[0]?.trim();
}

/** Where the version stands in files that people use as they are: in names of files and images. */
const NAMED_IN = ['README.md', 'docs/deployment.md', 'docs/package.md', 'service/deploy', 'site/examples'];
const NAMES_VERSION = /prescore(?:-service|-site)?(?:[-:]|": ")(\d+\.\d+\.\d+(?:-[0-9a-z]+)?)|newTag: (\S+)/g;

/**
 * @param {string} root of the repository
 * @param {string} version
 * @returns {string[]} the files that name another version
 */
function filesOfOtherVersions(root, version) {
  const { stdout } = spawnSync('git', ['ls-files', '-z', ...NAMED_IN], { cwd: root, encoding: 'utf8' });
  const names = stdout.split('\0').filter((name) => name !== '' && existsSync(join(root, name)));
  return names.filter((name) => {
    const found = readFileSync(join(root, name), 'utf8').matchAll(NAMES_VERSION);
    return [...found].some(([, first, second]) => (first ?? second) !== version);
  });
}

/**
 * @param {string} root of the repository
 * @param {string} version that is wanted, without "v" in front
 * @param {string} folder that the release would be written into
 * @returns {string[]} what speaks against it, each with how to fix it
 */
export function findProblems(root, version, folder) {
  if (!/^\d+\.\d+\.\d+(-[0-9a-z.]+)?$/.test(version)) {
    return [`"${version}" is not a version: write it as in 1.4.0 or 1.4.0-rc.1.`];
  }
  const read = (/** @type {string} */ name) => readFileSync(join(root, name), 'utf8');
  const problems = [];
  const own = JSON.parse(read('package.json')).version;
  if (own !== version)
    problems.push(`package.json has the version ${own}: set "version" to ${version}, or release ${own}.`);
  const [, cmake] = /^project\(prescore VERSION (\S+)/m.exec(read('CMakeLists.txt')) ?? [];
  const [number] = version.split('-');
  if (cmake !== number) problems.push(`CMakeLists.txt has the version ${cmake}: set it to ${number}.`);
  const others = filesOfOtherVersions(root, version);
  if (others.length > 0) problems.push(`${others.join(', ')}: another version than ${version} is named there.`);
  const changelog = read('CHANGELOG.md');
  if (!changesOf(changelog, version)) {
    problems.push(`CHANGELOG.md says nothing under "## ${version}": write there what people will notice.`);
  }
  if (changesOf(changelog, 'Unreleased')) {
    problems.push(`CHANGELOG.md has lines under "## Unreleased": move them under "## ${version}".`);
  }
  const git = spawnSync('git', ['status', '--porcelain'], { cwd: root, encoding: 'utf8' });
  if (git.status !== 0) problems.push('This folder is not a clone of the repository: a release names its commit.');
  else if (git.stdout !== '') {
    const count = git.stdout.trimEnd().split('\n').length;
    problems.push(`${count} files are not as committed (git status shows them): commit or remove them.`);
  }
  if (existsSync(folder))
    problems.push(`${folder} exists already: a release is never written over. Name another --output.`);
  return problems;
}
