// The frame of every page, and pieces that several pages have.

import { html } from './html.mjs';

/** @typedef {import('./words.mjs').Words} Words */

/**
 * @param {object} page
 * @param {Words} page.words
 * @param {readonly Words[]} page.all every language
 * @param {URL} page.url of this page
 * @param {string} page.title
 * @param {unknown} page.content
 * @param {boolean} [page.carries] whether the page takes answers from behind `#`
 */
export function layout({ words, all, url, title, content, carries = false }) {
  const { brand, language } = words;
  return html`<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title} · ${brand.name}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/files/bank.css">
${carries && html`<script type="module" src="/files/carried.js"></script>`}
</head>
<body>
<header>
<p class="bank">${brand.name}</p>
<nav>${all
    .filter((other) => other !== words)
    .map((other) => html`<a lang="${other.language}" href="${inLanguage(url, other)}">${other.languageName}</a>`)}</nav>
</header>
<main>
<h1>${title}</h1>
${content}
</main>
<footer>${brand.legal?.map((/** @type {string} */ line) => html`<p>${line}</p>`)}</footer>
</body>
</html>`;
}

/** @param {URL} url @param {Words} words */
function inLanguage(url, words) {
  const query = new URLSearchParams(url.search);
  query.set('lang', words.language);
  return `${url.pathname}?${query}`;
}

/** @param {readonly (readonly [label: unknown, value: unknown])[]} rows */
export const facts = (rows) =>
  html`<dl>${rows
    .filter(([, value]) => value !== undefined && value !== '')
    .map(([label, value]) => html`<div><dt>${label}</dt><dd>${value}</dd></div>`)}</dl>`;

/** @param {Words} words @param {string} moment */
export const dayOf = (words, moment) =>
  new Date(moment).toLocaleDateString(words.language === 'en' ? 'en-GB' : words.language, { dateStyle: 'long' });

/** @param {Words} words @param {string} moment a time in UTC */
export const timeOf = (words, moment) =>
  `${new Date(moment).toLocaleString(words.language === 'en' ? 'en-GB' : words.language, { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' })} UTC`;

/**
 * A reason is one code, or two that count together.
 *
 * @param {Words} words
 * @param {readonly string[]} codes
 */
export function reasonText({ reasons, own, fill }, codes) {
  const [first = '', second] = codes.map((code) => reasons[code] ?? code);
  return second ? fill(own['decision.together'] ?? '', { first, second }) : first;
}

/** @param {Words} words @param {any} given the reasons of an answer */
export function reasonLists(words, { against, in_favour: inFavour }) {
  const list = (/** @type {string} */ key, /** @type {string[][]} */ reasons) =>
    reasons.length > 0 &&
    html`<h3>${words.own[key]}</h3><ul>${reasons.map((codes) => html`<li>${reasonText(words, codes)}</li>`)}</ul>`;
  return html`${list('decision.against', against)}${list('decision.inFavour', inFavour)}`;
}
