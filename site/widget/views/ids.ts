// Ids and names inside the widget's shadow root: what labels, descriptions and focus refer to. A form has a property by
// the id and the name of each field in it, so none may be that of a question alone: one called `children` would hide
// the form's own children.

export const summaryId = 'summary';
export const headingId = 'heading';

export const questionId = (question: string): string => `question-${question}`;
export const hintId = (question: string): string => `hint-${question}`;
export const errorId = (question: string): string => `error-${question}`;
export const unitId = (question: string): string => `unit-${question}`;
/** The choices where an answer is asked back. */
export const askedId = (question: string, choice: string): string => `asked-${question}-${choice}`;
export const optionId = (question: string, option: string): string => `option-${question}-${option}`;

/** The control that a link to the question goes to: the field, or the first option. */
export function controlId(question: { id: string; kind: string; options?: readonly string[] }): string {
  return question.kind === 'choice' ? optionId(question.id, question.options?.[0] ?? '') : questionId(question.id);
}
