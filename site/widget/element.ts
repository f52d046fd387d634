// The custom element: it starts the core, keeps the state, and draws the view that the state names.

import { render } from 'lit/html.js';
import { createPrescore, PrescoreStartError } from '../../wasm/index.ts';
import type { Prescore, PrescoreSources } from '../../wasm/types.ts';
import { applicationAddress } from './application.ts';
import { WidgetAttributes } from './attributes.ts';
import { emit } from './events.ts';
import { loadJson } from './files.ts';
import { languageAt, watchLanguage } from './language.ts';
import { languages, type Language } from './languages.ts';
import { initialState, nextState, type FailureCode, type State, type WidgetEvent } from './machine.ts';
import { widgetSheets } from './style.ts';
import type { TextsByLanguage, WidgetTexts } from './texts.ts';
import { createContext, type ViewContext } from './views/context.ts';
import { headingId, summaryId } from './views/ids.ts';
import { viewOf } from './views/view.ts';

/** Attributes that hold addresses. */
const files = ['wasm', 'twin', 'model', ...languages.map((language) => `texts-${language}`)];

/**
 * `<prescore-widget>` draws nothing until it has the words of its language: from its property `texts`, or from the file
 * that the attribute `texts-ru` or `texts-en` names. `wasm`, `twin`, `model` and these are addresses relative to the
 * page, read when the element comes into it; without `lang` the language is that of the page around. No other change
 * of an attribute starts anything anew: answers stay.
 */
export class PrescoreWidget extends WidgetAttributes {
  private state: State = initialState;
  private knownTexts: TextsByLanguage = {};
  private addresses: Readonly<Record<string, string>> = {};
  private passedOn: Readonly<Record<string, string>> = {};
  private carried = false;
  private prescore: Prescore | undefined;
  private starting = false;
  private unwatchLanguage: (() => void) | undefined;

  /** Words that need not be loaded. */
  get texts(): TextsByLanguage {
    return this.knownTexts;
  }

  set texts(texts: TextsByLanguage) {
    this.knownTexts = texts;
    this.draw();
  }

  /** Makes sure of the words of a language, so that a change to it shows at once. Fails where they do not come. */
  async prepareTexts(language: Language): Promise<void> {
    const address = this.addresses[`texts-${language}`];
    if (this.knownTexts[language] || address === undefined) return;
    const texts = await loadJson<WidgetTexts>(address);
    this.texts = { ...this.knownTexts, [language]: texts };
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
    // The style first: a browser too old for it throws here, and keeps showing what the page wrote into the element.
    const sheets = widgetSheets(this.theme);
    if (!this.shadowRoot) this.attachShadow({ mode: 'open' }).adoptedStyleSheets = sheets;
    // Addresses are relative to the page as it is now: its own address may change with the language.
    this.addresses = Object.fromEntries(files.flatMap((name) => this.addressIn(name)));
    this.unwatchLanguage = watchLanguage(() => this.draw());
    for (const name of this.unknownAttributes()) this.complain(name);
    this.draw();
    void this.start();
  }

  disconnectedCallback(): void {
    this.unwatchLanguage?.();
  }

  attributeChangedCallback(name: string): void {
    if (!this.shadowRoot) return;
    this.shadowRoot.adoptedStyleSheets = widgetSheets(this.theme);
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
    const language = languageAt(this);
    const texts = this.knownTexts[language];
    if (texts) render(viewOf(this.state, this.context(texts, language)), this.shadowRoot);
    else this.prepareTexts(language).catch((error: unknown) => console.error(error));
  }

  private context(texts: WidgetTexts, language: Language): ViewContext {
    return createContext(texts, language, {
      applicationLink: (offer) => this.applicationLink(offer),
      carried: this.carryAnswers ? this.carried : undefined,
      carry: (chosen) => {
        this.carried = chosen;
        this.draw();
      },
      continued: () => emit(this, 'prescore-continue', {}),
      send: (event) => this.send(event),
      submit: () => this.evaluate(),
      retry: () => this.retry(),
      read: (question, text) => this.prescore?.read(question, text),
      focus: (id) => this.focusOn(id),
    });
  }

  /** What the core starts from. */
  protected sources(): PrescoreSources {
    return { wasm: '', model: '', ...this.namedSources() };
  }

  /** What attributes name of it. */
  protected namedSources(): Partial<PrescoreSources> {
    const named = Object.entries(this.addresses).filter(([name]) => ['wasm', 'model', 'twin'].includes(name));
    return Object.fromEntries(named);
  }

  private applicationLink(offer: string | undefined): string {
    const answers = this.carryAnswers && this.carried && 'answers' in this.state ? this.state.answers : undefined;
    return applicationAddress(this.application, { offer, attribution: this.passedOn, answers });
  }

  private async start(): Promise<void> {
    if (this.prescore || this.starting) return;
    this.starting = true;
    try {
      this.prescore = await createPrescore(this.sources());
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
    this.state = nextState(this.state, event);
    this.draw();
    if (event.kind === 'answered') return;
    if (event.kind === 'evaluated') this.focusOn(this.state.view === 'issues' ? summaryId : headingId);
    if (event.kind === 'revised') this.focusOn(headingId);
    emit(this, 'prescore-step', { step: this.state.view });
    if (event.kind !== 'evaluated' || event.evaluation.kind !== 'decision') return;
    const { outcome, offers } = event.evaluation;
    emit(this, 'prescore-decision', { outcome, offers });
  }

  private evaluate(): void {
    if (!this.prescore || (this.state.view !== 'form' && this.state.view !== 'issues')) return;
    try {
      this.send({ kind: 'evaluated', evaluation: this.prescore.evaluate(this.state.answers) });
    } catch (error) {
      this.fail(error);
    }
  }

  private fail(error: unknown): void {
    console.error(error);
    this.refuse(error instanceof PrescoreStartError ? error.code : 'wasm_refused');
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
    if (top < 0 || bottom > innerHeight * 0.6) target.scrollIntoView({ block: 'start' });
  }

  private addressIn(attribute: string): [string, string][] {
    const address = this.getAttribute(attribute);
    return address === null ? [] : [[attribute, new URL(address, document.baseURI).href]];
  }
}
