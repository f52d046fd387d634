// The custom element: it starts the core, keeps the state, and draws the view that the state names.

import { html, render } from 'lit/html.js';
import { createPrescore, PrescoreStartError } from '../../wasm/index.ts';
import type { Prescore, PrescoreSources, Reading } from '../../wasm/types.ts';
import { languageAt, watchLanguage } from '../shared/language.ts';
import type { Language } from '../shared/languages.ts';
import type { AddListener, RemoveListener } from '../shared/listeners.ts';
import { applicationAddress } from './application.ts';
import { WidgetAttributes } from './attributes.ts';
import { emit, type PrescoreEventMap } from './events.ts';
import { initialState, nextState, type FailureCode, type State, type WidgetEvent } from './machine.ts';
import { Quiet } from './quiet.ts';
import { silence } from './silence.ts';
import { addressesOf, namedSources, takeEarly, type Addresses } from './sources.ts';
import { widgetSheets } from './style.ts';
import type { TextsByLanguage, WidgetTexts } from './texts.ts';
import { Words } from './words.ts';
import { createContext, type ViewContext } from './views/context.ts';
import { headingId, summaryId } from './views/ids.ts';
import { viewOf } from './views/view.ts';

/**
 * `<prescore-widget>` draws nothing until it has the words of its language: from its property `texts`, or from the file
 * that the attribute `texts-ru` or `texts-en` names. `wasm`, `twin`, `model` and these are addresses relative to the
 * page, read when the element comes into it; without `lang` the language is that of the page around. No other change
 * of an attribute starts anything anew: answers stay. What the page wrote into the element shows where the browser is
 * too old or no words come.
 */
export class PrescoreWidget extends WidgetAttributes {
  private state: State = initialState;
  private readonly words = new Words();
  private addresses: Addresses = {};
  private passedOn: Readonly<Record<string, string>> = {};
  private carried = false;
  private readonly quiet = new Quiet();
  private prescore: Prescore | undefined;
  private starting = false;
  /** Somebody tried again and waits: the view that comes takes the focus back. */
  private awaited = false;
  private unwatchLanguage: (() => void) | undefined;

  /** Words that need not be loaded. */
  get texts(): TextsByLanguage {
    return this.words.all;
  }

  set texts(texts: TextsByLanguage) {
    this.words.all = texts;
    this.draw();
  }

  /** Makes sure of the words of a language, so that a change to it shows at once. Fails where they do not come. */
  async prepareTexts(language: Language): Promise<void> {
    try {
      await this.words.load(language, this.addresses[`texts-${language}`]);
    } catch (error) {
      if (this.words.hasNone) silence(this, 'texts_unreachable', error);
      else emit(this, 'prescore-error', { code: 'texts_unreachable' });
      throw error;
    } finally {
      this.draw();
    }
  }

  /** Ids such as partner and campaign that pass on to the application. */
  get attribution(): Readonly<Record<string, string>> {
    return this.passedOn;
  }

  set attribution(ids: Readonly<Record<string, string>>) {
    this.passedOn = ids;
    this.draw();
  }

  connectedCallback(): void {
    if (!this.dress()) return;
    this.addresses = addressesOf(this);
    this.words.recall(this.addresses);
    this.unwatchLanguage = watchLanguage(() => this.draw());
    for (const name of this.unknownAttributes()) this.complain(name);
    this.draw();
    void this.start();
  }

  /** Without a shadow root, in a browser too old for the style, what the page wrote into the element keeps showing. */
  private dress(): boolean {
    try {
      const sheets = widgetSheets(this.theme);
      const root = this.shadowRoot ?? this.attachShadow({ mode: 'open' });
      root.adoptedStyleSheets = sheets;
      return true;
    } catch (error) {
      silence(this, 'browser_unsupported', error);
      return false;
    }
  }

  disconnectedCallback(): void {
    this.unwatchLanguage?.();
  }

  attributeChangedCallback(name: string): void {
    if (!this.shadowRoot) return;
    this.dress();
    if (this.unknownAttributes().includes(name)) this.complain(name);
    this.draw();
  }

  /** Shows why there is no form here, and the way on without it. */
  refuse(code: FailureCode): void {
    this.send({ kind: 'failed', code });
    emit(this, 'prescore-error', { code });
  }

  private complain(attribute: string): void {
    console.warn(`prescore-widget: ${attribute}="${this.getAttribute(attribute)}" is not known and counts as not set`);
    emit(this, 'prescore-error', { code: 'attribute_unknown' });
  }

