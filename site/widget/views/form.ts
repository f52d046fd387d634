import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { Answers, Issue, Question, Questionnaire } from '../../../wasm/types.ts';
import { isAskedBack } from './askedBack.ts';
import { choiceQuestion } from './choiceQuestion.ts';
import { issueText, type ViewContext } from './context.ts';
import { errorSummary } from './errorSummary.ts';
import { headingId } from './ids.ts';
import { numberQuestion } from './numberQuestion.ts';

export interface FormContent {
  readonly questionnaire: Questionnaire;
  readonly answers: Answers;
  readonly issues: readonly Issue[];
  /** The answers that have the issues. */
  readonly submitted: Answers;
  /** The answers were given before the page was loaded again. */
  readonly restored?: boolean | undefined;
}

/**
 * The form, or while the core loads its outline, empty and inert. Both are the same elements, so nothing is drawn twice
 * when the questionnaire arrives.
 */
export function stageView(content: FormContent, context: ViewContext, waits: boolean): TemplateResult {
  return html`
    ${waits ? html`<p class="visually-hidden" role="status">${context.text('form.loading')}</p>` : nothing}
    ${waits && context.isLate() ? lateView(context) : nothing}
    <div class=${waits ? 'skeleton' : nothing} ?inert=${waits} aria-hidden=${waits ? 'true' : nothing}>
      ${formView(content, context)}
    </div>
  `;
}

/** The way on for people who do not want to wait, in front of the outline, so that nothing moves. */
function lateView(context: ViewContext): TemplateResult {
  return html`
    <div class="late" role="status">
      <p>${context.text('form.late')}</p>
      <a class="primary" part="button" href=${context.applicationLink()} @click=${context.continued}
        >${context.text('failed.apply')}</a
      >
    </div>
  `;
}

/** The questions in the core's order, with the issues of the last submit above and beside them. */
function formView(content: FormContent, context: ViewContext): TemplateResult {
  // A sandbox without `allow-forms` keeps the event `submit` from happening. Enter in a field clicks the button.
  const submit = (event: Event): void => {
    event.preventDefault();
    context.submit();
  };
  const { questions } = content.questionnaire;
  return html`
    <form part="form" novalidate autocomplete="off" aria-labelledby=${headingId} @submit=${submit}>
      <h2 id=${headingId} part="heading" tabindex="-1">${context.text('form.heading', { count: questions.length })}</h2>
      ${content.restored ? restoredView(context) : nothing}
      ${
        content.issues.length > 0
          ? errorSummary(content.questionnaire, content.issues, content.submitted, context)
          : nothing
      }
      <div class="questions">
        ${questions.map((question) => questionView(question, content, context))}
        <div class="submit">
          <p class="privacy">${context.text('form.privacy')}</p>
          <button class="primary" part="button" type="submit" @click=${submit}>${context.text('form.submit')}</button>
        </div>
      </div>
    </form>
  `;
}

function questionView(question: Question, content: FormContent, context: ViewContext): TemplateResult {
  const issue = content.issues.find((candidate) => candidate.question === question.id);
  const answer = content.answers[question.id] ?? '';
  const error = issue && issueText(issue, content.submitted, context);
  if (question.kind === 'choice') return choiceQuestion(question, answer, error, context);
  const askedBack =
    issue && isAskedBack(issue) ? { issue, submitted: content.submitted[question.id] ?? '' } : undefined;
  return numberQuestion(question, { answer, error, askedBack, next: nextQuestion(question, content) }, context);
}

/** The next question without an answer: Enter leads there. */
function nextQuestion(question: Question, { questionnaire, answers }: FormContent): Question | undefined {
  const { questions } = questionnaire;
  return questions.slice(questions.indexOf(question) + 1).find(({ id }) => !answers[id]?.trim());
}

/** Whose answers these are, only the person knows. */
function restoredView(context: ViewContext): TemplateResult {
  return html`
    <div class="restored">
      <p>${context.text('form.restored')}</p>
      <button class="secondary" part="button" type="button" @click=${() => context.send({ kind: 'restarted' })}>
        ${context.text('decision.restart')}
      </button>
    </div>
  `;
}
