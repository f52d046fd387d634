// The worker's script: takes one job, and gives its parts as fast as they are used.
import { PrescoreStartError } from '../load.ts';
import { scoreInThread, type Job } from './inThread.ts';
import { failureOf, partsAhead, type FromWorker, type ToWorker } from './messages.ts';

const post = (message: FromWorker, transfer: Transferable[] = []): void => postMessage(message, { transfer });

/** How many parts the page waits for. */
let wanted = partsAhead;
let wake = (): void => {};

async function work(job: Job): Promise<void> {
  for await (const part of scoreInThread(job)) {
    while (wanted === 0) await new Promise<void>((resolve) => (wake = resolve));
    wanted -= 1;
    post({ kind: 'part', part }, [part.scores.buffer, part.rejects.buffer] as ArrayBuffer[]);
  }
}

function fail(error: unknown): void {
  const failure = failureOf(error);
  // The stack does not cross to the page. Errors with a code are reported there; this one is a bug, and its message holds
  // nothing from the file.
  if (failure.code === null) console.error(error);
  post({ kind: 'failed', failure });
}

addEventListener('messageerror', () => fail(new PrescoreStartError('core_stopped', 'the worker cannot read its job')));
addEventListener('message', ({ data }: MessageEvent<ToWorker>) => {
  if (data.kind === 'more') {
    wanted += 1;
    wake();
    return;
  }
  work(data.job).then(() => post({ kind: 'done' }), fail);
});
post({ kind: 'ready' });
