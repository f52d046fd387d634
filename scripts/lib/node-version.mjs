// @ts-check
// This file and the three entry files are read by whatever Node there is:
// they keep to syntax that Node 12 understands, and import nothing.

export var MINIMUM_NODE = 20;

/**
 * Says what is wrong with a Node version, in one sentence.
 *
 * @param {string} version as in `process.versions.node`, e.g. `18.19.0`
 * @returns {string} the sentence, or an empty string when the version will do
 */
export function nodeComplaint(version) {
  var major = parseInt(version, 10);
  if (major >= MINIMUM_NODE) return '';
  return (
    'Prescore needs Node.js ' +
    MINIMUM_NODE +
    ' or newer, but this is Node.js ' +
    version +
    '. ' +
    'Install a newer one (https://nodejs.org/en/download) and run the command again.'
  );
}

/**
 * Runs a command of the project, or says that Node is too old for it.
 *
 * @param {() => Promise<{ main: (args: string[]) => Promise<number> }>} load
 */
export function runCommand(load) {
  var complaint = nodeComplaint(process.versions.node);
  if (complaint) {
    console.error(complaint);
    process.exitCode = 1;
    return;
  }
  load()
    .then(function (command) {
      return command.main(process.argv.slice(2));
    })
    .then(function (code) {
      process.exitCode = code;
    })
    .catch(function (error) {
      console.error(error);
      process.exitCode = 1;
    });
}
