import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { NumberQuestion, Question } from '../../../wasm/types.ts';
import { type AskedBack, askedBackView } from './askedBack.ts';
import type { ViewContext } from './context.ts';
import { controlId, errorId, hintId, questionId, unitId } from './ids.ts';
import { describedBy, errorView, hintView } from './questionParts.ts';

export interface Field {
  readonly answer: string;
  readonly error: string | undefined;
  readonly askedBack: AskedBack | undefined;
  /** The question that Enter leads to; without one it submits. */
  readonly next: Question | undefined;
}

/** The keys that a phone offers: some have neither a decimal mark nor a minus beside their digits. */
const keys = ({ minimum, decimals }: NumberQuestion): string =>
  minimum < 0 ? 'text' : decimals > 0 ? 'decimal' : 'numeric';

/** A text field with its unit beside it and, for money, the understood sum below. */
export function numberQuestion(
  question: NumberQuestion,
  { answer, error, askedBack, next }: Field,
  context: ViewContext,
): TemplateResult {
  const { id } = question;
  const texts = context.programme.questions[id];
  const value = context.value(id, answer);
  const pressed = (event: KeyboardEvent): void => {
    if (!next || event.key !== 'Enter' || event.isComposing) return;
    event.preventDefault();
    context.focus(controlId(next));
  };
  const answered = (event: InputEvent): void =>
    context.send({ kind: 'answered', question: id, text: (event.target as HTMLInputElement).value });
  return html`
    <div class="question ${error ? 'wrong' : ''}" part="question">
      <div class="asked">
        <label part="label" for=${questionId(id)}>${texts?.label ?? id}</label>
        ${hintView(id, texts?.hint)}
      </div>
      <div class="answer">
        ${errorView(id, error, context)}
        <div class="field">
          <input
            class=${question.money ? 'money' : 'count'}
            part="input"
            id=${questionId(id)}
            name=${questionId(id)}
            inputmode=${keys(question)}
            enterkeyhint=${next ? 'next' : 'go'}
            autocomplete="off"
            spellcheck="false"
            .value=${answer}
            aria-describedby=${describedBy(error && errorId(id), texts?.hint && hintId(id), texts?.unit && unitId(id))}
            aria-invalid=${error ? 'true' : nothing}
            @input=${answered}
            @keydown=${pressed}
          />
          ${
            texts?.unit
              ? html`<span class="unit" id=${unitId(id)}>${context.fill(texts.unit, { value: value ?? 0 })}</span>`
              : nothing
          }
        </div>
        ${
          texts?.echo
            ? html`<p class="echo" role="status">${value === undefined ? nothing : context.fill(texts.echo, { value })}</p>`
            : nothing
        }
        ${askedBack ? askedBackView(question, answer, askedBack, context) : nothing}
      </div>
    </div>
  `;
}
