/**
 * What `work` gives, or the signal's reason as soon as it is aborted: for work that cannot be ended, or not at once.
 * Nothing of it stays with a signal that lives on.
 *
 * @throws what `work` throws, or the signal's reason
 */
export async function orAborted<Result>(work: Promise<Result>, signal: AbortSignal | undefined): Promise<Result> {
  if (!signal) return work;
  const listening = new AbortController();
  const aborted = new Promise<never>((_, reject) => {
    if (signal.aborted) reject(signal.reason);
    else signal.addEventListener('abort', () => reject(signal.reason), { signal: listening.signal });
  });
  try {
    return await Promise.race([aborted, work]);
  } finally {
    listening.abort();
  }
}
