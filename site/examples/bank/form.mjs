// The questions of the programme as a form, filled with what a person has answered so far.

import { html } from './html.mjs';
import { isAsked, questions } from './words.mjs';

/** @typedef {import('./words.mjs').Words} Words */
/** @typedef {{ question?: string, code: string, meaning: string }} Issue as the service lists them */

/** An issue about a number that is not plausible: the person is asked back. @param {Issue} issue */
const asksBackAbout = ({ code }) => code === 'implausibly_low' || code === 'implausibly_high';

const asked = () => questions().filter(isAsked);

/** @param {URLSearchParams} form @returns {Record<string, string>} by question; what was left out is missing */
export function answersOf(form) {
  return Object.fromEntries(
    asked().flatMap(({ id }) => {
      const text = form.get(id)?.trim();
      return text ? [[id, text]] : [];
    }),
  );
}

/** @param {URLSearchParams} form @returns {string[]} the questions whose answers the person stands by */
export const confirmedOf = (form) => form.getAll('confirmed').filter((id) => asked().some((each) => each.id === id));

/**
 * @param {Words} words
 * @param {URLSearchParams} form
 * @param {readonly Issue[]} issues
 */
export function questionFields(words, form, issues) {
  return asked().map((question) => {
    const issue = issues.find((each) => each.question === question.id);
    const field = question.kind === 'choice' ? choice : number;
    return html`<div class="field">${field(words, question, form, issue)}</div>`;
  });
}

/** @param {Words} words @param {any} question @param {Issue | undefined} issue */
function errorLine(words, question, issue) {
  if (!issue || asksBackAbout(issue)) return undefined;
  const template = words.questions[question.id].errors[issue.code] ?? words.own['apply.otherIssue'];
  const text = words.fill(template, { minimum: question.minimum, maximum: question.maximum });
  return html`<p class="error" id="${question.id}-error">${text}</p>`;
}

/** @param {Words} words @param {any} question @param {URLSearchParams} form @param {Issue | undefined} issue */
function number(words, question, form, issue) {
  const { label, hint } = words.questions[question.id];
  const value = form.get(question.id) ?? '';
  const error = errorLine(words, question, issue);
  const described = [hint && `${question.id}-hint`, error && `${question.id}-error`].filter(Boolean).join(' ');
  const asksBack = (issue && asksBackAbout(issue)) || confirmedOf(form).includes(question.id);
  return html`<label for="${question.id}">${label}</label>
${hint && html`<p class="hint" id="${question.id}-hint">${hint}</p>`}
<input id="${question.id}" name="${question.id}" value="${value}" inputmode="decimal" autocomplete="off" maxlength="64"
  aria-describedby="${described}"${error && html` aria-invalid="true"`}>
${error}
${
  asksBack &&
  html`<label class="tick"><input type="checkbox" name="confirmed" value="${question.id}">
<span>${words.fill(words.own['apply.confirm'] ?? '', { value })}</span></label>`
}`;
}

/** @param {Words} words @param {any} question @param {URLSearchParams} form @param {Issue | undefined} issue */
function choice(words, question, form, issue) {
  const { label, hint, options } = words.questions[question.id];
  const error = errorLine(words, question, issue);
  const chosen = form.get(question.id);
  return html`<fieldset${error && html` aria-describedby="${question.id}-error"`}>
<legend>${label}</legend>
${hint && html`<p class="hint">${hint}</p>`}
${question.options.map(
  (/** @type {{ id: string }} */ { id }) =>
    html`<label class="tick"><input type="radio" name="${question.id}" value="${id}"${id === chosen && html` checked`}>
<span>${options[id]}</span></label>`,
)}
${error}
</fieldset>`;
}
