import { html, type TemplateResult } from 'lit/html.js';
import type { Answers, Issue, Questionnaire } from '../../../wasm/types.ts';
import { issueText, type ViewContext } from './context.ts';
import { controlId, summaryId } from './ids.ts';

/** All issues of the last submit, each a link to its control. */
export function errorSummary(
  questionnaire: Questionnaire,
  issues: readonly Issue[],
  submitted: Answers,
  context: ViewContext,
): TemplateResult {
  const heading = issues.every(({ code }) => code === 'missing_answer') ? 'issues.missing' : 'issues.heading';
  return html`
    <div class="summary" part="summary" id=${summaryId} role="group" tabindex="-1" aria-labelledby="summary-heading">
      <h3 id="summary-heading">${context.text(heading, { count: issues.length })}</h3>
      <ul>
        ${issues.map((issue) => issueItem(questionnaire, issue, issueText(issue, submitted, context), context))}
      </ul>
    </div>
  `;
}

function issueItem(questionnaire: Questionnaire, issue: Issue, text: string, context: ViewContext): TemplateResult {
  const question = questionnaire.questions.find((candidate) => candidate.id === issue.question);
  if (!question) return html`<li>${text}</li>`;
  const id = controlId(question);
  const go = (event: Event): void => {
    event.preventDefault();
    context.focus(id);
  };
  return html`<li><a href="#${id}" @click=${go}>${text}</a></li>`;
}
