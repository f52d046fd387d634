// The custom element: it starts the core, keeps the state, and draws the view that the state names.

import { render } from 'lit/html.js';
import { createPrescore, PrescoreStartError } from '../../wasm/index.ts';
import type { Prescore } from '../../wasm/types.ts';
import { languageAt, watchLanguage } from './language.ts';
import { initialState, nextState, type State, type WidgetEvent } from './machine.ts';
import { widgetStyle } from './style.ts';
import type { TextsByLanguage } from './texts.ts';
import { createContext, type ViewContext } from './views/context.ts';
import { headingId, summaryId } from './views/ids.ts';
import { viewOf } from './views/view.ts';

/** Elements exist only in browsers; the module can be imported anywhere. */
const Base = globalThis.HTMLElement ?? (class {} as typeof HTMLElement);

/**
 * `<prescore-widget wasm model application lang>` draws nothing until its property `texts` is set.
 * `wasm` and `model` are addresses relative to the page, read when the element comes into it; `application` is the
 * address of the bank's ordinary application; without `lang` the language is that of the page around.
 */
export class PrescoreWidget extends Base {
  private state: State = initialState;
  private shownTexts: TextsByLanguage | undefined;
  private prescore: Prescore | undefined;
  private starting = false;
  private unwatchLanguage: (() => void) | undefined;

  get texts(): TextsByLanguage | undefined {
    return this.shownTexts;
  }

  set texts(texts: TextsByLanguage | undefined) {
    this.shownTexts = texts;
    this.draw();
  }

  connectedCallback(): void {
    // The style first: a browser too old for it throws here, and keeps showing what the page wrote into the element.
    const style = widgetStyle();
    if (!this.shadowRoot) this.attachShadow({ mode: 'open' }).adoptedStyleSheets = [style];
    this.unwatchLanguage = watchLanguage(() => this.draw());
    this.draw();
    void this.start();
  }

  disconnectedCallback(): void {
    this.unwatchLanguage?.();
  }

  private draw(): void {
    if (!this.shadowRoot || !this.shownTexts) return;
    render(viewOf(this.state, this.context(this.shownTexts)), this.shadowRoot);
  }

  private context(texts: TextsByLanguage): ViewContext {
    const language = languageAt(this);
    return createContext(texts[language], language, this.getAttribute('application') ?? '', {
      send: (event) => this.send(event),
      submit: () => this.evaluate(),
      retry: () => this.retry(),
      read: (question, text) => this.prescore?.read(question, text),
      focus: (id) => this.focusOn(id),
    });
  }

  private async start(): Promise<void> {
    if (this.prescore || this.starting) return;
    this.starting = true;
    try {
      this.prescore = await createPrescore({ wasm: this.address('wasm'), model: this.address('model') });
      this.send({ kind: 'started', questionnaire: this.prescore.questionnaire });
    } catch (error) {
      this.fail(error);
    } finally {
      this.starting = false;
    }
  }

  private send(event: WidgetEvent): void {
    this.state = nextState(this.state, event);
    this.draw();
    if (event.kind === 'evaluated') this.focusOn(this.state.view === 'issues' ? summaryId : headingId);
    if (event.kind === 'revised') this.focusOn(headingId);
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
    this.send({ kind: 'failed', code: error instanceof PrescoreStartError ? error.code : 'wasm_refused' });
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

  private address(attribute: string): string {
    return new URL(this.getAttribute(attribute) ?? '', document.baseURI).href;
  }
}
