import { html, type TemplateResult } from 'lit/html.js';
import type { Issue, Questionnaire } from '../../../wasm/types.ts';
import { issueText, type ViewContext } from './context.ts';
import { controlId, summaryId } from './ids.ts';

/** All issues of the last submit, each a link to its control. */
export function errorSummary(
  questionnaire: Questionnaire,
  issues: readonly Issue[],
  context: ViewContext,
): TemplateResult {
  return html`
    <div class="summary" part="summary" id=${summaryId} role="group" tabindex="-1" aria-labelledby="summary-heading">
      <h3 id="summary-heading">${context.text('issues.heading', { count: issues.length })}</h3>
      <ul>
        ${issues.map((issue) => issueItem(questionnaire, issue, context))}
      </ul>
    </div>
  `;
}

function issueItem(questionnaire: Questionnaire, issue: Issue, context: ViewContext): TemplateResult {
  const question = questionnaire.questions.find((candidate) => candidate.id === issue.question);
  const text = issueText(issue, context);
  if (!question) return html`<li>${text}</li>`;
  const id = controlId(question);
  const go = (event: Event): void => {
    event.preventDefault();
    context.focus(id);
  };
  return html`<li><a href="#${id}" @click=${go}>${text}</a></li>`;
}
