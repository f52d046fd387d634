// What no text of a programme or a brand may say: a preliminary decision approves nothing and promises nothing. The words
// of each language are in site/texts/languages.json.

import { errorAt } from './errors.mjs';
import { textsIn } from './shape.mjs';

/**
 * @param {unknown} texts
 * @param {import('../languages.mjs').LanguageEntry} language
 * @param {string} file as messages name it
 * @returns {string[]} every error
 */
export function voiceErrors(texts, { voice }, file) {
  if (!voice) return [];
  const [promises, approves, preliminary] = [voice.promises, voice.approves, voice.preliminary].map(
    (words) => new RegExp(words, 'iu'),
  );
  return textsIn(texts).flatMap(([pointer, text]) => {
    const promise = promises?.exec(text)?.[0];
    const approval = preliminary?.test(text) ? undefined : approves?.exec(text)?.[0];
    return [
      ...(promise
        ? [errorAt(file, pointer, `"${promise}" promises; say what is known before the bank's own check`)]
        : []),
      ...(approval ? [errorAt(file, pointer, `"${approval}" needs the word for preliminary in the same text`)] : []),
    ];
  });
}
