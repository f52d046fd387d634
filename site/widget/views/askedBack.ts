import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { Issue, NumberQuestion } from '../../../wasm/types.ts';
import { numberText } from './answers.ts';
import type { ViewContext } from './context.ts';
import { askedId, errorId } from './ids.ts';

/** People leave out the thousands: "50" for 50 000. */
const thousand = 1000;

export interface AskedBack {
  readonly issue: Issue;
  /** The text that has the issue. The field may hold another one by now. */
  readonly submitted: string;
}

export const isAskedBack = ({ code }: Pick<Issue, 'code'>): boolean =>
  code === 'implausibly_low' || code === 'implausibly_high';

/**
 * The answer that nobody expects, to be confirmed, and the one that was perhaps meant. Both are chosen and then
 * submitted: nothing is converted, and nothing is decided, before the person says so.
 */
export function askedBackView(
  question: NumberQuestion,
  answer: string,
  { issue, submitted }: AskedBack,
  context: ViewContext,
): TemplateResult | typeof nothing {
  const value = context.value(question.id, submitted);
  if (value === undefined) return nothing;
  const { id } = question;
  const meant = issue.code === 'implausibly_low' ? value * thousand : value / thousand;
  const confirm = (): void => context.send({ kind: 'confirmed', question: id, text: submitted });
  const correct = (): void => context.send({ kind: 'answered', question: id, text: String(meant) });
  const isPossible =
    Number.isInteger(meant) && question.minimum <= meant && meant <= question.maximum && meant !== value;
  const confirmed = answer === submitted && context.isConfirmed(id);
  return html`
    <div class="options asked-back" role="radiogroup" aria-labelledby=${errorId(id)}>
      ${choice(id, 'yes', confirmed, confirm, context.text('issues.yes', { value: numberText(id, value, context) }))}
      ${
        isPossible
          ? choice(
              id,
              'no',
              answer === String(meant),
              correct,
              context.text('issues.no', { value: numberText(id, meant, context) }),
            )
          : nothing
      }
    </div>
  `;
}

function choice(question: string, name: string, chosen: boolean, choose: () => void, words: string): TemplateResult {
  return html`
    <label class="option" part="option">
      <input
        type="radio"
        id=${askedId(question, name)}
        name=${askedId(question, '')}
        .checked=${chosen}
        @change=${choose}
      />
      <span>${words}</span>
    </label>
  `;
}
