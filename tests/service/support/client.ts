// The package's own client against a running service, every answer of which is checked against the OpenAPI document.

import assert from 'node:assert/strict';
import { PrescoreService, ServiceProblem } from 'prescore/service';
import { checkedFetch } from './contract.ts';
import type { Server } from './server.ts';

/** A client that tries once, so that a test sees every answer. */
export function clientOf(server: Server, caller: string): PrescoreService {
  return new PrescoreService({ url: server.url, token: server.token(caller), fetch: checkedFetch, attempts: 1 });
}

/** Waits for a call to be refused, and returns the problem. */
export async function problemOf(call: Promise<unknown>, status: number, code: string): Promise<ServiceProblem> {
  const problem = await call.then(
    (value) => assert.fail(`It succeeded: ${JSON.stringify(value)}`),
    (error: unknown) => error,
  );
  assert.ok(problem instanceof ServiceProblem, String(problem));
  assert.deepEqual([problem.status, problem.code], [status, code]);
  return problem;
}
