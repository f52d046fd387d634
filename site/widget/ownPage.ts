// The widget on the bank's own page, where the document belongs to it: Back leads from the decision to the form, a page
// that is loaded again has its answers, and the title says that there are errors.
//
// The answers are kept in `history.state`: it ends with the tab, no other page reads it, and no request carries it. The
// form has one history entry, the decision the next. The entry that is left gives its answers to the next one, so that
// only one place has to be cleared.

import type { Answers } from '../../wasm/types.ts';
import { languageAt } from '../shared/language.ts';
import { PrescoreWidget } from './element.ts';
import type { WidgetEvent } from './machine.ts';

/** What one entry keeps. */
interface Kept {
  readonly answers: Answers;
  readonly confirmed: Answers;
  readonly decided: boolean;
}

/** Safari refuses more than a hundred changes of the history in thirty seconds: beyond half of them, answers wait. */
const savedAtOnce = 50;
const within = 30_000;
const wait = 1_000;

const keptHere = (): Kept | undefined => (history.state as { prescore?: Kept } | null)?.prescore;

const keepHere = (prescore: Kept): void => history.replaceState({ prescore }, '');

export class OwnPageWidget extends PrescoreWidget {
  private path = location.pathname;
  /** What is to be saved waits for the timer, or for the next frame. */
  private saving: ReturnType<typeof setTimeout> | undefined;
  private frame: number | undefined;
  private answered = false;
  /** When answers were saved, in milliseconds since the page began. A timer instead would keep a removed widget alive. */
  private saved: number[] = [];
  /** The history goes back because the form shows again. */
  private returning = false;
  /** The decision that was kept shows again: nobody asked for the focus. */
  private resuming = false;
  private left = false;
  private titles = { bare: '', shown: '' };

  override connectedCallback(): void {
    const kept = keptHere();
    if (kept && this.state.view === 'loading' && Object.keys(kept.answers).length > 0) {
      this.state = { view: 'loading', answers: kept.answers, confirmed: kept.confirmed, restored: true };
      this.resuming = kept.decided;
    }
    // The view that shows decides what is in view, not the one that was left.
    history.scrollRestoration = 'manual';
    this.listen(addEventListener, document.addEventListener);
    super.connectedCallback();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.backgrounded();
    this.listen(removeEventListener, document.removeEventListener);
  }

  private listen(onWindow: typeof addEventListener, onDocument: typeof document.addEventListener): void {
    onWindow('popstate', this.travelled);
    onWindow('pageshow', this.shown);
    onDocument.call(document, 'visibilitychange', this.backgrounded);
  }

  protected override send(event: WidgetEvent): void {
    this.left = false;
    super.send(event);
    if (event.kind === 'answered' || event.kind === 'confirmed') {
      // Answers that are filled in all at once are saved once.
      if (!this.answered) queueMicrotask(this.save);
      this.answered = true;
      return;
    }
    if (event.kind === 'started' && this.resuming) this.evaluate();
    this.resuming = false;
    if (this.state.view === 'decision') this.agreeOnceDrawn();
    else this.agree();
  }

  /** Changes of the history take milliseconds: the person sees the decision first. A tab that is not shown has no frames. */
  private agreeOnceDrawn(): void {
    if (document.hidden) {
      this.agree();
      return;
    }
    this.frame ??= requestAnimationFrame(() => {
      this.saving ??= setTimeout(this.agree);
    });
  }

  private forgetToSave(): void {
    clearTimeout(this.saving);
    if (this.frame !== undefined) cancelAnimationFrame(this.frame);
    this.saving = undefined;
    this.frame = undefined;
  }

  /** After each answer: what is changed while a page is unloaded is lost. */
  private readonly save = (): void => {
    this.answered = false;
    if (this.frame !== undefined) return;
    const now = performance.now();
    this.saved = this.saved.filter((at) => now - at < within);
    if (this.saved.length >= savedAtOnce) {
      this.saving ??= setTimeout(this.agree, wait);
      return;
    }
    this.saved.push(now);
    this.agree();
  };

  protected override moveFocus(event: WidgetEvent, hadFocus: boolean): void {
    if (!this.resuming) super.moveFocus(event, hadFocus);
  }

  /** The next person at this device finds nothing. */
  protected override goOn(): void {
    super.goOn();
    this.left = true;
    this.forgetToSave();
    history.replaceState(null, '');
  }

  protected override draw(): void {
    super.draw();
    // The language may have changed, and with it the page's address and title.
    if (!this.returning) this.path = location.pathname;
    if (document.title !== this.titles.shown) this.titles.bare = document.title;
    const prefix = this.words.choose(languageAt(this))?.texts.ui['issues.prefix'];
    this.titles.shown = this.state.view === 'issues' ? `${prefix} ${this.titles.bare}` : this.titles.bare;
    if (document.title !== this.titles.shown) document.title = this.titles.shown;
  }

  /** Makes the history agree with what shows. */
  private readonly agree = (): void => {
    this.forgetToSave();
    const { view, answers, confirmed } = this.state;
    if (this.left || this.returning || view === 'loading' || view === 'failed') return;
    const decided = view === 'decision';
    if (decided && !keptHere()?.decided) {
      history.replaceState(null, '');
      history.pushState(null, '');
    }
    if (!decided && keptHere()?.decided) {
      keepHere({ answers: {}, confirmed: {}, decided: true });
      this.returning = true;
      history.back();
    } else if (keptHere() || Object.keys(answers).length > 0) keepHere({ answers, confirmed, decided });
  };

  /**
   * A tab in the background may be discarded, and a removed widget keeps nothing. Only what waits is saved: a change while
   * the page is left costs the way back to it.
   */
  private readonly backgrounded = (): void => {
    if (this.saving !== undefined || this.frame !== undefined) this.agree();
  };

  /** The person, or this element, went back or forward. */
  private readonly travelled = (): void => {
    if (location.pathname !== this.path) history.replaceState(history.state, '', this.path);
    const { view } = this.state;
    if (this.returning) this.returning = false;
    else if (keptHere()?.decided) this.evaluate();
    else if (view === 'decision') this.send({ kind: 'revised' });
    this.agree();
  };

  /** From the browser's cache of whole pages. */
  private readonly shown = ({ persisted }: PageTransitionEvent): void => {
    if (persisted && this.left) this.send({ kind: 'restarted' });
  };
}
