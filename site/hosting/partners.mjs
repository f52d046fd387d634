// The partner list: who may show the frame, on which origins, and for which campaigns.

import { readFileSync } from 'node:fs';

/**
 * @typedef {object} Partner
 * @property {string} name for the configurator
 * @property {readonly string[]} origins scheme, host and port of the pages that may show the frame
 * @property {'auto' | 'light' | 'dark'} [theme] where the snippet names none; `light` where the list names none either
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

/** Host and port as a browser writes them. Whatever ends a source of a policy, or a text in nginx, is not among them. */
const originPattern = /^https?:\/\/(?:[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?|\[[0-9a-f:.]+\])(?::\d{1,5})?$/;

/** @returns {PartnerList} that of the sample brand, checked */
export function readPartners() {
  return checkPartners(JSON.parse(readFileSync(new URL('../brand/partners.json', import.meta.url), 'utf8')));
}

/**
 * @param {PartnerList} list
 * @returns {PartnerList} the same list
 * @throws Error that names every entry which cannot be used, and how to fix it
 */
export function checkPartners(list) {
  const errors = partnerListErrors(list);
  if (errors.length > 0) throw new Error(`The partner list cannot be used:\n  ${errors.join('\n  ')}`);
  return list;
}

/**
 * @param {unknown} list
 * @returns {string[]} every entry which cannot be used, and how to fix it
 */
export function partnerListErrors(list) {
  if (typeof list !== 'object' || list === null || Array.isArray(list)) {
    return ['must be an object with "bank", "application" and "partners"'];
  }
  const { application, bank, partners } = /** @type {Record<string, unknown>} */ (list);
  return [...applicationProblems(application), ...originProblems(bank, 'bank'), ...partnersProblems(partners)];
}

/** @param {unknown} application */
function applicationProblems(application) {
  const isAddress = typeof application === 'string' && /^https:\/\/[\x21-\x7e]+$/.test(application);
  if (isAddress && !/["'<>\\^`{|}]/.test(application) && URL.canParse(application)) return [];
  return [`application: ${quoted(application)} is not an address such as https://bank.example/apply`];
}

/** @param {unknown} partners */
function partnersProblems(partners) {
  if (typeof partners !== 'object' || partners === null || Array.isArray(partners)) {
    return ['partners must be an object with a partner by each id'];
  }
  return Object.entries(partners).flatMap(([id, partner]) => partnerProblems(id, partner));
}

/** @param {string} id @param {unknown} partner */
function partnerProblems(id, partner) {
  const place = `partner ${quoted(id)}`;
  const { name, origins, theme = 'light', campaigns } = /** @type {any} */ (partner ?? {});
  const problems = [];
  if (!idPattern.test(id)) problems.push(`${place}: an id has small letters, digits and hyphens`);
  if (typeof name !== 'string' || name.trim() === '') problems.push(`${place} has no name`);
  if (!themes.includes(theme)) problems.push(`${place}: theme must be one of ${themes.join(', ')}`);
  if (!Array.isArray(origins) || origins.length === 0) problems.push(`${place} has no origin`);
  else problems.push(...origins.flatMap((origin) => originProblems(origin, place)));
  if (!Array.isArray(campaigns)) problems.push(`${place}: campaigns must be a list, [] where there are none`);
  else {
    const bad = campaigns.filter((campaign) => typeof campaign !== 'string' || !idPattern.test(campaign));
    problems.push(...bad.map((campaign) => `${place}: ${quoted(campaign)} is not a campaign id`));
  }
  return problems;
}

/**
 * @param {unknown} origin
 * @param {string} place
 */
function originProblems(origin, place) {
  const isOrigin = typeof origin === 'string' && originPattern.test(origin) && URL.canParse(origin);
  const parsed = isOrigin ? new URL(origin) : undefined;
  const isLocal = parsed?.hostname === 'localhost' || parsed?.hostname === '127.0.0.1';
  if (parsed && parsed.origin === origin && (parsed.protocol === 'https:' || isLocal)) return [];
  return [`${place}: ${quoted(origin)} is not an origin such as https://shop.example`];
}

/** @param {unknown} value */
const quoted = (value) => JSON.stringify(value) ?? 'nothing';

/**
 * The list with one more origin for its first partner: that of the sample page, which may be any address of this machine.
 * @param {PartnerList} list
 * @param {string} origin
 * @returns {PartnerList}
 */
export function withSampleOrigin(list, origin) {
  const [first] = Object.entries(list.partners);
  if (!first || !originPattern.test(origin)) return list;
  const [id, partner] = first;
  return { ...list, partners: { ...list.partners, [id]: { ...partner, origins: [...partner.origins, origin] } } };
}

/** @param {PartnerList} list @returns {string[]} every origin that may show the frame, each once */
export function allOrigins(list) {
  return [...new Set(Object.values(list.partners).flatMap(({ origins }) => origins))];
}

/**
 * The part of the list that the frame needs. Everybody can read it in the frame's document.
 * @param {PartnerList} list
 */
export function framePartners({ partners }) {
  const entries = Object.entries(partners);
  return Object.fromEntries(
    entries.map(([id, { origins, theme = 'light', campaigns }]) => [id, { origins, theme, campaigns }]),
  );
}
