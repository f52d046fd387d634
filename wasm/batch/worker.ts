// The worker's script: takes one job, and gives its parts as fast as they are used.
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

addEventListener('message', ({ data }: MessageEvent<ToWorker>) => {
  if (data.kind === 'more') {
    wanted += 1;
    wake();
    return;
  }
  work(data.job).then(
    () => post({ kind: 'done' }),
    (error: unknown) => post({ kind: 'failed', failure: failureOf(error) }),
  );
});
post({ kind: 'ready' });
