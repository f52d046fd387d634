import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { ChoiceQuestion } from '../../../wasm/types.ts';
import type { ViewContext } from './context.ts';
import { errorId, hintId, optionId, questionId } from './ids.ts';
import { describedBy, errorView, hintView } from './questionParts.ts';

/** More options than this do not fit into half of a wide form. */
const fewOptions = 3;

/** Radio buttons under their question. */
export function choiceQuestion(
  question: ChoiceQuestion,
  answer: string,
  error: string | undefined,
  context: ViewContext,
): TemplateResult {
  const { id } = question;
  const texts = context.programme.questions[id];
  return html`
    <div
      class="question ${question.options.length > fewOptions ? 'broad' : ''} ${error ? 'wrong' : ''}"
      part="question"
      role="radiogroup"
      aria-labelledby=${questionId(id)}
      aria-describedby=${describedBy(error && errorId(id), texts?.hint && hintId(id))}
      aria-invalid=${error ? 'true' : nothing}
    >
      <div class="asked">
        <p class="label" part="label" id=${questionId(id)}>${texts?.label ?? id}</p>
        ${hintView(id, texts?.hint)}
      </div>
      <div class="answer">
        ${errorView(id, error, context)}
        <div class="options">${question.options.map((option) => optionView(id, option, answer, context))}</div>
      </div>
    </div>
  `;
}

function optionView(question: string, option: string, answer: string, context: ViewContext): TemplateResult {
  const chosen = (): void => context.send({ kind: 'answered', question, text: option, shown: true });
  return html`
    <label class="option" part="option">
      <input
        type="radio"
        id=${optionId(question, option)}
        name=${questionId(question)}
        value=${option}
        .checked=${answer === option}
        @change=${chosen}
      />
      <span>${context.programme.questions[question]?.options?.[option] ?? option}</span>
    </label>
  `;
}
