import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { NumberQuestion } from '../../../wasm/types.ts';
import type { ViewContext } from './context.ts';
import { errorId, hintId, questionId, unitId } from './ids.ts';
import { describedBy, errorView, hintView } from './questionParts.ts';

/** A text field with its unit beside it and, for money, the understood sum below. */
export function numberQuestion(
  question: NumberQuestion,
  answer: string,
  error: string | undefined,
  context: ViewContext,
): TemplateResult {
  const { id } = question;
  const texts = context.programme.questions[id];
  const value = understoodValue(id, answer, context);
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
            name=${id}
            inputmode="numeric"
            autocomplete="off"
            spellcheck="false"
            .value=${answer}
            aria-describedby=${describedBy(error && errorId(id), texts?.hint && hintId(id), texts?.unit && unitId(id))}
            aria-invalid=${error ? 'true' : nothing}
            @input=${answered}
          />
          ${
            texts?.unit
              ? html`<span class="unit" id=${unitId(id)}>${context.fill(texts.unit, { value: value ?? 0 })}</span>`
              : nothing
          }
        </div>
        ${
          texts?.echo
            ? html`<p class="echo">${value === undefined ? nothing : context.fill(texts.echo, { value })}</p>`
            : nothing
        }
      </div>
    </div>
  `;
}

function understoodValue(question: string, answer: string, context: ViewContext): number | undefined {
  if (answer === '') return undefined;
  const reading = context.read(question, answer);
  return reading?.kind === 'value' ? Number(reading.value) : undefined;
}
