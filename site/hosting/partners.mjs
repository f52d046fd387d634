// The partner list: who may show the frame, on which origins, and for which campaigns.

import { readFileSync } from 'node:fs';

/**
 * @typedef {object} Partner
 * @property {string} name for the configurator
 * @property {readonly string[]} origins scheme, host and port of the pages that may show the frame
 * @property {'auto' | 'light' | 'dark'} theme where the snippet names none
 * @property {readonly string[]} campaigns ids that pass on to the application
 */
/**
 * @typedef {object} PartnerList
 * @property {string} bank the bank's own origin
 * @property {string} application the address of the bank's ordinary application
 * @property {Readonly<Record<string, Partner>>} partners by id
 */

const idPattern = /^[a-z0-9][a-z0-9-]{0,39}$/;
const themes = ['auto', 'light', 'dark'];

/** @returns {PartnerList} that of the sample brand, checked */
export function readPartners() {
  return checkPartners(JSON.parse(readFileSync(new URL('../brand/partners.json', import.meta.url), 'utf8')));
}

/**
 * @param {PartnerList} list
 * @returns {PartnerList} the same list
 * @throws Error that names the first entry which cannot be used
 */
export function checkPartners(list) {
  if (new URL(list.application).protocol !== 'https:') throw new Error('application must be an https address');
  checkOrigin(list.bank, 'bank');
  for (const [id, { name, origins, theme, campaigns }] of Object.entries(list.partners)) {
    if (!idPattern.test(id)) throw new Error(`partner "${id}": an id has small letters, digits and hyphens`);
    if (typeof name !== 'string' || name === '') throw new Error(`partner "${id}" has no name`);
    if (!themes.includes(theme)) throw new Error(`partner "${id}": theme must be one of ${themes.join(', ')}`);
    if (origins.length === 0) throw new Error(`partner "${id}" has no origin`);
    for (const origin of origins) checkOrigin(origin, `partner "${id}"`);
    const badCampaign = campaigns.find((campaign) => !idPattern.test(campaign));
    if (badCampaign !== undefined) throw new Error(`partner "${id}": "${badCampaign}" is not a campaign id`);
  }
  return list;
}

/**
 * @param {string} origin
 * @param {string} place
 */
function checkOrigin(origin, place) {
  const parsed = URL.canParse(origin) ? new URL(origin) : undefined;
  const local = parsed?.hostname === 'localhost' || parsed?.hostname === '127.0.0.1';
  // URL parsers take a wildcard for a host; in a policy it would allow half of the web.
  if (parsed?.origin !== origin || origin.includes('*') || !(parsed.protocol === 'https:' || local)) {
    throw new Error(`${place}: "${origin}" is not an origin such as https://shop.example`);
  }
}

/**
 * The list with one more origin for its first partner: that of the sample page.
 * @param {PartnerList} list
 * @param {string} origin
 * @returns {PartnerList}
 */
export function withSampleOrigin(list, origin) {
  const [first] = Object.entries(list.partners);
  if (!first) return list;
  const [id, partner] = first;
  return checkPartners({
    ...list,
    partners: { ...list.partners, [id]: { ...partner, origins: [...partner.origins, origin] } },
  });
}

/** @param {PartnerList} list @returns {string[]} every origin that may show the frame, each once */
export function allOrigins(list) {
  return [...new Set(Object.values(list.partners).flatMap(({ origins }) => origins))];
}
