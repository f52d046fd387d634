// A container that a test runs as the documents say: read-only, without rights, with little memory.

import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after } from 'node:test';
import { podman } from '../../../scripts/images/engine.mjs';

/** What every container gets. */
export const HARDENED = ['--read-only', '--cap-drop=all', '--security-opt=no-new-privileges'];

/** Runs podman and demands success; returns its output. */
export function mustPodman(args: readonly string[], input?: string): string {
  const { status, stdout, stderr } = podman(args, input === undefined ? {} : { input });
  assert.equal(status, 0, `podman ${args.join(' ')}\n${stdout}${stderr}`);
  return stdout.trim();
}

export interface Container {
  readonly name: string;
  /** The address of a port of the container, as in http://127.0.0.1:4711. */
  address(port: number): string;
  logs(): string;
  /** Sends the image's own signal and waits; the exit code. */
  stop(): number;
}

/** Starts a container; it is removed when the test ends. */
export function startContainer(image: string, options: readonly string[], args: readonly string[] = []): Container {
  const name = `prescore-test-${randomUUID().slice(0, 8)}`;
  mustPodman(['run', '--detach', '--name', name, ...HARDENED, ...options, image, ...args]);
  after(() => podman(['rm', '--force', '--time', '1', '--volumes', name]));
  return containerOf(name);
}

export function containerOf(name: string): Container {
  return {
    name,
    address: (port) => {
      const [first = ''] = mustPodman(['port', name, `${port}/tcp`]).split('\n');
      return `http://${first.replace('0.0.0.0', '127.0.0.1')}`;
    },
    logs: () => {
      const { stdout, stderr } = podman(['logs', name]);
      return stdout + stderr;
    },
    stop: () => {
      mustPodman(['stop', '--time', '20', name]);
      return Number(mustPodman(['inspect', '--format', '{{.State.ExitCode}}', name]));
    },
  };
}

/** Waits until a server answers with 200, for at most twenty seconds. */
export async function untilOk(url: string, container: Container): Promise<void> {
  const end = Date.now() + 20_000;
  for (;;) {
    const status = await fetch(url).then(
      (answer) => answer.status,
      () => 0,
    );
    if (status === 200) return;
    assert.ok(Date.now() < end, `${url} answers ${status}: ${container.logs()}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
