// Which words a programme must have in each language: made from its questions, its offers and its policy.

import { list, object, optional, text } from './shape.mjs';

/** @typedef {import('./programme.mjs').Programme} Programme */
/** @typedef {import('./programme.mjs').Question} Question */
/** @typedef {import('./shape.mjs').Shape} Shape */

const limits = ['minimum', 'maximum', 'minimum:money', 'maximum:money'];
const value = ['value', 'value:money'];

/** Issues with an answer, by kind of question. The form sends each question once, under its own id. */
const issues = /** @type {const} */ ({
  number: ['missing_answer', 'not_a_number', 'not_whole', 'below_minimum', 'above_maximum'],
  choice: ['missing_answer', 'unknown_option'],
});

/** @param {Programme} programme @returns {import('./shape.mjs').ObjectShape} of `texts/<language>.json` */
export function programmeTextsShape({ questions, offers, changes }) {
  const own = offers[0];
  const ruled = new Set(own?.eligibility.map(({ question }) => question));
  const needsMoney = questions.some(({ money }) => money);
  const changesShape = object(
    Object.fromEntries(changes.map(({ question, to }) => [`${question}.${to ?? 'rise'}`, text()])),
  );
  return object({
    $schema: optional(text()),
    money: needsMoney ? text(['amount']) : optional(text(['amount'])),
    questions: object(byId(questions, (question) => questionShape(question, ruled.has(question.id)))),
    offers: object(byId(offers, () => offerShape)),
    reasons: object(Object.assign({}, ...questions.map(reasonsOf))),
    review: optional(object({ heading: text(), now: text() })),
    changes: changes.length > 0 ? changesShape : optional(changesShape),
  });
}

/**
 * @template {{ id: string }} Entry
 * @param {readonly Entry[]} entries
 * @param {(entry: Entry) => Shape} shape
 */
const byId = (entries, shape) => Object.fromEntries(entries.map((entry) => [entry.id, shape(entry)]));

const offerShape = object({
  name: text(),
  inline: text(),
  object: optional(text()),
  description: text(),
  points: list(),
});

/** @param {Question} question @param {boolean} isRuled whether a rule of the programme's own offer is about it */
function questionShape(question, isRuled) {
  const { kind, options = [] } = question;
  return object({
    label: text(),
    short: text(),
    hint: optional(text()),
    rare: optional(text()),
    ...(isRuled ? { rule: text(limits) } : {}),
    ...(kind === 'number'
      ? { unit: optional(text(value)), echo: optional(text(value)) }
      : { options: object(byId(options, () => text())) }),
    errors: object(errorsShape(question)),
  });
}

/** @param {Question} question @returns {Record<string, Shape>} what can be left out has general words */
function errorsShape({ kind, decimals = 0 }) {
  const needed = issues[kind].map((code) => {
    const shape = text(kind === 'number' && code !== 'missing_answer' ? limits : []);
    // A number with decimals is never one too fine.
    return [code, code === 'not_whole' && decimals > 0 ? optional(shape) : shape];
  });
  const more = ['implausibly_low', 'implausibly_high', 'looks_like_a_year'];
  const known = kind === 'number' ? more.map((code) => [code, optional(text([...limits, ...value]))]) : [];
  return Object.fromEntries([...needed, ...known]);
}

/** @param {Question} question @returns {Record<string, Shape>} a missing answer is only in data files */
function reasonsOf({ id, kind, options = [] }) {
  const variants = kind === 'number' ? ['lower', 'higher'] : options.map((option) => option.id);
  return {
    ...Object.fromEntries(variants.map((variant) => [`${id}.${variant}`, text()])),
    [`${id}.missing`]: optional(text()),
  };
}
