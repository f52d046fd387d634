import { html, type TemplateResult } from 'lit/html.js';
import type { Answers, Question, Questionnaire } from '../../../wasm/types.ts';
import type { ViewContext } from './context.ts';

/** Every answer as it was understood, to check and to keep. */
export function answersView({ questions }: Questionnaire, answers: Answers, context: ViewContext): TemplateResult {
  return html`
    <div class="answers" part="answers">
      <h3>${context.text('decision.answers')}</h3>
      <dl>
        ${questions.map(
          (question) => html`
            <div>
              <dt>${context.programme.questions[question.id]?.short ?? question.id}</dt>
              <dd>${answerText(question, answers[question.id] ?? '', context)}</dd>
            </div>
          `,
        )}
      </dl>
    </div>
  `;
}

/** An option in words, or the number as it was understood, with its unit. */
export function answerText({ id, kind }: Question, text: string, context: ViewContext): string {
  const texts = context.programme.questions[id];
  if (kind === 'choice') return texts?.options?.[text] ?? text;
  const value = context.value(id, text);
  return value === undefined ? text : numberText(id, value, context);
}

/** For example "50 000 ₽ в месяц" or "34 года". */
export function numberText(question: string, value: number, context: ViewContext): string {
  const { echo, unit } = context.programme.questions[question] ?? {};
  return context.fill(echo ?? (unit ? `{value}\u00a0${unit}` : '{value}'), { value });
}
