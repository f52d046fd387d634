// A programme as large as a bank may want on its page: twenty questions, some with awkward names, and a forest of five
// thousand nodes.

import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './site.ts';

const places = Array.from({ length: 10 }, (_, index) => index);
/** Names that a form has too: a field so named would hide the form's own. */
const numberIds = [
  'children',
  'elements',
  'length',
  'name',
  'title',
  'style',
  'target',
  'method',
  'remove',
  'contains',
];
const numberId = (place: number): string => numberIds[place] ?? '';
const options = ['first', 'second', 'third', 'fourth'];

const questionnaire = {
  questions: places.flatMap((place) => [
    {
      id: numberId(place),
      kind: 'number',
      unit: 'piece',
      minimum: place === 8 ? -5 : 0,
      maximum: 1000,
      decimals: place === 9 ? 1 : 0,
      column: `n${place}`,
    },
    {
      id: `choice_${place}`,
      kind: 'choice',
      columns: [`c${place}`],
      options: options.map((id, code) => ({ id, cells: [String(code)] })),
    },
  ]),
};
const policy = {
  offers: [
    { id: 'own', maximum_pd: 0.3, eligibility: [] },
    { id: 'other', maximum_pd: 1, eligibility: [] },
  ],
};
const training = {
  outcome_columns: { target: 'bad' },
  forest: { method: 'bagging', trees: 100, depth: 8, leaves: 26, leaf_rows: 20, features_per_split: 5 },
  risk_along_values: {},
  unordered: places.map((place) => `choice_${place}`),
};

function texts(): object {
  const again = { below_minimum: 'Enter {minimum} to {maximum}', above_maximum: 'Enter {minimum} to {maximum}' };
  const number = (place: number) => ({
    label: `How many things of kind ${place} do you have at the moment?`,
    short: `things of kind ${place}`,
    hint: 'Count those at home and those that you lent to others',
    errors: {
      missing_answer: 'Enter a number',
      not_a_number: 'Enter digits',
      not_whole: 'Enter a whole number',
      ...again,
    },
  });
  const choice = (place: number) => ({
    label: `Which way of doing thing ${place} do you prefer on most days?`,
    short: `way of doing thing ${place}`,
    options: Object.fromEntries(options.map((id) => [id, `The ${id} of the four ways`])),
    errors: { missing_answer: 'Choose a way', unknown_option: 'Choose a way from the list' },
  });
  const offer = { description: 'One of the two.', points: ['Yours to choose'] };
  return {
    questions: Object.fromEntries(
      places.flatMap((place): [string, object][] => [
        [numberId(place), number(place)],
        [`choice_${place}`, choice(place)],
      ]),
    ),
    offers: {
      own: { name: 'Large', inline: 'the Large', ...offer },
      other: { name: 'Other', inline: 'the Other', ...offer },
    },
    reasons: Object.fromEntries(
      places.flatMap((place) => [
        ...['lower', 'higher'].map((way) => [
          `${numberId(place)}.${way}`,
          `The number of things of kind ${place} is ${way}`,
        ]),
        ...options.map((id) => [`choice_${place}.${id}`, `You prefer the ${id} way of doing thing ${place}`]),
      ]),
    ),
    changes: {},
  };
}

/** Rows whose outcome depends a little on every answer; the same every time. */
function rows(): string {
  let state = 7;
  const random = (): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
  const header = [...places.map((place) => `n${place}`), ...places.map((place) => `c${place}`), 'bad'];
  const lines = Array.from({ length: 6000 }, () => {
    const numbers = places.map(() => Math.floor(random() * 1001));
    const codes = places.map(() => Math.floor(random() * 4));
    const risk =
      numbers.reduce((sum, value) => sum + (value - 500) / 1000, 0) +
      codes.reduce((sum, code) => sum + (code - 1.5) / 3, 0);
    return [...numbers, ...codes, random() < 1 / (1 + Math.exp(1 - risk)) ? 1 : 0].join();
  });
  return `${[header.join(), ...lines].join('\n')}\n`;
}

export interface LargeFolders {
  readonly programme: string;
  readonly brand: string;
  readonly nodes: number;
}

/** Writes and trains it below `folder`, with a brand that says nothing about it. */
export function makeLargeProgramme(folder: string): LargeFolders {
  const [programme, brand] = [join(folder, 'large'), join(folder, 'brand')];
  const write = (path: string, value: unknown): void => writeFileSync(join(folder, path), JSON.stringify(value));
  mkdirSync(join(programme, 'texts'), { recursive: true });
  write('large/questionnaire.json', questionnaire);
  write('large/policy.json', policy);
  write('large/training.json', training);
  write('large/texts/en.json', texts());
  writeFileSync(join(folder, 'rows.csv'), rows());
  const [data, model] = [join(folder, 'rows.csv'), join(programme, 'model.json')];
  const tool = join(root, 'build/prescore');
  execFileSync(tool, ['train', '--programme', programme, '--data', data, '--output', model, '--quiet']);
  execFileSync(tool, ['pack', model, '--output', join(folder, 'large.bin')]);
  cpSync(join(root, 'site/examples/second-bank/brand'), brand, { recursive: true });
  write('brand/brand.json', { logo: 'logo.svg', colours: { light: { accent: '#1f4f8f' } } });
  write('brand/texts/en.json', { name: 'Large Bank' });
  const { forest } = JSON.parse(readFileSync(model, 'utf8')) as { forest: { trees: unknown[][] } };
  return { programme, brand, nodes: forest.trees.reduce((sum, tree) => sum + tree.length, 0) };
}
