// @ts-check
// scripts/command.mjs imports this file before the version of Node is known: it keeps to syntax that Node 12
// understands, and imports nothing.

/** What the libraries that the build uses need, as package.json says it. */
export const NODE_RANGE = '^20.19.0 || >=22.12.0';

/**
 * Says what is wrong with a version of Node, in one sentence.
 *
 * @param {string} version as in `process.versions.node`, e.g. `18.19.0`
 * @returns {string} the sentence, or an empty string when the version is new enough
 */
export function nodeProblem(version) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major > 22 || (major === 22 && minor >= 12) || (major === 20 && minor >= 19)) return '';
  return (
    `Prescore needs Node.js 20.19 or newer, or 22.12 or newer, but this is Node.js ${version}. ` +
    'Install a newer one (https://nodejs.org/en/download) and run the command again.'
  );
}

/**
 * Runs a command of the project, or says that Node is too old for it.
 *
 * @param {() => Promise<{ main: (args: string[]) => Promise<number> }>} load
 * @param {string[]} args of the command
 */
export function runCommand(load, args) {
  const problem = nodeProblem(process.versions.node);
  if (problem) {
    console.error(problem);
    process.exitCode = 1;
    return;
  }
  load()
    .then((command) => command.main(args))
    .then((code) => {
      process.exitCode = code;
    })
    .catch((error) => {
      console.error(error);
      process.exitCode = 1;
    });
}
