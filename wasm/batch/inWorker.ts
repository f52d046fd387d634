// Scores a file in a worker, so that the page has its thread for itself.
import { PrescoreStartError } from '../load.ts';
import type { Job } from './inThread.ts';
import { errorOf, type FromWorker, type ToWorker } from './messages.ts';
import type { ScoredPart } from './types.ts';

/** The messages of a worker that were not taken yet. */
class Inbox {
  private readonly messages: FromWorker[] = [];
  private failure: { readonly reason: unknown } | undefined;
  private readonly listening = new AbortController();
  private wake = (): void => {};

  constructor(worker: Worker, signal: AbortSignal | undefined) {
    const untilClosed = { signal: this.listening.signal };
    worker.addEventListener(
      'message',
      ({ data }: MessageEvent<FromWorker>) => {
        this.messages.push(data);
        this.wake();
      },
      untilClosed,
    );
    const stopped = (event: Event): void => {
      // The error below replaces the browser's own report.
      event.preventDefault();
      this.fail(new PrescoreStartError('core_stopped', 'the worker stopped: close other pages and try again'));
    };
    worker.addEventListener('error', stopped, untilClosed);
    // A message that cannot be read here, also for lack of memory.
    worker.addEventListener('messageerror', stopped, untilClosed);
    if (signal?.aborted) this.fail(signal.reason);
    signal?.addEventListener('abort', () => this.fail(signal.reason), untilClosed);
  }

  /** Stops listening to the signal, which may outlive many workers. */
  close(): void {
    this.listening.abort();
  }

  async take(): Promise<FromWorker> {
    for (;;) {
      if (this.failure) throw this.failure.reason;
      const message = this.messages.shift();
      if (message) return message;
      await new Promise<void>((resolve) => (this.wake = resolve));
    }
  }

  private fail(reason: unknown): void {
    this.failure ??= { reason };
    this.wake();
  }
}

/** A worker that is ready for a job. */
export interface ReadyWorker {
  readonly worker: Worker;
  readonly inbox: Inbox;
}

/** Undefined where no worker starts: the browser has none, its script does not load, or the page's policy blocks it. */
export async function startWorker(
  make: () => Worker,
  signal: AbortSignal | undefined,
): Promise<ReadyWorker | undefined> {
  let worker: Worker | undefined;
  let inbox: Inbox | undefined;
  try {
    worker = make();
    inbox = new Inbox(worker, signal);
    await inbox.take();
    return { worker, inbox };
  } catch {
    inbox?.close();
    worker?.terminate();
    signal?.throwIfAborted();
    return undefined;
  }
}

/** @throws ScoreError, or the signal's reason */
export async function* scoreInWorker({ worker, inbox }: ReadyWorker, job: Job): AsyncGenerator<ScoredPart, void, void> {
  const post = (message: ToWorker): void => worker.postMessage(message);
  try {
    post({ kind: 'job', job });
    for (;;) {
      const message = await inbox.take();
      if (message.kind === 'done') return;
      if (message.kind === 'failed') throw errorOf(message.failure);
      if (message.kind !== 'part') continue;
      yield message.part;
      post({ kind: 'more' });
    }
  } finally {
    inbox.close();
    worker.terminate();
  }
}
