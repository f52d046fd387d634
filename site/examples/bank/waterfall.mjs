// How a score came about, as a drawing: from the mean of those whom the product suits, step by step, to this person's.

import { html } from './html.mjs';

const ROW = 26;
const LABELS = 300;
const NUMBERS = 70;
const WIDTH = 720;

/**
 * @param {object} explanation as the service gives it
 * @param {number} explanation.reference_score
 * @param {number} explanation.score
 * @param {readonly { question: string, contribution: number }[]} explanation.contributions the strongest first
 * @param {{ reference: string, score: string, title: string, of: (question: string) => string }} labels
 */
export function waterfall({ reference_score: start, score, contributions }, labels) {
  let level = start;
  const steps = contributions.map(({ question, contribution }) => {
    const from = level;
    level += contribution;
    return { label: labels.of(question), from, to: level, contribution };
  });
  const levels = [start, score, ...steps.map(({ to }) => to)];
  const [low, high] = [Math.min(...levels), Math.max(...levels)];
  const span = high - low || 1;
  const at = (/** @type {number} */ value) => LABELS + ((value - low) / span) * (WIDTH - LABELS - NUMBERS);
  const shown = (/** @type {number} */ value) => value.toFixed(3).replace('-', '−');
  const end = (/** @type {string} */ label, /** @type {number} */ value, /** @type {number} */ row) => html`
<text class="end" x="0" y="${row * ROW + 17}">${label}</text>
<circle class="end" cx="${at(value)}" cy="${row * ROW + 13}" r="4"/>
<text class="end" x="${at(value) + 9}" y="${row * ROW + 17}">${shown(value)}</text>`;
  const rows = steps.map(({ label, from, to, contribution }, place) => {
    const y = (place + 1) * ROW;
    const left = Math.min(at(from), at(to));
    const width = Math.max(Math.abs(at(to) - at(from)), 1);
    return html`
<line class="step" x1="${at(from)}" x2="${at(from)}" y1="${y - 8}" y2="${y + 5}"/>
<text x="0" y="${y + 17}">${label}</text>
<rect class="${contribution > 0 ? 'more' : 'less'}" x="${left}" y="${y + 5}" width="${width}" height="${ROW - 10}"/>
<text x="${left + width + 6}" y="${y + 17}">${contribution > 0 && '+'}${shown(contribution)}</text>`;
  });
  const height = (steps.length + 2) * ROW;
  return html`<svg class="waterfall" viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="${labels.title}">
${end(labels.reference, start, 0)}${rows}${end(labels.score, score, steps.length + 1)}
</svg>`;
}
