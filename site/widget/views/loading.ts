import { html, type TemplateResult } from 'lit/html.js';
import type { Question, Questionnaire } from '../../../wasm/types.ts';
import type { ProgrammeTexts, QuestionTexts } from '../texts.ts';
import type { ViewContext } from './context.ts';
import { formView } from './form.ts';

/** The form's own layout, empty and inert, so that nothing moves when the questionnaire arrives. */
export function loadingView(context: ViewContext): TemplateResult {
  const outline = formView({ questionnaire: outlineOf(context.programme), answers: {}, issues: [] }, context);
  return html`
    <p class="visually-hidden" role="status">${context.text('form.loading')}</p>
    <div class="skeleton" inert aria-hidden="true">${outline}</div>
  `;
}

function outlineOf(programme: ProgrammeTexts): Questionnaire {
  const questions = Object.entries(programme.questions).map(([id, texts]) => outlineQuestion(id, texts));
  return { programme: '', questions, offers: [] };
}

function outlineQuestion(id: string, texts: QuestionTexts): Question {
  return texts.options
    ? { id, kind: 'choice', options: Object.keys(texts.options) }
    : { id, kind: 'number', unit: '', minimum: 0, maximum: 0, decimals: 0, money: texts.echo !== undefined };
}
