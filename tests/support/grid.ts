// The whole answer grid of a model: answers for each cell that its encoding can tell apart, and those beyond it.
import type { Answers, Prescore } from '../../wasm/types.ts';

interface Encoding {
  readonly question: string;
  readonly cuts?: readonly number[];
  readonly minimum_seen?: number;
  readonly maximum_seen?: number;
}

/** What model.json says of its encoding. */
export interface GridModel {
  readonly encoding: readonly Encoding[];
}

/** The accepted values of a question, one for each code of its encoding and one on each side of what was seen. */
function valuesOf(prescore: Prescore, { question, cuts = [], minimum_seen = 0, maximum_seen = 0 }: Encoding): string[] {
  const asked = prescore.questionnaire.questions.find(({ id }) => id === question);
  if (asked?.kind === 'choice') return [...asked.options];
  return [minimum_seen - 1, ...cuts, maximum_seen, maximum_seen + 1]
    .filter((value) => asked && asked.minimum <= value && value <= asked.maximum)
    .map(String);
}

/** For cells on both sides of what is plausible: a person confirms every answer. */
export const confirmed = (answers: Answers): { readonly confirmed: readonly string[] } => ({
  confirmed: Object.keys(answers),
});

export function* gridAnswers(prescore: Prescore, { encoding }: GridModel): Generator<Answers> {
  const [first, ...others] = encoding;
  if (!first) {
    yield {};
    return;
  }
  const values = valuesOf(prescore, first);
  for (const rest of gridAnswers(prescore, { encoding: others })) {
    for (const value of values) yield { [first.question]: value, ...rest };
  }
}

/** How many vectors of codes the encoding can give to complete answers: the grid has a cell for each. */
export function countCodeVectors(prescore: Prescore, { encoding }: GridModel): number {
  const codes = encoding.map(({ question, cuts = [] }) => {
    const asked = prescore.questionnaire.questions.find(({ id }) => id === question);
    return asked?.kind === 'choice' ? asked.options.length : cuts.length + 1;
  });
  return codes.reduce((product, count) => product * count, 1);
}

/** How many cells there are, and a digest of how the core explains them (FNV-1a, 32 bits, over their JSON). */
export function digestGrid(prescore: Prescore, model: GridModel): { cells: number; digest: number } {
  let cells = 0;
  let digest = 0x811c9dc5;
  for (const answers of gridAnswers(prescore, model)) {
    cells += 1;
    const text = JSON.stringify(prescore.explain(answers, confirmed(answers)));
    for (let place = 0; place < text.length; place += 1) {
      digest = Math.imul(digest ^ text.charCodeAt(place), 0x01000193);
    }
  }
  return { cells, digest: digest >>> 0 };
}
