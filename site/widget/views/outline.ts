import type { Question, Questionnaire } from '../../../wasm/types.ts';
import type { ProgrammeTexts, QuestionTexts } from '../texts.ts';
import type { FormContent } from './form.ts';

/** The form's own layout from the words alone, so that nothing moves when the questionnaire arrives. */
export function outlineContent(programme: ProgrammeTexts, restored: boolean | undefined): FormContent {
  return { questionnaire: outlineOf(programme), answers: {}, issues: [], submitted: {}, restored };
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
