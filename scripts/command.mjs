// @ts-check
// Every command of package.json starts here: `node scripts/command.mjs NAME [options]` runs scripts/commands/NAME.mjs.
// The version of Node is checked first, because an old Node cannot read the commands. So this file and what it imports
// keep to syntax that Node 12 understands.
import { runCommand } from './machine/node-version.mjs';

const [name, ...args] = process.argv.slice(2);

runCommand(() => import(`./commands/${name}.mjs`), args);
