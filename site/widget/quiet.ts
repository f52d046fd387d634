// The proof that nobody was told: whether the page asked the network for anything since the first answer.

/** Browsers note so many requests of a page unless told otherwise; beyond, nothing can be said. */
const noted = 250;

export class Quiet {
  private begun: number | undefined;

  /** The first answer; later ones change nothing. */
  begin(): void {
    this.begun ??= performance.now();
  }

  /** Whether the browser noted no request of this page since then, by whomever it was made. */
  holds(): boolean {
    const { begun } = this;
    const requests = performance.getEntriesByType('resource');
    return begun !== undefined && requests.length < noted && requests.every(({ startTime }) => startTime < begun);
  }
}
