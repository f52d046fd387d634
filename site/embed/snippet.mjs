// The snippet that a partner pastes. The configurator, the sample page and the tests all take it from here.

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
 * @property {string} fallback the words of the link to it
 * @property {Readonly<Record<string, string>>} attributes of `<prescore-frame>`; an empty value is left out
 */

/** @param {SnippetChoices} choices @returns {string} HTML */
export function snippet({ site, release, channel, application, fallback, attributes }) {
  const given = Object.entries(attributes).filter(([, value]) => value !== '');
  const list = given.map(([name, value]) => ` ${name}="${escaped(value)}"`).join('');
  return [
    `<prescore-frame${list}>`,
    `  <a href="${escaped(application)}">${escaped(fallback)}</a>`,
    '</prescore-frame>',
    loaderTag(site, release, channel),
  ].join('\n');
}

/**
 * @param {string} site
 * @param {Release} release
 * @param {'fixed' | 'latest'} channel
 */
function loaderTag(site, release, channel) {
  if (channel === 'latest') return `<script async src="${escaped(site + release.latest)}"></script>`;
  const address = escaped(site + release.loader);
  return `<script async src="${address}"\n  integrity="${release.integrity}" crossorigin="anonymous"></script>`;
}

/** @param {string} text */
function escaped(text) {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
}
