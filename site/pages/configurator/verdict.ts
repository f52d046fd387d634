// What the policy check says about a pasted text, as list items.

import { fill } from '../../shared/fill.ts';
import type { Language } from '../../shared/languages.ts';
import type configuratorTexts from '../../texts/en/configurator.json';
import { judge, type Obstacle, type Wanted } from './policy.ts';

export type Texts = Readonly<Record<keyof typeof configuratorTexts, string>>;

const reasons: Readonly<Record<Obstacle['reason'], keyof Texts>> = {
  script: 'configurator.blockedScript',
  script_needs_nonce: 'configurator.blockedScriptNonce',
  frame: 'configurator.blockedFrame',
  sandbox: 'configurator.blockedSandbox',
};

/** Nothing for an empty text. */
export function verdictItems(text: string, wanted: Wanted, texts: Texts, language: Language): HTMLLIElement[] {
  if (text === '') return [];
  const { isPolicy, isReportOnly, obstacles, corrected } = judge(text, wanted);
  if (!isPolicy) return [item('blocked', texts['configurator.notPolicy'])];
  const note = isReportOnly ? [item('works', texts['configurator.reportOnly'])] : [];
  if (obstacles.length === 0) return [...note, item('works', texts['configurator.works'])];
  const words = obstacles.map(({ reason, directive }) => fill(texts[reasons[reason]], { directive }, language));
  return [
    ...note,
    ...[...new Set(words)].map((sentence) => item('blocked', sentence)),
    ...(corrected === text ? [] : [correctedItem(corrected, texts)]),
  ];
}

function correctedItem(corrected: string, texts: Texts): HTMLLIElement {
  const box = document.createElement('pre');
  box.id = 'corrected';
  box.textContent = corrected;
  const whole = item('whole', texts['configurator.corrected']);
  whole.append(box);
  return whole;
}

function item(kind: string, words: string): HTMLLIElement {
  const element = document.createElement('li');
  element.className = kind;
  element.textContent = words;
  return element;
}
