import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { createBuilder } from '../../../scripts/builds/builds.mjs';
import type { Build } from '../../../scripts/builds/builds.mjs';
import { StepFailure } from '../../../scripts/base/failure.mjs';
import { createLog, logTail, mustRun, run } from '../../../scripts/base/run.mjs';

const node = process.execPath;

test('A command that fails throws, and its output is in the log', async () => {
  const log = createLog('self-test-failing');
  const failing = mustRun(log, node, ['-e', 'console.log("some words"); process.exit(3)']);
  await assert.rejects(
    failing,
    (error: Error) => error instanceof StepFailure && / failed with code 3/.test(error.message),
  );
  assert.match(readFileSync(log, 'utf8'), /some words/);
});

test('A command that does not exist ends with code 127', async () => {
  const log = createLog('self-test-missing');
  assert.deepEqual(await run(log, 'no-such-command-anywhere', []), { code: 127, timedOut: false });
});

test('A command that hangs is ended, with what it started', async () => {
  const log = createLog('self-test-hanging');
  const script = "require('child_process').spawnSync('sleep', ['60'], { stdio: 'inherit' })";
  const start = performance.now();
  const { code, timedOut } = await run(log, node, ['-e', script], { timeoutMinutes: 0.01 });
  assert.ok(timedOut);
  assert.notEqual(code, 0);
  assert.ok(performance.now() - start < 20_000);
});

test('Of a long log the last lines are shown', async () => {
  const log = createLog('self-test-long');
  await run(log, node, ['-e', 'for (let i = 1; i <= 100; i++) console.log("line", i)']);
  const tail = logTail(log, 10).split('\n');
  assert.match(tail[0] ?? '', /all 101 lines are in build\/logs\/self-test-long\.log/);
  assert.deepEqual([tail[1], tail.at(-1)], ['line 91', 'line 100']);
});

test('A build that others need runs once, and its failure reaches all of them', async () => {
  let runs = 0;
  const fail = async (log: string) => {
    runs++;
    throw new StepFailure('The compiler is on holiday.', log);
  };
  const builds: Record<string, Build> = {
    'self-test-first': { title: 'A build that fails', needs: [], action: fail },
    'self-test-then': { title: 'A build after it', needs: ['self-test-first'], action: fail },
  };
  const build = createBuilder({ env: {}, withTests: false, hasGoogleTest: false }, builds);
  await assert.rejects(build('self-test-first'), /holiday/);
  await assert.rejects(build('self-test-then'), /holiday/);
  assert.equal(runs, 1);
});
