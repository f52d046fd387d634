// The proof that answers were not sent: whether the page has made any request since the first answer.

/** Browsers record this many requests by default. Once the record is full, nothing is certain. */
const recorded = 250;

export class Quiet {
  private begun: number | undefined;

  /** The first answer; later ones change nothing. */
  begin(): void {
    this.begun ??= performance.now();
  }

  /** Whether the browser has recorded no request of this page since then, whichever script made it. */
  holds(): boolean {
    const { begun } = this;
    const requests = performance.getEntriesByType('resource');
    return begun !== undefined && requests.length < recorded && requests.every(({ startTime }) => startTime < begun);
  }
}
