// What must be true of a log of decisions after anything that happened to the service.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { Agent } from 'node:http';
import { type Answered, decide } from './load.ts';
import { EXIT, runService, type Server } from './server.ts';

/** Walks the chain and replays every decision; returns how many there are. */
export function auditAll({ folder, configuration }: Pick<Server, 'folder' | 'configuration'>): number {
  const { code, out, err } = runService(folder, ['audit', '--config', configuration]);
  assert.equal(code, EXIT.done, out + err);
  return Number(/^(\d+) decisions;/m.exec(out)?.[1]);
}

/** Asks for each key again, on some connections at once. */
export async function askAgain(server: Server, keys: Iterable<string>, body?: string): Promise<Map<string, Answered>> {
  const agent = new Agent({ keepAlive: true, maxSockets: 32 });
  const left = [...keys];
  const answers = new Map<string, Answered>();
  const worker = async (): Promise<void> => {
    for (let key = left.pop(); key !== undefined; key = left.pop()) {
      answers.set(key, await decide(server.url, server.token('backend'), { agent, key, ...(body ? { body } : {}) }));
    }
  };
  await Promise.all(Array.from({ length: 32 }, worker));
  agent.destroy();
  return answers;
}

/** Asks again for decisions that were answered: each must get its answer, byte by byte. */
export async function expectKept(server: Server, answered: ReadonlyMap<string, string>): Promise<void> {
  const again = await askAgain(server, answered.keys());
  for (const [key, answer] of answered) assert.deepEqual([again.get(key)?.status, again.get(key)?.body], [200, answer]);
}

/** Waits until `is` gives true, for at most `milliseconds`. */
export async function until(is: () => boolean | Promise<boolean>, milliseconds = 10_000): Promise<void> {
  const end = Date.now() + milliseconds;
  while (!(await is())) {
    assert.ok(Date.now() < end, 'It took too long.');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** Whether the service says that it is ready. */
export async function isReady(server: Server): Promise<boolean> {
  return (await fetch(`${server.operatorsUrl}/v1/health/ready`)).status === 200;
}

/** The memory of the process in kB. */
export function memoryOf({ pid }: Server): number {
  return Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]);
}
