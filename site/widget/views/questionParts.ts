// What both kinds of question share: the hint, the error, and the list of ids that describe the control.

import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { ViewContext } from './context.ts';
import { errorId, hintId } from './ids.ts';

export function hintView(question: string, hint: string | undefined): TemplateResult | typeof nothing {
  return hint ? html`<p class="hint" part="hint" id=${hintId(question)}>${hint}</p>` : nothing;
}

export function errorView(
  question: string,
  error: string | undefined,
  context: ViewContext,
): TemplateResult | typeof nothing {
  if (!error) return nothing;
  return html`<p class="error" part="error" id=${errorId(question)}>
    <span class="visually-hidden">${context.text('issues.prefix')}</span> ${error}
  </p>`;
}

/** For `aria-describedby`: the given ids that exist, or nothing. */
export function describedBy(...ids: (string | false | undefined)[]): string | typeof nothing {
  return ids.filter(Boolean).join(' ') || nothing;
}
