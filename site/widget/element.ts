// The custom element: starts the core, keeps the state, and draws the view that the state names.

import { html, render } from 'lit/html.js';
import { createPrescore, PrescoreStartError } from '../../wasm/index.ts';
import type { Prescore, PrescoreSources, Questionnaire } from '../../wasm/types.ts';
import { languageAt, watchLanguage } from '../shared/language.ts';
import type { Language } from '../shared/languages.ts';
import type { AddListener, RemoveListener } from '../shared/listeners.ts';
import { applicationAddress } from './application.ts';
import { WidgetAttributes } from './attributes.ts';
import { emit, type PrescoreEventMap } from './events.ts';
import {
  confirmedQuestions,
  type FailureCode,
  initialState,
  nextState,
  type State,
  type WidgetEvent,
} from './machine.ts';
import { focusOn } from './reveal.ts';
import { silence } from './silence.ts';
import { type Addresses, addressesOf, namedSources, takeEarly } from './sources.ts';
import { adoptStyle } from './style.ts';
import type { ProgrammeTexts, TextsByLanguage, WidgetTexts } from './texts.ts';
import { createContext, type ViewContext } from './views/context.ts';
import { headingId, summaryId } from './views/ids.ts';
import { viewOf } from './views/view.ts';
import { Words } from './words.ts';

/** How long people wait without a way on, in milliseconds. */
const patience = 5_000;

/**
 * `<prescore-widget>` draws nothing until it has the words of its language: from its property `texts`, or from the file
 * that its attribute `texts-<language>` names. These attributes, `wasm`, `twin` and `model` are addresses relative to the
 * page, read when the element is connected. Without `lang`, the language is that of the page around. Changing an
 * attribute later restarts nothing, so answers stay. The element's own content is shown where the browser is too old or
 * no words load.
 */
export class PrescoreWidget extends WidgetAttributes {
  protected state: State = initialState;
  protected readonly words = new Words();
  private addresses: Addresses = {};
  private passedOn: Readonly<Record<string, string>> = {};
  private carried = false;
  private prescore: Prescore | undefined;
  private starting = false;
  /** The person pressed "Try again" and waits: the next view takes the focus back. */
  private awaited = false;
  private late = false;
  private unwatchLanguage: (() => void) | undefined;

  /** Words that need not be loaded. */
  get texts(): TextsByLanguage {
    return this.words.all;
  }

  set texts(texts: TextsByLanguage) {
    this.words.all = texts;
    this.draw();
  }

  /** Loads the words of a language, so that a change to it shows at once. Rejects if they do not load. */
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

  /** The questions, once the core has started. */
  get questionnaire(): Questionnaire | undefined {
    return this.prescore?.questionnaire;
  }

  /** The programme's words that are shown now. */
  get programmeTexts(): ProgrammeTexts | undefined {
    return this.words.choose(languageAt(this))?.texts.programme;
  }

  /**
   * Draws another state in the same words elsewhere; none clears the place. Numbers in its answers are plain digits, so
   * the core is not asked. Returns whether there are words.
   */
  drawSample(state: State | undefined, place: ShadowRoot): boolean {
    const words = this.words.choose(languageAt(this));
    if (!words) return false;
    const value = (_: string, text: string): number => Number(text);
    render(state && viewOf(state, { ...this.context(words.texts, words.language), value }), place);
    return true;
  }

  /** Shows a state that nobody has entered. */
  preview(state: State): void {
    this.state = state;
    this.draw();
    emit(this, 'prescore-step', { step: state.view });
  }

  connectedCallback(): void {
    if (!adoptStyle(this)) return;
    this.addresses = addressesOf(this);
    this.words.recall(this.addresses);
    this.unwatchLanguage = watchLanguage(() => this.draw());
    for (const name of this.unknownAttributes()) this.warn(name);
    this.draw();
    void this.start();
  }

  disconnectedCallback(): void {
    this.unwatchLanguage?.();
  }

  attributeChangedCallback(name: string): void {
    if (!this.shadowRoot) return;
    adoptStyle(this);
    if (this.unknownAttributes().includes(name)) this.warn(name);
    this.draw();
  }

  /** Shows why there is no form here, and what to do without it. */
  refuse(code: FailureCode): void {
    this.send({ kind: 'failed', code });
    emit(this, 'prescore-error', { code });
  }

  protected draw(): void {
    if (!this.shadowRoot) return;
    const wanted = languageAt(this);
    const words = this.words.choose(wanted);
    if (words) render(viewOf(this.state, this.context(words.texts, words.language)), this.shadowRoot);
    if (this.words.lacks(wanted)) this.prepareTexts(wanted).catch((error: unknown) => console.error(error));
    else if (!words) render(html`<slot></slot>`, this.shadowRoot);
    if (words) this.removeAttribute('silent');
  }

