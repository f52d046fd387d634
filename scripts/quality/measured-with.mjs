// @ts-check
import { spawnSync } from 'node:child_process';
import { cpus, loadavg, totalmem } from 'node:os';

/** @returns {Promise<string>} a line with the machine and the day of the measurement */
export async function machineLine() {
  const [first] = cpus();
  const cores = cpus().length;
  const memory = Math.round(totalmem() / 2 ** 30);
  const day = new Date().toISOString().slice(0, 10);
  const load = (loadavg()[0] ?? 0).toFixed(1);
  return (
    `<sub>${day}; ${first?.model.trim()}, ${cores} cores, ${memory} GB, ${process.platform} ${process.arch}; ` +
    `load at the end ${load}.</sub>`
  );
}

/**
 * @param {import('./peers.mjs').Peers} peers
 * @returns {string} the versions of everything that took part
 */
export function versionsLine(peers) {
  const tools = [
    `Node.js ${process.versions.node}`,
    firstLine('c++', ['--version']),
    firstLine('emcc', ['--version'])
      .replace(/^emcc \(Emscripten.*?\)/, 'Emscripten')
      .replace(' ()', ''),
  ];
  const used = [...peers.used].sort().map((name) => `${name} ${peers.version(name)}`);
  return `<sub>${[...tools, ...used].filter(Boolean).join('; ')}.</sub>`;
}

/**
 * @param {string} command
 * @param {string[]} args
 */
export function firstLine(command, args) {
  const { stdout } = spawnSync(command, args, { encoding: 'utf8', env: { ...process.env, LC_ALL: 'C' } });
  return (stdout ?? '').split('\n')[0]?.trim() ?? '';
}