  private draw(): void {
    if (!this.shadowRoot) return;
    const wanted = languageAt(this);
    const spoken = this.words.speak(wanted);
    if (spoken) render(viewOf(this.state, this.context(spoken.texts, spoken.language)), this.shadowRoot);
    if (this.words.lacks(wanted)) this.prepareTexts(wanted).catch((error: unknown) => console.error(error));
    else if (!spoken) render(html`<slot></slot>`, this.shadowRoot);
    if (spoken) this.removeAttribute('silent');
  }

  private context(texts: WidgetTexts, language: Language): ViewContext {
    return createContext(texts, language, {
      applicationLink: (offer) => this.applicationLink(offer),
      isQuiet: () => this.quiet.holds(),
      carried: this.carryAnswers ? this.carried : undefined,
      carry: (chosen) => {
        this.carried = chosen;
        this.draw();
      },
      continued: () => emit(this, 'prescore-continue', {}),
      send: (event) => this.send(event),
      submit: () => this.evaluate(),
      retry: () => this.retry(),
      read: (question, text) => this.read(question, text),
      focus: (id) => this.focusOn(id),
    });
  }

  /** What the core starts from. */
  protected sources(): PrescoreSources {
    return { wasm: '', model: '', ...this.namedSources() };
  }

  /** What attributes name of it. */
  protected namedSources(): Partial<PrescoreSources> {
    return namedSources(this.addresses);
  }

  private applicationLink(offer: string | undefined): string {
    const answers = this.carryAnswers && this.carried && 'answers' in this.state ? this.state.answers : undefined;
    return applicationAddress(this.application, { offer, attribution: this.passedOn, answers });
  }

  private async start(): Promise<void> {
    if (this.prescore || this.starting) return;
    this.starting = true;
    try {
      this.prescore = await (takeEarly(this, this.addresses) ?? createPrescore(this.sources()));
      // The applicant is served; the engineer should know.
      if (this.prescore.fault) console.error(this.prescore.fault);
      this.send({ kind: 'started', questionnaire: this.prescore.questionnaire });
      if (this.state.view === 'form') emit(this, 'prescore-ready', {});
    } catch (error) {
      this.fail(error);
    } finally {
      this.starting = false;
    }
  }

  private send(event: WidgetEvent): void {
    const hadFocus = Boolean(this.shadowRoot?.activeElement);
    if (event.kind === 'answered') this.quiet.begin();
    this.state = nextState(this.state, event);
    if (event.kind !== 'answered' || !event.shown) this.draw();
    if (event.kind === 'answered') return;
    this.moveFocus(event, hadFocus);
    emit(this, 'prescore-step', { step: this.state.view });
    if (event.kind !== 'evaluated' || event.evaluation.kind !== 'decision') return;
    const { outcome, offers } = event.evaluation;
    emit(this, 'prescore-decision', { outcome, offers });
  }

  /** To what answers the person's own deed; a page that loads takes the focus from nobody. */
  private moveFocus({ kind }: WidgetEvent, hadFocus: boolean): void {
    if (kind === 'evaluated' && this.state.view === 'issues') return this.focusOn(summaryId);
    const isReturn = this.awaited && this.state.view !== 'loading';
    if (kind === 'evaluated' || kind === 'revised' || hadFocus || isReturn) this.focusOn(headingId);
    this.awaited = kind === 'retried' && hadFocus;
  }

  private evaluate(): void {
    if (!this.prescore || (this.state.view !== 'form' && this.state.view !== 'issues')) return;
    try {
      this.send({ kind: 'evaluated', evaluation: this.prescore.explain(this.state.answers) });
    } catch (error) {
      this.fail(error);
    }
  }

  /** Shows how a number is understood. In the middle of drawing nothing else can be drawn: a fault waits. */
  private read(question: string, text: string): Reading | undefined {
    try {
      return this.prescore?.read(question, text);
    } catch (error) {
      queueMicrotask(() => this.fail(error));
      return undefined;
    }
  }

  /** Whatever the core throws but for its own faults at the start: its memory is not to be trusted any more. */
  private fail(error: unknown): void {
    console.error(error);
    this.prescore = undefined;
    this.refuse(error instanceof PrescoreStartError ? error.code : 'core_stopped');
  }

  private retry(): void {
    this.send({ kind: 'retried' });
    void this.start();
  }

  private focusOn(id: string): void {
    const target = this.shadowRoot?.getElementById(id);
    if (!target) return;
    target.focus({ preventScroll: true });
    const { top, bottom } = target.getBoundingClientRect();
    // A page with a header that stays on top says by its scroll padding how much of the screen that takes.
    const covered = Number.parseFloat(getComputedStyle(document.documentElement).scrollPaddingTop) || 0;
    if (top < covered || bottom > innerHeight * 0.6) target.scrollIntoView({ block: 'start' });
  }
}

export interface PrescoreWidget {
  addEventListener: AddListener<PrescoreEventMap>;
  removeEventListener: RemoveListener<PrescoreEventMap>;
}