  private context(texts: WidgetTexts, language: Language): ViewContext {
    return createContext(texts, language, {
      applicationLink: (offer) => this.applicationLink(offer),
      isLate: () => this.late,
      carried: this.carryAnswers ? this.carried : undefined,
      carry: (chosen) => {
        this.carried = chosen;
        this.draw();
      },
      continued: () => this.goOn(),
      send: (event) => this.send(event),
      submit: () => this.evaluate(),
      retry: () => this.retry(),
      value: (question, text) => this.value(question, text),
      isConfirmed: (question) => confirmedQuestions(this.state).includes(question),
      focus: (id) => focusOn(this, id),
    });
  }

  /** The files that the core starts from. */
  protected sources(): PrescoreSources {
    return { wasm: '', model: '', ...this.namedSources() };
  }

  /** Those of them that attributes name. */
  protected namedSources(): Partial<PrescoreSources> {
    return namedSources(this.addresses);
  }

  private applicationLink(offer: string | undefined): string {
    const { state } = this;
    const passes = this.carryAnswers && this.carried && state.view === 'decision';
    return applicationAddress(this.application, {
      offer,
      attribution: this.passedOn,
      ...(passes && {
        answers: state.answers,
        hint: { outcome: state.decision.outcome, version: this.modelHash },
      }),
    });
  }

  private async start(): Promise<void> {
    if (this.prescore || this.starting) return;
    this.starting = true;
    const early = takeEarly(this, this.addresses);
    const timer = this.waitFor(early ? patience - performance.now() : patience);
    try {
      this.prescore = await (early ?? createPrescore(this.sources()));
      // The applicant is served by the twin; the console says why, for the engineer.
      if (this.prescore.fault) console.error(this.prescore.fault);
      this.send({ kind: 'started', questionnaire: this.prescore.questionnaire });
      if (this.state.view === 'form') emit(this, 'prescore-ready', {});
    } catch (error) {
      this.fail(error);
    } finally {
      this.starting = false;
      this.late = false;
      clearTimeout(timer);
    }
  }

  /** Whatever never answers, people get the bank's link. What comes later still counts. */
  private waitFor(milliseconds: number): ReturnType<typeof setTimeout> {
    return setTimeout(() => {
      this.late = true;
      this.draw();
    }, milliseconds);
  }

  protected send(event: WidgetEvent): void {
    const hadFocus = Boolean(this.shadowRoot?.activeElement);
    const { answers } = this.state;
    this.state = nextState(this.state, event);
    // The first answer to a question changes where Enter leads.
    if (event.kind !== 'answered' || !event.shown || !answers[event.question]) this.draw();
    if (event.kind === 'answered' || event.kind === 'confirmed') return;
    this.moveFocus(event, hadFocus);
    emit(this, 'prescore-step', { step: this.state.view });
    if (event.kind !== 'evaluated' || event.evaluation.kind !== 'decision') return;
    const { outcome, offers } = event.evaluation;
    emit(this, 'prescore-decision', { outcome, offers });
  }

  /** Moves the focus only in response to the person's own action; a page that loads never takes it. */
  protected moveFocus({ kind }: WidgetEvent, hadFocus: boolean): void {
    if (kind === 'evaluated' && this.state.view === 'issues') {
      focusOn(this, summaryId);
      return;
    }
    const isReturn = this.awaited && this.state.view !== 'loading';
    if (kind === 'evaluated' || kind === 'revised' || kind === 'restarted' || hadFocus || isReturn) {
      focusOn(this, headingId);
    }
    this.awaited = kind === 'retried' && hadFocus;
  }

  protected evaluate(): void {
    if (!this.prescore || (this.state.view !== 'form' && this.state.view !== 'issues')) return;
    try {
      const evaluation = this.prescore.explain(this.state.answers, { confirmed: confirmedQuestions(this.state) });
      this.send({ kind: 'evaluated', evaluation, at: new Date() });
    } catch (error) {
      this.fail(error);
    }
  }

  /** The number that the core understands. Called while drawing, where no other view can be drawn: so an error is shown later. */
  private value(question: string, text: string): number | undefined {
    if (text === '') return undefined;
    try {
      const reading = this.prescore?.read(question, text);
      return reading?.kind === 'value' && typeof reading.value === 'number' ? reading.value : undefined;
    } catch (error) {
      queueMicrotask(() => this.fail(error));
      return undefined;
    }
  }

  /** After any error but one at the start, the core's memory cannot be trusted any more. */
  private fail(error: unknown): void {
    console.error(error);
    this.prescore = undefined;
    this.refuse(error instanceof PrescoreStartError ? error.code : 'core_stopped');
  }

  private retry(): void {
    this.send({ kind: 'retried' });
    void this.start();
  }

  /** The person follows a link to the application. */
  protected goOn(): void {
    emit(this, 'prescore-continue', {});
  }
}

export interface PrescoreWidget {
  addEventListener: AddListener<PrescoreEventMap>;
  removeEventListener: RemoveListener<PrescoreEventMap>;
}
