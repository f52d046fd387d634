// The snippets that a partner pastes. The configurator, the sample page and the tests all take them from here.

import { withQuery } from '../shared/withQuery.mjs';

/**
 * What a snippet must know about a release.
 * @typedef {object} Release
 * @property {string} version of the package
 * @property {string} loader the path whose content never changes
 * @property {string} integrity of that content, as the attribute takes it
 * @property {string} latest the path whose content is that of the newest release
 */
/**
 * @typedef {object} SnippetChoices
 * @property {string} site the folder of the bank's site, with a slash at its end
 * @property {Release} release
 * @property {'fixed' | 'latest'} channel `fixed`: this version for ever, checked by its hash; `latest`: the newest
 * @property {string} application the bank's ordinary application, for where no frame shows
 * @property {string} fallback the words of the link to it, which say where it leads
 * @property {Readonly<Record<string, string>>} attributes of `<prescore-frame>`; an empty value is left out
 */
/**
 * @typedef {object} FrameChoices what a page without the script must know besides
 * @property {string} language of the frame
 * @property {string} title of the frame, for people who cannot see it
 * @property {number} height enough for every step, in CSS pixels
 */

/** For a page's HTML. @param {SnippetChoices} choices @returns {string} HTML */
export function snippet(choices) {
  const list = given(choices).map(([name, value]) => ` ${name}="${escaped(value)}"`);
  return [
    `<prescore-frame${list.join('')}>`,
    `  ${linkSnippet(choices)}`,
    '</prescore-frame>',
    loaderTag(choices),
  ].join('\n');
}

/** Only the link to the application. @param {SnippetChoices} choices @returns {string} HTML */
export function linkSnippet(choices) {
  return `<a href="${escaped(applicationOf(choices))}">${escaped(choices.fallback)}</a>`;
}

/**
 * For a tag manager, whose tags are not where the widget belongs: puts it into `<div id="prescore">`.
 * @param {SnippetChoices} choices
 * @returns {string} HTML with a script that old compilers of tag managers take
 */
export function tagSnippet(choices) {
  const { site, release, channel, fallback } = choices;
  const isFixed = channel === 'fixed';
  const text = (/** @type {string} */ value) => JSON.stringify(value).replaceAll('<', '\\u003c');
  return [
    '<script>',
    '(function () {',
    "  var place = document.getElementById('prescore');",
    "  if (!place || place.querySelector('prescore-frame')) return;",
    "  var frame = document.createElement('prescore-frame');",
    ...given(choices).map(([name, value]) => `  frame.setAttribute(${text(name)}, ${text(value)});`),
    "  var link = document.createElement('a');",
    `  link.href = ${text(applicationOf(choices))};`,
    `  link.textContent = ${text(fallback)};`,
    '  frame.appendChild(link);',
    '  place.appendChild(frame);',
    "  var script = document.createElement('script');",
    `  script.src = ${text(site + (isFixed ? release.loader : release.latest))};`,
    ...(isFixed ? [`  script.integrity = ${text(release.integrity)};`, "  script.crossOrigin = 'anonymous';"] : []),
    '  document.head.appendChild(script);',
    '})();',
    '</script>',
  ].join('\n');
}

/**
 * For builders that allow only an iframe. Its referrer tells the frame in Firefox which partner's page it is on.
 * @param {SnippetChoices} choices
 * @param {FrameChoices} frame
 * @returns {string} HTML
 */
export function iframeSnippet(choices, { language, title, height }) {
  const { lang: _, accent = '', ...others } = Object.fromEntries(given(choices));
  const asked = new URLSearchParams({ ...others, ...(accent ? { accent: accent.replace('#', '') } : {}) });
  const address = `${choices.site}frame/${language}/#${asked}`;
  return [
    `<iframe src="${escaped(address)}" title="${escaped(title)}"`,
    `  width="100%" height="${height}" frameborder="0" loading="lazy" referrerpolicy="origin"></iframe>`,
    `<p>${linkSnippet(choices)}</p>`,
  ].join('\n');
}

/**
 * A button that opens the widget above the page, by the browser's own means.
 * @param {SnippetChoices} choices
 * @param {{ open: string, close: string, title: string }} words
 * @returns {string} HTML
 */
export function dialogSnippet(choices, { open, close, title }) {
  return [
    `<button type="button" popovertarget="prescore-dialog">${escaped(open)}</button>`,
    `<dialog id="prescore-dialog" popover="" aria-label="${escaped(title)}"`,
    '  style="box-sizing: border-box; width: min(720px, 100%); max-height: 100%; overflow: auto">',
    `<button type="button" popovertarget="prescore-dialog" popovertargetaction="hide">${escaped(close)}</button>`,
    snippet(choices),
    '</dialog>',
  ].join('\n');
}

/** @param {SnippetChoices} choices */
const given = ({ attributes }) => Object.entries(attributes).filter(([, value]) => value !== '');

/** The application learns partner and campaign from the link as well. @param {SnippetChoices} choices */
function applicationOf({ application, attributes }) {
  const ids = ['partner', 'campaign'].map((name) => [name, attributes[name] ?? '']).filter(([, value]) => value !== '');
  return withQuery(application, Object.fromEntries(ids));
}

/** Classic and `async`: it blocks nothing, and what re-creates it as a module changes nothing. XHTML needs `=""`. @param {SnippetChoices} choices */
function loaderTag({ site, release, channel }) {
  if (channel === 'latest') return `<script async="" src="${escaped(site + release.latest)}"></script>`;
  const address = escaped(site + release.loader);
  return `<script async="" src="${address}"\n  integrity="${release.integrity}" crossorigin="anonymous"></script>`;
}

/** @param {string} text */
function escaped(text) {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
}
