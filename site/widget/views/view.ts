import { html, type TemplateResult } from 'lit/html.js';
import { directionOf } from '../../shared/languages.ts';
import type { State } from '../machine.ts';
import type { ViewContext } from './context.ts';
import { decisionView } from './decision.ts';
import { failedView } from './failed.ts';
import { stageView } from './form.ts';
import { outlineContent } from './outline.ts';

/** The view that the state names, in the one element that keeps the page's own type out. */
export function viewOf(state: State, context: ViewContext): TemplateResult {
  return html`<div class="root" dir=${directionOf(context.language)}>${contentOf(state, context)}</div>`;
}

function contentOf(state: State, context: ViewContext): TemplateResult {
  switch (state.view) {
    case 'loading':
      return stageView(outlineContent(context.programme, state.restored), context, true);
    case 'form':
      return stageView({ ...state, issues: [], submitted: {} }, context, false);
    case 'issues':
      return stageView(state, context, false);
    case 'decision':
      return decisionView(state, context);
    case 'failed':
      return failedView(state.code, context);
  }
}
